"""What a room may use: the shop, who is here, and the ways out of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.paper_files import PaperFiles
    from desktop.settings import Kept
    from desktop.wall import Wall
    from models.db import Shop
    from models.values import Message, Topic
    from models.values.shop import Person
    from ui.work import QtWork


class Tell(Protocol):
    """With ``undo``, the way back is offered as well."""

    def __call__(self, message: Message, undo: Callable[[], None] | None = None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Made anew whenever somebody signs on; the shop's clock is ``shop.clock``."""

    shop: Shop
    person: Person
    work: QtWork
    files: PaperFiles
    language: str
    """The code of the one that is spoken here."""
    settings: Kept
    """Those of this machine."""
    wall: Wall
    """The window for all who wait."""
    go: Callable[[str, Callable[[Any], None] | None], None]
    """Show another room by its key. What is given with it is told the screen there, at once
    or as soon as it is made; of several for one room that is not made yet, only the newest.
    Nothing happens where the way is not open to whoever is here."""
    look_up: Callable[[str], None]
    """As if it were typed into the one box: the counter knows what it is."""
    empty_box: Callable[[], None]
    """The one box is empty, and has the keyboard."""
    tell: Tell
    """Say it for a moment at the bottom of the window."""
    met: Callable[[int, str], None]
    """A customer came up, by number and name: the case in hand may be theirs."""
    sign_on_as: Callable[[Person], None]
    """Somebody else takes over, whose PIN was right."""


@runtime_checkable
class Scans(Protocol):
    """A screen that is asked first about what is scanned while it is in front."""

    def scan(self, text: str) -> bool:
        """Take it; False for what is not meant for this screen."""


def keep_fresh(
    screen: QWidget,
    work: QtWork,
    *refresh: Callable[[frozenset[Topic]], None],
    leave: Callable[[], None],
) -> None:
    """Tell what changes for as long as the screen is there; then let its presenter leave."""

    def end() -> None:
        for each in refresh:
            work.changed.disconnect(each)
        leave()

    for each in refresh:
        work.changed.connect(each)
    screen.destroyed.connect(end)
