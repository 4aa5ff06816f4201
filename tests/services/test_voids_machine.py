"""However returns and voids follow each other, a void leaves everything as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from models.services.approvals import Approval
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.voids import void_return
from models.tables.goods import StockMovement
from models.tables.returns import STANDS, GoodsReturn, Refund, ReturnLine
from models.tables.sales import SaleLine, Tender
from models.values import NOTHING, ZERO, Money, Quantity
from models.values.codes import Condition, Reason
from tests.builders import a_line, a_product, a_sale, a_shop, in_force, promote, sale_id_of
from tests.drawers import BELA_PIN, bela

BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="By mistake")
Books = tuple[tuple[Any, ...], ...]


class UndoneReturns(RuleBasedStateMachine):
    """One sale with a bundle, paid by card and cash; parts come back and are voided again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'shop.db'}"
        self.shop = a_shop(url, currency="IDR", country="ID", time_zone="Asia/Jakarta")
        bela(self.shop)
        in_force(self.shop, 'window = "30 days"\nbundles = "take-back"')
        self.taken: list[tuple[str, Books]] = []

    @initialize(
        paid=st.lists(st.integers(0, 100_000), min_size=3, max_size=3),
        card_share=st.integers(0, 100),
    )
    def sell(self, paid: list[int], card_share: int) -> None:
        product = a_product(self.shop)
        card = Money(sum(paid) * card_share // 100)
        lines = [
            a_line(
                product,
                quantity=Quantity.of(3),
                unit_price=Money(40_000),
                paid=Money(each),
                tax=Money(each // 10),
            )
            for each in paid
        ]
        ids = a_sale(
            self.shop,
            *lines,
            tenders=(
                {"kind": "debit", "label": "•••• 4242", "amount": card},
                {"kind": "cash", "amount": Money(sum(paid)) - card},
            ),
        )
        for line_id in ids[:2]:
            promote(self.shop, line_id, "bundle", "Set")

    @rule(pieces=st.lists(st.integers(0, 2), min_size=3, max_size=3).filter(any))
    def bring_back(self, pieces: list[int]) -> None:
        sale = self.shop.read(lambda unit: open_sale(unit, sale_id_of(self.shop)))
        coming = tuple(
            ComingBack(
                line_id=line.line_id,
                quantity=min(Quantity.of(piece), line.left),
                reason=Reason.CHANGED_MIND,
                condition=Condition.AS_NEW,
            )
            for line, piece in zip(sale.lines, pieces, strict=True)
            if piece and line.left
        )
        if not coming:
            return
        before = self.books()
        asked = ReturnAsked(sale_id=sale.sale_id, lines=coming)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        taken = self.shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
        self.taken.append((taken.slip.head.number, before))

    @precondition(lambda self: self.taken)
    @rule(twice=st.booleans())
    def void_the_last(self, twice: bool) -> None:
        number, before = self.taken.pop()
        request = str(uuid4())
        for _ in range(1 + twice):
            self.shop.run(lambda unit: void_return(unit, request, number, BY_BELA))
        assert self.books() == before

    @invariant()
    def never_more_than_was_paid(self) -> None:
        with self.shop.unit(writes=False) as unit:
            read = unit.connection
            for line in read.execute(select(SaleLine.__table__)).all():
                assert ZERO <= line.refunded <= line.paid
                assert NOTHING <= line.returned <= line.quantity
            gross = (
                select(func.sum(ReturnLine.gross))
                .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
                .where(STANDS)
            )
            booked = read.scalar(select(func.sum(SaleLine.refunded))) or ZERO
            assert (read.scalar(gross) or ZERO) == booked
            paid = (
                select(func.sum(Refund.exact))
                .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
                .where(STANDS)
            )
            given = read.scalar(select(func.sum(Tender.refunded))) or ZERO
            assert (read.scalar(paid) or ZERO) == given

    def books(self) -> Books:
        """All that a return changes and a void has to put back."""
        with self.shop.unit(writes=False) as unit:
            read = unit.connection
            lines = select(SaleLine.id, SaleLine.returned, SaleLine.refunded)
            tenders = select(Tender.id, Tender.refunded)
            stock = select(StockMovement.bucket, func.sum(StockMovement.quantity))
            return (
                *(tuple(row) for row in read.execute(lines.order_by(SaleLine.id))),
                *(tuple(row) for row in read.execute(tenders.order_by(Tender.id))),
                *(
                    tuple(row)
                    for row in read.execute(stock.group_by(StockMovement.bucket))
                    if row[1]
                ),
            )

    def teardown(self) -> None:
        self.shop.close()
        self.folder.cleanup()


TestUndoneReturns = UndoneReturns.TestCase
TestUndoneReturns.settings = settings(max_examples=10, stateful_step_count=8)
