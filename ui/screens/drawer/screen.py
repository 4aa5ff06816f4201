"""The drawer: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.drawer_papers import CashKind
from ui import theme, words
from ui.screens.drawer.closed_page import ClosedPage
from ui.screens.drawer.count_page import CountPage
from ui.screens.drawer.end_page import EndPage
from ui.screens.drawer.open_page import OpenPage
from ui.screens.drawer.paper_page import PaperPage
from ui.screens.drawer.state import DrawerState, Purpose, Stage
from ui.screens.drawer.terms_page import TermsPage
from ui.theme import Tone
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ui.screens.drawer.presenter import DrawerPresenter


class DrawerScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.closed = ClosedPage()
        self.open = OpenPage()
        self.count = CountPage()
        self.end = EndPage()
        self.paper = PaperPage()
        self.terms = TermsPage()
        self._presenter: DrawerPresenter | None = None
        self._state = DrawerState()
        self._keys: QWidget | None = None
        self._pages: dict[Stage, QWidget] = {
            Stage.CLOSED: self.closed,
            Stage.OPEN: self.open,
            Stage.MOVE: self.open,
            Stage.COUNT: self.count,
            Stage.END: self.end,
            Stage.PAPER: self.paper,
            Stage.TERMS: self.terms,
        }
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        pad = theme.SPACE_4
        above.setContentsMargins(pad, pad, pad, 0)
        above.addWidget(self.notice)
        self._above.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        # Not a stack: that is as tall as its tallest page, and would scroll for nothing.
        for page in dict.fromkeys(self._pages.values()):
            page.hide()
            column.addWidget(page, 1)
        self.closed.show()

    def bind(self, presenter: DrawerPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.closed.open_asked.connect(presenter.open_with)
        self.closed.count_asked.connect(lambda: presenter.begin_count(Purpose.FLOAT))
        self.closed.last_asked.connect(presenter.show_last)
        self.open.move_begun.connect(presenter.begin_move)
        self.open.read_asked.connect(presenter.read)
        self.open.hand_over_asked.connect(presenter.begin_hand_over)
        self.open.close_asked.connect(lambda: presenter.begin_count(Purpose.CLOSING))
        self.terms.save_asked.connect(presenter.set_terms)
        self.terms.back_asked.connect(presenter.back)
        for page in (self.closed, self.open):
            page.terms_asked.connect(presenter.begin_terms)
        self.open.form.move_asked.connect(presenter.move)
        self.open.form.back_asked.connect(presenter.back)
        self.count.counted.connect(presenter.count)
        self.count.back_asked.connect(presenter.back)
        self.end.close_asked.connect(presenter.close)
        self.end.hand_over_asked.connect(presenter.hand_over)
        self.end.count_asked.connect(lambda: presenter.begin_count(presenter.state.purpose))
        self.end.back_asked.connect(presenter.back)
        self.paper.done_asked.connect(presenter.start)
        self.paper.print_asked.connect(presenter.print)
        self.paper.save_asked.connect(presenter.save)
        self.paper.sheet_asked.connect(presenter.show_sheet)

    @property
    def state(self) -> DrawerState:
        return self._state

    def scan(self, text: str) -> bool:
        """Take a badge where one is asked for; say whether it was."""
        if self._state.stage is Stage.END and not self._state.busy:
            self.end.scan(text)
        return self._state.stage is Stage.END

    def show_state(self, state: DrawerState) -> None:
        before, self._state = self._state, state
        entered = state.stage is not before.stage or (before.seen is None) is not (
            state.seen is None
        )
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        page = self._pages[state.stage]
        if entered and page is not self._pages[before.stage]:
            self._pages[before.stage].hide()
            page.show()
        if isinstance(
            page, ClosedPage | OpenPage | CountPage | EndPage | PaperPage | TermsPage
        ):
            page.show_state(state)
        self._say(state)
        if entered:
            self._begin(state)
        elif before.busy and not state.busy:
            self.end.forget_pins()
            self._give_keys_back()

    def _begin(self, state: DrawerState) -> None:
        """What a page shows first, and what has the keyboard there."""
        match state.stage:
            case Stage.CLOSED:
                self.closed.begin()
            case Stage.OPEN:
                self.open.moves[CashKind.PAID_IN].setFocus()
            case Stage.MOVE:
                if state.moving is not None:
                    self.open.form.begin(state.moving)
            case Stage.COUNT:
                self.count.begin(state)
                self.count.show_state(state)
            case Stage.END:
                self.end.begin(state)
            case Stage.PAPER:
                self.paper.begin()
            case Stage.TERMS:
                if state.seen is not None and state.seen.terms is not None:
                    self.terms.begin(state.seen.terms)

    def _give_keys_back(self) -> None:
        """What is disabled while the worker is asked loses the keyboard."""
        keys, self._keys = self._keys, None
        if keys is not None and isValid(keys) and self.isAncestorOf(keys):
            keys.setFocus()

    def _say(self, state: DrawerState) -> None:
        said = state.said
        self._above.setVisible(said is not None)
        if said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in said.messages)
        self.notice.tell(Tone.REFUSE if said.bad else Tone.ACCEPT, text)
