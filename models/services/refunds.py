"""Money going out: planned over the sale's tenders, and booked.

Cash leaves this register's drawer and is booked to its shift, store credit and gift cards
are issued at once, and anything else waits for a terminal (:mod:`models.services.terminal`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from models.rules.refunds import (
    CashSoFar,
    Coin,
    PaidBy,
    PlannedRefund,
    choices_of,
    plan_refund,
)
from models.rules.splits import judge_split
from models.services.card_lives import life_of
from models.services.drawer_ledger import book_cash, find_open
from models.services.value_cards import issue_credit
from models.tables.base import add_row, rows_of
from models.tables.exchanges import Exchange
from models.tables.returns import STANDS, GoodsReturn, Refund
from models.tables.sales import Tender
from models.values import ZERO, Message, Money, TenderKind
from models.values.drawer_papers import CashKind
from models.values.printing import AS_USUAL, PaperWish
from models.values.value_cards import ON_A_CARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import Due
    from models.rules.splits import Split, SplitPart
    from models.unit import Unit
    from models.values.codes import RefundBy
    from models.values.voucher_papers import ValueVoucher

PAID, AWAITING, DECLINED = "paid", "awaiting", "declined"
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
class Plan:
    parts: tuple[PlannedRefund, ...]
    choices: tuple[RefundBy, ...]
    """How the customer may get the money; where there is one, nothing is to choose."""
    notices: tuple[Message, ...] = ()
    """What the drawer here cannot do."""
    tenders: tuple[PaidBy, ...] = ()
    """What the money may be given back on."""
    proposed: tuple[PlannedRefund, ...] = ()
    """As it was computed, where the clerk wants it otherwise."""
    split: Split | None = None
    """What is said of that."""

    @property
    def cash(self) -> Money:
        """What leaves the drawer."""
        return Money.total(part.amount for part in self.parts if part.kind is TenderKind.CASH)


def plan(
    unit: Unit,
    sale_id: int,
    tenders: Sequence[PaidBy],
    dues: Sequence[Due],
    by: RefundBy | None,
    *,
    split: Sequence[SplitPart] = (),
    lock: bool = False,
) -> Plan:
    """How what is due goes back at this register: never more cash than its drawer holds.

    As the clerk wants it by ``split``, where that can be. Else what the drawer lacks goes
    out by the alternative of the policy. Nobody else pays from the drawer until the use case
    ends if ``lock``.
    """
    computed = _computed(unit, sale_id, tenders, dues, by, lock=lock)
    if not split or not any(due.amount for due in dues):
        return computed
    in_cash = any(part.kind is TenderKind.CASH for part in split)
    drawer = find_open(unit, lock=lock) if in_cash else None
    judged = judge_split(
        split,
        dues,
        computed.tenders,
        coin_of(unit),
        cash_so_far(unit, sale_id),
        drawer.held if drawer else None,
    )
    return replace(
        computed,
        parts=judged.parts or computed.parts,
        notices=(_no_drawer(unit),) if in_cash and drawer is None else (),
        proposed=computed.parts,
        split=judged,
    )


def _computed(
    unit: Unit,
    sale_id: int,
    tenders: Sequence[PaidBy],
    dues: Sequence[Due],
    by: RefundBy | None,
    *,
    lock: bool,
) -> Plan:
    wanted = plan_anywhere(unit, sale_id, tenders, dues, by)
    if not wanted.cash:
        return wanted
    drawer = find_open(unit, lock=lock)
    if drawer is None:
        return replace(wanted, notices=(_no_drawer(unit),))
    if wanted.cash <= drawer.held:
        return wanted
    planned = plan_anywhere(unit, sale_id, tenders, dues, by, drawer.held)
    told = Message("drawer-lacks", {"lacking": wanted.cash - planned.cash})
    return replace(planned, notices=(told,))


def _no_drawer(unit: Unit) -> Message:
    return Message("shift-needed", {"register": unit.station.register})


def plan_anywhere(
    unit: Unit,
    sale_id: int,
    tenders: Sequence[PaidBy],
    dues: Sequence[Due],
    by: RefundBy | None,
    held: Money | None = None,
) -> Plan:
    """How what is due goes back on that sale, whatever register it is at.

    A sale whose tenders were not recorded is paid back in cash.
    """
    if not tenders:
        total = Money.total(due.amount for due in dues)
        tenders = (PaidBy(tender_id=None, kind=TenderKind.CASH, left=total),)
    choices = choices_of([due.way for due in dues], tenders)
    parts = plan_refund(
        dues,
        tenders,
        by if by is not None and by in choices else choices[0],
        coin_of(unit),
        cash_so_far(unit, sale_id),
        held,
    )
    return Plan(parts=parts, choices=choices, tenders=tuple(tenders))


def pay(unit: Unit, return_id: int, part: PlannedRefund, wish: PaperWish = AS_USUAL) -> None:
    """Book one part: cash and credit are paid now, anything else waits for its terminal.

    Raise :class:`models.values.Refused` where cash is due and no drawer is open at this
    register, or the drawer holds less.
    """
    book(unit, return_id, part, wish=wish)
    if part.tender_id is not None:
        unit.connection.execute(GIVE_BACK, {"tender": part.tender_id, "more": part.exact})


def book(
    unit: Unit,
    return_id: int,
    part: PlannedRefund,
    *,
    instead_of: int | None = None,
    wish: PaperWish = AS_USUAL,
) -> ValueVoucher | None:
    """Pay it, or let it wait; the voucher where it is paid by one, as the customer wants it."""
    voucher = None
    if part.kind is TenderKind.CASH:
        book_cash(unit, part.amount, CashKind.REFUND, return_id=return_id)
    elif part.kind in ON_A_CARD:
        voucher = _issue(unit, return_id, part, wish)
    paid = part.kind is TenderKind.CASH or voucher is not None
    add_row(
        unit.connection,
        Refund,
        return_id=return_id,
        tender_id=part.tender_id,
        kind=part.kind,
        label=part.label,
        exact=part.exact,
        amount=part.amount,
        status=PAID if paid else AWAITING,
        reference=voucher.head.number if voucher else "",
        settled_at=unit.now if paid else None,
        otherwise=" ".join(part.otherwise),
        months=part.months,
        instead_of_id=instead_of,
    )
    return voucher


def _issue(unit: Unit, return_id: int, part: PlannedRefund, wish: PaperWish) -> ValueVoucher:
    whose = select(GoodsReturn.customer_id).where(GoodsReturn.id == return_id)
    return issue_credit(
        unit,
        part.amount,
        kind=part.kind,
        life=life_of(unit, part.months),
        return_id=return_id,
        customer_id=unit.connection.scalar(whose),
        wish=wish,
    ).voucher


def coin_of(unit: Unit) -> Coin:
    return Coin(step=unit.shop.currency.cash_step, rounding=unit.shop.cash_rounding)


def cash_so_far(unit: Unit, sale_id: int | None) -> CashSoFar:
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
