"""What is not on paper yet, why, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.printing import KICK, LETTERS, JobState
from receipts.printing_sentences import PAPER_KINDS
from ui import theme, words
from ui.theme import Tone, Type
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.link_button import LinkButton
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.print_jobs import JobSeen
    from ui.screens.papers.state import PapersState

MACHINE: Final = "machine"
"""The choice of the printer that is this machine's own."""


class JobsCard(Card):
    """Hidden while everything is on paper.

    Signals:
        picked: the key of a job.
        retry_asked, confirm_asked, save_asked, cancel_asked: the buttons.
        redirect_asked: the key of a printer, or nothing for the machine's own.
        sent_asked: show what was sent without an answer (True), or no more.
    """

    picked = Signal(int)
    retry_asked = Signal()
    redirect_asked = Signal(object)
    confirm_asked = Signal()
    save_asked = Signal()
    cancel_asked = Signal()
    sent_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._jobs: tuple[JobSeen, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self._shows_sent = False
        self._picked: int | None = None
        self._title = Text("", Type.STRONG)
        self.sent = LinkButton("")
        self.rows = Rows(follow=self.sent)
        self.retry = SmallButton(say("Try again"), "F5")
        self.confirm = SmallButton(say("It came out"), "F7")
        self.save = SmallButton(say("Save as PDF"), "F9")
        self.cancel = SmallButton(say("Cancel it"), "F10")
        self.printer = Choice(say("Another printer"))
        self.redirect = SmallButton(say("Print there"), "F6")
        self._lay_out()
        self._listen()

    def show_state(self, state: PapersState) -> None:
        self._jobs, self._shows_sent = state.listed_jobs, state.shows_sent
        before, self._picked = self._picked, state.job
        self.setVisible(bool(state.jobs or state.sent))
        self._title.setText(_title(state))
        self.sent.setVisible(bool(state.sent))
        self.sent.say(_sent(state))
        rows = self.rows.fit(len(self._jobs))
        for at, (row, job) in enumerate(zip(rows, self._jobs, strict=True)):
            row.show_row(_name(job), "", _detail(job), _tag(job))
            row.setCheckable(True)
            row.setChecked(job.id == state.job)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
            if job.id == state.job != before:
                self._list.keep_in_sight(row)
        self._list.setVisible(bool(self._jobs))
        self._offer(state)
        self._show_acts(state)

    def _show_acts(self, state: PapersState) -> None:
        """Only what can be done about the job that is picked."""
        job = state.picked_job
        self._acts.setVisible(job is not None)
        if job is None:
            return
        waits, failed = job.state is JobState.WAITING, job.state is JobState.FAILED
        kick = job.kind == KICK
        again = (waits or failed) and not kick
        self.retry.setVisible(again)
        for part in (self.printer, self.redirect):
            part.setVisible(again and bool(self._offered))
        self.confirm.setVisible(job.state in (JobState.SENT, JobState.FAILED) and not kick)
        self.save.setVisible(job.kind in LETTERS)
        self.cancel.setVisible(job.state is not JobState.SENT)
        for part in (self.retry, self.redirect, self.confirm, self.save, self.cancel):
            part.setEnabled(not state.busy)

    def _offer(self, state: PapersState) -> None:
        """Any printer but the one where it waits."""
        job = state.picked_job
        stuck = job.printer_id if job else None
        offered = [(str(each.id), each.name) for each in state.printers if each.id != stuck]
        if stuck is not None:
            offered.append((MACHINE, say("Printer of this machine")))
        if offered != self._offered:
            self._offered = offered
            self.printer.offer(offered, offered[0][0] if offered else "")

    def _lay_out(self) -> None:
        pad = theme.SPACE_3
        self.body.setContentsMargins(pad, theme.SPACE_2, pad, theme.SPACE_2)
        self.body.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.sent)
        self._list = ScrollingList(self.rows, 112)
        self._acts = QWidget()
        acts = QVBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(theme.SPACE_2)
        for pair in ((self.retry, self.confirm), (self.save, self.cancel)):
            beside = Columns(pad=0, gap=theme.SPACE_2)
            for part in pair:
                beside.add(part, 1)
            acts.addWidget(beside)
        there = Columns(pad=0, gap=theme.SPACE_2)
        there.add(self.printer, 1)
        there.add(self.redirect, 1)
        acts.addWidget(there)
        acts.addStretch(1)
        across = Columns(pad=0, gap=theme.SPACE_4, least=280)
        across.add(self._list, 64)
        across.add(self._acts, 36)
        self.body.addLayout(head)
        self.body.addWidget(across)

    def _listen(self) -> None:
        self.sent.clicked.connect(lambda: self.sent_asked.emit(not self._shows_sent))
        self.retry.clicked.connect(self.retry_asked)
        self.confirm.clicked.connect(self.confirm_asked)
        self.save.clicked.connect(self.save_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.redirect.clicked.connect(self._redirect)

    def _redirect(self) -> None:
        code = self.printer.code
        self.redirect_asked.emit(None if code == MACHINE else int(code))

    def _pick(self, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._jobs[at].id)


def _title(state: PapersState) -> str:
    if not state.jobs:
        return say("Everything was given to its printer")
    return say_many(
        "{count} paper is not out yet", "{count} papers are not out yet", len(state.jobs)
    )


def _sent(state: PapersState) -> str:
    if state.shows_sent:
        return say("Hide what was sent")
    return say_many(
        "{count} was sent, and nobody knows whether it came out",
        "{count} were sent, and nobody knows whether they came out",
        len(state.sent),
    )


def _name(job: JobSeen) -> str:
    if job.kind == KICK:
        return say("Open the drawer")
    name = f"{words.word(PAPER_KINDS, job.kind)} {job.code}".strip()
    copied = say("COPY {number}", number=job.copy) if job.copy else ""
    return " · ".join(part for part in (name, copied) if part)


def _detail(job: JobSeen) -> str:
    """Where it is to come out, since when, and why it has not."""
    parts = (
        job.printer or say("Printer of this machine"),
        words.moment(job.queued_at),
        job.person,
    )
    where = " · ".join(part for part in parts if part)
    return "\n".join((where, *map(words.sentence, job.problem)))


def _tag(job: JobSeen) -> tuple[str, Tone]:
    return {
        JobState.WAITING: (say("waits"), Tone.ASK),
        JobState.PRINTING: (say("prints"), Tone.QUIET),
        JobState.FAILED: (say("failed"), Tone.REFUSE),
        JobState.SENT: (say("sent"), Tone.QUIET),
        JobState.PRINTED: (say("printed"), Tone.ACCEPT),
        JobState.CANCELLED: (say("cancelled"), Tone.QUIET),
    }[job.state]
