"""The managers' policy: a table, what the chosen row says, and how a change comes in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, words
from ui.screens.policy.adding_card import AddingCard
from ui.screens.policy.columns import Column
from ui.screens.policy.comparing_card import ComparingCard, version_words
from ui.screens.policy.presenter import in_force
from ui.screens.policy.row_card import RowCard
from ui.screens.policy.state import Page, PolicyState
from ui.screens.policy.table_card import TableCard
from ui.theme import Tone, Type
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.policy.presenter import PolicyPresenter

_DRAFT = "draft-"


class PolicyScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    Signals:
        complaint_terms_asked: working hours and limits of complaints.
        replay_asked: try what is shown on last year; a :class:`models.rules.policy.Policy`.
    """

    replay_asked = Signal(object)
    complaint_terms_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: PolicyPresenter | None = None
        self._state = PolicyState()
        self.notice = Notice(self)
        self.table = TableCard(self)
        self.adding = AddingCard(self)
        self.comparing = ComparingCard(self)
        self.row = RowCard(self)
        self._pages = {
            Page.TABLE: self.table,
            Page.ADDING: self.adding,
            Page.COMPARING: self.comparing,
        }
        left = QWidget(self)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        for page in self._pages.values():
            page.hide()
            stack.addWidget(page)
        columns = Columns(self, least=290)
        columns.add(left, 100)
        columns.add(self.row, 40)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_3, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(columns, 1)
        self._listen()

    def _head(self) -> QWidget:
        self.shown = Choice(say("Which policy is shown"), parent=self)
        self.standing = Tag()
        self.compare = SmallButton(say("Compare"), parent=self)
        self.replay = SmallButton(say("Try it on last year"), parent=self)
        self.export = SmallButton(say("Export"), parent=self)
        self.complaints = SmallButton(say("Complaints"), "F7", self)
        head = QWidget(self)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(theme.SPACE_4, 0, theme.SPACE_4, 0)
        rows.setSpacing(theme.SPACE_2)
        first, second = QWidget(self), QWidget(self)
        named, tools = QHBoxLayout(first), QHBoxLayout(second)
        for row in (named, tools):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.SPACE_3)
        title = Text(say("Policy"), Type.TITLE)
        title.setWordWrap(False)
        named.addWidget(title)
        named.addWidget(self.shown, 1)
        named.addWidget(self.standing)
        for button in (self.compare, self.replay, self.export, self.complaints):
            tools.addWidget(button)
        across = Columns(self, pad=0, gap=theme.SPACE_3)
        across.add(first, 1)
        across.add(second, 0)
        rows.addWidget(across)
        rows.addWidget(self.notice)
        return head

    def bind(self, presenter: PolicyPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.table.cell_chosen.connect(
            lambda when, column: presenter.choose_cell(when, Column(column))
        )
        self.table.add_asked.connect(lambda: presenter.show_page(Page.ADDING))
        self.table.remove_asked.connect(presenter.remove_row)
        self.table.undo_asked.connect(presenter.undo)
        self.table.redo_asked.connect(presenter.redo)
        self.adding.add_asked.connect(presenter.add_row)
        self.adding.cancel_asked.connect(lambda: presenter.show_page(Page.TABLE))
        self.comparing.version_chosen.connect(presenter.compare)
        self.comparing.close_asked.connect(lambda: presenter.show_page(Page.TABLE))
        editor, deciding = self.row.editor, self.row.deciding
        editor.value_changed.connect(presenter.set_value)
        editor.term_chosen.connect(presenter.choose_term)
        editor.fee_named.connect(presenter.set_fee)
        editor.inherit_asked.connect(presenter.clear_value)
        deciding.go_on_asked.connect(presenter.go_on)
        deciding.back_asked.connect(presenter.send_back)
        deciding.discard_asked.connect(presenter.discard)
        self.compare.clicked.connect(self._compare)
        self.export.clicked.connect(presenter.export)
        self.replay.clicked.connect(lambda: self.replay_asked.emit(presenter.state.policy))
        self.shown.chosen.connect(self._choose_shown)

    @property
    def state(self) -> PolicyState:
        return self._state

    def show_state(self, state: PolicyState) -> None:
        before, self._state = self._state, state
        self._show_head(state)
        self._show_page(state)
        if state.page is not before.page or self._pages[state.page].isHidden():
            for page, card in self._pages.items():
                card.setVisible(page is state.page)
            self._enter(state.page)
        self.row.show_state(state)

    def _listen(self) -> None:
        self.table.edit_asked.connect(self.row.editor.take_keys)
        self.complaints.clicked.connect(self.complaint_terms_asked)
        leave = QShortcut(QKeySequence("Esc"), self.row)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.table.sheet.setFocus)

    def _enter(self, page: Page) -> None:
        match page:
            case Page.TABLE:
                self.table.sheet.setFocus()
            case Page.ADDING:
                self.adding.begin()
            case Page.COMPARING:
                self.comparing.version.setFocus()

    def _show_head(self, state: PolicyState) -> None:
        self.shown.offer(_offered(state), _code(state))
        text, tone = _standing(state)
        self.standing.show_as(text, tone)
        others = len(state.versions) > (0 if state.draft else 1)
        self.compare.block("" if others else say("There is no other version yet."))
        if state.said is None:
            self.notice.clear()
        else:
            said = "\n".join(words.sentence(message) for message in state.said.messages)
            if said != self.notice.sentence or self.notice.isHidden():
                self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, said)

    def _show_page(self, state: PolicyState) -> None:
        match state.page:
            case Page.TABLE:
                self.table.show_state(state)
            case Page.ADDING:
                self.adding.show_state(state)
            case Page.COMPARING:
                self.comparing.show_state(state)

    def _compare(self) -> None:
        """With the version a draft is based on, or else with the one before."""
        state = self._state
        if self._presenter is None or state.policy is None:
            return
        numbers = [each.number for each in state.versions]
        if state.draft is not None:
            before = state.draft.base or max(numbers)
        else:
            own = state.policy.number
            older = [number for number in numbers if number < own]
            before = max(older) if older else min(n for n in numbers if n != own)
        self._presenter.compare(before)

    def _choose_shown(self, code: str) -> None:
        if self._presenter is None:
            return
        if code.startswith(_DRAFT):
            self._presenter.show_draft(int(code.removeprefix(_DRAFT)))
        else:
            self._presenter.show_version(int(code))


