"""Where words break: one layout for every writer, measured with the writer's own ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, assert_never

from receipts.document import Align, Item, Line, Pair, Size
from receipts.letters import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from receipts.document import Chart, Table, Words

BAR = "█"


class Ruler(Protocol):
    """How wide a text is, in the writer's unit; the width of a text is that of its letters."""

    def __call__(self, text: str, size: Size, strong: bool) -> float: ...


class Row(NamedTuple):
    """One printed row: text from the left (or centred), a figure at the right edge."""

    text: str
    figure: str = ""
    indent: float = 0
    """From the left edge to the text, in the ruler's unit."""
    align: Align = Align.LEFT
    size: Size = Size.NORMAL
    strong: bool = False
    figure_size: Size = Size.NORMAL


def wrap(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """``text`` in lines no wider than ``room``; at least one line, if an empty one.

    Breaks at spaces, and inside a word that is wider than a whole line. Only a single
    letter wider than ``room`` may stand out.
    """
    text = clean(text)
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        while (cut := _fitting(word, room, width)) < len(word):
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line]


def _fitting(word: str, room: float, width: Callable[[str], float]) -> int:
    """How many letters of ``word`` fit, at least one."""
    used = 0.0
    for place, letter in enumerate(word):
        used += width(letter)
        if used > room:
            return max(place, 1)
    return len(word)


def told(table: Table) -> list[tuple[Words, ...]]:
    """Each row as facts under another, where columns would be too narrow: the first stands
    out, and what is empty is left out."""
    return [
        tuple(
            Pair(column.label, cell, strong=not place) if column.label else Line(cell)
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
            if cell
        )
        for row in table.rows
    ]


def bars(chart: Chart, room: float) -> list[float]:
    """How long each bar is, the longest ``room``; nothing at all where all are zero."""
    longest = max((bar.value for bar in chart.bars), default=0) or 1
    return [room * max(bar.value, 0) / longest for bar in chart.bars]


def rows(block: Words, width: float, ruler: Ruler) -> list[Row]:
    """``block`` as rows that fit in ``width``, which is in the ruler's unit."""
    match block:
        case Line(text, align, strong, size):
            lines = wrap(text, width, lambda part: ruler(part, size, strong))
            return [Row(line, align=align, size=size, strong=strong) for line in lines]
        case Pair():
            return _pair(block, 0, width, ruler)
        case Item():
            return _item(block, width, ruler)
        case _:
            assert_never(block)


def _pair(pair: Pair, indent: float, width: float, ruler: Ruler) -> list[Row]:
    """The figure beside the label's first line, or below where a word would have to break.

    A figure of several lines hangs from the left, as text does.
    """
    size, strong = pair.size, pair.strong
    figure_size = pair.figure_size or size

    def measured(text: str) -> float:
        return ruler(text, size, strong)

    def measured_figure(text: str) -> float:
        return ruler(text, figure_size, strong)

    def row(text: str, figure: str = "") -> Row:
        return Row(text, figure, indent, Align.LEFT, size, strong, figure_size)

    label, figure = clean(pair.label), clean(pair.figure)
    room = width - indent
    beside = room - measured_figure(figure) - measured("  ")
    if beside >= room / 4 and all(measured(word) <= beside for word in label.split(" ")):
        first, *rest = wrap(label, beside, measured)
        return [row(first, figure), *map(row, rest)]
    above = [row(line) for line in wrap(label, room, measured)]
    if measured_figure(figure) <= room:
        return [*above, row("", figure)]
    hang = measured("  ")
    return [
        *above,
        *(
            Row(line, indent=indent + hang, size=figure_size, strong=strong)
            for line in wrap(figure, room - hang, measured_figure)
        ),
    ]


def _item(item: Item, width: float, ruler: Ruler) -> list[Row]:
    lead = clean(item.lead)
    indent = ruler(f"{lead} ", Size.NORMAL, False)
    if indent <= width / 3:
        goods = Pair(item.description, item.figure)
        first, *rest = _pair(goods, indent, width, ruler)
        first = first._replace(text=f"{lead} {first.text}", indent=0)
    else:
        indent = 0
        goods = Pair(f"{lead} {item.description}", item.figure)
        first, *rest = _pair(goods, indent, width, ruler)
    details = [
        Row(line, indent=indent, size=Size.SMALL)
        for detail in item.details
        for line in wrap(detail, width - indent, lambda part: ruler(part, Size.SMALL, False))
    ]
    less = [row for pair in item.less for row in _pair(pair, indent, width, ruler)]
    return [first, *rest, *details, *less]
