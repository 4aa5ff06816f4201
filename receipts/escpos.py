"""A document as ESC/POS, the language of receipt printers; the same document, the same bytes.

Text stays text as far as the printer has its letters, or a plain sign of the same meaning. A
row with a letter that it lacks, such as ₱, is drawn as a picture, whole, so that its figure
stays at the right edge.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from models.values.printing import Sheet
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
from receipts.escpos_profiles import Ability, ability_of, printer_of, profiles
from receipts.layout import Row, rows
from receipts.text import width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from escpos.printer import Dummy
    from PIL import Image

    from receipts.document import Block, Document, Words
    from receipts.escpos_profiles import PrinterProfile

NO_LOGOS: Final[Mapping[str, bytes]] = MappingProxyType({})
PROFILES: tuple[PrinterProfile, ...]
"""The printer models to choose from; read when first asked for."""

_BARS_HEIGHT, _WIDEST_BAR, _NARROWEST_BAR = 80, 3, 2
_QR_SIDE = 148
_QR_HOLDS = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""Bytes that the smallest QRs take, by version, at the level of correction M."""
_WIDE_FROM = 40
"""Columns from which large letters are twice as wide, too; fewer would break words."""
_SIGNED_ON = 32
"""Columns of a line to sign on."""
_PLAIN: Final = str.maketrans("−–—×•·‘’“”", "---x*-''\"\"")
"""Signs that code pages lack more often than any letter, and what typewriters had for them."""


def __getattr__(name: str) -> object:
    if name == "PROFILES":
        return profiles()
    raise AttributeError(name)


def render(
    document: Document,
    profile: str = "default",
    sheet: Sheet = Sheet.ROLL_80,
    logos: Mapping[str, bytes] = NO_LOGOS,
) -> bytes:
    """What a printer of the model ``profile`` is to be sent, the cut at the end included.

    ``logos`` are PNGs by their digest; one that is not there is left out. The first call
    takes longer, as it loads python-escpos.

    Raises:
        ValueError: no such model.
        OSError: a logo that is not a picture.
    """
    printer = printer_of(profile)
    roll = _Roll(printer, ability_of(printer.profile, sheet), logos)
    printer.hw("INIT")
    for block in document.blocks:
        roll.put(block)
    printer.cut()
    return bytes(printer.output)


def kick(profile: str = "default") -> bytes:
    """The pulse that opens the drawer, on the pin that most are wired to.

    Raises:
        ValueError: no such model.
    """
    printer = printer_of(profile)
    printer.cashdraw(2)
    return bytes(printer.output)


class _Run(NamedTuple):
    """Letters that look alike."""

    text: str
    size: Size = Size.NORMAL
    strong: bool = False


