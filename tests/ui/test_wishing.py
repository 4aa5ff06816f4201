"""The customer's paper in their language, or none: one key each, and nothing by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.services.documents import open_paper
from models.values.codes import Reason
from models.values.printing import AS_USUAL, PaperWish
from tests.builders import a_customer, a_line, a_product, a_sale
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.screen import CounterScreen
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.db import Shop

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def system() -> str:
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    kettle = a_product(shop)
    budi = a_customer(shop, language="id")
    a_sale(shop, a_line(kettle), number="S-1")
    a_sale(shop, a_line(kettle), number="S-2", customer_id=budi)
    return Desk(shop)


def printed_in(desk: Desk) -> str:
    assert desk.state.taken is not None
    number = desk.state.taken.slip.head.number
    return desk.shop.read(lambda unit: open_paper(unit, number)).slip.head.language


def test_by_default_it_is_the_shops_language_and_printed(desk: Desk) -> None:
    desk.bring("S-1")
    assert desk.state.paper_language == "en"
    assert desk.state.wish == AS_USUAL
    desk.counter.confirm()
    assert printed_in(desk) == "en"


def test_a_known_customers_own_language_needs_no_key(desk: Desk) -> None:
    desk.bring("S-2")
    assert desk.state.paper_language == "id"
    desk.counter.confirm()
    assert printed_in(desk) == "id"


def test_what_they_choose_is_what_the_next_paper_speaks_by_itself(desk: Desk) -> None:
    desk.bring("S-2")
    desk.counter.wishing.next_language()
    assert desk.state.paper_language == "fil"
    decision = desk.state.decision
    desk.counter.confirm()
    assert printed_in(desk) == "fil"
    assert decision is not None
    desk.counter.start()
    desk.counter.enter("S-2")
    assert desk.state.wish == AS_USUAL
    assert desk.state.paper_language == "fil"


def test_the_next_customer_begins_anew(desk: Desk) -> None:
    desk.bring("S-1")
    desk.counter.wishing.next_language()
    desk.counter.wishing.toggle_paper()
    assert desk.state.wish == PaperWish(language="id", printed=False)
    desk.counter.start()
    desk.counter.enter("S-1")
    assert (desk.state.wish, desk.state.paper_language) == (AS_USUAL, "en")


def test_a_wish_decides_nothing_and_asks_for_no_yes_again(desk: Desk) -> None:
    desk.bring("S-1")
    before = desk.state.decision
    desk.counter.wishing.next_language()
    assert desk.state.decision is before


def test_goodwill_speaks_the_language_of_whom_it_is_for(desk: Desk) -> None:
    desk.counter.giving.begin()
    assert desk.state.paper_language == "en"
    desk.counter.giving.name_customer("Budi Santoso")
    assert desk.state.paper_language == "id"
    assert desk.state.stage is Stage.GIVING


def test_it_is_all_done_by_keys(qtbot: QtBot, desk: Desk) -> None:
    screen = CounterScreen()
    qtbot.addWidget(screen)
    screen.bind(desk.counter)
    screen.show()
    qtbot.waitExposed(screen)
    desk.bring("S-1", reason=Reason.CHANGED_MIND)
    line = screen.decision.wish
    screen.show_state(desk.state)
    QApplication.processEvents()
    for key, said in (
        (Qt.Key.Key_L, ["Paper: Bahasa Indonesia", "No paper, thanks"]),
        (Qt.Key.Key_L, ["Paper: Filipino", "No paper, thanks"]),
        (Qt.Key.Key_N, ["Not printed · Filipino", "Print it"]),
    ):
        QTest.keyClick(screen, key, ALT)
        screen.show_state(desk.state)
        QApplication.processEvents()
        assert [link.accessibleName() for link in line.fields] == said
    assert desk.state.wish == PaperWish(language="fil", printed=False)
