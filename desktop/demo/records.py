"""Write the demo shop's goods, people and sales into the shop's tables."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from sqlalchemy import update

from desktop.demo.assortment import DEPARTMENTS
from desktop.demo.people import DEMO_PIN, MANAGER, STAFF
from desktop.demo.returns import REGISTERS, Sold
from models.services.bulk import insert_rows, move_keys_on, stored_moment
from models.services.product_words import add_product_words
from models.tables.base import add_numbered, add_row
from models.tables.goods import Barcode, Category, Department, Product, StockMovement
from models.tables.people import Customer, Staff
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.tables.shop import Register, Store
from models.values.card_numbers import last_four
from models.values.shop import Station

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sqlalchemy import Connection

    from desktop.demo.goods import Good
    from desktop.demo.people import Buyer
    from desktop.demo.till import Receipt
    from models.unit import Unit

SECOND_STORE, SECOND_ADDRESS = "Melati Jakarta", "Jl. Kenanga No. 21, Jakarta 10110"
SALT = b"Toko Serba Ada Melati"
"""Fixed, so that the demo shop is the same twice; its PIN is no secret."""


def open_second_store(unit: Unit) -> dict[str, Station]:
    """The shop was set up with one store and register; hand out a station per register."""
    connection, first = unit.connection, unit.station
    second = add_numbered(
        connection, Store, code="2", name=SECOND_STORE, address=SECOND_ADDRESS
    )
    places = {
        "B": (first.store_id, first.store, first.address),
        "J": (second, SECOND_STORE, SECOND_ADDRESS),
    }
    stations = {first.register: first}
    for letter, registers in REGISTERS.items():
        store_id, store, address = places[letter]
        for code in registers:
            if code not in stations:
                register_id = add_numbered(connection, Register, store_id=store_id, code=code)
                stations[code] = Station(
                    register_id=register_id,
                    register=code,
                    store_id=store_id,
                    store=store,
                    address=address,
                )
    return stations


def store_staff(connection: Connection) -> None:
    """Everybody with the demo PIN; the first manager came with the set-up."""
    pin_hash = PasswordHasher().hash(DEMO_PIN, salt=SALT)
    connection.execute(
        update(Staff).where(Staff.badge == MANAGER.badge).values(pin_hash=pin_hash)
    )
    for who in STAFF[1:]:
        add_row(
            connection,
            Staff,
            badge=who.badge,
            name=who.name,
            role=who.role,
            language="id",
            pin_hash=pin_hash,
        )


def store_goods(connection: Connection, goods: Sequence[Good]) -> None:
    categories: dict[tuple[str, str], int] = {}
    for department in DEPARTMENTS:
        department_id = add_numbered(
            connection, Department, code=department.code, name=department.name
        )
        for category in department.categories:
            categories[department.name, category.code] = add_numbered(
                connection,
                Category,
                department_id=department_id,
                code=category.code,
                name=category.name,
            )
    insert_rows(
        connection,
        Product,
        (
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
        ),
        (
            (
                good.id,
                good.sku,
                good.name,
                categories[good.department, good.category],
                good.price,
                good.tax_rate,
                good.serialised,
                good.weighed,
                good.brand,
                json.dumps(dict(good.attributes), sort_keys=True),
            )
            for good in goods
        ),
    )
    add_product_words(connection, ((good.id, good.name, good.brand) for good in goods))
    insert_rows(
        connection,
        Barcode,
        ("code", "product_id"),
        ((code, good.id) for good in goods for code in good.barcodes),
    )
    move_keys_on(connection, Product)


def store_stock(
    unit: Unit, goods: Sequence[Good], stations: dict[str, Station], draw: Random
) -> None:
    """What lay on the shelves of each store on the opening day."""
    stores = sorted({station.store_id for station in stations.values()})
    opened = stored_moment(unit.now)
    insert_rows(
        unit.connection,
        StockMovement,
        ("product_id", "store_id", "bucket", "quantity", "moved_at"),
        (
            (good.id, store, "sellable", 1000 * draw.randint(*_shelf(good)), opened)
            for store in stores
            for good in goods
        ),
    )


def _shelf(good: Good) -> tuple[int, int]:
    """The least and most of it that a store orders at once."""
    return (2, 12) if good.serialised else (24, 240)


def store_buyers(connection: Connection, buyers: Sequence[Buyer]) -> None:
    insert_rows(
        connection,
        Customer,
        ("id", "number", "name", "phone", "email", "tier", "standing"),
        (
            (who.id, who.number, who.name, who.phone, who.email, who.tier, who.standing)
            for who in buyers
        ),
    )
    move_keys_on(connection, Customer)


def store_sales(
    connection: Connection,
    receipts: Sequence[Receipt],
    stations: dict[str, Station],
    before: Sequence[Sold],
) -> list[Sold]:
    """Store these sales after the ones stored before; say under which ids."""
    stores = {letter: stations[codes[0]].store_id for letter, codes in REGISTERS.items()}
    sold: list[Sold] = []
    line_id = before[-1].first_line + len(before[-1].receipt.lines) if before else 1
    for sale_id, receipt in enumerate(receipts, len(before) + 1):
        sold.append(Sold(sale_id, line_id, receipt))
        line_id += len(receipt.lines)
    insert_rows(
        connection,
        Sale,
        (
            "id",
            "number",
            "store_id",
            "sold_at",
            "customer_id",
            "customer_tier",
            "channel",
            "delivered_on",
            "staff",
            "total",
            "cash_rounding",
        ),
        (
            (
                sale.sale_id,
                sale.receipt.number,
                stores[sale.receipt.store],
                stored_moment(sale.receipt.sold_at),
                sale.receipt.buyer.id if sale.receipt.buyer else None,
                sale.receipt.buyer.tier if sale.receipt.buyer else "",
                sale.receipt.channel,
                sale.receipt.delivered_on and sale.receipt.delivered_on.isoformat(),
                sale.receipt.staff,
                sale.receipt.total,
                sale.receipt.cash_rounding,
            )
            for sale in sold
        ),
    )
    _store_lines(connection, sold)
    insert_rows(
        connection,
        Tender,
        ("sale_id", "kind", "label", "last_four", "amount", "exact", "refunded"),
        (
            (
                sale.sale_id,
                paid.kind.value,
                paid.label,
                last_four(paid.label),
                paid.amount,
                paid.exact,
                0,
            )
            for sale in sold
            for paid in sale.receipt.tenders
        ),
    )
    return sold


def _store_lines(connection: Connection, sold: Sequence[Sold]) -> None:
    insert_rows(
        connection,
        SaleLine,
        (
            "id",
            "sale_id",
            "position",
            "product_id",
            "sku",
            "description",
            "serial",
            "quantity",
            "unit_price",
            "paid",
            "tax",
            "returned",
            "refunded",
            "obtained",
            "charge",
        ),
        (
            (
                line_id,
                sale.sale_id,
                line_id - sale.first_line + 1,
                line.good.id if line.charge is None else None,
                line.good.sku,
                line.good.name,
                line.serial,
                line.quantity,
                line.good.price,
                line.paid,
                line.tax,
                0,
                0,
                line.obtained.value,
                line.charge or "",
            )
            for sale in sold
            for line_id, line in zip(count(sale.first_line), sale.receipt.lines, strict=False)
        ),
    )
    insert_rows(
        connection,
        LinePromotion,
        ("line_id", "kind", "name", "amount", "least"),
        (
            (line_id, *promotion)
            for sale in sold
            for line_id, line in zip(count(sale.first_line), sale.receipt.lines, strict=False)
            for promotion in line.promotions
        ),
    )
