"""All that the page of the letterhead shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.values.letterheads import LetterheadPart
from models.values.printing import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message
    from models.values.letterheads import LetterheadVersion

Place = tuple[str, LetterheadPart]
"""A language's header or footer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadState:
    looked: bool = False
    """Whether the letterheads were read at all."""
    busy: bool = False
    said: Said | None = None
    stores: int = 1
    own: bool = False
    """For this store alone."""
    versions: tuple[LetterheadVersion, ...] = ()
    """Of the shop or of this store, newest first."""
    shown: int = 0
    """The version that is looked at; 0 where there is none."""
    language: str = "en"
    """The one whose words are on the page and whose paper is shown."""
    sheet: Sheet = Sheet.ROLL_80
    logo: str = ""
    """SHA-256 of the logo; empty where there is none."""
    texts: Mapping[Place, str] = field(default_factory=dict)
    """As typed, one line under another."""
    changed: bool = False
    """Whether anything differs from the newest version."""
    wrong: Mapping[Place, tuple[Message, ...]] = field(default_factory=dict)
    turn: int = 0
    """Moves on whenever the fields begin anew, so that what was typed goes."""
    preview: bytes | None = None
    """The paper as a PNG."""

    def text(self, part: LetterheadPart) -> str:
        return self.texts.get((self.language, part), "")

    @property
    def follows(self) -> bool:
        """Whether this store has the shop's own letterhead."""
        return self.own and (not self.versions or self.versions[0].follows)
