"""Goods back and other goods out in one transaction: all of it or nothing.

The value that is carried over is booked twice and handed over never: as refunds on the
tenders of the old sale, and as tenders of the new one, each of the kind and label by which it
was paid at first. So goods that went out come back by the same way as any others, and no
tender ever gives back more than it paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services import refunds
from models.services.documents import (
    EXCHANGE,
    next_number,
    open_snapshot,
    paper_head,
    store_paper,
)
from models.services.drawer_ledger import book_cash
from models.services.exception_forms import form_of, store_form
from models.services.exchange_decisions import decide_exchange_of
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.payments import Payment, take_payments
from models.services.requests import outcome_of, remember
from models.services.returns import (
    add_return,
    approval_recorded,
    approve_decision,
    brought_by,
    by_tender,
    goods_chosen,
    line_on_slip,
    refuse_unless_accepted,
    take_line,
)
from models.services.rights import needs
from models.services.sold import load_sale
from models.services.sought import of_exchange
from models.services.splits import SplitAsked, keep_split
from models.services.terminal import list_awaiting
from models.services.vouchers import vouchers_for
from models.tables.base import add_numbered, add_row
from models.tables.exchanges import Exchange
from models.tables.goods import Product, StockMovement
from models.tables.returns import Refund
from models.tables.sales import SOLD, LinePromotion, Sale, SaleLine, Tender
from models.values import NOTHING, ONE, Money, TenderKind, Topic, refuse
from models.values.card_numbers import refuse_card_number
from models.values.codes import Obtained, Remedy
from models.values.drawer_papers import CashKind
from models.values.exchange_papers import ExchangeSlip, GoneOut, TakenIn
from models.values.papers import PaidOut, PaperHead
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.approvals import Approval, Granted
    from models.services.documents import Number
    from models.services.exception_forms import FormOpened
    from models.services.exchange_decisions import (
        ExchangeAsked,
        ExchangeDecided,
    )
    from models.services.sold import SoldSale
    from models.services.terminal import AwaitingTerminal
    from models.services.vouchers import VoucherOpened
    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeTaken:
    """What happened: the slip as it is stored, and what is still to do at a terminal."""

    request_id: str
    slip: ExchangeSlip
    copy: int = 0
    awaiting: tuple[AwaitingTerminal, ...] = ()
    vouchers: tuple[VoucherOpened, ...] = ()
    """The papers of the credit that was issued for it."""
    form: FormOpened | None = None
    """The form of the exception, where it took somebody's yes."""
    changed: frozenset[Topic] = frozenset(
        {Topic.SALES, Topic.RETURNS, Topic.DOCUMENTS, Topic.DRAWER, Topic.CARDS}
    )


@needs(Right.SERVE)
def take_exchange(
    unit: Unit,
    request_id: str,
    asked: ExchangeAsked,
    seen: ExchangeDecided,
    approval: Approval | Granted | None = None,
    wish: PaperWish = AS_USUAL,
) -> ExchangeTaken:
    """Take the old goods back, let the new ones go, and settle the difference.

    ``seen`` is what the clerk confirmed, ``approval`` the managers' yes where it takes one.
    Raise :class:`models.values.Refused` where the decision is neither *accept* nor
    *override*, the money is no longer what was seen, what is paid is not what is owed, or
    that yes is missing or not one. The same ``request_id`` and request again give the same
    slip and change nothing. ``wish`` is how the customer wants their paper.
    """
    digest = asked.digest()
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_exchange(unit, request_id, known)
    sale = load_sale(unit, asked.back.sale_id, lock=True)
    decided = decide_exchange_of(unit, asked, sale, lock=True)
    _check(asked, decided, seen)
    _check_serials(unit, asked, decided)
    number = next_number(unit, EXCHANGE)
    sought = of_exchange(asked, decided, sale)
    yes = approve_decision(unit, decided.decision, approval, sought, number.code)
    payments = take_payments(unit, number, asked, decided)
    return_id = _take_back(unit, number, sale, asked, decided, wish)
    split = SplitAsked(number.code, digest, asked.back.split_why, yes)
    keep_split(unit, return_id, decided.decision, split)
    whose = brought_by(sale, asked.back.proof).customer_id
    sale_id = _sell(unit, number, sale, decided, payments, whose)
    add_row(
        unit.connection,
        Exchange,
        return_id=return_id,
        sale_id=sale_id,
        value=decided.difference.value,
        price=decided.difference.price,
        carried=decided.difference.carried,
        cash_exact=decided.cash_before.exact,
        cash_paid=decided.cash_before.paid,
    )
    _carry(unit, return_id, sale_id, sale, decided)
    cash = Money.total(each.amount for each in payments if each.kind is TenderKind.CASH)
    book_cash(unit, cash, CashKind.PAYMENT, return_id=return_id)
    head = paper_head(unit, number, paper_language(unit, wish, sale.customer_id))
    slip = _slip(head, sale, asked, decided, payments, yes.names if yes else "")
    store_paper(unit, number, slip.to_json(), return_id, wish=wish)
    store_form(unit, yes, number.code, return_id)
    remember(unit, request_id, EXCHANGE, digest, number.code)
    record(
        unit,
        "ExchangeTaken",
        slip=number.code,
        sale=sale.number,
        policy=decided.decision.policy,
        value=decided.difference.value.minor,
        price=decided.difference.price.minor,
        paid_out=decided.decision.to_pay.minor,
        paid_in=sum(each.amount.minor for each in payments),
        lines=[[line.line_id, line.quantity.thousandths] for line in asked.back.lines],
        out=[[line.product.sku, line.quantity.thousandths] for line in decided.out],
        goods=goods_chosen(asked.back.lines, decided.decision.lines),
        **approval_recorded(yes),
    )
    return _taken(unit, request_id, slip)