class _Roll:
    """Puts blocks on a roll. Lengths are in the widest unit that both fonts are made of."""

    def __init__(self, printer: Dummy, ability: Ability, logos: Mapping[str, bytes]) -> None:
        self.printer, self.ability, self.logos = printer, ability, logos
        self.double = 2 if ability.columns >= _WIDE_FROM else 1
        letter, small = ability.small_columns, ability.columns
        self.units = {Size.SMALL: small, Size.NORMAL: letter, Size.LARGE: letter * self.double}
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
        large = size is Size.LARGE
        self.printer.set(
            font="b" if size is Size.SMALL and self.ability.has_small else "a",
            bold=strong,
            custom_size=True,
            width=self.double if large else 1,
            height=2 if large else 1,
        )

    def _drawn(self, row: Row) -> None:
        from receipts import escpos_dots

        indent = round(row.indent * self.ability.dots / self.room)
        self._picture(escpos_dots.row(row, indent, self.ability.dots, self.ability.pitch))

    def _picture(self, picture: Image.Image) -> None:
        from escpos.constants import GS

        from receipts.escpos_dots import heads

        across = picture.width // 8
        size = across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
        self.printer._raw(GS + b"v0\0" + size + heads(picture))

    def _barcode(self, data: str) -> None:
        """Bars as wide as there is room for, with the text under them; only the text where
        bars would not fit or not say it."""
        module = self._bar_width(data)
        if module and self.ability.bars:
            self._native_bars(data, module)
        elif module:
            from receipts import escpos_dots

            self._picture(escpos_dots.bars(data, module, self.ability.dots))
        self._words(Line(data, Align.CENTRE, size=Size.SMALL))

    def _bar_width(self, data: str) -> int:
        """In dots; 0 where not even the narrowest fits."""
        if not data or not (data.isascii() and data.isprintable()):
            return 0
        modules = 11 * (len(data) + 2) + 13 + 2 * 10
        fitting = self.ability.dots // modules
        return min(fitting, _WIDEST_BAR) if fitting >= _NARROWEST_BAR else 0

    def _native_bars(self, data: str, module: int) -> None:
        from escpos import constants

        spelt = b"{B" + data.replace("{", "{{").encode("ascii")
        self.printer.set(align="center")
        self.printer._raw(
            constants.BARCODE_HEIGHT
            + bytes((_BARS_HEIGHT,))
            + constants.BARCODE_WIDTH
            + bytes((module,))
            + constants.BARCODE_TXT_OFF
            + constants.BARCODE_TYPE_B["CODE128"]
            + bytes((len(spelt),))
            + spelt
        )
        self.printer.set(align="left")

    def _qr(self, data: str) -> None:
        if not self.ability.qr or not (data.isascii() and data.isprintable()):
            self._drawn_qr(data)
            return
        from escpos.constants import QR_ECLEVEL_M

        versions = (v for v, holds in enumerate(_QR_HOLDS, 1) if len(data) <= holds)
        version = next(versions, 0)
        modules = 17 + 4 * version + 8
        step = min(_QR_SIDE, self.ability.dots) // modules
        if not data or not version or step < 2:
            self._drawn_qr(data)
            return
        self.printer.control("LF")
        self.printer.set(align="center")
        self.printer.qr(data, ec=QR_ECLEVEL_M, size=step, native=True)
        self.printer.set(align="left")
        self.printer.control("LF")

    def _drawn_qr(self, data: str) -> None:
        from receipts import escpos_dots

        self._picture(escpos_dots.qr(data, _QR_SIDE, self.ability.dots))

    def _logo(self, digest: str) -> None:
        if digest in self.logos:
            from receipts import escpos_dots

            self._picture(escpos_dots.logo(self.logos[digest], self.ability.dots))

    def _signature(self, who: str) -> None:
        self.put(Gap())
        self.put(Gap())
        self._words(Line("_" * min(_SIGNED_ON, self.ability.columns), Align.CENTRE))
        self._words(Line(who, Align.CENTRE))

    def _table(self, table: Table) -> None:
        """Each row as facts under another, and white between the rows."""
        for place, told in enumerate(table.rows):
            if place:
                self.put(Gap())
            for number, (column, cell) in enumerate(zip(table.columns, told, strict=True)):
                if cell:
                    strong = not number
                    self._words(
                        Pair(column.label, cell, strong) if column.label else Line(cell)
                    )

    def _chart(self, chart: Chart) -> None:
        from receipts import escpos_dots

        if chart.title:
            self._words(Line(chart.title, strong=True))
        longest = max((bar.value for bar in chart.bars), default=0) or 1
        for bar in chart.bars:
            self._words(Pair(bar.label, bar.figure))
            if bar.value > 0:
                length = max(self.ability.dots * bar.value // longest, 1)
                self._picture(escpos_dots.bar(length, self.ability.dots))


def _as_printed(text: str) -> str:
    """Accents and letters in one, as code pages have them; no-break spaces as spaces."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).replace("\N{NO-BREAK SPACE}", " ")


def _plain(text: str) -> str:
    return _as_printed(text).translate(_PLAIN)
