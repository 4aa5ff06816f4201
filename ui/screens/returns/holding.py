"""Visits on hold: put aside with one key, listed between two customers, resumed once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.exchange_decisions import ExchangeAsked
from models.services.no_receipt import WithoutSale
from models.services.suspended import (
    drop,
    keep,
    list_suspended,
    note_suspended,
    resume,
    suspend,
)
from models.services.suspended_bodies import lines_of
from models.values import Message, Topic
from ui.screens.returns.splitting import splitting_of
from ui.screens.returns.state import CounterState, Going, Said, Stage, Unreceipted

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.suspended import CaseResumed, HoldChanged, OnHold
    from models.services.suspended_bodies import Entered
    from ui.screens.returns.counter import Counter
    from ui.work import Work


class Holding:
    """``entered`` is the request as it stands, and the id under which exactly that was tried.

    ``wait`` empties the counter and says something there; ``go_on`` shows what was resumed,
    with the id that it keeps.
    """

    def __init__(
        self,
        work: Work,
        counter: Counter,
        entered: Callable[[], tuple[Entered, str]],
        wait: Callable[[Said], None],
        go_on: Callable[[CounterState, str], None],
    ) -> None:
        self._work = work
        self._counter = counter
        self._entered = entered
        self._wait = wait
        self._go_on = go_on

    def list(self) -> None:
        """What is on hold in the store; other registers may have changed it."""
        self._work.read_latest("holds", list_suspended, self._listed, self._counter.failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        if Topic.HOLDS in topics and self._counter.state().stage is Stage.WAITING:
            self.list()

    def entered(self) -> tuple[Entered, str] | None:
        """What can be put on hold as it stands, and the id under which exactly that was
        tried; nothing while there is none, or while it is being taken."""
        state = self._counter.state()
        if state.busy or state.stage is not Stage.RETURN or not state.coming:
            return None
        return self._entered()

    def suspend(self) -> None:
        """Put on hold what is entered, and be ready for the next customer."""
        if (entered := self.entered()) is None:
            return
        asked, tried = entered
        self._counter.busy()
        self._work.run(
            lambda unit: suspend(unit, asked, request_id=tried),
            self._suspended,
            self._counter.failed,
        )

    def resume(self, case_id: int) -> None:
        """Go on with it here, unless another register was first."""
        if not self._counter.state().busy:
            self._counter.busy()
            self._work.run(lambda unit: resume(unit, case_id), self._resumed, self._gone)

    def drop(self, case_id: int) -> None:
        """Off the list; that can be undone."""
        if not self._counter.state().busy:
            self._counter.busy()
            self._work.run(lambda unit: drop(unit, case_id), self._dropped, self._gone)

    def keep(self, case_id: int) -> None:
        """Back on the list."""
        self._counter.busy()
        self._work.run(lambda unit: keep(unit, case_id), self._kept, self._gone)

    def note(self, case_id: int, note: str) -> None:
        """What whoever resumes it should know."""
        self._work.run(
            lambda unit: note_suspended(unit, case_id, note), self._noted, self._gone
        )

    def _listed(self, held: tuple[OnHold, ...]) -> None:
        state = self._counter.state()
        if state.stage is Stage.WAITING:
            self._counter.show(replace(state, held=held))

    def _suspended(self, done: HoldChanged) -> None:
        message = Message("suspended", {"about": done.held.about})
        self._wait(Said((message,), bad=False, undo=True, resumes=done.held.case_id))

    def _resumed(self, resumed: CaseResumed) -> None:
        self._go_on(_as_entered(resumed), resumed.request_id)

    def _dropped(self, done: HoldChanged) -> None:
        state = self._counter.state()
        message = Message("suspended-gone", {"about": done.held.about})
        said = Said((message,), bad=False, undo=True, keeps=done.held.case_id)
        self._counter.show(replace(state, busy=False, said=said))
        self.list()

    def _kept(self, _: HoldChanged) -> None:
        self._counter.show(replace(self._counter.state(), busy=False))
        self.list()

    def _noted(self, done: HoldChanged) -> None:
        state = self._counter.state()
        held = tuple(
            done.held if one.case_id == done.held.case_id else one for one in state.held
        )
        self._counter.show(replace(state, held=held))

    def _gone(self, problem: Exception) -> None:
        """It was refused: what is on hold is not what the list says."""
        self._counter.failed(problem)
        self.list()


def _as_entered(resumed: CaseResumed) -> CounterState:
    """The counter as it was left, to be decided anew."""
    asked, held = resumed.asked, resumed.held
    facts: dict[str, object] = {
        "about": held.about,
        "person": held.person,
        "register": held.register,
    }
    said = Message("suspended-resumed", facts)
    if held.note:
        said = Message("suspended-resumed-noted", facts | {"note": held.note})
    lines = lines_of(asked)
    unexplained = (line.line_id for line in lines if line.reason is None)
    state = CounterState(
        stage=Stage.RETURN,
        said=Said((said, *resumed.meanwhile), bad=bool(resumed.meanwhile)),
        sale=resumed.sale,
        coming=lines,
        current=next(unexplained, lines[-1].line_id),
    )
    if isinstance(asked, WithoutSale):
        without = Unreceipted(
            goods=resumed.goods,
            products=tuple(line.product_id for line in asked.lines),
            customer=resumed.customer,
            identity=asked.identity,
        )
        splitting = splitting_of(asked.split, asked.split_why)
        return replace(state, without=without, refund_by=asked.refund_by, splitting=splitting)
    back = asked.back if isinstance(asked, ExchangeAsked) else asked
    state = replace(
        state,
        refund_by=back.refund_by,
        splitting=splitting_of(back.split, back.split_why),
        proof=back.proof,
    )
    if not isinstance(asked, ExchangeAsked):
        return state
    out = tuple(
        Going(product=product, quantity=one.quantity, serial=one.serial)
        for product, one in zip(resumed.out, asked.out, strict=True)
    )
    return replace(state, going_out=True, out=out)
