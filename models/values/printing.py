"""Papers on their way to paper: which there are, what they are printed on, how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import Message

if TYPE_CHECKING:
    from collections.abc import Mapping


class PaperKind(StrEnum):
    """What the counter prints. Those with a letter are numbered without gaps."""

    RETURN = "return"
    EXCHANGE = "exchange"
    VOID = "void"
    CORRECTION = "correction"
    GOODWILL = "goodwill"
    VOUCHER = "voucher"
    """Of store credit or of a gift card."""
    GIFT = "gift-receipt"
    """For whoever is given the goods: no price, not in its codes either."""
    DENIAL = "denial"
    """What was asked, which clause stands against it, and what the customer can have."""
    EXCEPTION = "exception"
    TAG = "tag"
    TICKET = "ticket"
    TAKEN_DOWN = "taken-down"
    """That a question or complaint is on record: its number, and what was promised when."""
    APOLOGY = "apology"
    """A letter, in the words of whoever writes it."""
    BILL = "bill"
    """A sale explained line by line, without a number: no receipt."""
    POLICY_ANSWER = "answer"
    """Whether something can come back, until when and for what; without a number."""
    READING = "reading"
    """X: a reading at any time, without a number."""
    CLOSING = "closing"
    """Z."""
    COUNT_SHEET = "count-sheet"
    """Of a closing, under the closing's number."""
    JOURNAL = "journal"
    """An extract of it."""
    CASE_FILE = "case-file"
    """All that happened in a case."""
    DAY = "day"
    """The day in figures, for the manager."""


LETTERS: Final[Mapping[str, str]] = {
    PaperKind.RETURN: "R",
    PaperKind.CLOSING: "Z",
    PaperKind.VOUCHER: "V",
    PaperKind.EXCHANGE: "E",
    PaperKind.VOID: "X",
    PaperKind.CORRECTION: "C",
    PaperKind.GOODWILL: "G",
    PaperKind.EXCEPTION: "A",
    PaperKind.DENIAL: "D",
    PaperKind.GIFT: "P",
    PaperKind.TICKET: "T",
    PaperKind.TAKEN_DOWN: "N",
    PaperKind.APOLOGY: "L",
    PaperKind.JOURNAL: "J",
    PaperKind.CASE_FILE: "F",
    PaperKind.DAY: "M",
}
"""What a number begins with: ``R2-000418`` is the 418th return at register 2."""


class Sheet(StrEnum):
    """What a printer is loaded with."""

    ROLL_80 = "80mm"
    ROLL_58 = "58mm"
    A4 = "a4"
    A5 = "a5"

    @property
    def is_roll(self) -> bool:
        """As long as what is on it; all others come in pages."""
        return self in (Sheet.ROLL_80, Sheet.ROLL_58)


class Way(StrEnum):
    """How a printer is reached; what its address says depends on it."""

    SYSTEM = "system"
    """Through the system's own printing: its name there, or nothing for the usual one."""
    NETWORK = "network"
    """ESC/POS over TCP: ``192.168.1.20`` or ``192.168.1.20:9100``."""
    USB = "usb"
    """ESC/POS over USB: vendor and product, ``04b8:0e15``."""
    SERIAL = "serial"
    """ESC/POS over a serial line: its device, and the speed where it is not 9600:
    ``COM3``, ``/dev/ttyUSB0@19200``."""
    FILE = "file"
    """ESC/POS written to a device file, such as ``/dev/usb/lp0``."""
    FOLDER = "folder"
    """No printer: a PDF in a folder; nothing for the folder of papers."""


KICKING_WAYS: Final = (Way.NETWORK, Way.USB, Way.SERIAL, Way.FILE)
"""Of those that speak ESC/POS: they print on rolls, and a cash drawer may hang on them."""

KICK: Final = "kick"
"""The kind of a job that opens the drawer."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where papers of a kind go; without a printer, to the usual one of the machine."""

    printer_id: int | None = None
    at_once: bool = False
    """Printed as soon as they are made."""


class JobState(StrEnum):
    """How far a print is. Sent is not printed."""

    WAITING = "waiting"
    """Committed; its printer has not been given anything of it."""
    PRINTING = "printing"
    PRINTED = "printed"
    """The printer said so, a file was written, or somebody saw the paper."""
    SENT = "sent"
    """All of it was given to a printer that cannot tell what becomes of it."""
    FAILED = "failed"
    """Part of it may be on paper; somebody has to look."""
    CANCELLED = "cancelled"


FULL_PAGE: Final = frozenset(
    {PaperKind.APOLOGY, PaperKind.JOURNAL, PaperKind.CASE_FILE, PaperKind.DAY}
)
"""For a desk, a binder or an envelope, not for the hand."""


def usual_sheet(kind: PaperKind) -> Sheet:
    """What such a paper is made for, where no printer says otherwise."""
    return Sheet.A4 if kind in FULL_PAGE else Sheet.ROLL_80


OPEN_STATES: Final = frozenset({JobState.WAITING, JobState.PRINTING, JobState.FAILED})
"""Still to be printed, or to be looked after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """How the customer at the counter wants their paper."""

    language: str = ""
    """Code of the language it is to speak; nothing for the customer's own as far as it is on
    record, else the shop's."""
    printed: bool = True
    """False for “no paper, thanks”: it is kept, and printed only when somebody asks."""


AS_USUAL: Final = PaperWish()


def sent_to(*printers: str) -> Message:
    """What to tell whoever sent papers there; an empty name is the usual printer of the
    machine."""
    names = ", ".join(dict.fromkeys(name for name in printers if name))
    return Message("paper-sent", {"printer": names}) if names else Message("paper-sent-here")
