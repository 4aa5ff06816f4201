"""Complaints whose limit nears go to the managers, whoever is signed on, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.minding import Minding
from models.services.complaint_clocks import any_due, escalate_due

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.db import Shop

BEAT: Final = 60.0
"""Seconds between two looks: limits are in hours."""


class Escalations(Minding):
    """Every window of the store looks; of those that find the same one, one escalates it."""

    def __init__(self, shop: Shop, parent: QObject | None = None) -> None:
        super().__init__(shop, "escalations", BEAT, parent)

    def _hand_out(self) -> bool:
        if self._shop.read(any_due) and (escalated := self._shop.run(escalate_due)).ids:
            self.changed.emit(escalated.changed)
        return True
