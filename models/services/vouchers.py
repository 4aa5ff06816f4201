"""Vouchers: papers of gift cards and store credit, numbered and kept like all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.documents import (
    EXCHANGE,
    RETURN,
    VOUCHER,
    next_number,
    open_snapshot,
    paper_head,
    store_paper,
)
from models.services.letterheads import paper_language
from models.services.rights import needs
from models.tables.documents import Document
from models.tables.people import Customer
from models.tables.returns import WITHOUT_GOODS, GoodsReturn
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right
from models.values.voucher_papers import ValueVoucher

if TYPE_CHECKING:
    from datetime import date

    from models.unit import Unit
    from models.values import Money, TenderKind

PAID_FOR = (RETURN, EXCHANGE, *sorted(WITHOUT_GOODS))
"""Kinds of papers for which money goes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherOpened:
    """A voucher as it was printed; ``copy`` is what the next print of it will be marked."""

    voucher: ValueVoucher
    copy: int


def store_voucher(
    unit: Unit,
    *,
    kind: TenderKind,
    card: str,
    amount: Money,
    expires_on: date | None,
    return_id: int | None,
    customer_id: int | None,
    instead_of: str,
    wish: PaperWish = AS_USUAL,
) -> ValueVoucher:
    """The paper of a card, under the next number of this register's vouchers."""
    number = next_number(unit, VOUCHER)
    slip = select(GoodsReturn.number).where(GoodsReturn.id == return_id)
    name = select(Customer.name).where(Customer.id == customer_id)
    voucher = ValueVoucher(
        head=paper_head(unit, number, paper_language(unit, wish, customer_id)),
        kind=kind,
        card=card,
        amount=amount.minor,
        expires_on=expires_on.isoformat() if expires_on else "",
        slip=(unit.connection.scalar(slip) or "") if return_id is not None else "",
        customer=(unit.connection.scalar(name) or "") if customer_id is not None else "",
        instead_of=instead_of,
    )
    # Whoever wants no paper still needs this one: its number is the money.
    store_paper(unit, number, voucher.to_json(), return_id, customer_id)
    return voucher


def vouchers_for(unit: Unit, slip: str) -> tuple[VoucherOpened, ...]:
    """The vouchers that money out was paid by, by the number of its slip."""
    paid_for = select(Document.return_id).where(
        Document.code == slip, Document.kind.in_(PAID_FOR)
    )
    codes = unit.connection.scalars(
        select(Document.code)
        .where(Document.return_id.in_(paid_for), Document.kind == VOUCHER)
        .order_by(Document.id)
    )
    return tuple(open_voucher(unit, code) for code in codes.all())


@needs(Right.LOOK)
def open_voucher(unit: Unit, code: str) -> VoucherOpened:
    """Raise :class:`models.values.Refused` where no voucher has that number."""
    snapshot, copy = open_snapshot(unit, VOUCHER, code)
    return VoucherOpened(voucher=ValueVoucher.from_json(snapshot), copy=copy)