def _code(state: PolicyState) -> str:
    if state.draft is not None:
        return f"{_DRAFT}{state.draft.draft_id}"
    return str(state.policy.number) if state.policy else ""


def _offered(state: PolicyState) -> list[tuple[str, str]]:
    """Drafts first, then every version, the newest first."""
    drafts = [
        (
            f"{_DRAFT}{each.draft_id}",
            say("Draft of {author}, from version {base}", author=each.author, base=each.base)
            if each.base
            else say("Draft of {author}", author=each.author),
        )
        for each in state.drafts
    ]
    versions = []
    for each in state.versions:
        text = version_words(each.number, words.day(each.in_force_from))
        if each.name:
            text = f"{text} · {each.name}"
        versions.append((str(each.number), text))
    return drafts + versions


def _standing(state: PolicyState) -> tuple[str, Tone]:
    draft, policy = state.draft, state.policy
    if draft is not None:
        match draft.state:
            case "in-review":
                return say("in review"), Tone.ASK
            case "accepted":
                return say("accepted"), Tone.ACCEPT
            case _:
                return (say("saving…") if state.saving else say("draft, saved")), Tone.ASK
    if policy is None or state.today is None:
        return "", Tone.QUIET
    if policy.number == in_force(state.versions, state.today):
        return say("in force"), Tone.ACCEPT
    begun = any(
        each.number == policy.number and each.in_force_from <= state.today
        for each in state.versions
    )
    return (
        (say("earlier version"), Tone.QUIET) if begun else (say("not yet in force"), Tone.ASK)
    )
