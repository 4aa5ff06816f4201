"""A slip of the counter opened again, and how what it says stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.denials import Denied, reopen_denial
from models.services.documents import EXCHANGE, VOID
from models.services.exchanges import ExchangeTaken, reopen_exchange
from models.services.gift_receipts import GiftGiven, reopen_gift_receipt
from models.services.giving import MoneyGiven, reopen_giving
from models.services.refunds import PAID
from models.services.returns import ReturnTaken, reopen_return
from models.services.rights import needs
from models.services.void_exchanges import HERE, paid_by_customer
from models.services.voids import ReturnVoided, business_day_of, reopen_void
from models.tables.documents import Document
from models.tables.exchanges import Exchange
from models.tables.returns import WITHOUT_GOODS, GoodsReturn, Refund
from models.tables.voids import ReturnVoid
from models.values import TenderKind
from models.values.printing import PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit
    from models.values import Money

Taken = ReturnTaken | ExchangeTaken | MoneyGiven | ReturnVoided
"""What the counter did, with the slip that says so."""
Told = Denied | GiftGiven
"""A paper alone: no goods and no money went over the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTerminal:
    """Money that went through a terminal, to be taken back there before a void."""

    key: int
    """Of the refund, or of the tender where the customer ``paid_in``."""
    kind: TenderKind
    label: str
    amount: Money
    paid_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipStanding:
    """Whether a slip stands, and whether it may still be voided here today."""

    number: str
    voided_by: str = ""
    of_today: bool = False
    at_terminal: tuple[AtTerminal, ...] = ()

    @property
    def may_be_voided(self) -> bool:
        """As far as one can see; what else speaks against it is said when it comes to it."""
        return self.of_today and not self.voided_by


@needs(Right.LOOK)
def reopen(unit: Unit, request_id: str, code: str) -> Taken:
    """What was committed before, as if it had just been done.

    Raise :class:`models.values.Refused` where the counter has no slip of that number.
    """
    kind = unit.connection.scalar(select(Document.kind).where(Document.code == code))
    if kind == EXCHANGE:
        return reopen_exchange(unit, request_id, code)
    if kind == VOID:
        return reopen_void(unit, request_id, code)
    if kind in WITHOUT_GOODS:
        return reopen_giving(unit, request_id, kind, code)
    return reopen_return(unit, request_id, code)


@needs(Right.LOOK)
def reopen_any(unit: Unit, request_id: str, code: str) -> Taken | Told:
    """As :func:`reopen`, and papers alone as well."""
    kind = unit.connection.scalar(select(Document.kind).where(Document.code == code))
    if kind == PaperKind.DENIAL:
        return reopen_denial(unit, request_id, code)
    if kind == PaperKind.GIFT:
        return reopen_gift_receipt(unit, request_id, code)
    return reopen(unit, request_id, code)


@needs(Right.LOOK)
def standing_of(unit: Unit, number: str) -> SlipStanding:
    """How the return or exchange with that slip stands; of a void there is nothing to say."""
    row = unit.connection.execute(
        select(
            GoodsReturn.id,
            GoodsReturn.taken_at,
            ReturnVoid.number.label("voided_by"),
            Exchange.sale_id.label("new_sale"),
        )
        .outerjoin(ReturnVoid, ReturnVoid.id == GoodsReturn.voided_by)
        .outerjoin(Exchange, Exchange.return_id == GoodsReturn.id)
        .where(
            GoodsReturn.number == number,
            GoodsReturn.store_id == unit.station.store_id,
            GoodsReturn.register_id.is_not(None),
        )
    ).one_or_none()
    if row is None:
        return SlipStanding(number=number)
    return SlipStanding(
        number=number,
        voided_by=row.voided_by or "",
        of_today=business_day_of(unit, row.taken_at) == business_day_of(unit, unit.now),
        at_terminal=_at_terminal(unit, row.id, row.new_sale),
    )


def _at_terminal(unit: Unit, return_id: int, new_sale: int | None) -> tuple[AtTerminal, ...]:
    refunds = unit.connection.execute(
        select(Refund.id, Refund.kind, Refund.label, Refund.amount)
        .where(
            Refund.return_id == return_id,
            Refund.status == PAID,
            Refund.carried_to_id.is_(None),
            Refund.kind.not_in(HERE),
        )
        .order_by(Refund.id)
    ).all()
    paid = paid_by_customer(unit, new_sale, return_id) if new_sale is not None else ()
    return tuple(
        AtTerminal(
            key=row.id,
            kind=TenderKind(row.kind),
            label=row.label,
            amount=row.amount,
            paid_in=paid_in,
        )
        for rows, paid_in in ((refunds, False), (paid, True))
        for row in rows
        if row.kind not in HERE
    )
