"""All that the drawer's page shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.services.drawer_reports import CountCompared
    from models.services.drawers import DrawerSeen
    from models.values import Message
    from models.values.drawer_papers import CashKind, DrawerReport


class Stage(StrEnum):
    """Where the drawer's day stands; each has its own page."""

    CLOSED = "closed"
    OPEN = "open"
    MOVE = "move"
    COUNT = "count"
    END = "end"
    PAPER = "paper"
    TERMS = "terms"
    """What the shop asks of its drawers."""


class Purpose(StrEnum):
    """What a count is for."""

    FLOAT = "float"
    HAND_OVER = "hand-over"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerState:
    stage: Stage = Stage.CLOSED
    busy: bool = False
    said: Said | None = None
    seen: DrawerSeen | None = None
    """Empty until the records were asked."""
    moving: CashKind | None = None
    purpose: Purpose = Purpose.CLOSING
    found: CountCompared | None = None
    """What the count came to; empty where the drawer is handed over uncounted."""
    report: DrawerReport | None = None
    copy: int = 0
    sheet: bool = False
    """The sheet of the count is shown instead of the report."""
    picture: bytes | None = None
