"""A small paper that shows whether a printer prints: nothing is counted, nothing happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.services.print_jobs import queue_unnumbered
from models.services.printers import find_printer
from models.services.rights import needs
from models.values import ONE
from models.values.codes import Condition, Disposition, Reason
from models.values.printing import PaperKind
from models.values.rights import Right
from models.values.tag_papers import ItemTag

if TYPE_CHECKING:
    from models.services.print_jobs import Queued
    from models.unit import Unit

CODE: Final = "TEST-0001"
"""Opens nothing, however it is scanned."""
HARD_TO_PRINT: Final = "₱ 1,234.50 · Rp 1.234.500 · € Éé Ññ Çç Øø"


@needs(Right.SETTINGS)
def queue_test(unit: Unit, printer_id: int) -> Queued:
    """Print a tag of goods that are not there, with letters that printers lack.

    Raise :class:`models.values.Refused` for a printer that this register may not use.
    """
    printer = find_printer(unit, printer_id)
    sample = ItemTag(
        code=CODE,
        store=unit.station.store,
        description=printer.name,
        sku=HARD_TO_PRINT,
        quantity=ONE.thousandths,
        reason=Reason.OTHER,
        condition=Condition.AS_NEW,
        disposition=Disposition.UNDECIDED,
        taken_at=unit.now.astimezone(unit.shop.zone).isoformat(timespec="seconds"),
        language=unit.shop.language,
    )
    return queue_unnumbered(unit, PaperKind.TAG, sample, printer_id)
