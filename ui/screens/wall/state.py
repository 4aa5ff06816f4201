"""All that the window on the wall shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.queue_views import KindWaits
    from models.services.wall import NowServing
    from receipts.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class WallState:
    language: Language
    now: datetime
    """In the shop's own time."""
    calls: tuple[NowServing, ...] = ()
    """Who was called last comes first, whether for the first time or again."""
    kinds: tuple[KindWaits, ...] = ()
    minutes: int | None = None
    flashes: int = 0
    """Goes up whenever somebody is called."""
    old: bool = False
    """The records are out of reach: what is shown may not be so any more."""

    @property
    def first(self) -> NowServing | None:
        """Whom everybody is to see."""
        return self.calls[0] if self.calls else None
