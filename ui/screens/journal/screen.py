"""The page of the journal: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from receipts.drawer_papers import seal_rows
from ui import theme, words
from ui.screens.journal.day_page import DayPage
from ui.screens.journal.entries_list import EntriesList
from ui.screens.journal.entry_card import EntryCard
from ui.screens.journal.filters import Filters
from ui.screens.journal.paper_page import PaperPage, title_of
from ui.screens.journal.state import JournalState, Stage
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.progress_line import ProgressLine
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.journal_views import Case, Journal
    from ui.screens.journal.presenter import JournalPresenter


class JournalScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``ask_for_file`` asks the person for a place, given a proposal; ``""`` for none.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ask_for_file: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter: JournalPresenter | None = None
        self._state = JournalState()
        self._ask_for_file = ask_for_file or self._ask
        self.notice = Notice(self)
        self.progress = ProgressLine(after_ms=0, parent=self)
        self.filters = Filters(self)
        self.list = EntriesList(self)
        self.entry = EntryCard(self)
        self.empty = EmptyState("journal", "", parent=self)
        self.day_page = DayPage(self)
        self.paper_page = PaperPage(self)
        self._title = Text("", Type.TITLE)
        self._foot = Text("", Type.SMALL, Role.MUTED, tabular=True)
        self.again = SmallButton(say("Look again"), "F5", self)
        self.paper = SmallButton("", "F8", self)
        self.day = SmallButton(say("Day summary"), "F7", self)
        self.export = SmallButton(say("Export…"), "F9", self)
        self.back = SmallButton("", "Esc", self)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._head())
        column.addWidget(self.filters)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addWidget(self._shown(), 1)
        column.addWidget(self._foot)
        self.show_state(self._state)

    def bind(self, presenter: JournalPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.filters.day_chosen.connect(lambda which, day: presenter.narrow(**{which: day}))
        self.filters.group_chosen.connect(presenter.choose_group)
        self.filters.person_chosen.connect(lambda key: presenter.narrow(person=key))
        self.filters.register_chosen.connect(lambda key: presenter.narrow(register=key))
        self.filters.text_entered.connect(lambda text: presenter.narrow(text=text.strip()))
        self.list.picked.connect(presenter.pick)
        self.list.end_near.connect(presenter.read_on)
        self.entry.follow_asked.connect(presenter.follow)
        self.back.clicked.connect(presenter.back)
        self.again.clicked.connect(presenter.start)
        self.export.clicked.connect(self._export)
        self.paper.clicked.connect(presenter.ask_for_paper)
        self.day.clicked.connect(presenter.ask_for_day)
        self.day_page.day_chosen.connect(
            lambda day, whole: presenter.sum_up(day, whole_shop=whole)
        )
        self.paper_page.print_asked.connect(presenter.print)
        self.paper_page.save_asked.connect(presenter.save)
        self.progress.cancel_asked.connect(presenter.cancel)

    def scan(self, text: str) -> bool:
        """A paper was scanned: its case. Nothing else is scanned on this page."""
        if self._presenter is not None:
            self._presenter.follow_reference(text)
        return True

    @property
    def state(self) -> JournalState:
        return self._state

    def show_state(self, state: JournalState) -> None:
        before, self._state = self._state, state
        people = state.journal.people if state.journal else {}
        entries = state.stage is Stage.ENTRIES
        title = _case_title(state.case) if state.case else say("Journal")
        self._title.setText(title_of(state) or title)
        self._show_tools(state)
        self.filters.setVisible(entries and state.case is None)
        self.filters.show_state(state)
        self._tell(state)
        self._show_progress(state, before)
        self.list.show_entries(state.shown, people, state.picked, title)
        entry = state.entry
        nothing = entries and state.looked and not state.shown
        self.empty.setVisible(nothing)
        if nothing:
            self._say_empty()
        self._columns.setVisible(entries and not nothing)
        self._show_pages(state, before)
        self.entry.setVisible(entry is not None)
        if entry is not None:
            self.entry.show_entry(entry, people, following=state.case is not None)
        self._foot.setVisible(entries)
        self._foot.setText(_foot(state.journal) if state.journal else "")
        self._lead_keys(state, before)

    def _show_tools(self, state: JournalState) -> None:
        entries, case = state.stage is Stage.ENTRIES, state.case is not None
        for button in (self.again, self.export, self.day):
            button.setVisible(entries and not case)
        self.paper.setVisible(entries)
        self.paper.say(say("Case file") if case else say("On paper"))
        self.back.setVisible(case or not entries)
        self.back.say(say("Back to the list") if entries or not case else say("Back"))
        wait = say("One moment…")
        self.export.block(wait if state.exporting else "")
        for button in (self.paper, self.day):
            button.block(wait if state.busy else "")

    def _show_pages(self, state: JournalState, before: JournalState) -> None:
        """The day that is asked for, or the paper; each leads the keys when it comes."""
        self.day_page.setVisible(state.stage is Stage.DAY)
        self.paper_page.setVisible(state.stage is Stage.PAPER)
        self.day_page.show_state(state)
        self.paper_page.show_state(state)
        if state.stage is before.stage:
            return
        if state.stage is Stage.DAY:
            self.day_page.begin(state)
        elif state.stage is Stage.PAPER:
            self.paper_page.begin()

    def _lead_keys(self, state: JournalState, before: JournalState) -> None:
        """To the list, when it is there for the first time, and when it shows a case or the
        list again."""
        if state.stage is not Stage.ENTRIES or not state.shown:
            return
        first = state.looked and not before.looked
        back = before.stage is not state.stage
        if first or back or (state.case is None) is not (before.case is None):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QWidget:
        tools = QWidget(self)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        for button in (self.again, self.day, self.paper, self.export, self.back):
            row.addWidget(button)
        head = Columns(self, pad=0, gap=theme.SPACE_3)
        head.add(self._title, 1)
        head.add(tools, 0)
        return head

    def _shown(self) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        listed = Card(parent=self)
        listed.body.setContentsMargins(*[theme.SPACE_2] * 4)
        listed.body.addWidget(self.list, 1)
        self._columns = Columns(self, pad=0, gap=theme.SPACE_3, least=300)
        self._columns.add(listed, 62)
        self._columns.add(self.entry, 38)
        for page in (self.empty, self.day_page, self.paper_page):
            column.addWidget(page, 1)
        column.addWidget(self._columns, 1)
        return whole

    def _say_empty(self) -> None:
        self.empty.show_as(
            "journal",
            say("No entry is like that"),
            say("Look for other days, or for all events and everybody."),
        )

    def _show_progress(self, state: JournalState, before: JournalState) -> None:
        if not state.exporting:
            self.progress.finish()
            return
        if not before.exporting or state.stopping is not before.stopping:
            self.progress.begin(
                say("Stopping…") if state.stopping else say("Writing the journal…")
            )
        self.progress.advance(*state.progress)

    def _tell(self, state: JournalState) -> None:
        said = state.said
        if said is None:
            self.notice.clear()
        elif said.messages:
            text = "\n".join(words.sentence(message) for message in said.messages)
            self.notice.tell(Tone.REFUSE if said.bad else Tone.ACCEPT, text)
        else:
            text = say_many(
                "{count} entry was written to {place}.",
                "{count} entries were written to {place}.",
                said.rows,
                place=said.place,
            )
            self.notice.tell(Tone.ACCEPT, text)

    def _export(self) -> None:
        place = self._ask_for_file(say("Journal") + ".xlsx")
        if place and self._presenter is not None:
            self._presenter.export(Path(place))

    def _ask(self, proposal: str) -> str:
        place, _ = QFileDialog.getSaveFileName(
            self, say("Export"), proposal, f"{say('Workbook')} (*.xlsx)"
        )
        return place


def _case_title(case: Case) -> str:
    count = len(case.entries)
    if not case.whole:
        return say("Case of {reference}: the first {count} entries", **_facts(case))
    return say_many(
        "Case of {reference}: {count} entry",
        "Case of {reference}: {count} entries",
        count,
        reference=case.reference,
    )


def _facts(case: Case) -> dict[str, object]:
    return {"reference": case.reference, "count": len(case.entries)}


def _foot(journal: Journal) -> str:
    """As a Z report prints it, so that the two can be laid side by side."""
    entries = say("Journal entries")
    seal = say("Seal of the journal")
    return f"{entries}: {journal.count}\n{seal}: {'  '.join(seal_rows(journal.head))}"
