"""Hours and limits of complaints: tried while they are typed, kept, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.services.complaint_terms import complaint_terms, set_complaint_terms
from models.values.complaints import USUAL_TERMS, ComplaintKind
from tests.ui.at_once import AtOnce
from tests.ui.looks import settle, wrong_with
from ui.screens.complaint_terms.presenter import TermsPresenter
from ui.screens.complaint_terms.screen import TermsScreen
from ui.screens.complaint_terms.typed import read_dates, read_day, write_dates, write_day
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from ui.screens.complaint_terms.state import TermsState

GOODS = ComplaintKind.GOODS


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Page:
    """The presenter with what it was shown."""

    def __init__(self, shop: Shop) -> None:
        self.shown: list[TermsState] = []
        self.terms = TermsPresenter(AtOnce(shop), self.shown.append)
        self.terms.start()

    @property
    def state(self) -> TermsState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []


@pytest.mark.parametrize(
    ("typed", "day", "shown"),
    [
        ("9-18", ((540, 1080),), "9:00–18:00"),
        ("9:00–12.30, 13:00 - 18", ((540, 750), (780, 1080)), "9:00–12:30, 13:00–18:00"),
        (" ", (), ""),
    ],
)
def test_hours_are_read_as_people_type_them(
    typed: str, day: tuple[tuple[int, int], ...], shown: str
) -> None:
    assert read_day(typed) == day
    assert write_day(day) == shown


@pytest.mark.parametrize("typed", ["nine to six", "9-18 or so", "9:75-18"])
def test_what_are_no_hours_is_not_taken(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_day(typed)


def test_days_are_read_from_lines() -> None:
    days = read_dates("2026-12-31\n2026-12-29, 2027-01-02")
    assert write_dates(days) == "2026-12-29\n2026-12-31\n2027-01-02"
    with pytest.raises(ValueError, match="isoformat"):
        read_dates("Christmas")


def test_what_is_typed_is_tried_kept_and_taken_back(shop: Shop) -> None:
    page = Page(shop)
    assert page.state.due[GOODS, 3] == datetime(2026, 11, 5, 16, tzinfo=UTC)
    page.terms.set_limit(GOODS, 3, Decimal("1.5"))
    assert page.state.due[GOODS, 3] == datetime(2026, 11, 5, 13, 30, tzinfo=UTC)
    assert page.terms.set_closed("2026-11-05")
    assert page.state.due[GOODS, 3] == datetime(2026, 11, 6, 10, 30, tzinfo=UTC)
    page.terms.save()
    assert page.said == ["complaint-terms-kept"]
    assert shop.read(complaint_terms).terms.closed == {date(2026, 11, 5)}
    page.terms.undo()
    assert page.said == ["complaint-terms-back"]
    kept = shop.read(complaint_terms)
    assert (kept.version, kept.terms) == (2, USUAL_TERMS)


def test_what_nobody_can_keep_says_so_while_it_is_typed(shop: Shop) -> None:
    page = Page(shop)
    assert not page.terms.set_day(0, "nine")
    assert page.terms.set_day(0, "18-9")
    assert [each.code for each in page.state.wrong] == ["complaint-hours-wrong"]
    page.terms.save()
    assert page.said == ["complaint-hours-wrong"]


def test_what_somebody_else_set_meanwhile_is_not_overwritten(shop: Shop) -> None:
    page = Page(shop)
    page.terms.set_nears(50)
    shop.run(lambda unit: set_complaint_terms(unit, replace(USUAL_TERMS, alone=1), 0))
    page.terms.save()
    assert page.said == ["complaint-terms-changed"]
    assert page.state.terms.nears == 50
    page.terms.look_again()
    assert (page.state.base, page.state.terms.alone) == (1, 1)


def a_window(qtbot: QtBot, shop: Shop) -> tuple[Shell, TermsScreen]:
    window = Shell()
    qtbot.addWidget(window)
    window.add_screen("policy", "policy", mark("Policy"), shortcut="Ctrl+8")
    window.resize(1280, 720)
    window.show()
    window.shop_opened(Present("Ann Lee", say("manager"), "Melati Bandung"))
    screen = TermsScreen()
    screen.bind(TermsPresenter(AtOnce(shop), screen.show_state))
    window.put_screen("policy", screen)
    window.show_screen("policy")
    assert screen._presenter is not None
    screen._presenter.start()
    settle()
    return window, screen


@pytest.mark.usefixtures("scale", "language")
def test_the_page_is_whole_and_typed_into(shop: Shop, qtbot: QtBot) -> None:
    window, screen = a_window(qtbot, shop)
    wrong = wrong_with(window)
    screen.days[0].setText("10-17")
    QTest.keyClick(screen.days[0], Qt.Key.Key_Return)
    assert screen.state.terms.week[0] == ((600, 1020),)
    screen.days[6].setText("closed")
    QTest.keyClick(screen.days[6], Qt.Key.Key_Return)
    assert screen._rows[6].problem
    QTest.keyClick(window, Qt.Key.Key_F9)
    settle()
    assert screen.state.base == 1
    assert wrong + wrong_with(window) == []
