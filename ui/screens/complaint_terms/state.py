"""All that the page of complaints' terms shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.values.complaints import USUAL_TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.values import Message
    from models.values.complaints import ComplaintKind, ComplaintTerms


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page; with ``undo``, what was saved last can be taken back."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsState:
    busy: bool = False
    said: Said | None = None
    looked: bool = False
    base: int = 0
    """The version on which what is entered rests."""
    kept: ComplaintTerms = USUAL_TERMS
    """As they are on record."""
    terms: ComplaintTerms = USUAL_TERMS
    """As they are entered."""
    wrong: tuple[Message, ...] = ()
    """Why what is entered cannot be kept."""
    due: Mapping[tuple[ComplaintKind, int], datetime] = field(default_factory=dict)
    """Until when one that began now would be due; in the shop's own time."""
    now: datetime | None = None
    turn: int = 0
    """Another number where the fields begin anew."""

    @property
    def changed(self) -> bool:
        return self.terms != self.kept
