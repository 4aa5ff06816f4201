"""A scanner types into the same window as a person; each is taken for what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

EAN = "8992761111212"
ENDS = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    "\x02": Qt.Key.Key_B,
    "\x7f": Qt.Key.Key_Shift,
}


class Counter(QWidget):
    """A window with an e-mail field and a button that Return would press."""

    def __init__(self) -> None:
        super().__init__()
        self.email = QLineEdit(self)
        self.pay = QPushButton("Pay", self)
        self.pay.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.email)
        column.addWidget(self.pay)
        self.time = 1_000
        self.scans: list[str] = []
        self.paid = 0
        self.pay.clicked.connect(self._pay)

    def _pay(self) -> None:
        self.paid += 1

    def keys(self, text: str, gap: int) -> None:
        """Press keys as the platform hands them over, ``gap`` ms apart."""
        for letter in text:
            self.time += gap
            key = ENDS.get(letter, Qt.Key(ord(letter.upper())))
            shifted = letter.isupper() or letter == "\x7f"
            shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
            shown = "" if letter == "\x7f" else letter
            event = QKeyEvent(QEvent.Type.KeyPress, key, shift if shifted else none, shown)
            event.setTimestamp(self.time)
            QGuiApplication.sendEvent(self.at(), event)

    def at(self) -> QWindow:
        return self.windowHandle()


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    made = Counter()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.email.setFocus()
    qtbot.waitUntil(made.email.hasFocus)
    scanner = Scanner()
    scanner.scanned.connect(made.scans.append)
    scanner.hear_windows()
    yield made
    scanner.leave_windows()


@pytest.mark.parametrize("end", ["\r", "\t"], ids=["return", "tab"])
@pytest.mark.parametrize("gap", [0, 5, 30])
def test_a_burst_is_a_scan_and_never_lands_in_a_field(
    counter: Counter, gap: int, end: str
) -> None:
    counter.keys(EAN + end, gap)
    assert counter.scans == [EAN]
    assert counter.email.text() == ""
    assert counter.email.hasFocus()


def test_a_burst_without_a_suffix_ends_by_a_pause(counter: Counter, qtbot: QtBot) -> None:
    counter.keys(EAN, 5)
    qtbot.waitUntil(lambda: counter.scans == [EAN])
    assert counter.email.text() == ""


def test_two_scans_on_end_are_two(counter: Counter) -> None:
    counter.keys(EAN, 5)
    counter.time += 400
    counter.keys("R2-000418\r", 5)
    assert counter.scans == [EAN, "R2-000418"]


@pytest.mark.parametrize(
    "keys",
    [f"\x02{EAN}\r", f"{EAN}\r\r"],
    ids=["STX before it", "two suffixes"],
)
def test_prefix_and_suffix_do_not_belong_to_the_code(counter: Counter, keys: str) -> None:
    counter.keys(keys, 5)
    assert counter.scans == [EAN]
    assert counter.email.text() == ""


def test_a_code_with_capitals_comes_with_shift_keys(counter: Counter) -> None:
    counter.keys("\x7fR2-\x7fA\x7fB418\r", 15)
    assert counter.scans == ["R2-AB418"]


def test_a_scan_presses_no_button(counter: Counter) -> None:
    counter.pay.setFocus()
    counter.keys(f" {EAN}\r", 5)
    assert counter.scans == [f" {EAN}"]
    assert counter.paid == 0


def test_a_slow_suffix_presses_no_button_either(counter: Counter, qtbot: QtBot) -> None:
    counter.pay.setFocus()
    counter.keys(EAN, 5)
    qtbot.waitUntil(lambda: counter.scans == [EAN])
    counter.keys("\r", 90)
    assert counter.paid == 0
    counter.keys("\r", 600)
    assert counter.paid == 1


@pytest.mark.parametrize("gap", [31, 60, 200])
def test_typing_is_typing_however_long(counter: Counter, qtbot: QtBot, gap: int) -> None:
    counter.keys("sari@melati.example", gap)
    qtbot.waitUntil(lambda: counter.email.text() == "sari@melati.example")
    assert counter.scans == []


def test_three_keys_rolled_at_once_are_given_back_in_order(
    counter: Counter, qtbot: QtBot
) -> None:
    counter.keys("the", 12)
    assert counter.email.text() == ""
    qtbot.waitUntil(lambda: counter.email.text() == "the")
    assert counter.scans == []


def test_return_after_a_few_quick_keys_comes_after_them(counter: Counter) -> None:
    entered: list[str] = []
    counter.email.returnPressed.connect(lambda: entered.append(counter.email.text()))
    counter.keys("abc\r", 10)
    assert entered == ["abc"]
    assert counter.scans == []


def test_a_key_held_down_is_no_scanner(counter: Counter) -> None:
    for _ in range(10):
        counter.time += 20
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", True
        )
        event.setTimestamp(counter.time)
        QGuiApplication.sendEvent(counter.at(), event)
    assert counter.email.text() == "x" * 10
    assert counter.scans == []


def test_a_cursor_key_is_never_held(counter: Counter, qtbot: QtBot) -> None:
    counter.keys("ab", 10)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(counter.time + 10)
    QGuiApplication.sendEvent(counter.at(), event)
    assert counter.email.text() == "ab"
    assert counter.email.cursorPosition() == 1


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_a_scan_while_a_list_is_open_still_counts(counter: Counter, qtbot: QtBot) -> None:
    reason = QComboBox(counter)
    reason.addItems(["Faulty", "8 days late"])
    reason.show()
    reason.showPopup()
    counter.keys(EAN + "\r", 5)
    reason.hidePopup()
    assert counter.scans == [EAN]
    assert reason.currentText() == "Faulty"


def test_the_clock_can_be_another(counter: Counter) -> None:
    ticks = iter(range(0, 10_000, 40))
    slow = Scanner(clock=lambda event: next(ticks))
    heard: list[str] = []
    slow.scanned.connect(heard.append)
    slow.hear_windows()
    counter.keys(EAN, 1)
    slow.leave_windows()
    assert heard == []
