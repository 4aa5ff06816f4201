"""What the page of the team says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from models.services.briefings import (
    briefings_today,
    confirm_read,
    list_briefings,
    who_has_read,
    withdraw_briefing,
    write_briefing,
)
from models.services.coaching import coaching_for_me, confirm_coaching
from models.services.hand_over_notes import leave_note, note_seen, notes_waiting, still_open
from models.services.queue_views import queue_day
from models.services.rights import has_right
from models.services.team_board import Board, Due, board, due_today
from models.values import Message, Refused, Topic
from models.values.rights import Right
from models.values.team import BriefingSeen, CoachingNote
from ui.screens.team.state import Item, Said, TeamState, Writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from models.services.briefings import BriefingWords
    from models.unit import Unit
    from models.values.team import ReadBy, StillOpen, TeamChanged
    from ui.work import Work

TOPICS: Final = frozenset(
    {Topic.TEAM, Topic.CASES, Topic.QUEUE, Topic.APPROVALS, Topic.PEOPLE, Topic.DRAWER}
)
LOOK_AGAIN: Final = 60
"""Seconds after which what is foreseen and what nears is worked out anew."""


@dataclass(frozen=True, slots=True)
class Around:
    """``clock`` tells the shop's own time; the others lead to a case and to a request."""

    clock: Callable[[], datetime]
    open_case: Callable[[int], None]
    open_approval: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Looked:
    briefs: bool
    today: date
    items: tuple[Item, ...]
    board: Board | None
    due: Due


