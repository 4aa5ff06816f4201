"""Goods without a receipt and without a sale: by product, at the lowest recent price.

Nothing says what was paid, so the product does: its lowest price of the look-back period, or
today's where it was not sold in it, and never more than today's. The policy judges that like
a line sold today without proof. A return has lines with a sale or lines without, never both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from models.rules.facts import NOBODY, Asked, Facts, SoldLine
from models.rules.refunds import Due, PaidBy
from models.rules.returns import judge_standing
from models.rules.worth import part_of
from models.services import refunds
from models.services.decisions import (
    at_lowest,
    judge_lowered,
    limited,
    lowered_said,
    put_together,
    split_said,
)
from models.services.documents import RETURN, next_number, paper_head, store_paper
from models.services.exception_forms import store_form
from models.services.identities import remember_identity, returns_of
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.policies import policies_for
from models.services.requests import digest_of, outcome_of, remember
from models.services.returns import (
    Goods,
    add_return,
    add_return_line,
    approval_recorded,
    approve_decision,
    as_taken,
    check_decision,
    goods_chosen,
    line_on_slip,
    reopen_return,
    slip_of,
)
from models.services.rights import needs
from models.services.sales import LineOnCounter
from models.services.sold import attributes_of
from models.services.sought import of_goods
from models.services.splits import SplitAsked, keep_split
from models.services.visits import load_visit
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale, SaleLine
from models.values import ONE, ZERO, Money, Quantity, TenderKind, refuse, rounded_share
from models.values.card_numbers import refuse_card_number
from models.values.codes import Capture, Proof
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from models.rules.facts import Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy
    from models.rules.splits import SplitPart
    from models.services.approvals import Approval, Granted
    from models.services.decisions import ComingBack, Decision
    from models.services.refunds import Plan
    from models.services.returns import ReturnTaken
    from models.unit import Unit
    from models.values.codes import RefundBy
    from models.values.identities import Identity

    Products = Mapping[int, Row[*tuple[Any, ...]]]

NO_SALE: Final = 0
"""The id of no sale."""
SEEN: Final = "seen"
MOST_AT_ONCE: Final = Quantity.of(999)
"""What can be brought of one product: a slip of the hand is found sooner."""

PRODUCTS = (
    select(
        Product.id,
        Product.sku,
        Product.name,
        Product.price,
        Product.tax_rate,
        Product.serialised,
        Product.weighed,
        Product.brand,
        Product.attributes,
        Category.name.label("category"),
        Department.name.label("department"),
    )
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Department, Department.id == Category.department_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductBack:
    """A product that comes back; ``coming.line_id`` is its place on the list, from 1."""

    product_id: int
    coming: ComingBack


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutSale:
    """``identity`` is the document shown; ``refund_by`` is empty for the policy's way, and
    ``split`` for the plan as it is computed."""

    lines: tuple[ProductBack, ...]
    customer_id: int | None = None
    identity: Identity | None = None
    refund_by: RefundBy | None = None
    split: tuple[SplitPart, ...] = ()
    split_why: str = ""
    lowered_to: Money | None = None
    """What is agreed on for all of it, where that is less than is due."""

    def digest(self) -> str:
        lines = [[line.product_id, *line.coming.said()] for line in self.lines]
        shown = self.identity.digest if self.identity else None
        split = [*map(split_said, self.split), self.split_why]
        who = [
            *(self.customer_id, shown, self.refund_by, split),
            *lowered_said(self.lowered_to),
        ]
        return digest_of({"sale": None, "lines": lines, "how": who})


@needs(Right.LOOK)
def open_product(unit: Unit, product_id: int, place: int) -> LineOnCounter:
    """The product as the clerk sees it, at its place on the list; nothing is left out of
    what the policy says before anything is asked."""
    row = _products(unit, {product_id})[product_id]
    policies = policies_for(unit, unit.today)
    visit = load_visit(unit, policies, customer_id=None, case_value=ZERO)
    line = _at_todays_price(unit, row, ONE, visit)
    facts = Facts(line, Asked(quantity=ONE, proof=Proof.NONE), visit)
    codes = unit.connection.scalars(select(Barcode.code).where(Barcode.product_id == row.id))
    return LineOnCounter(
        line_id=place,
        sku=row.sku,
        description=row.name,
        department=row.department or "",
        serial="",
        weighed=bool(row.weighed),
        barcodes=frozenset(codes),
        promotions=(),
        quantity=ONE,
        left=ONE if row.serialised else MOST_AT_ONCE,
        paid=_lowest(unit, facts, policies, row).paid,
        returned_by=(),
        standing=judge_standing(facts, policies[1]),
    )


@needs(Right.LOOK)
def decide_without_sale(unit: Unit, asked: WithoutSale, *, lock: bool = False) -> Decision:
    """What would be said of this return now; changes nothing.

    ``lock`` holds the drawer that pays cash until the use case ends.
    Raise :class:`models.values.Refused` for a product that is not there, and for a serial
    number that was sold on a receipt, came back before, is entered twice, or is a card's.
    """
    products = _products(unit, {line.product_id for line in asked.lines})
    _check_serials(unit, asked)
    policies = policies_for(unit, unit.today)
    visit = _visit(unit, asked, policies)
    lines = [_facts_of(unit, line, asked, products, policies, visit) for line in asked.lines]
    worth = Money.total(part_of(line.paid, line, ask.quantity) for line, ask in lines)
    visit = replace(visit, case_value=worth)
    judged = judge_lowered(lines, visit, policies, asked.lowered_to)
    named = [(line.coming.line_id, products[line.product_id].name) for line in asked.lines]
    plan = _plan(unit, judged.lines, asked, lock=lock)
    decision = put_together(named, lines, visit, policies, judged.lines, plan)
    decision = replace(decision, without_sale=True, cannot_lower=judged.cannot_lower)
    return limited(unit, decision)


@needs(Right.SERVE)
def take_without_sale(
    unit: Unit,
    request_id: str,
    asked: WithoutSale,
    seen: Decision,
    approval: Approval | Granted | None = None,
    wish: PaperWish = AS_USUAL,
) -> ReturnTaken:
    """Take the goods back, pay, number the slip and write the journal: all or nothing.

    Refused as :func:`models.services.returns.take_return` does, and once only like it. Of a
    document only what :func:`models.services.identities.remember_identity` keeps is stored.
    """
    digest = asked.digest()
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_return(unit, request_id, known)
    decision = decide_without_sale(unit, asked, lock=True)
    check_decision(decision, seen)

    number = next_number(unit, RETURN)
    products = _products(unit, {line.product_id for line in asked.lines})
    sought = of_goods(asked, decision, skus_of(unit, asked), unit.station.register_id)
    yes = approve_decision(unit, decision, approval, sought, number.code)
    return_id = add_return(
        unit, number, decision, sale_id=None, customer_id=asked.customer_id, proof=Proof.NONE
    )
    split = SplitAsked(number.code, digest, asked.split_why, yes)
    keep_split(unit, return_id, decision, split)
    on_slip = []
    for line, decided in zip(asked.lines, decision.lines, strict=True):
        row, coming = products[line.product_id], _with_document(line.coming, asked.identity)
        serial = _serial(coming) or None
        goods = Goods(product_id=row.id, sku=row.sku, description=row.name, serial=serial)
        add_return_line(unit, return_id, goods, coming, decided.decision)
        on_slip.append(line_on_slip(row.sku, serial, coming, decided))
    if asked.identity is not None:
        remember_identity(unit, return_id, asked.identity)
    for part in decision.plan:
        refunds.pay(unit, return_id, part, wish)
    customer = _customer(unit, asked.customer_id)
    slip = slip_of(
        paper_head(unit, number, paper_language(unit, wish, asked.customer_id)),
        decision,
        tuple(on_slip),
        customer=customer.name if customer else "",
        approver=yes.names if yes else "",
    )
    store_paper(unit, number, slip.to_json(), return_id, wish=wish)
    store_form(unit, yes, number.code, return_id)
    remember(unit, request_id, RETURN, digest, number.code)
    record(
        unit,
        "ReturnTaken",
        slip=number.code,
        sale=None,
        policy=decision.policy,
        refund=decision.refund.minor,
        paid=decision.to_pay.minor,
        products=[[line.product_id, line.coming.quantity.thousandths] for line in asked.lines],
        goods=goods_chosen([line.coming for line in asked.lines], decision.lines),
        **approval_recorded(yes),
    )
    return as_taken(unit, request_id, slip)


def skus_of(unit: Unit, asked: WithoutSale) -> list[str]:
    """Of each line's product."""
    products = _products(unit, {line.product_id for line in asked.lines})
    return [products[line.product_id].sku for line in asked.lines]


