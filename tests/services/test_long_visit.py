"""A visit with all that can happen in one reads like a story, and stands on one paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.services.case_views import case_story
from receipts.case_stories import story_details, story_lines
from receipts.language import Language
from tests.long_visit import a_long_visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def system() -> str:
    """Words are alike on every database."""
    return "sqlite"


def read_out(shop: Shop, case_id: int, code: str) -> Iterator[str]:
    """Day by day, as the screen shows it."""
    language = Language.of(code, shop.facts.currency)
    story = shop.read(lambda unit: case_story(unit, case_id))
    shown = None
    for line in story_lines(language, story):
        if line.at.date() != shown:
            shown = line.at.date()
            yield f"== {language.day(shown)}"
        money = f" [{language.money(line.amount)}]" if line.amount else ""
        yield f"{language.clock(line.at.time())} {line.sentence}{money}"


@pytest.mark.parametrize("code", ["en", "id"])
def test_it_reads_like_a_story(shop: Shop, code: str) -> None:
    told = list(read_out(shop, a_long_visit(shop), code))
    golden = GOLDEN / f"case-story.{code}.txt"
    assert told == golden.read_text("utf-8").splitlines()


def test_whoever_wants_to_know_is_told_all_that_was_recorded(shop: Shop) -> None:
    case_id = a_long_visit(shop)
    story = shop.read(lambda unit: case_story(unit, case_id))
    language = Language.of("en", shop.facts.currency)
    lines = {each.event: each for each in story_lines(language, story)}
    exchanged = lines["ExchangeTaken"]
    assert exchanged.papers == ("E1-000001", "A1-000001")
    details = dict(story_details(language, story, exchanged.number))
    assert details["Sale"] == "S-1"
    assert story_details(language, story, 0) == []
