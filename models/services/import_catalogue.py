"""Stores, customers and products that a file of sales names: found, or made where new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.services.bulk import in_portions, insert_rows, reserve_keys
from models.services.product_words import add_product_words
from models.tables.base import add_numbered
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.people import Customer
from models.tables.shop import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import InstrumentedAttribute

    from models.services.spool import Spool, SpooledProduct
    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTaken:
    products: int
    customers: int


def take_in_catalogue(unit: Unit, spool: Spool) -> CatalogueTaken:
    """Tell the spool the ids of all it names. What is known already is left as it is."""
    _take_in_stores(unit, spool)
    return CatalogueTaken(
        products=_take_in_products(unit, spool), customers=_take_in_customers(unit, spool)
    )


def _take_in_stores(unit: Unit, spool: Spool) -> None:
    """Rows without a store were sold where this register stands."""
    for portion in in_portions(spool.stores()):
        known = _ids_by(unit, Store.id, Store.code, (code for _, code in portion))
        known[""] = unit.station.store_id
        for _, code in portion:
            if code not in known:
                known[code] = add_numbered(unit.connection, Store, code=code, name=code)
        spool.set_ids("store", [(known[code], key) for key, code in portion])


def _take_in_customers(unit: Unit, spool: Spool) -> int:
    made = 0
    for portion in in_portions(spool.customers()):
        known = _ids_by(
            unit, Customer.id, Customer.number, (number for _, number, *_ in portion)
        )
        new = [
            (number, name, language or None)
            for _, number, name, language in portion
            if number not in known
        ]
        keys = reserve_keys(unit.connection, Customer, len(new))
        rows = [(key, *values, "") for key, values in zip(keys, new, strict=True)]
        insert_rows(unit.connection, Customer, CUSTOMER_COLUMNS, rows)
        known.update((row[1], row[0]) for row in rows)
        spool.set_ids("customer", [(known[number], key) for key, number, *_ in portion])
        made += len(new)
    return made


CUSTOMER_COLUMNS = ("id", "number", "name", "language", "tier")


def _take_in_products(unit: Unit, spool: Spool) -> int:
    made = 0
    for portion in in_portions(spool.products()):
        known = _ids_by(unit, Product.id, Product.sku, (product.sku for product in portion))
        new = [product for product in portion if product.sku not in known]
        categories = _categories(unit, new)
        keys = reserve_keys(unit.connection, Product, len(new))
        rows = [
            (
                key,
                product.sku,
                product.name or product.sku,
                categories.get(_place(product)),
                product.price,
                product.tax_rate,
                bool(product.serialised),
                bool(product.weighed),
                product.brand,
                product.attributes or "{}",
            )
            for key, product in zip(keys, new, strict=True)
        ]
        insert_rows(unit.connection, Product, PRODUCT_COLUMNS, rows)
        add_product_words(unit.connection, ((row[0], row[2], row[8]) for row in rows))
        known.update((row[1], row[0]) for row in rows)
        _take_in_barcodes(unit, portion, known)
        spool.set_ids("product", [(known[product.sku], product.no) for product in portion])
        made += len(new)
    return made


PRODUCT_COLUMNS = (
    "id",
    "sku",
    "name",
    "category_id",
    "price",
    "tax_rate",
    "serialised",
    "weighed",
    "brand",
    "attributes",
)


def _take_in_barcodes(unit: Unit, products: list[SpooledProduct], ids: dict[str, int]) -> None:
    """A code that another product bears already stays with it."""
    codes = {product.barcode: ids[product.sku] for product in products if product.barcode}
    known = _ids_by(unit, Barcode.product_id, Barcode.code, codes)
    new = [(code, key) for code, key in codes.items() if code not in known]
    insert_rows(unit.connection, Barcode, ("code", "product_id"), new)


def _categories(unit: Unit, products: list[SpooledProduct]) -> dict[tuple[str, str], int]:
    """By department and category as the file names them, made where they are new.

    A department without categories has one of its own name.
    """
    wanted = dict.fromkeys(
        _place(product) for product in products if product.department or product.category
    )
    departments = _ids_by(unit, Department.id, Department.code, (name for name, _ in wanted))
    for name, _ in wanted:
        if name not in departments:
            departments[name] = add_numbered(unit.connection, Department, code=name, name=name)
    known = {
        (row.department_id, row.code): row.id
        for row in unit.connection.execute(
            select(Category.department_id, Category.code, Category.id).where(
                Category.department_id.in_(departments.values())
            )
        )
    }
    found = {}
    for name, category in wanted:
        place = (departments[name], category or name)
        if place not in known:
            known[place] = add_numbered(
                unit.connection,
                Category,
                department_id=place[0],
                code=place[1],
                name=place[1],
            )
        found[name, category] = known[place]
    return found


def _place(product: SpooledProduct) -> tuple[str, str]:
    """A category without a department is one of its own."""
    return product.department or product.category, product.category


def _ids_by(
    unit: Unit,
    key: InstrumentedAttribute[int],
    column: InstrumentedAttribute[str],
    values: Iterable[str],
) -> dict[str, Any]:
    """Which of the values are there, and under which key."""
    rows = unit.connection.execute(select(column, key).where(column.in_(set(values))))
    return {code: found for code, found in rows}
