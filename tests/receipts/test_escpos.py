"""Papers as receipt printers print them, read back from what the printer would print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageOps

from models.values.printing import PaperKind, Sheet
from receipts import escpos, text
from receipts.document import (
    QR,
    Align,
    Bar,
    Barcode,
    Chart,
    Column,
    Document,
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
from receipts.escpos_dots import heads
from receipts.escpos_profiles import printer_of
from receipts.language import LANGUAGES
from tests.paper_pictures import read, scanned
from tests.printed import EPSON_PAGES, Bars, Feed, Letters, Picture, Print, Square, printed
from tests.receipts.every_paper import EVERY_PAPER, document
from tests.samples import covering

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from receipts.document import Block

MODELS = ("default", "TM-T88V", "POS-5890")
SHEETS = (Sheet.ROLL_80, Sheet.ROLL_58)
PLAINLY = str.maketrans("−–—×•·‘’“”─", "---x*-''\"\"-")
DOTTED = {30, 34, 48}
"""Heights of rows that are drawn."""


def on_paper(
    document: Document,
    model: str = "default",
    sheet: Sheet = Sheet.ROLL_80,
    logos: Mapping[str, bytes] = escpos.NO_LOGOS,
) -> Print:
    sent = escpos.render(document, model, sheet, logos)
    return printed(sent, EPSON_PAGES if model == "default" else pages_of(model))


def pages_of(model: str) -> dict[int, str]:
    known = json.loads((files("escpos") / "capabilities.json").read_text("utf-8"))
    pages = known["profiles"][model]["codePages"].items()
    codecs = {int(n): known["encodings"][name].get("python_encode", "") for n, name in pages}
    return {number: codec for number, codec in codecs.items() if codec}


def a_paper(*blocks: Block) -> Document:
    return Document("A paper", "en", blocks)


def plain(line: str) -> str:
    return line.replace("\N{NO-BREAK SPACE}", " ").translate(PLAINLY)


def expected(block: Block) -> list[str]:
    """The words of a block, as it is known from plain text."""
    match block:
        case Barcode(data):
            return [data]
        case QR() | Rule():
            return []
        case _:
            return _said(plain(" ".join(text.lines(a_paper(block)))))


def _said(line: str) -> list[str]:
    """Its words: rules, lines to sign on and bars are as long as the paper is wide."""
    return [word for word in line.split() if set(word) - set("-_#█▌")]


def words_on(result: Print, known: Iterable[str]) -> tuple[list[str], list[str]]:
    """All words of a paper from top to bottom, printed or drawn, and all its codes."""
    words: list[str] = []
    codes: list[str] = []
    [paper] = result.papers
    for piece in paper.pieces:
        match piece:
            case Letters():
                words += _said(plain(piece.text))
            case Picture() if piece.height in DOTTED:
                words += _said(plain(" ".join(read(piece.image, known))))
            case Picture():
                codes += scanned(piece.image)
            case Bars() | Square():
                codes.append(piece.data)
            case Feed():
                pass
    return words, codes


def assert_says_the_same(document: Document, result: Print) -> None:
    known = " ".join(text.lines(document)).split()
    words, codes = words_on(result, [*known, "•"])  # these stand as far apart as words
    for block in document.blocks:
        wanted = expected(block)
        length = len("".join(wanted))
        taken: list[str] = []
        while len("".join(taken)) < length:
            taken.append(words.pop(0))
        # A label that is wrapped goes on after its figure; elsewhere after fewer words.
        assert sorted("".join(taken)) == sorted("".join(wanted)), block
        if "".join(taken) != "".join(wanted):
            assert sorted(taken) == sorted(wanted), block
    assert words == []
    assert codes == [block.data for block in document.blocks if isinstance(block, Barcode | QR)]


@pytest.mark.parametrize(
    ("kind", "language", "model", "sheet"), covering(EVERY_PAPER, LANGUAGES, MODELS, SHEETS)
)
def test_every_paper_says_on_a_roll_what_it_says_in_plain_text(
    kind: PaperKind, language: str, model: str, sheet: Sheet
) -> None:
    paper = document(kind, language)
    result = on_paper(paper, model, sheet)
    assert not result.strange
    assert not result.kicks
    assert_says_the_same(paper, result)


@pytest.mark.parametrize("model", [model.id for model in escpos.PROFILES])
def test_every_model_prints_one_paper_without_a_strange_command(model: str) -> None:
    result = on_paper(document(PaperKind.RETURN, "fil"), model)
    assert not result.strange
    [paper] = result.papers
    columns = max(width_of(piece) for piece in paper.pieces if isinstance(piece, Letters))
    assert columns * 12 + 8 >= 380
    assert max(piece.width for piece in paper.pieces if isinstance(piece, Picture)) <= 576


def width_of(line: Letters) -> float:
    """In letters of font A."""
    return sum((1 if look.font == 0 else 0.75) * look.wide for look in line.looks)


@pytest.mark.parametrize(("sheet", "columns"), [(Sheet.ROLL_80, 42), (Sheet.ROLL_58, 32)])
def test_figures_end_at_the_right_edge_in_every_size(sheet: Sheet, columns: int) -> None:
    in_words = (Size.SMALL, Size.NORMAL, Size.LARGE)
    pairs = [Pair("Sum", "17,50", True, size) for size in in_words]
    pairs.append(Pair("Sum", "17,50", figure_size=Size.LARGE))
    pairs.append(Pair("Sum", "17,50", size=Size.SMALL, figure_size=Size.NORMAL))
    result = on_paper(a_paper(*pairs), sheet=sheet)
    widths = [
        width_of(piece) for piece in result.papers[0].pieces if isinstance(piece, Letters)
    ]
    assert all(columns - 0.75 < width <= columns for width in widths), widths


def test_the_same_document_is_the_same_bytes() -> None:
    paper = document(PaperKind.RETURN, "fil")
    assert escpos.render(paper) == escpos.render(document(PaperKind.RETURN, "fil"))


def test_a_peso_stands_where_the_printer_has_none() -> None:
    result = on_paper(a_paper(Pair("Total", "₱1,250.00"), Pair("Tax", "120.00")))
    [peso, tax] = result.papers[0].pieces[:2]
    assert isinstance(peso, Picture)
    assert read(peso.image, ["Total", "₱1,250.00"]) == ["Total", "₱1,250.00"]
    assert isinstance(tax, Letters)


@pytest.mark.parametrize(
    ("said", "page"), [("Café", "cp437"), ("70×140", "cp858"), ("5 €", "cp858"), ("Škoda", "")]
)
def test_letters_are_printed_from_the_first_page_that_has_them(said: str, page: str) -> None:
    [line] = on_paper(a_paper(Line(said))).papers[0].pieces[:1]
    if isinstance(line, Letters):
        assert line.text == said
        assert EPSON_PAGES[line.looks[-1].page] == page or not page
    else:
        assert not page


def test_a_simple_printer_draws_what_is_not_ascii() -> None:
    """Many start in Chinese, whatever code page is chosen."""
    result = on_paper(a_paper(Line("Café 70×140"), Line("A − B × C")), "POS-5890")
    drawn, typed = result.papers[0].pieces[:2]
    assert isinstance(drawn, Picture)
    assert read(drawn.image, ["Café", "70×140"]) == ["Café", "70×140"]
    assert isinstance(typed, Letters)
    assert typed.text == "A - B x C"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("number", ["R2-000418", "7194023385516024", "R2-001604", "{A{B", "~"])
def test_bars_say_the_number_drawn_or_not(number: str, model: str) -> None:
    result = on_paper(a_paper(Barcode(number), QR(number)), model)
    words, codes = words_on(result, [number])
    assert words == [number]
    assert codes == [number, number]


@pytest.mark.parametrize("number", ["", "Nº 7", "9" * 70 + "A" * 70])
def test_a_number_that_bars_cannot_say_is_printed_in_letters(number: str) -> None:
    result = on_paper(a_paper(Barcode(number)))
    assert not result.papers[0].barcodes
    assert "".join(words_on(result, number.split())[0]) == number.replace(" ", "")


def test_drawn_bars_are_as_wide_as_they_should_be() -> None:
    """Neither blurred nor scattered: each module three dots of one colour."""
    [drawn] = on_paper(a_paper(Barcode("R2-000418")), "simple").papers[0].pictures
    left, top, right, bottom = ink(drawn)
    assert (right - left) % 3 == 0
    for x in range(left, right, 3):
        assert drawn.crop((x, top, x + 3, bottom)).convert("L").getcolors() in (
            [(3 * (bottom - top), 0)],
            [(3 * (bottom - top), 255)],
        )


@pytest.mark.parametrize("model", MODELS)
def test_a_qr_of_any_text_is_read_again(model: str) -> None:
    for data in ("https://example.test/c/7?x=ñ", "K" * 250, "\x10\x14\x01\x00\x05"):
        result = on_paper(a_paper(QR(data)), model)
        assert not result.kicks
        assert words_on(result, [])[1] == [data]


def a_logo() -> bytes:
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((300, 0, 600, 300), fill=(40, 40, 40, 255))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black."""
    found = ImageOps.invert(picture.convert("L")).getbbox()
    assert found is not None
    return found


