"""Promotions of a file: those that are new, and those that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update

from models.formats.csv_promotions import read_promotions
from models.formats.csv_sales import Reject
from models.services.journal import record
from models.tables.base import add_row, rows_of
from models.tables.goods import Category, Product
from models.tables.promotions import Promotion
from models.values import Message

if TYPE_CHECKING:
    from pathlib import Path

    from models.formats.csv_promotions import PromotionRow
    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionsTaken:
    """What became of a file's rows; the rest of them were known with the same content."""

    rows: int
    new: int
    changed: int
    rejected: tuple[Reject, ...]


def take_in_promotions(unit: Unit, path: Path) -> PromotionsTaken:
    """Take in every row that is usable. One is known by its name, its goods and its first day,
    so that a file given again changes what it says otherwise and adds nothing twice.

    Raise :class:`models.values.Refused` where the file cannot be read.
    """
    new = changed = rows = 0
    rejected: list[Reject] = []
    for row in read_promotions(path, unit.shop.currency):
        rows += 1
        outcome = row if isinstance(row, Reject) else _take_in(unit, row)
        if isinstance(outcome, Reject):
            rejected.append(outcome)
        else:
            new += outcome == "new"
            changed += outcome == "changed"
    record(unit, "PromotionsImported", file=path.name, rows=rows, new=new, changed=changed)
    return PromotionsTaken(rows=rows, new=new, changed=changed, rejected=tuple(rejected))


def _take_in(unit: Unit, row: PromotionRow) -> str | Reject:
    of = _goods(unit, row)
    if of is None:
        text = row.sku or row.category
        return Reject(row.line, Message("promotion-goods", {"text": text}))
    table = rows_of(Promotion)
    now = {"percent": row.percent, "price": row.price, "until_on": row.until_on}
    same = [table.c.name == row.name, table.c.from_on == row.from_on]
    same += [table.c[column] == key for column, key in of.items()]
    known = unit.connection.execute(select(table).where(*same)).first()
    if known is None:
        values: dict[str, Any] = {**of, **now, "name": row.name, "from_on": row.from_on}
        add_row(unit.connection, Promotion, **values)
        return "new"
    if all(getattr(known, name) == value for name, value in now.items()):
        return "known"
    unit.connection.execute(update(table).where(table.c.id == known.id).values(now))
    return "changed"


def _goods(unit: Unit, row: PromotionRow) -> dict[str, int] | None:
    if row.sku:
        query = select(Product.id).where(func.upper(Product.sku) == row.sku.upper())
        column = "product_id"
    else:
        named = or_(Category.code == row.category, Category.name == row.category)
        query = select(Category.id).where(named).order_by(Category.id)
        column = "category_id"
    key = unit.connection.scalars(query.limit(1)).first()
    return None if key is None else {column: key}
