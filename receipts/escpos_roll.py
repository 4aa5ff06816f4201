"""Blocks on the roll of an ESC/POS printer, by python-escpos.

Its own ways to print pictures and bar codes also write to the standard output, so that these
are spelt out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from receipts import escpos_dots
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
from receipts.escpos_profiles import ability_of
from receipts.layout import Row, bars, rows, told
from receipts.text import SIGNED_ON, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from escpos.printer import Dummy
    from PIL import Image

    from models.values.printing import Sheet
    from receipts.document import Block, Words

_QR_HOLDS = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""Bytes that the smallest QRs take, by version, at the level of correction M."""
_WIDE_FROM = 40
"""Columns from which large letters are twice as wide, too; fewer would break words."""
_TIMES: Final = 4
"""How much wider and higher than usual the largest letters are: 12 mm high."""
_PLAIN: Final = str.maketrans("−–—×•·‘’“”", "---x*-''\"\"")
"""Signs that code pages lack more often than any letter, and what typewriters had for them."""


class _Run(NamedTuple):
    """Letters that look alike."""

    text: str
    size: Size = Size.NORMAL
    strong: bool = False


class Roll:
    """Puts blocks on a roll. Lengths are in the widest unit that both fonts are made of."""

    def __init__(self, printer: Dummy, sheet: Sheet, logos: Mapping[str, bytes]) -> None:
        self.printer, self.logos = printer, logos
        self.ability = ability = ability_of(printer, sheet)
        self.double = 2 if ability.columns >= _WIDE_FROM else 1
        letter, small = ability.small_columns, ability.columns
        self.units = {
            Size.SMALL: small,
            Size.NORMAL: letter,
            Size.LARGE: letter * self.double,
            Size.LARGEST: letter * _TIMES,
        }
        self.room = ability.columns * ability.small_columns
        self.look: tuple[Size, bool] | None = None

    def ruler(self, text: str, size: Size, strong: bool) -> int:
        return width(text) * self.units[size]

    def put(self, block: Block) -> None:
        match block:
            case Line() | Pair() | Item():
                self._words(block)
            case Rule():
                drawn = "─" if self._page_for("─") else "-"
                self._row(Row(drawn * self.ability.columns))
            case Gap():
                self.printer.control("LF")
            case Barcode(data):
                self._barcode(data)
            case QR(data):
                self._qr(data)
            case Logo(digest):
                self._logo(digest)
            case Signature(who):
                self._signature(who)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case _:
                assert_never(block)

    def _words(self, block: Words) -> None:
        for row in rows(block, self.room, self.ruler):
            self._row(row)

    def _row(self, row: Row) -> None:
        for plainer in (_as_printed, _plain):
            runs = [run for run in self._runs(row, plainer) if run.text]
            page = self._page_for("".join(run.text for run in runs))
            if page is not None:
                self._letters(runs, page)
                return
        self._drawn(row)

    def _letters(self, runs: Sequence[_Run], page: str) -> None:
        self.printer.charcode(page)
        for run in runs:
            self._set_look(run.size, run.strong)
            self.printer.text(run.text)
        self.printer.control("LF")

    def _runs(self, row: Row, spelt: Callable[[str], str]) -> Iterator[_Run]:
        text, figure = spelt(row.text), spelt(row.figure)
        taken = self.ruler(text, row.size, row.strong)
        if row.align is Align.CENTRE:
            yield from self._white((self.room - taken) // 2)
            yield _Run(text, row.size, row.strong)
            return
        indent = int(row.indent)
        yield from self._white(indent)
        yield _Run(text, row.size, row.strong)
        if figure:
            taken += indent + self.ruler(figure, row.figure_size, row.strong)
            yield from self._white(self.room - taken)
            yield _Run(figure, row.figure_size, row.strong)

    def _white(self, length: int) -> Iterator[_Run]:
        """Spaces that together come closest to ``length``, never more; of one font if exact."""
        letter, small = self.units[Size.NORMAL], self.units[Size.SMALL]
        smalls = length // small if self.ability.has_small else 0
        if length % letter == 0:
            smalls = 0
        elif length % small:
            tried = range(min(smalls, letter) + 1)
            smalls = min(tried, key=lambda count: (length - count * small) % letter)
        yield _Run(" " * max((length - smalls * small) // letter, 0))
        yield _Run(" " * smalls, Size.SMALL)

    def _page_for(self, text: str) -> str | None:
        """A code page that has all of ``text``, the one in use if it does."""
        encoder, pages = self.printer.magic.encoder, self.ability.pages
        if text.isascii():
            return self.printer.magic.encoding or "CP437"
        beyond = {letter for letter in text if not letter.isascii()}
        for page in sorted(pages, key=lambda page: page != self.printer.magic.encoding):
            if all(encoder.can_encode(page, letter) for letter in beyond):
                return page
        return None

    def _set_look(self, size: Size, strong: bool) -> None:
        if self.look == (size, strong):
            return
        self.look = (size, strong)
        wide, high = {Size.LARGE: (self.double, 2), Size.LARGEST: (_TIMES, _TIMES)}.get(
            size, (1, 1)
        )
        self.printer.set(
            font="b" if size is Size.SMALL and self.ability.has_small else "a",
            bold=strong,
            custom_size=True,
            width=wide,
            height=high,
        )

    def _drawn(self, row: Row) -> None:
        indent = round(row.indent * self.ability.dots / self.room)
        self._picture(escpos_dots.row(row, indent, self.ability.dots, self.ability.pitch))

    def _picture(self, picture: Image.Image) -> None:
        from escpos.constants import GS

        across = picture.width // 8
        size = across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
        self.printer._raw(GS + b"v0\0" + size + escpos_dots.heads(picture))

    def _barcode(self, data: str) -> None:
        """Bars with the text under them; only the text where bars cannot say it."""
        if data and data.isascii() and data.isprintable():
            if self.ability.bars:
                self._native_bars(data)
            elif (bars := escpos_dots.bars(data, self.ability.dots)) is not None:
                self._picture(bars)
        self._words(Line(data, Align.CENTRE, size=Size.SMALL))

    def _native_bars(self, data: str) -> None:
        from escpos import constants

        symbols, spelt = _code_128(data)
        module = escpos_dots.bar_width(11 * (symbols + 2) + 13, self.ability.dots)
        if not module:
            return
        self.printer.set(align="center")
        self.printer._raw(
            constants.BARCODE_HEIGHT
            + bytes((escpos_dots.BARS_HEIGHT,))
            + constants.BARCODE_WIDTH
            + bytes((module,))
            + constants.BARCODE_TXT_OFF
            + constants.BARCODE_TYPE_B["CODE128"]
            + bytes((len(spelt),))
            + spelt
        )
        self.printer.set(align="left")

    def _qr(self, data: str) -> None:
        version = _qr_version(data) if self.ability.qr else 0
        if not version:
            self._picture(escpos_dots.qr(data, self.ability.dots))
            return
        from escpos.constants import QR_ECLEVEL_M

        step = escpos_dots.qr_width(17 + 4 * version, self.ability.dots)
        self.printer.control("LF")
        self.printer.set(align="center")
        self.printer.qr(data, ec=QR_ECLEVEL_M, size=step, native=True)
        self.printer.set(align="left")
        self.printer.control("LF")

    def _logo(self, digest: str) -> None:
        png = self.logos.get(digest)
        logo = escpos_dots.logo(png, self.ability.dots) if png else None
        if logo is not None:
            self._picture(logo)

    def _signature(self, who: str) -> None:
        self.put(Gap())
        self.put(Gap())
        self._words(Line("_" * min(SIGNED_ON, self.ability.columns), Align.CENTRE))
        self._words(Line(who, Align.CENTRE))

    def _table(self, table: Table) -> None:
        """Each row as facts under another, and white between the rows."""
        for place, facts in enumerate(told(table)):
            if place:
                self.put(Gap())
            for fact in facts:
                self._words(fact)

    def _chart(self, chart: Chart) -> None:
        dots = self.ability.dots
        if chart.title:
            self._words(Line(chart.title, strong=True))
        for bar, length in zip(chart.bars, bars(chart, dots), strict=True):
            self._words(Pair(bar.label, bar.figure))
            if length:
                self._picture(escpos_dots.bar(max(round(length), 1), dots))


def _as_printed(text: str) -> str:
    """No-break spaces are for who wraps; printers have others."""
    return text if text.isascii() else text.replace("\N{NO-BREAK SPACE}", " ")


def _plain(text: str) -> str:
    return _as_printed(text).translate(_PLAIN)


def _code_128(data: str) -> tuple[int, bytes]:
    """How many symbols printable ASCII takes in Code 128, and how printers are told them: the
    digits at its end in pairs."""
    digits = len(data) - len(data.rstrip("0123456789"))
    paired = digits // 2 * 2 if digits >= 4 else 0
    text, pairs = data[: len(data) - paired], data[len(data) - paired :]
    told = bytes(int(pairs[place : place + 2]) for place in range(0, paired, 2))
    if escpos_dots.obeyed_anywhere(told):
        text, told = data, b""
    letters = b"{B" + text.replace("{", "{{").encode("ascii") if text else b""
    symbols = len(text) + len(told) + (1 if text and told else 0)
    return symbols, letters + (b"{C" + told if told else b"")


def _qr_version(data: str) -> int:
    """The smallest that holds printable ASCII; 0 for what printers are not asked to draw."""
    if not data or not (data.isascii() and data.isprintable()):
        return 0
    fitting = (number for number, holds in enumerate(_QR_HOLDS, 1) if len(data) <= holds)
    return next(fitting, 0)
