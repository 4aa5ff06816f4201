"""The page of what the shop knows: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.questions import EntryState
from ui import theme, words
from ui.screens.knowledge.entry_card import EntryCard, standing, used
from ui.screens.knowledge.state import KnowledgeState
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.long_list import LongList, Told
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.values.questions import Known
    from ui.screens.knowledge.presenter import KnowledgePresenter


class KnowledgeScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: KnowledgePresenter | None = None
        self._state = KnowledgeState()
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        self.search = Field()
        self.search.setMaxLength(200)
        self.list: LongList[Known] = LongList(lambda known: known.id, _told)
        self.entry = EntryCard()
        self._none = Text("", role=Role.MUTED)
        self._lay_out()
        self._pages.hide()

    def bind(self, presenter: KnowledgePresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        self.search.textEdited.connect(presenter.seek)
        self.search.returnPressed.connect(self._to_list)
        self.list.picked.connect(presenter.pick)
        self.entry.typed.connect(presenter.type)
        self.entry.outdated.clicked.connect(presenter.mark_outdated)
        self.entry.merge.clicked.connect(presenter.begin_merging)
        self.entry.save.clicked.connect(presenter.save)

    @property
    def state(self) -> KnowledgeState:
        return self._state

    def show_state(self, state: KnowledgeState) -> None:
        before, self._state = self._state, state
        self._tell(state)
        self._pages.setVisible(state.looked)
        if self.search.text() != state.sought:
            self.search.setText(state.sought)
        picked = state.picked.id if state.picked else None
        name = say("Answers that were kept")
        self.list.show_rows(state.entries, picked, name)
        self.list.setVisible(bool(state.entries))
        self._none.setText(
            say("Nothing is known of that. Try other words.")
            if state.sought.strip()
            else say(
                "No answer was kept yet. Answer a question in a case, then keep the answer "
                "for everybody."
            )
        )
        self._none.setVisible(not state.entries)
        self.entry.show_state(state)
        if state.looked and not before.looked:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.merging is not None and before.merging is None:
            self._to_list()

    def _to_list(self) -> None:
        """To the first that was found, which is read at once."""
        if self._state.entries:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _tell(self, state: KnowledgeState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(say("What the shop knows"), Type.TITLE), 1)
        head.addWidget(self.back)
        search = Labelled(self.search)
        search.say(say("Look for"), say("By any word of the question or the answer"))
        found = Card()
        found.body.addWidget(search)
        found.body.addWidget(self._none)
        found.body.addWidget(self.list, 1)
        found.body.addStretch()
        self._pages = Columns(pad=0, least=290)
        self._pages.add(found, 100)
        self._pages.add(self.entry, 120)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addStretch()


def _told(known: Known) -> Told:
    said = " ".join(known.said.split())
    if known.state is EntryState.CURRENT:
        return Told(known.asked, said, used(known))
    return Told(known.asked, said, standing(known)[0])