def _products(unit: Unit, ids: set[int]) -> Products:
    rows = unit.connection.execute(PRODUCTS.where(Product.id.in_(sorted(ids))))
    found = {row.id: row for row in rows}
    if ids - found.keys():
        raise refuse("product-unknown")
    return found


def _customer(unit: Unit, customer_id: int | None) -> Row[*tuple[Any, ...]] | None:
    if customer_id is None:
        return None
    query = select(Customer.name, Customer.tier).where(Customer.id == customer_id)
    return unit.connection.execute(query).one_or_none()


def _check_serials(unit: Unit, asked: WithoutSale) -> None:
    """The sale is known by its serial number, and a piece comes back once."""
    entered: set[str] = set()
    for line in asked.lines:
        serial = _serial(line.coming)
        if not serial:
            continue
        refuse_card_number(serial)
        if serial.casefold() in entered:
            raise refuse("serial-twice", serial=serial)
        entered.add(serial.casefold())
        spelt = {serial, serial.upper(), serial.lower()}
        sold = unit.connection.scalar(
            select(Sale.number)
            .join(SaleLine, SaleLine.sale_id == Sale.id)
            .where(SOLD, SaleLine.serial.is_not(None), SaleLine.serial.in_(spelt))
            .order_by(SaleLine.id.desc())
            .limit(1)
        )
        if sold is not None:
            raise refuse("serial-was-sold", serial=serial, number=sold)
        back = unit.connection.scalar(
            select(GoodsReturn.number)
            .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
            .where(STANDS, ReturnLine.serial.is_not(None), ReturnLine.serial.in_(spelt))
            .order_by(ReturnLine.id.desc())
            .limit(1)
        )
        if back is not None:
            raise refuse("serial-came-back", serial=serial, number=back)


