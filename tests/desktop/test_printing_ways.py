"""Each way to a printer at its edge: what opens, what is refused in words, what is given."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.printing import system
from desktop.printing.channels import LineLost, PartlyOut
from desktop.printing.file import open_file
from desktop.printing.folder import write_pdf
from desktop.printing.serial import device_and_speed, open_serial
from desktop.printing.system import print_pages
from desktop.printing.usb import open_usb, vendor_and_product
from models.values import Refused
from models.values.printing import PaperKind, Sheet
from receipts import pdf
from receipts.papers import document_of
from tests.receipts.papers import a_slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SLIP = a_slip()
PAGES = pdf.render(document_of(PaperKind.RETURN, SLIP))


def refusal(act: Callable[[], object], kind: type[Refused] = Refused) -> str:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.messages[0].code


# A device file.


def test_a_file_takes_what_it_is_given_and_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    channel = open_file(str(file))
    assert channel.send(b"paper") == 5
    assert not channel.answers
    assert channel.receive(0) == b""
    channel.close()
    assert file.read_bytes() == b"paper"


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    assert refusal(lambda: open_file(str(file))) == "printer-no-connection"
    assert not file.exists()


def test_a_file_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> int:
        raise PermissionError(errno.EACCES, "not allowed")

    monkeypatch.setattr(os, "open", forbid)
    assert refusal(lambda: open_file("/dev/usb/lp0")) == "printer-not-allowed"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_file_that_is_full_takes_nothing_and_one_that_broke_is_lost(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    channel = open_file(str(pipe))
    while channel.send(bytes(1024)):
        pass
    os.close(reader)
    with pytest.raises(LineLost):
        channel.send(b"more")
    channel.close()


# A serial line.


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """A port without wires for DSR: what is at its other end, and its name here."""
    pytest.importorskip("serial")
    pty = pytest.importorskip("pty")
    far, near = pty.openpty()
    yield far, os.ttyname(near)
    os.close(near)
    os.close(far)


def test_a_serial_line_carries_both_ways(line: tuple[int, str]) -> None:
    far, name = line
    channel = open_serial(f"{name}@19200")
    assert not channel.there, "nobody shows that he is ready, so only answers are believed"
    assert channel.send(b"\x10\x04\x01") == 3
    assert os.read(far, 16) == b"\x10\x04\x01"
    assert channel.receive(0) == b""
    os.write(far, b"\x12")
    assert channel.receive(1.0) == b"\x12"
    channel.close()


class Port:
    """A port whose printer shows by DSR whether it takes anything."""

    in_waiting = 0
    timeout = 0.0

    def __init__(self) -> None:
        self.dsr = True
        self.given = b""
        self.said = b""

    def write(self, piece: bytes) -> int:
        self.given += piece
        return len(piece)

    def read(self, most: int) -> bytes:
        said, self.said = self.said[:most], self.said[most:]
        return said

    def flush(self) -> None:
        """All has left this machine."""


def test_a_printer_that_is_not_ready_is_given_nothing_and_heard() -> None:
    from desktop.printing.serial import SerialChannel

    port = Port()
    channel = SerialChannel(port, OSError)
    assert channel.there
    assert channel.send(b"one") == 3
    port.dsr = False
    port.said = b"\x12"
    assert channel.send(b"two") == 0
    assert channel.receive(0) == b"\x12"
    assert port.given == b"one"


def test_a_port_that_is_not_there() -> None:
    pytest.importorskip("serial")
    assert refusal(lambda: open_serial("/dev/no-such-port")) == "printer-no-connection"


def test_without_its_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    assert refusal(lambda: open_serial("COM3")) == "serial-line-missing"
    monkeypatch.setitem(sys.modules, "usb", None)
    assert refusal(lambda: open_usb("04b8:0e15")) == "usb-missing"


def test_addresses_of_ports_and_devices() -> None:
    assert device_and_speed("COM3") == ("COM3", 9600)
    assert device_and_speed(" /dev/ttyUSB0@19200 ") == ("/dev/ttyUSB0", 19200)
    assert vendor_and_product("04B8:0e15") == (0x04B8, 0x0E15)


@pytest.mark.parametrize("wrong", ["", "@9600", "COM3@fast", "COM3@0"])
def test_an_address_of_no_port(wrong: str) -> None:
    assert refusal(lambda: device_and_speed(wrong)) == "printer-no-connection"


@pytest.mark.parametrize("wrong", ["", "04b8", "04b8:xyz", "104b8:0e15"])
def test_an_address_of_no_device(wrong: str) -> None:
    assert refusal(lambda: vendor_and_product(wrong)) == "printer-no-connection"


# USB, with a bus in place of the machine's.


@pytest.fixture
def bus() -> Any:
    """One printer, Epson's 04b8:0e15, as libusb would show it."""
    pytest.importorskip("usb")
    from tests.usb_bus import Bus

    return Bus()


def test_a_printer_on_usb_is_written_to_and_heard(bus: Any) -> None:
    channel = open_usb("04b8:0e15", bus)
    assert channel.answers
    assert bus.claimed == {0}
    assert channel.send(b"paper") == 5
    assert bus.given == b"paper"
    bus.says = b"\x12"
    assert channel.receive(0) == b"\x12"
    assert channel.receive(0) == b""
    bus.full = True
    assert channel.send(b"more") == 0
    bus.unplugged = True
    with pytest.raises(LineLost):
        channel.send(b"more")
    with pytest.raises(LineLost):
        channel.receive(0)
    channel.close()


