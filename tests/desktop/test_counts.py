"""What waits for whoever is here, counted beside the ways to it and said in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from desktop.counts import Counts
from models.services.case_promises import promise
from models.values import Topic
from models.values.rights import Right
from tests.builders import NOON
from tests.cases import a_case
from tests.drawers import bela
from tests.ui.at_once import AtOnce

if TYPE_CHECKING:
    from models.db import Shop
    from ui.shell import Shell


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Badges:
    """Those of the rail, as they stand now."""

    def __init__(self) -> None:
        self.shown: dict[str, tuple[int, str]] = {}

    def set_badge(self, key: str, count: int, waiting: str = "") -> None:
        self.shown[key] = (count, waiting)


def promised(shop: Shop, by: int, days: int) -> None:
    case = a_case(shop)
    until = NOON + timedelta(days, hours=2)
    shop.run(lambda unit: promise(unit, case.id, "A new lid", until, by))


def failed(problem: Exception) -> None:
    raise problem


def test_cases_say_what_was_passed_on_and_promised_until_today(shop: Shop) -> None:
    badges = Badges()
    rights = frozenset({Right.LOOK})
    counts = Counts(cast("Shell", badges), AtOnce(shop), lambda: rights, failed)
    assert shop.person is not None
    me, somebody = shop.person.staff_id, bela(shop).staff_id
    for by, days in ((me, 0), (me, 1), (somebody, 0)):
        promised(shop, by, days)
    counts.refresh(frozenset({Topic.CASES}))
    assert badges.shown["cases"] == (1, "1 promise of yours is due today")
    counts.tell_escalated(2)
    both = "2 complaints were passed on to you, 1 promise of yours is due today"
    assert badges.shown["cases"] == (3, both)
    counts.tell_escalated(0)
    assert badges.shown["cases"] == (1, "1 promise of yours is due today")