class TeamPresenter:
    """Every change is a new state, shown whole."""

    def __init__(self, work: Work, around: Around, show: Callable[[TeamState], None]) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._state = TeamState()
        self._in_sight = True
        self._stale = False

    @property
    def state(self) -> TeamState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody wrote or read, waits or is served, promised or asked."""
        if not topics & TOPICS:
            return
        if self._in_sight:
            self._look()
        else:
            self._stale = True

    def come_in_sight(self, in_sight: bool) -> None:
        """What nobody looks at is read again when somebody does."""
        self._in_sight = in_sight
        if in_sight and self._stale:
            self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def tick(self) -> None:
        """Time went by: ages are said anew, and after a while all is looked at again."""
        now, shown = self._around.clock(), self._state.board
        self._set(replace(self._state, now=now))
        if self._in_sight and shown and (now - shown.at).total_seconds() >= LOOK_AGAIN:
            self._look()

    def pick(self, key: str) -> None:
        self._set(replace(self._state, picked=key, reads=None, writing=None, leaving=None))

    def confirm(self) -> None:
        """Whoever is here has read what is picked: once, however often it is pressed."""
        item = self._state.item
        if item is None or not item.waits or self._state.busy:
            return
        told = item.told

        def read(unit: Unit) -> TeamChanged:
            if isinstance(told, BriefingSeen):
                return confirm_read(unit, told.id)
            if isinstance(told, CoachingNote):
                return confirm_coaching(unit, told.id)
            return note_seen(unit, told.id)

        self._run(read, self._confirmed)

    def ask_who_has_read(self) -> None:
        """Show it for the briefing that is picked; hide it where it is shown."""
        item = self._state.item
        if self._state.reads is not None:
            self._set(replace(self._state, reads=None))
        elif item is not None and isinstance(item.told, BriefingSeen):
            briefing_id, key = item.told.id, item.key
            self._work.read(
                lambda unit: who_has_read(unit, briefing_id),
                lambda reads: self._reads(key, reads),
                self._failed,
            )

    def begin_briefing(self, *, instead: bool = False) -> None:
        """Write one: a new one, or ``instead`` of the one that is picked."""
        item = self._state.item
        told = item.told if instead and item is not None else None
        edition = told if isinstance(told, BriefingSeen) else None
        self._set(replace(self._state, writing=Writing(edition), leaving=None, said=None))

    def write(self, written: BriefingWords) -> None:
        writing = self._state.writing
        if writing is None or self._state.busy:
            return
        replaces = writing.instead.id if writing.instead else None
        self._run(
            lambda unit: write_briefing(unit, written, replaces),
            lambda made: self._done(
                Message("briefing-told", {"title": written.title}),
                picked=f"{BriefingSeen.__name__} {made.id}",
            ),
        )

    def withdraw(self) -> None:
        item = self._state.item
        if item is None or not isinstance(item.told, BriefingSeen) or self._state.busy:
            return
        told = item.told
        self._run(
            lambda unit: withdraw_briefing(unit, told.id),
            lambda _: self._done(Message("briefing-withdrawn", {"title": told.title})),
        )

    def begin_note(self) -> None:
        """Leave word for the next person: what is open is counted first."""
        self._work.read(still_open, self._leave, self._failed)

    def leave_note(self, words: str, only_here: bool) -> None:
        if self._state.leaving is not None and not self._state.busy:
            self._run(
                lambda unit: leave_note(unit, words, only_here=only_here),
                lambda _: self._done(Message("hand-over-note-left")),
            )

    def go_back(self) -> None:
        """Nothing is written."""
        self._set(replace(self._state, writing=None, leaving=None, said=None))

    def open_case(self, case_id: int) -> None:
        self._around.open_case(case_id)

    def open_approval(self, approval_id: str) -> None:
        self._around.open_approval(approval_id)

    # What comes back from the worker.

    def _look(self) -> None:
        self._stale = False
        self._work.read_latest("team", _look, self._looked, self._failed)

    def _looked(self, looked: _Looked) -> None:
        state = replace(
            self._state,
            looked=True,
            now=self._around.clock(),
            today=looked.today,
            briefs=looked.briefs,
            items=looked.items,
            board=looked.board,
            due=looked.due,
        )
        if state.item is None:  # the first of those that wait is open by itself
            first = next(iter(looked.items), None)
            state = replace(state, picked=first.key if first else "", reads=None)
        self._set(state)

    def _reads(self, key: str, reads: tuple[ReadBy, ...]) -> None:
        if self._state.picked == key:
            self._set(replace(self._state, reads=reads))

    def _leave(self, left: StillOpen) -> None:
        self._set(replace(self._state, leaving=left, writing=None, said=None))

    def _confirmed(self, _: TeamChanged) -> None:
        waiting = [each for each in self._state.items if each.waits]
        others = [each.key for each in waiting if each.key != self._state.picked]
        picked = others[0] if others else self._state.picked
        self._set(replace(self._state, busy=False, picked=picked, reads=None))
        self._look()

    def _done(self, message: Message, picked: str = "") -> None:
        self._set(
            replace(
                self._state,
                busy=False,
                writing=None,
                leaving=None,
                reads=None,
                picked=picked or self._state.picked,
                said=Said((message,), bad=False),
            )
        )
        self._look()

    def _run(
        self,
        use_case: Callable[[Unit], TeamChanged],
        done: Callable[[TeamChanged], None],
    ) -> None:
        self._set(replace(self._state, busy=True, said=None))
        self._work.run(use_case, done, self._failed)

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _set(self, state: TeamState) -> None:
        self._state = state
        self._show(state)


def _look(unit: Unit) -> _Looked:
    briefs, leads = has_right(unit, Right.SETTINGS), has_right(unit, Right.APPROVE)
    mine = briefings_today(unit)
    known = {each.id for each in mine}
    others = [each for each in list_briefings(unit) if each.id not in known] if briefs else []
    items = (
        *(Item(each, waits=True) for each in notes_waiting(unit)),
        *(Item(each, waits=True) for each in coaching_for_me(unit)),
        *(Item(each, waits=each.read_at is None) for each in mine),
        *(Item(each, waits=False) for each in others),
    )
    seen = board(unit) if leads else None
    return _Looked(
        briefs=briefs,
        today=queue_day(unit),
        items=tuple(sorted(items, key=lambda each: not each.waits)),
        board=seen,
        due=seen.due if seen else due_today(unit),
    )


def _to_nobody(_: TeamState) -> None:
    """Nobody looks."""
