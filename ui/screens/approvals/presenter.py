"""What the page of approvals says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.services.approval_cards import list_approvals, open_approval
from models.services.approval_requests import (
    Change,
    Coming,
    Done,
    No,
    Question,
    Yes,
    answer_approval,
    change_request,
    reply_approval,
    withdraw_approval,
)
from models.services.delegations import delegate, end_delegation, list_delegations
from models.services.rights import has_right
from models.values import Message, Refused, Topic
from models.values.approvals import ApprovalState
from models.values.approvals import Said as SaidOf
from models.values.rights import Right
from ui.screens.approvals.state import ApprovalsState, Changing, Doing, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_decisions import Decided
    from models.services.approval_requests import Answered, ApprovalChanged
    from models.unit import Unit
    from models.values import Money
    from models.values.approvals import ApprovalListed, Delegation, NoReason, YesReason
    from models.values.codes import RefundBy
    from models.values.shop import Person
    from ui.work import Work


NEWS = {
    SaidOf.APPROVED: "approval-said-yes",
    SaidOf.CHANGED: "approval-said-changed",
    SaidOf.REFUSED: "approval-said-no",
    SaidOf.QUESTION: "approval-asked-back",
    SaidOf.REPLY: "approval-replied",
    SaidOf.WITHDRAWN: "approval-withdrawn",
    SaidOf.COMING: "help-coming",
    SaidOf.DONE: "help-done",
    SaidOf.USED: "approval-said-yes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page is told of the program that it is a part of."""

    clock: Callable[[], datetime]
    """The moment, in the shop's own time."""
    people: Callable[[Unit], Sequence[Person]]
    """Everybody of the shop who may sign on."""
    tell: Callable[[Message], None]
    """Say for a moment what is done."""
    hear: Callable[[bool], None]
    """Whether something new makes a sound from now on."""


@dataclass(frozen=True, slots=True)
class _Looked:
    staff_id: int
    listed: tuple[ApprovalListed, ...]
    card: ApprovalCard | None
    lends: bool
    delegations: tuple[Delegation, ...]
    people: tuple[Person, ...]


