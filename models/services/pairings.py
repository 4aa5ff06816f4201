"""Which products a manager wants named beside another: what goes with it, the better model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from models.services.journal import record
from models.services.rights import needs
from models.tables.goods import Product
from models.tables.pairings import ProductPairing
from models.values import refuse
from models.values.products import Pairing
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.unit import Unit

MOST: Final = 12
"""Of one kind beside one product: more are not read out to anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    product_id: int
    sku: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsNow:
    """What is named beside a product, each kind in its order."""

    goes_with: tuple[Paired, ...]
    better: tuple[Paired, ...]

    def of(self, kind: Pairing) -> tuple[Paired, ...]:
        return self.better if kind is Pairing.BETTER_MODEL else self.goes_with


@needs(Right.LOOK)
def list_pairings(unit: Unit, product_id: int) -> PairingsNow:
    """What managers named, and nothing that was only counted."""
    rows = unit.connection.execute(
        select(ProductPairing.kind, Product.id, Product.sku, Product.name)
        .join(Product, Product.id == ProductPairing.other_id)
        .where(ProductPairing.product_id == product_id)
        .order_by(ProductPairing.place)
    ).all()

    def of(kind: Pairing) -> tuple[Paired, ...]:
        return tuple(
            Paired(product_id=row.id, sku=row.sku, name=row.name)
            for row in rows
            if row.kind == kind
        )

    return PairingsNow(goes_with=of(Pairing.GOES_WITH), better=of(Pairing.BETTER_MODEL))


@needs(Right.SETTINGS)
def pair_product(
    unit: Unit, product_id: int, kind: Pairing, others: Sequence[int]
) -> PairingsNow:
    """Name these beside the product, in this order and in the place of those before; none
    takes them away. What is named twice stands at its first place.

    Raise :class:`models.values.Refused` for what is none of the shop's goods, the product
    itself, and more than twelve.
    """
    wanted = tuple(dict.fromkeys(others))
    if product_id in wanted:
        raise refuse("pairing-itself")
    if len(wanted) > MOST:
        raise refuse("pairing-too-many", most=MOST)
    unit.take_turn(f"pairing:{product_id}")
    skus = {
        row.id: row.sku
        for row in unit.connection.execute(
            select(Product.id, Product.sku).where(Product.id.in_((product_id, *wanted)))
        )
    }
    if missing := {product_id, *wanted} - skus.keys():
        raise refuse("goods-unknown", text=str(min(missing)))
    unit.connection.execute(
        delete(ProductPairing).where(
            ProductPairing.product_id == product_id, ProductPairing.kind == kind
        )
    )
    if wanted:
        unit.connection.execute(
            insert(ProductPairing),
            [
                {"product_id": product_id, "kind": kind, "other_id": other, "place": place}
                for place, other in enumerate(wanted, 1)
            ],
        )
    record(
        unit,
        "ProductPaired",
        sku=skus[product_id],
        kind=kind,
        others=[skus[other] for other in wanted],
    )
    return list_pairings(unit, product_id)
