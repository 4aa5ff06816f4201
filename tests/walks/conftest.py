"""The real window on a real shop, with nobody's hand on a mouse."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.walks.driver import Clerk
from ui import theme, words
from ui.screens.customer_side.window import CustomerWindow
from ui.screens.wall.screen import WallScreen
from ui.shell import Shell
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


SEVERAL = (
    "interrupted",
    "locked",
    "one_case",
    "printer_gone",
    "shared_out",
    "told_at_once",
    "two_windows",
)
"""Files of walks where windows meet, or end: they are on both databases by day."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any other walk is on one database by day and on both at night: that the services do the
    same on both is proven by their own tests."""
    walks: defaultdict[tuple[Path, str, str], dict[str, pytest.Item]] = defaultdict(dict)
    for item in items:
        if item.path.parent != Path(__file__).parent or not isinstance(item, pytest.Function):
            continue
        chosen = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        if "system" in chosen and item.path.stem.removeprefix("test_") not in SEVERAL:
            system = str(chosen.pop("system"))
            walks[item.path, item.originalname, repr(chosen)][system] = item
    for (_, name, chosen_else), on in walks.items():
        by_night = ("sqlite", "postgresql")[crc32(f"{name}{chosen_else}".encode()) % 2]
        if len(on) > 1:
            on[by_night].add_marker(pytest.mark.night)


class Onlooker(QObject):
    """Counts what only a pointer can do at the counter, and notes every window but that, the
    wall's, which takes no keyboard, and the customers', who have no other way than to point."""

    def __init__(self) -> None:
        super().__init__()
        self.pointed = 0
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        by_customer = isinstance(watched, QWidget) and isinstance(
            watched.window(), CustomerWindow
        )
        self.pointed += event.type() in MOUSE and not by_customer
        another = (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, Shell | WallScreen | CustomerWindow)
        )
        if another:
            self.windows.append(repr(watched))
        return False


@pytest.fixture(autouse=True)
def _by_keys_in_one_window(qapp: QApplication) -> Iterator[None]:
    onlooker = Onlooker()
    qapp.installEventFilter(onlooker)
    yield
    qapp.removeEventFilter(onlooker)
    assert onlooker.pointed == 0, "every walk goes by keys and scans alone"
    assert onlooker.windows == [], "a window of its own flashes up and takes the keyboard"


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication) -> Iterator[None]:
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def come(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Clerk]]:
    """Open another window on the shop at a URL, at a register, and sign on there."""
    here: list[Clerk] = []

    def open_window(url: str, register: str | None = None, badge: str = "1") -> Clerk:
        clerk = Clerk(qtbot, url, tmp_path / "papers", register)
        here.append(clerk)
        clerk.sign_on(badge)
        clerk.waits_for_the_next()
        return clerk

    yield open_window
    for clerk in here:
        if not clerk.gone:
            clerk.go()


@pytest.fixture
def clerk(come: Callable[[str], Clerk], database_url: str) -> Clerk:
    """At the counter of the shop that `shop` has open as well."""
    return come(database_url)
