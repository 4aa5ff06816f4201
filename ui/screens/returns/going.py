"""What goes out instead: goods named and edited, and how the customer pays the difference."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    decide_exchange,
    offer_goods,
)
from models.values import ONE
from models.values.codes import Remedy
from ui.screens.returns.state import Going, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.decisions import ReturnAsked
    from models.services.exchange_decisions import ExchangeDecided, Offered
    from models.values import Quantity
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.state import CounterState, Paying
    from ui.work import Work


class GoingGoods:
    """The other side of an exchange."""

    def __init__(self, work: Work, counter: Counter) -> None:
        self._work = work
        self._counter = counter

    def toggle(self) -> None:
        """From now on scans add what goes out; once more, and they bring goods back again."""
        state = self._counter.state()
        if state.stage is Stage.RETURN and state.sale and state.coming:
            self._counter.change(replace(state, going_out=not state.going_out))

    def name(self, text: str) -> None:
        """Scanned or typed: one more of it goes out."""
        self._counter.busy()
        self._work.read(partial(offer_goods, typed=text), self._offered, self._counter.failed)

    def set_quantity(self, product_id: int, quantity: Quantity) -> None:
        """How many of a product go out; it does not where it is nothing."""
        self._edit(product_id, lambda going: replace(going, quantity=quantity))

    def set_serial(self, product_id: int, serial: str) -> None:
        self._edit(product_id, lambda going: replace(going, serial=serial.strip()))

    def set_paid(self, paid: tuple[Paying, ...]) -> None:
        """How the customer pays what is owed."""
        self._counter.show(replace(self._counter.state(), paid=paid))

    def decide(self, back: ReturnAsked) -> None:
        swap = exchange_asked(self._counter.state(), back)
        self._work.read_latest(
            "decide",
            lambda unit: decide_exchange(unit, swap),
            self._decided,
            self._counter.failed,
        )

    def _decided(self, decided: ExchangeDecided) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, exchange=decided, decision=decided.decision))

    def _offered(self, product: Offered) -> None:
        """Goods with a serial number go out one by one."""
        self._counter.show(replace(self._counter.state(), busy=False))
        state = self._counter.state()
        known = next((out for out in state.out if out.product == product), None)
        if known is None or product.serialised:
            more = () if known else (Going(product=product),)
            self._counter.change(replace(state, out=(*state.out, *more)))
        else:
            self.set_quantity(product.product_id, known.quantity + ONE)

    def _edit(self, product_id: int, change: Callable[[Going], Going]) -> None:
        state = self._counter.state()
        changed = (
            change(going) if going.product.product_id == product_id else going
            for going in state.out
        )
        out = tuple(going for going in changed if going.quantity)
        if out != state.out:
            self._counter.change(replace(state, out=out))


def exchange_asked(
    state: CounterState, back: ReturnAsked, *, paid: bool = False
) -> ExchangeAsked:
    """The exchange as it is entered now, with what the customer owes if ``paid``."""
    return ExchangeAsked(
        back=replace(back, remedy=Remedy.EXCHANGE),
        out=tuple(
            GoingOut(
                product_id=going.product.product_id,
                quantity=going.quantity,
                serial=going.serial,
            )
            for going in state.out
        ),
        paid=state.payments if paid else (),
    )
