"""Nobody is at the counter: a badge and a PIN bring somebody there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from models.services.people import sign_on
from receipts.language import Language
from tests.builders import PIN
from ui import theme, words
from ui.screens.sign_on.presenter import SignOnPresenter, SignOnState
from ui.screens.sign_on.screen import SignOnScreen
from ui.theme import Scheme
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text
from ui.work import QtWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.unit import Unit
    from models.values.shop import Person

T = TypeVar("T")

RETURN = Qt.Key.Key_Return


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    words.use(Language.of("en"))
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def work(qtbot: QtBot, shop: Shop) -> Iterator[QtWork]:
    shop.person = None
    made = QtWork(shop)
    yield made
    made.close()


@pytest.fixture
def here() -> list[Person]:
    """Who has signed on."""
    return []


@pytest.fixture
def screen(qtbot: QtBot, work: QtWork, here: list[Person]) -> Iterator[SignOnScreen]:
    made = SignOnScreen("Corner Shop")
    made.bind(SignOnPresenter(work, here.append, made.show_state))
    window = Scrolling(made)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(made.badge.hasFocus)
    yield made
    window.close()


def press(qtbot: QtBot, keys: str) -> None:
    """Type into whatever has the keyboard; a line break is Return."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if key == "\n":
            qtbot.keyClick(focused, RETURN)
        else:
            qtbot.keyClicks(focused, key)


def said(screen: SignOnScreen) -> str:
    return screen.notice.sentence if screen.notice.isVisible() else ""


def test_a_badge_and_a_pin_bring_a_person_to_the_counter(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person], shop: Shop
) -> None:
    with shop.unit():  # another counter writes for as long
        press(qtbot, f"1\n{PIN}\n")
        assert screen.go.words == "Checking…"
        assert not screen.go.isEnabled()
    qtbot.waitUntil(lambda: len(here) == 1)
    assert here[0].name == "Ann Lee"
    assert (screen.badge.text(), screen.pin.text(), said(screen)) == ("", "", "")
    assert screen.go.words == "Sign on"


def test_f8_signs_on_from_anywhere(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person]
) -> None:
    press(qtbot, "1\n")
    press(qtbot, PIN)
    qtbot.keyClick(screen.badge, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(here) == 1)


def test_a_scan_anywhere_fills_the_badge_and_leads_to_the_pin(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person]
) -> None:
    press(qtbot, "someone else")
    screen.pin.setFocus()
    press(qtbot, "99")
    screen.scan(" 1 ")
    assert (screen.badge.text(), screen.pin.text()) == ("1", "")
    press(qtbot, f"{PIN}\n")
    qtbot.waitUntil(lambda: len(here) == 1)


def test_a_wrong_pin_and_an_unknown_badge_are_told_alike(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person]
) -> None:
    told = []
    for badge, pin in (("1", "1357"), ("0815", PIN)):
        screen.badge.clear()
        screen.badge.setFocus()
        press(qtbot, f"{badge}\n{pin}\n")
        qtbot.waitUntil(lambda: screen.go.isEnabled())
        told.append(said(screen))
        assert screen.badge.text() == badge
        assert screen.pin.text() == ""
        assert screen.pin.hasFocus()
    assert told[0] == told[1]
    assert "PIN is not right" in told[0]
    assert here == []


def test_after_a_wrong_pin_the_right_one_is_enough(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person]
) -> None:
    press(qtbot, "1\n1357\n")
    qtbot.waitUntil(lambda: said(screen) != "")
    press(qtbot, f"{PIN}\n")
    qtbot.waitUntil(lambda: len(here) == 1)
    assert said(screen) == ""


def test_what_is_missing_is_asked_for(
    qtbot: QtBot, screen: SignOnScreen, here: list[Person]
) -> None:
    press(qtbot, "\n")
    assert screen.badge_row.problem == "Scan your badge, or type its number."
    assert screen.badge.hasFocus()
    press(qtbot, "1")
    assert screen.badge_row.problem == ""
    qtbot.keyClick(screen, Qt.Key.Key_F8)
    assert screen.pin_row.problem == "Type your PIN."
    assert screen.pin.hasFocus()
    assert here == []


def test_asked_twice_it_is_checked_once(
    qtbot: QtBot, work: QtWork, here: list[Person], shop: Shop
) -> None:
    shown: list[SignOnState] = []
    presenter = SignOnPresenter(work, here.append, shown.append)
    with shop.unit():  # another counter writes for as long
        presenter.sign_on("1", PIN)
        presenter.sign_on("1", PIN)
    qtbot.waitUntil(lambda: len(here) == 1)
    assert [state.busy for state in shown] == [True, False]
    again = shop.run(lambda unit: sign_on(unit, "1", PIN))
    assert again == here[0]


class Broken:
    """A desk with a bug."""

    def run(self, use_case: Callable[[Unit], T]) -> T:
        raise ZeroDivisionError

    read = run


def test_a_bug_frees_the_page_and_reaches_the_crash_dialog(qtbot: QtBot) -> None:
    work = QtWork(Broken())
    shown: list[SignOnState] = []
    presenter = SignOnPresenter(work, lambda person: None, shown.append)
    with qtbot.captureExceptions() as crashes:
        presenter.sign_on("1", PIN)
        qtbot.waitUntil(lambda: len(crashes) == 1)
    work.close()
    assert [state.busy for state in shown] == [True, False]


def test_the_page_forgets_what_was_typed_when_it_comes_back(
    qtbot: QtBot, screen: SignOnScreen
) -> None:
    press(qtbot, "1\n24")
    screen.hide()
    screen.show()
    assert (screen.badge.text(), screen.pin.text()) == ("", "")
    assert screen.badge.hasFocus()


def test_the_pin_is_never_shown(screen: SignOnScreen) -> None:
    assert screen.pin.echoMode() is QLineEdit.EchoMode.Password


def test_a_demo_shop_says_how_to_sign_on(qtbot: QtBot, screen: SignOnScreen) -> None:
    hint = "Demo shop: badge 1, PIN 2468."
    assert hint not in seen(screen)
    screen.show_shop("Toko Serba Ada Melati", hint)
    assert {hint, "Toko Serba Ada Melati"} <= seen(screen)


def test_another_language_is_said_at_once(screen: SignOnScreen) -> None:
    screen.show_state(SignOnState(busy=True))
    words.use(Language.of("id"))
    screen.say_again()
    assert screen.go.words == "Memeriksa…"
    assert "Siapa yang di konter?" in seen(screen)
    assert screen.badge.accessibleName() == "Kartu staf"


def seen(screen: SignOnScreen) -> set[str]:
    return {label.text() for label in screen.findChildren(Text) if label.isVisible()}
