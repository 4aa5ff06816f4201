"""The rooms as they stand open to whoever is here, and the ways between them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop.rooms import APPROVALS, COUNTER, ROOMS
from desktop.rooms.here import Scans

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PySide6.QtWidgets import QWidget

    from desktop.rooms.here import Here
    from models.unit import Unit
    from ui.screens.in_hand.bar import InHandBar
    from ui.screens.returns.screen import CounterScreen
    from ui.shell import Shell
    from ui.work import QtWork


class House:
    """Leads to every room from the rail; makes each when it is first asked for.

    ``failed`` is told what kept one from being made.
    """

    def __init__(self, shell: Shell, work: QtWork, failed: Callable[[Exception], None]) -> None:
        self._shell = shell
        self._work = work
        self._failed = failed
        self._here: Here | None = None
        self._screens: dict[str, QWidget] = {}
        self._waiting: dict[str, Callable[[Any], None]] = {}
        """What a screen is told when it is made."""
        self._bar: InHandBar | None = None
        self.counter: CounterScreen | None = None
        """Of whoever is here."""
        for room in ROOMS:
            shell.add_screen(
                room.key,
                room.icon,
                room.title,
                shortcut=room.keys,
                for_managers=room.for_managers,
            )
            if room.needs or room.key == APPROVALS:
                shell.set_allowed(room.key, False)
        shell.wanted.connect(self._make)
        shell.shown.connect(self._came_to)
        shell.box_entered.connect(self.look_up)

    def open(self, here: Here) -> None:
        """To somebody new, at the counter."""
        from desktop.rooms.counter import make
        from desktop.rooms.in_hand import make as make_bar

        self._here = here
        self._bar = make_bar(here)
        self._shell.set_bar(self._bar)
        self.counter = make(here)
        self._shell.show_screen(COUNTER)
        self._shell.box.clear()
        self._shell.set_aside(COUNTER, self.counter.call)
        self._put(COUNTER, self.counter)

    def open_again(self) -> None:
        """Whoever left is back: what was asked for meanwhile and not made is made."""
        if not self._shell.has_screen(self._shell.current):
            self._make(self._shell.current)

    def clear(self) -> None:
        """Nobody is here: what was made for whoever was is over."""
        self._here = self.counter = self._bar = None
        self._shell.set_bar(None)
        self._shell.set_aside(COUNTER, None)
        self._screens.clear()
        self._waiting.clear()
        for room in ROOMS:
            self._shell.clear_screen(room.key)

    def last_words(self) -> Callable[[Unit], None] | None:
        """What the counter has still to tell the journal before it is taken away."""
        return self.counter.last_words() if self.counter is not None else None

    def go(self, key: str, then: Callable[[Any], None] | None) -> None:
        """See :class:`desktop.rooms.here.Here`."""
        if not self._shell.is_allowed(key):
            return
        if then is not None:
            self._waiting[key] = then
        self._shell.show_screen(key)
        self._tell(key)

    def meet(self, customer_id: int, name: str) -> None:
        """See :class:`desktop.rooms.here.Here`."""
        if self._bar is not None:
            self._bar.meet(customer_id, name)

    def look_up(self, text: str) -> None:
        """Whatever was scanned or typed into the one box: the counter knows what it is."""
        if self.counter is not None:
            self._shell.show_screen(COUNTER)
            self.counter.enter(text)

    def scan(self, text: str) -> None:
        """The screen in front is asked first; what is not for it is looked up."""
        screen = self._screens.get(self._shell.current)
        if not (isinstance(screen, Scans) and screen.scan(text)):
            self.look_up(text)

    def _came_to(self, key: str) -> None:
        """At a counter that waits, the keys belong to the one box, wherever they were: Return
        would call a manager."""
        if key == COUNTER and self.counter is not None and self.counter.waits:
            self._shell.box.setFocus()

    def _make(self, key: str) -> None:
        here = self._here
        if here is None:
            return
        (name,) = (room.module for room in ROOMS if room.key == key)

        def made(module: ModuleType) -> None:
            gone = self._here is not here or here.shop.person is None
            if not gone and key not in self._screens:  # it may have been asked for twice
                self._put(key, module.make(here))

        self._work.compute(lambda: import_module(name), made, self._failed)

    def _put(self, key: str, screen: QWidget) -> None:
        self._screens[key] = screen
        self._shell.put_screen(key, screen)
        self._tell(key)

    def _tell(self, key: str) -> None:
        if key in self._screens and key in self._waiting:
            self._waiting.pop(key)(self._screens[key])
