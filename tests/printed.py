"""What an ESC/POS printer makes of the bytes it is given, one after another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    Parsing = Generator[None, int, None]
    Bytes = Generator[None, int, bytes]

EPSON_PAGES: Final[Mapping[int, str]] = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    39: "iso8859_2",
    40: "iso8859_15",
    45: "cp1250",
    48: "cp1254",
    51: "cp1257",
}
"""Code pages by their number on Epson's printers, which the profile ``default`` has as well."""

LF, ESC, FS, GS, DLE = 0x0A, 0x1B, 0x1C, 0x1D, 0x10
EOT, ENQ, DC4 = 0x04, 0x05, 0x14


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are printed; what ESC @ sets back."""

    font: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    align: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """A printed line of text, with the look of each letter."""

    text: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Dots: rows of bytes from the left, a set bit is black."""

    width: int
    height: int
    dots: bytes
    align: int = 0
    strips: bool = False
    """Sent as columns, which a picture is put together of."""

    @property
    def image(self) -> Image.Image:
        """Black on white."""
        black = Image.frombytes("1", (self.width, self.height), self.dots)
        return black.point(lambda dot: 0 if dot else 255)


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar code that the printer draws; Code 128 without its choice of set."""

    data: str
    kind: int
    height: int
    module: int
    captioned: bool
    align: int


@dataclass(frozen=True, slots=True)
class Square:
    """A QR that the printer draws."""

    data: str
    module: int
    align: int


@dataclass(frozen=True, slots=True)
class Feed:
    """White, in lines."""

    lines: int


Piece = Letters | Picture | Bars | Square | Feed


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """What is between two cuts, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces if isinstance(piece, Letters))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def barcodes(self) -> tuple[str, ...]:
        return tuple(piece.data for piece in self.pieces if isinstance(piece, Bars))

    @property
    def qrs(self) -> tuple[str, ...]:
        return tuple(piece.data for piece in self.pieces if isinstance(piece, Square))

    @property
    def pictures(self) -> tuple[Image.Image, ...]:
        return tuple(piece.image for piece in self.pieces if isinstance(piece, Picture))


