"""The bar above every room: who is at this register, and what can be done next."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from models.values.cases import AsideFor, CaseKind, Channel, Smile
from ui import theme, words
from ui.screens.in_hand.asked import (
    AsideCard,
    BeginCard,
    Card,
    GoodbyeCard,
    NoteCard,
)
from ui.screens.in_hand.state import Asking, InHandState, Stage
from ui.screens.in_hand.telling import Badges, TitleField, badges, heading, meta
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.columns import Columns
from ui.widgets.drop import Drop
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Line, Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from ui.screens.in_hand.presenter import InHandPresenter

HIGH: Final = 47
"""Pixels at the usual size of type, in every state."""
WORDS: Final = 210
"""Pixels that what is said of the case has at least, at the usual size of type."""
SECOND: Final = 1000
MOST_OF_NAME: Final = 20


class _Main(PrimaryButton):
    """The next thing to do, low enough for the bar."""

    height_at_least = theme.TARGET


class InHandBar(QFrame):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: InHandPresenter | None = None
        self._state = InHandState()
        self.setProperty("look", "bar")
        self.setAccessibleName(say("The case in hand"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._second = QTimer(self, interval=SECOND)
        self._second.timeout.connect(self._tick)
        self._make_words()
        self._make_buttons()
        self._make_drop()
        self._row = Columns(pad=0, gap=theme.SPACE_3, least=WORDS)
        self._row.add(self._words, 1)
        self._row.add(self._buttons, 0)
        row = QVBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, 0, theme.SPACE_4, 1)
        row.addWidget(self._row, 1)
        theme.look.changed.connect(self._fit)
        self._fit()
        self.hide()

    def bind(self, presenter: InHandPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.next.clicked.connect(presenter.call_next)
        self.without.clicked.connect(lambda: presenter.ask(Asking.BEGIN))
        self.begin.clicked.connect(presenter.begin)
        self.again.clicked.connect(presenter.call_again)
        self.gone.clicked.connect(presenter.nobody_came)
        self.hold.clicked.connect(presenter.hold)
        self.note.clicked.connect(lambda: presenter.ask(Asking.NOTE))
        self.aside.clicked.connect(lambda: presenter.ask(Asking.ASIDE))
        self.goodbye.clicked.connect(lambda: presenter.ask(Asking.GOODBYE))
        self.show_it.clicked.connect(presenter.show_case)
        self.offer.clicked.connect(presenter.name_customer)
        self.title.finished.connect(presenter.entitle)
        self.drop.left.connect(presenter.back)
        self.beginning.begin_asked.connect(
            lambda kind, channel: presenter.begin_without(CaseKind(kind), Channel(channel))
        )
        self.noting.typed.connect(presenter.write_note)
        self.noting.keep_asked.connect(presenter.note)
        self.putting.chosen.connect(lambda code: presenter.put_aside(AsideFor(code)))
        self.leaving.smile_chosen.connect(
            lambda code: presenter.choose_smile(Smile(code) if code else None)
        )
        self.leaving.close_asked.connect(
            lambda then_next, where: presenter.close(then_next=then_next, elsewhere=where)
        )
        for way in (self.leaving.show_asked, self.notice.action_asked):
            way.connect(presenter.show_case)

    @property
    def state(self) -> InHandState:
        return self._state

    def meet(self, customer_id: int, name: str) -> None:
        """A customer came up in a room."""
        if self._presenter is not None:
            self._presenter.meet(customer_id, name)

    def show_state(self, state: InHandState) -> None:
        before, self._state = self._state, state
        seen = state.seen
        self.setVisible(seen is not None and seen.may_serve)
        if seen is None:
            return
        self._show_words(state)
        self._show_buttons(state)
        self._ask(before, state)
        if state.stage is Stage.CALLED:
            self._second.start()
        else:
            self._second.stop()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._state.asking is not None:
            self.drop.let_down()

    def _make_words(self) -> None:
        self.called = Text("", Type.TITLE, tabular=True)
        self.called.setWordWrap(False)
        self.heading = Line(strong=True)
        self.title = TitleField()
        self.meta = Line("", Type.SMALL, Role.MUTED)
        self.badges = Badges()
        self.offer = SmallButton("", "Ctrl+Shift+N")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        for part in (self.heading, self.title, self.meta):
            lines.addWidget(part)
        lines.addStretch(1)
        self._words = QWidget()
        row = QHBoxLayout(self._words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self.called)
        row.addLayout(lines, 1)
        row.addWidget(self.badges)
        row.addWidget(self.offer)

    def _make_buttons(self) -> None:
        self.without = SmallButton(say("Begin without a ticket"), "Ctrl+J")
        self.next = _Main(say("Call the next"), "Ctrl+N")
        self.again = SmallButton(say("Call again"), "Ctrl+J")
        self.hold = SmallButton(say("Hold"), "Ctrl+H")
        self.gone = SmallButton(say("Nobody came"), "Ctrl+G")
        self.begin = _Main(say("Begin"), "Ctrl+N")
        self.note = SmallButton(say("Note"), "Ctrl+J")
        self.aside = SmallButton(say("Put aside"), "Ctrl+H")
        self.show_it = SmallButton(say("Show"), "Ctrl+K")
        self.goodbye = SmallButton(say("Goodbye"), "Ctrl+G")
        self._by_stage = {
            Stage.NOBODY: (self.without, self.next),
            Stage.CALLED: (self.again, self.hold, self.gone, self.begin),
            Stage.SERVING: (self.note, self.aside, self.show_it, self.goodbye),
        }
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        for buttons in self._by_stage.values():
            for button in buttons:
                button.hide()
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _make_drop(self) -> None:
        self.beginning, self.noting = BeginCard(), NoteCard()
        self.putting, self.leaving = AsideCard(), GoodbyeCard()
        self._cards = {
            Asking.BEGIN: self.beginning,
            Asking.NOTE: self.noting,
            Asking.ASIDE: self.putting,
            Asking.GOODBYE: self.leaving,
        }
        self.notice = Notice()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self.notice)
        for card in self._cards.values():
            card.hide()
            column.addWidget(card)
        self.drop = Drop(self, inside)
        self.drop.entered.connect(lambda: self._asked(lambda card: card.enter()))
        self.drop.counted.connect(lambda digit: self._asked(lambda card: card.count(digit)))

    def _show_words(self, state: InHandState) -> None:
        seen, case = state.seen, state.case
        if seen is None:
            return
        ticket = seen.ticket.called if seen.ticket else ""
        self.called.setText(ticket or (case.code if case else ""))
        self.called.setVisible(bool(self.called.text()))
        self.heading.setVisible(case is None)
        self.title.setVisible(case is not None)
        if case is not None:
            self.title.show_title(case.title)
        self._tick()
        self.meta.setText(meta(state))
        self.badges.show_all(badges(state))
        offered = state.offered
        self.offer.setVisible(offered is not None)
        if offered is not None:
            name = shorten(offered.name, width=MOST_OF_NAME, placeholder="…")
            self.offer.say(say("This is {customer}", customer=name))
            whole = say("Name the case after {customer}", customer=offered.name)
            self.offer.setToolTip(whole)
            self.offer.setAccessibleName(whole)
        self.offer.setEnabled(not state.busy)

    def _show_buttons(self, state: InHandState) -> None:
        now = self._by_stage[state.stage]
        # Those of before go first: all at once would make the window wider.
        for buttons in self._by_stage.values():
            for button in buttons:
                button.setEnabled(not state.busy)
                if buttons is not now:
                    button.hide()
        for button in now:
            button.show()
        # Their keys belong to what was let down.
        if state.asking is Asking.BEGIN:
            self.next.setEnabled(False)
            self.without.setEnabled(False)
        if state.asking is Asking.NOTE:
            self.note.setEnabled(False)

    def _ask(self, before: InHandState, state: InHandState) -> None:
        if state.asking is None:
            self.drop.take_up()
            return
        for asking, card in self._cards.items():
            card.setVisible(asking is state.asking)
        card = self._cards[state.asking]
        card.show_state(state)
        if state.said:
            text = "\n".join(words.sentence(message) for message in state.said)
            goodbye = state.asking is Asking.GOODBYE
            self.notice.tell(Tone.REFUSE, text, say("Show the case") if goodbye else "")
        else:
            self.notice.clear()
        if self.isVisible():
            self.drop.let_down()
        if before.asking is not state.asking or (before.busy and not state.busy):
            card.begin()

    def _asked(self, answer: Callable[[Card], None]) -> None:
        if self._state.asking is not None:
            answer(self._cards[self._state.asking])

    def _tick(self) -> None:
        if self._presenter is not None:
            self.heading.setText(heading(self._state, self._presenter.now()))

    def _fit(self) -> None:
        self.setMinimumHeight(HIGH)
        self._words.setMinimumWidth(theme.px(WORDS))
        self.offer.setMaximumWidth(theme.px(320))
