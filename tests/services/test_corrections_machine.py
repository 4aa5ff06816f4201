"""However parts, corrections and voids follow each other, the shop gives back what was paid."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from models.rules.refunds import Coin
from models.services.approvals import Approval
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.drawer_ledger import cash_held
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.voids import void_return
from models.tables.giving import PriceCorrection
from models.tables.returns import STANDS, GoodsReturn, Refund, ReturnLine
from models.tables.sales import SaleLine, Tender
from models.values import NOTHING, ZERO, Money, Quantity, Refused
from models.values.codes import Answer, Condition, CorrectionReason, Reason, RefundBy
from models.values.shop import Rounding
from tests.builders import (
    FLOAT,
    a_line,
    a_product,
    a_sale,
    another_shop,
    in_force,
    promote,
    sale_id_of,
)
from tests.drawers import BELA_PIN, bela
from tests.services.verified import nothing_is_wrong

BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="The shelf was wrong")
COIN = Coin(step=100, rounding=Rounding.HALF_UP)
TERMS = (
    'window = "30 days"\n'
    'refund.choices = ["cash"]\n'
    'bundles = "take-back"\n'
    'quantity_breaks = "take-back"\n'
    "correction.clerk = 1000000"
)
Books = tuple[tuple[Any, ...], ...]


class CorrectedSale(RuleBasedStateMachine):
    """One sale of four lines in rupiah, paid by card and cash: two lines are a bundle, one
    earned a quantity break, one is weighed. Parts come back, prices are corrected, and what
    was done last is voided."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(
            Path(self.folder.name) / "shop.db",
            currency="IDR",
            country="ID",
            time_zone="Asia/Jakarta",
        )
        bela(self.shop)
        in_force(self.shop, TERMS)
        self.done: list[tuple[str, Books]] = []

    @initialize(
        paid=st.lists(st.integers(0, 100_000), min_size=4, max_size=4),
        list_price=st.integers(0, 40_000),
        weight=st.integers(1, 3000),
        card_share=st.integers(0, 100),
    )
    def sell(self, paid: list[int], list_price: int, weight: int, card_share: int) -> None:
        product = a_product(self.shop, weighed=True)
        total = sum(paid)
        card = Money(total * card_share // 100)
        cash = Money(total) - card
        lines = [
            a_line(
                product,
                quantity=Quantity(weight) if place == 3 else Quantity.of(3),
                unit_price=Money(list_price),
                paid=Money(each),
                tax=Money(each // 11),
            )
            for place, each in enumerate(paid)
        ]
        ids = a_sale(
            self.shop,
            *lines,
            tenders=(
                {"kind": "debit", "label": "•••• 4242", "amount": card},
                {"kind": "cash", "amount": COIN.round(cash), "exact": cash},
            ),
            cash_rounding=COIN.round(cash) - cash,
        )
        for line_id in ids[:2]:
            promote(self.shop, line_id, "bundle", "Set")
        promote(self.shop, ids[2], "quantity-break", "3 for 2")

    @rule(
        shares=st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any),
        by=st.sampled_from((None, RefundBy.CASH)),
    )
    def bring_back(self, shares: list[int], by: RefundBy | None) -> None:
        coming = tuple(
            ComingBack(
                line_id=line.line_id,
                quantity=Quantity(line.left.thousandths * share // 100),
                reason=Reason.CHANGED_MIND,
                condition=Condition.AS_NEW,
            )
            for line, share in zip(self.sale().lines, shares, strict=True)
        )
        self.take(tuple(line for line in coming if line.quantity), by)

    @rule(
        place=st.integers(0, 3),
        share=st.integers(1, 120),
        by=st.sampled_from((None, RefundBy.CASH)),
        twice=st.booleans(),
    )
    def correct(self, place: int, share: int, by: RefundBy | None, twice: bool) -> None:
        """By a share of what is left of the price; more than that is refused."""
        sale, before = self.sale(), self.books()
        asked = CorrectionAsked(
            sale_id=sale.sale_id,
            line_id=sale.lines[place].line_id,
            amount=Money(1),
            reason=CorrectionReason.PRICE_MATCH,
            refund_by=by,
        )
        most = self.shop.read(lambda unit: decide_correction(unit, asked)).most or ZERO
        amount = Money(most.minor * share // 100)
        asked = CorrectionAsked(
            sale_id=asked.sale_id,
            line_id=asked.line_id,
            amount=amount,
            reason=asked.reason,
            refund_by=by,
        )
        seen = self.shop.read(lambda unit: decide_correction(unit, asked))
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                given = self.shop.run(lambda unit: correct_price(unit, request, asked, seen))
        except Refused:
            assert amount > most or not amount
            assert self.books() == before
        else:
            assert ZERO < amount <= most
            self.done.append((given.slip.head.number, before))

    @precondition(lambda self: self.done)
    @rule()
    def void_the_last(self) -> None:
        number, before = self.done.pop()
        self.shop.run(lambda unit: void_return(unit, str(uuid4()), number, BY_BELA))
        assert self.books() == before

    @rule(by=st.sampled_from((None, RefundBy.CASH)))
    def bring_the_rest_back(self, by: RefundBy | None) -> None:
        """Then all of each price was given back: with goods or without."""
        self.take(
            tuple(
                ComingBack(
                    line_id=line.line_id,
                    quantity=line.left,
                    reason=Reason.GIFT,
                    condition=Condition.SEALED,
                )
                for line in self.sale().lines
                if line.left
            ),
            by,
        )
        with self.shop.unit(writes=False) as unit:
            lines = unit.connection.execute(select(SaleLine.__table__)).all()
        given = Money.total(line.refunded + line.corrected for line in lines)
        assert given == Money.total(line.paid for line in lines)

    @invariant()
    def never_more_than_was_paid(self) -> None:
        with self.shop.unit(writes=False) as unit:
            read = unit.connection
            for line in read.execute(select(SaleLine.__table__)).all():
                assert NOTHING <= line.returned <= line.quantity
                assert line.refunded + line.corrected <= line.paid
                corrected = read.scalar(
                    select(func.sum(PriceCorrection.amount))
                    .join(GoodsReturn, GoodsReturn.id == PriceCorrection.return_id)
                    .where(STANDS, PriceCorrection.line_id == line.id)
                )
                assert line.corrected == (corrected or ZERO)
            for tender in read.execute(select(Tender.__table__)):
                assert ZERO <= tender.refunded <= tender.exact
            of_goods = (
                select(func.sum(ReturnLine.gross))
                .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
                .where(STANDS)
            )
            without = select(func.sum(SaleLine.corrected))
            out = (
                select(func.sum(Refund.exact))
                .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
                .where(STANDS)
            )
            given = (read.scalar(of_goods) or ZERO) + (read.scalar(without) or ZERO)
            assert given == (read.scalar(out) or ZERO)
            cash = read.execute(
                select(func.sum(Refund.exact), func.sum(Refund.amount))
                .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
                .where(STANDS, Refund.kind == "cash")
            ).one()
            assert COIN.round(cash[0] or ZERO) == (cash[1] or ZERO)
            assert cash_held(unit, lock=False) == FLOAT - (cash[1] or ZERO)

    def sale(self) -> Any:
        return self.shop.read(lambda unit: open_sale(unit, sale_id_of(self.shop)))

    def take(self, coming: tuple[ComingBack, ...], by: RefundBy | None) -> None:
        if not coming:
            return
        before = self.books()
        asked = ReturnAsked(sale_id=sale_id_of(self.shop), lines=coming, refund_by=by)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        assert seen.answer is Answer.ACCEPT
        taken = self.shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
        self.done.append((taken.slip.head.number, before))

    def books(self) -> Books:
        """All that is changed and a void has to put back."""
        with self.shop.unit(writes=False) as unit:
            read = unit.connection
            line = select(SaleLine.id, SaleLine.returned, SaleLine.refunded, SaleLine.corrected)
            tender = select(Tender.id, Tender.refunded)
            return (
                *(tuple(row) for row in read.execute(line.order_by(SaleLine.id))),
                *(tuple(row) for row in read.execute(tender.order_by(Tender.id))),
            )

    def teardown(self) -> None:
        nothing_is_wrong(self.shop)
        self.shop.close()
        self.folder.cleanup()


TestCorrectedSale = CorrectedSale.TestCase
TestCorrectedSale.settings = settings(
    max_examples=settings().max_examples // 4, stateful_step_count=10
)
