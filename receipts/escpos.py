"""A document as ESC/POS, the language of receipt printers; the same document, the same bytes.

Text stays text as far as the printer has its letters, or a plain sign of the same meaning. A
row with a letter that it lacks, such as ₱, is drawn as a picture, whole, so that its figure
stays at the right edge.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from models.values.printing import Sheet
from receipts.escpos_profiles import printer_of, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from receipts.document import Document
    from receipts.escpos_profiles import PrinterProfile

NO_LOGOS: Final[Mapping[str, bytes]] = MappingProxyType({})
PROFILES: tuple[PrinterProfile, ...]
"""The printer models to choose from; read when first asked for, which takes milliseconds."""


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

    ``logos`` are PNGs by their digest; one that is not there, or is no picture, is left out.
    A sheet that is no roll is as wide as the printer's own. The first call loads
    python-escpos, which takes a fifth of a second.

    Raises:
        ValueError: no such model.
    """
    from receipts.escpos_roll import Roll

    printer = printer_of(profile)
    roll = Roll(printer, sheet, logos)
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
