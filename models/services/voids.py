"""Undo a return or an exchange taken by mistake, the same business day; all stays on record.

What it did is done backwards in one transaction: the lines can come back again, the tenders
can pay again, goods leave the bucket they lie in, cash goes back into the drawer, credit that
nobody used is taken back, and what no terminal has paid is called off. Of an exchange, what
went out comes back to the shelf as well, and what was paid for it to the customer. Goodwill
and corrections of a price are undone in the same way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from models.rules.drawers import business_day
from models.services.approvals import Approval, Granted, allow
from models.services.corrections import CORRECT
from models.services.documents import VOID, next_number, open_snapshot, paper_head, store_paper
from models.services.drawer_ledger import book_cash
from models.services.exception_forms import form_of, store_form
from models.services.goods import NOW_AS
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.refunds import AWAITING, GIVE_BACK, PAID
from models.services.requests import digest_of, outcome_of, remember
from models.services.returns import BUCKETS, COME_BACK
from models.services.rights import needs
from models.services.shifts import terms_of
from models.services.sold import load_sale
from models.services.sought import of_void
from models.services.value_cards import book, end_card, locked_card
from models.services.void_exchanges import (
    NO_REFERENCES,
    Papers,
    give_money_back,
    take_goods_back,
)
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.drawers import DrawerEntry
from models.tables.exchanges import Exchange
from models.tables.giving import PriceCorrection
from models.tables.goods import StockMovement
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine
from models.tables.value_cards import ValueCard, ValueEntry
from models.tables.voids import ReturnVoid
from models.values import NOTHING, ZERO, Money, TenderKind, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Disposition
from models.values.drawer_papers import CashKind
from models.values.papers import PaidOut
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right
from models.values.value_cards import ON_A_CARD, CardState, EntryKind
from models.values.void_papers import VoidedLine, VoidSlip

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Row

    from models.services.exception_forms import FormOpened
    from models.services.sought import Sought
    from models.services.terminal import AwaitingTerminal
    from models.services.value_cards import StoredCard
    from models.services.void_exchanges import References
    from models.services.vouchers import VoucherOpened
    from models.unit import Unit

LONGEST_REFERENCE = 40
PAID_OUT = select(func.sum(Refund.exact)).where(
    Refund.return_id == bindparam("return"),
    Refund.status != "declined",
    Refund.carried_to_id.is_(None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnVoided:
    """The paper of the void; ``copy`` is what its next print will be marked.

    As with other papers of the counter, ``awaiting`` and ``vouchers`` go with it: a void
    leaves nothing to do at a terminal, and issues no credit.
    """

    request_id: str
    slip: VoidSlip
    copy: int = 0
    awaiting: tuple[AwaitingTerminal, ...] = ()
    vouchers: tuple[VoucherOpened, ...] = ()
    form: FormOpened | None = None
    """That of the yes it took."""
    changed: frozenset[Topic] = frozenset(
        {Topic.SALES, Topic.RETURNS, Topic.DOCUMENTS, Topic.DRAWER, Topic.CARDS}
    )


@needs(Right.SERVE)
def void_return(
    unit: Unit,
    request_id: str,
    number: str,
    approval: Approval | Granted,
    references: References = NO_REFERENCES,
    payments: References = NO_REFERENCES,
    wish: PaperWish = AS_USUAL,
) -> ReturnVoided:
    """Undo the return or exchange with that slip, all of it or nothing.

    ``references`` are the terminal's for refunds that it had paid, ``payments`` those for
    tenders by which the customer paid for what went out. Raise
    :class:`models.values.Refused` on another business day, after newer goods of the same
    sale came back (or of what went out), once its credit was used, without the terminal's
    reference for what went through it, where the drawer lacks the cash, and where the
    approval is not that of a manager who is somebody else. The same ``request_id`` and
    request again give the same paper and change nothing.
    """
    number = number.strip().upper()
    kept = {key: _reference(said) for key, said in references.items()}
    paid_back = {key: _reference(said) for key, said in payments.items()}
    match approval:
        case Granted(approval_id):
            why = approval_id
        case Approval():
            why = approval.reason
    body = {"void": number, "reason": why, "kept": sorted(kept.items())}
    digest = digest_of(body | ({"paid": sorted(paid_back.items())} if paid_back else {}))
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_void(unit, request_id, known)
    came = find_voidable(unit, number)
    paper = next_number(unit, VOID)
    sought = void_sought(unit, came)
    yes = allow(unit, approval, sought, paper.code, what="return-void", slip=number)
    void_id = add_numbered(
        unit.connection,
        ReturnVoid,
        number=paper.code,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        approver_id=yes.person.staff_id,
        reason=yes.reason,
        at=unit.now,
    )
    unit.connection.execute(
        update(rows_of(GoodsReturn))
        .where(rows_of(GoodsReturn).c.id == came.id)
        .values(voided_by=void_id)
    )
    lines = _give_goods_back(unit, came.id) or _undo_correction(unit, came.id)
    _take_cash_back(unit, came.id)
    off_cards = _take_credit_back(unit, came, yes.person.staff_id)
    money = _undo_refunds(unit, came.id, paper.code, kept, off_cards)
    out: tuple[VoidedLine, ...] = ()
    returned: tuple[PaidOut, ...] = ()
    if came.new_sale is not None:
        out = take_goods_back(unit, came.new_sale, void_id)
        papers = Papers(slip=number, void=paper.code)
        returned = give_money_back(unit, came.new_sale, came.id, paid_back, papers)
    slip = VoidSlip(
        head=paper_head(unit, paper, paper_language(unit, wish, came.customer_id)),
        what=came.what,
        return_number=number,
        sale_number=came.sale or "",
        customer=came.customer or "",
        lines=lines,
        given_back=money,
        out=out,
        paid_back=returned,
        references=tuple(
            said for each in (kept, paid_back) for _, said in sorted(each.items())
        ),
        approver=yes.names,
        reason=yes.reason,
    )
    store_paper(unit, paper, slip.to_json(), came.id, words=("reason",), wish=wish)
    store_form(unit, yes, paper.code, came.id)
    remember(unit, request_id, VOID, digest, paper.code)
    record(
        unit,
        "PostVoid",
        paper=paper.code,
        slip=number,
        approval=yes.approval_id,
        approved_by=yes.person.staff_id,
        paid=sum(part.amount for part in money),
        references=kept,
        taken=sum(part.amount for part in returned),
        payments=paid_back,
    )
    return ReturnVoided(request_id=request_id, slip=slip, form=form_of(unit, slip))


def open_void(unit: Unit, code: str) -> tuple[VoidSlip, int]:
    """The paper of a void and the mark of its next print; refused where there is none."""
    snapshot, copy = open_snapshot(unit, VOID, code)
    return VoidSlip.from_json(snapshot), copy


def reopen_void(unit: Unit, request_id: str, code: str) -> ReturnVoided:
    """A void that was committed before, as if it had just been made; refused where none was."""
    slip, copy = open_void(unit, code)
    form = form_of(unit, slip)
    return ReturnVoided(request_id=request_id, slip=slip, copy=copy, form=form)


def _reference(said: str) -> str:
    reference = mask_card_numbers(said.strip())[:LONGEST_REFERENCE]
    if not reference:
        raise refuse("reference-missing")
    return reference


def void_sought(unit: Unit, came: Row[*tuple[Any, ...]]) -> Sought:
    """What a yes to undoing it is bound to."""
    paid = unit.connection.scalar(PAID_OUT, {"return": came.id}) or ZERO
    return of_void(came.number, came.sale or "", came.customer_id, paid)


def find_voidable(unit: Unit, number: str) -> Row[*tuple[Any, ...]]:
    """The return and its sales, locked; refused where it is not one that can be undone."""
    came = unit.connection.execute(
        select(
            GoodsReturn.id,
            GoodsReturn.sale_id,
            GoodsReturn.taken_at,
            GoodsReturn.voided_by,
            GoodsReturn.number,
            GoodsReturn.what,
            Sale.number.label("sale"),
            Customer.name.label("customer"),
            GoodsReturn.customer_id,
            Exchange.sale_id.label("new_sale"),
        )
        .outerjoin(Exchange, Exchange.return_id == GoodsReturn.id)
        .outerjoin(Sale, Sale.id == GoodsReturn.sale_id)
        .outerjoin(Customer, Customer.id == GoodsReturn.customer_id)
        .where(
            GoodsReturn.number == number,
            GoodsReturn.store_id == unit.station.store_id,
            GoodsReturn.register_id.is_not(None),
        )
        .with_for_update(of=GoodsReturn)
    ).one_or_none()
    if came is None:
        raise refuse("void-unknown", number=mask_card_numbers(number))
    if came.voided_by is not None:
        raise refuse("void-twice", number=number)
    if business_day_of(unit, came.taken_at) != business_day_of(unit, unit.now):
        raise refuse("void-too-late", number=number)
    sales = [key for key in (came.sale_id, came.new_sale) if key is not None]
    if sales:
        for sale_id in sales:
            load_sale(unit, sale_id, lock=True)
        newer = unit.connection.scalar(
            select(func.max(GoodsReturn.id)).where(
                STANDS, GoodsReturn.sale_id.in_(sales), GoodsReturn.id > came.id
            )
        )
        if newer is not None:
            slip = select(GoodsReturn.number).where(GoodsReturn.id == newer)
            raise refuse("void-newer-first", number=number, newer=unit.connection.scalar(slip))
    return came


def business_day_of(unit: Unit, moment: datetime) -> date:
    """The day to which a moment belongs by the shop's own hour of closing."""
    return business_day(moment.astimezone(unit.shop.zone), terms_of(unit).day_ends_at)


