"""A sale as it was sold: the facts that every use case around it starts from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.rules.facts import Bundled, Corrected, Earned, SoldLine
from models.rules.refunds import PaidBy
from models.rules.worth import value_of
from models.tables.exchanges import Exchange
from models.tables.giving import PriceCorrection
from models.tables.goods import Category, Department, Product
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.tables.shop import Store
from models.tables.voids import ReturnVoid
from models.values import NOTHING, ONE, ZERO, Money, Quantity, TenderKind, refuse, rounded_share
from models.values.codes import Charge, GoodsBack, Obtained, Proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Row

    from models.unit import Unit

QUANTITY_BREAK, BUNDLE = "quantity-break", "bundle"
COUPONS = {"coupon": "own", "firm-coupon": "other"}
ComingUnits = Mapping[int, Quantity]
"""How much of each line comes back in this return, by the line's id."""
NOTHING_ELSE: ComingUnits = MappingProxyType({})
Corrections = Mapping[int, tuple[Corrected, ...]]
"""What was given back of each line's price without goods, by the line's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldSale:
    """The facts that every use case around a sale starts from."""

    sale_id: int
    number: str
    sold_on: date
    customer_id: int | None
    customer: str
    lines: Sequence[Row[*tuple[Any, ...]]]
    tenders: tuple[PaidBy, ...]
    promotions: Mapping[int, tuple[Promotion, ...]]
    corrections: Corrections = field(default_factory=dict)

    def value(self, row: Row[*tuple[Any, ...]], units: Quantity) -> Money:
        """What the first ``units`` of a line are worth together."""
        return value_of(row.paid, self.corrections.get(row.id, ()), units, row.quantity)

    def sold_line(
        self, row: Row[*tuple[Any, ...]], coming: ComingUnits = NOTHING_ELSE
    ) -> SoldLine:
        """A line as rules look at it; ``coming`` is what else comes back with it."""
        given = self.promotions.get(row.id, ())
        return SoldLine(
            sku=row.sku,
            department=row.department or "",
            category=row.category or "",
            brand=row.brand or "",
            attributes=attributes_of(row.attributes),
            serialised=bool(row.serialised),
            weighed=bool(row.weighed),
            serial=row.serial or "",
            promotions=tuple(one.name for one in given),
            coupon=next((COUPONS[one.kind] for one in given if one.kind in COUPONS), ""),
            earned=self._earned(row),
            bundled=self._bundled(row, coming),
            obtained=Obtained(row.obtained),
            charge=Charge(row.charge) if row.charge else None,
            sold=row.quantity,
            returned=row.returned,
            paid=row.paid,
            tax=row.tax,
            refunded=row.refunded,
            corrections=self.corrections.get(row.id, ()),
            sold_on=row.window_from or self.sold_on,
            sold_at=None if row.window_from else row.sold_at,
            delivered_on=row.delivered_on,
            channel=row.channel,
            store=row.store,
            tender=self._main_tender(),
            tenders=frozenset(tender.kind.value for tender in self.tenders),
            cheque_on=self._cheque_on(),
            tier=row.customer_tier,
            staff=bool(row.staff),
        )

    def gifts_kept(self, row: Row[*tuple[Any, ...]], coming: ComingUnits) -> Money:
        """What free gifts of the line's own promotions are worth that stay behind."""
        names = {one.name for one in self.promotions.get(row.id, ())}
        worth = ZERO
        for other in self.lines:
            is_gift = other.obtained == Obtained.FREE_GIFT and other.id != row.id
            shared = names & {one.name for one in self.promotions.get(other.id, ())}
            if is_gift and shared:
                kept = other.quantity - other.returned - coming.get(other.id, NOTHING)
                worth += Money(
                    rounded_share(other.unit_price.minor, kept.thousandths, ONE.thousandths)
                )
        return worth

    def goods_back(self, coming: ComingUnits) -> GoodsBack:
        """How much of its goods comes back in this return, or came back before.

        A sale of charges alone has none to wait for: all of nothing came back.
        """
        goods = [row for row in self.lines if not row.charge]
        back = [row.returned + coming.get(row.id, NOTHING) for row in goods]
        if all(came >= row.quantity for row, came in zip(goods, back, strict=True)):
            return GoodsBack.ALL
        return GoodsBack.SOME if any(back) else GoodsBack.NONE

    def _cheque_on(self) -> date | None:
        days = [
            tender.paid_on or self.sold_on
            for tender in self.tenders
            if tender.kind is TenderKind.CHEQUE
        ]
        return max(days, default=None)

    def _main_tender(self) -> str:
        most = max(self.tenders, key=lambda tender: tender.paid, default=None)
        return most.kind.value if most else ""

    def _earned(self, row: Row[*tuple[Any, ...]]) -> Earned | None:
        """The quantity break of a line; where it names no number of units, all that was sold
        earned it."""
        for one in self.promotions.get(row.id, ()):
            if one.kind == QUANTITY_BREAK:
                least = one.least or row.quantity
                return Earned(name=one.name, least=least, list_price=row.unit_price)
        return None

    def _bundles_of(self, row: Row[*tuple[Any, ...]]) -> list[str]:
        return [one.name for one in self.promotions.get(row.id, ()) if one.kind == BUNDLE]

    def _bundled(self, row: Row[*tuple[Any, ...]], coming: ComingUnits) -> Bundled | None:
        """The bundle of a line; the first of its lines that comes back carries what is no
        longer earned of the rest."""
        name = next(iter(self._bundles_of(row)), None)
        if name is None:
            return None
        lines = [
            line
            for line in self.lines
            if any(
                p.kind == BUNDLE and p.name == name for p in self.promotions.get(line.id, ())
            )
        ]
        room = Money.total(self.value(line, line.quantity) - line.refunded for line in lines)
        if row.id != next((line.id for line in lines if coming.get(line.id)), None):
            return Bundled(name=name, room=room)
        taken_back = Money.total(
            self.value(line, line.returned) - line.refunded for line in lines
        )
        unearned = Money.total(_discount_kept(line, coming) for line in lines)
        return Bundled(name=name, unearned=unearned - taken_back, room=room)


