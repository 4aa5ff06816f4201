"""What would be said of an exchange: what comes back, what goes out, and the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select

from models.rules.differences import (
    CameBack,
    Difference,
    Going,
    Kind,
    Offer,
    after,
    as_credit,
    carry,
    cash_to_take,
    dues_beyond,
    instead_of,
    price_goods,
    tax_within,
)
from models.rules.facts import Facts
from models.rules.refunds import Due, PaidBy
from models.rules.returns import judge_return
from models.services import refunds
from models.services.decisions import (
    facts_of,
    judge_lowered,
    limited,
    names_of,
    put_together,
)
from models.services.policies import policies_for
from models.services.requests import digest_of
from models.services.rights import needs
from models.services.sold import load_sale
from models.tables.base import rows_of
from models.tables.goods import Barcode, Product
from models.tables.promotions import Promotion
from models.values import ZERO, Money, Quantity, TenderKind, refuse
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from models.rules.differences import Priced
    from models.rules.facts import Asked, SoldLine, Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy
    from models.rules.refunds import CashSoFar, PlannedRefund
    from models.services.decisions import Decision, ReturnAsked
    from models.services.sold import SoldSale
    from models.unit import Unit

CREDIT = "store-credit"
SMALLEST = Quantity(1)
"""What nothing counts as while a quantity is still being typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOut:
    """Goods that the customer takes instead."""

    product_id: int
    quantity: Quantity
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidIn:
    """A part of what the customer owes; ``reference`` is the terminal's or the wallet's.

    ``amount`` is exact: what is handed over in cash is rounded to the coin.
    """

    kind: TenderKind
    amount: Money
    label: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeAsked:
    """``back.refund_by`` is how the customer wants what the shop owes."""

    back: ReturnAsked
    out: tuple[GoingOut, ...]
    paid: tuple[PaidIn, ...] = ()

    def digest(self) -> str:
        """Tells one request from another: everything that moves goods or money."""
        out = [[one.product_id, one.quantity.thousandths, one.serial] for one in self.out]
        paid = [[one.kind, one.amount.minor, one.label, one.reference] for one in self.paid]
        return digest_of({"back": self.back.digest(), "out": out, "paid": paid})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A product as it can go out."""

    product_id: int
    sku: str
    name: str
    price: Money
    weighed: bool
    serialised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutLine:
    """One line of the new sale. ``price`` is for all of it, where the product's own is for one
    unit today; ``replaces`` is the sale line whose place it takes."""

    product: Offered
    quantity: Quantity
    serial: str
    price: Money
    tax: Money
    replaces: int
    same_product: bool
    promotion: str = ""
    """What is cheaper today, and by how much: ``off`` is for all of it."""
    off: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDecided:
    """``decision.plan`` is what the shop pays out, ``carried`` what pays for the new goods by
    the tenders of the old sale; ``cash_before`` is where the coin's rounding stood when it was
    carried."""

    decision: Decision
    out: tuple[OutLine, ...]
    difference: Difference
    carried: tuple[PlannedRefund, ...]
    cash_before: CashSoFar
    in_cash: Money
    """What the customer hands over who pays the whole difference in cash."""


GOODS = select(
    Product.id.label("product_id"),
    Product.sku,
    Product.name,
    Product.price,
    Product.weighed,
    Product.serialised,
    Product.tax_rate,
    Product.category_id,
)
OF_IDS = GOODS.where(Product.id.in_(bindparam("ids", expanding=True)))
OFFERS = (
    select(rows_of(Promotion))
    .where(
        Promotion.from_on <= bindparam("today"),
        Promotion.until_on >= bindparam("today"),
        or_(
            Promotion.product_id.in_(bindparam("ids", expanding=True)),
            Promotion.category_id.in_(bindparam("of", expanding=True)),
        ),
    )
    .order_by(Promotion.id)
)
BY_BARCODE = select(Barcode.product_id).where(Barcode.code == bindparam("typed"))
NAMED = (
    GOODS.where(
        or_(
            func.upper(Product.sku) == func.upper(bindparam("typed")),
            Product.id.in_(
                select(Barcode.product_id).where(Barcode.code == bindparam("typed"))
            ),
        )
    )
    .order_by(Product.id)
    .limit(1)
)


@needs(Right.LOOK)
def offer_goods(unit: Unit, typed: str) -> Offered:
    """The product of a barcode or number.

    Raise :class:`models.values.Refused` where there is none.
    """
    row = unit.connection.execute(NAMED, {"typed": typed}).one_or_none()
    if row is None:
        raise refuse("goods-unknown", text=typed)
    return _offered(row)


def offer_again(unit: Unit, product_ids: Sequence[int]) -> tuple[Offered, ...]:
    """Products that were named before, as they can go out today, in the order given.

    Raise :class:`models.values.Refused` for one that is none of the shop's goods.
    """
    rows = unit.connection.execute(OF_IDS, {"ids": sorted(set(product_ids))})
    found = {row.product_id: _offered(row) for row in rows}
    if missing := set(product_ids) - found.keys():
        raise refuse("goods-unknown", text=str(min(missing)))
    return tuple(found[product_id] for product_id in product_ids)


@needs(Right.LOOK)
def decide_exchange(unit: Unit, asked: ExchangeAsked) -> ExchangeDecided:
    """What would be said of this exchange now; changes nothing.

    Raise :class:`models.values.Refused` where a line is not of that sale, or what goes out is
    none of the shop's goods.
    """
    return decide_exchange_of(unit, asked, load_sale(unit, asked.back.sale_id))


def decide_exchange_of(
    unit: Unit, asked: ExchangeAsked, sale: SoldSale, *, lock: bool = False
) -> ExchangeDecided:
    """The same for a sale that is loaded, and perhaps locked, already.

    ``lock`` holds the drawer that pays cash until the use case ends.
    """
    back = asked.back
    policies = policies_for(unit, sale.sold_on)
    lines, visit = facts_of(unit, back, sale, policies)
    goods = _goods(unit, asked, sale)
    came = _came_back(asked, sale, lines, visit, policies, goods)
    priced = _priced(asked, came, goods, _offers(unit, asked, goods))
    if priced:
        lines = [
            (line, replace(ask, instead=instead))
            for (line, ask), instead in zip(lines, instead_of(came, priced), strict=True)
        ]
    judged = judge_lowered(lines, visit, policies, back.lowered_to)
    decided = judged.lines
    difference = Difference(
        value=Money.total(one.refund for one in decided),
        price=Money.total(one.price for one in priced),
    )
    dues = [
        as_credit(due) if _said(one, pair, visit, policies, "difference") == CREDIT else due
        for one, pair in zip(decided, lines, strict=True)
        if one.way is not None
        for due in (Due(one.refund, one.way),)
    ]
    beyond = dues_beyond(dues, difference.carried)
    plan = refunds.plan(
        unit, sale.sale_id, sale.tenders, beyond, back.refund_by, split=back.split, lock=lock
    )
    coin, so_far = refunds.coin_of(unit), refunds.cash_so_far(unit, sale.sale_id)
    carried = carry(difference.carried, _tenders(sale, difference), plan.parts, coin, so_far)
    before = after(so_far, plan.parts)
    names = names_of(back, sale)
    decision = put_together(names, lines, visit, policies, decided, plan)
    decision = replace(
        decision, refund=difference.to_customer, cannot_lower=judged.cannot_lower
    )
    return ExchangeDecided(
        decision=limited(unit, decision),
        out=tuple(
            OutLine(
                product=_offered(goods[one.product_id]),
                quantity=one.quantity,
                serial=one.serial,
                price=price.price,
                tax=tax_within(price.price, goods[one.product_id].tax_rate),
                replaces=price.replaces,
                same_product=price.kin,
                promotion=price.promotion,
                off=price.off,
            )
            for one, price in zip(asked.out, priced, strict=bool(priced))
        ),
        difference=difference,
        carried=carried,
        cash_before=before,
        in_cash=cash_to_take(difference.to_shop, coin, after(before, carried)),
    )


def _goods(
    unit: Unit, asked: ExchangeAsked, sale: SoldSale
) -> dict[int, Row[*tuple[Any, ...]]]:
    """Everything that comes back or goes out, as it is in the shop today."""
    coming = {line.line_id for line in asked.back.lines}
    ids = {one.product_id for one in asked.out}
    known = {row.product_id for row in sale.lines if row.id in coming and row.product_id}
    rows = unit.connection.execute(OF_IDS, {"ids": sorted(ids | known)})
    found: dict[int, Row[*tuple[Any, ...]]] = {row.product_id: row for row in rows}
    if missing := ids - found.keys():
        raise refuse("goods-unknown", text=str(min(missing)))
    return found


def _offers(
    unit: Unit, asked: ExchangeAsked, goods: Mapping[int, Row[*tuple[Any, ...]]]
) -> dict[int, tuple[Offer, ...]]:
    """The promotions of today for what goes out, its category's included."""
    out = {one.product_id: goods[one.product_id].category_id for one in asked.out}
    if not out:
        return {}
    rows = unit.connection.execute(
        OFFERS,
        {"today": unit.today, "ids": sorted(out), "of": sorted(filter(None, out.values()))},
    ).all()
    return {
        product_id: tuple(
            Offer(name=row.name, percent=row.percent or 0, price=row.price)
            for row in rows
            if product_id == row.product_id or (category and category == row.category_id)
        )
        for product_id, category in out.items()
    }


