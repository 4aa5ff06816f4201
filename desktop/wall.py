"""The window on the wall: opened beside the counter, whoever is signed on there or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from receipts.language import LANGUAGES, Language
from ui import sound
from ui.screens.wall.presenter import Around, WallPresenter
from ui.screens.wall.screen import WallScreen
from ui.work import QtWork

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from desktop.settings import Kept
    from models.db import Shop
    from models.values import Topic

WIDE, HIGH = 1120, 630
"""Pixels of the window where there is one screen only."""


class Wall(QObject):
    """Opens and closes it, and remembers which.

    It reads on a thread of its own: the counter's stands still while the counter is locked.

    Signals:
        shown: whether it is open from now on.
    """

    shown = Signal(bool)

    def __init__(self, shop: Shop, settings: Kept, counter: QWidget) -> None:
        super().__init__()
        self._shop = shop
        self.settings = settings
        self._counter = counter
        self._work = QtWork(shop)
        self._presenter: WallPresenter | None = None
        self.screen: WallScreen | None = None
        """Nothing while it is closed."""

    @property
    def is_open(self) -> bool:
        return self.screen is not None

    def show(self, shown: bool) -> None:
        """Open it or close it, for the next start as well."""
        if shown and self.screen is None:
            self._open()
        elif not shown and self.screen is not None:
            self.screen.close()

    def open_again(self) -> None:
        """As it was when the program was closed."""
        if self.settings.now.wall:
            self._open()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """What any counter of the shop changed."""
        if self._presenter is not None:
            self._presenter.refresh(topics)

    def stop(self) -> None:
        """The program ends."""
        if self.screen is not None:
            screen = self.screen
            self._forget()
            screen.leave()
            screen.deleteLater()
        self._work.close()

    def _open(self) -> None:
        facts = self._shop.facts
        codes = [facts.language, *(code for code in LANGUAGES if code != facts.language)]
        around = Around(
            clock=lambda: self._shop.clock().astimezone(facts.zone),
            languages=[Language.of(code, facts.currency) for code in codes],
            chime=sound.chime,
        )
        self.screen = screen = WallScreen()
        self._presenter = WallPresenter(self._work, around, screen.show_state)
        screen.bind(self._presenter)
        screen.closed.connect(self._closed)
        self._hang(screen)
        # A catalogue takes too long to read for whoever works at the counter meanwhile.
        self._work.compute(
            lambda: [each.say("Now serving") for each in around.languages],
            lambda _: self._begin(),
            lambda _: None,
        )
        self._tell(True)

    def _begin(self) -> None:
        if self._presenter is not None:
            self._presenter.start()

    def _hang(self, screen: WallScreen) -> None:
        """All of another screen than the counter's, or a window that can be moved; the keyboard
        stays where it is."""
        other = another_screen(self._counter)
        if other is None:
            screen.resize(WIDE, HIGH)
            screen.show()
        else:
            screen.setGeometry(other.geometry())
            screen.showFullScreen()
        self._counter.activateWindow()

    def _closed(self) -> None:
        if self.screen is not None:
            self.screen.deleteLater()
        self._forget()
        self._tell(False)

    def _forget(self) -> None:
        if self._presenter is not None:
            self._presenter.leave()
        self.screen = self._presenter = None

    def _tell(self, shown: bool) -> None:
        self.settings.change(wall=shown)
        self.shown.emit(shown)


def another_screen(counter: QWidget) -> QScreen | None:
    """Not the one that the counter stands on; nothing where there is none."""
    here = counter.screen()
    return next((each for each in QGuiApplication.screens() if each is not here), None)
