"""Questions, what is known, what is promised and the guide: whole, and led by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from models.services.guides import guide_for, set_guide
from models.services.questions import questions_in
from models.values.cases import CaseKind
from models.values.guides import GuideStep
from models.values.questions import QuestionState
from receipts.language import Language
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, settle, wrong_with
from tests.ui.questions import KETTLE, TWO_YEARS, a_case_of, a_question, something_known
from ui import words
from ui.screens.follow_ups.presenter import FollowUpsPresenter
from ui.screens.follow_ups.screen import FollowUpsScreen
from ui.screens.guides.card import GuideCard
from ui.screens.guides.presenter import GuidesPresenter
from ui.screens.guides.screen import GuidesScreen
from ui.screens.knowledge.presenter import KnowledgePresenter
from ui.screens.knowledge.screen import KnowledgeScreen
from ui.screens.questions.presenter import QuestionsPresenter
from ui.screens.questions.screen import QuestionsScreen
from ui.screens.questions.state import Part
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from models.db import Shop

usual = pytest.mark.parametrize(("scale", "language"), [(100, "en")], indirect=True)


@pytest.fixture
def system() -> str:
    return "sqlite"


@pytest.fixture(params=["en", "fil"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    words.use(Language.of(code))
    yield code
    words.use(None)


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("cases", "cases", mark("Cases"), shortcut="Ctrl+3")
    made.shop_opened(Present("Ann Lee", say("manager"), "Corner Shop"))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(window: Shell, *keys: Qt.Key | str) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    for key in keys:
        focus = window.focusWidget() or window
        if isinstance(key, str) and key.startswith("Alt+"):
            QTest.keyClick(focus, Qt.Key(ord(key[-1])), alt)
        elif isinstance(key, str):
            QTest.keyClicks(focus, key)
        else:
            QTest.keyClick(focus, key)
        settle()


def put(window: Shell, screen: QWidget, presenter: Any) -> None:
    window.put_screen("cases", screen)
    presenter.start()
    settle()


def guide(shop: Shop, language: str) -> GuideCard:
    card = GuideCard()
    card.show_guide(shop.read(lambda unit: guide_for(unit, CaseKind.INQUIRY, language)))
    return card


def open_questions(window: Shell, shop: Shop, language: str = "en") -> QuestionsScreen:
    something_known(shop)
    something_known(shop, "Do you repair kettles?", "We send them to the maker. " * 8)
    case = a_case_of(shop, "Budi Santoso Wijaya Kusuma")
    a_question(shop, case, KETTLE, days=1)
    a_question(shop, case, "Is there a longer cable?", "Yes: ask for number 4711.")
    screen = QuestionsScreen(guide(shop, language))
    presenter = QuestionsPresenter(AtOnce(shop), case.id, screen.show_state)
    screen.bind(presenter)
    put(window, screen, presenter)
    return screen


def test_the_page_of_questions_is_whole(window: Shell, shop: Shop, language: str) -> None:
    screen = open_questions(window, shop, language)
    assert wrong_with(window) == []
    press(window, "kettle")
    assert len(screen.form.known.rows.rows) == 2
    assert wrong_with(window) == []
    press(window, "Alt+1")
    screen.form.promise.when.setFocus()
    press(window, "5")
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F9)
    assert screen.notice.isVisible()
    assert wrong_with(window) == []
    seen = screen.state.seen
    assert seen
    for question in seen.questions:
        screen.asked.picked.emit(question.id)
        settle()
        assert wrong_with(window) == []
    screen.asked.picked.emit(seen.questions[1].id)
    press(window, Qt.Key.Key_F4)
    assert screen.state.part is Part.KEEPING
    assert wrong_with(window) == []


@usual
def test_all_of_it_fits_the_usual_window(window: Shell, shop: Shop) -> None:
    screen = open_questions(window, shop)
    press(window, "kettle")
    for part in (screen.form.answer, screen.form.promise.when, screen.form.save):
        assert in_sight(window, part, whole=True)


@usual
def test_asked_taken_over_and_promised_by_keys_alone(window: Shell, shop: Shop) -> None:
    screen = open_questions(window, shop)
    assert window.focusWidget() is screen.form.asked.editor
    press(window, "warranty?", "Alt+1")
    assert screen.form.answer.text == TWO_YEARS
    assert window.focusWidget() is screen.form.answer.editor
    press(window, Qt.Key.Key_Tab, "3")
    assert "Tell the customer: Ann Lee comes back to you by 6 Nov 2026." in said_in(screen)
    press(window, Qt.Key.Key_F9)
    state = screen.state.seen
    assert state
    question = shop.read(lambda unit: questions_in(unit, state.case.id))[-1]
    assert (question.asked, question.state) == ("warranty?", QuestionState.ANSWERED)
    assert question.follow_up_on
    assert window.focusWidget() is screen.form.asked.editor
    assert screen.form.asked.text == ""


@usual
def test_another_day_is_written(window: Shell, shop: Shop) -> None:
    screen = open_questions(window, shop)
    press(window, "Red ones?")
    screen.form.promise.when.setFocus()
    press(window, "5")
    assert window.focusWidget() is screen.form.promise.day
    press(window, "2026-11-20", Qt.Key.Key_Tab)
    assert screen.state.day
    assert screen.state.day.isoformat() == "2026-11-20"
    assert screen.form.promise.day.isVisible()
    screen.form.promise.when.setFocus()
    press(window, "1")
    assert screen.state.day is None


def test_what_the_shop_knows_is_whole(window: Shell, shop: Shop) -> None:
    known = something_known(shop)
    something_known(shop, "Do you repair kettles?", "We send them to the maker. " * 8)
    screen = KnowledgeScreen()
    presenter = KnowledgePresenter(AtOnce(shop), screen.show_state)
    screen.bind(presenter)
    put(window, screen, presenter)
    assert window.focusWidget() is screen.search
    assert wrong_with(window) == []
    press(window, "warranty", Qt.Key.Key_Return)
    assert screen.state.picked == known
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F7)
    assert screen.state.merging == known
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Escape, Qt.Key.Key_F6)
    assert screen.notice.isVisible()
    assert wrong_with(window) == []
    presenter.seek("nothing of that kind")
    settle()
    assert wrong_with(window) == []


def test_what_is_promised_is_whole(window: Shell, shop: Shop) -> None:
    screen = FollowUpsScreen(leads=True)
    presenter = FollowUpsPresenter(AtOnce(shop), screen.show_state)
    screen.bind(presenter)
    put(window, screen, presenter)
    assert wrong_with(window) == []
    case = a_case_of(shop)
    a_question(shop, case, f"{KETTLE} " * 6, days=0)
    presenter.start()
    settle()
    assert screen.state.question
    assert wrong_with(window) == []
    asked: list[int] = []
    screen.case_asked.connect(asked.append)
    press(window, Qt.Key.Key_F6)
    assert asked == [case.id]
    screen.answer.editor.setFocus()
    press(window, "On Friday.", Qt.Key.Key_F9)
    assert screen.state.questions == ()
    assert wrong_with(window) == []


def test_the_guides_are_whole(window: Shell, shop: Shop, language: str) -> None:
    screen = GuidesScreen()
    presenter = GuidesPresenter(AtOnce(shop), screen.show_state, language)
    screen.bind(presenter)
    put(window, screen, presenter)
    assert window.focusWidget() is screen.fields[GuideStep.GREET].editor
    assert wrong_with(window) == []
    press(window, "Welcome! ", Qt.Key.Key_F9)
    assert presenter.state.versions[0].words[GuideStep.GREET].startswith("Welcome!")
    assert wrong_with(window) == []
    presenter.choose(CaseKind.COMPLAINT, language)
    presenter.type(GuideStep.ANSWER, "No return, no exchange")
    press(window, Qt.Key.Key_F9)
    assert screen.fields[GuideStep.ANSWER].problem
    assert wrong_with(window) == []


@usual
def test_a_step_is_ticked_and_the_next_one_leads(window: Shell, shop: Shop) -> None:
    screen = open_questions(window, shop)
    (card,) = screen.findChildren(GuideCard)
    assert card.next == 0
    card.steps[0].setFocus()
    press(window, Qt.Key.Key_Return)
    assert card.next == 1
    assert window.focusWidget() is card.steps[1]
    press(window, Qt.Key.Key_Space, "Alt+G")
    assert card.folded
    assert not card.steps[2].isVisible()
    press(window, "Alt+G")
    assert card.next == 2
    inquiry = CaseKind.INQUIRY
    card.show_guide(shop.read(lambda unit: guide_for(unit, inquiry, "en")))
    assert card.next == 2, "ticks stay while nothing in it changed"
    ours = {GuideStep.GREET: "Hello!", GuideStep.CLOSE: "Come again!"}
    card.show_guide(shop.run(lambda unit: set_guide(unit, inquiry, "en", ours, 0)))
    settle()
    assert [step.accessibleName() for step in card.steps] == [
        "Greet: Hello!",
        "Say goodbye: Come again!",
    ]
    assert card.next == 0


def said_in(screen: QuestionsScreen) -> str:
    labels = screen.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisible())
