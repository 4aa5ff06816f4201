"""Briefings and the people who read them, as tests need them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from models.services.briefings import BriefingWords, briefings_today, write_briefing
from models.values.team import BriefingKind
from tests.builders import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from models.values.shop import Person

TODAY = NOON.date()
FIRST = BriefingWords(
    kind=BriefingKind.RECALL,
    title="Kettle KT-200",
    words="Do not sell it. Take it back without a receipt.",
    from_on=TODAY,
    until_on=TODAY + timedelta(7),
)


def brief(shop: Shop, written: BriefingWords = FIRST, replaces: int | None = None) -> int:
    return shop.run(lambda unit: write_briefing(unit, written, replaces)).id


def titles(shop: Shop) -> list[str]:
    return [each.title for each in shop.read(briefings_today)]


@contextmanager
def signed_on(shop: Shop, person: Person) -> Iterator[Shop]:
    """Somebody else at the counter for a while."""
    before, shop.person = shop.person, person
    yield shop
    shop.person = before


def as_(shop: Shop, person: Person, use_case: Any, *given: Any) -> Any:
    with signed_on(shop, person):
        return shop.run(lambda unit: use_case(unit, *given))
