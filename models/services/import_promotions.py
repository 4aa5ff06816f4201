"""Promotions of a file: those that are new, and those that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from models.formats.csv_promotions import read_promotions
from models.formats.csv_sales import Reject
from models.services.journal import record
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.goods import Category, Product
from models.tables.promotions import Promotion
from models.values import Message
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from models.formats.csv_promotions import PromotionRow
    from models.unit import Unit


TABLE = rows_of(Promotion)
Key = tuple[str, "date", int | None, int | None]
"""Name, first day, product or category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionsTaken:
    """What became of a file's rows; the rest of them were known with the same content."""

    rows: int
    new: int
    changed: int
    rejected: tuple[Reject, ...]


@needs(Right.IMPORT, machine=True)
def take_in_promotions(unit: Unit, path: Path) -> PromotionsTaken:
    """Take in every row that is usable. One is known by its name, its goods and its first day,
    so that a file given again changes what it says otherwise and adds nothing twice.

    Raise :class:`models.values.Refused` where the file cannot be read.
    """
    read = list(read_promotions(path, unit.shop.currency))
    rows = [row for row in read if not isinstance(row, Reject)]
    rejected = [row for row in read if isinstance(row, Reject)]
    shelf = _Shelf.of(unit, rows)
    known = {
        (row.name, row.from_on, row.product_id, row.category_id): row
        for row in unit.connection.execute(select(TABLE))
    }
    new: dict[Key, dict[str, Any]] = {}
    changed: dict[int, dict[str, Any]] = {}
    for row in rows:
        key = shelf.key_of(row)
        if key is None:
            text = row.sku or row.category
            rejected.append(Reject(row.line, Message("promotion-goods", {"text": text})))
            continue
        now = {"percent": row.percent, "price": row.price, "until_on": row.until_on}
        before = known.get(key)
        if before is None:
            new[key] = now
        elif any(getattr(before, name) != value for name, value in now.items()):
            changed[before.id] = now
    _write(unit, new, changed)
    record(
        unit,
        "PromotionsImported",
        file=path.name,
        rows=len(read),
        new=len(new),
        changed=len(changed),
    )
    return PromotionsTaken(
        rows=len(read),
        new=len(new),
        changed=len(changed),
        rejected=tuple(sorted(rejected, key=lambda reject: reject.line)),
    )


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The goods that a file names, by what it names them."""

    products: Mapping[str, int]
    categories: Mapping[str, int]

    @classmethod
    def of(cls, unit: Unit, rows: Sequence[PromotionRow]) -> _Shelf:
        skus = {row.sku.upper() for row in rows if row.sku}
        named = {row.category for row in rows if row.category}
        products = select(func.upper(Product.sku), Product.id).where(
            func.upper(Product.sku).in_(sorted(skus))
        )
        categories = (
            select(Category.code, Category.name, Category.id)
            .where(or_(Category.code.in_(sorted(named)), Category.name.in_(sorted(named))))
            .order_by(Category.id.desc())
        )
        found = unit.connection.execute(categories).all()
        return cls(
            {sku: key for sku, key in unit.connection.execute(products)},
            {name: row.id for row in found for name in (row.name, row.code)},
        )

    def key_of(self, row: PromotionRow) -> Key | None:
        """Nothing for goods that are not the shop's."""
        product = self.products.get(row.sku.upper()) if row.sku else None
        category = self.categories.get(row.category) if row.category else None
        if product is None and category is None:
            return None
        return row.name, row.from_on, product, category


def _write(
    unit: Unit, new: Mapping[Key, dict[str, Any]], changed: Mapping[int, dict[str, Any]]
) -> None:
    if new:
        unit.connection.execute(
            insert(TABLE),
            [
                {
                    "name": name,
                    "from_on": from_on,
                    "product_id": product,
                    "category_id": category,
                    **now,
                }
                for (name, from_on, product, category), now in new.items()
            ],
        )
    if changed:
        one = update(TABLE).where(TABLE.c.id == bindparam("promotion"))
        unit.connection.execute(
            one, [{"promotion": key, **now} for key, now in changed.items()]
        )
