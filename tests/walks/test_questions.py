"""Questions with a case in hand: one is known, one is kept, one is promised to a colleague."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from models.services.knowledge import list_knowledge
from models.services.questions import questions_in
from models.values.questions import QuestionState
from models.values.shop import Role
from tests.builders import NOON
from tests.drawers import a_person
from tests.ui.questions import TWO_YEARS, a_case_of, something_known
from tests.walks.driver import Clerk
from ui.screens.questions.screen import QuestionsScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.values.cases import CaseSeen
    from models.values.questions import QuestionSeen

DEWI_PIN = "8642"
USUAL = "Good to see you. How can I help?"


@pytest.fixture
def case(shop: Shop) -> CaseSeen:
    """Budi's, in a shop that knows how long the warranty on a kettle is."""
    a_person(shop, "Dewi", "9", Role.CLERK, DEWI_PIN)
    something_known(shop)
    return a_case_of(shop)


@pytest.fixture
def clerk(come: Callable[[str], Clerk], database_url: str, case: CaseSeen) -> Clerk:
    return come(database_url)


@pytest.fixture
def tomorrow(qtbot: QtBot, database_url: str, tmp_path: Path) -> Iterator[Callable[[], Clerk]]:
    """Dewi at the counter on the next day."""
    here: list[Clerk] = []

    def come() -> Clerk:
        papers = tmp_path / "papers"
        clerk = Clerk(qtbot, database_url, papers, clock=lambda: NOON + timedelta(1))
        here.append(clerk)
        clerk.sign_on("9", DEWI_PIN)
        clerk.waits_for_the_next()
        return clerk

    yield come
    for clerk in here:
        clerk.go()


def ask_in(clerk: Clerk, case: CaseSeen, greeting: str = USUAL) -> None:
    """The questions of the case, from its own page."""
    clerk.enter(case.code)
    clerk.sees("About the case", case.code)
    clerk.press("F10")
    clerk.sees("Questions in case K000002 · Budi Santoso", f"Greet: {greeting}")
    clerk.rest()


def type_into(clerk: Clerk, name: str, text: str) -> None:
    QTest.keyClicks(clerk.tab_to_field(name), text)
    clerk.rest()


def kept(shop: Shop, case: CaseSeen) -> tuple[QuestionSeen, ...]:
    return shop.read(lambda unit: questions_in(unit, case.id))


def test_three_questions_at_one_counter(
    clerk: Clerk, shop: Shop, case: CaseSeen, tomorrow: Callable[[], Clerk]
) -> None:
    ask_in(clerk, case)
    type_into(clerk, "What does the customer ask?", "What warranty do you give on kettl")
    clerk.sees("The shop knows an answer", "How long is the warranty on a kettle?")
    clerk.press("Alt+1")
    clerk.sees("From what the shop knows.")
    clerk.press("F9")
    clerk.sees("Written down, with the answer.")
    clerk.rest()

    type_into(clerk, "What does the customer ask?", "Budi asks if you sharpen knives")
    type_into(clerk, "The answer", "Yes, Budi: on Fridays, at this counter.")
    clerk.press("F9")
    clerk.sees("Keep this answer for everybody")
    clerk.press("F4")
    clerk.sees("As anybody may ask it")
    clerk.rest()
    replace_in(clerk, "As anybody may ask it", "Do you sharpen knives?")
    replace_in(clerk, "The answer", "Yes, on Fridays, at this counter.")
    clerk.press("F9")
    clerk.sees("Kept. It is offered to everybody who types the like.")
    clerk.rest()

    type_into(clerk, "What does the customer ask?", "When do the blue kettles come?")
    clerk.tab_to_field("Come back to the customer")
    clerk.press("3")
    clerk.tab_to_field("Who comes back")
    clerk.press("2")
    clerk.sees("Tell the customer: Dewi comes back to you by 6 Nov 2026.")
    clerk.press("F9")
    clerk.sees("Written down. Tell the customer: Dewi comes back to you by 6 Nov 2026.")
    clerk.rest()
    clerk.press("Esc")
    clerk.until(lambda: not clerk.window.findChildren(QuestionsScreen))

    first, second, third = kept(shop, case)
    assert first.answer == TWO_YEARS
    sharpened, known = shop.read(list_knowledge)
    assert (first.entry_id, known.used) == (known.id, 2)
    assert (second.entry_id, sharpened.asked) == (sharpened.id, "Do you sharpen knives?")
    assert (third.state, third.follow_up_by) == (QuestionState.OPEN, "Dewi")
    clerk.go()

    dewi = tomorrow()
    ask_in(dewi, case)
    dewi.press("F6")
    dewi.sees("Promised by today", "When do the blue kettles come?")
    dewi.rest()
    type_into(dewi, "What the customer is told", "On Monday.")
    dewi.press("F9")
    dewi.sees(
        "Done: the customer heard from us as promised.", "Nobody waits for a word from you"
    )
    dewi.rest()
    assert kept(shop, case)[2].state is QuestionState.FOLLOWED


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_manager_words_the_guide_and_the_clerk_reads_it(clerk: Clerk, case: CaseSeen) -> None:
    ask_in(clerk, case)
    clerk.press("F12")
    clerk.sees("What we say to customers", "As it is read")
    clerk.rest()
    replace_in(clerk, "Greet", "Welcome to the Corner Shop!")
    clerk.press("F9")
    clerk.sees("Saved. From now on everybody reads it so.")
    clerk.rest()
    clerk.press("Esc")
    clerk.sees("Greet: Welcome to the Corner Shop!")
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("9", DEWI_PIN)
    clerk.waits_for_the_next()
    ask_in(clerk, case, "Welcome to the Corner Shop!")
    assert "Change the guide" not in clerk.reading, "Dewi is no manager"
    clerk.press("F11")
    clerk.sees("What the shop knows", "By any word of the question or the answer")
    clerk.rest()


def replace_in(clerk: Clerk, name: str, text: str) -> None:
    field = clerk.tab_to_field(name)
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, text)
    clerk.rest()
