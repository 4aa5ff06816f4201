"""The page of approvals in its window, led by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import update

from models.services.approval_requests import Question, Yes
from models.services.delegations import list_colleagues
from models.tables.people import RoleLimits
from models.values import Money, Topic
from models.values.approvals import ApprovalState, YesReason
from models.values.shop import Role
from receipts.language import Language
from tests.drawers import a_person, bela
from tests.ui.approvals import answer, ask, call, sell, yes_needed
from tests.ui.at_once import AtOnce
from tests.ui.looks import settle
from ui import theme, words
from ui.screens.approvals.presenter import ApprovalsPresenter, Around
from ui.screens.approvals.screen import ApprovalsScreen
from ui.screens.approvals.state import Doing
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.values.shop import Person
    from ui.screens.approvals.state import ApprovalsState

APPROVALS = frozenset({Topic.APPROVALS})
F = {n: Qt.Key(Qt.Key.Key_F1.value + n - 1) for n in range(4, 9)}


@pytest.fixture
def system() -> str:
    return "sqlite"


@pytest.fixture
def sari(shop: Shop) -> Person:
    yes_needed(shop)
    for number, name in (("S-1", "Kettle"), ("S-2", "Toaster")):
        sell(shop, number, name)
    sell(shop, "S-9", "Ring", "Jewels")
    return a_person(shop, "Sari", "7", Role.CLERK, "2469")


class Page:
    """The page in its window, and what is told over it."""

    def __init__(self, window: Shell, shop: Shop) -> None:
        self.window = window
        self.heard: list[bool] = []
        self.screen = ApprovalsScreen()
        around = Around(
            clock=lambda: shop.clock().astimezone(shop.facts.zone),
            people=list_colleagues,
            tell=lambda message: window.toast(words.sentence(message)),
            hear=self.heard.append,
        )
        self.presenter = ApprovalsPresenter(AtOnce(shop), around, self.screen.show_state)
        self.screen.bind(self.presenter)
        window.put_screen("approvals", self.screen)
        window.show_screen("approvals")
        self.presenter.start()
        settle()

    @property
    def state(self) -> ApprovalsState:
        return self.screen.state

    @property
    def focused(self) -> str:
        focus = self.window.focusWidget()
        return focus.accessibleName() if focus else ""

    @property
    def reading(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    def press(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            focus = self.window.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(focus, key)
            else:
                QTest.keyClick(focus, key)
            settle()

    def refresh(self) -> None:
        self.presenter.refresh(APPROVALS)
        settle()


@pytest.fixture
def window(qtbot: QtBot, shop: Shop, qapp: QApplication) -> Iterator[Shell]:
    words.use(Language.of("en", shop.facts.currency))
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("approvals", "approvals", mark("Approvals"), shortcut="Ctrl+4")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.shop_opened(Present("Ann Lee", "manager", "Main store"))
    yield made
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


def test_two_keys_say_yes_and_lead_to_the_next(window: Shell, shop: Shop, sari: Person) -> None:
    ask(shop, sari, "S-1", "A good customer of ours")
    ask(shop, sari, "S-2")
    page = Page(window, shop)
    assert page.focused == "S-1 £3,500.00"
    page.press(Qt.Key.Key_Return)
    assert page.focused == "Reason"
    assert "“A good customer of ours”" in page.reading
    assert "Kettle: 6 days late" in page.reading
    assert "Policy 2, clause 1: Within 14 days; until 60 days later a manager decides." in (
        page.reading
    )
    assert page.screen.answer.go.words == "Approve £3,500.00"
    page.press("1", F[8])
    assert page.state.card
    assert page.state.card.state is ApprovalState.GRANTED
    assert "Approved: Sari at register 1 can go on now." in page.reading
    assert "Ann Lee said yes. Sari can use it once, until 12:15." in page.reading
    page.refresh()
    assert page.focused == "S-2 £3,500.00"


def test_a_reason_is_needed_and_for_another_one_words(
    window: Shell, shop: Shop, sari: Person
) -> None:
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    page.press(F[8])
    assert "Choose a reason." in page.reading
    page.press(F[7], "6", F[8])
    assert "Say it in a few words." in page.reading
    assert page.focused == "In a few words"
    page.press("no box, no refund", Qt.Key.Key_Return)
    assert page.state.card
    assert page.state.card.state is ApprovalState.REFUSED
    assert "Ann Lee refused it: Other reason. No money has moved." in page.reading


def test_less_is_seen_before_it_is_said(window: Shell, shop: Shop, sari: Person) -> None:
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    page.press(F[6])
    go = page.screen.answer.go
    assert page.focused == "How much instead"
    assert "At most £3,500.00" in page.reading
    assert go.accessibleDescription() == "Enter a lower amount, or choose another way."
    page.press("9x")
    assert go.accessibleDescription() == "Write the amount in figures."
    page.screen.answer.form.amount.clear()
    page.press("9000")
    assert "£9,000.00 is not less than the £3,500.00 that is due." in go.accessibleDescription()
    page.screen.answer.form.amount.clear()
    page.press("2000")
    assert go.words == "Approve £2,000.00 instead"
    page.screen.answer.form.way.setFocus()
    page.press("3")
    assert "to Store credit" in page.reading
    page.press(F[8])
    assert "Choose a reason." in page.reading
    page.press("2", F[8])
    card = page.state.card
    assert card
    assert (card.to_pay, card.tenders[0][0]) == (Money(200_000), "store-credit")
    assert "Approved with £2,000.00: Sari at register 1 can go on now." in page.reading


def test_esc_goes_back_from_what_was_begun(window: Shell, shop: Shop, sari: Person) -> None:
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    for key, doing in ((F[5], Doing.ASKING), (F[6], Doing.CHANGING), (F[7], Doing.REFUSING)):
        page.press(key)
        assert page.state.doing is doing
        page.press(Qt.Key.Key_Escape)
        assert page.state.doing is Doing.APPROVING


def test_what_is_typed_stays_while_others_ask(window: Shell, shop: Shop, sari: Person) -> None:
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    page.press(F[6], "2000")
    page.screen.answer.words.setFocus()
    page.press("meet half way")
    ask(shop, sari, "S-2")
    page.refresh()
    assert page.focused == "In a few words"
    assert page.screen.answer.words.text() == "meet half way"
    assert page.screen.answer.form.amount.text() == "2000"
    assert page.screen.list.waiting.rows[0].isChecked()
    page.presenter.pick("a-S-2")
    settle()
    assert page.screen.answer.words.text() == ""


def test_who_was_quicker_is_said(window: Shell, shop: Shop, sari: Person) -> None:
    second = bela(shop)
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    page.press("1")
    answer(shop, second, "a-S-1", Yes(reason=YesReason.FAULT_SEEN, words="I saw it"))
    page.refresh()
    assert not page.screen.answer.go.isVisible()
    assert "Bela said yes. Sari can use it once, until 12:15." in page.reading
    assert "12:00 Bela · Approved · The fault was seen · “I saw it”" in page.reading


def test_two_managers_are_named(window: Shell, shop: Shop, sari: Person) -> None:
    second = bela(shop)
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-9"))
    settle()
    assert "Nobody said yes yet: another manager is asked after you." in page.reading
    answer(shop, second, "a-S-9", Yes(reason=YesReason.FAULT_SEEN))
    page.refresh()
    assert "Bela said yes. One more yes is needed." in page.reading
    page.press("1", F[8])
    assert "Bela, Ann Lee said yes. Sari can use it once, until 12:15." in page.reading


def test_who_may_not_say_yes_is_told_why_and_may_say_no(
    window: Shell, shop: Shop, sari: Person
) -> None:
    with shop.unit() as unit:
        limits = update(RoleLimits).where(RoleLimits.code == Role.MANAGER)
        unit.connection.execute(limits.values(case_most=Money(100)))
    page = Page(window, shop)
    page.presenter.pick(ask(shop, sari, "S-1"))
    settle()
    assert not page.screen.answer.go.isEnabled()
    assert "Ann Lee may approve up to £1.00 at once, and this is £3,500.00." in page.reading
    page.press(F[7])
    assert page.screen.answer.go.isEnabled()


def test_a_call_is_on_top_and_ended_by_the_same_key(
    window: Shell, shop: Shop, sari: Person
) -> None:
    ask(shop, sari, "S-1")
    call(shop, sari, "angry customer", "S-2")
    page = Page(window, shop)
    assert page.focused == "Sari calls"
    assert "from register 1 · angry customer about S-2" in page.reading
    page.press(Qt.Key.Key_Return, F[8])
    page.refresh()
    assert "Ann Lee is coming." in page.reading
    assert page.screen.answer.go.words == "It is done"
    page.press(F[8])
    page.refresh()
    assert page.state.card
    assert page.state.card.state is ApprovalState.USED
    assert page.focused == "S-1 £3,500.00"


def test_ones_own_request_is_answered_by_others(
    window: Shell, shop: Shop, sari: Person
) -> None:
    manager = shop.person
    assert manager
    request = ask(shop, sari, "S-1")
    answer(shop, manager, request, Question(words="Where is the box?"))
    shop.person = sari
    page = Page(window, shop)
    assert "Your own requests" in page.reading
    page.press(Qt.Key.Key_Return)
    assert "Ann Lee asked back. Sari answers at register 1." in page.reading
    assert "“Where is the box?”" in page.reading
    page.press("In the car", F[8])
    assert page.state.card
    assert page.state.card.state is ApprovalState.OPEN
    page.press(F[7])
    assert "Sari took it back. No money has moved." in page.reading


def test_authority_is_lent_by_keys(window: Shell, shop: Shop, sari: Person) -> None:
    page = Page(window, shop)
    assert "Nothing waits for you" in page.reading
    page.press(F[4])
    assert page.focused == "Who answers for you"
    page.press(F[8])
    assert "Choose somebody of the shop." in page.reading
    page.press("1")
    away = page.screen.away
    away.until.day.setText("tomorrow")
    page.press(F[8])
    assert "Write year-month-day." in page.reading
    away.until.day.setText("2026-11-06")
    away.until.time.setText("8:30")
    page.press(F[8])
    assert "Sari answers for you" in page.reading
    assert "In force now" in page.reading
    (lent,) = page.state.delegations
    assert f"{lent.until:%d %H:%M}" == "06 08:30"
    away.ends[0].click()
    settle()
    assert "Nobody answers for anybody now." in page.reading
    page.press(F[4])
    assert not page.state.away


def test_the_sound_is_turned_off_here(window: Shell, shop: Shop, sari: Person) -> None:
    page = Page(window, shop)
    page.screen.list.sound.setFocus()
    page.press(Qt.Key.Key_Space)
    assert page.heard == [False]
    assert not page.state.sound
