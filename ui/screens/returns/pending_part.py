"""A request to the managers on its way: how long it has waited, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.services.approvals import LONGEST_REASON
from models.values.approvals import ApprovalState, Said
from receipts.approval_sentences import NO_REASONS, YES_REASONS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.tag import Tag
from ui.widgets.text import Line, Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.approval_cards import ApprovalCard
    from models.values.approvals import ThreadEntry
    from ui.screens.returns.approving_state import Asking
    from ui.screens.returns.state import CounterState

SECOND: Final = 1000
ENDED: Final = (ApprovalState.REFUSED, ApprovalState.EXPIRED, ApprovalState.WITHDRAWN)


class PendingPart(QWidget):
    """In place of the keys that pay, for as long as a request is shown.

    ``withdraw`` is laid out by whoever holds this, beside its own quiet keys.

    Signals:
        pay_asked: do it, with the managers' yes.
        replied: the answer to a manager's question.
        again_asked: ask once more, with these words.
        withdraw_asked: nobody is asked any more.
        overdue: its time is over.
    """

    pay_asked = Signal()
    replied = Signal(str)
    again_asked = Signal(str)
    withdraw_asked = Signal()
    overdue = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ApprovalCard | None = None
        self._led: ApprovalState | None = None
        """The state for which the keyboard was brought to its key."""
        self._clock = QElapsedTimer()
        self._ticking = QTimer(self)
        self._ticking.setInterval(SECOND)
        self._ticking.timeout.connect(self._tick)
        self._title = Text("", strong=True)
        self._tag = Tag()
        self._box = Barred(Tone.QUIET)
        self._told_text, self._note = Text(), Text("", Type.SMALL, Role.MUTED)
        self._sent = Line("", Type.SMALL, Role.MUTED)
        self._rows = MoneyRows()
        self.answer = Field()
        self.answer.setMaxLength(LONGEST_REASON)
        self._answer_row = Labelled(self.answer)
        self._answer_row.say(say("Your answer"))
        self.pay = PrimaryButton(say("Refund"), "F8")
        self.reply = PrimaryButton(say("Answer the manager"), "F8")
        self.again = PrimaryButton(say("Ask again"), "Ctrl+Return")
        self.withdraw = QuietButton(say("Withdraw"), "Esc")
        self.withdraw.hide()
        self._lay_out()
        self.pay.clicked.connect(self.pay_asked)
        self.reply.clicked.connect(self._reply)
        self.again.clicked.connect(self._ask_again)
        self.withdraw.clicked.connect(self.withdraw_asked)
        self.answer.returnPressed.connect(self._reply)
        self.answer.textEdited.connect(lambda _: self._answer_row.complain(""))
        self.hide()

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered or pressed, in reading order."""
        return [self.answer, self.pay, self.reply, self.again, self.withdraw]

    @property
    def sentence(self) -> str:
        """What came back, in words."""
        return self._told_text.text()

    def show_state(self, state: CounterState, pay_words: str, blocked: str = "") -> None:
        """``blocked`` says why what was allowed cannot be done yet."""
        asking = state.asking
        card = asking.sent if asking else None
        for part in (self, self.withdraw):
            part.setVisible(card is not None)
        before, self._card = self._card, card
        if asking is None or card is None:
            self._ticking.stop()
            self.answer.clear()
            return
        if before is None or before.approval_id != card.approval_id:
            self._clock.start()
            self._ticking.start()
        self._show(card, asking)
        self.pay.say(pay_words)
        self.pay.block(blocked)
        for button in (self.reply, self.again, self.withdraw, self._answer_row):
            button.setEnabled(not state.busy)
        if before is None or self._led is not card.state:
            self._lead_to(card)

    def _show(self, card: ApprovalCard, asking: Asking) -> None:
        state = card.state
        self._tick()
        self._title.setText(title_of(card, asking))
        self._tag.setVisible(state in (ApprovalState.OPEN, ApprovalState.QUESTION))
        tone = tone_of(card)
        told, note = told_of(card, asking)
        self._box.set_tone(tone)
        self._told_text.setText(told)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._box.setVisible(bool(told))
        self._box.setAccessibleName(told)
        self._box.setAccessibleDescription(note)
        self._sent.setText(sent_words(card))
        self._rows.show_rows(_before_and_after(card) if asking.changed else [])
        self.pay.setVisible(state is ApprovalState.GRANTED)
        self.reply.setVisible(state is ApprovalState.QUESTION)
        self._answer_row.setVisible(state is ApprovalState.QUESTION)
        self.again.setVisible(state in ENDED)
        back = say("Back") if state in ENDED else say("Withdraw")
        self.withdraw.say(back)

    def _lead_to(self, card: ApprovalCard) -> None:
        """The keyboard goes to what is next, where it was here or nowhere."""
        next_one = {
            ApprovalState.OPEN: self.withdraw,
            ApprovalState.QUESTION: self.answer,
            ApprovalState.GRANTED: self.pay,
        }.get(card.state, self.again)
        if not next_one.isEnabled():
            return
        self._led = card.state
        focused = self.window().focusWidget()
        if focused is None or not focused.isVisible() or focused in self.fields:
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        card = self._card
        if card is None or not card.state.pending or not self._clock.isValid():
            self._ticking.stop()
            return
        waited = self._clock.elapsed() // SECOND
        self._tag.show_as(time_words(waited), Tone.OVERRIDE)
        if waited > (card.expires_at - card.asked_at).total_seconds():
            self._ticking.stop()
            self.overdue.emit()

    def _reply(self) -> None:
        if self._card is None or self._card.state is not ApprovalState.QUESTION:
            return
        if not self.answer.text().strip():
            if self.answer.hasFocus():
                self._answer_row.complain(say("This is missing."))
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.replied.emit(self.answer.text())
        self.answer.clear()

    def _ask_again(self) -> None:
        self.again_asked.emit(self._card.words if self._card else "")

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        box = QVBoxLayout(self._box)
        pad = theme.SPACE_2
        box.setContentsMargins(BAR + theme.SPACE_3, pad, theme.SPACE_3, pad)
        box.setSpacing(2)
        box.addWidget(self._told_text)
        box.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(title)
        for part in (
            self._sent,
            self._box,
            self._rows,
            self._answer_row,
            self.pay,
            self.reply,
            self.again,
        ):
            column.addWidget(part)


