"""What is kept about people is written down, column by column, and what goes in time goes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import LargeBinary, String, func, select

import receipts.person_sentences as words
from models.db import REWRITTEN
from models.services import hand_over_notes, identities, suspended
from models.services.kept import KEPT, NOT_PERSONAL, WORDS_THAT_STAY, About, Then, Until, Why
from models.services.person_records import MASKED
from models.tables.base import Base
from models.tables.identities import IdentityShown
from models.tables.suspended import SuspendedCase
from models.tables.team import HandOver
from tests.builders import NOON
from tests.persons import a_whole_life, somebody

if TYPE_CHECKING:
    from models.db import Shop

COLUMNS = {
    f"{table.name}.{column.name}"
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, String | LargeBinary)
}
PERSONAL = [place for row in KEPT for place in row.places]
NOBODYS = [place for places in NOT_PERSONAL.values() for place in places]


def test_every_column_is_personal_or_says_why_it_is_not() -> None:
    listed = Counter([*PERSONAL, *NOBODYS])
    assert set(listed) == COLUMNS
    assert [place for place, times in listed.items() if times > 1] == []


def test_what_is_blanked_masked_or_looked_through_is_a_column() -> None:
    assert {*WORDS_THAT_STAY, *MASKED} <= COLUMNS
    changed = {
        place.partition(".")[0]
        for row in KEPT
        for place in row.places
        if row.then is not Then.STAYS
    }
    assert changed == set(REWRITTEN)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([row.what for row in KEPT], words.KEPT_WHAT),
        (About, words.KEPT_ABOUT),
        (Why, words.KEPT_WHY),
        (Until, words.KEPT_LONG),
        (Then, words.KEPT_THEN),
    ],
    ids=["what", "about", "why", "how long", "then"],
)
def test_each_has_words(codes: list[str], said: dict[str, str]) -> None:
    assert set(codes) == set(said)


def test_the_periods_are_those_that_are_applied(shop: Shop) -> None:
    """A day before they end all is there, a day after nothing of it."""
    periods = {row.what: row.long for row in KEPT if isinstance(row.long, timedelta)}
    assert periods == {
        "identity": identities.KEPT,
        "on-hold": suspended.KEPT,
        "hand-over": hand_over_notes.KEPT,
    }
    a_whole_life(shop, somebody(shop))
    for what, table, forget in (
        ("identity", IdentityShown, identities.forget_in_time),
        ("on-hold", SuspendedCase, suspended.forget_suspended_in_time),
        ("hand-over", HandOver, hand_over_notes.forget_notes_in_time),
    ):
        query = select(func.count()).select_from(table)
        for late, left in ((timedelta(-1), True), (timedelta(1), False)):
            shop.clock = lambda what=what, late=late: NOON + periods[what] + late  # type: ignore[misc]
            shop.run(forget)
            with shop.unit(writes=False) as unit:
                assert bool(unit.connection.scalar(query)) is left
