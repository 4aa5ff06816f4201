"""The settings of the drawers on the drawer's page, and its keys, by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.services.shifts import Terms, terms_of
from models.values import Currency, Money
from models.values.drawer_papers import CashKind
from receipts.language import Language
from tests.drawers import sari
from tests.ui.at_once import AtOnce
from tests.ui.drawer import a_screen
from ui import words
from ui.screens.drawer.state import Stage
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from tests.ui.drawer import Desk
    from ui.screens.drawer.screen import DrawerScreen

Drawer = tuple["DrawerScreen", "Desk"]


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture
def drawer(qtbot: QtBot, shop: Shop) -> Iterator[Drawer]:
    """The manager at an open drawer."""
    words.use(Language.of("en", Currency("GBP")))
    screen, desk = a_screen(AtOnce(shop))
    window = Scrolling(screen)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.drawer.start()
    yield screen, desk
    words.use(None)


def key(qtbot: QtBot, screen: DrawerScreen, which: Qt.Key) -> None:
    """Pressed once a page that has just come is all there."""
    for _ in range(3):
        QApplication.processEvents()
    qtbot.keyClick(QApplication.focusWidget() or screen, which)


def test_a_manager_sets_them_with_no_mouse(qtbot: QtBot, drawer: Drawer, shop: Shop) -> None:
    screen, desk = drawer
    screen.open.terms.setFocus()
    key(qtbot, screen, Qt.Key.Key_Space)
    assert desk.at(Stage.TERMS)
    assert screen.terms.hour.hasFocus()
    for _ in range(4):
        key(qtbot, screen, Qt.Key.Key_Down)
    key(qtbot, screen, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "2.50")
    key(qtbot, screen, Qt.Key.Key_F9)
    assert (desk.at(Stage.OPEN), desk.said) == (True, ["drawer-terms-set"])
    assert shop.read(terms_of) == Terms(day_ends_at=4, limit=Money(250))

    desk.drawer.begin_terms()
    assert (screen.terms.hour.code, screen.terms.limit.text()) == ("4", "2.50")
    screen.terms.limit.clear()
    key(qtbot, screen, Qt.Key.Key_F9)
    assert shop.read(terms_of) == Terms(day_ends_at=4, limit=None)


def test_what_is_no_amount_is_not_sent(drawer: Drawer, shop: Shop) -> None:
    screen, desk = drawer
    desk.drawer.begin_terms()
    screen.terms.limit.setText("a lot")
    screen.terms.save.click()
    assert screen.terms.limit_row.problem
    assert screen.terms.limit.hasFocus()
    assert desk.at(Stage.TERMS)
    assert shop.read(terms_of).limit is None


def test_a_right_that_was_lost_meanwhile_is_said(drawer: Drawer, shop: Shop) -> None:
    screen, desk = drawer
    desk.drawer.begin_terms()
    sari(shop)
    screen.terms.save.click()
    assert (desk.at(Stage.TERMS), desk.said) == (True, ["right-missing"])


def test_escape_leaves_them_as_they_are(qtbot: QtBot, drawer: Drawer, shop: Shop) -> None:
    screen, desk = drawer
    desk.drawer.begin_terms()
    key(qtbot, screen, Qt.Key.Key_Down)
    key(qtbot, screen, Qt.Key.Key_Escape)
    assert desk.at(Stage.OPEN)
    assert shop.read(terms_of).day_ends_at == 0


def test_a_clerk_has_no_settings(drawer: Drawer, shop: Shop) -> None:
    screen, desk = drawer
    sari(shop)
    desk.drawer.start()
    assert not screen.open.terms.isVisible()
    desk.drawer.begin_terms()
    assert desk.at(Stage.OPEN)


@pytest.mark.parametrize(
    ("which", "stage", "moving"),
    [
        (Qt.Key.Key_F3, Stage.MOVE, CashKind.PAID_IN),
        (Qt.Key.Key_F4, Stage.MOVE, CashKind.PAID_OUT),
        (Qt.Key.Key_F5, Stage.MOVE, CashKind.PICKUP),
        (Qt.Key.Key_F6, Stage.MOVE, CashKind.NO_SALE),
        (Qt.Key.Key_F7, Stage.PAPER, None),
        (Qt.Key.Key_F8, Stage.END, None),
        (Qt.Key.Key_F9, Stage.COUNT, None),
    ],
)
def test_each_has_its_key_and_esc_leads_back(
    qtbot: QtBot, drawer: Drawer, which: Qt.Key, stage: Stage, moving: CashKind | None
) -> None:
    screen, desk = drawer
    key(qtbot, screen, which)
    assert (desk.state.stage, desk.state.moving) == (stage, moving)
    key(qtbot, screen, Qt.Key.Key_F9 if stage is Stage.PAPER else Qt.Key.Key_Escape)
    assert desk.at(Stage.OPEN)


def test_after_a_refusal_the_keys_are_where_they_were(qtbot: QtBot, drawer: Drawer) -> None:
    screen, desk = drawer
    key(qtbot, screen, Qt.Key.Key_F4)
    qtbot.keyClicks(screen.open.form.amount, "9999999")
    screen.open.form.reason.setFocus()
    qtbot.keyClicks(screen.open.form.reason, "too much")
    key(qtbot, screen, Qt.Key.Key_Return)
    assert desk.said == ["drawer-short"]
    assert screen.open.form.reason.hasFocus()
