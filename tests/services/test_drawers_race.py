"""Processes at one register at once: one drawer opens, and its last coin is paid once."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from models.services.drawer_ledger import book_cash, cash_held
from models.services.drawers import open_drawer
from models.tables.drawers import Drawer, DrawerEntry
from models.values import Money, Refused
from models.values.drawer_papers import CashKind
from tests.builders import MANAGER, NOON
from tests.drawers import begin
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
COUNTERS, REFUNDS, EACH = 3, 10, 100


@pytest.fixture
def cash() -> None:
    """The shop's drawer is not open yet: to open it is what is tried here."""


def test_one_register_opens_one_drawer(shop: Shop, database_url: str) -> None:
    assert sum(at_once(database_url, "open")) == 1
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(Drawer.id))) == 1
        assert unit.connection.scalar(select(func.count(DrawerEntry.id))) == 1


def test_the_last_coin_is_paid_once(shop: Shop, database_url: str) -> None:
    begin(shop, REFUNDS * EACH)
    assert sum(at_once(database_url, "refund")) == REFUNDS
    with shop.unit() as unit:
        assert cash_held(unit, lock=True) == Money(0)
        rows = unit.connection.execute(
            select(DrawerEntry.position, DrawerEntry.balance).order_by(DrawerEntry.position)
        )
        assert [tuple(row) for row in rows] == [
            (place + 1, Money((REFUNDS - place) * EACH)) for place in range(REFUNDS + 1)
        ]


def at_once(url: str, what: str) -> list[int]:
    """How often each of several processes was let do it."""
    told = all_at_once("tests.services.test_drawers_race", *[[url, what]] * COUNTERS)
    return [int(out) for out in told]


def counter(url: str, what: str) -> int:
    from models.db import open_shop

    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        tries = 1 if what == "open" else REFUNDS
        return sum(once(shop, what) for _ in range(tries))


def once(shop: Shop, what: str) -> bool:
    try:
        if what == "open":
            shop.run(lambda unit: open_drawer(unit, str(uuid4()), Money(EACH)))
        else:
            shop.run(lambda unit: book_cash(unit, Money(EACH), CashKind.REFUND))
    except Refused:
        return False
    return True


if __name__ == "__main__":
    print(counter(*sys.argv[1:3]))  # noqa: T201