def _serial(coming: ComingBack) -> str:
    return (coming.serial or coming.captured.get(Capture.SERIAL, "")).strip()


def _with_document(coming: ComingBack, identity: Identity | None) -> ComingBack:
    """An ID is seen where a document was entered, and only there."""
    captured = dict(coming.captured)
    captured.pop(Capture.IDENTITY, None)
    if identity is not None:
        captured[Capture.IDENTITY] = SEEN
    return replace(coming, captured=captured)


def _visit(unit: Unit, asked: WithoutSale, policies: Sequence[Policy]) -> Visit:
    """Who brings it is the customer, the document, or both."""
    visit = load_visit(unit, policies, customer_id=asked.customer_id, case_value=ZERO)
    if asked.identity is None:
        return visit
    visitor = visit.visitor
    besides = asked.customer_id if visitor is not NOBODY else None
    past = returns_of(unit, asked.identity, besides)
    return replace(
        visit,
        visitor=replace(visitor, documented=True, returns=(*visitor.returns, *past)),
    )


def _facts_of(
    unit: Unit,
    line: ProductBack,
    asked: WithoutSale,
    products: Products,
    policies: tuple[Policy, Policy],
    visit: Visit,
) -> tuple[SoldLine, Asked]:
    row = products[line.product_id]
    coming = _with_document(line.coming, asked.identity)
    units = (
        each.coming.quantity.thousandths
        for each in asked.lines
        if each.product_id == line.product_id
    )
    ask = Asked(
        quantity=coming.quantity,
        units=Quantity(sum(units)),
        reason=coming.reason,
        condition=coming.condition,
        serial=_serial(coming),
        proof=Proof.NONE,
        refund_by=asked.refund_by or "",
        captured=coming.captured,
        missing_parts=coming.missing_parts,
    )
    sold = _at_todays_price(unit, row, coming.quantity, visit)
    customer = _customer(unit, asked.customer_id)
    sold = replace(sold, tier=customer.tier if customer else "")
    return _lowest(unit, Facts(sold, ask, visit), policies, row), ask


def _at_todays_price(
    unit: Unit, row: Row[*tuple[Any, ...]], quantity: Quantity, visit: Visit
) -> SoldLine:
    """As if that much had been sold today: one piece of what has a serial number."""
    whole = -(-quantity.thousandths // 1000) * 1000
    sold = quantity if row.weighed else Quantity(whole)
    if row.serialised or not sold:
        sold = ONE
    return _priced(
        SoldLine(
            sold=sold,
            paid=ZERO,
            sold_on=unit.today,
            sku=row.sku,
            department=row.department or "",
            category=row.category or "",
            brand=row.brand or "",
            attributes=attributes_of(row.attributes),
            serialised=bool(row.serialised),
            weighed=bool(row.weighed),
            store=visit.store,
        ),
        row.price,
        row.tax_rate,
    )


def _priced(line: SoldLine, price: Money, tax_rate: int) -> SoldLine:
    """For that much a unit, with the tax that it contains."""
    paid = rounded_share(price.minor, line.sold.thousandths, ONE.thousandths)
    tax = rounded_share(paid, tax_rate, 10_000 + tax_rate)
    return replace(line, paid=Money(paid), tax=Money(tax))


def _lowest(
    unit: Unit, facts: Facts, policies: Sequence[Policy], row: Row[*tuple[Any, ...]]
) -> SoldLine:
    lowest = at_lowest(unit, row.id, facts, policies).lowest_price
    if lowest is None or lowest >= row.price:
        return facts.line
    return _priced(facts.line, lowest, row.tax_rate)


def _plan(
    unit: Unit, decided: Sequence[LineDecision], asked: WithoutSale, *, lock: bool
) -> Plan:
    """By the policy's way; what it leaves open goes to store credit, as nobody knows what
    it was paid with."""
    dues = [Due(one.refund, one.way) for one in decided if one.way is not None]
    total = Money.total(due.amount for due in dues)
    credit = PaidBy(tender_id=None, kind=TenderKind.STORE_CREDIT, left=total)
    return refunds.plan(
        unit, NO_SALE, (credit,), dues, asked.refund_by, split=asked.split, lock=lock
    )
