"""The drawer's page in its window: whole at any size of type, led by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from models.db import open_shop
from models.values import Money
from models.values.drawer_papers import CashKind
from models.values.printing import Sheet
from models.values.shop import Person, Role
from receipts import pdf, pictures
from receipts.language import Language
from tests.builders import MANAGER, NOON, a_shop
from tests.drawers import BELA_PIN, bela, limit, sari
from tests.ui.at_once import AtOnce
from tests.ui.drawer import a_screen
from tests.ui.kept_papers import KeptPapers
from tests.ui.looks import settle, wrong_with
from ui import theme, words
from ui.screens.drawer.state import Purpose, Stage
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.widgets.buttons import PrimaryButton
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from receipts.document import Document
    from tests.ui.drawer import Desk
    from ui.screens.drawer.screen import DrawerScreen

CLERK = Person(staff_id=3, name="Sari", role=Role.CLERK, language="en")
PLACES = {
    "IDR": ("ID", "Asia/Jakarta"),
    "EUR": ("DE", "Europe/Berlin"),
    "KWD": ("KW", "Asia/Kuwait"),
}


class Page:
    """The drawer in its window, led as a person leads it."""

    def __init__(self, screen: DrawerScreen, desk: Desk, shell: Shell, till: Shop) -> None:
        self.screen, self.desk, self.shell, self.till = screen, desk, shell, till

    def press(self, qtbot: QtBot, keys: str) -> None:
        """Type into whatever has the keyboard; a line break is Return."""
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            if key == "\n":
                qtbot.keyClick(focused, Qt.Key.Key_Return)
            else:
                qtbot.keyClicks(focused, key)

    def f9(self, qtbot: QtBot) -> None:
        qtbot.keyClick(self.shell.focusWidget() or self.shell, Qt.Key.Key_F9)


class Drawn(KeptPapers):
    """Pictures as they are on the screen of a shop."""

    def picture(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> bytes:
        return pictures.pages(pdf.render(document, sheet), 96)[0].png()


@pytest.fixture(scope="module", params=["IDR"])
def pattern(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of which each test has a copy, with a clerk and a second manager."""
    file = tmp_path_factory.mktemp("drawer") / "shop.db"
    country, zone = PLACES[request.param]
    shop = a_shop(
        f"sqlite:///{file}",
        currency=request.param,
        country=country,
        time_zone=zone,
        cash=None,
    )
    limit(shop, 0)
    bela(shop)
    assert sari(shop) == CLERK
    shop.close()
    return file


