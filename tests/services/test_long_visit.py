"""A visit with all that can happen in one reads like a story, and stands on one paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.services.case_files import make_case_file
from models.services.case_pages import open_case_page
from models.services.case_views import case_story
from models.services.cases import add_note
from models.services.papers import open_any
from models.services.personal import export_person, forget_person
from models.values.case_papers import CaseFile
from receipts import text
from receipts.case_files import case_file
from receipts.case_stories import story_details, story_lines
from receipts.language import LANGUAGES, Language
from tests.long_visit import NUMBER, a_long_visit
from tests.services.verified import nothing_is_wrong

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


@pytest.mark.parametrize("code", LANGUAGES)
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


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_file_has_the_whole_story(shop: Shop, code: str) -> None:
    case_id = a_long_visit(shop)
    made = shop.run(lambda unit: make_case_file(unit, f"K{case_id:06}"))
    assert isinstance(made.paper, CaseFile)
    head = replace(made.paper.head, language=code)
    file = replace(made.paper, head=head, journal_head="0" * 64)
    assert (file.customer, file.sale_number, file.slip) == ("Budi Santoso", "S-1", "E1-000001")
    golden = GOLDEN / f"case-file-of-visit.{code}.txt"
    assert text.lines(case_file(file)) == golden.read_text("utf-8").splitlines()
    nothing_is_wrong(shop)


def test_what_was_said_goes_from_its_file_with_the_customer(shop: Shop) -> None:
    case_id = a_long_visit(shop)
    clerk = next(
        key
        for key, name in shop.read(lambda unit: open_case_page(unit, case_id)).people
        if name == "Dewi"
    )
    for_one = "Say less"
    shop.run(lambda unit: add_note(unit, case_id, for_one, for_staff_id=clerk))
    made = shop.run(lambda unit: make_case_file(unit, f"K{case_id:06}"))
    assert isinstance(made.paper, CaseFile)
    assert "leaked all over" in made.paper.sayings
    assert for_one not in made.paper.sayings
    given = shop.run(lambda unit: export_person(unit, NUMBER))
    assert made.code in {each["code"] for each in given.tables["document"]}
    assert any("leaked all over" in each["said"] for each in given.tables["complaint"])
    shop.run(lambda unit: forget_person(unit, NUMBER, "Asked"))
    again = shop.read(lambda unit: open_any(unit, made.code)).paper
    assert isinstance(again, CaseFile)
    assert again.said() == {}
    assert again.customer != "Budi Santoso"
    assert "leaked" not in "\n".join(text.lines(case_file(again)))
    nothing_is_wrong(shop)
