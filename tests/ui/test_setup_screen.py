"""The first start: a shop is set up by keys alone, or the demo is opened instead."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, NoReturn, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from models.db import open_shop, prepare, transaction
from models.services.people import sign_on
from models.services.setup import SetUp, set_up_shop
from models.values import refuse
from tests.builders import NOON, PIN
from ui import theme, words
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.screen import SetupScreen
from ui.screens.setup.state import Asked, Doing
from ui.theme import Scheme
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text
from ui.words import say
from ui.work import QtWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.unit import Unit

T = TypeVar("T")
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\v": Qt.Key.Key_Down}
SHOP = f"Warung Bu Sari\nindonesia\n\t\t\tSari Wulandari\n{PIN}\n{PIN}"
"""All the keys that set a shop up, from the first field on."""


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


class NoShop:
    """The desk before there is a shop."""

    def run(self, use_case: Callable[[Unit], T]) -> NoReturn:
        raise AssertionError("there is no shop yet")

    read = run


class FirstStart:
    """The page in its window, and what happens behind it."""

    def __init__(self, qtbot: QtBot, work: QtWork, url: str) -> None:
        self.url = url
        self.opened = 0
        self.demo: Callable[[Callable[[int, int], None]], None] = lambda progress: None
        self.create: Callable[[SetUp], None] = self._write
        self.screen = SetupScreen()
        self.presenter = SetupPresenter(
            work.compute,
            lambda answers: self.create(answers),
            lambda progress: self.demo(progress),
            self._is_open,
            self.screen.show_state,
        )
        self.screen.bind(self.presenter)
        self.window = Scrolling(self.screen)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)

    def _write(self, answers: SetUp) -> None:
        engine = prepare(self.url)
        with transaction(engine, writes=True) as connection:
            set_up_shop(connection, NOON, answers)
        engine.dispose()

    def _is_open(self) -> None:
        self.opened += 1

    def problem(self, asked: Asked) -> str:
        return self.screen.rows[asked].problem

    def answer(self, asked: Asked) -> str:
        return self.presenter.state.answers.get(asked, "")

    @property
    def notice(self) -> str:
        return self.screen.notice.sentence if self.screen.notice.isVisible() else ""


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[FirstStart]:
    work = QtWork(NoShop())
    made = FirstStart(qtbot, work, f"sqlite:///{tmp_path / 'shop.db'}")
    made.window.show()
    made.window.activateWindow()
    made.presenter.start()
    qtbot.waitUntil(lambda: bool(made.presenter.state.places.countries))
    made.screen.name.setFocus()
    qtbot.waitUntil(made.screen.name.hasFocus)
    yield made
    work.close()
    made.window.close()


def press(qtbot: QtBot, keys: str) -> None:
    """Type into whatever has the keyboard; the answers of the worker come in between."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if key in KEYS:
            qtbot.keyClick(focused, KEYS[key])
        else:
            qtbot.keyClicks(focused, key)


def fill_in(qtbot: QtBot, start: FirstStart) -> None:
    press(qtbot, SHOP)
    qtbot.waitUntil(start.screen.open.isEnabled)


def seen(start: FirstStart) -> set[str]:
    return {label.text() for label in start.screen.findChildren(Text) if label.isVisible()}


def test_a_shop_is_set_up_by_keys_alone(qtbot: QtBot, start: FirstStart) -> None:
    fill_in(qtbot, start)
    qtbot.keyClick(start.screen, Qt.Key.Key_F8)
    assert start.screen.open.words == "Opening the shop…"
    qtbot.waitUntil(lambda: start.opened == 1)
    with closing(open_shop(start.url)) as shop:
        facts = shop.facts
        manager = shop.run(lambda unit: sign_on(unit, "1", PIN))
    assert (facts.name, facts.country, facts.currency.code) == ("Warung Bu Sari", "ID", "IDR")
    assert (facts.zone.key, facts.language) == ("Asia/Jakarta", "en")
    assert (manager.name, manager.role) == ("Sari Wulandari", "manager")


def test_return_in_the_last_field_opens_the_shop(qtbot: QtBot, start: FirstStart) -> None:
    fill_in(qtbot, start)
    press(qtbot, "\n")
    qtbot.waitUntil(lambda: start.opened == 1)


def test_a_used_pin_is_not_kept(qtbot: QtBot, start: FirstStart) -> None:
    fill_in(qtbot, start)
    press(qtbot, "\n")
    qtbot.waitUntil(lambda: start.opened == 1)
    assert PIN not in repr(start.presenter.state)


