"""The printer that channels are tried on: it must fail as printers fail, and not otherwise."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.printed import Letters, Picture, in_real_time, printed
from tests.printer import Printer

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE, CAUSE, PAPER = (b"\x10\x04" + bytes([n]) for n in (1, 2, 4))
IN_ORDER = b"\x1dr\x01"
CUT = b"\x1dV\x00"
LINES = b"one\ntwo\nthree\n"


@contextmanager
def a_line_to(printer: Printer) -> Iterator[socket.socket]:
    with socket.create_connection((printer.host, printer.port), timeout=10) as line:
        yield line


def answer(line: socket.socket, question: bytes, count: int = 1) -> bytes:
    line.sendall(question)
    return hear(line, count)


def hear(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count and (more := line.recv(count - len(got))):
        got += more
    return got


def test_a_cut_makes_a_paper() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        line.sendall(b"\x1b@" + LINES + CUT + b"next\n" + CUT)
        first, second = printer.wait_papers(2)
        assert first.lines == ("one", "two", "three")
        assert second.lines == ("next",)
        assert not printer.strange


def test_what_is_not_cut_off_hangs_until_somebody_tears_it() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        line.sendall(LINES)
        printer.wait(lambda: len(printer.hanging.lines) == 3)
        assert list(printer.papers) == []
        printer.tear()
        assert printer.papers[0].lines == ("one", "two", "three")


def test_one_that_is_well_says_so() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        assert answer(line, STATE + CAUSE + PAPER, 3) == b"\x12\x12\x12"
        assert answer(line, IN_ORDER) == b"\x00"


def test_without_paper_it_stops_says_so_and_goes_on_with_what_it_has() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.paper_out(after=2)
        line.sendall(LINES + CUT)
        assert answer(line, STATE + CAUSE + PAPER, 3) == b"\x1a\x32\x72"
        assert printer.hanging.lines == ("one", "two")
        printer.well()
        assert printer.wait_papers()[0].lines == ("one", "two", "three")
        assert answer(line, STATE) == b"\x12"


def test_without_paper_it_takes_no_more_than_it_has_room_for() -> None:
    with Printer(room=64) as printer, a_line_to(printer) as line:
        printer.paper_out()
        line.sendall(b"x" * 100 + b"\n" + CUT)
        printer.wait(lambda: printer.received == 64)
        printer.well()
        assert printer.wait_papers()[0].lines == ("x" * 100,)


def test_what_it_took_is_printed_though_the_line_is_gone() -> None:
    with Printer() as printer:
        printer.paper_out()
        with a_line_to(printer) as line:
            line.sendall(LINES + CUT)
            assert answer(line, STATE) == b"\x1a"
        printer.well()
        assert printer.wait_papers()[0].lines == ("one", "two", "three")


def test_with_its_cover_open_it_is_offline_for_that_reason() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.cover_open()
        assert answer(line, STATE + CAUSE + PAPER, 3) == b"\x1a\x16\x12"


def test_low_paper_is_told_and_printed_on() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.paper_low()
        line.sendall(LINES + CUT)
        assert printer.wait_papers()[0].lines == ("one", "two", "three")
        assert answer(line, STATE + PAPER, 2) == b"\x12\x1e"
        assert answer(line, IN_ORDER) == b"\x03"


def test_a_question_in_order_waits_for_what_is_before_it() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.paper_out(after=1)
        assert answer(line, LINES + IN_ORDER + STATE) == b"\x1a"
        printer.well()
        assert hear(line, 1) == b"\x00"


def test_who_asks_to_be_told_is_told_at_once_and_at_each_change() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        assert answer(line, b"\x1da\xff", 4) == b"\x10\x00\x00\x00"
        printer.cover_open()
        assert hear(line, 4) == b"\x38\x00\x00\x00"
        printer.well()
        assert hear(line, 4) == b"\x10\x00\x00\x00"
        printer.paper_out()
        assert hear(line, 4) == b"\x18\x00\x0c\x00"


def test_a_slow_one_takes_what_it_is_allowed_to() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.slow(step=4)
        line.sendall(LINES + CUT)
        assert printer.received == 0
        printer.allow(1)
        printer.wait(lambda: printer.received == 4)
        assert printer.hanging.lines == ("one",)
        printer.well()
        printer.wait_papers()


def test_the_connection_goes_in_the_middle_and_the_strip_hangs() -> None:
    with Printer() as printer:
        printer.gone_after(5)
        with a_line_to(printer) as line:
            line.sendall(LINES)
            with pytest.raises(ConnectionError):
                hear(line, 1)
        assert printer.hanging.lines == ("one",)
        printer.well()
        with a_line_to(printer) as line:
            line.sendall(b"\x1b@again\n" + CUT)
            assert printer.wait_papers()[0].lines == ("one", "again")
        assert printer.connections == 2


def test_it_refuses_and_is_there_again_at_the_same_place() -> None:
    with Printer() as printer:
        printer.refusing()
        with pytest.raises(ConnectionRefusedError), a_line_to(printer):
            pass
        printer.well()
        with a_line_to(printer) as line:
            assert answer(line, STATE) == b"\x12"


def test_a_mute_one_prints_and_says_nothing() -> None:
    with Printer() as printer, a_line_to(printer) as line:
        printer.mute()
        line.sendall(STATE + IN_ORDER + LINES + CUT)
        printer.wait_papers()
        printer.well()
        assert answer(line, STATE) == b"\x12"


def test_what_never_comes_is_an_error() -> None:
    with Printer() as printer, pytest.raises(TimeoutError):
        printer.wait_papers(1, seconds=0)


@pytest.mark.parametrize("kick", [b"\x1bp\x00\x19\x19", b"\x10\x14\x01\x00\x05"])
def test_each_pulse_to_the_drawer_is_counted(kick: bytes) -> None:
    with Printer() as printer, a_line_to(printer) as line:
        line.sendall(kick)
        printer.wait(lambda: printer.kicks == 1)
        assert printed(kick).kicks == [2]


def test_a_command_inside_a_picture_is_obeyed_as_printers_do() -> None:
    """The dots stay dots, too."""
    sent = b"\x1dv0\x00\x05\x00\x01\x00" + b"\x10\x14\x01\x00\x05"
    assert in_real_time(sent) == [b"\x10\x14\x01\x00\x05"]
    with Printer() as printer, a_line_to(printer) as line:
        line.sendall(sent + CUT)
        [paper] = printer.wait_papers()
        assert printer.kicks == 1
        [picture] = paper.pieces
        assert isinstance(picture, Picture)
        assert picture.dots == b"\x10\x14\x01\x00\x05"


def a_chequerboard() -> Image.Image:
    """Black where both places are even, 16 by 24."""
    board = Image.new("1", (16, 24), 255)
    for x in range(0, 16, 2):
        for y in range(0, 24, 2):
            board.putpixel((x, y), 0)
    return board


@pytest.mark.parametrize("how", ["bitImageRaster", "graphics", "bitImageColumn"])
def test_a_picture_is_the_same_however_it_is_sent(how: str) -> None:
    from receipts.escpos_profiles import printer_of

    sender = printer_of("TM-T88V")
    sender.image(a_chequerboard(), impl=how)
    result = printed(sender.output)
    assert not result.strange
    assert result.papers[0].pictures[0].tobytes() == a_chequerboard().tobytes()


def test_letters_keep_their_look_and_their_page() -> None:
    result = printed(b"\x1bE\x01\x1bt\x13A\xd5\x1bE\x00\x1bM\x01b\x1d!\x11c\n")
    [line] = result.papers[0].pieces
    assert isinstance(line, Letters)
    assert line.text == "A€bc"
    assert [look.bold for look in line.looks] == [True, True, False, False]
    assert [(look.font, look.wide, look.high) for look in line.looks[2:]] == [
        (1, 1, 1),
        (1, 2, 2),
    ]


@pytest.mark.parametrize("sent", [b"\x1bZ", b"\x1d~", b"\x07", b"\x1c!", b"\x10\x05\x01"])
def test_what_it_does_not_know_is_strange(sent: bytes) -> None:
    assert printed(sent).strange


def test_code_128_without_its_set_is_an_error() -> None:
    with pytest.raises(ValueError, match="without its set"):
        printed(b"\x1dkI\x02R2")
