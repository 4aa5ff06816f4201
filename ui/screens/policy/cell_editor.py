"""The editor of the chosen cell: which of its terms, its value, and where that comes from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme, words
from ui.screens.policy import brief, names
from ui.screens.policy.columns import CAPTURES, HEADS, SETTINGS, Column
from ui.screens.policy.editors import editor_of
from ui.screens.policy.state import Page, captured
from ui.theme import Role, Tone, Type
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout

    from models.rules.outline import Conditions, Row
    from ui.screens.policy.state import PolicyState
    from ui.screens.policy.term_editor import TermEditor

_ANOTHER = "another-fee"


class CellEditor(QWidget):
    """Real widgets by the shape of the term; what is inherited can be made the row's own.

    Signals:
        value_changed: the new value of the term, or ``INHERIT``.
        term_chosen: another term of the cell.
        fee_named: a fee of the shop's own is begun.
        inherit_asked: the row shall say nothing of its own.
    """

    value_changed = Signal(object)
    term_chosen = Signal(str)
    fee_named = Signal(str)
    inherit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Conditions, str] | None = None
        self.editor: TermEditor | None = None
        self._head = Text("", Type.STRONG)
        self.terms = Choice(say("Which term"), parent=self)
        self.fee = Field(self)
        self.fee.setPlaceholderText(say("Name of the fee"))
        self.fee.setAccessibleName(say("Name of the fee"))
        self.fee.hide()
        self._room = QVBoxLayout()
        self._origin = Text("", Type.SMALL, Role.MUTED)
        self.inherit = SmallButton(say("Inherit"), parent=self)
        self.inherit.setAccessibleDescription(say("Say nothing of its own here"))
        self.notice = Notice(self)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addWidget(self._origin, 1)
        foot.addWidget(self.inherit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (self._head, self.terms, self.fee, self.notice):
            column.addWidget(part)
        column.addLayout(self._room)
        column.addLayout(foot)
        self.terms.chosen.connect(self._choose)
        self.fee.returnPressed.connect(self._name_fee)
        self.inherit.clicked.connect(self.inherit_asked)

    def show_state(self, state: PolicyState) -> None:
        row = state.row
        editing = (
            state.draft is not None
            and state.draft.state == "editing"
            and state.page is Page.TABLE
        )
        self.setVisible(row is not None and editing)
        if row is None or not editing:
            return
        self._head.setText(say(HEADS[state.column]))
        self._offer(state)
        shown = (state.when, state.term)
        if self._shown != shown or self.editor is None:
            self._shown = shown
            self._exchange(state.term)
        if self.editor is not None:
            self.editor.show_value(_value(state, row))
            self.editor.setEnabled(state.editable)
        self.terms.setEnabled(state.editable)
        self._tell_origin(state, row)
        self._tell_troubles(state)

    def take_keys(self) -> None:
        """To the first field that can be set."""
        fields = _fields(self.editor.column) if self.editor is not None else ()
        for field in fields:
            if field.isEnabled() and not field.isHidden():
                field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _offer(self, state: PolicyState) -> None:
        terms = state.terms if state.term in state.terms else (state.term, *state.terms)
        offered = [(term, names.term(term)) for term in terms]
        if state.column is Column.FEE:
            offered.append((_ANOTHER, say("Another fee…")))
        if [self.terms.itemData(n) for n in range(self.terms.count())] != [
            c for c, _ in offered
        ]:
            self.terms.offer(offered, state.term)
        else:
            self.terms.show_code(state.term)
        self.terms.setVisible(len(offered) > 1)

    def _exchange(self, term: str) -> None:
        self.fee.hide()
        if self.editor is not None:
            self.editor.hide()
            self._room.removeWidget(self.editor)
            self.editor.deleteLater()
        self.editor = editor_of(term, self)
        self.editor.changed.connect(self.value_changed)
        self._room.addWidget(self.editor)
        order = [self.terms, *_fields(self.editor.column), self.inherit]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _tell_origin(self, state: PolicyState, row: Row) -> None:
        own = _own_clause(state.term, row)
        given = row.given(state.term)
        self.inherit.setVisible(own is not None and state.term not in SETTINGS)
        self.inherit.setEnabled(state.editable)
        if state.term in SETTINGS:
            self._origin.setText(say("For the whole policy"))
        elif own is not None:
            below = row.inherited.get(state.term)
            text = say("Own value, clause {number}.", number=own)
            if below is not None:
                said = brief.value_words(state.term, below.value)
                text += " " + say(
                    "Without it: {value}, clause {number}.", value=said, number=below.clause
                )
            self._origin.setText(text)
        elif given is not None and given.clause:
            self._origin.setText(say("Inherited from clause {number}.", number=given.clause))
        else:
            self._origin.setText(say("No clause says anything of it."))

    def _tell_troubles(self, state: PolicyState) -> None:
        troubles = [
            each
            for each in state.troubles_at(state.when, state.column)
            if each.term == state.term
        ]
        if not troubles:
            self.notice.clear()
            return
        mistake = any(each.mistake for each in troubles)
        said = "\n".join(words.sentence(each.message) for each in troubles)
        if said != self.notice.sentence:
            self.notice.tell(Tone.REFUSE if mistake else Tone.OVERRIDE, said)

    def _choose(self, term: str) -> None:
        if term == _ANOTHER:
            self.fee.clear()
            self.fee.show()
            self.fee.setFocus()
        else:
            self.term_chosen.emit(term)

    def _name_fee(self) -> None:
        if text := self.fee.text().strip():
            self.fee_named.emit(text)


def _fields(layout: QLayout) -> Iterator[QWidget]:
    """What can have the keyboard, in the order in which it is seen."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        part = item.widget() if item else None
        if part is None:
            continue
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        elif (inside := part.layout()) is not None:
            yield from _fields(inside)


def _own_clause(term: str, row: Row) -> int | None:
    """The clause of the row itself that says it."""
    if term == CAPTURES:
        clauses = [
            own.clause for name, own in row.own.items() if name.startswith(f"{CAPTURES}.")
        ]
        return min(clauses, default=None)
    own = row.own.get(term)
    return own.clause if own else None


def _value(state: PolicyState, row: Row) -> Any:
    if state.term in SETTINGS:
        return getattr(state.policy, state.term)
    if state.term == CAPTURES:
        return captured(row)
    given = row.given(state.term)
    return given.value if given else None