def test_until_all_is_answered_the_button_says_what_is_missing(
    qtbot: QtBot, start: FirstStart
) -> None:
    needed = "Still needed: Shop name, Country, Currency, Time zone, "
    needed += "First manager's name, PIN, PIN once more"
    assert not start.screen.open.isEnabled()
    assert start.screen.open.accessibleDescription() == needed
    assert needed in seen(start)
    fill_in(qtbot, start)
    assert "Everything is there." in seen(start)
    qtbot.keyClick(start.screen.pin, Qt.Key.Key_Backspace)
    assert start.screen.open.toolTip() == "Still needed: PIN, PIN once more"


def test_f8_too_early_says_everything_and_leads_to_the_first(
    qtbot: QtBot, start: FirstStart
) -> None:
    press(qtbot, "Warung\n")
    qtbot.keyClick(start.screen, Qt.Key.Key_F8)
    assert start.screen.country.hasFocus()
    assert start.problem(Asked.NAME) == ""
    assert all(start.problem(asked) for asked in Asked if asked is not Asked.NAME)
    assert start.opened == 0


@pytest.mark.parametrize(
    ("asked", "keys", "problem"),
    [
        (Asked.NAME, "\t", "Give the shop its name."),
        (Asked.NAME, "   \t", "Give the shop its name."),
        (Asked.COUNTRY, "\t", "Choose a country from the list."),
        (Asked.COUNTRY, "Atlantis\t", "Choose a country from the list."),
        (Asked.CURRENCY, "doubloon\t", "Choose a currency from the list."),
        (Asked.TIME_ZONE, "\t", "Choose the country first, then its time zone."),
        (Asked.MANAGER, "\t", "Somebody has to be the first manager."),
        (Asked.PIN, "\t", "Choose a PIN of at least 4 digits."),
        (Asked.PIN, "246\t", "Too short: at least 4 digits."),
        (Asked.PIN, "12ab", "Digits only, please."),
        (Asked.PIN, "1234", "Too easy to guess. Choose another."),
        (Asked.PIN, "77777", "Too easy to guess. Choose another."),
        (Asked.PIN_AGAIN, "\t", "Type the PIN once more."),
        (Asked.PIN_AGAIN, "2", "The two PINs are not the same."),
    ],
)
def test_a_problem_is_said_at_its_field(
    qtbot: QtBot, start: FirstStart, asked: Asked, keys: str, problem: str
) -> None:
    start.screen.rows[asked].editor.setFocus()
    press(qtbot, keys)
    assert start.problem(asked) == problem
    assert start.screen.rows[asked].editor.accessibleDescription() == problem
    assert problem in seen(start)


def test_nobody_is_blamed_while_still_typing(qtbot: QtBot, start: FirstStart) -> None:
    start.screen.pin.setFocus()
    press(qtbot, "24")
    assert start.problem(Asked.PIN) == ""
    press(qtbot, "68\t24")
    assert start.problem(Asked.PIN_AGAIN) == ""
    press(qtbot, "5")
    assert start.problem(Asked.PIN_AGAIN) == "The two PINs are not the same."


def test_a_problem_goes_with_the_letter_that_mends_it(qtbot: QtBot, start: FirstStart) -> None:
    start.screen.pin.setFocus()
    press(qtbot, "246\t")
    assert start.problem(Asked.PIN) == "Too short: at least 4 digits."
    qtbot.keyClicks(start.screen.pin, "8")
    assert start.problem(Asked.PIN) == ""


def test_another_country_brings_its_own_money_and_clocks(
    qtbot: QtBot, start: FirstStart
) -> None:
    screen = start.screen
    press(qtbot, "\tindonesia\n")
    qtbot.waitUntil(lambda: screen.time_zone.text() == "Jakarta (UTC+7)")
    assert screen.currency.text() == "Indonesian Rupiah (IDR)"
    press(qtbot, "\t\tmakas\n")
    assert start.answer(Asked.TIME_ZONE) == "Asia/Makassar"
    screen.country.setFocus()
    press(qtbot, "philippines\n")
    qtbot.waitUntil(lambda: screen.time_zone.text() == "Manila (UTC+8)")
    assert start.answer(Asked.CURRENCY) == "PHP"


