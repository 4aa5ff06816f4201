"""Papers without goods or money: an answer on paper, and a receipt for a gift."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.denials import DENIED, deny
from models.services.gift_receipts import GiftAsked, make_gift_receipt
from models.services.sales import find_sale, open_sale
from models.values import refuse
from models.values.exchange_papers import ExchangeSlip
from receipts.papers import document_of
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.services.sales import SaleOnCounter
    from models.services.slips import Told
    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from ui.papers import Papers
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.paper import TakenPapers
    from ui.screens.returns.state import CounterState
    from ui.work import Work


class Telling:
    """``entered`` is what is asked for, ``told`` is given the paper that was made of it,
    ``not_told`` why there is none, and ``open_again`` the sale that a paper is about."""

    def __init__(
        self,
        work: Work,
        counter: Counter,
        papers: Papers,
        prints: TakenPapers,
        entered: Callable[[], Entered],
        told: Callable[[Told], None],
        not_told: Callable[[Exception], None],
        open_again: Callable[[int], None],
    ) -> None:
        self._work = work
        self._counter = counter
        self._papers = papers
        self._prints = prints
        self._entered = entered
        self._told = told
        self._not_told = not_told
        self._open_again = open_again
        self._request: tuple[Hashable, str] | None = None

    def deny(self) -> None:
        """The answer that is shown goes with the customer: once, however often the key is
        pressed."""
        state = self._counter.state()
        seen = state.decision
        if state.busy or not may_be_denied(state) or seen is None:
            return
        asked = self._entered()
        request = self._request_for(asked.digest())
        self._counter.busy()
        self._work.run(
            lambda unit: deny(unit, request, asked, seen), self._made, self._not_told
        )

    def give(self) -> None:
        """A gift receipt: of the lines that are chosen, else of all that is left of the sale;
        after an exchange of what went out."""
        state = self._counter.state()
        if state.busy or not may_be_given(state):
            return
        if state.sale is not None:
            self._give(_gift_of(state.sale, state))
        elif state.taken is not None:
            number = state.taken.slip.head.number
            self._counter.busy()
            self._work.read(
                partial(_sale_of, number=number),
                lambda sale: self._give(_gift_of(sale)),
                self._counter.failed,
            )

    def draw(self, told: Told) -> None:
        self._work.compute(
            lambda: self._papers.picture(document_of(told.slip, told.copy)),
            self._drawn,
            self._counter.failed,
        )

    def print(self) -> None:
        told = self._counter.state().told
        if told is not None:
            self._prints.send(told.slip.head.number)

    def save(self) -> None:
        state = self._counter.state()
        if state.told is not None and not state.busy:
            self._prints.save_all(state.told.slip)

    def open_sale(self) -> None:
        """The customer is back, with what was missing or with another wish."""
        state = self._counter.state()
        if state.told is not None and state.told.slip.sale_id is not None and not state.busy:
            self._counter.busy()
            self._open_again(state.told.slip.sale_id)

    def _give(self, asked: GiftAsked) -> None:
        request = self._request_for(asked)
        self._counter.busy()
        self._work.run(
            lambda unit: make_gift_receipt(unit, request, asked),
            self._made,
            self._counter.failed,
        )

    def _request_for(self, body: Hashable) -> str:
        """The same paper keeps its id when it is tried again."""
        if self._request is None or self._request[0] != body:
            self._request = body, str(uuid4())
        return self._request[1]

    def _made(self, told: Told) -> None:
        self._request = None
        self._told(told)

    def _drawn(self, picture: bytes) -> None:
        self._counter.show(replace(self._counter.state(), picture=picture))


def may_be_denied(state: CounterState) -> bool:
    """Whether there is an answer that can be given on paper."""
    decision = state.decision
    entered = state.stage is Stage.RETURN and bool(state.coming)
    return entered and decision is not None and decision.answer in DENIED


def may_be_given(state: CounterState) -> bool:
    """Whether there are goods at the counter for which a gift receipt can be made."""
    if state.stage is Stage.RETURN and state.sale is not None:
        return not state.sale.gift and bool(_gift_of(state.sale, state).lines)
    stands = state.standing is not None and not state.standing.voided_by
    exchanged = state.taken is not None and isinstance(state.taken.slip, ExchangeSlip)
    return state.stage is Stage.PAPER and exchanged and stands


def _gift_of(sale: SaleOnCounter, state: CounterState | None = None) -> GiftAsked:
    """What is chosen of it; else everything that can still come back."""
    chosen = {line.line_id: line.quantity for line in state.coming} if state else {}
    goods = [line for line in sale.lines if line.left and line.charge is None]
    return GiftAsked(
        sale_id=sale.sale_id,
        lines=tuple(
            (line.line_id, chosen.get(line.line_id, line.left))
            for line in goods
            if not chosen or line.line_id in chosen
        ),
    )


def _sale_of(unit: Unit, number: str) -> SaleOnCounter:
    """The sale of what went out in that exchange."""
    sale_id = find_sale(unit, number)
    if sale_id is None:
        raise refuse("nothing-found", text=number)
    return open_sale(unit, sale_id)