def test_the_logo_is_centred_and_no_wider_than_the_line() -> None:
    result = on_paper(a_paper(Logo("digest"), Line("Shop")), logos={"digest": a_logo()})
    [logo, _shop] = result.papers[0].pieces[:2]
    assert isinstance(logo, Picture)
    left, top, right, bottom = ink(logo.image)
    assert (logo.width, bottom - top) == (504, 168)
    assert abs(left - (504 - right)) <= 2


@pytest.mark.parametrize("logos", [{}, {"digest": b"GIF89a no picture"}])
def test_a_paper_comes_out_without_a_logo_that_is_not_there(logos: dict[str, bytes]) -> None:
    result = on_paper(a_paper(Logo("digest"), Line("Shop")), logos=logos)
    assert result.papers[0].lines == ("Shop",)


def test_hebrew_reads_from_the_right() -> None:
    drawn = on_paper(a_paper(Line("Shop שלום"))).papers[0].pieces[0]
    assert isinstance(drawn, Picture)
    assert read(drawn.image, ["Shop", "םולש", "שלום"]) == ["Shop", "םולש"]


def test_a_table_is_told_one_fact_under_another() -> None:
    table = Table(
        (Column("Goods"), Column("Sold", figures=True), Column("")),
        (("Rice", "12", "cheap"), ("Sugar", "", "")),
    )
    lines = [line.split() for line in on_paper(a_paper(table)).papers[0].lines]
    assert lines == [["Goods", "Rice"], ["Sold", "12"], ["cheap"], [], ["Goods", "Sugar"]]


