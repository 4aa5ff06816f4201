"""The window: there at once, led by keys, the same in every screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

import ui
from ui import theme, words
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.widgets.empty_state import EmptyState
from ui.widgets.rail import RailEntry
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SARI = Present("Sari Wulandari", "senior clerk", "Melati Bandung · register 2")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("counter", "counter", mark("Counter"), shortcut="Ctrl+1")
    made.add_screen("queue", "queue", mark("Queue"), shortcut="Ctrl+2")
    made.add_screen("policy", "policy", mark("Policy"), shortcut="Ctrl+8", for_managers=True)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def opened(shell: Shell) -> Shell:
    """A shell whose screens are there and whose shop is open."""
    shell.put_screen("counter", QLineEdit())
    shell.put_screen("queue", QLabel("queue"))
    shell.put_screen("policy", QLabel("policy"))
    shell.shop_opened(SARI)
    return shell


def scan(window: QWidget, text: str) -> None:
    """Keys as a scanner presses them, 5 ms apart."""
    for at, letter in enumerate(f"{text}\r"):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        event.setTimestamp(5_000 + 5 * at)
        QGuiApplication.sendEvent(window.windowHandle(), event)


def seen(shell: Shell) -> list[str]:
    return [label.text() for label in shell.findChildren(Text) if label.isVisible()]


def entry(shell: Shell, label: str) -> RailEntry:
    return next(each for each in shell.findChildren(RailEntry) if each.text() == label)


def test_before_the_shop_is_open_the_rail_is_there_and_it_says_so(shell: Shell) -> None:
    assert "Opening the shop…" in seen(shell)
    assert entry(shell, "Counter").isVisible()
    assert entry(shell, "Policy").isVisible()
    assert shell.box.hasFocus()


def test_a_shop_that_cannot_open_says_why_and_what_to_do(shell: Shell) -> None:
    shell.wait_for_shop("The shop cannot be opened", "Its records are of a newer Konter.")
    assert {"The shop cannot be opened", "Its records are of a newer Konter."} <= set(
        seen(shell)
    )


def test_the_screen_asked_for_meanwhile_is_the_one_that_opens(
    qtbot: QtBot, shell: Shell
) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_2, CTRL)
    queue = QLabel("queue")
    shell.put_screen("queue", queue)
    assert not queue.isVisible()
    with qtbot.waitSignal(shell.shown) as told:
        shell.shop_opened(SARI)
    assert told.args == ["queue"]
    assert queue.isVisible()
    assert not any(each.isVisible() for each in shell.findChildren(EmptyState))


def test_keys_lead_to_every_screen_and_back_to_the_box(qtbot: QtBot, opened: Shell) -> None:
    for key, screen in ((Qt.Key.Key_8, "policy"), (Qt.Key.Key_1, "counter")):
        with qtbot.waitSignal(opened.shown) as told:
            qtbot.keyClick(opened, key, CTRL)
        assert told.args == [screen]
    field = opened.findChildren(QLineEdit)[-1]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_F2)
    assert opened.box.hasFocus()


def test_what_is_typed_into_the_box_is_told_and_escape_clears_it(
    qtbot: QtBot, opened: Shell
) -> None:
    qtbot.keyClicks(opened.box, "  0412-0093 ")
    with qtbot.waitSignal(opened.box_entered) as told:
        qtbot.keyClick(opened.box, Qt.Key.Key_Return)
    assert told.args == ["0412-0093"]
    qtbot.keyClick(opened.box, Qt.Key.Key_Escape)
    assert opened.box.text() == ""
    with qtbot.assertNotEmitted(opened.box_entered):
        qtbot.keyClick(opened.box, Qt.Key.Key_Return)


def test_a_scan_into_the_box_is_a_scan_and_leaves_it_clean(qtbot: QtBot, opened: Shell) -> None:
    qtbot.keyClicks(opened.box, "04")
    with qtbot.assertNotEmitted(opened.box_entered), qtbot.waitSignal(opened.scanned) as told:
        scan(opened, "8992761111212")
    assert told.args == ["8992761111212"]
    assert opened.box.text() == ""


def test_a_scan_reaches_the_counter_from_any_field(qtbot: QtBot, opened: Shell) -> None:
    field = opened.findChildren(QLineEdit)[-1]
    field.setFocus()
    with qtbot.waitSignal(opened.scanned):
        scan(opened, "8992761111212")
    assert field.text() == ""


def test_a_badge_counts_what_waits_and_says_it(opened: Shell) -> None:
    opened.set_badge("queue", 4, "4 waiting")
    assert entry(opened, "Queue").badge == 4
    assert entry(opened, "Queue").accessibleName() == "Queue 4 waiting"
    opened.set_badge("queue", 0, "")
    assert entry(opened, "Queue").accessibleName() == "Queue"


def test_a_demo_shop_is_named_as_one_all_the_time(opened: Shell) -> None:
    ribbon = "Demo shop: nothing here is real"
    assert ribbon not in seen(opened)
    opened.shop_opened(SARI, demo=True)
    opened.show_screen("policy")
    assert ribbon in [tag.text() for tag in opened.findChildren(Tag) if tag.isVisible()]
    opened.set_look(Scheme.LIGHT, 200)
    assert ribbon in seen(opened)


def test_the_look_changes_by_key_and_is_told_to_the_settings(
    qtbot: QtBot, opened: Shell
) -> None:
    told: list[tuple[str, int]] = []
    opened.look_changed.connect(lambda scheme, scale: told.append((scheme, scale)))
    qtbot.keyClick(opened, Qt.Key.Key_D, CTRL | SHIFT)
    qtbot.keyClick(opened, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(opened, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(opened, Qt.Key.Key_Minus, CTRL)
    qtbot.keyClick(opened, Qt.Key.Key_0, CTRL | Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(opened, Qt.Key.Key_D, CTRL | SHIFT)
    assert told == [
        ("dark", 100),
        ("dark", 110),
        ("dark", 120),
        ("dark", 110),
        ("dark", 100),
        ("light", 100),
    ]


def test_a_thing_done_can_be_undone_for_a_moment(qtbot: QtBot, opened: Shell) -> None:
    undone: list[str] = []
    opened.toast("Blender taken off the return.", lambda: undone.append("blender"))
    qtbot.keyClick(opened, Qt.Key.Key_Z, CTRL)
    assert undone == ["blender"]


def test_another_language_is_said_by_the_whole_window(opened: Shell) -> None:
    class Shouting:
        def say(self, text: str, **facts: object) -> str:
            return text.format(**facts).upper()

    words.use(Shouting())  # type: ignore[arg-type]
    opened.say_again()
    assert entry(opened, "COUNTER").accessibleName() == "COUNTER"
    assert opened.box.placeholderText().startswith("SCAN OR TYPE")


def test_at_twice_the_type_the_window_stays_and_the_rail_is_whole(
    qapp: QApplication, opened: Shell
) -> None:
    theme.apply(qapp, Scheme.LIGHT, 200)
    opened.resize(1280, 720)
    qapp.processEvents()
    assert (opened.width(), opened.height()) == (1280, 720)
    for each in opened.findChildren(RailEntry):
        assert each.width() >= each.sizeHint().width()
        assert each.height() >= each.sizeHint().height()


ROOT = Path(str(ui.__file__)).parents[1]
HEAVY = (
    "sqlalchemy",
    "babel",
    "reportlab",
    "pypdfium2",
    "models.services",
    "models.db",
    "typer",
)


def test_the_program_paints_before_it_imports_what_is_heavy() -> None:
    """The window's own path, up to the shell; ``tests.benchmarks.first_paint`` has the time."""
    script = f"""
import sys
import desktop.__main__, desktop.window, desktop.program, ui.shell
from desktop import settings
print(*sorted(set({HEAVY}) & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
