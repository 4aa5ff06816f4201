"""Days at one counter: whatever is done there in whatever order, the books hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from models.rules.discounts import spread_discount
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
)
from models.services.exchanges import take_exchange
from models.services.goods import move_goods
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.slips import standing_of
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.services.value_card_requests import (
    pay_by_card,
    sell_card,
)
from models.services.voids import void_return
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale
from models.values import Currency, Money, Quantity, Refused, TenderKind
from models.values.codes import Condition, Disposition, Reason, RefundBy, Remedy
from models.values.drawer_papers import CashKind
from models.values.shop import Rounding
from tests.builders import a_line, a_sale, sale_id_of
from tests.services import books
from tests.services.desk import (
    BY_BELA,
    CURRENCIES,
    FOR_EVER,
    PLENTY,
    Desk,
    amounts,
    floats,
    which,
)
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.services.sales import LineOnCounter, SaleOnCounter
    from models.services.terminal import AwaitingTerminal
    from models.values.exchange_papers import ExchangeSlip
    from models.values.papers import PaidOut, ReturnSlip
    from tests.databases import Databases, System

KINDS = [*TenderKind, TenderKind.CASH, TenderKind.CASH]
"""Cash the most often: it has the most that can go wrong."""
ways = st.sampled_from([None, RefundBy.ORIGINAL, RefundBy.CASH, RefundBy.STORE_CREDIT])
quantities = st.one_of(st.integers(1, 4).map(lambda n: n * 1000), st.integers(1, 4000))
quarters = st.sampled_from([0, 1, 1, 2, 2, 3, 4, 5])
"""Of what is left of a line; five are too many."""
conditions = st.sampled_from([Condition.AS_NEW, Condition.AS_NEW, Condition.OPENED])
sold_lines = st.lists(
    st.tuples(quantities, amounts, st.integers(0, 100)), min_size=1, max_size=3
)
splits = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 9)), min_size=1, max_size=4)

purchases = st.tuples(
    sold_lines,
    st.integers(0, 40),
    splits,
    st.booleans(),
    st.sampled_from([0, 1000, 1100, 1200, 1900]),
)
"""Lines, the order's discount in per cent, tenders, tax on top, its rate."""
Purchase = tuple[list[tuple[int, int, int]], int, list[tuple[TenderKind, int]], bool, int]
visits = st.tuples(st.lists(quarters, min_size=1, max_size=3), conditions, ways)