class ApprovalsPresenter:
    """The requests of this store. Every change is a new state, shown whole."""

    def __init__(
        self,
        work: Work,
        around: Around,
        show: Callable[[ApprovalsState], None],
        *,
        sound: bool = True,
    ) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._state = ApprovalsState(sound=sound)

    @property
    def state(self) -> ApprovalsState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody asked or answered; what is typed here stays."""
        if Topic.APPROVALS in topics:
            self._look()

    def tick(self) -> None:
        """Time goes on: ages grow, and what is over is read again."""
        before, now = self._state.now, self._around.clock()
        over = any(each.state.pending and each.expires_at <= now for each in self._state.listed)
        if before != now:
            self._set(replace(self._state, now=now))
            if over:
                self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def set_sound(self, on: bool) -> None:
        self._around.hear(on)
        self._set(replace(self._state, sound=on))

    def pick(self, approval_id: str) -> None:
        """Show all that is known of this request."""
        if not self._state.busy:
            self._busy()
            self._work.read(
                lambda unit: open_approval(unit, approval_id), self._opened, self._gone
            )

    def show_away(self, away: bool) -> None:
        """The page of lent authority, or back to the requests."""
        if not self._state.busy:
            self._set(replace(self._state, away=away, said=None))

    # The answer.

    def begin(self, doing: Doing) -> None:
        """The form for it is shown."""
        state = self._state
        if state.busy or not state.answerable:
            return
        changing = Changing() if doing is Doing.CHANGING else None
        self._set(replace(state, doing=doing, changing=changing, said=None))
        if changing is not None:
            self._try_change()

    def approve(self, reason: YesReason, words: str) -> None:
        self._answer(Yes(reason=reason, words=words))

    def refuse(self, reason: NoReason, words: str) -> None:
        self._answer(No(reason=reason, words=words))

    def ask_back(self, words: str) -> None:
        self._answer(Question(words=words))

    def change(self, reason: YesReason, words: str) -> None:
        """A yes to what is shown as what would be decided, and to nothing else."""
        changing = self._state.changing
        if changing is not None and changing.asked is not None and not changing.against:
            self._answer(Change(asked=changing.asked, reason=reason, words=words))

    def come(self) -> None:
        self._answer(Coming())

    def done(self, words: str) -> None:
        """Nobody needs to come any more; whoever called may say so as well."""
        card = self._state.card
        if card is not None and not self._state.busy:
            self._send(card, Done(words=words))

    def lower_to(self, amount: Money | None) -> None:
        """Less money than was asked for; nothing, or as much, is what was asked for."""
        card = self._state.card
        less = None if card is None or amount == card.amount else amount
        self._rather(lambda changing: replace(changing, lowered_to=less))

    def pay_by(self, by: RefundBy | None) -> None:
        """By another tender; as it was asked for where it is nothing."""
        self._rather(lambda changing: replace(changing, by=by))

    # One's own request.

    def reply(self, words: str) -> None:
        card = self._state.card
        if card is not None and card.own and not self._state.busy:
            self._write(lambda unit: reply_approval(unit, card.approval_id, words))

    def withdraw(self) -> None:
        card = self._state.card
        if card is not None and card.own and not self._state.busy:
            self._write(lambda unit: withdraw_approval(unit, card.approval_id))

    # Lent authority.

    def lend(self, to_id: int, since: datetime, until: datetime) -> None:
        """Both as the shop's own clock shows them."""
        if self._state.busy:
            return
        zone = self._around.clock().tzinfo
        times = since.replace(tzinfo=zone), until.replace(tzinfo=zone)
        self._busy()
        self._work.run(
            lambda unit: delegate(unit, to_id, *times), self._delegated, self._failed
        )

    def end(self, delegation_id: int) -> None:
        if not self._state.busy:
            self._busy()
            self._work.run(
                lambda unit: end_delegation(unit, delegation_id), self._ended, self._failed
            )

    def _look(self) -> None:
        picked = self._state.card.approval_id if self._state.card else None

        def look(unit: Unit) -> _Looked:
            lends = has_right(unit, Right.APPROVE)
            here = unit.clerk.staff_id
            return _Looked(
                here,
                list_approvals(unit),
                _found(unit, picked),
                lends,
                list_delegations(unit),
                tuple(
                    each
                    for each in (self._around.people(unit) if lends else ())
                    if each.staff_id != here
                ),
            )

        self._work.read_latest("approvals", look, self._looked, self._failed)

    def _rather(self, change: Callable[[Changing], Changing]) -> None:
        changing = self._state.changing
        if changing is None or self._state.busy:
            return
        wanted = change(changing)
        if (wanted.lowered_to, wanted.by) != (changing.lowered_to, changing.by):
            wanted = replace(wanted, asked=None, against=())
            self._set(replace(self._state, changing=wanted, said=None))
            self._try_change()

    def _try_change(self) -> None:
        """What would be decided of the change as it is entered now."""
        card, changing = self._state.card, self._state.changing
        if card is None or changing is None:
            return
        to, by = changing.lowered_to, changing.by
        self._work.read_latest(
            "change",
            lambda unit: change_request(unit, card.approval_id, lowered_to=to, by=by),
            self._tried,
            self._cannot_change,
        )

    def _answer(self, answer: Answered) -> None:
        card = self._state.card
        if card is not None and self._state.answerable and not self._state.busy:
            self._send(card, answer)

    def _send(self, card: ApprovalCard, answer: Answered) -> None:
        self._write(lambda unit: answer_approval(unit, card.approval_id, answer))

    def _write(self, use_case: Callable[[Unit], ApprovalChanged]) -> None:
        self._busy()
        self._work.run(use_case, self._done, self._not_done)

    # What comes back from the worker.

    def _looked(self, looked: _Looked) -> None:
        before = self._state
        picked = before.card.approval_id if before.card else None
        read = looked.card.approval_id if looked.card else None
        gone = read is None and picked is not None
        state = replace(
            before,
            looked=True,
            now=self._around.clock(),
            staff_id=looked.staff_id,
            listed=looked.listed,
            lends=looked.lends,
            delegations=looked.delegations,
            people=looked.people,
            card=looked.card if read == picked else before.card,
        )
        if gone:
            state = replace(state, card=None, said=Said((Message("approval-gone"),)))
        if state.card != before.card:
            state = _as_it_stands(state)
        self._set(state)

    def _opened(self, card: ApprovalCard) -> None:
        self._set(_afresh(replace(self._state, busy=False, card=card, away=False)))

    def _gone(self, problem: Exception) -> None:
        self._set(replace(self._state, card=None))
        self._failed(problem)
        self._look()

    def _done(self, changed: ApprovalChanged) -> None:
        """The list is read again by the topic that this changed."""
        self._set(_afresh(replace(self._state, busy=False, card=changed.card, said=None)))
        self._around.tell(_news(changed.card))

    def _tried(self, found: tuple[Wanted, Decided]) -> None:
        changing = self._state.changing
        if changing is not None:
            asked, decided = found
            tried = replace(changing, asked=asked, decided=decided, against=())
            self._set(replace(self._state, changing=tried))

    def _cannot_change(self, problem: Exception) -> None:
        changing = self._state.changing
        if changing is not None:
            against = replace(changing, asked=None, decided=None, against=_messages(problem))
            self._set(replace(self._state, changing=against))

    def _delegated(self, given: Delegation) -> None:
        facts = {"name": given.to_name, "since": given.since, "until": given.until}
        self._around.tell(Message("delegation-given", facts))
        self._set(replace(self._state, busy=False))
        self._look()

    def _ended(self, given: Delegation) -> None:
        facts = {"name": given.to_name, "giver": given.from_name}
        self._around.tell(Message("delegation-ended", facts))
        self._set(replace(self._state, busy=False))
        self._look()

    def _not_done(self, problem: Exception) -> None:
        """Somebody else may have been quicker: the request is read again."""
        self._failed(problem)
        self._look()

    def _failed(self, problem: Exception) -> None:
        self._set(replace(self._state, busy=False, said=Said(_messages(problem))))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: ApprovalsState) -> None:
        self._state = state
        self._show(state)


def _found(unit: Unit, approval_id: str | None) -> ApprovalCard | None:
    """What was picked, as it stands now; nothing where it may be seen no longer."""
    try:
        return open_approval(unit, approval_id) if approval_id else None
    except Refused:
        return None


def _afresh(state: ApprovalsState) -> ApprovalsState:
    """Nothing is said of the request yet."""
    return replace(state, doing=Doing.APPROVING, changing=None)


def _as_it_stands(state: ApprovalsState) -> ApprovalsState:
    """What was begun goes on while the request still waits for it."""
    return state if state.answerable else _afresh(state)


def _news(card: ApprovalCard) -> Message:
    """What was said last, for whoever said it."""
    facts = {"person": card.person, "register": card.register, "amount": card.to_pay}
    said = card.thread[-1].said
    if said in (SaidOf.APPROVED, SaidOf.CHANGED) and card.state is ApprovalState.OPEN:
        return Message("approval-said-yes-first", facts)
    return Message(NEWS[said], facts)


def _messages(problem: Exception) -> tuple[Message, ...]:
    return problem.messages if isinstance(problem, Refused) else (Message("bug"),)


def _to_nobody(_: ApprovalsState) -> None:
    """Nobody looks."""
