"""The bar in its window: whole in every state and language, and as tall in each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.services.case_facts import escalate
from models.services.case_promises import promise
from models.services.questions import ask_question
from models.values import Topic
from models.values.cases import CaseKind, Smile
from models.values.questions import QuestionKind
from tests.builders import NOON, a_customer, another_shop
from tests.queues import draw
from tests.ui.at_once import AtOnce
from tests.ui.looks import wrong_with
from ui.screens.in_hand.bar import InHandBar
from ui.screens.in_hand.presenter import Around, InHandPresenter
from ui.screens.in_hand.state import Asking, Stage
from ui.shell import Present, Shell
from ui.words import mark

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LONG = "Budi Santoso Wijaya Kusuma"


class Window:
    """The bar over a room, on a real shop with somebody waiting."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.shop = another_shop(folder / "shop.db")
        self.shell = Shell()
        qtbot.addWidget(self.shell)
        self.shell.add_screen("counter", "counter", mark("Counter"), shortcut="Ctrl+1")
        self.room = QLineEdit()
        self.room.setAccessibleName("room")
        self.shell.put_screen("counter", self.room)
        self.bar = InHandBar()
        self.hand = InHandPresenter(
            AtOnce(self.shop),
            Around(
                clock=lambda: NOON,
                kinds=frozenset,
                tell=lambda *_, **__: None,
                show_case=lambda _: None,
            ),
            self.bar.show_state,
        )
        self.bar.bind(self.hand)
        self.shell.set_bar(self.bar)
        self.shell.shop_opened(Present("Sari Wulandari", "senior clerk", "Melati Bandung"))
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)
        for kind in CaseKind:
            draw(self.shop, kind)
        self.hand.start()

    def look(self) -> None:
        self.hand.refresh(frozenset({Topic.CASES}))

    def begin(self) -> int:
        self.hand.call_next()
        self.hand.begin()
        case = self.hand.state.case
        assert case
        return case.id

    def whole(self) -> int:
        """Nothing is cut; how tall the bar is."""
        QApplication.processEvents()
        assert wrong_with(self.shell) == []
        return self.bar.height()


def test_every_state_is_whole(qtbot: QtBot, tmp_path: Path, scale: int, language: str) -> None:
    window = Window(qtbot, tmp_path)
    hand, tall = window.hand, {window.whole()}
    hand.ask(Asking.BEGIN)
    tall.add(window.whole())
    hand.back()
    hand.call_next()
    tall.add(window.whole())
    hand.begin()
    case = hand.state.case
    assert case
    hand.entitle("The blender leaks since the second day, and the lid was never tight")
    hand.meet(a_customer(window.shop, LONG), LONG)
    tall.add(window.whole())
    hand.name_customer()
    window.shop.run(lambda unit: escalate(unit, case.id, "She is angry"))
    window.shop.run(lambda unit: promise(unit, case.id, "A new lid", NOON + timedelta(days=1)))
    window.look()
    tall.add(window.whole())
    for asking in (Asking.NOTE, Asking.ASIDE, Asking.GOODBYE):
        hand.ask(asking)
        tall.add(window.whole())
    window.shop.run(lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, LONG * 4))
    hand.close(then_next=True)
    assert len(hand.state.said) == 2
    tall.add(window.whole())
    if scale == 100:
        assert len(tall) == 1, "nothing below moves"


def test_digits_esc_and_the_keyboard_go_where_they_belong(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(qtbot, tmp_path)
    window.begin()
    window.room.setFocus()
    qtbot.keyClick(window.room, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_2)
    assert window.hand.state.smile is Smile.FAIR
    assert window.room.text() == ""
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert window.hand.state.asking is None
    assert window.room.hasFocus()


def test_the_title_is_typed_where_it_stands(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(qtbot, tmp_path)
    window.begin()
    title = window.bar.title
    title.setFocus()
    qtbot.keyClicks(title, "A kettle")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert window.hand.state.case
    assert window.hand.state.case.title == "A kettle"
    title.setFocus()
    qtbot.keyClicks(title, " or two")
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    assert (title.text(), window.hand.state.case.title) == ("A kettle", "A kettle")


def test_the_bar_goes_with_the_person_and_under_a_lock(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(qtbot, tmp_path)
    window.begin()
    window.hand.ask(Asking.NOTE)
    assert window.bar.drop.isVisible()
    window.shell.cover(QLineEdit())
    assert not window.bar.isVisible()
    assert not window.bar.drop.isVisible()
    window.shell.uncover()
    assert window.bar.drop.isVisible()
    assert window.bar.state.stage is Stage.SERVING
    window.shell.set_bar(None)
    qtbot.waitUntil(lambda: not window.shell.findChildren(InHandBar))