def test_the_books_hold_whatever_is_done_at_the_counter(
    databases: Databases, system: System
) -> None:
    """Few days in the usual run and hundreds at night; fewer where a database costs more."""
    fewer = 4 if system == "sqlite" else 12
    run_state_machine_as_test(
        lambda: Counter(databases, system),  # type: ignore[arg-type]
        settings=settings(max_examples=settings().max_examples // fewer),
    )


class Counter(Desk):
    """Goods and money over the counter, in every way that there is."""

    # Goods and money.

    @initialize(
        currency=st.sampled_from(CURRENCIES),
        rounding=st.sampled_from(Rounding),
        coins=floats,
        bought=purchases,
    )
    def begin(
        self, currency: Currency, rounding: Rounding, coins: int, bought: Purchase
    ) -> None:
        self.open_the_shop(currency, rounding, coins)
        self.sell(bought)

    @precondition(lambda self: self.sold < 5)
    @rule(bought=purchases)
    def sell(self, bought: Purchase) -> None:
        """At the shop's till, which spreads the order's discount over the lines."""
        lines, order_discount, split, tax_on_top, rate = bought
        self.sold += 1
        nets = [listed - listed * off // 200 for _, listed, off in lines]
        shares = spread_discount(sum(nets) * order_discount // 100, nets)
        nets = [net - share for net, share in zip(nets, shares, strict=True)]
        taxed = 10_000 if tax_on_top else 10_000 + rate
        taxes = [net * rate // taxed for net in nets]
        paid = [net + tax * tax_on_top for net, tax in zip(nets, taxes, strict=True)]
        tenders, rounding = self.tenders_for(sum(paid), split)
        ids = a_sale(
            self.shop,
            *(
                a_line(
                    self.products[3 if quantity % 1000 else 0],
                    sku="RICE" if quantity % 1000 else "SHIRT M",
                    quantity=Quantity(quantity),
                    unit_price=Money(listed),
                    paid=Money(one),
                    tax=Money(tax),
                )
                for (quantity, listed, _), one, tax in zip(lines, paid, taxes, strict=True)
            ),
            number=f"S-{self.sold}",
            tenders=tenders,
            cash_rounding=rounding,
        )
        for line_id, (quantity, *_) in zip(ids, lines, strict=True):
            self.left[line_id] = quantity
        for tender in tenders:
            if tender["kind"] is TenderKind.GIFT_CARD:
                self.pay_at_the_till(tender["exact"])

    def tenders_for(
        self, due: int, split: list[tuple[TenderKind, int]]
    ) -> tuple[tuple[dict[str, Any], ...], Money]:
        """By weight, the last one the rest; cash in coins, and what that makes of the sum."""
        weights = sum(weight for _, weight in split)
        parts = [due * weight // weights for _, weight in split]
        parts[-1] += due - sum(parts)
        sums: defaultdict[TenderKind, int] = defaultdict(int)
        for (kind, _), part in zip(split, parts, strict=True):
            sums[kind] += part
        exact = Money(sums[TenderKind.CASH])
        tenders = tuple(
            {
                "kind": kind,
                "label": "Visa •••• 4242" if kind is TenderKind.CREDIT else "",
                "amount": self.coin.round(exact) if kind is TenderKind.CASH else Money(part),
                "exact": Money(part),
            }
            for kind, part in sums.items()
            if part
        )
        return tenders, self.coin.round(exact) - exact

    def pay_at_the_till(self, amount: Money) -> None:
        sold = self.shop.run(
            lambda unit: sell_card(
                unit, str(uuid4()), amount, "T-1", FOR_EVER, kind=TenderKind.GIFT_CARD
            )
        )
        receipt = f"S-{self.sold}"
        self.shop.run(
            lambda unit: pay_by_card(
                unit, str(uuid4()), sold.card.number, amount, receipt, FOR_EVER
            )
        )

    @rule(
        sale=which,
        visits=st.lists(visits, min_size=1, max_size=4),
        twice=st.booleans(),
    )
    def bring_back(
        self,
        sale: int,
        visits: list[tuple[list[int], Condition, RefundBy | None]],
        twice: bool,
    ) -> None:
        """One customer, who comes again and again with parts of one sale."""
        sale_id = self.a_sale(sale).sale_id
        for pieces, condition, by in visits:
            old = self.shop.read(lambda unit: open_sale(unit, sale_id))
            coming, fits = self.coming(old, pieces, condition)
            self.take_back(sale_id, coming, fits, by, twice)
            self.the_books_hold()

    def take_back(
        self,
        sale_id: int,
        coming: tuple[ComingBack, ...],
        fits: bool,
        by: RefundBy | None,
        twice: bool = False,
    ) -> None:
        asked = ReturnAsked(sale_id=sale_id, lines=coming, refund_by=by)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                taken = self.shop.run(lambda unit: take_return(unit, request, asked, seen))
        except Refused:
            assert not fits or (
                self.holds is None and any(part.kind is TenderKind.CASH for part in seen.plan)
            )
            return
        assert fits
        self.came_back(coming)
        self.paid_out(taken.slip)

    @rule(product=st.integers(0, 3), pieces=st.integers(1, 3), by=ways)
    def bring_without_a_receipt(self, product: int, pieces: int, by: RefundBy | None) -> None:
        coming = ComingBack(
            line_id=1,
            quantity=Quantity.of(pieces),
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        line = ProductBack(product_id=self.products[product], coming=coming)
        asked = WithoutSale(lines=(line,), refund_by=by)
        seen = self.shop.read(lambda unit: decide_without_sale(unit, asked))
        try:
            taken = self.shop.run(
                lambda unit: take_without_sale(unit, str(uuid4()), asked, seen)
            )
        except Refused:
            assert self.holds is None
        else:
            self.paid_out(taken.slip)

    @rule(
        sale=which,
        pieces=st.lists(quarters, min_size=1, max_size=2).filter(any),
        condition=conditions,
        out=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=3),
        in_cash=st.integers(0, 4),
        by=ways,
        twice=st.booleans(),
    )
    def exchange(
        self,
        sale: int,
        pieces: list[int],
        condition: Condition,
        out: list[tuple[int, int]],
        in_cash: int,
        by: RefundBy | None,
        twice: bool,
    ) -> None:
        """A customer who owes pays a part in cash and the rest by QRIS."""
        old = self.a_sale(sale)
        coming, fits = self.coming(old, pieces, condition)
        asked = ExchangeAsked(
            back=ReturnAsked(
                sale_id=old.sale_id, lines=coming, remedy=Remedy.EXCHANGE, refund_by=by
            ),
            out=tuple(
                GoingOut(product_id=self.products[product], quantity=Quantity.of(pieces))
                for product, pieces in out
            ),
        )
        seen = self.shop.read(lambda unit: decide_exchange(unit, asked))
        due = seen.difference.to_shop.minor
        cash = due * in_cash // 4
        paid = (
            PaidIn(kind=TenderKind.CASH, amount=Money(cash)),
            PaidIn(kind=TenderKind.EWALLET, amount=Money(due - cash), reference="QR-1"),
        )
        asked = ExchangeAsked(
            back=asked.back, out=asked.out, paid=tuple(one for one in paid if one.amount)
        )
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                taken = self.shop.run(lambda unit: take_exchange(unit, request, asked, seen))
        except Refused:
            assert not fits or self.holds is None
            return
        assert fits
        self.came_back(coming)
        self.paid_out(taken.slip)
        for one in taken.slip.paid_in:
            self.hand_out(-one.amount if one.kind == "cash" else 0)
        new = self.shop.read(
            lambda unit: open_sale(unit, sale_id_of(self.shop, taken.slip.head.number))
        )
        for line in new.lines:
            self.left[line.line_id] = line.left.thousandths

    @rule(which=which, declined=st.booleans(), way=which)
    def hear_from_the_terminal(self, which: int, declined: bool, way: int) -> None:
        awaiting = self.shop.read(list_awaiting)
        if not awaiting:
            return
        one = awaiting[which % len(awaiting)]
        if not declined:
            self.shop.run(lambda unit: settle_refund(unit, one.refund_id, "T-1"))
            return
        self.declined(one, one.otherwise[way % len(one.otherwise)])

    def declined(self, one: AwaitingTerminal, by: RefundBy) -> None:
        try:
            gone = self.shop.run(
                lambda unit: decline_refund(
                    unit, str(uuid4()), one.refund_id, "Card blocked", by
                )
            )
        except Refused:
            short = self.holds is None or self.holds < one.amount.minor + self.coin.step
            assert by not in one.otherwise or (by is RefundBy.CASH and short)
        else:
            self.hand_out(gone.amount.minor if gone.kind is TenderKind.CASH else 0)

    @rule(which=which, twice=st.booleans())
    def void(self, which: int, twice: bool) -> None:
        """One of the last returns or exchanges, with what the terminal said of what went
        through it."""
        with self.shop.unit(writes=False) as unit:
            numbers = unit.connection.execute(
                select(GoodsReturn.id, GoodsReturn.number).order_by(GoodsReturn.id.desc())
            ).all()
            if not numbers:
                return
            return_id, number = numbers[which % min(len(numbers), 3)]
            lines = unit.connection.execute(
                select(ReturnLine.line_id, ReturnLine.quantity).where(
                    ReturnLine.return_id == return_id
                )
            ).all()
        through = self.shop.read(lambda unit: standing_of(unit, number)).at_terminal
        settled = {one.key: "T-2" for one in through if not one.paid_in}
        paid = {one.key: "T-3" for one in through if one.paid_in}
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                slip = self.shop.run(
                    lambda unit: void_return(unit, request, number, BY_BELA, settled, paid)
                ).slip
        except Refused:
            return
        for line_id, quantity in lines:
            self.left[line_id or 0] += quantity.thousandths
        self.hand_out(cash_of(slip.paid_back) - cash_of(slip.given_back))

    @rule(which=which, to=st.sampled_from(Disposition))
    def decide_about_goods(self, which: int, to: Disposition) -> None:
        with self.shop.unit(writes=False) as unit:
            ids = unit.connection.scalars(select(ReturnLine.id)).all()
        if ids:
            line = ids[which % len(ids)]
            self.does(
                lambda: self.shop.run(lambda unit: move_goods(unit, str(uuid4()), line, to))
            )

    def a_sale(self, which: int) -> SaleOnCounter:
        with self.shop.unit(writes=False) as unit:
            ids = unit.connection.scalars(select(Sale.id).where(SOLD).order_by(Sale.id)).all()
        return self.shop.read(lambda unit: open_sale(unit, ids[which % len(ids)]))

    def coming(
        self, sale: SaleOnCounter, pieces: list[int], condition: Condition
    ) -> tuple[tuple[ComingBack, ...], bool]:
        """So many quarters of what is left of the first lines; and whether there is that much
        of them."""
        for line in sale.lines:
            assert line.left.thousandths == self.left[line.line_id]
        coming = tuple(
            ComingBack(
                line_id=line.line_id,
                quantity=quarters_of(line, piece),
                reason=Reason.CHANGED_MIND,
                condition=condition,
            )
            for line, piece in zip(sale.lines, pieces, strict=False)
            if piece
        )
        fits = [line.quantity.thousandths <= self.left[line.line_id] for line in coming]
        return coming, bool(coming) and all(fits)

    def came_back(self, coming: tuple[ComingBack, ...]) -> None:
        for line in coming:
            self.left[line.line_id] -= line.quantity.thousandths

    def paid_out(self, slip: ReturnSlip | ExchangeSlip) -> None:
        self.hand_out(cash_of(slip.paid_out))

    def teardown(self) -> None:
        """All that can still come back does; no cent of it is left, and none is too much."""
        try:
            if hasattr(self, "coin"):
                self.everybody_comes_back()
                nothing_is_wrong(self.shop)
        finally:
            self.ends.close()

    def everybody_comes_back(self) -> None:
        if self.holds is None:
            self.open(0, 0)
        self.move(CashKind.PAID_IN, PLENTY, twice=False)
        for waiting in self.shop.read(list_awaiting):
            self.declined(waiting, RefundBy.CASH)
        with self.shop.unit(writes=False) as unit:
            ids = unit.connection.scalars(select(Sale.id).where(SOLD).order_by(Sale.id)).all()
        for sale_id in ids:
            sale = self.shop.read(lambda unit, key=sale_id: open_sale(unit, key))  # type: ignore[misc]
            coming = tuple(
                ComingBack(
                    line_id=line.line_id,
                    quantity=line.left,
                    reason=Reason.CHANGED_MIND,
                    condition=Condition.AS_NEW,
                )
                for line in sale.lines
                if line.left
            )
            if coming:
                self.take_back(sale_id, coming, True, None)
        self.the_books_hold()
        with self.shop.unit(writes=False) as unit:
            books.all_came_back(books.read_books(unit.connection))


def cash_of(parts: tuple[PaidOut, ...]) -> int:
    return sum(part.amount for part in parts if part.kind == TenderKind.CASH)


def quarters_of(line: LineOnCounter, quarters: int) -> Quantity:
    """Rounded up to pieces, or to a gram of what is weighed; at least one of either."""
    one = 1 if line.weighed else 1000
    units = -(-line.left.thousandths * quarters // (4 * one))
    return Quantity(max(units, 1) * one)
