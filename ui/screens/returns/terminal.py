"""Refunds that wait for the shop's terminal: paid there, or declined and paid otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.requests import list_unconfirmed, mark_shown
from models.services.slips import reopen
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.values import Message, TenderKind
from ui.screens.returns.state import CounterState, Said, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.requests import Unconfirmed
    from models.services.slips import Taken
    from models.services.terminal import AwaitingTerminal, RefundDeclined, RefundSettled
    from models.unit import Unit
    from models.values.codes import RefundBy
    from ui.screens.returns.counter import Counter
    from ui.work import Work

StillOpen = tuple[tuple["AwaitingTerminal", ...], tuple["Unconfirmed", ...]]


class Terminal:
    """``draw`` shows the papers of a return that has just been opened again."""

    def __init__(
        self,
        work: Work,
        counter: Counter,
        draw: Callable[[Taken], None],
    ) -> None:
        self._work = work
        self._counter = counter
        self._draw = draw
        self._request: tuple[tuple[int, str, RefundBy], str] | None = None
        """What was declined last, and the id of that request."""

    def list(self) -> None:
        """What waits, and what was committed and never shown."""
        self._work.read(_list_open, self._listed, self._counter.failed)

    def settle(self, refund_id: int, reference: str) -> None:
        """The terminal has paid this refund."""
        self._counter.busy()
        self._work.run(
            lambda unit: settle_refund(unit, refund_id, reference),
            self._settled,
            self._counter.failed,
        )

    def decline(self, refund_id: int, why: str, by: RefundBy) -> None:
        """The terminal will not pay this refund: it goes out in another way, and once, though
        the answer may be lost and the clerk say so again."""
        said = refund_id, why, by
        if self._request is None or self._request[0] != said:
            self._request = said, str(uuid4())
        request = self._request[1]
        self._counter.busy()
        self._work.run(
            lambda unit: decline_refund(unit, request, refund_id, why, by),
            self._declined,
            self._counter.failed,
        )

    def _listed(self, still_open: StillOpen) -> None:
        awaiting, unconfirmed = still_open
        state = self._counter.state()
        self._counter.show(replace(state, awaiting=awaiting, unconfirmed=unconfirmed))

    def _settled(self, settled: RefundSettled) -> None:
        state = self._counter.state()
        taken = state.taken and replace(
            state.taken, awaiting=_without(state.taken.awaiting, settled.refund_id)
        )
        still = _without(state.awaiting, settled.refund_id)
        self._counter.show(replace(state, busy=False, said=None, awaiting=still, taken=taken))

    def _declined(self, declined: RefundDeclined) -> None:
        """Say what to hand over, and look again at what is open; a voucher wants printing."""
        taken = self._counter.state().taken
        slip = taken.slip.head.number if taken else ""
        if declined.voucher is not None:
            slip = declined.voucher.slip
        said = Said((_told(declined),), bad=False)
        self._work.run(
            lambda unit: mark_shown(unit, declined.request_id),
            lambda _: None,
            self._counter.failed,
        )

        def opened(taken: Taken) -> None:
            self._counter.show(CounterState(stage=Stage.PAPER, taken=taken, said=said))
            self._draw(taken)

        def listed(still_open: StillOpen) -> None:
            self._counter.show(replace(self._counter.state(), busy=False, said=said))
            self._listed(still_open)

        if slip:
            self._work.read(lambda unit: reopen(unit, "", slip), opened, self._counter.failed)
        else:
            self._work.read(_list_open, listed, self._counter.failed)


def _told(declined: RefundDeclined) -> Message:
    """What to hand over in place of what was declined."""
    facts: dict[str, object] = {"amount": declined.amount}
    if declined.voucher is not None:
        return Message("declined-voucher", facts | {"number": declined.voucher.head.number})
    in_cash = declined.kind is TenderKind.CASH
    return Message("declined-cash" if in_cash else "declined-waits", facts)


def _without(
    awaiting: tuple[AwaitingTerminal, ...], refund_id: int
) -> tuple[AwaitingTerminal, ...]:
    return tuple(refund for refund in awaiting if refund.refund_id != refund_id)


def _list_open(unit: Unit) -> StillOpen:
    return list_awaiting(unit), list_unconfirmed(unit)
