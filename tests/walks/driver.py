"""A clerk at the counter: scans, types, presses keys, and looks at the window. No mouse."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError

from desktop.paper_files import PaperFiles
from desktop.program import Opening, Program
from desktop.settings import Settings
from tests.builders import NOON, PIN
from ui.scanner import FEWEST
from ui.screens.returns.screen import CounterScreen
from ui.screens.returns.state import CounterState, Stage
from ui.screens.sign_on.screen import SignOnScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.services.decisions import Decision

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    "Ctrl+Return": (Qt.Key.Key_Return, CTRL),
    "F11": (Qt.Key.Key_F11, NO_KEY),
    "F12": (Qt.Key.Key_F12, NO_KEY),
    "Return": (Qt.Key.Key_Return, NO_KEY),
    "Tab": (Qt.Key.Key_Tab, NO_KEY),
    "Up": (Qt.Key.Key_Up, NO_KEY),
    "Down": (Qt.Key.Key_Down, NO_KEY),
    "Esc": (Qt.Key.Key_Escape, NO_KEY),
    "F2": (Qt.Key.Key_F2, NO_KEY),
    "F3": (Qt.Key.Key_F3, NO_KEY),
    "F4": (Qt.Key.Key_F4, NO_KEY),
    "F5": (Qt.Key.Key_F5, NO_KEY),
    "F6": (Qt.Key.Key_F6, NO_KEY),
    "F7": (Qt.Key.Key_F7, NO_KEY),
    "F8": (Qt.Key.Key_F8, NO_KEY),
    "F9": (Qt.Key.Key_F9, NO_KEY),
    "F10": (Qt.Key.Key_F10, NO_KEY),
    "Ctrl+0": (Qt.Key.Key_0, CTRL),
    "Ctrl+1": (Qt.Key.Key_1, CTRL),
    "Ctrl+2": (Qt.Key.Key_2, CTRL),
    "Ctrl+3": (Qt.Key.Key_3, CTRL),
    "Ctrl+4": (Qt.Key.Key_4, CTRL),
    "Ctrl+5": (Qt.Key.Key_5, CTRL),
    "Ctrl+7": (Qt.Key.Key_7, CTRL),
    "Ctrl+8": (Qt.Key.Key_8, CTRL),
    "Alt+1": (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
    "Alt+L": (Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier),
    "Alt+N": (Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier),
    "Ctrl+G": (Qt.Key.Key_G, CTRL),
    "Ctrl+H": (Qt.Key.Key_H, CTRL),
    "Ctrl+J": (Qt.Key.Key_J, CTRL),
    "Ctrl+K": (Qt.Key.Key_K, CTRL),
    "Ctrl+N": (Qt.Key.Key_N, CTRL),
    "Ctrl+Shift+N": (Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "Ctrl+L": (Qt.Key.Key_L, CTRL),
    "Ctrl+Shift+C": (Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "Alt+G": (Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier),
    "Ctrl+Shift+L": (Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "Ctrl+Shift+P": (Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "Ctrl+Shift+W": (Qt.Key.Key_W, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "Ctrl+E": (Qt.Key.Key_E, CTRL),
    "Ctrl+I": (Qt.Key.Key_I, CTRL),
    "Ctrl+P": (Qt.Key.Key_P, CTRL),
    "Ctrl+S": (Qt.Key.Key_S, CTRL),
    "Ctrl+T": (Qt.Key.Key_T, CTRL),
    "Ctrl+Z": (Qt.Key.Key_Z, CTRL),
}
PATIENCE = 4000
"""Milliseconds that anything may take."""
BETWEEN_TWO_ACTS = 1000
"""Milliseconds on the clock of the keyboard: no two acts of a person look like one scan."""


class Clerk:
    """One window of the real program on a shop, and the person in front of it."""

    def __init__(
        self,
        qtbot: QtBot,
        url: str,
        papers: Path,
        register: str | None = None,
        clock: Callable[[], datetime] = lambda: NOON,
        look: Settings | None = None,
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._qtbot = qtbot
        self._time = 0
        self.acts = 0
        """Scans and keys so far."""
        self.gone = False
        self.papers = papers
        self.program = Program(
            app,
            Opening(url=url, register=register, clock=clock),
            look or Settings(scheme="light"),
            papers=PaperFiles(papers),
            keep=False,
        )
        self.window = self.program.shell
        self.program.start()
        self.come_here()

    def go(self) -> None:
        """The window is closed, and nothing of it hears a key any more."""
        self.gone = True
        self.program.close()

    # What a person does.

    def come_here(self) -> None:
        """The keyboard is this window's."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    def sign_on(self, badge: str = "1", pin: str = PIN) -> None:
        self.until(lambda: self.is_asked_to_sign_on)
        self.write(badge)
        self.press("Return")
        self.write(pin)
        self.press("Return")

    def scan(self, code: str) -> None:
        """As a scanner does it: 5 ms between keys, to the window and to no field of it."""
        assert len(code) >= FEWEST, f"no scanner reads {code!r}"
        self.acts += 1
        self._strike(f"{code}\r", gap=5)

    def open_sale(self, number: str) -> None:
        """By its receipt."""
        self.scan(number)
        self.until(lambda: self.state.sale is not None and self.state.sale.number == number)

    def bring(self, item: str, reason: str) -> Decision:
        """The goods are scanned; a key says why they come back."""
        self.scan(item)
        self.until(lambda: self._asks_why_of(item))
        self.press(reason)
        return self.decided()

    def press(self, *names: str) -> None:
        """A key by its name, or a printable one, where the focus is."""
        for name in names:
            self.acts += 1
            focus = self.window.focusWidget() or self.window
            if name in KEYS:
                QTest.keyClick(focus, *KEYS[name])
            else:
                QTest.keyClicks(focus, name)

    def strike(self, letter: str) -> None:
        """A key as the platform hands it to the window: a scan may begin with it."""
        self.acts += 1
        self._strike(letter, gap=0)

    def write(self, text: str) -> None:
        """Into the field that has the focus, in place of what it holds."""
        field = self.window.focusWidget()
        assert isinstance(field, QLineEdit | QPlainTextEdit), field
        field.selectAll()
        QTest.keyClicks(field, text)

    def enter(self, text: str) -> None:
        """Into the one box, with Return."""
        self.press("F2")
        self.write(text)
        self.press("Return")

    def tab_to(self, what: Callable[[QWidget], bool]) -> QWidget:
        """By Tab alone to the first widget that is meant; fails where no Tab leads there."""
        for _ in range(60):
            focus = self.window.focusWidget()
            if focus is not None and what(focus):
                return focus
            self.press("Tab")
        raise AssertionError("no Tab leads there")

    def tab_to_field(self, name: str) -> QWidget:
        return self.tab_to(lambda each: each.accessibleName() == name)

    # What a person sees.

    def until(self, so: Callable[[], bool], *, within: int = PATIENCE) -> None:
        self._qtbot.waitUntil(so, timeout=within)

    def sees(self, *texts: str) -> None:
        """Each of these words comes to stand somewhere in the window."""
        for text in texts:
            try:
                self.until(lambda text=text: text in self.reading)  # type: ignore[misc]
            except TimeoutError:
                raise AssertionError(
                    f"{text!r} is not to be read in:\n{self.reading}"
                ) from None

    def waits_for_the_next(self) -> None:
        """The counter is empty, the box has the focus, and the worker has said all."""
        self.until(lambda: self.at_the_counter and self.state.stage is Stage.WAITING)
        self.rest()
        assert self.has_the_box
        assert self.window.box.text() == ""

    def decided(self) -> Decision:
        """The decision of all that is entered now."""
        self.until(lambda: self.state.decision is not None and not self.state.busy)
        assert self.state.decision is not None
        return self.state.decision

    def has_slip(self) -> str:
        """The number of the slip that is shown, once its picture is there."""
        self.sees("Picture of the slip")
        assert self.state.taken is not None
        return self.state.taken.slip.head.number

    def rest(self) -> None:
        """Until the worker has answered all that was asked before, with what it led to."""
        answered: list[None] = []
        for _ in range(3):
            answered.clear()
            self.program.work.compute(lambda: None, answered.append, lambda _: None)
            self.until(lambda: bool(answered))

    @property
    def reading(self) -> str:
        """All words in the window, as they stand on widgets that are visible."""
        words = []
        for each in self.window.findChildren(QWidget):
            if each.isVisible():
                if isinstance(each, QLabel | QAbstractButton) and each.text():
                    words.append(each.text().replace("&&", "&"))
                elif each.accessibleName():
                    words.append(each.accessibleName())
        return "\n".join(words).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def counter(self) -> CounterScreen:
        """The counter in front; none while nobody is signed on."""
        (screen,) = (
            each for each in self.window.findChildren(CounterScreen) if each.isVisible()
        )
        return screen

    @property
    def at_the_counter(self) -> bool:
        return any(each.isVisible() for each in self.window.findChildren(CounterScreen))

    @property
    def is_asked_to_sign_on(self) -> bool:
        return any(each.isVisible() for each in self.window.findChildren(SignOnScreen))

    @property
    def state(self) -> CounterState:
        return self.counter.state

    @property
    def has_the_box(self) -> bool:
        return self.window.focusWidget() is self.window.box

    @property
    def pay(self) -> QAbstractButton:
        return self.counter.decision.pay

    @property
    def focus_name(self) -> str:
        """What a screen reader calls the place where the keys go."""
        focus = self.window.focusWidget()
        return focus.accessibleName() if focus else ""

    @property
    def records(self) -> Shop:
        assert self.program.shop is not None
        return self.program.shop

    def codes_on_the_picture(self) -> set[str]:
        """What a scanner reads from the slip on the screen."""
        assert self.state.picture is not None
        with Image.open(BytesIO(self.state.picture)) as picture:
            return {code.text for code in zxingcpp.read_barcodes(picture)}

    def _asks_why_of(self, item: str) -> bool:
        line = self.state.line(self.state.current or 0)
        return line is not None and (item == line.sku or item in line.barcodes)

    def _strike(self, letters: str, gap: int) -> None:
        handle = self.window.windowHandle()
        self._time += BETWEEN_TWO_ACTS
        for letter in letters:
            self._time += gap
            key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter.upper()))
            event = QKeyEvent(QEvent.Type.KeyPress, key, NO_KEY, letter)
            event.setTimestamp(self._time)
            QGuiApplication.sendEvent(handle, event)
