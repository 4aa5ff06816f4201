"""What the page of a gift card says and does, asked without a window on real records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.people import add_staff
from models.services.value_cards import CardLife, issue_credit
from models.values import Money, TenderKind, refuse
from models.values.shop import Role
from models.values.value_cards import CardState
from tests.ui.queued import queued
from tests.ui.test_returns_presenter import AtOnce
from ui.screens.cards.presenter import CardsPresenter
from ui.screens.cards.state import CardsState, Doing

if TYPE_CHECKING:
    from models.db import Shop

LIFE = CardLife(months=None, expires_allowed=True)


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Page:
    """The page without its window."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.work = AtOnce(shop)
        self.states: list[CardsState] = []
        self.presenter = CardsPresenter(self.work, lambda _: LIFE, self.states.append)

    @property
    def state(self) -> CardsState:
        return self.states[-1]

    @property
    def balance(self) -> Money:
        assert self.state.card
        return self.state.card.balance

    @property
    def codes(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []


@pytest.fixture
def number(shop: Shop) -> str:
    with shop.unit() as unit:
        add_staff(
            unit.connection,
            badge="9",
            name="Dewi",
            role=Role.MANAGER,
            language="en",
            pin="8642",
        )
    return shop.run(
        lambda unit: issue_credit(unit, Money(5000), kind=TenderKind.GIFT_CARD, life=LIFE)
    ).number


@pytest.fixture
def page(shop: Shop, number: str) -> Page:
    made = Page(shop)
    made.presenter.enter(number)
    assert made.balance == Money(5000)
    return made


def test_a_card_opens_by_its_voucher_too(shop: Shop, number: str) -> None:
    page = Page(shop)
    page.presenter.enter("v1-000001")
    assert page.state.card
    assert page.state.card.number == number


def test_what_is_no_card_is_said(shop: Shop) -> None:
    page = Page(shop)
    page.presenter.enter("  ")
    assert page.states == []
    page.presenter.enter("4242 4242 4242 4242")
    assert page.codes == ["value-card-unknown"]
    assert page.state.card is None


def test_a_card_is_loaded_once_however_often_the_key_is_pressed(page: Page) -> None:
    page.presenter.begin(Doing.LOADING)
    page.work.waiting = []
    for _ in range(3):
        page.presenter.load(Money(250), "T-1")
    page.work.go_on()
    assert page.balance == Money(5250)
    assert page.state.doing is Doing.LOOKING


def test_the_same_load_after_a_lost_answer_is_not_a_second_one(page: Page) -> None:
    page.presenter.begin(Doing.LOADING)
    page.work.lost = refuse("database-unreachable", place="here")
    page.presenter.load(Money(250), "T-1")
    assert (page.codes, page.state.doing) == (["database-unreachable"], Doing.LOADING)
    page.presenter.load(Money(250), "T-1")
    assert page.balance == Money(5250)
    page.presenter.load(Money(250), "T-1")
    assert page.balance == Money(5500), "the next load is one of its own"


def test_a_mistake_needs_a_manager(page: Page) -> None:
    page.presenter.begin(Doing.VOIDING)
    page.presenter.void("9", "1111", "Wrong amount")
    assert page.codes == ["sign-on-wrong"]
    assert page.state.doing is Doing.VOIDING
    page.presenter.void("9", "8642", "Wrong amount")
    assert page.state.card
    assert page.state.card.state is CardState.VOIDED
    assert not any(page.state.may(doing) for doing in Doing if doing is not Doing.LOOKING)


def test_after_a_loss_the_new_card_is_shown_and_its_voucher_printed(
    page: Page, number: str
) -> None:
    page.presenter.begin(Doing.MOVING)
    page.presenter.move()
    assert page.state.card
    assert page.state.card.moved_from == number
    page.presenter.print()
    page.presenter.print()
    assert queued(page.shop) == [("voucher", "V1-000002", 0), ("voucher", "V1-000002", 1)]
    assert page.codes == ["paper-sent-here"]
    page.presenter.enter(number)
    assert page.state.card.state is CardState.MOVED


def test_what_the_card_does_not_allow_is_not_begun(page: Page) -> None:
    page.presenter.begin(Doing.VOIDING)
    page.presenter.void("9", "8642", "Wrong amount")
    page.presenter.begin(Doing.LOADING)
    assert page.state.doing is Doing.LOOKING


def test_closing_leaves_an_empty_page(page: Page) -> None:
    page.presenter.close()
    assert page.state == CardsState()
    page.presenter.move()
    page.presenter.print()
    assert page.state == CardsState()
