"""The slip leaves the program: to the system's printer, or into a folder."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop import printers
from desktop.printers import SlipPapers
from models.values import Refused
from receipts.pictures import pages
from tests.receipts.papers import a_slip

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("qapp")
SLIP = a_slip()
NUMBER = SLIP.head.number


def decoded(png: bytes) -> set[str]:
    with Image.open(BytesIO(png)) as picture:
        return {code.text for code in zxingcpp.read_barcodes(picture)}


class PdfPrinter(QPrinter):
    """What the system's own PDF printer does, wherever the tests run."""

    file = ""

    def __init__(self, *_: object) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(self.file)


class OneInfo:
    """A printer that the system knows."""

    def isNull(self) -> bool:
        return False

    def printerName(self) -> str:
        return "Epson TM-T82"

    @classmethod
    def printerInfo(cls, name: str) -> OneInfo:
        assert name == "Epson TM-T82"
        return cls()


@pytest.fixture
def roll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the printer puts its page."""
    file = tmp_path / "roll.pdf"
    PdfPrinter.file = str(file)
    monkeypatch.setattr(printers, "QPrinterInfo", OneInfo)
    monkeypatch.setattr(printers, "QPrinter", PdfPrinter)
    return file


def test_the_picture_on_the_screen_can_be_scanned() -> None:
    assert decoded(SlipPapers().picture(SLIP, 0)) == {NUMBER}


def test_a_printed_slip_is_one_page_as_wide_as_the_roll(roll: Path) -> None:
    told = SlipPapers("Epson TM-T82").print(SLIP, 0)
    assert (told.code, told.facts) == ("paper-printed", {"printer": "Epson TM-T82"})
    (page,) = PdfReader(roll).pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(80, abs=1)
    (picture,) = pages(roll.read_bytes())
    assert decoded(picture.png()) == {NUMBER}


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_a_printer_that_takes_no_page_is_named(roll: Path, tmp_path: Path) -> None:
    PdfPrinter.file = str(tmp_path / "no such folder" / "roll.pdf")
    with pytest.raises(Refused) as refused:
        SlipPapers("Epson TM-T82").print(SLIP, 0)
    (message,) = refused.value.messages
    assert (message.code, message.facts) == ("printer-silent", {"printer": "Epson TM-T82"})


@pytest.mark.parametrize("name", ["", "No such printer"])
def test_where_there_is_no_printer_it_is_said(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", staticmethod(QPrinterInfo))
    with pytest.raises(Refused, match="printer-missing"):
        SlipPapers(name).print(SLIP, 0)


def test_a_saved_slip_and_its_copy_lie_side_by_side(tmp_path: Path) -> None:
    papers = SlipPapers(folder=tmp_path / "papers")
    told = [papers.save(SLIP, copy).facts["place"] for copy in (0, 1)]
    assert told == [
        str(tmp_path / "papers" / f"{NUMBER}.pdf"),
        str(tmp_path / "papers" / f"{NUMBER}-copy-1.pdf"),
    ]
    first, again = (
        (tmp_path / "papers" / name).read_bytes()
        for name in (f"{NUMBER}.pdf", f"{NUMBER}-copy-1.pdf")
    )
    assert "SALINAN 1" not in PdfReader(BytesIO(first)).pages[0].extract_text()
    assert "SALINAN 1" in PdfReader(BytesIO(again)).pages[0].extract_text()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "papers").touch()
    with pytest.raises(Refused) as refused:
        SlipPapers(folder=tmp_path / "papers").save(SLIP, 0)
    assert refused.value.messages[0].facts == {"place": str(tmp_path / "papers")}
    (tmp_path / "other" / f"{NUMBER}.pdf").mkdir(parents=True)
    with pytest.raises(Refused, match="no-permission"):
        SlipPapers(folder=tmp_path / "other").save(SLIP, 0)
