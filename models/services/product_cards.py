"""One product as somebody asks about it: all answers on one card, by a few queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select

from models.services.on_hand import on_hand
from models.services.policy_answers import PolicyAnswer, ask_before_buying
from models.services.prices import PriceToday, prices_today
from models.services.rights import needs
from models.services.sold import attributes_of
from models.tables.goods import Barcode, Category, Department, Product, StockMovement
from models.tables.pairings import ProductPairing
from models.tables.sales import SOLD, Sale, SaleLine
from models.tables.shop import Store
from models.values import Quantity, refuse
from models.values.products import Pairing
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Row

    from models.unit import Unit

WARRANTY: Final = "warranty"
"""The attribute in which a product's list says how long it is guaranteed."""
LOOKED_AT: Final = 500
"""Its newest sales of which it is counted what went with it."""
TOGETHER: Final = 2
"""In how many of them something has to be, so that it is no accident."""
MOST: Final = 6
"""Products of each kind that are shown beside it."""
MOST_VARIANTS: Final = 12

GOODS = select(
    Product.id,
    Product.sku,
    Product.name,
    Product.brand,
    Product.price,
    Product.category_id,
    Product.attributes,
    Product.weighed,
    Product.serialised,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAt:
    """What can be sold of it there, as goods that came in and went out are on record."""

    store: str
    here: bool
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductBeside:
    """A product on another's card."""

    product_id: int
    sku: str
    name: str
    brand: str
    price: PriceToday
    attributes: Mapping[str, str]
    here: Quantity
    """What can be sold of it in this store."""
    named: bool = False
    """A manager wants it named."""
    together: int = 0
    """In how many of the newest sales it was bought with it, where that was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCard:
    product_id: int
    sku: str
    name: str
    brand: str
    department: str
    category: str
    barcodes: tuple[str, ...]
    price: PriceToday
    weighed: bool
    serialised: bool
    attributes: Mapping[str, str]
    """As its list tells them, the warranty left out."""
    warranty: str
    """In the list's own words; nothing where it says none, which is not that there is none."""
    stock: tuple[StockAt, ...]
    """This store first, whatever it has; then the others that have any, by what they have."""
    variants: tuple[ProductBeside, ...]
    """Of the same category and brand and equally dear in the list."""
    better: tuple[ProductBeside, ...]
    goes_with: tuple[ProductBeside, ...]
    """What managers named, in their order; then what was bought with it most often."""
    policy: PolicyAnswer
    """What holds for its return if it is bought now."""


@needs(Right.LOOK)
def open_card(unit: Unit, product_id: int) -> ProductCard:
    """Everything that people ask of a product before they buy it.

    Raise :class:`models.values.Refused` for a product that is none of the shop's.
    """
    row = unit.connection.execute(
        GOODS.add_columns(Category.name.label("category"), Department.name.label("department"))
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(Department, Department.id == Category.department_id)
        .where(Product.id == product_id)
    ).one_or_none()
    if row is None:
        raise refuse("goods-unknown", text=str(product_id))
    named = _named(unit, product_id)
    together = _bought_together(unit, product_id)
    better = [other for kind, other in named if kind == Pairing.BETTER_MODEL]
    goes_with = [other for kind, other in named if kind == Pairing.GOES_WITH]
    goes_with += [other for other in together if other not in {*goes_with, *better}]
    beside = _beside(unit, row, {*better, *goes_with})
    here = on_hand(unit, beside)
    by_manager = {other for _, other in named}
    prices = prices_today(
        unit, {one.id: (one.price, one.category_id) for one in (row, *beside.values())}
    )

    def shown(ids: Iterable[int], most: int = MOST) -> tuple[ProductBeside, ...]:
        return tuple(
            ProductBeside(
                product_id=key,
                sku=beside[key].sku,
                name=beside[key].name,
                brand=beside[key].brand,
                price=prices[key],
                attributes=attributes_of(beside[key].attributes),
                here=here.get(key, Quantity(0)),
                named=key in by_manager,
                together=together.get(key, 0),
            )
            for key in list(ids)[:most]
        )

    attributes = dict(attributes_of(row.attributes))
    taken = {*better, *goes_with}
    return ProductCard(
        product_id=row.id,
        sku=row.sku,
        name=row.name,
        brand=row.brand,
        department=row.department or "",
        category=row.category or "",
        barcodes=tuple(
            unit.connection.scalars(
                select(Barcode.code)
                .where(Barcode.product_id == product_id)
                .order_by(Barcode.code)
            )
        ),
        price=prices[product_id],
        weighed=row.weighed,
        serialised=row.serialised,
        warranty=attributes.pop(WARRANTY, ""),
        attributes=attributes,
        stock=_stock(unit, product_id),
        variants=shown((key for key in beside if key not in taken), MOST_VARIANTS),
        better=shown(better),
        goes_with=shown(goes_with),
        policy=ask_before_buying(unit, product_id),
    )


def _named(unit: Unit, product_id: int) -> Sequence[Row[str, int]]:
    return unit.connection.execute(
        select(ProductPairing.kind, ProductPairing.other_id)
        .where(ProductPairing.product_id == product_id)
        .order_by(ProductPairing.kind, ProductPairing.place)
    ).all()


def _bought_together(unit: Unit, product_id: int) -> dict[int, int]:
    """In how many of the newest sales each other product was, the most first."""
    newest = (
        select(SaleLine.sale_id)
        .where(SaleLine.product_id == product_id)
        .order_by(SaleLine.id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    times = func.count(SaleLine.sale_id.distinct()).label("times")
    rows = unit.connection.execute(
        select(SaleLine.product_id, times)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(
            SOLD,
            SaleLine.sale_id.in_(select(newest.c.sale_id)),
            SaleLine.product_id.is_not(None),
            SaleLine.product_id != product_id,
            SaleLine.obtained != "free-gift",
        )
        .group_by(SaleLine.product_id)
        .having(times >= TOGETHER)
        .order_by(times.desc(), SaleLine.product_id)
        .limit(MOST)
    )
    return {row.product_id: row.times for row in rows}


def _beside(
    unit: Unit, row: Row[*tuple[Any, ...]], ids: set[int]
) -> dict[int, Row[*tuple[Any, ...]]]:
    """The products with these ids, and the variants by their names."""
    alike = [
        Product.category_id == row.category_id,
        Product.price == row.price,
        Product.brand == row.brand,
        Product.id != row.id,
    ]
    variants = GOODS.where(*alike).order_by(Product.name, Product.id).limit(MOST_VARIANTS)
    found = {} if row.category_id is None else _by_id(unit.connection.execute(variants))
    if ids:
        found |= _by_id(unit.connection.execute(GOODS.where(Product.id.in_(ids))))
    return found


def _by_id(
    rows: Iterable[Row[*tuple[Any, ...]]],
) -> dict[int, Row[*tuple[Any, ...]]]:
    return {row.id: row for row in rows}


def _stock(unit: Unit, product_id: int) -> tuple[StockAt, ...]:
    in_stores = (
        select(StockMovement.store_id, func.sum(StockMovement.quantity).label("quantity"))
        .where(StockMovement.product_id == product_id, StockMovement.bucket == "sellable")
        .group_by(StockMovement.store_id)
        .subquery()
    )
    rows = unit.connection.execute(
        select(Store.id, Store.name, in_stores.c.quantity)
        .outerjoin(in_stores, in_stores.c.store_id == Store.id)
        .where(or_(Store.id == unit.station.store_id, in_stores.c.quantity > Quantity(0)))
        .order_by(Store.name)
    )
    found = [
        StockAt(
            store=row.name,
            here=row.id == unit.station.store_id,
            quantity=row.quantity or Quantity(0),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda at: (not at.here, -at.quantity.thousandths)))
