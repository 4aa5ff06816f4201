"""A paper as data. What happened is turned into it once; every writer only reads it.

Text may hold anything a shop ever typed; writers clean it, wrap it and draw it literally.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Align(Enum):
    LEFT = auto()
    CENTRE = auto()


class Size(Enum):
    SMALL = auto()
    NORMAL = auto()
    LARGE = auto()
    LARGEST = auto()
    """To be read at arm's length by whoever waits; for a few letters alone on their line."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text on its own, wrapped where it must be."""

    text: str
    align: Align = Align.LEFT
    strong: bool = False
    size: Size = Size.NORMAL


@dataclass(frozen=True, slots=True)
class Pair:
    """A label on the left and what belongs to it on the right."""

    label: str
    figure: str
    strong: bool = False
    size: Size = Size.NORMAL
    figure_size: Size | None = None
    """Where the figure is to stand out; otherwise as large as the label."""


@dataclass(frozen=True, slots=True)
class Item:
    """Goods with their figure; ``details`` and ``less`` stand under the description."""

    lead: str
    """How much, such as ``2 x``; the description hangs beside it."""
    description: str
    figure: str
    details: tuple[str, ...] = ()
    less: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Gap:
    """White, about a line high."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """Code 128 with its text under it; printable ASCII, or only the text is shown."""

    data: str


@dataclass(frozen=True, slots=True)
class QR:
    data: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the shop's, centred; ``digest`` is the SHA-256 of its PNG, which whoever
    renders the paper brings along."""

    digest: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on, with who signs under it."""

    who: str


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    share: int = 1
    """Of the width, among its table's columns."""
    figures: bool = False
    """Stand at the right edge, and never break."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads. On a roll each row is told one fact under another, as columns of it
    would be too narrow to read."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    """Its length among the bars of its chart, in whatever they count; never negative."""
    figure: str
    """The value as people read it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside each other's labels, the longest as wide as there is room."""

    title: str
    bars: tuple[Bar, ...]


Words = Line | Pair | Item
Block = Words | Rule | Gap | Barcode | QR | Logo | Signature | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    language: str
    """Code of the language it speaks, which may be another than the screen's."""
    blocks: tuple[Block, ...]
