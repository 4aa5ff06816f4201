"""What the shop asks of its drawers: set by managers, told to nobody else, on record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.services.drawers import look_at_drawer
from models.services.shifts import Terms, set_drawer_terms, terms_of
from models.tables.journal import JournalEntry
from models.values import Money, Refused, Topic
from tests.drawers import sari

if TYPE_CHECKING:
    from models.db import Shop


def entries(shop: Shop) -> list[dict[str, Any]]:
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.body).where(JournalEntry.event == "DrawerTerms")
        bodies = unit.connection.scalars(query.order_by(JournalEntry.number))
        return [json.loads(body) for body in bodies]


def test_the_journal_has_what_they_were_and_what_they_are(shop: Shop) -> None:
    done = shop.run(lambda unit: set_drawer_terms(unit, 4, Money(500)))
    assert done.terms == Terms(day_ends_at=4, limit=Money(500))
    assert done.changed == {Topic.DRAWER}
    shop.run(lambda unit: set_drawer_terms(unit, 4, None))
    assert shop.read(terms_of) == Terms(day_ends_at=4, limit=None)
    first, second, third = (
        {"day_ends_at": 0, "limit": None},
        {"day_ends_at": 4, "limit": 500},
        {"day_ends_at": 4, "limit": None},
    )
    assert entries(shop) == [{"of": first, "to": second}, {"of": second, "to": third}]


def test_what_is_so_already_is_no_change(shop: Shop) -> None:
    shop.run(lambda unit: set_drawer_terms(unit, 0, None))
    assert entries(shop) == []


def test_only_who_may_set_them_is_told(shop: Shop) -> None:
    assert shop.read(look_at_drawer).terms == Terms(day_ends_at=0, limit=None)
    sari(shop)
    assert shop.read(look_at_drawer).terms is None
    with pytest.raises(Refused, match="right-missing"):
        shop.run(lambda unit: set_drawer_terms(unit, 4, None))
    assert entries(shop) == []
