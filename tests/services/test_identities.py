"""A document shown without a receipt: known again, counted, forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, select, text

from models.rules.facts import PastReturn
from models.services.identities import (
    forget_identities,
    identify_document,
    remember_identity,
    returns_of,
)
from models.tables.base import add_numbered
from models.tables.identities import IdentityShown
from models.tables.returns import GoodsReturn, ReturnLine
from models.values import Money, Quantity, Refused
from models.values.codes import Proof
from models.values.identities import Identity, IdentityKind
from tests.builders import NOON

if TYPE_CHECKING:
    from models.db import Shop

NUMBER = "3273010101900001"


def shown(shop: Shop, number: str = NUMBER) -> Identity:
    return shop.read(lambda unit: identify_document(unit, IdentityKind.NATIONAL, "ID", number))


def a_return(
    shop: Shop, number: str, identity: Identity, *, proof: Proof = Proof.NONE, ago: int = 0
) -> None:
    """Two lines worth 15.00 together, brought back so many days ago."""
    shop.clock = lambda: NOON - timedelta(ago)
    with shop.unit() as unit:
        returned = add_numbered(
            unit.connection,
            GoodsReturn,
            number=number,
            store_id=unit.station.store_id,
            taken_at=unit.now,
            proof=proof,
        )
        for gross in (1000, 500):
            add_numbered(
                unit.connection,
                ReturnLine,
                return_id=returned,
                sku="KETTLE",
                description="Kettle",
                quantity=Quantity.of(1),
                reason="other",
                condition="as-new",
                gross=Money(gross),
                fee=Money(0),
                tax=Money(0),
                disposition="undecided",
                findings="[]",
            )
        remember_identity(unit, returned, identity)
    shop.clock = lambda: NOON


def test_what_came_back_with_a_document_is_counted(shop: Shop) -> None:
    mine, other = shown(shop), shown(shop, "3273010101900002")
    a_return(shop, "R1-1", mine, ago=40)
    a_return(shop, "R1-2", mine, proof=Proof.RECEIPT)
    a_return(shop, "R1-3", other)
    today = NOON.date()
    assert shop.read(lambda unit: returns_of(unit, shown(shop, "3273 0101 0190 0001"))) == (
        PastReturn(on=today - timedelta(40), value=Money(1500), receipted=False),
        PastReturn(on=today, value=Money(1500), receipted=True),
    )


def test_old_identities_are_forgotten_and_their_returns_stay(shop: Shop) -> None:
    mine = shown(shop)
    a_return(shop, "R1-1", mine, ago=91)
    a_return(shop, "R1-2", mine, ago=90)
    before = NOON - timedelta(90)
    assert shop.run(lambda unit: forget_identities(unit, before)) == 1
    assert shop.run(lambda unit: forget_identities(unit, before)) == 0
    assert len(shop.read(lambda unit: returns_of(unit, mine))) == 1
    with shop.unit(writes=False) as unit:
        assert len(unit.connection.scalars(select(GoodsReturn.id)).all()) == 2
        assert unit.connection.scalars(select(IdentityShown.last)).all() == ["001"]


def test_the_number_is_nowhere_in_the_records(shop: Shop) -> None:
    a_return(shop, "R1-1", shown(shop))
    shop.run(lambda unit: forget_identities(unit, NOON - timedelta(1)))
    with shop.unit(writes=False) as unit:
        for table in inspect(unit.connection).get_table_names():
            for row in unit.connection.execute(text(f'SELECT * FROM "{table}"')):
                assert NUMBER not in str(tuple(row)), table


def test_too_short_a_number_is_refused_and_not_said_back(shop: Shop) -> None:
    with pytest.raises(Refused, match="identity-too-short") as refusal:
        shown(shop, "12-345")
    assert refusal.value.messages[0].facts == {"least": 6}


def test_another_shop_would_know_nobody(shop: Shop) -> None:
    mine = shown(shop)
    with shop.unit() as unit:
        unit.connection.execute(
            text("UPDATE identity_secret SET key = :key"),
            {"key": b"another shop's key, 32 bytes lon"},
        )
    assert shown(shop).digest != mine.digest
