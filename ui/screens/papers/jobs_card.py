"""What is not on paper or sent yet, why, and what can be done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.services.mail import MailSeen
from models.values.mail import MailState
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
    """Hidden while everything is on paper or sent.

    Signals:
        picked: the key of a job.
        mail_picked: the key of a mail.
        retry_asked, confirm_asked, save_asked, cancel_asked: the buttons.
        redirect_asked: the key of a printer, or nothing for the machine's own.
        sent_asked: show what was sent without an answer (True), or no more.
    """

    picked = Signal(int)
    mail_picked = Signal(int)
    retry_asked = Signal()
    redirect_asked = Signal(object)
    confirm_asked = Signal()
    save_asked = Signal()
    cancel_asked = Signal()
    sent_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._listed: tuple[JobSeen | MailSeen, ...] = ()
        self._chosen: tuple[int | None, int | None] = (None, None)
        self._offered: list[tuple[str, str]] = []
        self._shows_sent = False
        self._picked: tuple[type, int] | None = None
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
        self._listed, self._shows_sent = state.listed, state.shows_sent
        self.setVisible(bool(state.jobs or state.sent or state.mails))
        self._title.setText(_title(state))
        self.sent.setVisible(bool(state.sent))
        self.sent.say(_sent(state))
        rows = self.rows.fit(len(self._listed))
        chosen = state.picked_mail or state.picked_job
        for at, (row, each) in enumerate(zip(rows, self._listed, strict=True)):
            row.show_row(_name(each), "", _detail(each), _tag(each))
            row.setCheckable(True)
            row.setChecked(each is chosen)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
            if each is chosen and (type(each), each.id) != self._picked:
                self._list.keep_in_sight(row)
        self._picked = None if chosen is None else (type(chosen), chosen.id)
        self._list.setVisible(bool(self._listed))
        self._keep_in_sight(state)
        self._offer(state)
        self._show_acts(state)

    def _keep_in_sight(self, state: PapersState) -> None:
        """The one that the keys do something about, once it is another."""
        before, self._chosen = self._chosen, (state.job, state.mail)
        if self._chosen != before:
            for row in self.rows.rows:
                if row.isChecked():
                    self._list.keep_in_sight(row)

    def _show_acts(self, state: PapersState) -> None:
        """Only what can be done about the one that is picked, and nothing while the keys are
        for where a paper is to go by e-mail."""
        job, mail = state.picked_job, state.picked_mail
        chosen = job is not None or mail is not None
        self._acts.setVisible(chosen and state.addressing is None)
        if mail is not None:
            self._show_acts_on_mail(mail)
        elif job is not None:
            self._show_acts_on_job(job)
        for part in (self.retry, self.redirect, self.confirm, self.save, self.cancel):
            part.setEnabled(not state.busy)

    def _show_acts_on_mail(self, mail: MailSeen) -> None:
        self.retry.setVisible(mail.state is not MailState.SENDING)
        for part in (self.printer, self.redirect, self.confirm):
            part.hide()
        for part in (self.save, self.cancel):
            part.show()

    def _show_acts_on_job(self, job: JobSeen) -> None:
        waits, failed = job.state is JobState.WAITING, job.state is JobState.FAILED
        kick = job.kind == KICK
        again = (waits or failed) and not kick
        self.retry.setVisible(again)
        for part in (self.printer, self.redirect):
            part.setVisible(again and bool(self._offered))
        self.confirm.setVisible(job.state in (JobState.SENT, JobState.FAILED) and not kick)
        self.save.setVisible(job.kind in LETTERS)
        self.cancel.setVisible(job.state is not JobState.SENT)

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
        each = self._listed[at]
        signal = self.mail_picked if isinstance(each, MailSeen) else self.picked
        signal.emit(each.id)


def _title(state: PapersState) -> str:
    count = len(state.jobs) + len(state.mails)
    if not count:
        return say("Everything was given to its printer")
    return say_many("{count} paper is not out yet", "{count} papers are not out yet", count)


def _sent(state: PapersState) -> str:
    if state.shows_sent:
        return say("Hide what was sent")
    return say_many(
        "{count} was sent, and nobody knows whether it came out",
        "{count} were sent, and nobody knows whether they came out",
        len(state.sent),
    )


def _name(each: JobSeen | MailSeen) -> str:
    if each.kind == KICK:
        return say("Open the drawer")
    name = f"{words.word(PAPER_KINDS, each.kind)} {each.code}".strip()
    copied = say("COPY {number}", number=each.copy) if each.copy else ""
    return " · ".join(part for part in (name, copied) if part)


def _detail(each: JobSeen | MailSeen) -> str:
    """Where it is to come out or to go, since when, and why it has not."""
    if isinstance(each, MailSeen):
        place = say("by e-mail to {address}", address=each.shown)
    else:
        place = each.printer or say("Printer of this machine")
    parts = (place, words.moment(each.queued_at), each.person)
    where = " · ".join(part for part in parts if part)
    return "\n".join((where, *map(words.sentence, each.problem)))


def _tag(each: JobSeen | MailSeen) -> tuple[str, Tone]:
    if isinstance(each, MailSeen):
        return _mail_tag(each.state)
    return {
        JobState.WAITING: (say("waits"), Tone.ASK),
        JobState.PRINTING: (say("prints"), Tone.QUIET),
        JobState.FAILED: (say("failed"), Tone.REFUSE),
        JobState.SENT: (say("sent"), Tone.QUIET),
        JobState.PRINTED: (say("printed"), Tone.ACCEPT),
        JobState.CANCELLED: (say("cancelled"), Tone.QUIET),
    }[each.state]


def _mail_tag(state: MailState) -> tuple[str, Tone]:
    return {
        MailState.WAITING: (say("waits"), Tone.ASK),
        MailState.SENDING: (say("is being sent"), Tone.QUIET),
        MailState.SENT: (say("sent"), Tone.ACCEPT),
        MailState.FAILED: (say("failed"), Tone.REFUSE),
        MailState.CANCELLED: (say("cancelled"), Tone.QUIET),
    }[state]
