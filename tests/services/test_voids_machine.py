"""However returns, exchanges and voids follow each other, a void leaves all as it was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from models.services.approvals import Approval
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.drawer_ledger import cash_held
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
)
from models.services.exchanges import take_exchange
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.slips import standing_of
from models.services.voids import void_return
from models.tables.goods import StockMovement
from models.tables.returns import STANDS, GoodsReturn, Refund, ReturnLine
from models.tables.sales import SOLD, Sale, SaleLine, Tender
from models.values import NOTHING, ZERO, Money, Quantity, TenderKind
from models.values.codes import Condition, Reason, Remedy
from tests.builders import (
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

BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="By mistake")
Books = tuple[tuple[Any, ...], ...]


class UndoneReturns(RuleBasedStateMachine):
    """One sale with a bundle, paid by card and cash; parts come back and are voided again."""

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
        in_force(self.shop, 'window = "30 days"\nbundles = "take-back"')
        self.taken: list[tuple[str, Books]] = []

    @initialize(
        paid=st.lists(st.integers(0, 100_000), min_size=3, max_size=3),
        card_share=st.integers(0, 100),
    )
    def sell(self, paid: list[int], card_share: int) -> None:
        product = a_product(self.shop)
        self.coat = a_product(self.shop, "Coat", price=Money(75_035))
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

    @rule(
        piece=st.integers(1, 2),
        out=st.integers(1, 3),
        place=st.integers(0, 2),
        chained=st.booleans(),
        by=st.sampled_from([TenderKind.CASH, TenderKind.EWALLET]),
    )
    def exchange(self, piece: int, out: int, place: int, chained: bool, by: TenderKind) -> None:
        """Something for other goods, and what went out for others again."""
        sale = self.shop.read(lambda unit: open_sale(unit, self.newest(chained)))
        line = sale.lines[min(place, len(sale.lines) - 1)]
        coming = ComingBack(
            line_id=line.line_id,
            quantity=min(Quantity.of(piece), line.left),
            reason=Reason.WRONG_SIZE,
            condition=Condition.AS_NEW,
        )
        if not coming.quantity:
            return
        asked = ExchangeAsked(
            back=ReturnAsked(sale_id=sale.sale_id, lines=(coming,), remedy=Remedy.EXCHANGE),
            out=(GoingOut(product_id=self.coat, quantity=Quantity.of(out)),),
        )
        before = self.books()
        seen = self.shop.read(lambda unit: decide_exchange(unit, asked))
        if due := seen.difference.to_shop:
            reference = "" if by is TenderKind.CASH else "QR-1"
            asked = replace(asked, paid=(PaidIn(kind=by, amount=due, reference=reference),))
        taken = self.shop.run(lambda unit: take_exchange(unit, str(uuid4()), asked, seen))
        self.taken.append((taken.slip.head.number, before))

    def newest(self, chained: bool) -> int:
        """The sale of the last exchange that stands, or the first sale."""
        numbers = [number for number, _ in self.taken if number.startswith("E")]
        return sale_id_of(self.shop, numbers[-1] if chained and numbers else "S-1")

    @precondition(lambda self: self.taken)
    @rule(twice=st.booleans())
    def void_the_last(self, twice: bool) -> None:
        number, before = self.taken.pop()
        request = str(uuid4())
        standing = self.shop.read(lambda unit: standing_of(unit, number))
        payments = {part.key: "QR-R" for part in standing.at_terminal}
        for _ in range(1 + twice):
            self.shop.run(
                lambda unit: void_return(unit, request, number, BY_BELA, payments=payments)
            )
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
            stand = select(Sale.id).where(SOLD)
            lines = select(SaleLine.id, SaleLine.returned, SaleLine.refunded).where(
                SaleLine.sale_id.in_(stand)
            )
            tenders = select(Tender.id, Tender.refunded).where(Tender.sale_id.in_(stand))
            kinds = (StockMovement.product_id, StockMovement.bucket)
            stock = select(*kinds, func.sum(StockMovement.quantity))
            return (
                (cash_held(unit, lock=False),),
                *(tuple(row) for row in read.execute(lines.order_by(SaleLine.id))),
                *(tuple(row) for row in read.execute(tenders.order_by(Tender.id))),
                *(
                    tuple(row)
                    for row in read.execute(stock.group_by(*kinds).order_by(*kinds))
                    if row[2]
                ),
            )

    def teardown(self) -> None:
        nothing_is_wrong(self.shop)
        self.shop.close()
        self.folder.cleanup()


TestUndoneReturns = UndoneReturns.TestCase
TestUndoneReturns.settings = settings(
    max_examples=settings().max_examples // 4, stateful_step_count=8
)
