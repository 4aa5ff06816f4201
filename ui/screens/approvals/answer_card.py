"""The answer to a request: one thing at a time, each with its own short form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.approvals import (
    LONGEST_WORDS,
    ApprovalKind,
    ApprovalState,
    NoReason,
    YesReason,
)
from receipts.approval_sentences import NO_REASONS, YES_REASONS
from ui import theme, words
from ui.screens.approvals.answered import answered_words
from ui.screens.approvals.change_form import ChangeForm, decision_of
from ui.screens.approvals.state import Doing
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.labelled import Labelled
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.approval_cards import ApprovalCard
    from ui.screens.approvals.state import ApprovalsState, Changing


class AnswerCard(Card):
    """Shows what can be answered, or why nothing can.

    What is typed stays while the request is the same one and waits.

    Signals:
        begun: a code of ``Doing``.
        approve_asked, refuse_asked, change_asked: the code of the reason, and words.
        ask_back_asked, reply_asked, done_asked: words.
        come_asked, withdraw_asked: the buttons.
    """

    begun = Signal(str)
    approve_asked = Signal(str, str)
    refuse_asked = Signal(str, str)
    change_asked = Signal(str, str)
    ask_back_asked = Signal(str)
    reply_asked = Signal(str)
    done_asked = Signal(str)
    come_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state: ApprovalsState | None = None
        self._shown = ("", Doing.APPROVING, False)
        """Which request the form is for, what for, and whether it is open."""
        self._for = ""
        """The request whose words are typed."""
        self._offers: dict[str, str] = {}
        self._told: tuple[str, ...] = ()
        self._title = Text("", Type.TITLE)
        self._outcome = Text("")
        self._bars = QVBoxLayout()
        self._bars.setSpacing(theme.SPACE_2)
        self.form = ChangeForm()
        self.reason = Choice(say("Reason"), say("Why?"))
        self._reason_row = Labelled(self.reason)
        self.words = Field()
        self.words.setMaxLength(LONGEST_WORDS)
        self._words_row = Labelled(self.words)
        self._why = Text("", Type.SMALL, Role.MUTED)
        self.go = PrimaryButton("", "F8")
        self.change = QuietButton(say("Change…"), "F6")
        self.refuse = QuietButton(say("Refuse…"), "F7")
        self.ask = QuietButton(say("Ask back…"), "F5")
        self.back = QuietButton(say("Back"), "Esc")
        self.withdraw = QuietButton(say("Take the request back"), "F7")
        self._lay_out()
        self._listen()

    def show_state(self, state: ApprovalsState) -> None:
        card, self._state = state.card, state
        if card is None:
            self._shown = ("", Doing.APPROVING, False)
            return
        writes = _writes(state)
        begun = (card.approval_id, state.doing, writes)
        moved, self._shown = begun != self._shown, begun
        self._show_parts(state, card, writes)
        if moved:
            self._begin(card, state.doing)
        self.form.show_state(state)
        self._bar_it(_bars(state, card))
        self._say_what_is_missing(state, card)
        for part in (self.reason, self.words, self.form, *self._others):
            part.setEnabled(not state.busy)

    def focus_first(self) -> None:
        """Where the answer begins."""
        for part in (self.form.amount, self.reason, self.words, self.go):
            if part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _show_parts(self, state: ApprovalsState, card: ApprovalCard, writes: bool) -> None:
        """Only what makes sense for how the request stands, and for what was begun."""
        helps = card.kind is ApprovalKind.HELP
        deciding = state.answerable and not helps
        looking = state.doing is Doing.APPROVING
        self._title.setText(_title(state, card))
        self._outcome.setVisible(not deciding)
        self._outcome.setText("" if deciding else answered_words(card))
        self.form.setVisible(deciding and state.doing is Doing.CHANGING)
        self._reason_row.setVisible(deciding and state.doing is not Doing.ASKING)
        self._words_row.setVisible(writes)
        self.go.setVisible(bool(_go_words(state, card)))
        self.change.setVisible(deciding and looking and card.may_change)
        self.refuse.setVisible(deciding and looking)
        self.ask.setVisible(deciding and looking and card.state is ApprovalState.OPEN)
        self.back.setVisible(deciding and not looking)
        self.withdraw.setVisible(card.own and card.state.pending and not helps)

    def _begin(self, card: ApprovalCard, doing: Doing) -> None:
        """Another form: its reasons are offered; words that were typed for another request
        are gone."""
        if card.approval_id != self._for:
            self._for = card.approval_id
            self.words.clear()
        reasons = NO_REASONS if doing is Doing.REFUSING else YES_REASONS
        chosen = self.reason.code if self._offers is reasons else ""
        self._offers = reasons
        self.reason.offer(words.options(reasons), chosen)
        for row in (self._reason_row, self._words_row):
            row.complain("")
        self._words_row.say(*_words_label(card, doing))
        if doing is Doing.CHANGING:
            self.form.begin()
        else:
            self.focus_first()

    def _bar_it(self, shown: tuple[tuple[Tone, str, tuple[str, ...]], ...]) -> None:
        """What whoever looks has to know before they answer."""
        told = tuple(part for tone, title, texts in shown for part in (tone, title, *texts))
        if told == self._told:
            return
        self._told = told
        while (item := self._bars.takeAt(0)) is not None:
            if (bar := item.widget()) is not None:
                bar.hide()
                bar.deleteLater()
        for tone, title, texts in shown:
            self._bars.addWidget(FindingCard(tone, title, [Told(text) for text in texts]))

    def _say_what_is_missing(self, state: ApprovalsState, card: ApprovalCard) -> None:
        self.go.say(_go_words(state, card))
        why = say("One moment…") if state.busy else self._in_the_way(state, card)
        self.go.block(why)
        self._why.setText(why)
        self._why.setVisible(bool(why) and not state.busy and self.go.isVisibleTo(self))

    def _in_the_way(self, state: ApprovalsState, card: ApprovalCard) -> str:
        """Why nothing can be answered like that yet."""
        deciding = state.answerable and card.kind is not ApprovalKind.HELP
        if deciding and state.doing in (Doing.APPROVING, Doing.CHANGING) and card.may_answer:
            return words.sentence(card.may_answer[0])
        if deciding and state.doing is Doing.CHANGING and state.changing is not None:
            if self.form.unreadable:
                return say("Write the amount in figures.")
            return _not_changed(state.changing)
        return ""

    def _finish(self) -> None:
        """What is missing is asked for; nothing is sent until all of it is there."""
        state = self._state
        card = state.card if state else None
        if state is None or card is None:
            return
        text = self.words.text().strip()
        if card.kind is ApprovalKind.HELP:
            coming = state.answerable
            self.come_asked.emit() if coming else self.done_asked.emit(text)
        elif card.own:
            if self._worded(text):
                self.reply_asked.emit(text)
        elif state.doing is Doing.ASKING:
            if self._worded(text):
                self.ask_back_asked.emit(text)
        elif self._reasoned(text):
            self._asks[state.doing].emit(self.reason.code, text)

    def _reasoned(self, text: str) -> bool:
        code = self.reason.code
        self._reason_row.complain("" if code else say("Choose a reason."))
        if not code:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return code not in (YesReason.OTHER, NoReason.OTHER) or self._worded(text)

    def _worded(self, text: str) -> bool:
        self._words_row.complain("" if text else say("Say it in a few words."))
        if not text:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(text)

    def _lay_out(self) -> None:
        self._reason_row.say(say("Reason"))
        self.body.setSpacing(theme.SPACE_2)
        self.body.addWidget(self._title)
        self.body.addWidget(self._outcome)
        self.body.addLayout(self._bars)
        for part in (self.form, self._reason_row, self._words_row):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self._why)
        self.body.addWidget(self.go)
        beside = Columns(pad=0, gap=theme.SPACE_2)
        for button in (self.change, self.refuse):
            beside.add(button)
        self.body.addWidget(beside)
        for button in (self.ask, self.back, self.withdraw):
            self.body.addWidget(button)

    def _listen(self) -> None:
        self._asks = {
            Doing.APPROVING: self.approve_asked,
            Doing.REFUSING: self.refuse_asked,
            Doing.CHANGING: self.change_asked,
        }
        self._others = (self.change, self.refuse, self.ask, self.back, self.withdraw)
        begins = {
            self.change: Doing.CHANGING,
            self.refuse: Doing.REFUSING,
            self.ask: Doing.ASKING,
            self.back: Doing.APPROVING,
        }
        for button, doing in begins.items():
            button.clicked.connect(lambda _=False, doing=doing: self.begun.emit(doing))
        self.withdraw.clicked.connect(self.withdraw_asked)
        self.go.clicked.connect(self._finish)
        self.words.returnPressed.connect(self.go.click)
        self.form.amount.returnPressed.connect(self.reason.setFocus)
        self.form.amount.textEdited.connect(lambda _: self._look_again())
        self.words.textEdited.connect(lambda _: self._words_row.complain(""))
        self.reason.chosen.connect(lambda _: self._reason_row.complain(""))

    def _look_again(self) -> None:
        """What is no amount never reaches the presenter."""
        if self._state is not None and self._state.card is not None:
            self._say_what_is_missing(self._state, self._state.card)


def _writes(state: ApprovalsState) -> bool:
    """Whether words are asked for: for an answer, a reply, or the end of a call."""
    card = state.card
    if card is None:
        return False
    if card.kind is ApprovalKind.HELP:
        return card.state is ApprovalState.GRANTED
    return state.answerable or (card.own and card.state is ApprovalState.QUESTION)


def _title(state: ApprovalsState, card: ApprovalCard) -> str:
    if card.kind is ApprovalKind.HELP:
        return say("The call")
    if card.own:
        return say("Your request")
    if not state.answerable:
        return say("Answered")
    match state.doing:
        case Doing.APPROVING:
            return say("Your answer")
        case Doing.REFUSING:
            return say("Refuse it")
        case Doing.CHANGING:
            return say("Something else instead")
        case Doing.ASKING:
            return say("Ask back")


def _words_label(card: ApprovalCard, doing: Doing) -> tuple[str, str]:
    if card.own and card.kind is not ApprovalKind.HELP:
        return say("Your answer"), ""
    if doing is Doing.ASKING:
        return say("What do you want to know?"), say("The clerk answers at the counter.")
    return say("In a few words"), say("The clerk sees it; it is kept.")


def _go_words(state: ApprovalsState, card: ApprovalCard) -> str:
    """What F8 does now; nothing where it does nothing."""
    if card.kind is ApprovalKind.HELP:
        if state.answerable:
            return say("I am coming")
        return say("It is done") if card.state.pending else ""
    if card.own:
        return say("Send the answer") if card.state is ApprovalState.QUESTION else ""
    if not state.answerable:
        return ""
    match state.doing:
        case Doing.APPROVING:
            if not card.to_pay:
                return say("Approve")
            return say("Approve {amount}", amount=card.to_pay)
        case Doing.REFUSING:
            return say("Refuse")
        case Doing.CHANGING:
            decided = state.changing.decided if state.changing else None
            if decided is None:
                return say("Approve this instead")
            return say("Approve {amount} instead", amount=decision_of(decided).to_pay)
        case Doing.ASKING:
            return say("Send the question")


def _bars(
    state: ApprovalsState, card: ApprovalCard
) -> tuple[tuple[Tone, str, tuple[str, ...]], ...]:
    """Who said yes already, and why whoever looks may not."""
    if card.kind is ApprovalKind.HELP or not card.state.pending:
        return ()
    bars: list[tuple[Tone, str, tuple[str, ...]]] = []
    if card.managers > 1 and card.state is not ApprovalState.GRANTED:
        bars.append((Tone.OVERRIDE, say("It takes two managers"), (_yes_so_far(card),)))
    if state.answerable and card.may_answer:
        reasons = tuple(words.sentence(message) for message in card.may_answer)
        bars.append((Tone.REFUSE, say("Not your yes"), reasons))
    return tuple(bars)


def _yes_so_far(card: ApprovalCard) -> str:
    if not card.yes_by:
        return say("Nobody said yes yet: another manager is asked after you.")
    return say("{names} said yes. One more yes is needed.", names=", ".join(card.yes_by))


def _not_changed(changing: Changing) -> str:
    if changing.against:
        return words.sentence(changing.against[0])
    if not changing.other:
        return say("Enter a lower amount, or choose another way.")
    if changing.asked is None or changing.decided is None:
        return say("One moment…")
    return ""
