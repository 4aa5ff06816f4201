"""One job on its way to paper, on a thread of its own: a printer that stands still holds up no
other."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, Final

from PySide6.QtPrintSupport import QPrinterInfo

from desktop.printing.bugs import Bugs
from desktop.printing.channels import PartlyOut, PutOff
from desktop.printing.device import Device
from desktop.printing.file import open_file
from desktop.printing.folder import write_pdf
from desktop.printing.network import open_network
from desktop.printing.serial import open_serial
from desktop.printing.system import print_pages
from desktop.printing.usb import open_usb
from models.rules.printing import LEASE
from models.services.print_queue import (
    job_failed,
    job_printed,
    job_sent,
    job_waits,
    job_wanted,
    keep_job,
)
from models.values import Message, Refused
from models.values.clocks import steady
from models.values.printing import JobState, PaperKind, Sheet, Way
from receipts import escpos, pdf
from receipts.papers import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.printing.channels import Channel
    from models.db import Shop
    from models.services.print_queue import JobSettled, PaperPrinted, PrintJob
    from models.unit import Unit

KEEP_AFTER: Final = LEASE.total_seconds() / 3
TRY_AGAIN: Final = 2.0
"""Seconds before records that could not be reached are tried again."""
FOR_SHEETS: Final = frozenset({PaperKind.JOURNAL, PaperKind.CASE_FILE, PaperKind.DAY})
"""What the usual printer of a machine has in pages, as far as nobody says what it holds."""
OPEN: Final[Mapping[Way, Callable[[str], Channel]]] = {
    Way.NETWORK: open_network,
    Way.USB: open_usb,
    Way.SERIAL: open_serial,
    Way.FILE: open_file,
}


class Print:
    """``told`` hears at once what holds the printer up in the middle, ``ended`` that this is
    over; ``crashed`` is given what was no refusal. All three are called on its thread."""

    def __init__(
        self,
        shop: Shop,
        job: PrintJob,
        folder: Path,
        told: Callable[[Message], None],
        ended: Callable[[], None],
        crashed: Callable[[BaseException], None],
    ) -> None:
        self._shop = shop
        self._job = job
        self._folder = folder
        self._told = told
        self._ended = ended
        self._crashed = crashed
        self._stop = threading.Event()
        self._given = False
        self._kept = steady()
        self._settling = threading.Lock()
        self._settled = False
        self._thread = threading.Thread(target=self._run, name="print", daemon=True)

    @property
    def printer_id(self) -> int | None:
        return self._job.printer.id if self._job.printer else None

    @property
    def going_on(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stop.set()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def give_up(self) -> None:
        """One that hangs is left to itself and no more heard of: its job is settled here, as
        nobody knows what becomes of it."""
        if not self.going_on:
            return
        if self._given:
            self._fail(Message("print-interrupted"))
        else:
            self._put_off()

    def _run(self) -> None:
        with Bugs(self._fail_by):
            try:
                state = self._put_out()
            except PartlyOut as why:
                self._fail(*why.messages)
            except PutOff:
                self._put_off()
            except Refused as why:
                self._put_off(*why.messages)
            else:
                self._settle(job_printed if state is JobState.PRINTED else job_sent)
        self._ended()

    def _put_out(self) -> JobState:
        """Raise :class:`PartlyOut`, :class:`PutOff` or another
        :class:`models.values.Refused`."""
        job = self._job
        if job.is_kick:
            return self._talk(escpos.kick(self._profile))
        wanted = self._wanted()
        document = document_of(wanted.kind, wanted.paper, wanted.copy)
        way = job.printer.way if job.printer else Way.SYSTEM
        if way in OPEN:
            commands = escpos.render(document, self._profile, self._sheet, wanted.logos)
            return self._talk(commands)
        pages = pdf.render(document, self._sheet, wanted.logos)
        name = _file_name(job)
        address = job.printer.address if job.printer else ""
        if way is Way.FOLDER:
            write_pdf(pages, self._folder_at(address), name)
            return JobState.PRINTED
        self._given = True  # what the system makes of pages is seen only by the paper
        print_pages(pages, self._sheet, address, name)
        return JobState.SENT

    def _wanted(self) -> PaperPrinted:
        """A paper that is not as it was sealed is never printed: trying again is of no use."""
        try:
            return self._shop.read(lambda unit: job_wanted(unit, self._job))
        except Refused as why:
            if any(message.code.startswith("database-") for message in why.messages):
                raise
            raise PartlyOut(*why.messages) from why

    def _talk(self, commands: bytes) -> JobState:
        printer = self._job.printer
        if printer is None:
            raise LookupError("only a printer on record speaks ESC/POS")
        with closing(OPEN[printer.way](printer.address)) as channel:
            device = Device(channel, self._hold_up, self._is_stopped)
            device.check_ready()
            if device.low:
                self._told(self._named(Message("printer-paper-low")))
            self._given = True
            printed = device.put_out(commands)
        return JobState.PRINTED if printed else JobState.SENT

    def _hold_up(self, problem: Message | None) -> None:
        if problem is not None:
            self._told(self._named(problem))

    def _is_stopped(self) -> bool:
        """Asked all the time, so this is where the job is kept: without its lease nobody else
        would know that it is in good hands."""
        if steady() - self._kept > KEEP_AFTER:
            self._kept = steady()
            try:
                kept = self._shop.run(
                    lambda unit: keep_job(unit, self._job.job_id, self._job.holder)
                )
            except Refused:  # the records cannot be reached: print on
                return self._stop.is_set()
            if not kept:
                self._stop.set()
        return self._stop.is_set()

    # What became of it.

    def _fail(self, *why: Message) -> None:
        problem = [self._named(each) for each in why]
        if self._job.is_kick:
            problem = [self._named(Message("kick-failed"))]
        self._settle(lambda unit, job_id, holder: job_failed(unit, job_id, holder, problem))

    def _put_off(self, *why: Message) -> None:
        """Nothing was given to the printer; ``why`` is nothing where Konter is closed."""
        if self._job.is_kick:
            self._fail(*why)
        else:
            problem = [self._named(each) for each in why]
            self._settle(lambda unit, job_id, holder: job_waits(unit, job_id, holder, problem))

    def _settle(self, use_case: Callable[[Unit, int, str], JobSettled]) -> None:
        """Once; records that cannot be reached are tried until somebody stops it. A job that
        nobody settled is found by its lease, and looked after."""
        with self._settling:
            if self._settled:
                return
            self._settled = True
        job_id, holder = self._job.job_id, self._job.holder
        while True:
            try:
                self._shop.run(lambda unit: use_case(unit, job_id, holder))
            except Refused:
                if self._stop.wait(TRY_AGAIN):
                    return
            else:
                return

    def _fail_by(self, bug: BaseException) -> None:
        self._fail(Message("print-bug"))
        self._crashed(bug)

    # Of the printer.

    def _named(self, message: Message) -> Message:
        return Message(message.code, {"printer": self._name, **message.facts})

    @property
    def _name(self) -> str:
        if self._job.printer is not None:
            return self._job.printer.name
        return QPrinterInfo.defaultPrinter().printerName()

    @property
    def _profile(self) -> str:
        return self._job.printer.profile if self._job.printer else "default"

    @property
    def _sheet(self) -> Sheet:
        if self._job.printer is not None:
            return self._job.printer.sheet
        return Sheet.A4 if self._job.kind in FOR_SHEETS else Sheet.ROLL_80

    def _folder_at(self, address: str) -> Path:
        return type(self._folder)(address) if address else self._folder


def _file_name(job: PrintJob) -> str:
    """By the paper's number; what has none is told apart by the job's."""
    name = job.code or f"{job.kind}-{job.job_id}"
    if job.kind == PaperKind.COUNT_SHEET:
        name += "-count"
    return f"{name}-copy-{job.copy}" if job.copy else name