def _discount_kept(row: Row[*tuple[Any, ...]], coming: ComingUnits) -> Money:
    """How much less than by the list was paid for what is kept of a line."""
    back = row.returned + coming.get(row.id, NOTHING)
    kept = row.quantity - back
    at_list = rounded_share(row.unit_price.minor, kept.thousandths, ONE.thousandths)
    paid: Money = row.paid - row.paid.share(back, row.quantity)
    return max(Money(at_list) - paid, ZERO)


@dataclass(frozen=True, slots=True)
class Promotion:
    """A discount that a line carries; ``least`` units earn it, where that is known."""

    kind: str
    name: str
    least: Quantity | None


LINES = (
    select(
        Sale.number,
        Sale.sold_at,
        Sale.customer_id,
        Sale.customer_tier,
        Sale.channel,
        Sale.staff,
        Sale.delivered_on,
        Sale.voided_by,
        Store.code.label("store"),
        Customer.name.label("customer"),
        SaleLine.id,
        SaleLine.sku,
        SaleLine.product_id,
        SaleLine.description,
        SaleLine.serial,
        SaleLine.quantity,
        SaleLine.returned,
        SaleLine.paid,
        SaleLine.tax,
        SaleLine.refunded,
        SaleLine.corrected,
        SaleLine.unit_price,
        SaleLine.obtained,
        SaleLine.charge,
        SaleLine.window_from,
        Product.weighed,
        Product.serialised,
        Product.brand,
        Product.attributes,
        Category.name.label("category"),
        Department.name.label("department"),
    )
    .join(Sale, Sale.id == SaleLine.sale_id)
    .join(Store, Store.id == Sale.store_id)
    .outerjoin(Customer, Customer.id == Sale.customer_id)
    .outerjoin(Product, Product.id == SaleLine.product_id)
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Department, Department.id == Category.department_id)
    .where(SaleLine.sale_id == bindparam("sale"))
    .order_by(SaleLine.position)
)
LOCKED_LINES = LINES.with_for_update(of=SaleLine)
TENDERS = (
    select(Tender.id, Tender.kind, Tender.label, Tender.exact, Tender.refunded, Tender.paid_on)
    .where(Tender.sale_id == bindparam("sale"))
    .order_by(Tender.id)
)
LOCKED_TENDERS = TENDERS.with_for_update()
PROMOTIONS = (
    select(LinePromotion.line_id, LinePromotion.kind, LinePromotion.name, LinePromotion.least)
    .join(SaleLine, SaleLine.id == LinePromotion.line_id)
    .where(SaleLine.sale_id == bindparam("sale"))
    .order_by(LinePromotion.id)
)

