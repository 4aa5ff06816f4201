"""Whatever happens to papers on their way: none is lost, none printed twice under one mark."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)
from sqlalchemy import select

from models.rules.printing import LEASE, LONGEST_WAIT
from models.services.print_jobs import (
    cancel_job,
    confirm_job,
    list_open_jobs,
    queue_print,
    redirect_job,
    retry_job,
)
from models.services.print_queue import (
    claim_job,
    job_failed,
    job_printed,
    job_sent,
    job_waits,
    keep_job,
)
from models.services.printers import set_route
from models.tables.documents import DocumentPrint
from models.values import Message, Refused
from models.values.drawer_papers import CashKind
from models.values.printing import AS_USUAL, KICK, OPEN_STATES, JobState, PaperKind, PaperWish
from tests.builders import another_shop
from tests.drawers import move
from tests.prints import a_paper, a_printer, jobs, later

if TYPE_CHECKING:
    from models.services.print_queue import PrintJob

WHY = [Message("paper-out")]
WISHES = [AS_USUAL, PaperWish(printed=False)]
ENDED = {JobState.PRINTED, JobState.CANCELLED}


class PrintQueue(RuleBasedStateMachine):
    """A register with two printers, and windows that print, crash, and say things too late.

    ``left`` is what was given to a printer: a paper and its mark, and by which taking.
    """

    papers: Bundle[str] = Bundle("papers")
    taken: Bundle[PrintJob] = Bundle("taken")

    @initialize(at_once=st.booleans())
    def open_shop(self, at_once: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(Path(self.folder.name) / "shop.db")
        front = a_printer(self.shop, "Front", kicks=True)
        office = a_printer(self.shop, "Office")
        self.printers = (None, front.id, office.id)
        self.shop.run(lambda unit: set_route(unit, PaperKind.RETURN, front.id, at_once))
        self.left: list[tuple[str, str, int]] = []
        self.kicked: list[int] = []
        self.windows = 0
        self.ended: dict[int, Any] = {}

    @rule(target=papers, wish=st.sampled_from(WISHES))
    def make(self, wish: PaperWish) -> str:
        return a_paper(self.shop, wish)

    @rule(code=papers, printer=st.integers(0, 2))
    def send(self, code: str, printer: int) -> None:
        self.shop.run(lambda unit: queue_print(unit, code, self.printers[printer]))

    @rule()
    def move_cash(self) -> None:
        move(self.shop, CashKind.NO_SALE)

    @rule(target=taken)
    def claim(self) -> Any:
        self.windows += 1
        holder = f"window {self.windows}"
        job = self.shop.run(lambda unit: claim_job(unit, holder))
        if job is None:
            return multiple()
        if job.is_kick:
            assert job.job_id not in self.kicked
            self.kicked.append(job.job_id)
        return job

    @rule(job=taken)
    def keep(self, job: PrintJob) -> None:
        is_theirs = self.holder_of(job) == job.holder
        kept = self.shop.run(lambda unit: keep_job(unit, job.job_id, job.holder))
        assert kept == is_theirs

    @rule(job=consumes(taken), end=st.sampled_from([job_printed, job_sent]))
    def come_out(self, job: PrintJob, end: Any) -> None:
        self.leave(job)
        self.say(job, end)

    @rule(job=consumes(taken), on_paper=st.booleans())
    def fail(self, job: PrintJob, on_paper: bool) -> None:
        if on_paper:
            self.leave(job)
        self.say(job, job_failed, WHY)

    @rule(job=consumes(taken))
    def find_no_printer(self, job: PrintJob) -> None:
        self.say(job, job_waits, WHY)

    @rule(job=consumes(taken))
    def crash(self, job: PrintJob) -> None:
        self.leave(job)

    @rule(seconds=st.sampled_from([1, 2, 5, LEASE.seconds, LONGEST_WAIT.seconds * 2]))
    def wait(self, seconds: int) -> None:
        later(self.shop, timedelta(seconds=seconds))

    @rule(data=st.data(), what=st.sampled_from([retry_job, cancel_job, confirm_job]))
    def help_on(self, data: st.DataObject, what: Any) -> None:
        self.help(data, what)

    @rule(data=st.data(), printer=st.integers(0, 2))
    def redirect(self, data: st.DataObject, printer: int) -> None:
        self.help(data, redirect_job, self.printers[printer])

    def help(self, data: st.DataObject, what: Any, *more: Any) -> None:
        known = jobs(self.shop)
        if not known:
            return
        before = data.draw(st.sampled_from(known))
        try:
            after = self.shop.run(lambda unit: what(unit, before.id, *more)).job
        except Refused:
            return
        if before.state == JobState.FAILED and after.state is JobState.WAITING:
            assert after.copy > before.copy
        else:
            assert after.copy == before.copy

    def say(self, job: PrintJob, said: Any, *more: Any) -> None:
        theirs = self.holder_of(job) == job.holder
        told = self.shop.run(lambda unit: said(unit, job.job_id, job.holder, *more))
        assert told.moved == theirs

    def leave(self, job: PrintJob) -> None:
        """Something of it is on paper."""
        if not job.is_kick:
            self.left.append((job.code, job.kind, job.copy))

    def holder_of(self, job: PrintJob) -> str | None:
        holder: str | None = next(row.holder for row in jobs(self.shop) if row.id == job.job_id)
        return holder

    @invariant()
    def nothing_is_on_paper_twice_under_one_mark(self) -> None:
        if hasattr(self, "left"):
            assert len(set(self.left)) == len(self.left)

    @invariant()
    def copies_have_no_gap(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.shop.unit(writes=False) as unit:
            rows = unit.connection.execute(
                select(DocumentPrint.document_id, DocumentPrint.copy).order_by(
                    DocumentPrint.document_id, DocumentPrint.copy
                )
            ).all()
        counted: dict[int, list[int]] = {}
        for row in rows:
            counted.setdefault(row.document_id, []).append(row.copy)
        assert all(copies == list(range(len(copies))) for copies in counted.values())
        for job in jobs(self.shop):
            assert job.document_id is None or job.copy in counted[job.document_id]

    @invariant()
    def what_is_open_is_told_and_what_is_ended_stays(self) -> None:
        if not hasattr(self, "shop"):
            return
        known = jobs(self.shop)
        told = {job.id: job.state for job in self.shop.read(list_open_jobs)}
        assert told == {job.id: job.state for job in known if job.state in OPEN_STATES}
        assert {job.state for job in known} <= set(JobState)
        for job in known:
            if job.id in self.ended:
                assert job == self.ended[job.id]
            elif job.state in ENDED:
                self.ended[job.id] = job
            if job.kind == KICK and job.attempts:
                assert job.state != JobState.WAITING

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.close()
            self.folder.cleanup()


TestPrintQueue = PrintQueue.TestCase