@pytest.fixture
def till(pattern: Path, tmp_path: Path) -> Iterator[Shop]:
    copy = tmp_path / "shop.db"
    copy.write_bytes(pattern.read_bytes())
    shop = open_shop(f"sqlite:///{copy}", clock=lambda: NOON)
    shop.person = CLERK
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=[100], ids=["usual"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """Once for all tests at a size of type: a window in sight is slow to be dressed anew."""
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    yield code
    words.use(None)


@pytest.fixture
def page(qtbot: QtBot, till: Shop, scale: int, language: str) -> Page:
    words.use(Language.of(language, till.facts.currency))
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_screen("drawer", "drawer", mark("Drawer"), shortcut="Ctrl+4")
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.shop_opened(Present("Sari Wulandari", "clerk", "Melati Bandung"))
    screen, desk = a_screen(AtOnce(till), Drawn())
    shell.put_screen("drawer", screen)
    desk.drawer.start()
    return Page(screen, desk, shell, till)


def closed(page: Page) -> None:
    assert page.desk.at(Stage.CLOSED)


def nothing_typed(page: Page) -> None:
    page.screen.closed.open.click()
    assert page.screen.closed.amount_row.problem


def opened(page: Page) -> None:
    page.desk.drawer.open_with(Money(1_000_000))
    for kind, amount in ((CashKind.PAID_IN, 500_000), (CashKind.NO_SALE, 0)):
        page.desk.drawer.begin_move(kind)
        page.desk.drawer.move(Money(amount), "change for the bakery next door, as every day")
    assert page.desk.at(Stage.OPEN)


def moving(page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_move(CashKind.PAID_OUT)
    page.screen.open.form.go.click()
    assert page.screen.open.form.amount_row.problem


def refused(page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_move(CashKind.PAID_OUT)
    page.desk.drawer.move(Money(9_000_000), "too much")
    assert page.desk.said == ["drawer-short"]


def counting(page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_count(Purpose.CLOSING)
    for field in page.screen.count.fields:
        field.setText("12345")


def short(page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_count(Purpose.CLOSING)
    page.screen.count.fields[0].setText("3")
    page.screen.count.done.click()
    assert page.screen.end.approver.isVisible()


def handing_over(page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_count(Purpose.HAND_OVER)
    page.screen.count.done.click()
    page.screen.end.go.click()
    assert page.screen.end.taker.badge_row.problem


def paper(page: Page) -> None:
    short(page)
    end = page.screen.end
    end.approver.badge.setText("2")
    end.approver.pin.setText(BELA_PIN)
    end.reason.setText("counted twice")
    end.go.click()
    assert page.desk.at(Stage.PAPER)
    assert page.desk.state.picture


def terms(page: Page) -> None:
    """As a manager sees it, after a limit that is no amount."""
    page.till.person = MANAGER
    opened(page)
    assert page.screen.open.terms.isVisible()
    page.screen.open.terms.click()
    page.screen.terms.limit.setText("a lot")
    page.screen.terms.save.click()
    assert page.screen.terms.limit_row.problem


LEADS = (
    closed,
    nothing_typed,
    opened,
    moving,
    refused,
    counting,
    short,
    handing_over,
    paper,
    terms,
)
any_scale = pytest.mark.parametrize("scale", [100, 200], ids=["usual", "twice"], indirect=True)


@any_scale
@pytest.mark.parametrize("language", ["en", "id", "fil"], indirect=True)
@pytest.mark.parametrize("lead", LEADS, ids=lambda lead: lead.__name__)
def test_the_page_is_whole(page: Page, lead: Callable[[Page], None]) -> None:
    lead(page)
    settle()
    assert wrong_with(page.shell) == []


@pytest.mark.parametrize("pattern", ["EUR", "KWD"], indirect=True)
@any_scale
def test_other_currencies_are_counted_on_a_whole_page(page: Page) -> None:
    page.desk.drawer.open_with(Money(100_000))
    page.desk.drawer.begin_count(Purpose.CLOSING)
    settle()
    assert len(page.screen.count.fields) > 12
    assert wrong_with(page.shell) == []


@pytest.mark.parametrize("lead", LEADS, ids=lambda lead: lead.__name__)
def test_one_button_leads_on(page: Page, lead: Callable[[Page], None]) -> None:
    lead(page)
    settle()
    buttons = page.screen.findChildren(PrimaryButton)
    assert len([button for button in buttons if button.isVisible()]) == 1


def test_a_day_with_no_mouse(qtbot: QtBot, page: Page) -> None:
    page.press(qtbot, "1.000.000\n")
    assert page.desk.at(Stage.OPEN)
    page.screen.open.moves[CashKind.PAID_OUT].setFocus()
    page.press(qtbot, " ")
    page.press(qtbot, "72.000\nwindow cleaner\n")
    assert page.desk.at(Stage.OPEN)
    page.f9(qtbot)
    assert page.desk.at(Stage.COUNT)
    page.press(qtbot, "9\n\n\n1\n")
    settle()
    page.f9(qtbot)
    assert page.desk.at(Stage.END)
    assert page.desk.state.found
    assert page.desk.state.found.difference == Money(-8_000)
    page.press(qtbot, f"2\n{BELA_PIN}\nnote missing\n")
    assert page.desk.at(Stage.PAPER)
    page.f9(qtbot)
    assert page.desk.at(Stage.CLOSED)


def test_arrows_walk_the_table(qtbot: QtBot, page: Page) -> None:
    counting(page)
    fields = page.screen.count.fields
    assert fields[0].hasFocus()
    qtbot.keyClick(fields[0], Qt.Key.Key_Up)
    assert fields[0].hasFocus()
    for at in range(len(fields) - 1):
        qtbot.keyClick(fields[at], Qt.Key.Key_Down)
        assert fields[at + 1].hasFocus()
    qtbot.keyClick(fields[-1], Qt.Key.Key_Down)
    assert page.screen.count.done.hasFocus()
    qtbot.keyClick(fields[3], Qt.Key.Key_Up)
    assert fields[2].hasFocus()


def test_letters_are_no_count(qtbot: QtBot, page: Page) -> None:
    opened(page)
    page.desk.drawer.begin_count(Purpose.CLOSING)
    page.press(qtbot, "1a-2.3")
    assert page.screen.count.fields[0].pieces == 123


def test_escape_leaves_the_form_and_books_nothing(qtbot: QtBot, page: Page) -> None:
    moving(page)
    qtbot.keyClick(page.screen.open.form.amount, Qt.Key.Key_Escape)
    assert page.desk.at(Stage.OPEN)
    assert page.desk.state.seen
    assert page.desk.state.seen.open
    assert len(page.desk.state.seen.open.entries) == 3


def test_a_scanned_badge_goes_where_a_person_is_asked_for(page: Page) -> None:
    page.screen.scan("2")
    handing_over(page)
    end = page.screen.end
    page.screen.scan(" 1 ")
    assert (end.taker.badge.text(), end.approver.badge.text()) == ("1", "")
    assert end.taker.pin.hasFocus()
    page.screen.scan("2")
    assert (end.taker.badge.text(), end.approver.badge.text()) == ("1", "2")


def test_a_refused_pin_is_typed_again(page: Page) -> None:
    short(page)
    end = page.screen.end
    for field, typed in ((end.approver.badge, "2"), (end.approver.pin, "0000")):
        field.setText(typed)
    end.reason.setText("counted twice")
    end.go.click()
    assert page.desk.said == ["sign-on-wrong"]
    assert (end.approver.badge.text(), end.approver.pin.text()) == ("2", "")
    assert end.reason.text() == "counted twice"


def test_what_should_be_there_is_on_no_page_before_the_count(page: Page) -> None:
    counting(page)
    for field in page.screen.count.fields:
        field.clear()
    texts = [getattr(each, "text", str)() for each in page.screen.findChildren(QWidget)]
    assert not [text for text in texts if "1.500.000" in str(text)]