def title_of(card: ApprovalCard, asking: Asking) -> str:
    """How it stands, in a few words."""
    match card.state:
        case ApprovalState.OPEN if card.yes_by:
            return say("Waiting for a second manager")
        case ApprovalState.OPEN:
            return say("Waiting for a manager")
        case ApprovalState.QUESTION:
            return say("A manager asks back")
        case ApprovalState.GRANTED if asking.changed:
            return say("Allowed, with a change")
        case ApprovalState.GRANTED:
            return say("Allowed")
        case ApprovalState.REFUSED:
            return say("Not allowed")
        case ApprovalState.EXPIRED:
            return say("No manager answered in time")
        case _:
            return say("The request was taken back")


def tone_of(card: ApprovalCard) -> Tone:
    match card.state:
        case ApprovalState.GRANTED:
            return Tone.ACCEPT
        case ApprovalState.REFUSED:
            return Tone.REFUSE
        case ApprovalState.QUESTION | ApprovalState.EXPIRED:
            return Tone.ASK
        case _:
            return Tone.QUIET


def told_of(card: ApprovalCard, asking: Asking) -> tuple[str, str]:
    """What was said and by whom; and, in small, what to do."""
    names = ", ".join(card.yes_by)
    match card.state:
        case ApprovalState.OPEN if card.yes_by:
            return say("{names} said yes; it takes one more.", names=names), ""
        case ApprovalState.QUESTION:
            entry = asking.last(Said.QUESTION)
            return _quoted(entry), ""
        case ApprovalState.GRANTED:
            entry = asking.last(Said.CHANGED, Said.APPROVED)
            told = say("{names} allowed it. {why}", names=names, why=_why(entry)).strip()
            tell = say("Tell the customer before you pay.") if asking.changed else ""
            return told, tell
        case ApprovalState.REFUSED:
            entry = asking.last(Said.REFUSED)
            name = entry.name if entry else ""
            told = say("{names} said no. {why}", names=name, why=_why(entry)).strip()
            return told, say("No money has moved. What else is possible stands above.")
        case ApprovalState.EXPIRED:
            return say("No money has moved. Ask again, or call a manager with F12."), ""
        case _:
            return "", ""


def sent_words(card: ApprovalCard) -> str:
    """What was asked for, in one line."""
    asked = ""
    if card.asked_amount:
        asked = say("Asked: {amount}", amount=words.money(card.asked_amount))
    return " · ".join(part for part in (card.about, asked, card.words) if part)


def time_words(seconds: int) -> str:
    """Minutes and seconds, as a clock shows them."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _before_and_after(card: ApprovalCard) -> list[MoneyRow]:
    return [
        MoneyRow(say("Asked for"), words.amount(card.asked_amount)),
        MoneyRow(say("Allowed"), words.amount(card.amount), strong=True),
    ]


def _why(entry: ThreadEntry | None) -> str:
    """The reason of a yes or a no, and what was said with it."""
    if entry is None:
        return ""
    reasons = NO_REASONS if entry.said is Said.REFUSED else YES_REASONS
    reason = "" if entry.reason == "other" else words.word(reasons, entry.reason)
    said = f"“{entry.words}”" if entry.words else ""
    return " ".join(part for part in (f"{reason}." if reason else "", said) if part)


def _quoted(entry: ThreadEntry | None) -> str:
    return f"{entry.name}: “{entry.words}”" if entry else ""
