"""From the first paint to the counter: a new machine, a demo, records that cannot be opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import text, update

from desktop import places
from desktop.demo import build
from desktop.demo.people import DEMO_PIN, MANAGER, SENIOR_CLERK
from desktop.program import Opening, Program
from desktop.settings import Settings, load
from models.db import connect
from models.services.people import sign_on
from models.tables.base import rows_of
from models.tables.people import Staff
from models.values import Topic
from tests.builders import NOON, PIN
from ui import theme, words
from ui.screens.people.screen import PeopleScreen
from ui.screens.policy.screen import PolicyScreen
from ui.screens.returns.screen import CounterScreen
from ui.screens.setup.screen import SetupScreen
from ui.screens.sign_on.screen import SignOnScreen
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
PATIENCE = 15_000
SHOP = f"Warung Bu Sari\nindonesia\n\t\t\tSari Wulandari\n{PIN}\n{PIN}"
"""All the keys that set a shop up, from the first field on."""


class Started:
    """A program on its way, and the keys in front of it."""

    def __init__(self, qtbot: QtBot, app: QApplication, opening: Opening) -> None:
        self._qtbot = qtbot
        self.program = Program(app, opening, load(places.settings_file()))
        self.program.start()
        self.program.shell.activateWindow()
        qtbot.waitUntil(self.program.shell.isActiveWindow)

    def until(self, so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(so, timeout=PATIENCE)

    def rest(self) -> None:
        """Until the worker has answered what was asked before."""
        answered: list[None] = []
        self.program.work.compute(lambda: None, answered.append, lambda _: None)
        self.until(lambda: bool(answered))

    def shows(self, kind: type[QWidget]) -> bool:
        return any(each.isVisible() for each in self.program.shell.findChildren(kind))

    def write(self, keys: str) -> None:
        for key in keys:
            focus = self.program.shell.focusWidget()
            if key in KEYS:
                QTest.keyClick(focus, KEYS[key])
            else:
                QTest.keyClicks(focus, key)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.program.shell, key, held)

    def reading(self) -> str:
        labels = self.program.shell.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def close(self) -> None:
        self.program.close()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture(autouse=True)
def _a_new_machine(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(build, "build_demo", partial(build.build_demo, scale=0.005))
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Opening], Started]]:
    begun: list[Started] = []

    def begin(opening: Opening) -> Started:
        begun.append(Started(qtbot, qapp, opening))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()


def test_on_a_new_machine_a_shop_is_set_up_and_its_counter_opened(
    start: Callable[[Opening], Started], empty_database_url: str
) -> None:
    at = start(Opening(url=empty_database_url))
    at.until(lambda: at.shows(SetupScreen))
    setup = at.program.shell.findChild(SetupScreen)
    assert isinstance(setup, SetupScreen)
    at.until(setup.name.hasFocus)
    at.rest()
    at.write(SHOP)
    at.until(setup.open.isEnabled)
    at.press(Qt.Key.Key_F8)
    at.until(lambda: at.shows(SignOnScreen))
    assert "Warung Bu Sari" in at.reading()
    at.write(f"1\n{PIN}\n")
    at.until(lambda: at.shows(CounterScreen))
    assert "Sari Wulandari" in at.reading()
    assert "Demo shop" not in at.reading()


def test_the_demo_is_opened_from_the_same_page(start: Callable[[Opening], Started]) -> None:
    at = start(Opening(url=places.shop_url()))
    at.until(lambda: at.shows(SetupScreen))
    at.press(Qt.Key.Key_F9)
    at.until(lambda: at.shows(CounterScreen))
    assert "Sari Wulandari" in at.reading()
    assert at.program.shop is not None
    assert at.program.shop.facts.demo
    at.press(Qt.Key.Key_L, CTRL | SHIFT)
    at.until(lambda: at.shows(SignOnScreen))
    assert f"PIN {DEMO_PIN}" in at.reading()


def test_a_demo_asked_for_is_made_and_one_place_can_stay_empty(
    start: Callable[[Opening], Started], tmp_path: Path
) -> None:
    at = start(Opening(url=places.demo_url(), demo=True, language="en"))
    at.until(lambda: at.shows(CounterScreen))
    assert "Demo shop: nothing here is real" in at.reading()
    assert not (tmp_path / "data" / "konter" / "shop.db").exists()


def refused(at: Started) -> str:
    at.until(lambda: "The shop cannot be opened" in at.reading())
    return at.reading()


def test_records_of_a_newer_version_are_refused_in_the_window(
    start: Callable[[Opening], Started], database_url: str
) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert "were written by a newer Konter (version 9999" in refused(
        start(Opening(url=database_url))
    )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:///{letter}", "does not hold the records of a shop."),
        ("sqlite:///{folder}", "This user may not write to"),
        ("shop.db", "is not the address of a database."),
        ("postgresql://sari:secret@127.0.0.1:1/shop", "cannot be reached."),
    ],
)
def test_records_that_cannot_be_opened_are_refused_in_the_window(
    start: Callable[[Opening], Started], tmp_path: Path, url: str, sentence: str
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear customer, " * 100)
    at = start(Opening(url=url.format(letter=letter, folder=tmp_path)))
    assert sentence in refused(at)
    assert "secret" not in at.reading()


@pytest.mark.parametrize("system", ["sqlite"])
def test_an_unknown_register_is_refused_in_the_window(
    start: Callable[[Opening], Started], database_url: str
) -> None:
    at = start(Opening(url=database_url, register="77"))
    assert "This shop has no register 77." in refused(at)


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_demo_is_never_made_over_a_real_shop(
    start: Callable[[Opening], Started], database_url: str
) -> None:
    at = start(Opening(url=database_url, demo=True))
    assert "A shop is already here: Corner Shop." in refused(at)


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_look_is_kept_for_the_next_start(
    start: Callable[[Opening], Started], database_url: str
) -> None:
    at = start(Opening(url=database_url, clock=lambda: NOON))
    at.until(lambda: at.shows(SignOnScreen))
    dark = theme.look.dark
    at.press(Qt.Key.Key_D, CTRL | SHIFT)
    at.press(Qt.Key.Key_Plus, CTRL)
    kept = load(places.settings_file())
    assert (kept.scheme, kept.scale) == ("light" if dark else "dark", 110)
    again = start(Opening(url=database_url, clock=lambda: NOON))
    assert (theme.look.dark, theme.look.scale) == (not dark, 110)
    again.until(lambda: again.shows(SignOnScreen))


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_look_that_cannot_be_kept_is_said(
    start: Callable[[Opening], Started], database_url: str
) -> None:
    at = start(Opening(url=database_url))
    at.until(lambda: at.shows(SignOnScreen))
    places.settings_file().parent.parent.mkdir(parents=True, exist_ok=True)
    places.settings_file().parent.touch()
    at.press(Qt.Key.Key_D, CTRL | SHIFT)
    at.until(lambda: "This look could not be kept for the next start." in at.reading())
    assert load_nothing() == Settings()


def load_nothing() -> Settings:
    places.settings_file().parent.unlink()
    return load(places.settings_file())


def test_only_managers_come_to_the_policy(start: Callable[[Opening], Started]) -> None:
    """Whatever key is pressed; and it is made once, however often it is asked for."""
    started = start(Opening(url=places.demo_url(), demo=True))
    started.until(lambda: started.shows(CounterScreen))
    started.press(Qt.Key.Key_8, CTRL)
    started.rest()
    assert not started.shows(PolicyScreen)
    shop = started.program.shop
    assert shop is not None
    manager = shop.run(lambda unit: sign_on(unit, MANAGER.badge, DEMO_PIN))
    started.program.sign_on_as(manager)
    started.rest()
    started.press(Qt.Key.Key_8, CTRL)
    started.press(Qt.Key.Key_8, CTRL)
    started.until(lambda: started.shows(PolicyScreen))
    started.rest()
    assert len(started.program.shell.findChildren(PolicyScreen)) == 1
    clerk = shop.run(lambda unit: sign_on(unit, SENIOR_CLERK.badge, DEMO_PIN))
    started.program.sign_on_as(clerk)
    started.press(Qt.Key.Key_8, CTRL)
    started.rest()
    assert not started.shows(PolicyScreen)


def test_whoever_is_disabled_is_sent_away(start: Callable[[Opening], Started]) -> None:
    """As soon as their window hears of it; and the ways of others go with them."""
    started = start(Opening(url=places.demo_url(), demo=True))
    started.until(lambda: started.shows(CounterScreen))
    program, shop = started.program, started.program.shop
    assert shop is not None
    manager = shop.run(lambda unit: sign_on(unit, MANAGER.badge, DEMO_PIN))
    program.sign_on_as(manager)
    started.rest()
    started.press(Qt.Key.Key_9, CTRL)
    started.until(lambda: started.shows(PeopleScreen))
    started.rest()
    with shop.unit() as unit:
        unit.connection.execute(
            update(rows_of(Staff)).where(Staff.id == manager.staff_id).values(active=False)
        )
    program.work.changed.emit(frozenset({Topic.PEOPLE}))
    started.until(lambda: started.shows(SignOnScreen))
    assert shop.person is None