@dataclass
class Print:
    """The part of a printer that reads commands in order and puts them on paper.

    ``asked`` is called for what is to be answered in order: ``(b"r", n)`` for GS r n,
    ``(b"a", n)`` for GS a n.
    """

    pages: Mapping[int, str] = field(default_factory=lambda: EPSON_PAGES)
    asked: Callable[[bytes, int], None] = lambda _command, _n: None
    papers: list[PrintedPaper] = field(default_factory=list)
    kicks: list[int] = field(default_factory=list)
    """The pin of each pulse to the drawer, 2 or 5."""
    strange: list[bytes] = field(default_factory=list)
    """Commands that it does not know; a printer would print them as letters."""
    fed: int = 0
    """Lines that went through the head since it was switched on."""

    def __post_init__(self) -> None:
        self._hanging: list[Piece] = []
        self._text: list[str] = []
        self._looks: list[Look] = []
        self._stored: Picture | None = None
        self._square = b""
        self._square_module = 3
        self._reset()
        self._parsing = self._parse()
        next(self._parsing)

    def take(self, byte: int) -> None:
        self._parsing.send(byte)

    @property
    def hanging(self) -> PrintedPaper:
        """What is printed and not cut off."""
        return PrintedPaper(tuple(self._hanging))

    def tear(self) -> None:
        """Somebody tears the paper off, as they must where there is no cutter."""
        if self._hanging:
            self.papers.append(self.hanging)
            self._hanging = []

    def _reset(self) -> None:
        self._look = Look()
        self._bars_height, self._bars_module, self._bars_captioned = 162, 3, False
        self._text, self._looks = [], []

    def _parse(self) -> Parsing:
        while True:
            byte = yield
            match byte:
                case 0x0A:
                    self._end_line()
                case 0x0D:
                    pass
                case 0x1B:
                    yield from self._escape()
                case 0x1D:
                    yield from self._group()
                case 0x1C:
                    yield from self._file((yield))
                case 0x10:
                    yield from self._already_answered((yield))
                case _ if byte < 0x20 or byte == 0x7F:
                    self.strange.append(bytes([byte]))
                case _:
                    self._letter(byte)

    def _letter(self, byte: int) -> None:
        page = self.pages.get(self._look.page, "ascii")
        self._text.append(bytes([byte]).decode(page, "replace"))
        self._looks.append(self._look)

    def _end_line(self, lines: int = 1) -> None:
        self._put(Letters("".join(self._text), tuple(self._looks)))
        self._text, self._looks = [], []
        if lines > 1:
            self._put(Feed(lines - 1))
        self.fed += lines

    def _put(self, piece: Piece) -> None:
        self._hanging.append(piece)

    def _escape(self) -> Parsing:
        command = yield
        match chr(command):
            case "@":
                self._reset()
            case "!":
                n = yield
                self._change(
                    font=n & 1,
                    bold=bool(n & 8),
                    high=2 if n & 16 else 1,
                    wide=2 if n & 32 else 1,
                )
            case "E" | "G":
                self._change(bold=bool((yield) & 1))
            case "M":
                self._change(font=(yield) & 0x0F)
            case "a":
                self._change(align=(yield) & 0x0F)
            case "t":
                self._change(page=(yield))
            case "2":
                pass
            case "3" | "-" | " " | "{" | "R" | "V" | "r" | "=":
                yield
            case "d":
                n = yield
                if self._text:
                    self._end_line(n)
                else:
                    self._put(Feed(n))
                    self.fed += n
            case "J":
                yield
                self._end_line()
            case "p":
                pin = yield
                yield from _several(2)
                self.kicks.append(5 if pin & 1 else 2)
            case "*":
                yield from self._columns()
            case _:
                self.strange.append(bytes([ESC, command]))

    def _change(self, **changed: int) -> None:
        self._look = replace(self._look, **changed)  # type: ignore[arg-type]

    def _group(self) -> Parsing:
        command = yield
        match chr(command):
            case "!":
                n = yield
                self._change(wide=(n >> 4 & 7) + 1, high=(n & 7) + 1)
            case "V":
                if (yield) in {65, 66}:
                    yield
                self._cut()
            case "v":
                yield from self._raster()
            case "(":
                yield from self._long_command()
            case "k":
                yield from self._bars()
            case "h":
                self._bars_height = yield
            case "w":
                self._bars_module = yield
            case "H":
                self._bars_captioned = bool((yield))
            case "f" | "B" | "b" | "|":
                yield
            case "L" | "W":
                yield from _several(2)
            case "r":
                self.asked(b"r", (yield))
            case "a":
                self.asked(b"a", (yield))
            case _:
                self.strange.append(bytes([GS, command]))

    def _cut(self) -> None:
        if self._text:
            self._end_line()
        self.papers.append(self.hanging)
        self._hanging = []

    def _file(self, command: int) -> Parsing:
        if command not in b".&":
            self.strange.append(bytes([FS, command]))
        yield from ()

    def _already_answered(self, command: int) -> Parsing:
        """Real-time commands are obeyed as they arrive; in their turn they are nothing."""
        if command in {EOT, ENQ}:
            yield
        elif command == DC4:
            yield from _several(3)
        else:
            self.strange.append(bytes([DLE, command]))

    def _raster(self) -> Parsing:
        zero, mode = yield from _several(2)
        if zero != ord("0"):
            self.strange.append(bytes([GS, ord("v"), zero]))
        low, high, rows_low, rows_high = yield from _several(4)
        across, height = low + high * 256, rows_low + rows_high * 256
        dots = yield from _several(across * height)
        picture = Picture(across * 8, height, dots, self._look.align)
        self._picture(_stretched(picture, mode & 1, mode >> 1 & 1))

    def _picture(self, picture: Picture) -> None:
        if self._text:
            self._end_line()
        self._put(picture)
        self.fed += max(picture.height // 24, 1)

    def _columns(self) -> Parsing:
        mode, low, high = yield from _several(3)
        across = low + high * 256
        tall = 3 if mode >= 32 else 1
        sent = yield from _several(across * tall)
        image = Image.frombytes("1", (tall * 8, across), sent)
        turned = image.transpose(Image.Transpose.TRANSPOSE)
        wide = (across + 7) // 8 * 8
        strip = Picture(wide, tall * 8, _padded(turned, wide), self._look.align, strips=True)
        end = yield
        if end != LF:
            self.strange.append(bytes([end]))
        last = self._hanging[-1] if self._hanging else None
        if isinstance(last, Picture) and last.strips and last.width == wide:
            self._hanging.pop()
            height = last.height + strip.height
            strip = replace(strip, height=height, dots=last.dots + strip.dots)
        self._picture(strip)

    def _long_command(self) -> Parsing:
        kind, low, high = yield from _several(3)
        sent = yield from _several(low + high * 256)
        match chr(kind), sent[:2]:
            case "L", b"0p":
                width, height = sent[6] + sent[7] * 256, sent[8] + sent[9] * 256
                self._stored = Picture(
                    (width + 7) // 8 * 8, height, sent[10:], self._look.align
                )
            case "L", b"02" if self._stored:
                self._picture(self._stored)
                self._stored = None
            case "k", b"1P":
                self._square = sent[3:]
            case "k", b"1C":
                self._square_module = sent[2]
            case "k", b"1Q":
                data = self._square.decode("utf-8", "replace")
                self._put(Square(data, self._square_module, self._look.align))
                self.fed += 5
            case "k", b"1A" | b"1E":
                pass
            case _:
                self.strange.append(bytes([GS, ord("("), kind]) + sent[:2])

    def _bars(self) -> Parsing:
        kind = yield
        if kind >= 65:
            data = yield from _several((yield))
        else:
            data = yield from _until_zero()
        if self._text:
            self._end_line()
        text = _code_128(data) if kind == 73 else data.decode("ascii", "replace")
        self._put(
            Bars(
                text,
                kind,
                self._bars_height,
                self._bars_module,
                self._bars_captioned,
                self._look.align,
            )
        )
        self.fed += 4


def _several(count: int) -> Bytes:
    got = bytearray()
    for _ in range(count):
        got.append((yield))
    return bytes(got)


def _until_zero() -> Bytes:
    got = bytearray()
    while byte := (yield):
        got.append(byte)
    return bytes(got)


def _code_128(data: bytes) -> str:
    """What a scanner reads of Code 128 as ESC/POS spells it: ``{`` chooses or is doubled.

    Raises:
        ValueError: no set is chosen first, or a code that no text has.
    """
    if data[:2] not in {b"{A", b"{B", b"{C"}:
        raise ValueError(f"Code 128 without its set: {data!r}")
    chosen, rest, read = data[1:2], data[2:], ""
    while rest:
        if rest[:2] in {b"{A", b"{B", b"{C"}:
            chosen, rest = rest[1:2], rest[2:]
        elif rest[:2] == b"{{":
            read, rest = read + "{", rest[2:]
        elif rest[:1] == b"{":
            raise ValueError(f"Code 128 with a function code: {data!r}")
        else:
            read += f"{rest[0]:02}" if chosen == b"C" else chr(rest[0])
            rest = rest[1:]
    return read


def _padded(image: Image.Image, width: int) -> bytes:
    wide = Image.new("1", (width, image.height), 0)
    wide.paste(image, (0, 0))
    return wide.tobytes()


def _stretched(picture: Picture, across: int, down: int) -> Picture:
    if not across and not down:
        return picture
    width, height = picture.width << across, picture.height << down
    image = Image.frombytes("1", (picture.width, picture.height), picture.dots)
    return replace(
        picture, width=width, height=height, dots=image.resize((width, height)).tobytes()
    )


def in_real_time(sent: bytes) -> list[bytes]:
    """The commands in ``sent`` that a printer obeys wherever they stand, even in a picture."""
    found = []
    for place, byte in enumerate(sent[:-1]):
        if byte == DLE and sent[place + 1] in {EOT, ENQ, DC4}:
            found.append(sent[place : place + 5])
    return found


def printed(sent: bytes, pages: Mapping[int, str] = EPSON_PAGES) -> Print:
    """What a printer that is well makes of ``sent``, in real time and in order; torn off."""
    result = Print(pages)
    for command in in_real_time(sent):
        if command[1:3] == bytes([DC4, 1]):
            result.kicks.append(5 if command[3] & 1 else 2)
        else:
            result.strange.append(command)
    for byte in sent:
        result.take(byte)
    result.tear()
    return result