def reopen_exchange(unit: Unit, request_id: str, code: str) -> ExchangeTaken:
    """Raise :class:`models.values.Refused` where no slip of an exchange has that number."""
    snapshot, copy = open_snapshot(unit, EXCHANGE, code)
    return _taken(unit, request_id, ExchangeSlip.from_json(snapshot), copy)


def _taken(unit: Unit, request_id: str, slip: ExchangeSlip, copy: int = 0) -> ExchangeTaken:
    awaiting = list_awaiting(unit, slip.head.number)
    return ExchangeTaken(
        request_id=request_id,
        slip=slip,
        copy=copy,
        awaiting=awaiting,
        vouchers=vouchers_for(unit, slip.head.number),
        form=form_of(unit, slip),
    )


def _check(asked: ExchangeAsked, decided: ExchangeDecided, seen: ExchangeDecided) -> None:
    if not asked.back.lines or asked.back.remedy is not Remedy.EXCHANGE:
        raise refuse("nothing-coming-back")
    if not decided.out:
        raise refuse("nothing-going-out")
    for line in decided.out:
        if line.quantity <= NOTHING or not (line.product.weighed or line.quantity.whole):
            raise refuse("goods-quantity-wrong", item=line.product.name)
        if line.product.serialised and (not line.serial or line.quantity != ONE):
            raise refuse("goods-serial-missing", item=line.product.name)
        refuse_card_number(line.serial)
    refuse_unless_accepted(decided.decision)
    if (decided.difference, decided.decision.plan, decided.out) != (
        seen.difference,
        seen.decision.plan,
        seen.out,
    ):
        raise refuse("decision-changed")


def _check_serials(unit: Unit, asked: ExchangeAsked, decided: ExchangeDecided) -> None:
    """One piece cannot be with two customers; its product is held, so that no other register
    lets it go at the same time. What comes back now may go out again."""
    coming = {line.line_id for line in asked.back.lines}
    entered: set[tuple[int, str]] = set()
    for line in decided.out:
        if not line.serial:
            continue
        product_id = line.product.product_id
        if (product_id, line.serial.casefold()) in entered:
            raise refuse("serial-twice", serial=line.serial)
        entered.add((product_id, line.serial.casefold()))
        unit.connection.execute(
            select(Product.id).where(Product.id == product_id).with_for_update()
        )
        spelt = {line.serial, line.serial.upper(), line.serial.lower()}
        out = unit.connection.scalar(
            select(Sale.number)
            .join(SaleLine, SaleLine.sale_id == Sale.id)
            .where(
                SOLD,
                SaleLine.serial.is_not(None),
                SaleLine.serial.in_(spelt),
                SaleLine.product_id == product_id,
                SaleLine.returned < SaleLine.quantity,
                SaleLine.id.not_in(coming),
            )
            .order_by(SaleLine.id.desc())
            .limit(1)
        )
        if out is not None:
            raise refuse("serial-still-out", serial=line.serial, number=out)


def _take_back(
    unit: Unit,
    number: Number,
    sale: SoldSale,
    asked: ExchangeAsked,
    decided: ExchangeDecided,
    wish: PaperWish,
) -> int:
    """The return: its goods, and what the shop pays out."""
    decision = decided.decision
    return_id = add_return(
        unit,
        number,
        decision,
        sale_id=sale.sale_id,
        customer_id=brought_by(sale, asked.back.proof).customer_id,
        proof=asked.back.proof,
    )
    for line, one in zip(asked.back.lines, decision.lines, strict=True):
        take_line(unit, return_id, sale, line, one.decision, Remedy.EXCHANGE)
    for part in decision.plan:
        refunds.pay(unit, return_id, part, wish)
    return return_id


