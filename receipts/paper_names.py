"""What papers, and how they come to be on paper, are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values.printing import PaperKind, Sheet, Way
from receipts.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

PAPERS: Final[Mapping[str, str]] = {
    PaperKind.RETURN: mark("Return slip"),
    PaperKind.EXCHANGE: mark("Exchange slip"),
    PaperKind.VOID: mark("Void slip"),
    PaperKind.CORRECTION: mark("Correction slip"),
    PaperKind.GOODWILL: mark("Goodwill slip"),
    PaperKind.VOUCHER: mark("Voucher"),
    PaperKind.GIFT: mark("Gift receipt"),
    PaperKind.DENIAL: mark("Denial slip"),
    PaperKind.EXCEPTION: mark("Exception form"),
    PaperKind.TAG: mark("Item tag"),
    PaperKind.TICKET: mark("Queue ticket"),
    PaperKind.TAKEN_DOWN: mark("Case acknowledgement"),
    PaperKind.READING: mark("X report"),
    PaperKind.CLOSING: mark("Z report"),
    PaperKind.COUNT_SHEET: mark("Count sheet"),
    PaperKind.JOURNAL: mark("Journal extract"),
    PaperKind.CASE_FILE: mark("Case file"),
    PaperKind.DAY: mark("Day summary"),
}

SHEETS: Final[Mapping[str, str]] = {
    Sheet.ROLL_80: mark("Roll, 80 mm"),
    Sheet.ROLL_58: mark("Roll, 58 mm"),
    Sheet.A4: mark("A4"),
    Sheet.A5: mark("A5"),
}

PRINTER_WAYS: Final[Mapping[str, str]] = {
    Way.SYSTEM: mark("Printer of this machine"),
    Way.NETWORK: mark("Receipt printer in the network"),
    Way.USB: mark("Receipt printer on USB"),
    Way.SERIAL: mark("Receipt printer on a serial line"),
    Way.FILE: mark("Receipt printer as a file"),
    Way.FOLDER: mark("PDF in a folder"),
}