BEFORE = (
    select(GoodsReturn.proof, GoodsReturn.sale_id)
    .join(Exchange, Exchange.return_id == GoodsReturn.id)
    .where(Exchange.sale_id == bindparam("sale"))
)
"""The return with which a sale began, where it was an exchange."""
CORRECTIONS = (
    select(
        PriceCorrection.line_id,
        PriceCorrection.since,
        PriceCorrection.amount,
        PriceCorrection.tax,
    )
    .join(GoodsReturn, GoodsReturn.id == PriceCorrection.return_id)
    .where(STANDS, GoodsReturn.sale_id == bindparam("sale"))
    .order_by(PriceCorrection.id)
)


def load_sale(unit: Unit, sale_id: int, *, lock: bool = False) -> SoldSale:
    """A sale and its lines in one query; ``lock`` holds the lines till the end.

    Raise :class:`models.values.Refused` where there is none, and for the sale of an exchange
    that was voided: nothing of it can come back or be exchanged.
    """
    query = LOCKED_LINES if lock else LINES
    rows = unit.connection.execute(query, {"sale": sale_id}).all()
    if not rows:
        raise refuse("line-unknown")
    first = rows[0]
    if first.voided_by is not None:
        by = select(ReturnVoid.number).where(ReturnVoid.id == first.voided_by)
        raise refuse("sale-voided", number=first.number, by=unit.connection.scalar(by))
    return SoldSale(
        sale_id=sale_id,
        number=first.number,
        sold_on=unit.day_of(first.sold_at),
        customer_id=first.customer_id,
        customer=first.customer or "",
        lines=rows,
        tenders=load_tenders(unit, sale_id, lock=lock),
        promotions=_promotions(unit, sale_id),
        corrections=_corrections(unit, sale_id) if any(row.corrected for row in rows) else {},
    )


def got_for_a_gift(unit: Unit, sale_id: int) -> bool:
    """Whether it is the sale of an exchange that began with a gift receipt, however many
    exchanges ago."""
    while True:
        before = unit.connection.execute(BEFORE, {"sale": sale_id}).one_or_none()
        if before is None or before.proof == Proof.GIFT_RECEIPT:
            return before is not None
        sale_id = before.sale_id


@lru_cache(maxsize=4096)
def attributes_of(stored: str | None) -> Mapping[str, str]:
    """A product's attributes; few products have any, and many have the same."""
    return json.loads(stored) if stored else {}


def _promotions(unit: Unit, sale_id: int) -> dict[int, tuple[Promotion, ...]]:
    found: defaultdict[int, tuple[Promotion, ...]] = defaultdict(tuple)
    for row in unit.connection.execute(PROMOTIONS, {"sale": sale_id}):
        found[row.line_id] += (Promotion(row.kind, row.name, row.least),)
    return found


def _corrections(unit: Unit, sale_id: int) -> dict[int, tuple[Corrected, ...]]:
    return corrections_by_line(unit.connection.execute(CORRECTIONS, {"sale": sale_id}))


def corrections_by_line(
    rows: Iterable[Row[*tuple[Any, ...]]],
) -> dict[int, tuple[Corrected, ...]]:
    """Corrections as they were given, oldest first, by the line that each is of."""
    found: defaultdict[int, tuple[Corrected, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.line_id] += (Corrected(since=row.since, amount=row.amount, tax=row.tax),)
    return found


def load_tenders(unit: Unit, sale_id: int, *, lock: bool = False) -> tuple[PaidBy, ...]:
    """How it was paid and what each tender can still give back, in exact money."""
    query = LOCKED_TENDERS if lock else TENDERS
    return tuple(
        PaidBy(
            tender_id=row.id,
            kind=TenderKind(row.kind),
            label=row.label,
            paid=row.exact,
            left=row.exact - row.refunded,
            paid_on=row.paid_on,
        )
        for row in unit.connection.execute(query, {"sale": sale_id})
    )
