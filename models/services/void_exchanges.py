"""The other half of a voided exchange: the sale of what went out, undone with its return.

The sale stays on record. Nothing of it can come back any more, what the customer paid for it
is theirs again, and what went out is on the shelf again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from models.services.refunds import PAID
from models.services.value_cards import book, locked_card
from models.tables.base import add_row, rows_of
from models.tables.goods import StockMovement
from models.tables.returns import Refund
from models.tables.sales import Sale, SaleLine, Tender
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import TenderKind, refuse
from models.values.papers import PaidOut
from models.values.value_cards import ON_A_CARD, EntryKind
from models.values.void_papers import VoidedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values import Money

References = Mapping[int, str]
"""What the terminal said when it took money back, by the key of the refund or the tender."""
HERE = frozenset({TenderKind.CASH}) | ON_A_CARD
"""What needs no terminal to be undone."""


class Papers(NamedTuple):
    """The slip of what is undone, and that of the void."""

    slip: str
    void: str


NO_REFERENCES: References = MappingProxyType({})


def take_goods_back(unit: Unit, sale_id: int, void_id: int) -> tuple[VoidedLine, ...]:
    """Mark the sale as void, and put what went out back where it was taken from."""
    unit.connection.execute(
        update(rows_of(Sale)).where(rows_of(Sale).c.id == sale_id).values(voided_by=void_id)
    )
    rows = unit.connection.execute(
        select(SaleLine.__table__, StockMovement.store_id, StockMovement.bucket)
        .outerjoin(StockMovement, StockMovement.sale_line_id == SaleLine.id)
        .where(SaleLine.sale_id == sale_id)
        .order_by(SaleLine.position)
    ).all()
    for row in rows:
        if row.store_id is not None:
            add_row(
                unit.connection,
                StockMovement,
                product_id=row.product_id,
                store_id=row.store_id,
                bucket=row.bucket,
                quantity=row.quantity,
                moved_at=unit.now,
                sale_line_id=None,
            )
    return tuple(
        VoidedLine(
            description=row.description,
            sku=row.sku,
            quantity=row.quantity.thousandths,
            gross=row.paid.minor,
        )
        for row in rows
    )


def give_money_back(
    unit: Unit, sale_id: int, return_id: int, references: References, papers: Papers
) -> tuple[PaidOut, ...]:
    """What the customer paid for what went out: cash is booked with that of the return, and
    what was spent off cards is put on them again.

    Raise :class:`models.values.Refused` without the terminal's reference for what it took.
    """
    paid = paid_by_customer(unit, sale_id, return_id)
    for tender in paid:
        if tender.kind not in HERE and tender.id not in references:
            raise refuse("void-payment-needs-terminal", amount=tender.amount)
    _put_back_on_cards(unit, papers)
    return tuple(
        PaidOut(kind=tender.kind, amount=tender.amount.minor, label=tender.label)
        for tender in paid
    )


def _put_back_on_cards(unit: Unit, papers: Papers) -> None:
    """On the card itself, or on the one that took its place when it was lost meanwhile."""
    spent = unit.connection.execute(
        select(ValueCard.number, ValueEntry.amount)
        .join(ValueEntry, ValueEntry.card_id == ValueCard.id)
        .where(ValueEntry.paper == papers.slip, ValueEntry.kind == EntryKind.SPENT)
        .order_by(ValueCard.id)
    ).all()
    for row in spent:
        card = locked_card(unit, row.number)
        while card.moved_to is not None:
            newer = select(ValueCard.number).where(ValueCard.id == card.moved_to)
            card = locked_card(unit, unit.connection.scalars(newer).one())
        book(unit, card, EntryKind.REFUNDED, -row.amount, papers.void)


def paid_by_customer(
    unit: Unit, sale_id: int, return_id: int
) -> Sequence[Row[int, str, str, Money]]:
    """The tenders of the sale that moved money: those that were carried to it did not."""
    carried = select(Refund.carried_to_id).where(
        Refund.return_id == return_id,
        Refund.status == PAID,
        Refund.carried_to_id.is_not(None),
    )
    return unit.connection.execute(
        select(Tender.id, Tender.kind, Tender.label, Tender.amount)
        .where(Tender.sale_id == sale_id, Tender.id.not_in(carried))
        .order_by(Tender.id)
    ).all()
