"""Money going out: planned over the sale's tenders, booked, settled at the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from models.rules.refunds import CashSoFar, Coin, PaidBy, choices_of, plan_refund
from models.services.journal import record
from models.tables.base import add_row, rows_of
from models.tables.exchanges import Exchange
from models.tables.returns import STANDS, GoodsReturn, Refund
from models.tables.sales import Tender
from models.values import ZERO, Money, TenderKind, Topic, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from models.rules.refunds import Due, PlannedRefund
    from models.unit import Unit
    from models.values.codes import RefundBy

PAID, AWAITING = "paid", "awaiting"

CASH_SO_FAR = (
    select(func.sum(Refund.exact), func.sum(Refund.amount))
    .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
    .where(STANDS, GoodsReturn.sale_id == bindparam("sale"), Refund.kind == TenderKind.CASH)
)
CASH_BEFORE = select(Exchange.cash_exact, Exchange.cash_paid).where(
    Exchange.sale_id == bindparam("sale")
)
_tender = rows_of(Tender).c
GIVE_BACK = (
    update(rows_of(Tender))
    .where(_tender.id == bindparam("tender"))
    .values(refunded=_tender.refunded + bindparam("more", type_=_tender.refunded.type))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingTerminal:
    """Money that goes back on the shop's own terminal, not yet confirmed there."""

    refund_id: int
    slip: str
    kind: TenderKind
    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSettled:
    refund_id: int
    changed: frozenset[Topic] = frozenset({Topic.RETURNS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    parts: tuple[PlannedRefund, ...]
    choices: tuple[RefundBy, ...]
    """How the customer may get the money; where there is one, nothing is to choose."""


def plan(
    unit: Unit,
    sale_id: int,
    tenders: Sequence[PaidBy],
    dues: Sequence[Due],
    by: RefundBy | None,
) -> Plan:
    """How what is due goes back on that sale.

    A sale whose tenders were not recorded is paid back in cash.
    """
    if not tenders:
        total = Money.total(due.amount for due in dues)
        tenders = (PaidBy(tender_id=None, kind=TenderKind.CASH, left=total),)
    choices = choices_of([due.way for due in dues], tenders)
    coin = Coin(step=unit.shop.currency.cash_step, rounding=unit.shop.cash_rounding)
    parts = plan_refund(
        dues,
        tenders,
        by if by is not None and by in choices else choices[0],
        coin,
        cash_so_far(unit, sale_id),
    )
    return Plan(parts=parts, choices=choices)


def pay(unit: Unit, return_id: int, part: PlannedRefund) -> None:
    """Book one part: cash is paid now, anything else waits for its terminal."""
    in_cash = part.kind is TenderKind.CASH
    add_row(
        unit.connection,
        Refund,
        return_id=return_id,
        tender_id=part.tender_id,
        kind=part.kind,
        label=part.label,
        exact=part.exact,
        amount=part.amount,
        status=PAID if in_cash else AWAITING,
        reference="",
        settled_at=unit.now if in_cash else None,
    )
    if part.tender_id is not None:
        unit.connection.execute(GIVE_BACK, {"tender": part.tender_id, "more": part.exact})


def settle_refund(unit: Unit, refund_id: int, reference: str) -> RefundSettled:
    """The terminal has paid it: keep its reference.

    Raise :class:`models.values.Refused` for no reference, or a refund settled before.
    """
    clerk = unit.clerk
    reference = reference.strip()
    if not reference:
        raise refuse("reference-missing")
    settled = unit.connection.execute(
        update(Refund)
        .where(
            Refund.id == refund_id,
            Refund.status == AWAITING,
            Refund.settled_at.is_(None),
        )
        .values(status=PAID, reference=reference, settled_at=unit.now)
    )
    if settled.rowcount != 1:
        raise refuse("refund-settled", number=refund_id)
    record(unit, "RefundSettled", refund=refund_id, reference=reference, by=clerk.staff_id)
    return RefundSettled(refund_id=refund_id)


def list_awaiting(unit: Unit, slip: str | None = None) -> tuple[AwaitingTerminal, ...]:
    """Refunds that no terminal has confirmed, oldest first: of one slip, or of the shop."""
    conditions: list[ColumnElement[Any]] = [
        Refund.status == AWAITING,
        Refund.settled_at.is_(None),
    ]
    if slip is not None:
        conditions.append(GoodsReturn.number == slip)
    rows = unit.connection.execute(
        select(Refund.id, GoodsReturn.number, Refund.kind, Refund.label, Refund.amount)
        .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
        .where(*conditions)
        .order_by(Refund.id)
    )
    return tuple(
        AwaitingTerminal(
            refund_id=row.id,
            slip=row.number,
            kind=TenderKind(row.kind),
            label=row.label,
            amount=row.amount,
        )
        for row in rows
    )


def cash_so_far(unit: Unit, sale_id: int) -> CashSoFar:
    """What was refunded in cash on a sale; that of an exchange goes on where the coin's
    rounding stood on the sale whose cash was carried to it."""
    exact, paid = unit.connection.execute(CASH_SO_FAR, {"sale": sale_id}).one()
    before = None
    if unit.shop.currency.cash_step > 1:
        before = unit.connection.execute(CASH_BEFORE, {"sale": sale_id}).one_or_none()
    return CashSoFar(
        exact=(exact or ZERO) + (before.cash_exact if before else ZERO),
        paid=(paid or ZERO) + (before.cash_paid if before else ZERO),
    )
