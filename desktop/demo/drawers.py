"""The cash boxes of the demo shop: opened on each day with a visit, counted in the evening."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from models.services.drawer_ledger import cash_held
from models.services.drawer_reports import close_counted, close_drawer, count_drawer
from models.services.drawers import open_drawer
from models.values import Money
from models.values.denominations import denominations_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.services.drawer_ledger import Count
    from models.services.drawer_reports import DrawerClosed
    from models.unit import Unit

FLOAT = Money(20_000_000)
"""In rupiah: what a department store lays in to pay back even a telephone in cash."""


class Drawers:
    """Those that are open, by their register."""

    def __init__(self) -> None:
        self._open: dict[str, Unit] = {}
        self._day: date | None = None
        self._last: datetime | None = None

    def end_before(self, day: date) -> None:
        """Nothing happens on another day before the drawers of the day before are closed."""
        if self._day != day:
            self.close()

    def ready(self, unit: Unit) -> None:
        """Open the drawer of this register for the day, if it is not; close yesterday's."""
        self.end_before(unit.today)
        self._day, self._last = unit.today, unit.now
        if unit.station.register not in self._open:
            open_drawer(unit, f"open {unit.station.register} {unit.today}", FLOAT)
            self._open[unit.station.register] = unit

    def close(self) -> None:
        """Count and close all, right after the last visit of their day."""
        for register, opener in self._open.items():
            unit = replace(opener, now=(self._last or opener.now).astimezone(UTC))
            counted = count_drawer(unit, _fewest_pieces(unit, cash_held(unit, lock=True)))
            close_drawer(unit, f"close {register} {self._day}", counted.count_id)
        self._open.clear()


def close_exactly(unit: Unit, request_id: str) -> DrawerClosed:
    """Counted to the last coin."""
    return close_counted(unit, request_id, _fewest_pieces(unit, cash_held(unit, lock=True)))


def _fewest_pieces(unit: Unit, amount: Money) -> Count:
    """In the fewest notes and coins."""
    count = {}
    left = amount.minor
    for piece in denominations_of(unit.shop.currency):
        count[piece], left = divmod(left, piece.value.minor)
    return count
