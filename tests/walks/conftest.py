"""The real window on a real shop, with nobody's hand on a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject

from tests.walks.driver import Clerk
from ui import theme, words
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class MouseTrap(QObject):
    """Counts what only a pointer can do."""

    def __init__(self) -> None:
        super().__init__()
        self.caught = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.caught += event.type() in MOUSE
        return False


@pytest.fixture(autouse=True)
def _no_mouse(qapp: QApplication) -> Iterator[None]:
    trap = MouseTrap()
    qapp.installEventFilter(trap)
    yield
    qapp.removeEventFilter(trap)
    assert trap.caught == 0, "every walk goes by keys and scans alone"


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication) -> Iterator[None]:
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def come(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Clerk]]:
    """Open another window on the shop at a URL, and sign on there."""
    here: list[Clerk] = []

    def open_window(url: str) -> Clerk:
        clerk = Clerk(qtbot, url, tmp_path / "papers")
        here.append(clerk)
        clerk.sign_on()
        clerk.waits_for_the_next()
        return clerk

    yield open_window
    for clerk in here:
        clerk.go()


@pytest.fixture
def clerk(come: Callable[[str], Clerk], database_url: str) -> Clerk:
    """At the counter of the shop that `shop` has open as well."""
    return come(database_url)
