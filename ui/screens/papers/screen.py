"""The page of papers: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.printing import LETTERS
from ui import theme, words
from ui.screens.papers.find_card import FindCard
from ui.screens.papers.jobs_card import JobsCard
from ui.screens.papers.paper_card import PaperCard
from ui.screens.papers.preview_card import PreviewCard
from ui.screens.papers.printers_page import PrintersPage
from ui.screens.papers.state import PapersState
from ui.theme import Tone, Type
from ui.widgets.columns import Columns
from ui.widgets.mail_part import MailPart
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

NUMBER: Final = re.compile(rf"[{''.join(LETTERS.values())}][^-]+-\d{{6,}}")
"""What a paper's number looks like: ``R2-000418``."""

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.papers.presenter import PapersPresenter
    from ui.screens.papers.printers_presenter import PrintersPresenter


class PapersScreen(QWidget):
    """Told by ``show_state``; asks the presenters it is bound to.

    Signals:
        letterhead_asked: what stands above and below on papers is to be changed.
    """

    letterhead_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PapersPresenter | None = None
        self._make_printers: Callable[[PrintersPage], PrintersPresenter] | None = None
        self._state = PapersState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.jobs, self.finding = JobsCard(), FindCard()
        self.preview, self.paper, self.mailing = PreviewCard(), PaperCard(), MailPart()
        self.to_letterhead = SmallButton(say("Letterhead"), "F11")
        self.to_printers = SmallButton(say("Printers and where papers go"), "F4")
        self._columns = Columns(pad=0, least=250)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.paper)
        right.addWidget(self.mailing)
        for part, share in ((self.finding, 108), (self.preview, 92), (self._right, 104)):
            self._columns.add(part, share)
        self._papers = self._page()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._papers)
        self.to_letterhead.clicked.connect(self.letterhead_asked)
        self.to_printers.clicked.connect(self._show_printers)

    @cached_property
    def printers(self) -> PrintersPage:
        """Made when somebody first goes there: to make its fields with the papers would hold
        the window for longer than it may be held."""
        page = PrintersPage()
        page.hide()  # what is hidden in a stack would make this page as tall as it
        self._column.addWidget(page)
        page.back.clicked.connect(self._show_papers)
        return page

    @cached_property
    def _printers(self) -> PrintersPresenter | None:
        if self._make_printers is None:
            return None
        made = self._make_printers(self.printers)
        self.printers.bind(made)
        return made

    def bind(
        self,
        presenter: PapersPresenter,
        make_printers: Callable[[PrintersPage], PrintersPresenter],
    ) -> None:
        """Send what is asked to the presenter, and keep it alive; the one of the page of
        printers is made with that page."""
        self._presenter, self._make_printers = presenter, make_printers
        finding, paper, jobs = self.finding, self.paper, self.jobs
        finding.text_entered.connect(lambda text: presenter.seek(text=text))
        finding.kind_chosen.connect(
            lambda kind: presenter.seek(kinds=() if kind is None else (kind,))
        )
        finding.register_chosen.connect(lambda code: presenter.seek(register=code))
        finding.day_chosen.connect(lambda which, day: presenter.seek(**{which: day}))
        finding.picked.connect(presenter.pick)
        finding.end_near.connect(presenter.read_on)
        paper.print_asked.connect(presenter.print)
        paper.save_asked.connect(presenter.save)
        paper.mail_asked.connect(presenter.begin_mail)
        self.mailing.send_asked.connect(presenter.mailing.send)
        self.mailing.back_asked.connect(presenter.mailing.leave)
        paper.case_asked.connect(presenter.show_case)
        paper.printer_chosen.connect(presenter.choose_printer)
        jobs.picked.connect(presenter.jobs.pick)
        jobs.mail_picked.connect(presenter.jobs.pick_mail)
        jobs.retry_asked.connect(presenter.jobs.retry)
        jobs.redirect_asked.connect(presenter.jobs.redirect)
        jobs.confirm_asked.connect(presenter.jobs.confirm)
        jobs.save_asked.connect(presenter.jobs.save)
        jobs.cancel_asked.connect(presenter.jobs.cancel)
        jobs.sent_asked.connect(presenter.jobs.show_sent)

    def enter(self, code: str) -> None:
        """A paper's number was typed into the one box, or scanned elsewhere."""
        self._show_papers()
        if self._presenter is not None:
            self._presenter.enter(code)

    def scan(self, text: str) -> bool:
        """A paper's number: show it. All else is for the one box."""
        number = text.strip().upper()
        if NUMBER.fullmatch(number):
            self.enter(number)
            return True
        return False

    @property
    def state(self) -> PapersState:
        return self._state

    def show_state(self, state: PapersState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        for way in (self.to_letterhead, self.to_printers):
            way.setVisible(state.here.may_set_printers)
        for card in (self.finding, self.preview, self.paper, self.jobs):
            card.show_state(state)
        for part in (self.preview, self._right):
            part.setVisible(state.opened is not None)
        self.paper.setVisible(state.addressing is None)
        self.mailing.show_part(state.addressing, busy=state.busy)
        first_look = state.looked and not before.looked and self.isVisible()
        if first_look or (before.addressing is not None and state.addressing is None):
            self.finding.focus_first()
        elif before.busy and not state.busy and state.addressing is None:
            self._give_keys_back()

    def _give_keys_back(self) -> None:
        """What is disabled while the worker is asked loses the keyboard."""
        keys, self._keys = self._keys, None
        if keys is not None and isValid(keys) and self.isAncestorOf(keys):
            keys.setFocus()

    def _page(self) -> QWidget:
        page = QWidget()
        head = QHBoxLayout()
        head.addWidget(Text(say("Papers"), Type.TITLE), 1)
        head.addWidget(self.to_letterhead)
        head.addWidget(self.to_printers)
        column = QVBoxLayout(page)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.jobs)
        column.addWidget(self._columns, 1)
        return page

    def _show_printers(self) -> None:
        self._papers.hide()
        self.printers.show()
        if self._printers is not None:
            self._printers.start()

    def _show_papers(self) -> None:
        if self._papers.isHidden():
            self.printers.hide()
            self._papers.show()
            self.finding.focus_first()

    def _tell(self, state: PapersState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        between = "\n" if state.said.bad else " "
        text = between.join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)
