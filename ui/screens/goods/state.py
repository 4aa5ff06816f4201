"""All that the page of goods shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.services.goods import GoodsBack, GoodsStory
    from models.values import Message
    from models.values.codes import Disposition


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether it can be taken back."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsState:
    busy: bool = False
    said: Said | None = None
    looked: bool = False
    """Whether the lists were read at all."""
    waiting: tuple[GoodsBack, ...] = ()
    """What nobody has decided about, the oldest first."""
    recent: tuple[GoodsBack, ...] = ()
    """What was decided about lately, the newest first."""
    of: Disposition | None = None
    """Only these of the recent ones."""
    story: GoodsStory | None = None
    """What was picked."""
    picture: bytes | None = None
    """Its tag, as it prints."""

    @property
    def picked(self) -> int | None:
        return self.story.goods.return_line_id if self.story else None