def test_the_longest_bar_is_as_wide_as_the_line_and_nothing_has_none() -> None:
    chart = Chart("Sales", (Bar("Mon", 200, "200"), Bar("Tue", 50, "50"), Bar("Wed", 0, "0")))
    paper = on_paper(a_paper(chart)).papers[0]
    assert [ink(bar)[2] for bar in paper.pictures] == [504, 126]
    assert [line.split() for line in paper.lines] == [
        ["Sales"],
        ["Mon", "200"],
        ["Tue", "50"],
        ["Wed", "0"],
    ]


def test_there_is_room_to_sign() -> None:
    above, more, line, who = on_paper(a_paper(Signature("Manager"))).papers[0].lines
    assert (above, more) == ("", "")
    assert set(line.strip()) == {"_"}
    assert who.strip() == "Manager"


def test_the_drawer_is_opened_by_one_pulse_and_by_no_paper() -> None:
    kick = printed(escpos.kick())
    assert kick.kicks == [2]
    assert not kick.papers


def test_a_model_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="TM-U220"):
        escpos.render(a_paper(), "TM-U220")


ATTACKS = (
    "\x1bp\x00\x19\x19",
    "\x10\x14\x01\x00\x05",
    "Tea\n\x1dV\x00",
    "\x1b@\x1b=\x02",
    "\x9bp0 \x90\x84 \u202e",
    "{A\x1b{B",
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=50) | st.sampled_from(ATTACKS)


