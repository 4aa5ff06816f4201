"""Cases at the counter, for tests that talk about what is done in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.cases import open_case
from models.tables.base import add_numbered
from models.tables.shop import Register, Store
from models.values.cases import CaseKind
from models.values.shop import Station

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen


def a_case(
    shop: Shop, kind: CaseKind = CaseKind.INQUIRY, customer_id: int | None = None
) -> CaseSeen:
    """In hand at the shop's register from now on."""
    return shop.run(lambda unit: open_case(unit, kind, customer_id=customer_id)).case


def in_another_store(shop: Shop) -> Shop:
    """A counter far away, on the same records, with the same person signed on."""
    with shop.unit() as unit:
        store_id = add_numbered(unit.connection, Store, code="9", name="Far", address="")
        register_id = add_numbered(unit.connection, Register, store_id=store_id, code="90")
    there = Station(
        register_id=register_id, register="90", store_id=store_id, store="Far", address=""
    )
    return replace(shop, station=there)
