"""What a printer says is believed, and nothing else: a paper is printed when it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.printing import device
from desktop.printing.channels import LineLost, PartlyOut, PutOff
from desktop.printing.device import Device
from desktop.printing.network import host_and_port, open_network
from models.values import Message, Refused
from tests.printer import Printer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINES = [f"{number:03} of a long slip that fills more than one piece" for number in range(60)]
SLIP = b"\x1b@" + "\n".join(LINES).encode() + b"\n\x1dV\x00"


@pytest.fixture
def printer() -> Iterator[Printer]:
    with Printer() as made:
        yield made


def put_out(
    printer: Printer,
    told: Callable[[Message | None], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> bool:
    channel = open_network(printer.address)
    try:
        one = Device(channel, told, stopped)
        one.check_ready()
        return one.put_out(SLIP)
    finally:
        channel.close()


def refusal(act: Callable[[], object], kind: type[Refused] = Refused) -> str:
    with pytest.raises(kind) as refused:
        act()
    assert type(refused.value) is kind
    (message,) = refused.value.messages
    return message.code


def test_a_printer_that_is_well_says_when_it_is_done(printer: Printer) -> None:
    assert put_out(printer)
    (paper,) = printer.papers
    assert all(line in paper.text for line in LINES)
    assert printer.strange == ()


@pytest.mark.parametrize(
    ("ill", "code"),
    [
        (Printer.paper_out, "printer-paper-out"),
        (Printer.cover_open, "printer-cover-open"),
        (Printer.refusing, "printer-no-connection"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_one_that_is_ill_is_given_nothing(
    printer: Printer, ill: Callable[[Printer], None], code: str
) -> None:
    ill(printer)
    assert refusal(lambda: put_out(printer)) == code
    printer.well()
    assert printer.hanging.text.strip() == ""


def test_the_end_of_the_roll_is_seen_coming(printer: Printer) -> None:
    printer.paper_low()
    channel = open_network(printer.address)
    one = Device(channel, lambda _: None, lambda: False)
    one.check_ready()
    assert one.low
    channel.close()


@pytest.mark.parametrize("room", [512, 4096, 1 << 20], ids=lambda room: f"room for {room}")
def test_paper_out_on_the_way_is_told_and_it_goes_on_with_a_new_roll(room: int) -> None:
    with Printer(room=room) as printer:
        printer.paper_out(after=7)
        told: list[Message | None] = []

        def hear(message: Message | None) -> None:
            told.append(message)
            if message is not None:
                printer.well()

        assert put_out(printer, hear)
        assert told == [Message("printer-paper-out"), None]
        (paper,) = printer.papers
        assert [line for line in LINES if line not in paper.text] == []


def test_a_line_that_breaks_leaves_part_of_it_perhaps_on_paper(printer: Printer) -> None:
    printer.gone_after(1500)
    assert refusal(lambda: put_out(printer), PartlyOut) == "printer-gone-midway"


def test_a_line_that_breaks_before_anything_was_given_leaves_nothing(printer: Printer) -> None:
    printer.gone_after(1)
    assert refusal(lambda: put_out(printer)) == "printer-no-connection"


def test_whoever_says_nothing_is_given_the_paper_and_not_believed(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "ANSWER", 0.05)
    monkeypatch.setattr(device, "MUTE", 0.05)
    printer.mute()
    assert put_out(printer) is False
    assert len(printer.wait_papers()) == 1


def test_one_that_takes_nothing_and_says_nothing_is_gone(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "ANSWER", 0.05)
    monkeypatch.setattr(device, "SILENT", 0.05)
    channel = open_network(printer.address)
    one = Device(channel, lambda _: None, lambda: False)
    one.check_ready()
    printer.slow()
    with pytest.raises(PartlyOut):
        one.put_out(SLIP)
    channel.close()


def test_a_slow_one_is_waited_for(printer: Printer) -> None:
    channel = open_network(printer.address)
    one = Device(channel, lambda _: None, lambda: False)
    one.check_ready()
    printer.slow(step=len(SLIP))
    printer.allow(steps=2)
    assert one.put_out(SLIP)
    channel.close()


def test_stopped_before_it_began_nothing_is_given(printer: Printer) -> None:
    with pytest.raises(PutOff):
        put_out(printer, stopped=lambda: True)
    assert printer.received == 0


def test_stopped_on_the_way_somebody_has_to_look(printer: Printer) -> None:
    printer.paper_out(after=3)
    told: list[Message | None] = []
    stopped = refusal(lambda: put_out(printer, told.append, lambda: bool(told)), PartlyOut)
    assert stopped == "print-interrupted"


class Script:
    """A device that says what a test has written down for it."""

    most = 1024
    answers = True
    there = True

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self.answers_to = answers
        self.given = b""
        self._due = b""
        self.broken = False

    def send(self, piece: bytes) -> int:
        self.given += piece
        for asked, answer in self.answers_to.items():
            if piece.endswith(asked):
                self._due += answer
        return len(piece)

    def receive(self, within: float) -> bytes:
        if self.broken:
            raise LineLost
        due, self._due = self._due, b""
        return due

    def close(self) -> None:
        """Nothing is open."""


STATUS, OFFLINE, SENSORS = (b"\x10\x04" + bytes([n]) for n in (1, 2, 4))


@pytest.mark.parametrize(
    ("cause", "sensors", "code"),
    [
        (0x16, 0x12, "printer-cover-open"),
        (0x32, 0x72, "printer-paper-out"),
        (0x12, 0x72, "printer-paper-out"),
        (0x52, 0x12, "printer-error"),
        (0x12, 0x12, "printer-offline"),
    ],
    ids=["cover", "stopped at the end", "end of the roll", "error", "switched off line"],
)
def test_why_it_is_offline(cause: int, sensors: int, code: str) -> None:
    script = Script(
        {STATUS: b"\x1a", OFFLINE: bytes([cause]), SENSORS: bytes([sensors])},
    )
    assert refusal(Device(script, lambda _: None, lambda: False).check_ready) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (b"\x30\x00\x00\x00", "printer-cover-open"),
        (b"\x18\x00\x0c\x00", "printer-paper-out"),
        (b"\x18\x08\x00\x00", "printer-error"),
        (b"\x18\x00\x00\x00", "printer-offline"),
    ],
)
def test_what_it_tells_by_itself_while_it_prints(told: bytes, code: str) -> None:
    """Trouble, then that it is over, then that it is done; with flow control in between."""
    script = Script({b"\x1dr\x01": b"\x13" + told + b"\x11\x10\x00\x00\x00\x00"})
    heard: list[Message | None] = []
    assert Device(script, heard.append, lambda: False).put_out(b"paper")
    assert heard == []  # all came at once: nobody had to be told
    slow = Script({b"\x1dr\x01": told})

    def hear(message: Message | None) -> None:
        heard.append(message)
        if message is not None:
            slow._due = b"\x10\x00\x00\x00\x00"

    assert Device(slow, hear, lambda: False).put_out(b"paper")
    assert heard == [Message(code), None]


def test_one_that_never_confirms_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "ANSWER", 0.0)
    monkeypatch.setattr(device, "PRINTED", 0.0)
    script = Script({STATUS: b"\x12", SENSORS: b"\x12"})
    monkeypatch.setattr(device, "ANSWER", 0.01)
    one = Device(script, lambda _: None, lambda: False)
    one.check_ready()
    assert one.put_out(b"paper") is False


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.168.1.20", ("192.168.1.20", 9100)),
        (" till-printer:9101 ", ("till-printer", 9101)),
        ("[fe80::1]:9102", ("fe80::1", 9102)),
        ("fe80::1", ("fe80::1", 9100)),
    ],
)
def test_an_address_on_the_network(address: str, place: tuple[str, int]) -> None:
    assert host_and_port(address) == place


@pytest.mark.parametrize("address", ["", ":9100", "till:0", "till:70000", "till:port", "a:٣"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    assert refusal(lambda: host_and_port(address)) == "printer-no-connection"
