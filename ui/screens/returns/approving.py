"""A manager's yes asked for from the counter: by a manager who stands there, or by request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.approval_bodies import VoidAsked
from models.services.approval_cards import customer_history, open_approval
from models.services.approval_requests import ask_approval, reply_approval, withdraw_approval
from models.values import Message, Refused, Topic
from ui.screens.returns.approving_state import Asking
from ui.screens.returns.asked import customer_of
from ui.screens.returns.state import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_decisions import Decided
    from models.services.approval_requests import ApprovalChanged
    from models.services.approvals import Granted
    from models.values.approvals import CustomerHistory
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.state import CounterState
    from ui.work import Work


class Approving:
    """One request at a time, about exactly what is entered.

    ``wanted`` is what is entered in a state, if a yes can be asked for it, and ``seen`` what
    was decided of it; nothing for a void.
    """

    def __init__(
        self,
        work: Work,
        counter: Counter,
        wanted: Callable[[CounterState], Wanted | None],
        seen: Callable[[CounterState], Decided | None],
    ) -> None:
        self._work = work
        self._counter = counter
        self._wanted = wanted
        self._seen = seen
        self._tried: tuple[Wanted, str, str] | None = None
        self._used = ""
        """The request that a paper rests on, or that was taken back already."""

    @property
    def granted(self) -> Granted | None:
        """The managers' yes to what would be done now, if they gave one."""
        asking = self._counter.state().asking
        return asking.granted if asking else None

    def open_here(self) -> None:
        """A manager stands at this counter: show all there is to know."""
        state = self._counter.state()
        if state.busy or self._wanted(state) is None:
            return
        self._counter.show(replace(state, asking=Asking(here=True), said=None))
        customer_id = customer_of(state)
        if customer_id is not None:
            self._work.read_latest(
                "history",
                lambda unit: customer_history(unit, customer_id),
                partial(self._remembered, customer_id),
                self._counter.failed,
            )

    def close_here(self) -> None:
        """No yes was given here; what is entered stays."""
        state = self._counter.state()
        if state.asking is not None and state.asking.here and not state.busy:
            self._counter.show(replace(state, asking=None, said=None))

    def send(self, words: str) -> None:
        """Ask the managers at their own screens; once more where an answer came already."""
        state = self._counter.state()
        wanted = self._wanted(state)
        undecided = self._seen(state) is None and not isinstance(wanted, VoidAsked)
        if state.busy or wanted is None or undecided:
            return
        if state.asking is not None and state.asking.pending:
            return
        if self._tried is None or self._tried[:2] != (wanted, words):
            self._tried = (wanted, words, str(uuid4()))
        self._ask(wanted, self._seen(state), instead=False)

    def withdraw(self) -> None:
        """It is asked for no more; what is entered stays."""
        asking = self._counter.state().asking
        if asking is None or asking.sent is None or self._counter.state().busy:
            return
        self._counter.show(replace(self._counter.state(), asking=None, said=None))
        self._counter.decide()

    def reply(self, words: str) -> None:
        """To what a manager asked back."""
        asking = self._counter.state().asking
        if asking is None or asking.sent is None or not words.strip():
            return
        approval_id = asking.sent.approval_id
        self._counter.busy()
        self._work.run(
            lambda unit: reply_approval(unit, approval_id, words.strip()),
            self._replied,
            self._counter.failed,
        )

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody may have answered."""
        if Topic.APPROVALS in topics:
            self.look()

    def look(self) -> None:
        """How the request stands now; also once its time is over."""
        asking = self._counter.state().asking
        if asking is not None and asking.sent is not None and asking.pending:
            approval_id = asking.sent.approval_id
            self._work.read_latest(
                "asking",
                lambda unit: open_approval(unit, approval_id),
                self._looked,
                self._counter.failed,
            )

    def used(self) -> None:
        """A paper rests on it now: there is nothing left to take back."""
        asking = self._counter.state().asking
        self._used = asking.sent.approval_id if asking and asking.sent else self._used
        self._tried = None

    def follow(self, before: CounterState, state: CounterState) -> CounterState:
        """The state with what still holds of the request.

        Whatever is entered, left or put aside: a request for anything else than what stands
        there now is taken back at once.
        """
        asking, now = before.asking, state.asking
        if asking is None or asking.sent is None:
            kept = now is None or now.sent is not None or self._wanted(state) is not None
            return state if kept else replace(state, asking=None)
        same = now is not None and now.sent is not None
        if same and now is not None and self._wanted(state) == now.wanted:
            return state
        said = self._take_back(asking.sent)
        here = now is not None and now.here
        kept_said = state.said or (said if state.stage is before.stage and same else None)
        return replace(state, asking=now if here else None, said=kept_said)

    def _take_back(self, card: ApprovalCard) -> Said | None:
        """What to say of it; nothing where there was nothing to take back any more."""
        self._tried = None
        if card.approval_id == self._used or not card.state.pending:
            return None
        self._used = card.approval_id
        self._work.run(
            lambda unit: withdraw_approval(unit, card.approval_id), _done, self._not_withdrawn
        )
        return Said((Message("approval-taken-back"),), bad=False)

    def _ask(self, wanted: Wanted, seen: Decided | None, *, instead: bool) -> None:
        if self._tried is None:
            return
        _, words, approval_id = self._tried
        self._counter.busy()
        self._work.run(
            lambda unit: ask_approval(unit, approval_id, wanted, seen, words, instead=instead),
            partial(self._sent, wanted),
            partial(self._not_sent, wanted, seen, instead),
        )

    def _sent(self, wanted: Wanted, done: ApprovalChanged) -> None:
        self._tried = None
        state = replace(self._counter.state(), busy=False)
        self._counter.show(replace(state, asking=Asking(wanted=wanted, sent=done.card)))

    def _not_sent(
        self, wanted: Wanted, seen: Decided | None, instead: bool, problem: Exception
    ) -> None:
        """One's own request about the same, of which this counter knows no more, gives way."""
        if isinstance(problem, Refused) and not instead:
            first = problem.messages[0]
            if first.code == "approval-pending" and first.facts.get("own"):
                self._ask(wanted, seen, instead=True)
                return
        self._counter.failed(problem)

    def _remembered(self, customer_id: int, history: CustomerHistory | None) -> None:
        """Shown where the card of the same customer is still open."""
        state = self._counter.state()
        asking = state.asking
        if asking is not None and asking.here and customer_of(state) == customer_id:
            self._counter.show(replace(state, asking=replace(asking, history=history)))

    def _replied(self, done: ApprovalChanged) -> None:
        self._counter.show(replace(self._counter.state(), busy=False))
        self._looked(done.card)

    def _looked(self, card: ApprovalCard) -> None:
        """An answer to another request than the one that is shown has nobody to see it."""
        state = self._counter.state()
        asking = state.asking
        if asking is None or asking.sent is None:
            return
        if asking.sent.approval_id != card.approval_id:
            return
        now = replace(asking, sent=card)
        if now.allowed != asking.allowed:
            self._counter.show(_to_decide(replace(state, asking=now)))
            self._counter.decide()
        else:
            self._counter.show(replace(state, asking=now))

    def _not_withdrawn(self, problem: Exception) -> None:
        """It was answered or lapsed in the same moment: then there is nothing to take back,
        and the records let nobody use it for anything else."""
        if not isinstance(problem, Refused):
            self._counter.failed(problem)


def _done(_: ApprovalChanged) -> None:
    """The managers' screens say so; here nothing is left of it."""


def _to_decide(state: CounterState) -> CounterState:
    """What was decided is of another request than the managers allowed."""
    giving = replace(state.giving, decided=None) if state.giving else None
    return replace(state, decision=None, exchange=None, giving=giving)