def _give_goods_back(unit: Unit, return_id: int) -> tuple[VoidedLine, ...]:
    """The lines as they were before, and the goods out of the bucket where they lie."""
    rows = unit.connection.execute(
        select(ReturnLine.__table__, StockMovement.store_id, NOW_AS.label("lies_as"))
        .outerjoin(StockMovement, StockMovement.return_line_id == ReturnLine.id)
        .where(ReturnLine.return_id == return_id)
        .order_by(ReturnLine.id)
    ).all()
    for row in rows:
        own = row.gross
        for line_id, minor in json.loads(row.elsewhere).items():
            own -= Money(minor)
            _undo_line(unit, int(line_id), NOTHING, Money(minor))
        if row.line_id is not None:
            _undo_line(unit, row.line_id, row.quantity, own)
        if row.store_id is not None:
            add_row(
                unit.connection,
                StockMovement,
                product_id=row.product_id,
                store_id=row.store_id,
                bucket=BUCKETS[Disposition(row.lies_as)],
                quantity=NOTHING - row.quantity,
                moved_at=unit.now,
                return_line_id=None,
            )
    return tuple(
        VoidedLine(
            description=row.description,
            sku=row.sku,
            quantity=row.quantity.thousandths,
            gross=row.gross.minor,
        )
        for row in rows
    )


