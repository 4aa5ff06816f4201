"""The page of goods: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.codes import Disposition
from ui import theme, words
from ui.screens.goods.lists_card import EVERY, ListsCard
from ui.screens.goods.state import GoodsState
from ui.screens.goods.story_card import StoryCard
from ui.screens.goods.tag_card import TagCard
from ui.theme import Tone
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.goods.presenter import GoodsPresenter


class GoodsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: GoodsPresenter | None = None
        self._state = GoodsState()
        self._keys: QWidget | None = None
        self.notice = Notice()
        self.lists = ListsCard()
        self.story = StoryCard()
        self.tag = TagCard()
        self.empty = EmptyState(
            "goods",
            say("No goods to decide about"),
            say("What comes back and is not decided at the counter waits here."),
        )
        self._columns = Columns(pad=0, least=230)
        for part, share in ((self.lists, 115), (self.story, 100), (self.tag, 95)):
            self._columns.add(part, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(self.empty, 1)
        column.addWidget(self._columns, 1)
        self._columns.hide()

    def bind(self, presenter: GoodsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.notice.action_asked.connect(presenter.undo)
        self.lists.picked.connect(presenter.pick)
        self.lists.filtered.connect(
            lambda code: presenter.filter_by(None if code == EVERY else Disposition(code))
        )
        self.story.move_asked.connect(lambda code: presenter.move(Disposition(code)))
        self.tag.print_asked.connect(presenter.print)
        self.tag.save_asked.connect(presenter.save)

    def pick(self, return_line_id: int) -> None:
        """A tag was scanned."""
        if self._presenter is not None:
            self._presenter.pick(return_line_id)

    @property
    def state(self) -> GoodsState:
        return self._state

    def show_state(self, state: GoodsState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        anything = bool(state.waiting or state.recent or state.of or state.story)
        self.empty.setVisible(state.looked and not anything)
        self._columns.setVisible(anything)
        self.tag.setVisible(state.story is not None)
        for card in (self.lists, self.story, self.tag):
            card.show_state(state)
        if state.looked and not before.looked:
            self.lists.focus_first()
        elif before.busy and not state.busy:
            self._give_keys_back()

    def _give_keys_back(self) -> None:
        """What is disabled while the worker is asked loses the keyboard."""
        keys, self._keys = self._keys, None
        if keys is not None and isValid(keys) and self.isAncestorOf(keys):
            keys.setFocus()

    def _tell(self, state: GoodsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        undo = (say("Undo"), "Ctrl+Z") if state.said.undo else ()
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text, *undo)