@given(TEXTS, TEXTS, st.sampled_from(MODELS), st.sampled_from(SHEETS))
@example(ATTACKS[0], ATTACKS[1], "default", Sheet.ROLL_80)
@example(ATTACKS[2], ATTACKS[5], "POS-5890", Sheet.ROLL_58)
def test_no_name_is_ever_a_command(name: str, figure: str, model: str, sheet: Sheet) -> None:
    paper = a_paper(
        Line(name, Align.CENTRE, strong=True, size=Size.LARGE),
        Item("2 x", name, figure, details=(name,), less=(Pair(name, figure),)),
        Pair(name, figure, size=Size.SMALL),
        Barcode(name),
        QR(figure or "-"),
        Gap(),
        Rule(),
        Signature(name),
        Table((Column(name), Column("", figures=True)), ((name, figure),)),
        Chart(name, (Bar(name, 3, figure),)),
    )
    result = on_paper(paper, model, sheet)
    assert not result.kicks
    assert not result.strange
    assert len(result.papers) == 1


@given(st.binary(min_size=24, max_size=24))
@example(b"\x10\x14\x01\x00\x05\x10\x04\x01" * 3)
@example(b"\x10\x10\x14\x10\x10\x05" * 4)
def test_no_picture_is_ever_a_command(dots: bytes) -> None:
    black = Image.frombytes("1", (64, 3), bytes(255 - byte for byte in dots))
    sent = heads(black)
    assert not any(command in sent for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))
    assert all(byte & more == byte for byte, more in zip(dots, sent, strict=True))


def in_a_process_of_its_own(code: str, folder: object, **environment: str) -> str:
    """As a program that does nothing else, with ``folder`` for temporary files."""
    told = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), **environment}
    call = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(call, env=told, capture_output=True, text=True, check=True).stdout


PRINTS = """
import logging
from receipts import escpos
from receipts.document import QR, Barcode, Document, Line
escpos.render(Document("", "en", (Line("₱"), Barcode("R2-1"), QR("R2-1"))), "POS-5890")
assert not logging.getLogger().handlers
"""


def test_printing_warns_of_nothing_says_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    assert in_a_process_of_its_own(PRINTS, tmp_path / "temporary") == ""
    assert list((tmp_path / "temporary").iterdir()) == []


def test_nothing_is_unpickled_from_a_folder_that_the_environment_names(tmp_path: Path) -> None:
    """What somebody else put there would run as the counter's program."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    trap = tmp_path / f"{version}.capabilities.pickle"
    trap.write_bytes(b"cbuiltins\nexit\n(tR.")
    os.utime(trap, (4_000_000_000, 4_000_000_000))
    in_a_process_of_its_own(PRINTS, tmp_path, ESCPOS_CAPABILITIES_PICKLE_DIR=str(tmp_path))
    assert trap.read_bytes() == b"cbuiltins\nexit\n(tR."


def test_nothing_heavy_is_loaded_until_something_is_printed(tmp_path: Path) -> None:
    code = "import sys; from receipts import escpos; print(len(escpos.PROFILES))\n"
    code += "assert not {'PIL', 'escpos.capabilities', 'segno'} & set(sys.modules)"
    assert int(in_a_process_of_its_own(code, tmp_path)) > 20


def test_what_python_escpos_does_when_loaded_is_still_what_is_guarded_against() -> None:
    """Should it stop to leave a folder or to set up logging, `_load` can go."""
    printer_of("default")
    source = Path(sys.modules["escpos.capabilities"].__file__ or "").read_text("utf-8")
    assert "mkdtemp()" in source
    assert "logging.basicConfig()" in source
    assert "pickle.load(" in source