def test_what_is_closed_is_given_back(bus: Any) -> None:
    bus.kernel_has_it = True
    channel = open_usb("04b8:0e15", bus)
    assert not bus.kernel_has_it
    channel.close()
    assert bus.claimed == set()
    assert bus.kernel_has_it


def test_what_usb_refuses(bus: Any) -> None:
    assert refusal(lambda: open_usb("1234:5678", bus)) == "printer-no-connection"
    bus.forbidden = True
    assert refusal(lambda: open_usb("04b8:0e15", bus)) == "usb-not-allowed"
    bus.forbidden, bus.interface_class = False, 3
    bus.interfaces = 2
    assert refusal(lambda: open_usb("04b8:0e15", bus)) == "usb-no-printer"


def test_without_libusb_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    usb = pytest.importorskip("usb.core")

    def find(**_: object) -> None:
        raise usb.NoBackendError("No backend available")

    monkeypatch.setattr(usb, "find", find)
    assert refusal(lambda: open_usb("04b8:0e15")) == "usb-missing"


# A folder.


def test_a_folder_has_the_paper_whole_and_no_draft(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    place = write_pdf(PAGES, folder, "R1/000418:1")
    assert place == folder / "R1-000418-1.pdf"
    assert place.read_bytes() == PAGES
    assert [each.name for each in folder.iterdir()] == [place.name]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "R1.pdf").mkdir()
    assert refusal(lambda: write_pdf(PAGES, tmp_path, "R1")) == "no-permission"
    assert [each.name for each in tmp_path.iterdir()] == ["R1.pdf"]
    (tmp_path / "file").touch()
    assert refusal(lambda: write_pdf(PAGES, tmp_path / "file", "R1")) == "no-permission"


# The system's own printing.


class PdfPrinter(QPrinter):
    """What the system's own PDF printer does, wherever the tests run."""

    file = ""
    state = QPrinter.PrinterState.Idle

    def __init__(self, *_: object) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(self.file)

    def printerState(self) -> QPrinter.PrinterState:
        return self.state


class OneInfo:
    """A printer that the system knows."""

    stands = QPrinter.PrinterState.Idle

    def isNull(self) -> bool:
        return False

    def printerName(self) -> str:
        return "Epson TM-T82"

    def state(self) -> QPrinter.PrinterState:
        return self.stands

    @classmethod
    def printerInfo(cls, name: str) -> OneInfo:
        assert name == "Epson TM-T82"
        return cls()


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Path:
    """Where the printer puts its pages."""
    file = tmp_path / "printed.pdf"
    monkeypatch.setattr(PdfPrinter, "file", str(file))
    monkeypatch.setattr(system, "QPrinterInfo", OneInfo)
    monkeypatch.setattr(system, "QPrinter", PdfPrinter)
    return file


def test_a_roll_is_one_page_as_wide_as_the_paper(printed: Path) -> None:
    assert print_pages(PAGES, Sheet.ROLL_80, "Epson TM-T82", "R1") == "Epson TM-T82"
    (page,) = PdfReader(printed).pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(80, abs=1)


def test_sheets_are_pages_of_one_print(printed: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    drawn = printed.with_name("drawn.pdf")
    canvas = Canvas(str(drawn), pagesize=A4)
    for _ in range(2):
        canvas.drawString(100, 100, "a page")
        canvas.showPage()
    canvas.save()
    print_pages(drawn.read_bytes(), Sheet.A4, "Epson TM-T82", "F1")
    sizes = [float(page.mediabox.width) / 72 * 25.4 for page in PdfReader(printed).pages]
    assert sizes == [pytest.approx(210, abs=1)] * 2


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_one_that_takes_no_page_is_named(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPrinter, "file", str(printed / "no such folder" / "roll.pdf"))
    with pytest.raises(Refused) as refused:
        print_pages(PAGES, Sheet.ROLL_80, "Epson TM-T82", "R1")
    (message,) = refused.value.messages
    assert (message.code, message.facts) == ("printer-silent", {"printer": "Epson TM-T82"})


def test_one_that_is_stopped_is_given_nothing(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OneInfo, "stands", QPrinter.PrinterState.Error)
    ask = refusal(lambda: print_pages(PAGES, Sheet.ROLL_80, "Epson TM-T82", "R1"))
    assert ask == "printer-error"
    assert not printed.exists()


def test_one_that_stops_on_the_way_is_not_believed(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPrinter, "state", QPrinter.PrinterState.Aborted)
    ask = refusal(lambda: print_pages(PAGES, Sheet.ROLL_80, "Epson TM-T82", "R1"), PartlyOut)
    assert ask == "printer-gone-midway"


@pytest.mark.parametrize("name", ["", "No such printer"])
def test_where_there_is_no_printer_it_is_said(
    name: str, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", staticmethod(QPrinterInfo))
    ask = refusal(lambda: print_pages(PAGES, Sheet.ROLL_80, name, "R1"))
    assert ask == "printer-missing"
