"""The room of cases: nothing clipped, everything by keys, and a long story at once."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from models.services.case_promises import promise
from models.services.cases import add_note, put_aside
from models.values import Money
from models.values.cases import AsideFor
from models.values.events import EventGroup
from models.values.shop import Role
from receipts.case_stories import StoryLine
from receipts.language import Language
from tests.builders import NOON, a_customer
from tests.drawers import SARI_PIN, a_person
from tests.long_visit import a_long_visit
from tests.services.test_cases import at_another_register, begin
from tests.ui.cases import Room
from tests.ui.looks import settle, wrong_with
from ui import theme, words
from ui.screens.cases.screen import CasesScreen
from ui.screens.cases.state import Doing
from ui.screens.cases.story_list import StoryList
from ui.theme import Scheme
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


class Window:
    """The screen at 1280×720, beside the rail and under the top bar."""

    def __init__(self, qtbot: QtBot, shop: Shop) -> None:
        self.screen = CasesScreen()
        self.room = Room(shop, self.screen.show_state)
        self.screen.bind(self.room.page)
        self.scroll = Scrolling(self.screen)
        qtbot.addWidget(self.scroll)
        self.scroll.resize(1188, 660)
        self.scroll.show()
        self.room.page.start()

    def wrong(self) -> list[str]:
        settle()
        return wrong_with(self.scroll)


@pytest.mark.parametrize(("scale", "code"), [(100, "en"), (200, "id"), (200, "fil")])
def test_nothing_is_clipped(
    qtbot: QtBot, qapp: QApplication, shop: Shop, scale: int, code: str
) -> None:
    theme.apply(qapp, Scheme.LIGHT, scale)
    words.use(Language.of(code, shop.facts.currency))
    window = Window(qtbot, shop)
    assert window.wrong() == []
    long_one = a_long_visit(shop)
    budi = a_customer(shop, "Budi Santoso Wijayakusuma", number="B-1")
    case = begin(shop, title="A kettle that leaks for the third time this year")
    shop.run(lambda unit: promise(unit, case.id, "Call him", NOON + timedelta(days=9)))
    there = at_another_register(shop, "3")
    Room(there).page.open_case(case.id)
    page = window.room.page
    page.show_tab(window.room.state.tab)
    for shown in (long_one, case.id):
        page.open_case(shown)
        assert window.wrong() == []
    page.name_customer(budi)
    for doing in Doing:
        page.begin(doing)
        if doing is Doing.NAME:
            page.seek_customer("budi")
        assert window.wrong() == [], doing
    page.begin(None)
    page.note("")
    page.seek("nobody has that")
    assert window.wrong() == []


def test_a_form_begins_where_one_types(qtbot: QtBot, shop: Shop) -> None:
    case = begin(shop)
    window = Window(qtbot, shop)
    window.room.page.open_case(case.id)
    about = window.screen.about
    assert about.go.words == "Say goodbye"
    about.action(Doing.ESCALATE).click()
    form = window.screen.form(Doing.ESCALATE)
    assert form.isVisible()
    assert not about.isVisible()
    form.go.click()
    assert window.screen.notice.sentence.startswith("The words are missing")
    form.back.click()
    assert about.isVisible()
    assert not window.screen.notice.isVisible()


def test_what_cannot_be_done_any_more_is_not_there(qtbot: QtBot, shop: Shop) -> None:
    case = begin(shop)
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.SHOP))
    window = Window(qtbot, shop)
    window.room.page.open_case(case.id)
    about = window.screen.about
    assert about.go.words == "Take it up here"
    assert not about.action(Doing.ASIDE).isVisible()
    window.room.page.close(None)
    window.room.page.open_case(case.id)
    assert about.go.words == "Begin a case that goes on with it"
    assert not any(about.action(each).isVisible() for each in about._actions)
    assert window.screen.story.words.isVisible()


def test_a_clerk_writes_notes_for_everybody(qtbot: QtBot, shop: Shop) -> None:
    case = begin(shop)
    shop.person = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    window = Window(qtbot, shop)
    window.room.page.open_case(case.id)
    story = window.screen.story
    assert not story.whom.isVisible()
    assert not window.screen.about.file.isVisible()
    story.words.setText("It leaks")
    QTest.keyClick(story.words, Qt.Key.Key_Return)
    assert story.words.text() == ""
    assert window.room.news == "case-noted"


def test_another_case_is_not_opened_by_passing_the_list(qtbot: QtBot, shop: Shop) -> None:
    first, second = begin(shop), begin(shop)
    window = Window(qtbot, shop)
    window.room.page.open_case(first.id)
    shown = window.screen.list.list
    shown.setFocus()
    assert window.room.state.picked == first.id
    window.room.page.seek(second.code)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert window.room.state.picked == second.id


def a_line(number: int) -> StoryLine:
    return StoryLine(
        number=number,
        at=NOON + timedelta(hours=number),
        event="ReturnTaken",
        group=EventGroup.DECISIONS,
        person="Rina",
        register="1",
        sentence="Rina took goods of sale S-1 back and paid £10.00, slip R1-000001 " * 2,
        amount=Money(1000),
        papers=("R1-000001",),
        sale="S-1",
    )


def test_five_hundred_lines_are_there_at_once(qtbot: QtBot) -> None:
    told = StoryList(lambda _: [("Policy", "2")])
    qtbot.addWidget(told)
    told.resize(480, 500)
    told.show()
    lines = tuple(a_line(number) for number in range(500))
    began = time.perf_counter()
    told.show_lines(1, lines)
    QCoreApplication.processEvents()
    assert time.perf_counter() - began < 0.5, "a glance is 50 ms on a free machine"
    bar = told.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    told.setCurrentIndex(told.model().index(0, 0))
    bar.setValue(0)
    told.show_lines(1, (*lines, a_line(500)))
    assert bar.value() == 0, "whoever reads further up is left there"


def test_keys_lead_from_a_line_to_its_paper_and_its_details(qtbot: QtBot) -> None:
    told = StoryList(lambda _: [("Policy", "2"), ("Sale", "S-1")])
    qtbot.addWidget(told)
    told.resize(480, 300)
    told.show()
    told.show_lines(1, (a_line(1),))
    told.setCurrentIndex(told.model().index(1, 0))
    low = told.height_of(1)
    QTest.keyClick(told, Qt.Key.Key_Space)
    assert told.height_of(1) > low
    QTest.keyClick(told, Qt.Key.Key_Space)
    assert told.height_of(1) == low
    with qtbot.waitSignal(told.paper_asked) as asked:
        QTest.keyClick(told, Qt.Key.Key_Return)
    assert asked.args == ["R1-000001"]


def test_a_coaching_note_is_for_the_one_chosen(qtbot: QtBot, shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    case = begin(shop)
    shop.run(lambda unit: add_note(unit, case.id, "It leaks"))
    window = Window(qtbot, shop)
    window.room.page.open_case(case.id)
    story = window.screen.story
    story.whom.show_code(str(clerk.staff_id))
    story.words.setText("Smile")
    story.add.click()
    window.room.page.open_case(case.id)
    assert window.room.sentences[-1] == "Ann Lee noted, for one person only: “Smile”"
    assert story.whom.code == "everybody"
