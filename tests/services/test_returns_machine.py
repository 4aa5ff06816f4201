"""However the counter is used, it pays back what was paid, to the cent, in any order."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from models.rules.refunds import Coin
from models.rules.splits import SplitPart
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.services.sales import open_sale
from models.tables.goods import StockMovement
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import SaleLine, Tender
from models.values import ZERO, Money, Quantity, Refused, TenderKind
from models.values.codes import Condition, Reason, RefundBy
from models.values.shop import Rounding
from tests.builders import a_line, a_product, a_sale, another_shop, sale_id_of
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.rules.refunds import PlannedRefund

COIN = Coin(step=100, rounding=Rounding.HALF_UP)

quantities = st.one_of(st.integers(1, 4).map(lambda n: n * 1000), st.integers(1, 4000))
sold_lines = st.lists(st.tuples(quantities, st.integers(0, 1_000_000)), min_size=1, max_size=3)
WISHES = (None, RefundBy.ORIGINAL, RefundBy.CASH)
"""What the plain policy lets a customer have."""


def shared_out(plan: Iterable[PlannedRefund], in_cash: int) -> tuple[SplitPart, ...]:
    """Each part anew, so many per cent of it in cash and the rest as credit."""
    parts = []
    for part in plan:
        cash = part.exact.minor * in_cash // 100
        for kind, exact in (
            (TenderKind.CASH, cash),
            (TenderKind.STORE_CREDIT, part.exact.minor - cash),
        ):
            if exact:
                more = SplitPart(tender_id=part.tender_id, kind=kind, exact=Money(exact))
                parts.append(more)
    return tuple(parts)


class Counter(RuleBasedStateMachine):
    """Sales in rupiah paid by card and cash; parts of them coming back, some too many."""

    sales: Bundle[int] = Bundle("sales")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(
            Path(self.folder.name) / "shop.db",
            currency="IDR",
            country="ID",
            time_zone="Asia/Jakarta",
        )
        self.product = a_product(self.shop, weighed=True)
        self.left: dict[int, Quantity] = {}
        self.sold = 0

    @rule(target=sales, lines=sold_lines, card_share=st.integers(0, 100))
    def sell(self, lines: list[tuple[int, int]], card_share: int) -> int:
        self.sold += 1
        total = sum(paid for _, paid in lines)
        card = Money(total * card_share // 100)
        cash = Money(total) - card
        tenders = [
            {"kind": "debit", "label": "•••• 4242", "amount": card},
            {"kind": "cash", "amount": COIN.round(cash), "exact": cash},
        ]
        ids = a_sale(
            self.shop,
            *(
                a_line(
                    self.product,
                    quantity=Quantity(quantity),
                    paid=Money(paid),
                    tax=Money(paid // 10),
                )
                for quantity, paid in lines
            ),
            number=f"S-{self.sold}",
            tenders=tuple(
                tender for tender in tenders if tender.get("exact", tender["amount"])
            ),
            cash_rounding=COIN.round(cash) - cash,
        )
        for line_id, (quantity, _) in zip(ids, lines, strict=True):
            self.left[line_id] = Quantity(quantity)
        return sale_id_of(self.shop, f"S-{self.sold}")

    @rule(
        sale_id=sales,
        pieces=st.lists(quantities, min_size=1, max_size=3),
        by=st.sampled_from(WISHES),
        twice=st.booleans(),
        shared=st.none() | st.integers(0, 100),
    )
    def bring_back(
        self,
        sale_id: int,
        pieces: list[int],
        by: RefundBy | None,
        twice: bool,
        shared: int | None,
    ) -> None:
        sale = self.shop.read(lambda unit: open_sale(unit, sale_id))
        coming = tuple(
            ComingBack(
                line_id=line.line_id,
                quantity=Quantity(piece),
                reason=Reason.CHANGED_MIND,
                condition=Condition.AS_NEW,
            )
            for line, piece in zip(sale.lines, pieces, strict=False)
        )
        fits = all(line.quantity <= self.left[line.line_id] for line in coming)
        asked = ReturnAsked(sale_id=sale_id, lines=coming, refund_by=by)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        if shared is not None:
            asked = replace(asked, split=shared_out(seen.plan, shared))
            seen = self.shop.read(lambda unit: decide_return(unit, asked))
            assert not seen.needs_approval
        request = str(uuid4())
        try:
            for _ in range(1 + twice):
                self.shop.run(lambda unit: take_return(unit, request, asked, seen))
        except Refused:
            assert not fits
        else:
            assert fits
            for line in coming:
                self.left[line.line_id] -= line.quantity

    @rule(sale_id=sales, by=st.sampled_from(WISHES))
    def bring_the_rest_back(self, sale_id: int, by: RefundBy | None) -> None:
        sale = self.shop.read(lambda unit: open_sale(unit, sale_id))
        for line in sale.lines:
            if line.left:
                self.bring_back_line(sale_id, line.line_id, line.left, by)
        with self.shop.unit(writes=False) as unit:
            lines = unit.connection.execute(
                select(SaleLine.paid, SaleLine.refunded).where(SaleLine.sale_id == sale_id)
            )
            assert all(line.paid == line.refunded for line in lines)

    def bring_back_line(
        self, sale_id: int, line_id: int, quantity: Quantity, by: RefundBy | None
    ) -> None:
        line = ComingBack(
            line_id=line_id, quantity=quantity, reason=Reason.GIFT, condition=Condition.SEALED
        )
        asked = ReturnAsked(sale_id=sale_id, lines=(line,), refund_by=by)
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        self.shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
        self.left[line_id] = Quantity()

    @invariant()
    def books_agree(self) -> None:
        with self.shop.unit(writes=False) as unit:
            connection = unit.connection
            for line in connection.execute(select(SaleLine.__table__)).all():
                assert line.quantity - line.returned == self.left[line.id]
                back = connection.execute(
                    select(func.sum(ReturnLine.quantity), func.sum(ReturnLine.gross)).where(
                        ReturnLine.line_id == line.id
                    )
                ).one()
                assert (back[0] or Quantity(), back[1] or ZERO) == (
                    line.returned,
                    line.refunded,
                )
            moved = connection.scalar(select(func.sum(StockMovement.quantity)))
            assert moved == connection.scalar(select(func.sum(ReturnLine.quantity)))
            for tender in connection.execute(select(Tender.__table__)):
                assert ZERO <= tender.refunded <= tender.exact
            cash = connection.execute(
                select(func.sum(Refund.exact), func.sum(Refund.amount))
                .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
                .where(Refund.kind == "cash")
                .group_by(GoodsReturn.sale_id)
            )
            for exact, amount in cash:
                assert amount == COIN.round(exact)

    def teardown(self) -> None:
        nothing_is_wrong(self.shop)
        self.shop.close()
        self.folder.cleanup()


TestCounter = Counter.TestCase
