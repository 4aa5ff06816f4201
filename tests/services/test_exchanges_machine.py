"""However goods are exchanged and brought back, no tender gives back more than it paid."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)
from sqlalchemy import func, select

from models.rules.refunds import Coin
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
)
from models.services.exchanges import take_exchange
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.value_cards import CardLife, issue_credit
from models.tables.goods import StockMovement
from models.tables.returns import Refund, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import ZERO, Money, Quantity, Refused, TenderKind
from models.values.codes import Condition, Reason, Remedy
from models.values.shop import Rounding
from tests.builders import a_line, a_product, a_sale, another_shop, promotion, sale_id_of
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from sqlalchemy import Connection

COIN = Coin(step=100, rounding=Rounding.HALF_UP)
PIECES = st.integers(1, 3).map(lambda n: n * 1000)
PAYS_BY = st.sampled_from([TenderKind.CASH, TenderKind.EWALLET, TenderKind.GIFT_CARD])
SPLIT = st.lists(st.tuples(PAYS_BY, st.integers(1, 99)), max_size=2)
"""So many per cent of what is owed by each of these, and the rest by the last."""


DRAWER = Money(100_000_000)
CHARGED: dict[str, Any] = {
    "sku": "ONGKIR",
    "description": "Ongkir",
    "charge": "delivery",
    "tax": ZERO,
}


class Exchanges(RuleBasedStateMachine):
    """Sales in rupiah by card and cash, exchanged along chains, some of it for money."""

    sales: Bundle[int] = Bundle("sales")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(
            Path(self.folder.name) / "shop.db",
            currency="IDR",
            country="ID",
            time_zone="Asia/Jakarta",
            cash=DRAWER,
        )
        self.products = [
            a_product(self.shop, name, price=Money(price))
            for name, price in (("Shirt M", 20_050), ("Shirt L", 20_050), ("Coat", 75_035))
        ]
        promotion(self.shop, product_id=self.products[2], percent=1275)
        promotion(self.shop, product_id=self.products[1], price=Money(15_333))
        with self.shop.unit() as unit:
            life = CardLife(months=None, expires_allowed=False)
            self.card = issue_credit(unit, DRAWER, kind=TenderKind.GIFT_CARD, life=life).number
        self.on_card = DRAWER
        self.sold = 0
        self.handed_over = ZERO
        """Cash that customers paid, less what they got back."""

    @rule(
        target=sales,
        lines=st.lists(st.tuples(PIECES, st.integers(0, 90_000)), min_size=1, max_size=2),
        card_share=st.integers(0, 100),
        delivery=st.sampled_from([0, 0, 18_033]),
    )
    def sell(self, lines: list[tuple[int, int]], card_share: int, delivery: int) -> int:
        self.sold += 1
        total = sum(paid for _, paid in lines) + delivery
        card = Money(total * card_share // 100)
        cash = Money(total) - card
        tenders = [
            {"kind": "debit", "label": "•••• 4242", "amount": card},
            {"kind": "cash", "amount": COIN.round(cash), "exact": cash},
        ]
        a_sale(
            self.shop,
            *(
                a_line(
                    self.products[0],
                    sku="SHIRT M",
                    quantity=Quantity(quantity),
                    paid=Money(paid),
                    tax=Money(paid // 10),
                )
                for quantity, paid in lines
            ),
            *(a_line(**CHARGED, paid=Money(delivery)) for _ in range(bool(delivery))),
            number=f"S-{self.sold}",
            tenders=tuple(each for each in tenders if each.get("exact", each["amount"])),
            cash_rounding=COIN.round(cash) - cash,
        )
        self.handed_over += COIN.round(cash)
        return sale_id_of(self.shop, f"S-{self.sold}")

    @rule(
        target=sales,
        sale_id=sales,
        pieces=st.lists(PIECES, min_size=1, max_size=2),
        out=st.lists(st.tuples(st.integers(0, 2), PIECES), min_size=1, max_size=3),
        by=PAYS_BY,
        split=SPLIT,
        twice=st.booleans(),
    )
    def exchange(
        self,
        sale_id: int,
        pieces: list[int],
        out: list[tuple[int, int]],
        by: TenderKind,
        split: list[tuple[TenderKind, int]],
        twice: bool,
    ) -> int | MultipleResults[int]:
        coming, fits = self.coming(sale_id, pieces)
        asked = ExchangeAsked(
            back=ReturnAsked(sale_id=sale_id, lines=coming, remedy=Remedy.EXCHANGE),
            out=tuple(
                GoingOut(product_id=self.products[which], quantity=Quantity(quantity))
                for which, quantity in out
            ),
        )
        seen = self.shop.read(lambda unit: decide_exchange(unit, asked))
        due = seen.difference.to_shop
        if due:
            asked = replace(asked, paid=self.payments(due, split, by))
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                taken = self.shop.run(lambda unit: take_exchange(unit, request, asked, seen))
        except Refused:
            assert not fits
            return multiple()
        assert fits
        slip = taken.slip
        for one in slip.paid_in:
            self.handed_over += Money(one.amount if one.kind == "cash" else 0)
            self.on_card -= Money(one.amount if one.kind == "gift-card" else 0)
        for gone in slip.paid_out:
            self.handed_over -= Money(gone.amount if gone.kind == "cash" else 0)
        assert bool(slip.paid_in) == (slip.difference > 0)
        return sale_id_of(self.shop, slip.head.number)

    def payments(
        self, due: Money, split: list[tuple[TenderKind, int]], by: TenderKind
    ) -> tuple[PaidIn, ...]:
        """Parts in this order, and the rest by the last way."""
        parts, left = [], due
        for kind, percent in split:
            part = Money(left.minor * percent // 100)
            if part:
                parts.append(self.payment(kind, part))
                left -= part
        return (*parts, self.payment(by, left))

    def payment(self, kind: TenderKind, amount: Money) -> PaidIn:
        references = {TenderKind.CASH: "", TenderKind.GIFT_CARD: self.card}
        return PaidIn(kind=kind, amount=amount, reference=references.get(kind, "QR-1"))

    @rule(sale_id=sales, pieces=st.lists(PIECES, min_size=1, max_size=2))
    def bring_back(self, sale_id: int, pieces: list[int]) -> None:
        coming, fits = self.coming(sale_id, pieces)
        try:
            self.take_back(sale_id, coming)
        except Refused:
            assert not fits
        else:
            assert fits

    @rule()
    def bring_everything_back(self) -> None:
        """What was handed over in cash comes back to the last coin."""
        with self.shop.unit(writes=False) as unit:
            ids = list(unit.connection.scalars(select(Sale.id)))
        for sale_id in ids:
            sale = self.shop.read(lambda unit, key=sale_id: open_sale(unit, key))  # type: ignore[misc]
            left = [line.left.thousandths for line in sale.lines]
            if any(left):
                self.take_back(sale_id, self.coming(sale_id, left)[0])
        with self.shop.unit(writes=False) as unit:
            for line in unit.connection.execute(select(SaleLine.paid, SaleLine.refunded)):
                assert line.paid == line.refunded
            for tender in unit.connection.execute(select(Tender.exact, Tender.refunded)):
                assert tender.exact == tender.refunded
        assert self.handed_over == ZERO

    def coming(self, sale_id: int, pieces: list[int]) -> tuple[tuple[ComingBack, ...], bool]:
        """The first lines of a sale, so much of each; and whether that is left of them."""
        sale = self.shop.read(lambda unit: open_sale(unit, sale_id))
        pairs = [
            (line, Quantity(piece))
            for line, piece in zip(sale.lines, pieces, strict=False)
            if piece
        ]
        coming = tuple(
            ComingBack(
                line_id=line.line_id,
                quantity=quantity,
                reason=Reason.WRONG_ITEM,
                condition=Condition.AS_NEW,
            )
            for line, quantity in pairs
        )
        return coming, all(quantity <= line.left for line, quantity in pairs)

    def take_back(self, sale_id: int, coming: tuple[ComingBack, ...]) -> None:
        asked = ReturnAsked(sale_id=sale_id, lines=coming)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        taken = self.shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
        for gone in taken.slip.paid_out:
            self.handed_over -= Money(gone.amount if gone.kind == "cash" else 0)

    @invariant()
    def books_agree(self) -> None:
        with self.shop.unit(writes=False) as unit:
            connection = unit.connection
            back = {
                row.line_id: (row.quantity, row.gross)
                for row in connection.execute(
                    select(
                        ReturnLine.line_id,
                        func.sum(ReturnLine.quantity).label("quantity"),
                        func.sum(ReturnLine.gross).label("gross"),
                    ).group_by(ReturnLine.line_id)
                )
            }
            given = dict(
                connection.execute(
                    select(Refund.tender_id, func.sum(Refund.exact)).group_by(Refund.tender_id)
                ).all()
            )
            owed: dict[int, Money] = {}
            for line in connection.execute(select(SaleLine)):
                assert back.get(line.id, (Quantity(), ZERO)) == (line.returned, line.refunded)
                assert ZERO <= line.refunded <= line.paid
                owed[line.sale_id] = owed.get(line.sale_id, ZERO) + line.paid
            for sale in connection.execute(select(Sale)):
                assert sale.total - sale.cash_rounding == owed[sale.id]
            for tender in connection.execute(select(Tender)):
                assert given.get(tender.id, ZERO) == tender.refunded <= tender.exact
                owed[tender.sale_id] -= tender.exact
            assert not any(owed.values())
            self.stock_moved_once(connection)

    def stock_moved_once(self, connection: Connection) -> None:
        moved = connection.scalar(select(func.sum(StockMovement.quantity))) or Quantity()
        goods = select(func.sum(ReturnLine.quantity)).where(ReturnLine.product_id.is_not(None))
        back = connection.scalar(goods) or Quantity()
        spent = (
            select(func.sum(ValueEntry.amount))
            .join(ValueCard)
            .where(ValueCard.number == self.card)
        )
        assert connection.scalar(spent) == self.on_card
        listed = select(SaleLine.paid, SaleLine.quantity, SaleLine.unit_price, LinePromotion)
        for row in connection.execute(
            listed.join(LinePromotion, LinePromotion.line_id == SaleLine.id)
        ):
            assert row.amount > ZERO
            assert row.paid >= ZERO
        gone = connection.scalar(
            select(func.sum(SaleLine.quantity)).where(SaleLine.obtained == "exchanged")
        )
        assert moved == back - (gone or Quantity())

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            nothing_is_wrong(self.shop)
            self.shop.close()
            self.folder.cleanup()


TestExchanges = Exchanges.TestCase
TestExchanges.settings = settings(max_examples=settings().max_examples // 3)
"""A third of the usual: each step looks at every chain of the shop."""
