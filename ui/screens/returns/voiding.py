"""A slip that was a mistake: how it stands, and undone with a manager's yes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.requests import mark_shown
from models.services.slips import standing_of
from models.services.voids import void_return
from ui.screens.returns.state import CounterState, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from models.services.approvals import Approval, Granted
    from models.services.slips import AtTerminal, SlipStanding, Taken
    from models.services.voids import ReturnVoided
    from ui.screens.returns.approving import Approving
    from ui.screens.returns.counter import Counter
    from ui.work import Work


class Voiding:
    """``draw`` shows the papers of the void that was made."""

    def __init__(
        self,
        work: Work,
        counter: Counter,
        draw: Callable[[Taken], None],
        approving: Approving,
    ) -> None:
        self._work = work
        self._counter = counter
        self._draw = draw
        self._approving = approving
        self._request: tuple[Hashable, str] | None = None

    def look(self, taken: Taken) -> None:
        """How the slip that is shown stands today."""
        number = taken.slip.head.number
        self._work.read(
            lambda unit: standing_of(unit, number), self._looked, self._counter.failed
        )

    def begin(self) -> None:
        """Ask for what a void takes, also for what a terminal has paid meanwhile."""
        state = self._counter.state()
        if state.taken is None or state.busy or state.voiding or not state.may_be_voided:
            return
        number = state.taken.slip.head.number
        self._counter.busy()
        self._work.read(
            lambda unit: standing_of(unit, number), self._begun, self._counter.failed
        )

    def leave(self) -> None:
        """The slip stands."""
        state = self._counter.state()
        if state.voiding and not state.busy:
            self._counter.show(replace(state, voiding=False, said=None))

    def void(self, approval: Approval, said: Mapping[AtTerminal, str]) -> None:
        """Undo the slip, once; ``said`` are the terminal's references for what it moved."""
        self._void(approval, approval.reason, said)

    def void_granted(self, said: Mapping[AtTerminal, str]) -> None:
        """The same with the yes that the managers gave at their own screens."""
        granted = self._approving.granted
        if granted is not None:
            self._void(granted, granted.approval_id, said)

    def _void(self, yes: Approval | Granted, why: str, said: Mapping[AtTerminal, str]) -> None:
        state = self._counter.state()
        if state.taken is None or state.busy or not state.voiding:
            return
        number = state.taken.slip.head.number
        refunds = {part.key: text for part, text in said.items() if not part.paid_in}
        payments = {part.key: text for part, text in said.items() if part.paid_in}
        request = self._request_for((number, why, tuple(said.items())))
        self._counter.busy()
        self._work.run(
            lambda unit: void_return(unit, request, number, yes, refunds, payments),
            self._voided,
            self._not_voided,
        )

    def _request_for(self, body: Hashable) -> str:
        """The same void keeps its id when it is tried again, with another PIN for one."""
        if self._request is None or self._request[0] != body:
            self._request = body, str(uuid4())
        return self._request[1]

    def _looked(self, standing: SlipStanding) -> None:
        state = self._counter.state()
        if state.taken and state.taken.slip.head.number == standing.number:
            self._counter.show(replace(state, standing=standing))

    def _begun(self, standing: SlipStanding) -> None:
        state = replace(self._counter.state(), busy=False, standing=standing)
        self._counter.show(replace(state, voiding=state.may_be_voided))

    def _not_voided(self, problem: Exception) -> None:
        self._counter.failed(problem)
        self._approving.look()

    def _voided(self, voided: ReturnVoided) -> None:
        self._request = None
        self._approving.used()
        self._counter.show(CounterState(stage=Stage.PAPER, taken=voided))
        self._work.run(
            lambda unit: mark_shown(unit, voided.request_id),
            lambda _: None,
            self._counter.failed,
        )
        self._draw(voided)