def _undo_correction(unit: Unit, return_id: int) -> tuple[VoidedLine, ...]:
    """The price of the line as it was before; nothing where no price was corrected."""
    row = unit.connection.execute(
        select(
            SaleLine.id,
            SaleLine.description,
            SaleLine.sku,
            SaleLine.quantity,
            PriceCorrection.since,
            PriceCorrection.amount,
        )
        .join(SaleLine, SaleLine.id == PriceCorrection.line_id)
        .where(PriceCorrection.return_id == return_id)
    ).one_or_none()
    if row is None:
        return ()
    unit.connection.execute(CORRECT, {"line_id": row.id, "more": -row.amount})
    return (
        VoidedLine(
            description=row.description,
            sku=row.sku,
            quantity=(row.quantity - row.since).thousandths,
            gross=row.amount.minor,
        ),
    )


def _undo_line(unit: Unit, line_id: int, quantity: Any, worth: Money) -> None:
    less = {"line_id": line_id, "more": NOTHING - quantity, "worth": -worth}
    unit.connection.execute(COME_BACK, less)


def _take_cash_back(unit: Unit, return_id: int) -> None:
    """What it took out of a drawer or put into one, the other way round in this one."""
    booked = unit.connection.scalar(
        select(func.sum(DrawerEntry.amount)).where(DrawerEntry.return_id == return_id)
    )
    if booked and booked < ZERO:
        book_cash(unit, -booked, CashKind.PAYMENT, return_id=return_id)
    elif booked:
        book_cash(unit, booked, CashKind.REFUND, return_id=return_id)