def _came_back(
    asked: ExchangeAsked,
    sale: SoldSale,
    lines: Sequence[tuple[SoldLine, Asked]],
    visit: Visit,
    policies: tuple[Policy, Policy],
    goods: Mapping[int, Row[*tuple[Any, ...]]],
) -> list[CameBack]:
    """What each line is worth before anything is said of what goes out for it."""
    rows = {row.id: row for row in sale.lines}
    came = []
    for line, pair, one in zip(
        asked.back.lines, lines, judge_return(lines, visit, *policies), strict=True
    ):
        row = rows[line.line_id]
        product = goods.get(row.product_id)
        came.append(
            CameBack(
                line_id=row.id,
                kind=_kind(product) if product else Kind(sku=row.sku),
                quantity=max(line.quantity, SMALLEST),
                worth=one.gross,
                price=_said(one, pair, visit, policies, "price"),
                goods=not row.charge,
            )
        )
    return came


def _priced(
    asked: ExchangeAsked,
    came: Sequence[CameBack],
    goods: Mapping[int, Row[*tuple[Any, ...]]],
    offers: Mapping[int, tuple[Offer, ...]],
) -> tuple[Priced, ...]:
    going = [
        Going(
            kind=_kind(goods[one.product_id]),
            quantity=one.quantity,
            offers=offers.get(one.product_id, ()),
        )
        for one in asked.out
    ]
    return price_goods(came, going) if came else ()


def _said(
    one: LineDecision,
    pair: tuple[SoldLine, Asked],
    visit: Visit,
    policies: tuple[Policy, Policy],
    term: str,
) -> str:
    """What the policy that decided the line says of exchanges."""
    policy = next((p for p in policies if p.number == one.version), policies[0])
    return str(policy.terms_for(Facts(*pair, visit)).value(f"exchange.{term}"))


def _tenders(sale: SoldSale, difference: Difference) -> tuple[PaidBy, ...]:
    """As in :func:`models.services.refunds.plan`, cash where none were recorded."""
    if sale.tenders:
        return sale.tenders
    return (PaidBy(tender_id=None, kind=TenderKind.CASH, left=difference.value),)


def _kind(row: Row[*tuple[Any, ...]]) -> Kind:
    return Kind(sku=row.sku, category=row.category_id, price=row.price)


def _offered(row: Row[*tuple[Any, ...]]) -> Offered:
    return Offered(
        product_id=row.product_id,
        sku=row.sku,
        name=row.name,
        price=row.price,
        weighed=bool(row.weighed),
        serialised=bool(row.serialised),
    )
