"""The one window: rail, box, who is here, and the screen that is open.

It knows Qt and the look and nothing of the shop, so that it paints before anything heavy is
imported; the composition root adds the screens and tells it when the shop is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QSpacerItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import theme
from ui.scanner import Scanner
from ui.theme import Role, Scheme, Tone, Type
from ui.widgets.empty_state import EmptyState
from ui.widgets.icon_button import IconButton
from ui.widgets.one_box import OneBox
from ui.widgets.rail import Rail, RailEntry
from ui.widgets.scrolling import Scrolling
from ui.widgets.strip import Strip
from ui.widgets.tag import Tag
from ui.widgets.text import Line
from ui.widgets.toast import Toast
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

_SCALE_STEP: Final = 10
_BESIDE: Final = 125
"""Per cent of the type size up to which the demo is named beside the box."""
_AT_LAST: Final = 1000
"""Milliseconds after which a window that nobody sees, such as a minimised one, goes on."""


@dataclass(frozen=True, slots=True)
class Present:
    """Who stands at the counter, and where it is."""

    person: str
    role: str
    place: str


@dataclass(slots=True)
class _Place:
    """One way in the rail; its screen may come later."""

    label: str
    shortcut: str
    entry: RailEntry
    screen: QWidget | None = None
    allowed: bool = True


class Shell(QMainWindow):
    """Shows one screen at a time; says what was typed or scanned; changes its own look.

    Labels are English sentences marked for the catalogues, said by the shell itself, so that
    it can say them again in another language.

    Signals:
        box_entered: something typed into the box, on Return.
        scanned: something scanned, anywhere in the program.
        shown: the key of the screen that came to the front.
        look_changed: scheme (its value) and scale in per cent, for the settings to keep.
        wanted: the key of an announced screen that was asked for and is not there yet.
        customer_asked: the window on the customer's side is to open, or to close.
        lock_asked: whoever is here wants to leave the counter for a while.
        painted: once, when it stands on the screen, or soon after it should.
    """

    box_entered = Signal(str)
    scanned = Signal(str)
    shown = Signal(str)
    look_changed = Signal(str, int)
    wanted = Signal(str)
    customer_asked = Signal()
    lock_asked = Signal()
    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, _Place] = {}
        self._current = ""
        self._opened = False
        self._painted = False
        self._demo = False
        self._page: QWidget | None = None
        self._over_rooms: QWidget | None = None
        self._aside: tuple[str, QWidget] | None = None
        """What belongs to one screen and stands in the strip, with the screen's key."""
        self._keys_before: QWidget | None = None
        """What had the keyboard before a page covered it."""
        self._calm: tuple[str, str, str] | None = None
        self._undo: Callable[[], None] | None = None
        self._scanner = Scanner(self)
        self._lay_out()
        self._listen()
        self.say_again()
        self.resize(1280, 720)
        self.box.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(_AT_LAST, self, self._tell_painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._tell_painted)

    def minimumSizeHint(self) -> QSize:
        return QSize(1024, 600)

    def add_screen(
        self,
        key: str,
        icon: str,
        label: str,
        widget: QWidget | None = None,
        shortcut: str = "",
        *,
        for_managers: bool = False,
    ) -> None:
        """Add a way to a screen, which may be given later by ``put_screen``.

        ``label`` is marked English; ``shortcut`` as in ``"Ctrl+1"``. The first one added is
        shown when the shop opens, unless another was asked for meanwhile.
        """
        entry = RailEntry(icon, self.rail)
        entry.clicked.connect(lambda: self.show_screen(key))
        self._places[key] = _Place(label, shortcut, entry)
        self.rail.add(entry, at_bottom=for_managers)
        self._say_place(self._places[key])
        self.rail.fit()
        if shortcut:
            QShortcut(QKeySequence(shortcut), self).activated.connect(lambda: self._go_to(key))
        if widget is not None:
            self.put_screen(key, widget)
        if not self._current:
            self.show_screen(key)

    def put_screen(self, key: str, widget: QWidget) -> None:
        """Fill in a screen that was announced, in place of what it showed before.

        Raise ``KeyError`` for one that never was.
        """
        self._discard(self._places[key].screen)
        screen = Scrolling(widget, self)
        self._places[key].screen = screen
        self._stack.addWidget(screen)
        self._show_current()

    def has_screen(self, key: str) -> bool:
        """Whether a screen that was announced is there."""
        return self._places[key].screen is not None

    def clear_screen(self, key: str) -> None:
        """What the screen showed is over: nothing of it hears a key or a scan any more."""
        self._discard(self._places[key].screen)
        self._places[key].screen = None
        self._show_current()

    def hear_scans(self) -> None:
        """From now on a scan is one, wherever the keyboard is; asked for often, heard once."""
        # Not before: the first event Python sees of a private Qt class costs 50 ms of start-up.
        self._scanner.hear_windows()

    def set_bar(self, widget: QWidget | None) -> None:
        """Something above every room, as tall as it needs; away with it where it is nothing."""
        if self._over_rooms is not None:
            self._over_rooms.deleteLater()
        self._over_rooms = widget
        if widget is not None:
            self._bar_row.addWidget(widget)

    def set_aside(self, key: str, widget: QWidget | None) -> None:
        """Something small that belongs to a screen and is there while that is in front: in the
        strip, so that it takes no height from the screen; at large type under the strip."""
        if self._aside is not None:
            self._aside[1].hide()
            self._aside[1].deleteLater()
        self._aside = (key, widget) if widget is not None else None
        self._place_aside()

    def show_page(self, widget: QWidget) -> None:
        """A page with the whole window to itself, until the shop is opened: set-up, sign-on."""
        self._discard(self._page)
        self._page = Scrolling(widget, self)
        self._stack.addWidget(self._page)
        self._opened = False
        self._show_current()
        widget.setFocus()

    def cover(self, widget: QWidget) -> None:
        """A page over everything that is open; all of that stays as it is, unseen."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        if isinstance(asking := QApplication.activeModalWidget(), QDialog):
            asking.reject()
        self._toast.hide()
        self._keys_before = self.focusWidget()
        self._page = Scrolling(widget, self)
        self._stack.addWidget(self._page)
        self._show_current()
        widget.setFocus()

    def uncover(self) -> None:
        """Show again what was covered; the keyboard is where it was."""
        self._discard(self._page)
        self._page = None
        self._show_current()
        before, self._keys_before = self._keys_before, None
        if before is None or not isValid(before) or not before.isVisible():
            before = self.box  # what was there gave way to an answer meanwhile
        before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front; before the shop is open, as soon as it is."""
        place = self._places[key]
        if not place.allowed:
            return
        place.entry.setChecked(True)
        self._current = key
        if self._opened and place.screen is None:
            self._waiting.show_as("opening", say("One moment…"))
            self.wanted.emit(key)
        if self._show_current():
            self.shown.emit(key)

    @property
    def current(self) -> str:
        return self._current

    def set_allowed(self, key: str, allowed: bool) -> None:
        """Show or hide a way in the rail, as the person here may take it or not."""
        self._places[key].allowed = allowed
        self._places[key].entry.setVisible(allowed)

    @property
    def ways(self) -> dict[str, str]:
        """The screens that the person here may go to, by their keys, with their shortcuts."""
        return {key: place.shortcut for key, place in self._places.items() if place.allowed}

    def is_allowed(self, key: str) -> bool:
        """Whether the person here may take that way."""
        return self._places[key].allowed

    def set_badge(self, key: str, count: int, waiting: str = "") -> None:
        """Count what waits on a screen, where there is one of that name; ``waiting`` says it in
        words for a screen reader."""
        if key in self._places:
            self._places[key].entry.wait_for(count, waiting)

    def wait_for_shop(self, title: str, what_to_do: str = "", icon: str = "opening") -> None:
        """Say something calm instead of any screen: the shop opens, or why it cannot."""
        self._opened = False
        self._discard(self._page)
        self._page = None
        self._calm = (icon, title, what_to_do)
        self._waiting.show_as(icon, title, what_to_do)
        self._show_current()

    def shop_opened(self, present: Present, *, demo: bool = False) -> None:
        """Show the screens, and who is here; a demo shop is named as one all the time."""
        if not self._opened:
            self.hear_scans()
        self._opened = True
        self._discard(self._page)
        self._page = None
        self._demo = demo
        self.show_present(present)
        self._show_demo()
        if self._show_current():
            self.shown.emit(self._current)
        self.box.setFocus()

    def show_present(self, present: Present) -> None:
        self._person.setText(present.person)
        self._role.setText(f" · {present.role}" if present.role else "")
        self._where.setText(present.place)

    def toast(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Say for a moment what is done; with ``undo``, offer to take it back."""
        self._undo = undo
        self._toast.tell(sentence, undoable=undo is not None)

    def say_again(self) -> None:
        """Say everything in the language of ``words`` now."""
        self.setWindowTitle(say("Konter"))
        self.box.hint(say("Scan or type a receipt, product, phone or name"))
        self._ribbon.tell(Tone.ASK, say("Demo shop: nothing here is real"))
        self._demo_tag.show_as(say("Demo shop: nothing here is real"), Tone.ASK)
        self._show_demo()
        for place in self._places.values():
            self._say_place(place)
        if not self._opened and not self._calm:
            self._waiting.show_as("opening", say("Opening the shop…"))
        self._customer.say(say("Window for customers"), "Ctrl+Shift+C")
        self._lock.say(say("Lock this counter"), "Ctrl+L")
        self._say_scheme()
        self.rail.fit()

    def set_look(self, scheme: Scheme, scale: int) -> None:
        """Put another look on the program and tell the settings."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme, scale)
            self.look_changed.emit(theme.look.scheme.value, theme.look.scale)

    def switch_scheme(self) -> None:
        """Light to dark, or back."""
        self.set_look(Scheme.LIGHT if theme.look.dark else Scheme.DARK, theme.look.scale)

    def _tell_painted(self) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def _lay_out(self) -> None:
        self.rail = Rail(say("Konter"), self)
        self._scheme_entry = RailEntry("dark", self.rail)
        self._scheme_entry.setCheckable(False)
        self.rail.add_to_foot(self._scheme_entry)
        self.box = OneBox("F2", self)
        self._person = Line(strong=True)
        self._role = Line("", Type.SMALL, Role.MUTED)
        self._where = Line("", Type.SMALL, Role.MUTED)
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._ribbon = Strip(self)
        self._demo_tag = Tag()
        self._waiting = EmptyState("opening", "")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._waiting)

        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(self._ribbon)
        self._under_strip = QHBoxLayout()
        column.addLayout(self._under_strip)
        self._bar_place = QWidget(self)
        self._bar_row = QVBoxLayout(self._bar_place)
        self._bar_row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar_place)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(inside)
        self._toast = Toast(self._stack)
        self._stack.currentChanged.connect(self._toast.raise_)  # which raises the new page
        theme.look.changed.connect(self._fit)
        self._fit()

    def _top_bar(self) -> QFrame:
        bar = QFrame(self)
        bar.setProperty("look", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.SPACE_4, 0, theme.SPACE_4, 0)
        row.setSpacing(theme.SPACE_4)
        row.addWidget(self.box, 1)
        row.addWidget(self._demo_tag)
        names = QHBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._person, 0, Qt.AlignmentFlag.AlignBaseline)
        names.addWidget(self._role, 0, Qt.AlignmentFlag.AlignBaseline)
        who = QVBoxLayout()
        who.setSpacing(1)
        who.addStretch(1)
        who.addLayout(names)
        who.addWidget(self._where)
        who.addStretch(1)
        self._in_strip = QHBoxLayout()
        row.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))
        row.addLayout(self._in_strip)
        row.addLayout(who)
        self._customer = IconButton("customer", bar)
        self._customer.clicked.connect(self.customer_asked)
        row.addWidget(self._customer)
        self._lock = IconButton("lock", bar)
        self._lock.clicked.connect(self.lock_asked)
        row.addWidget(self._lock)
        self._bar = bar
        return bar

    def _listen(self) -> None:
        self._scanner.scanned.connect(self._scan)
        self.box.entered.connect(self.box_entered)
        self._toast.undo_asked.connect(self._take_back)
        self._scheme_entry.clicked.connect(self.switch_scheme)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._follow)
        for keys, act in (
            ("F2", self.box.setFocus),
            ("Ctrl+Shift+D", self.switch_scheme),
            ("Ctrl++", lambda: self._scale(_SCALE_STEP)),
            ("Ctrl+=", lambda: self._scale(_SCALE_STEP)),
            ("Ctrl+-", lambda: self._scale(-_SCALE_STEP)),
            ("Ctrl+Alt+0", lambda: self._scale(100 - theme.look.scale)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Qt scrolls to what Tab leads to, not to what a screen gives the keyboard."""
        area = focused
        while area is not None and area is not self:  # a list may scroll inside its page
            area = area.parentWidget()
            if isinstance(area, Scrolling) and focused is not None:
                area.keep_in_sight(focused)

    def _scale(self, by: int) -> None:
        self.set_look(theme.look.scheme, theme.look.scale + by)

    def _go_to(self, key: str) -> None:
        """By its key, which does nothing under a page."""
        if self._page is None:
            self.show_screen(key)

    def _scan(self, text: str) -> None:
        if self._page is None:
            self.box.clear()
        self.scanned.emit(text)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _show_current(self) -> bool:
        """Whether the screen asked for is there to be shown."""
        place = self._places.get(self._current)
        ready = self._opened and place is not None and place.screen is not None
        screen = place.screen if ready and place is not None else None
        self._stack.setCurrentWidget(self._page or screen or self._waiting)
        bare = self._page is None
        for around in (self.rail, self._bar):
            around.setVisible(bare)
        self._bar_place.setVisible(bare and self._opened)
        self._place_aside()
        # What is only hidden could still take the keyboard from a page, and a PIN with it.
        aside = [self._aside[1]] if self._aside is not None else []
        for behind in (self.rail, self._bar, self._bar_place, *aside, *self._screens()):
            behind.setEnabled(bare)
        return ready

    def _screens(self) -> list[QWidget]:
        return [each.screen for each in self._places.values() if each.screen is not None]

    def _discard(self, screen: QWidget | None) -> None:
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()

    def _say_place(self, place: _Place) -> None:
        keys = QKeySequence(place.shortcut)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        place.entry.say(say(place.label), shown)

    def _say_scheme(self) -> None:
        dark = theme.look.dark
        self._scheme_entry.show_icon("light" if dark else "dark")
        self._scheme_entry.say(say("Light") if dark else say("Dark"), "Ctrl+Shift+D")

    def _show_demo(self) -> None:
        """Beside the box where there is room, else over the whole width."""
        beside = theme.look.scale <= _BESIDE
        self._demo_tag.setVisible(self._demo and beside)
        self._ribbon.setVisible(self._demo and not beside)

    def _place_aside(self) -> None:
        if self._aside is None:
            return
        key, aside = self._aside
        beside = theme.look.scale <= _BESIDE
        place, other = self._in_strip, self._under_strip
        if not beside:
            place, other = other, place
        if place.indexOf(aside) < 0:
            other.removeWidget(aside)
            place.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)
        pad = 0 if beside else theme.SPACE_4
        self._under_strip.setContentsMargins(pad, 0, pad, 0)
        aside.setVisible(self._page is None and self._opened and key == self._current)

    def _fit(self) -> None:
        self.box.setMaximumWidth(theme.px(560))
        around = theme.SPACE_2 if theme.look.scale <= _BESIDE else 20
        self._bar.setFixedHeight(max(48, self.box.sizeHint().height() + around))
        self._show_demo()
        self._place_aside()
        self._say_scheme()
