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


Words = Line | Pair | Item
Block = Words | Rule | Gap | Barcode | QR


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    language: str
    """Code of the language it speaks, which may be another than the screen's."""
    blocks: tuple[Block, ...]