def test_a_country_taken_back_takes_its_proposals_along(
    qtbot: QtBot, start: FirstStart
) -> None:
    press(qtbot, "\tindonesia\n")
    qtbot.waitUntil(lambda: bool(start.answer(Asked.TIME_ZONE)))
    press(qtbot, "x")
    assert [start.answer(a) for a in (Asked.COUNTRY, Asked.CURRENCY, Asked.TIME_ZONE)] == [
        "",
        "",
        "",
    ]
    assert start.screen.country.text() == "Indonesiax"
    assert start.screen.currency.text() == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("united k", ["United Kingdom"]),
        ("aland i", ["Åland Islands"]),
        ("Å", ["Åland Islands"]),
        ("RIA", ["Algeria", "Austria"]),
        ("atlantis", []),
    ],
)
def test_a_country_is_found_by_a_part_of_its_name(
    qtbot: QtBot, start: FirstStart, typed: str, found: list[str]
) -> None:
    start.screen.country.setFocus()
    press(qtbot, typed)
    assert list(start.screen.country.found[:2]) == found


def test_what_begins_so_stands_first_and_arrows_choose(qtbot: QtBot, start: FirstStart) -> None:
    start.screen.country.setFocus()
    press(qtbot, "in")
    assert start.screen.country.found[:3] == ("India", "Indonesia", "Argentina")
    press(qtbot, "\v\n")
    assert start.answer(Asked.COUNTRY) == "ID"
    assert start.screen.country.found == ()


def test_the_whole_list_opens_by_the_arrow_and_closes_by_escape(
    qtbot: QtBot, start: FirstStart
) -> None:
    start.screen.country.setFocus()
    press(qtbot, "\v")
    assert len(start.screen.country.found) > 230
    assert start.screen.country.found[0] == "Afghanistan"
    qtbot.keyClick(start.screen.country, Qt.Key.Key_Escape)
    assert start.screen.country.found == ()
    assert start.answer(Asked.COUNTRY) == ""


def test_a_part_that_only_one_has_is_taken_on_leaving(qtbot: QtBot, start: FirstStart) -> None:
    press(qtbot, "\tphilip\t")
    assert start.answer(Asked.COUNTRY) == "PH"
    assert start.screen.country.text() == "Philippines"
    assert start.problem(Asked.COUNTRY) == ""


def test_a_click_opens_the_list_and_takes_a_name(qtbot: QtBot, start: FirstStart) -> None:
    country = start.screen.country
    qtbot.mouseClick(country, Qt.MouseButton.LeftButton)
    assert len(country.found) > 230
    names = next(n for n in country.window().findChildren(QListView) if n.isVisible())
    box = names.visualRect(names.model().index(2, 0))
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert start.screen.country.text() == "Albania"
    assert start.answer(Asked.COUNTRY) == "AL"
    assert country.hasFocus()


def test_the_page_speaks_another_language_at_once(qtbot: QtBot, start: FirstStart) -> None:
    press(qtbot, "Toko\nunited kingdom\n")
    qtbot.waitUntil(lambda: bool(start.answer(Asked.TIME_ZONE)))
    start.screen.manager.setFocus()
    press(qtbot, "\t")
    with qtbot.waitSignal(start.screen.said_again):
        qtbot.mouseClick(start.screen.languages.part("id"), Qt.MouseButton.LeftButton)
    assert {"Selamat datang di Konter", "Harus ada yang menjadi manajer pertama."} <= seen(
        start
    )
    assert start.screen.country.text() == "Inggris Raya"
    assert start.answer(Asked.COUNTRY) == "GB"
    assert start.screen.open.words == "Buka toko"
    assert say("PIN once more") == "Ulangi PIN"
    qtbot.keyClick(start.screen.languages.part("id"), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "Maligayang pagdating sa Konter" in seen(start))


