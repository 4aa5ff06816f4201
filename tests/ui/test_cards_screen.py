"""The page of a gift card in its window: whole in every language, and led by keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.services.people import add_staff
from models.services.value_cards import CardLife, issue_credit, refund_to_card, spend_card
from models.values import Money, TenderKind
from models.values.shop import Role
from models.values.value_cards import CardState
from tests.builders import NOON, a_customer
from tests.ui.looks import settle, wrong_with
from tests.ui.test_returns_presenter import AtOnce
from ui import theme
from ui.screens.cards.presenter import CardsPresenter
from ui.screens.cards.screen import CardsScreen
from ui.screens.cards.state import Doing
from ui.theme import Scheme
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop

LIFE = CardLife(months=12, expires_allowed=True)


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture(scope="module", params=[100, 200], ids=["usual", "twice"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def number(shop: Shop) -> str:
    """A card with some history, of a customer with a long name."""
    customer = a_customer(shop, "Maria Corazon de los Santos-Villanueva")
    with shop.unit() as unit:
        add_staff(
            unit.connection,
            badge="9",
            name="Dewi",
            role=Role.MANAGER,
            language="en",
            pin="8642",
        )
    issued = shop.run(
        lambda unit: issue_credit(
            unit,
            Money(123_456_789),
            kind=TenderKind.STORE_CREDIT,
            life=LIFE,
            customer_id=customer,
        )
    )
    shop.run(lambda unit: spend_card(unit, issued.number, Money(99), "0412-0093", LIFE))
    shop.run(lambda unit: refund_to_card(unit, issued.number, Money(5), "R1-000418", LIFE))
    return issued.number


@pytest.fixture
def screen(
    qtbot: QtBot, shop: Shop, number: str, scale: int, language: str
) -> Iterator[CardsScreen]:
    made = CardsScreen()
    made.bind(CardsPresenter(AtOnce(shop), lambda _: LIFE, made.show_state))
    window = Scrolling(made)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.close()


def empty(screen: CardsScreen, number: str) -> None:
    assert screen.empty.isVisible()


def unknown(screen: CardsScreen, number: str) -> None:
    screen.enter("7000 0000 0000 0000")
    assert screen.notice.isVisible()


def opened(screen: CardsScreen, number: str) -> None:
    screen.enter(number)
    assert len(screen.entries.entries) == 3


def loading(screen: CardsScreen, number: str) -> None:
    screen.enter(number)
    screen.doing.load.click()
    screen.doing.go.click()
    assert screen.doing.amount_row.problem


def moving(screen: CardsScreen, number: str) -> None:
    screen.enter(number)
    screen.doing.move_it.click()
    assert screen.doing.lost.isVisible()


def moved(screen: CardsScreen, number: str) -> None:
    moving(screen, number)
    screen.doing.go.click()
    screen.card.other.click()
    assert screen.state.card
    assert screen.state.card.state is CardState.MOVED


def selling(screen: CardsScreen, number: str) -> None:
    screen.doing.sell.click()
    assert screen.doing.amount.isVisible()


@pytest.mark.parametrize("lead", [empty, selling, unknown, opened, loading, moving, moved])
def test_the_page_is_whole(
    screen: CardsScreen, number: str, lead: Callable[[CardsScreen, str], None]
) -> None:
    lead(screen, number)
    settle()
    assert wrong_with(screen.window()) == []


usual = pytest.mark.parametrize("scale", [100], indirect=True)
english = pytest.mark.parametrize("language", ["en"], indirect=True)


@usual
@english
def test_a_card_is_loaded_by_keys(screen: CardsScreen, qtbot: QtBot, number: str) -> None:
    screen.enter(number)
    settle()
    window = screen.window()
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert screen.doing.amount.hasFocus()
    qtbot.keyClicks(screen.doing.amount, "250")
    qtbot.keyClick(screen.doing.amount, Qt.Key.Key_Return)
    assert screen.doing.receipt.hasFocus()
    qtbot.keyClicks(screen.doing.receipt, "T-1")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert screen.state.doing is Doing.LOOKING
    assert screen.entries.entries[0].accessibleName() == "Loaded · T-1 +250.00"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert screen.empty.isVisible()


@usual
@english
def test_a_card_is_sold_and_spent_by_keys(screen: CardsScreen, qtbot: QtBot) -> None:
    window = screen.window()
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(screen.doing.amount, "50\r")
    qtbot.keyClicks(screen.doing.receipt, "T-7\r")
    assert screen.card.balance.text().endswith("50.00")
    assert not screen.doing.sell.isVisible()
    settle()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.keyClicks(screen.doing.amount, "60\r")
    qtbot.keyClicks(screen.doing.receipt, "T-8\r")
    assert "50.00" in screen.notice.sentence
    screen.doing.amount.setText("20")
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert screen.card.balance.text().endswith("30.00")


@usual
@english
def test_a_mistake_is_taken_back_and_no_pin_stays(
    screen: CardsScreen, qtbot: QtBot, shop: Shop
) -> None:
    fresh = shop.run(
        lambda unit: issue_credit(unit, Money(100), kind=TenderKind.GIFT_CARD, life=LIFE)
    )
    screen.enter(fresh.number)
    screen.doing.void.click()
    screen.doing.go.click()
    assert screen.doing.reason.hasFocus()
    screen.doing.reason.setText("Wrong amount")
    screen.doing.approver.scan("9")
    screen.doing.approver.pin.setText("1111")
    screen.doing.go.click()
    assert "PIN is not right" in screen.notice.sentence
    assert (screen.doing.approver.badge.text(), screen.doing.approver.pin.text()) == ("9", "")
    screen.doing.approver.pin.setText("8642")
    screen.doing.go.click()
    assert screen.state.card
    assert screen.state.card.state is CardState.VOIDED
    assert not screen.doing.load.isVisible()


@usual
@english
def test_a_card_past_its_last_day_offers_only_its_paper(
    screen: CardsScreen, shop: Shop, number: str
) -> None:
    shop.clock = lambda: NOON + timedelta(400)
    screen.enter(number)
    shown = [screen.doing.load, screen.doing.move_it, screen.doing.void]
    assert not any(button.isVisible() for button in shown)
    assert screen.doing.print.isVisible()