def _take_credit_back(unit: Unit, came: Row[*tuple[Any, ...]], approver_id: int) -> Money:
    """What the return put on cards, off again; refused where any of it was spent."""
    total = ZERO
    issued = select(ValueCard.number).where(ValueCard.return_id == came.id)
    for number in unit.connection.scalars(issued.order_by(ValueCard.id)).all():
        card = locked_card(unit, number)
        if not card.ledger.may_be_voided(card.ledger.issued_on):
            raise refuse("void-credit-used", number=came.number, last=card.last_four)
        total += _off(unit, card, card.balance, came.number, approver_id)
        end_card(unit, card, CardState.VOIDED)
    put_on = (
        select(ValueCard.number, func.sum(ValueEntry.amount).label("amount"))
        .join(ValueEntry, ValueEntry.card_id == ValueCard.id)
        .where(ValueEntry.paper == came.number, ValueEntry.kind == EntryKind.REFUNDED)
        .group_by(ValueCard.id, ValueCard.number)
        .order_by(ValueCard.id)
    )
    for row in unit.connection.execute(put_on).all():
        card = locked_card(unit, row.number)
        if card.ledger.state is not CardState.USABLE or card.balance < row.amount:
            raise refuse("void-credit-used", number=came.number, last=card.last_four)
        total += _off(unit, card, row.amount, came.number, approver_id)
    return total


def _off(unit: Unit, card: StoredCard, amount: Money, slip: str, approver_id: int) -> Money:
    book(unit, card, EntryKind.VOIDED, amount, slip, approver_id=approver_id)
    return amount


def _is_here(kind: str, off_cards: Money) -> bool:
    """Whether money paid by that tender is in the shop again, with no terminal asked."""
    return kind == TenderKind.CASH or (kind in ON_A_CARD and bool(off_cards))


def _undo_refunds(
    unit: Unit, return_id: int, code: str, references: References, off_cards: Money
) -> tuple[PaidOut, ...]:
    """Let the tenders pay again, call off what waits, and see that what a terminal has paid
    was taken back there. What was carried to another sale was handed over never."""
    parts = unit.connection.execute(
        select(Refund.__table__)
        .where(Refund.return_id == return_id, Refund.status.in_((PAID, AWAITING)))
        .order_by(Refund.id)
        .with_for_update()
    ).all()
    for part in parts:
        if part.tender_id is not None:
            more = {"tender": part.tender_id, "more": -part.exact}
            unit.connection.execute(GIVE_BACK, more)
        if part.status == AWAITING:
            unit.connection.execute(
                update(rows_of(Refund))
                .where(rows_of(Refund).c.id == part.id)
                .values(settled_at=unit.now, reference=code)
            )
        elif not (
            part.carried_to_id or part.id in references or _is_here(part.kind, off_cards)
        ):
            raise refuse("void-needs-terminal", amount=part.amount)
    return tuple(
        PaidOut(kind=part.kind, amount=part.amount.minor, label=part.label)
        for part in parts
        if not part.carried_to_id
    )