def test_the_language_of_the_page_is_that_of_the_shop(qtbot: QtBot, start: FirstStart) -> None:
    written: list[SetUp] = []
    start.create = written.append
    fill_in(qtbot, start)
    qtbot.mouseClick(start.screen.languages.part("fil"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: start.presenter.state.language == "fil")
    qtbot.keyClick(start.screen, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: start.opened == 1)
    assert written[0].language == "fil"


def test_the_machine_suggests_language_and_country(qtbot: QtBot, start: FirstStart) -> None:
    start.presenter.start("id", "ID")
    qtbot.waitUntil(lambda: start.screen.time_zone.text() == "Jakarta (UTC+7)")
    assert start.screen.currency.text() == "Rupiah Indonesia (IDR)"
    assert "Siapkan toko Anda" in seen(start)


def test_a_machine_of_another_language_is_spoken_to_in_english(
    qtbot: QtBot, start: FirstStart
) -> None:
    start.presenter.start("de", "ZZ")
    qtbot.waitUntil(lambda: start.presenter.state.language == "en")
    assert start.answer(Asked.COUNTRY) == ""


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(
    qtbot: QtBot, start: FirstStart
) -> None:
    def full(answers: SetUp) -> None:
        raise refuse("disk-full", place="shop.db")

    start.create = full
    fill_in(qtbot, start)
    press(qtbot, "\n")
    qtbot.waitUntil(lambda: "The disk at shop.db is full." in start.notice)
    assert start.screen.open.hasFocus()
    assert start.screen.name.text() == "Warung Bu Sari"
    assert start.opened == 0


def test_a_refused_answer_is_told_at_its_field(qtbot: QtBot, start: FirstStart) -> None:
    def old(answers: SetUp) -> None:
        raise refuse("time-zone-unknown", name=answers.time_zone)

    start.create = old
    fill_in(qtbot, start)
    press(qtbot, "\n")
    qtbot.waitUntil(lambda: start.problem(Asked.TIME_ZONE) != "")
    assert start.screen.time_zone.hasFocus()
    assert start.notice == ""


def test_a_bug_frees_the_page_and_reaches_the_crash_dialog(
    qtbot: QtBot, start: FirstStart
) -> None:
    def broken(answers: SetUp) -> None:
        raise ZeroDivisionError

    start.create = broken
    fill_in(qtbot, start)
    with qtbot.captureExceptions() as crashes:
        press(qtbot, "\n")
        qtbot.waitUntil(lambda: len(crashes) == 1)
    assert start.presenter.state.doing is Doing.NOTHING


def test_the_demo_opens_and_says_how_far_it_is(qtbot: QtBot, start: FirstStart) -> None:
    half, go_on = threading.Event(), threading.Event()
    builders: list[threading.Thread] = []

    def build(progress: Callable[[int, int], None]) -> None:
        builders.append(threading.current_thread())
        progress(0, 20_000)
        progress(10_000, 20_000)
        half.set()
        go_on.wait(5)

    start.demo = build
    qtbot.keyClick(start.screen, Qt.Key.Key_F9)
    assert start.presenter.state.doing is Doing.DEMO
    qtbot.waitUntil(lambda: start.presenter.state.progress == (10_000, 20_000))
    qtbot.waitUntil(start.screen.demo.progress.isVisible)
    assert not start.screen.demo.open.isVisible()
    assert not start.screen.name.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: start.opened == 1)
    assert builders[0] is not threading.main_thread()


def test_the_demo_can_be_called_off(qtbot: QtBot, start: FirstStart) -> None:
    begun, go_on = threading.Event(), threading.Event()
    finished: list[str] = []

    def build(progress: Callable[[int, int], None]) -> None:
        progress(1, 100)
        begun.set()
        go_on.wait(5)
        progress(2, 100)
        finished.append("built")

    start.demo = build
    qtbot.mouseClick(start.screen.demo.open, Qt.MouseButton.LeftButton)
    assert begun.wait(5)
    start.screen.demo.progress.cancel_asked.emit()
    assert start.presenter.state.doing is Doing.STOPPING
    go_on.set()
    qtbot.waitUntil(lambda: start.presenter.state.doing is Doing.NOTHING)
    assert (start.opened, finished) == (0, [])
    assert start.screen.demo.open.hasFocus()
    assert start.screen.name.isEnabled()


def test_a_demo_that_cannot_be_made_is_told(qtbot: QtBot, start: FirstStart) -> None:
    def build(progress: Callable[[int, int], None]) -> None:
        raise refuse("no-permission", place="demo.db")

    start.demo = build
    qtbot.keyClick(start.screen, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "demo.db" in start.notice)
    assert start.screen.demo.open.isVisible()


def test_twenty_thousand_reports_are_a_hundred_signals(qtbot: QtBot, start: FirstStart) -> None:
    moved: list[tuple[int, int]] = []

    def build(progress: Callable[[int, int], None]) -> None:
        for done in range(20_001):
            progress(done, 20_000)

    start.demo = build
    start.presenter.open_demo()
    assert start.presenter._far is not None
    start.presenter._far.moved.connect(lambda *far: moved.append(far))
    qtbot.waitUntil(lambda: start.opened == 1)
    assert len(moved) <= 101


def test_tab_goes_through_the_page_in_reading_order(qtbot: QtBot, start: FirstStart) -> None:
    screen = start.screen
    order = [
        screen.name,
        screen.country,
        screen.currency,
        screen.time_zone,
        screen.manager,
        screen.pin,
        screen.pin_again,
        screen.demo.open,
        screen.languages.part("en"),
    ]
    visited = []
    for _ in order:
        visited.append(QApplication.focusWidget())
        press(qtbot, "\t")
    assert visited == order
    assert screen.name.hasFocus()


def test_both_pins_are_hidden(start: FirstStart) -> None:
    for secret in (start.screen.pin, start.screen.pin_again):
        assert secret.echoMode() is QLineEdit.EchoMode.Password
