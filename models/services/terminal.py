"""What waits for the shop's own terminal: paid there, or declined and paid in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from models.rules.refunds import PlannedRefund, pay_otherwise
from models.services.journal import record
from models.services.refunds import AWAITING, DECLINED, PAID, book, cash_so_far, coin_of
from models.services.requests import digest_of, outcome_of, remember
from models.services.rights import needs
from models.services.sealing import seal_words
from models.services.vouchers import vouchers_for
from models.tables.base import rows_of
from models.tables.returns import GoodsReturn, Refund
from models.tables.sales import Sale
from models.values import Money, TenderKind, Topic, refuse
from models.values.card_numbers import mask_card_numbers, refuse_card_number
from models.values.codes import RefundBy
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit
    from models.values.voucher_papers import ValueVoucher

DECLINE = "refund-declined"
LONGEST_WHY = 200

IS_AWAITING = (Refund.status == AWAITING, Refund.settled_at.is_(None))
"""What a void has called off waits no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingTerminal:
    """Money that goes back on the shop's own terminal, not yet confirmed there."""

    refund_id: int
    slip: str
    kind: TenderKind
    label: str
    amount: Money
    otherwise: tuple[RefundBy, ...]
    """How else the customer may have it, should the terminal decline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSettled:
    refund_id: int
    changed: frozenset[Topic] = frozenset({Topic.RETURNS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundDeclined:
    """What was declined, and what the customer gets in its place."""

    request_id: str
    refund_id: int
    kind: TenderKind
    amount: Money
    """What is handed over, where it is cash or a voucher."""
    voucher: ValueVoucher | None = None
    changed: frozenset[Topic] = frozenset(
        {Topic.RETURNS, Topic.DRAWER, Topic.CARDS, Topic.DOCUMENTS}
    )


@needs(Right.SERVE)
def settle_refund(unit: Unit, refund_id: int, reference: str) -> RefundSettled:
    """The terminal has paid it: keep its reference.

    The same reference once more is no news. Raise :class:`models.values.Refused` for no
    reference, a card's number in its place, or a refund settled otherwise before.
    """
    clerk = unit.clerk
    reference = reference.strip()
    if not reference:
        raise refuse("reference-missing")
    refuse_card_number(reference)
    settled = unit.connection.execute(
        update(Refund)
        .where(Refund.id == refund_id, *IS_AWAITING)
        .values(status=PAID, reference=reference, settled_at=unit.now)
    )
    if settled.rowcount != 1:
        known = select(Refund.id).where(
            Refund.id == refund_id, Refund.status == PAID, Refund.reference == reference
        )
        if unit.connection.scalar(known) is None:
            raise refuse("refund-settled", number=refund_id)
        return RefundSettled(refund_id=refund_id)
    slip = select(GoodsReturn.number).join(Refund, Refund.return_id == GoodsReturn.id)
    record(
        unit,
        "RefundSettled",
        slip=unit.connection.scalar(slip.where(Refund.id == refund_id)),
        refund=refund_id,
        reference=reference,
        by=clerk.staff_id,
    )
    return RefundSettled(refund_id=refund_id)


@needs(Right.SERVE)
def decline_refund(
    unit: Unit, request_id: str, refund_id: int, why: str, by: RefundBy
) -> RefundDeclined:
    """The terminal will not pay it: the same money goes out in another way, in one step.

    What was declined stays on record. The same ``request_id`` and request again give the
    same answer and pay nothing. Raise :class:`models.values.Refused` without a reason,
    for a refund settled or declined before, for a way that the policy does not allow, and
    where the drawer cannot pay what is due in cash.
    """
    clerk = unit.clerk
    why = mask_card_numbers(why.strip())[:LONGEST_WHY]
    if not why:
        raise refuse("decline-reason-missing")
    digest = digest_of({"declined": refund_id, "why": why, "by": by})
    if outcome_of(unit, request_id, digest) is not None:
        return _declined_before(unit, request_id, refund_id)
    row = unit.connection.execute(
        select(rows_of(Refund), GoodsReturn.sale_id, GoodsReturn.number)
        .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
        .where(Refund.id == refund_id)
    ).one_or_none()
    if row is None:
        raise refuse("refund-settled", number=refund_id)
    # As a return does: what went out in cash for a sale is added up with the sale held.
    unit.connection.execute(select(Sale.id).where(Sale.id == row.sale_id).with_for_update())
    declined = unit.connection.execute(
        update(Refund)
        .where(Refund.id == refund_id, *IS_AWAITING)
        .values(status=DECLINED, why=why, settled_at=unit.now)
    )
    if declined.rowcount != 1:
        raise refuse("refund-settled", number=refund_id)
    part = _planned(row)
    if by not in part.otherwise:
        raise refuse("tender-not-allowed")
    instead = pay_otherwise(part, by, coin_of(unit), cash_so_far(unit, row.sale_id))
    # The tender has given back as much as before: the new row stands for the old one.
    voucher = book(unit, row.return_id, instead, instead_of=refund_id)
    remember(unit, request_id, DECLINE, digest, row.number)
    record(
        unit,
        "RefundDeclined",
        slip=row.number,
        refund=refund_id,
        why=seal_words(unit, why, row.number),
        instead=instead.kind,
        amount=instead.amount.minor,
        by=clerk.staff_id,
    )
    return RefundDeclined(
        request_id=request_id,
        refund_id=refund_id,
        kind=instead.kind,
        amount=instead.amount,
        voucher=voucher,
    )


def _declined_before(unit: Unit, request_id: str, refund_id: int) -> RefundDeclined:
    """What the customer got in its place, as it was said at first."""
    row = unit.connection.execute(
        select(Refund.kind, Refund.amount, Refund.reference, GoodsReturn.number)
        .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
        .where(Refund.instead_of_id == refund_id)
    ).one()
    vouchers = (opened.voucher for opened in vouchers_for(unit, row.number))
    return RefundDeclined(
        request_id=request_id,
        refund_id=refund_id,
        kind=TenderKind(row.kind),
        amount=row.amount,
        voucher=next((v for v in vouchers if v.head.number == row.reference), None),
    )


@needs(Right.LOOK)
def count_awaiting(unit: Unit) -> int:
    """How many refunds of the shop no terminal has confirmed."""
    awaiting = select(func.count(Refund.id)).where(*IS_AWAITING)
    return unit.connection.scalar(awaiting) or 0


@needs(Right.LOOK)
def list_awaiting(unit: Unit, slip: str | None = None) -> tuple[AwaitingTerminal, ...]:
    """Refunds that no terminal has confirmed, oldest first: of one slip, or of the shop."""
    conditions: list[ColumnElement[Any]] = [*IS_AWAITING]
    if slip is not None:
        conditions.append(GoodsReturn.number == slip)
    rows = unit.connection.execute(
        select(rows_of(Refund), GoodsReturn.number)
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
            otherwise=_planned(row).otherwise,
        )
        for row in rows
    )


def _planned(row: Row[Any]) -> PlannedRefund:
    """As it was planned; where nothing else was allowed, store credit always remains."""
    otherwise = tuple(map(RefundBy, row.otherwise.split()))
    return PlannedRefund(
        tender_id=row.tender_id,
        kind=TenderKind(row.kind),
        label=row.label,
        exact=row.exact,
        amount=row.amount,
        otherwise=otherwise or (RefundBy.STORE_CREDIT,),
        months=row.months,
    )
