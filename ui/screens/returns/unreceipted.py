"""What the counter does without a receipt: look for the sale, else take goods by product."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from models.services.candidates import find_candidates
from models.services.identities import identify_document
from models.services.no_receipt import ProductBack, WithoutSale, open_product
from models.services.search import Kind, customers_named, products_named
from models.values import ONE, refuse
from ui.screens.returns.splitting import split_of, why_split
from ui.screens.returns.state import CounterState, Stage, Unreceipted

if TYPE_CHECKING:
    from models.services.candidates import SaleFound, WhatIsKnown
    from models.services.sales import LineOnCounter
    from models.services.search import Choice
    from models.values.identities import Identity, IdentityKind
    from ui.screens.returns.coming import Coming
    from ui.screens.returns.counter import Counter
    from ui.work import Work


class UnreceiptedReturn:
    """One customer without a receipt."""

    def __init__(self, work: Work, counter: Counter, coming: Coming) -> None:
        self._work = work
        self._counter = counter
        self._coming = coming

    def find(self, known: WhatIsKnown) -> None:
        """Look for the sales that it might be; none is shown until there is an answer."""
        state = self._counter.state()
        self._counter.show(replace(state, busy=True, said=None, candidates=()))
        self._work.read(
            lambda unit: find_candidates(unit, known), self._found, self._counter.failed
        )

    def begin(self) -> None:
        """No sale was found: the goods are all there is."""
        self._counter.show(CounterState(stage=Stage.RETURN, without=Unreceipted()))

    def name_product(self, text: str) -> None:
        """Scanned or typed: it comes back, or one of several is chosen first."""
        self._counter.busy()
        self._work.read(
            partial(products_named, typed=text),
            partial(self._named, text),
            self._counter.failed,
        )

    def name_customer(self, text: str) -> None:
        """A phone, a number or a name; nobody for nothing."""
        if not text.strip():
            self._know(replace(self._now, customer=None, named=()))
            return
        self._counter.busy()
        self._work.read(
            partial(customers_named, typed=text),
            partial(self._named, text),
            self._counter.failed,
        )

    def choose(self, choice: Choice) -> None:
        """One of the products or customers that were meant."""
        if choice.kind is Kind.CUSTOMER:
            self._know(replace(self._now, customer=choice, named=()))
        else:
            self._add(choice.id)

    def note_document(self, kind: IdentityKind, issuer: str, number: str) -> None:
        """Keep what may be kept of it; the number itself goes no further than this."""
        self._counter.busy()
        self._work.read(
            lambda unit: identify_document(unit, kind, issuer, number),
            self._identified,
            self._counter.failed,
        )

    @property
    def _now(self) -> Unreceipted:
        return self._counter.state().without or Unreceipted()

    def _found(self, candidates: tuple[SaleFound, ...]) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, busy=False, candidates=candidates))

    def _named(self, text: str, choices: tuple[Choice, ...]) -> None:
        if len(choices) == 1:
            self.choose(choices[0])
            return
        self._show(replace(self._now, named=choices))
        if not choices:
            self._counter.failed(refuse("nothing-found", text=text))

    def _add(self, product_id: int) -> None:
        """Once more, unless each piece of it has a serial number of its own."""
        known = dict(zip(self._now.products, self._now.goods, strict=True))
        line = known.get(product_id)
        if line is not None and line.left > ONE:
            self._show(replace(self._now, named=()))
            self._coming.bring(line)
            return
        self._counter.busy()
        place = len(self._now.goods) + 1
        self._work.read(
            lambda unit: open_product(unit, product_id, place),
            partial(self._added, product_id),
            self._counter.failed,
        )

    def _added(self, product_id: int, line: LineOnCounter) -> None:
        now = self._now
        goods, products = (*now.goods, line), (*now.products, product_id)
        self._show(replace(now, goods=goods, products=products, named=()))
        self._coming.bring(line)

    def _identified(self, identity: Identity) -> None:
        self._know(replace(self._now, identity=identity))

    def _know(self, without: Unreceipted) -> None:
        """Who brings it counts: what was decided is of somebody else."""
        self._show(without)
        self._counter.show(replace(self._counter.state(), decision=None))
        self._counter.decide()

    def _show(self, without: Unreceipted) -> None:
        self._counter.show(replace(self._counter.state(), busy=False, without=without))


def asked_without_sale(state: CounterState) -> WithoutSale:
    """The request as it is entered now."""
    without = state.without or Unreceipted()
    return WithoutSale(
        lines=tuple(
            ProductBack(product_id=without.products[line.line_id - 1], coming=line)
            for line in state.coming
        ),
        customer_id=without.customer.id if without.customer else None,
        identity=without.identity,
        refund_by=state.refund_by,
        split=split_of(state),
        split_why=why_split(state),
    )
