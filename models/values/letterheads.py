"""What a shop puts on its papers itself: a picture, and lines above and below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.values import Topic
    from models.values.papers import PaperHead

MOST_LINES: Final = 8
"""Above, and again below: a roll is not made for reading."""
LONGEST_LINE: Final = 120
"""Characters; on a roll of 58 mm that wraps to four lines."""
LARGEST_FILE: Final = 2_000_000
"""Bytes of a picture that is taken in."""


class LetterheadPart(StrEnum):
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadWords:
    """In one language: what stands under the address, and at the end of customers' papers."""

    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """As papers in one language carry it; ``logo`` is the SHA-256 of its picture."""

    logo: str = ""
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


NO_LETTERHEAD: Final = Letterhead()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadAsked:
    """How papers are to look from now on.

    ``own`` is for the store alone where whoever asks stands, else for every store without one
    of its own. ``base`` is the version it was made from, 0 where there was none. A ``picture``
    (the bytes of a PNG or JPEG) takes the place of ``logo``. A store that ``follows`` has none
    of its own any more.
    """

    own: bool = False
    base: int = 0
    logo: str = ""
    picture: bytes = b""
    words: Mapping[str, LetterheadWords]
    """By the code of a language; where one is missing, those of the shop's stand in."""
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadVersion:
    """One of a shop's or of a store's letterheads, newest or older."""

    version: int
    logo: str = ""
    words: Mapping[str, LetterheadWords]
    follows: bool = False
    made_at: datetime
    """In the shop's time."""
    by: str
    """Who made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadsSeen:
    """All there is to change letterheads by; versions have the newest first."""

    shop: tuple[LetterheadVersion, ...]
    """For every store without one of its own."""
    own: tuple[LetterheadVersion, ...]
    """For the store of whoever looks."""
    language: str
    """The shop's, whose words stand in where a language has none."""
    stores: int
    """How many stores the shop has."""
    pictures: Mapping[str, bytes]
    """The PNG of every logo that these versions name."""
    heads: Mapping[str, PaperHead]
    """The head of a paper in each language, without a number and as if there were no
    letterhead: what a preview is made from."""
    changed: frozenset[Topic] = frozenset()
