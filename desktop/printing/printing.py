"""Minds the print queue of a register: what is due goes to its printer, what is wrong is told.

It sleeps until something is queued. Only while jobs wait or are printed by others is the queue
looked at by itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from desktop.minding import Minding
from desktop.printing.prints import Print
from models.services.print_queue import claim_job, is_job_due
from models.services.print_watch import look_at_queue
from models.values import Message, Topic
from models.values.clocks import steady

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from PySide6.QtCore import QObject

    from models.db import Shop
    from models.services.print_queue import PrintJob
    from models.services.print_watch import Trouble

BEAT: Final = 2.0
"""Seconds between two looks at a queue in which something moves."""
GRACE: Final = 0.3
"""Seconds in which what is being printed may come to an end when the window is closed."""
PATIENCE: Final = 0.6
"""Seconds in which it has to stop after that."""
PRINTING: Final = frozenset({Topic.PRINTING})


class Printing(Minding):
    """``folder`` is where papers lie whose printer is a folder without a name. Told and
    changed are those of :class:`desktop.minding.Minding`."""

    def __init__(self, shop: Shop, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(shop, "printing", BEAT, parent)
        self._folder = folder
        self._holder = uuid4().hex
        self._prints: list[Print] = []
        self._known: frozenset[tuple[object, ...]] | None = None

    def stop(self) -> None:
        """Within a second: a print in the middle ends, or is left as one that failed; what was
        not begun waits. Nothing is told after this."""
        self.halt(GRACE)
        _join(self._prints, GRACE)
        for each in self._prints:
            each.ask_to_stop()
        _join(self._prints, PATIENCE)
        for each in self._prints:
            each.give_up()

    def _hand_out(self) -> bool:
        """Begin what is due; whether more will be by itself."""
        while True:
            self._prints = [each for each in self._prints if each.going_on]
            busy = [each.printer_id for each in self._prints]
            seen = self._shop.read(partial(look_at_queue, busy=busy))
            self._tell_new(seen.troubles)
            if not seen.due or self._stop.is_set():
                return seen.moving
            job = self._shop.run(partial(claim_job, holder=self._holder, busy=busy))
            if job is not None:
                self._begin(job)
            elif self._shop.read(partial(is_job_due, busy=busy)):
                return True  # another window is at it this moment

    def _begin(self, job: PrintJob) -> None:
        begun = Print(self._shop, job, self._folder, self._tell, self._end, self._crashed.emit)
        self._prints.append(begun)
        begun.start()
        if self._stop.is_set():
            begun.ask_to_stop()

    def _tell_new(self, troubles: Collection[Trouble]) -> None:
        """Each failure once, and once for each printer what all its papers wait for; of what
        was left by an earlier window only how much there is."""
        now = {_key(each): each for each in troubles}
        if self._known is None:
            failed = sum(each.failed for each in troubles)
            if failed:
                self._tell(Message("prints-left", {"count": failed}))
            self._known = frozenset(key for key, each in now.items() if each.failed)
        for key in now.keys() - self._known:
            self._tell(now[key].problem[0])
        self._known = frozenset(now)

    def _end(self) -> None:
        if not self._stop.is_set():
            self.changed.emit(PRINTING)
        self._bell.set()


def _join(prints: Collection[Print], seconds: float) -> None:
    """Until all of them are over, or so many seconds are."""
    until = steady() + seconds
    for each in prints:
        each.join(max(until - steady(), 0))


def _key(trouble: Trouble) -> tuple[object, ...]:
    if trouble.failed:
        return (trouble.job_id, trouble.attempts)
    return (trouble.printer_id, *(message.code for message in trouble.problem))
