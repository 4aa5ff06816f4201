"""How papers come to be on paper: what a printer is loaded with, and how it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values.printing import Sheet, Way
from receipts.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

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
