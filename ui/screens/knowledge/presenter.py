"""What the page of what the shop knows says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.knowledge import (
    change_entry,
    mark_outdated,
    merge_entry,
    search_knowledge,
)
from models.values import Message, Refused, Topic
from ui.screens.knowledge.state import KnowledgeState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.unit import Unit
    from models.values.questions import KnowledgeList, Known
    from ui.work import Work


class KnowledgePresenter:
    """Answers that were kept. Every change is a new state, shown whole.

    ``closed`` is called where the person goes back.
    """

    def __init__(
        self,
        work: Work,
        show: Callable[[KnowledgeState], None],
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._show = show
        self._closed = closed
        self._state = KnowledgeState()
        self._warned = False

    @property
    def state(self) -> KnowledgeState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Others keep and change answers, too; what is typed here is not lost over that."""
        if Topic.CASES in topics and not self._state.busy:
            self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        """Back to where one came from, or out of merging; what is typed is asked about once."""
        if self._state.merging is not None:
            self._pick(self._state.merging)
        elif not self._keeps_typed():
            self._closed()

    def seek(self, text: str) -> None:
        """What is known of that; what was typed last wins."""
        if text != self._state.sought:
            self._set(replace(self._state, sought=text))
            self._look()

    def pick(self, entry_id: int) -> None:
        """Read it whole; while two are merged, it is what the other goes into."""
        state = self._state
        found = [each for each in state.entries if each.id == entry_id]
        if not found or state.busy or (state.picked and state.picked.id == entry_id):
            return
        if state.merging is not None:
            self._set(replace(state, picked=found[0], said=None))
        elif self._keeps_typed():
            self._set(self._state)  # the list goes back to where it was
        else:
            self._pick(found[0])

    def type(self, asked: str, said: str) -> None:
        self._warned = False
        self._set(replace(self._state, asked=asked, said_text=said))

    def save(self) -> None:
        """Say it so from now on; or, where two are merged, make them one."""
        state = self._state
        if state.merging is not None:
            self._merge(state)
        elif state.picked is not None and state.writes and not state.busy:
            number, edition = state.picked.id, state.picked.edition
            asked, said = state.asked, state.said_text
            self._run(
                lambda unit: change_entry(unit, number, edition, asked, said),
                lambda known: self._done(known, Message("knowledge-saved")),
            )

    def mark_outdated(self) -> None:
        """It holds no more."""
        state = self._state
        if state.picked is not None and state.writes and not state.busy:
            number, edition = state.picked.id, state.picked.edition
            self._run(
                lambda unit: mark_outdated(unit, number, edition),
                lambda known: self._done(known, Message("knowledge-outdated")),
            )

    def begin_merging(self) -> None:
        """What is picked says the same as another, which is picked next."""
        state = self._state
        if state.writes and not state.busy and not self._keeps_typed():
            self._set(replace(state, merging=state.picked, said=None, theirs=None))

    # What comes back from the worker.

    def _looked(self, sought: str, found: KnowledgeList) -> None:
        state = self._state
        if sought != state.sought:
            return
        state = replace(state, looked=True, entries=found.entries, changes=found.changes)
        picked = state.picked
        fresh = next((e for e in found.entries if picked and e.id == picked.id), None)
        if fresh is not None and fresh != picked and not state.changed:
            self._set(state)
            self._pick(fresh, said=state.said)
        elif fresh is not None and picked is not None and fresh.edition != picked.edition:
            self._set(replace(state, theirs=fresh))
        else:
            self._set(state)

    def _done(self, known: Known, told: Message) -> None:
        self._pick(known, said=Said((told,), bad=False))
        self._look()

    def _failed(self, problem: Exception) -> None:
        """Where somebody else was first, what they wrote is shown under what is typed here,
        which may then be saved over it."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))
        if any(message.code == "knowledge-changed" for message in messages):
            self._look_at_theirs()

    # Steps shared by several of the above.

    def _look_at_theirs(self) -> None:
        number = self._state.picked.id if self._state.picked else 0

        def theirs(found: KnowledgeList) -> None:
            state = self._state
            fresh = next((each for each in found.entries if each.id == number), None)
            if fresh is not None and state.picked is not None and state.picked.id == number:
                self._set(replace(state, entries=found.entries, picked=fresh, theirs=fresh))

        self._set(replace(self._state, sought=""))
        self._work.read_latest(
            "knowledge", lambda unit: search_knowledge(unit, ""), theirs, self._failed
        )

    def _merge(self, state: KnowledgeState) -> None:
        gone, into = state.merging, state.picked
        if gone is None or into is None or not state.may_merge or state.busy:
            return
        number, edition, other = gone.id, gone.edition, into.id
        facts = {"asked": into.asked}
        self._run(
            lambda unit: merge_entry(unit, number, edition, other),
            lambda known: self._done(known, Message("knowledge-merged-into", facts)),
        )

    def _run(self, use_case: Callable[[Unit], Known], done: Callable[[Known], None]) -> None:
        self._set(replace(self._state, busy=True, said=None))
        self._work.run(use_case, done, self._failed)

    def _keeps_typed(self) -> bool:
        """Whether something is typed that was not said to go yet; that is said now."""
        if not self._state.changed or self._warned:
            return False
        self._warned = True
        self._set(replace(self._state, said=Said((Message("knowledge-not-saved"),))))
        return True

    def _pick(self, known: Known, said: Said | None = None) -> None:
        self._warned = False
        self._set(
            replace(
                self._state,
                busy=False,
                picked=known,
                theirs=None,
                merging=None,
                asked=known.asked,
                said_text=known.said,
                said=said,
                turn=self._state.turn + 1,
            )
        )

    def _look(self) -> None:
        sought = self._state.sought
        self._work.read_latest(
            "knowledge",
            lambda unit: search_knowledge(unit, sought),
            lambda found: self._looked(sought, found),
            self._failed,
        )

    def _set(self, state: KnowledgeState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: KnowledgeState) -> None:
    """Nobody looks."""