def _sell(
    unit: Unit,
    number: Number,
    sale: SoldSale,
    decided: ExchangeDecided,
    payments: Sequence[Payment],
    customer_id: int | None,
) -> int:
    """The sale of what goes out, to whoever brought the old goods; its windows count from
    the old one."""
    old = {row.id: row for row in sale.lines}
    first = sale.lines[0]
    price = decided.difference.price
    total = Money.total(part.amount for part in decided.carried)
    total += Money.total(each.amount for each in payments)
    sale_id = add_numbered(
        unit.connection,
        Sale,
        number=number.code,
        store_id=unit.station.store_id,
        sold_at=unit.now,
        customer_id=customer_id,
        customer_tier=first.customer_tier,
        channel="store",
        staff=first.staff,
        delivered_on=first.delivered_on,
        total=total,
        cash_rounding=total - price,
    )
    for position, line in enumerate(decided.out, 1):
        replaced = old[line.replaces]
        line_id = add_numbered(
            unit.connection,
            SaleLine,
            sale_id=sale_id,
            position=position,
            product_id=line.product.product_id,
            sku=line.product.sku,
            description=line.product.name,
            serial=line.serial or None,
            quantity=line.quantity,
            unit_price=line.product.price,
            paid=line.price,
            tax=line.tax,
            obtained=Obtained.EXCHANGED,
            replaces_line_id=line.replaces,
            window_from=replaced.window_from or sale.sold_on,
        )
        if line.off:
            add_row(
                unit.connection,
                LinePromotion,
                line_id=line_id,
                kind="line",
                name=line.promotion,
                amount=line.off,
            )
        add_row(
            unit.connection,
            StockMovement,
            product_id=line.product.product_id,
            store_id=unit.station.store_id,
            bucket="sellable",
            quantity=NOTHING - line.quantity,
            moved_at=unit.now,
            sale_line_id=line_id,
        )
    for each in payments:
        add_row(
            unit.connection,
            Tender,
            sale_id=sale_id,
            kind=each.kind,
            label=each.label,
            reference=each.reference,
            amount=each.amount,
            exact=each.exact,
        )
    return sale_id


def _carry(
    unit: Unit, return_id: int, sale_id: int, sale: SoldSale, decided: ExchangeDecided
) -> None:
    """Each part goes back on its old tender and becomes a tender of the new sale, which
    remembers when it was paid at first."""
    paid_on = {tender.tender_id: tender.paid_on or sale.sold_on for tender in sale.tenders}
    for part in decided.carried:
        tender_id = add_numbered(
            unit.connection,
            Tender,
            sale_id=sale_id,
            kind=part.kind,
            label=part.label,
            amount=part.amount,
            exact=part.exact,
            paid_on=paid_on.get(part.tender_id, sale.sold_on),
        )
        add_row(
            unit.connection,
            Refund,
            return_id=return_id,
            tender_id=part.tender_id,
            kind=part.kind,
            label=part.label,
            exact=part.exact,
            amount=part.amount,
            status=refunds.PAID,
            reference="",
            settled_at=unit.now,
            carried_to_id=tender_id,
        )
        if part.tender_id is not None:
            more = {"tender": part.tender_id, "more": part.exact}
            unit.connection.execute(refunds.GIVE_BACK, more)


def _slip(
    head: PaperHead,
    sale: SoldSale,
    asked: ExchangeAsked,
    decided: ExchangeDecided,
    payments: Sequence[Payment],
    approver: str,
) -> ExchangeSlip:
    rows = {row.id: row for row in sale.lines}
    decision = decided.decision
    rounding = decision.cash_rounding + Money.total(p.amount - p.exact for p in payments)
    return ExchangeSlip(
        head=head,
        sale_number=sale.number,
        sold_on=sale.sold_on.isoformat(),
        customer=brought_by(sale, asked.back.proof).name,
        lines=tuple(
            line_on_slip(rows[line.line_id].sku, rows[line.line_id].serial, line, one)
            for line, one in zip(asked.back.lines, decision.lines, strict=True)
        ),
        out=tuple(
            GoneOut(
                description=line.product.name,
                sku=line.product.sku,
                serial=line.serial,
                quantity=line.quantity.thousandths,
                price=line.price.minor,
                tax=line.tax.minor,
                promotion=line.promotion,
                off=line.off.minor,
            )
            for line in decided.out
        ),
        cash_rounding=rounding.minor,
        paid_in=tuple(
            TakenIn(
                kind=each.kind,
                amount=each.amount.minor,
                label=each.label,
                reference=each.reference,
            )
            for each in payments
        ),
        paid_out=tuple(
            PaidOut(kind=kind, label=label, amount=amount.minor)
            for (kind, label), amount in by_tender(decision.plan).items()
        ),
        policy=decision.policy,
        clauses=tuple(sorted(decision.clauses)),
        approver=approver,
    )
