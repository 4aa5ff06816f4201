"""A document in fixed columns: for previews in plain text, mail, and tests to read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, assert_never

from receipts.document import (
    QR,
    Align,
    Barcode,
    Chart,
    Gap,
    Item,
    Line,
    Logo,
    Pair,
    Rule,
    Signature,
    Size,
    Table,
)
from receipts.layout import BAR, Row, bars, rows, told, wrap

if TYPE_CHECKING:
    from receipts.document import Block, Document, Words

SIGNED_ON = 32
"""Columns of a line to sign on, where there are as many."""


def lines(document: Document, columns: int = 42) -> list[str]:
    """Every line of the paper, none wider than ``columns``; no-break spaces become spaces."""
    return [
        line.replace("\N{NO-BREAK SPACE}", " ").rstrip()
        for block in document.blocks
        for line in _block(block, columns)
    ]


class _Columns(dict[str, int]):
    """Of each letter, found out once: wide ones take two, accents none."""

    def __missing__(self, letter: str) -> int:
        wide = unicodedata.east_asian_width(letter) in {"W", "F"}
        accent = unicodedata.category(letter) in {"Mn", "Me"}
        columns = self[letter] = 0 if accent else 1 + wide
        return columns


_COLUMNS = _Columns()


def width(text: str, size: Size = Size.NORMAL, strong: bool = False) -> int:
    """Columns that ``text`` takes in any size."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


def _block(block: Block, columns: int) -> list[str]:
    match block:
        case Line() | Pair() | Item():
            return _words(block, columns)
        case Rule():
            return ["-" * columns]
        case Gap():
            return [""]
        case Barcode(data):
            return _centred(f"*{data}*", columns)
        case QR(data):
            return _centred(f"[QR {data}]", columns)
        case Logo():
            return []
        case Signature(who):
            line = "_" * min(SIGNED_ON, columns)
            return ["", "", *_centred(line, columns), *_centred(who, columns)]
        case Table():
            return _table(block, columns)
        case Chart():
            return _chart(block, columns)
        case _:
            assert_never(block)


def _words(block: Words, columns: int) -> list[str]:
    return [_row(row, columns) for row in rows(block, columns, width)]


def _table(table: Table, columns: int) -> list[str]:
    """The facts of a row under another, and white between the rows."""
    blocks = [
        [line for fact in facts for line in _words(fact, columns)] for facts in told(table)
    ]
    return [line for block in blocks for line in ("", *block)][1:]


def _chart(chart: Chart, columns: int) -> list[str]:
    title = Line(chart.title, strong=True)
    lines = _words(title, columns) if chart.title else []
    for bar, length in zip(chart.bars, bars(chart, columns), strict=True):
        lines += _words(Pair(bar.label, bar.figure), columns)
        if length:
            lines.append(BAR * max(round(length), 1))
    return lines


def _row(row: Row, columns: int) -> str:
    if row.align is Align.CENTRE:
        return " " * ((columns - width(row.text)) // 2) + row.text
    text = " " * int(row.indent) + row.text
    return text + " " * (columns - width(text) - width(row.figure)) + row.figure


def _centred(text: str, columns: int) -> list[str]:
    return [" " * ((columns - width(line)) // 2) + line for line in wrap(text, columns, width)]
