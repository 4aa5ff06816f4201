"""A manager called to the counter with one key, from wherever the visit stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.approval_cards import open_approval
from models.services.approval_requests import (
    Done,
    answer_approval,
    call_manager,
    withdraw_approval,
)
from models.values import Refused, Topic
from models.values.approvals import ApprovalState

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_requests import ApprovalChanged
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.state import CounterState
    from ui.work import Work


class Calling:
    """At most one call; it outlasts the visit. ``show`` is told how it stands."""

    def __init__(
        self,
        work: Work,
        counter: Counter,
        wanted: Callable[[CounterState], Wanted | None],
        show: Callable[[ApprovalCard | None], None],
    ) -> None:
        self._work = work
        self._counter = counter
        self._wanted = wanted
        self._show = show
        self._card: ApprovalCard | None = None
        self._trying = ""

    def call(self) -> None:
        """With the case attached, where something is entered; pressed again, nothing more."""
        if self._card is not None or self._trying:
            return
        self._trying = call_id = str(uuid4())
        wanted = self._wanted(self._counter.state())
        self._work.run(
            lambda unit: call_manager(unit, call_id, wanted, ""), self._called, self._not_called
        )

    def take_back(self) -> None:
        """Nobody needs to come after all; or somebody came, and it is done."""
        card = self._card
        if card is None:
            return
        self._set(None)
        if card.state is ApprovalState.GRANTED:
            self._work.run(
                lambda unit: answer_approval(unit, card.approval_id, Done()),
                _over,
                self._failed,
            )
        else:
            self._work.run(
                lambda unit: withdraw_approval(unit, card.approval_id), _over, self._failed
            )

    def leave(self) -> None:
        """Whoever called is not here any more."""
        if self._card is not None:
            self.take_back()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody may be coming, or have been here."""
        card = self._card
        if card is not None and Topic.APPROVALS in topics:
            self._work.read_latest(
                "calling",
                lambda unit: open_approval(unit, card.approval_id),
                self._looked,
                self._failed,
            )

    def _called(self, done: ApprovalChanged) -> None:
        self._trying = ""
        self._set(done.card)

    def _not_called(self, problem: Exception) -> None:
        self._trying = ""
        self._counter.failed(problem)

    def _looked(self, card: ApprovalCard) -> None:
        if self._card is not None and self._card.approval_id == card.approval_id:
            self._set(card if card.state.pending else None)

    def _failed(self, problem: Exception) -> None:
        """It was over in the same moment, by somebody else's hand."""
        if not isinstance(problem, Refused):
            self._counter.failed(problem)

    def _set(self, card: ApprovalCard | None) -> None:
        self._card = card
        self._show(card)


def _over(_: ApprovalChanged) -> None:
    """The line is gone already."""
