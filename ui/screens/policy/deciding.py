"""The next thing to do with what is shown, and what has to be said for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.screens.policy.state import Step
from ui.theme import Role, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.field import Field
from ui.widgets.text import Text
from ui.widgets.typed import DayField
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from ui.screens.policy.state import PolicyState

PRIMARY: Final = {
    Step.CHANGE: mark("Change it"),
    Step.SEND: mark("Send for review"),
    Step.ACCEPT: mark("Accept"),
    Step.WAIT: mark("Accept it myself"),
    Step.PUT_IN_FORCE: mark("Put in force"),
}


class Deciding(QWidget):
    """One primary button by state; a day and a reason where they are needed.

    Signals:
        go_on_asked: day (or ``None``) and reason, as typed.
        back_asked: return it to its author, with the remark typed; or take it back.
        discard_asked: the draft is of no use.
    """

    go_on_asked = Signal(object, str)
    back_asked = Signal(str)
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[int, Step] | None = None
        self._state: PolicyState | None = None
        self.note = Text("", Type.SMALL, Role.MUTED)
        self.day = DayField()
        self._day_label = Text(say("In force from"), Type.SMALL, strong=True)
        self.reason = Field(self)
        self.reason.setMaxLength(400)
        self._reason_label = Text("", Type.SMALL, strong=True)
        for label, field in ((self._day_label, self.day), (self._reason_label, self.reason)):
            label.setBuddy(field)
        self.day.setAccessibleName(say("In force from"))
        self.primary = PrimaryButton("", "F8", self)
        self.back = QuietButton("", parent=self)
        self.discard = QuietButton(say("Discard"), parent=self)
        quiet = QHBoxLayout()
        quiet.setSpacing(theme.SPACE_2)
        quiet.addWidget(self.back, 1)
        quiet.addWidget(self.discard, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (
            self.note, self._day_label, self.day, self._reason_label, self.reason, self.primary,
        ):  # fmt: skip
            column.addWidget(part)
        column.addLayout(quiet)
        self.day.entered.connect(lambda _: self._allow())
        self.reason.textChanged.connect(lambda _: self._allow())
        self.primary.clicked.connect(self._go_on)
        self.back.clicked.connect(lambda: self.back_asked.emit(self.reason.text()))
        self.discard.clicked.connect(self.discard_asked)

    def show_state(self, state: PolicyState) -> None:
        self._state = state
        shown = (state.draft.draft_id if state.draft else 0, state.step)
        if shown != self._shown:
            self._shown = shown
            self.reason.clear()
            tomorrow = state.today + timedelta(1) if state.today else None
            self.day.show_value(tomorrow)
        step = state.step
        forced = step is Step.PUT_IN_FORCE
        reasoned = step in (Step.PUT_IN_FORCE, Step.ACCEPT, Step.WAIT)
        for part in (self._day_label, self.day):
            part.setVisible(forced)
        for field in (self._reason_label, self.reason):
            field.setVisible(reasoned)
        label = say("Remark to the author") if step is Step.ACCEPT else say("Reason")
        self._reason_label.setText(label)
        self.reason.setAccessibleName(label)
        newest = max((each.number for each in state.versions), default=0)
        older = state.draft is None and state.policy and state.policy.number < newest
        self.primary.say(say("Start from this one") if older else say(PRIMARY[step]))
        self.back.say(say("Return it") if step is Step.ACCEPT else say("Take it back"))
        self.back.setVisible(step in (Step.ACCEPT, Step.WAIT))
        self.discard.setVisible(state.draft is not None and step is not Step.ACCEPT)
        self._allow()

    @property
    def why_reason(self) -> str:
        """Why the draft cannot go in force without a reason; empty where it can."""
        state = self._state
        if state is None or state.draft is None or state.step is not Step.PUT_IN_FORCE:
            return ""
        if count := len(state.draft.weaknesses):
            return say_many(
                "{count} term is weaker than the law: give a reason.",
                "{count} terms are weaker than the law: give a reason.",
                count,
            )
        if not state.draft.reviewer and not state.draft.remark:
            return say("Nobody reviewed it: give a reason.")
        if self.day.value is not None and self.day.value == state.today:
            return say("From today on: give a reason.")
        newest = max((each.number for each in state.versions), default=0)
        if state.draft.base is not None and state.draft.base != newest:
            return say("Another version came after the one it is based on: give a reason.")
        return ""

    def _allow(self) -> None:
        """What keeps the primary button back is said beside it."""
        state = self._state
        if state is None:
            return
        why = self._why_not(state)
        self.primary.block(why)
        note = why or self._about(state)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        remark = self.reason.text().strip()
        needed = state.step is Step.ACCEPT and not remark
        self.back.block(say("To return it, say why.") if needed else "")

    def _why_not(self, state: PolicyState) -> str:
        if state.busy:
            return say("One moment…")
        draft, reason = state.draft, self.reason.text().strip()
        match state.step:
            case Step.SEND if draft is not None and draft.mistakes:
                return say_many(
                    "{count} mistake has to be put right first.",
                    "{count} mistakes have to be put right first.",
                    len(draft.mistakes),
                )
            case Step.WAIT if not reason:
                return say(
                    "Another manager has to look at it. Where there is no other, "
                    "accept it yourself and give a reason."
                )
            case Step.PUT_IN_FORCE if self.day.value is None or self.day.wrong:
                return say("Write the day as year-month-day.")
            case Step.PUT_IN_FORCE if not reason:
                return self.why_reason
            case _:
                return ""

    def _about(self, state: PolicyState) -> str:
        draft = state.draft
        if draft is None:
            return ""
        if draft.remark and draft.state == "editing":
            who = draft.reviewer or draft.author
            return say("{who} remarked: {remark}", who=who, remark=draft.remark)
        if state.step is Step.ACCEPT:
            return say("{who} asks for your review.", who=draft.author)
        if state.step is Step.PUT_IN_FORCE and draft.reviewer:
            return say("Reviewed by {who}.", who=draft.reviewer)
        return ""

    def _go_on(self) -> None:
        self.go_on_asked.emit(self.day.value, self.reason.text())
