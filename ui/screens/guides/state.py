"""All that the page of the guides shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.values.cases import CaseKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message
    from models.values.guides import GuideSeen, GuideStep

Steps = tuple[tuple[str, str], ...]
"""Each step's name and what to say."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidesState:
    looked: bool = False
    """Whether the guide was read at all."""
    busy: bool = False
    said: Said | None = None
    kind: CaseKind = CaseKind.INQUIRY
    language: str = "en"
    versions: tuple[GuideSeen, ...] = ()
    """The newest first; the last is version 0, the program's own words."""
    shown: int = 0
    """The version beside what is typed."""
    older: Steps = ()
    """What that version says."""
    texts: Mapping[GuideStep, str] = field(default_factory=dict)
    """As typed."""
    preview: Steps = ()
    """What is typed, as it is read beside a form."""
    changed: bool = False
    """Whether anything typed differs from the newest version."""
    wrong: Mapping[GuideStep, tuple[Message, ...]] = field(default_factory=dict)
    turn: int = 0
    """Moves on whenever the fields begin anew, so that what was typed goes."""

    @property
    def base(self) -> int:
        """The version that stands now, as far as this page knows."""
        return self.versions[0].version if self.versions else 0
