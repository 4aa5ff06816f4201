"""The forms of what is done in a case, one at a time, in the place of its facts."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from receipts.case_sentences import CASE_KINDS, CHANNELS
from ui import theme, words
from ui.screens.cases.state import Doing
from ui.screens.cases.told import promised
from ui.theme import Role
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.lines_field import LinesField
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.widgets.typed import DayField, Typed
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.screens.cases.state import CasesState

NOBODY: Final = "nobody"
LATER_BY: Final = timedelta(days=3)
CLOSING, NOON = time(17), time(12)


class Form(Card):
    """A title, what is asked, and the two ways out.

    Signals:
        back_asked: nothing is to be done after all.
    """

    back_asked = Signal()

    def __init__(self, title: str, go: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        inside = QWidget()
        self.fields = QVBoxLayout(inside)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(theme.SPACE_2)
        self.go = PrimaryButton(go, "F8")
        self.back = QuietButton(say("Back"), "Esc")
        self.body.addWidget(ScrollingList(inside, 200), 1)
        self.body.addWidget(self.go)
        self.body.addWidget(self.back)
        self.go.clicked.connect(self._send)
        self.back.clicked.connect(self.back_asked)

    def begin(self, state: CasesState) -> None:
        """Empty, with the keyboard where one begins."""
        raise NotImplementedError

    def show_state(self, state: CasesState) -> None:
        for button in (self.go, self.back):
            button.setEnabled(not state.busy)

    def _send(self) -> None:
        raise NotImplementedError


class WordsForm(Form):
    """Signals:
    sent: the words.
    """

    sent = Signal(str)

    def __init__(self, title: str, label: str, go: str, hint: str = "") -> None:
        super().__init__(title, go)
        self.about = Text("", role=Role.MUTED)
        self.words = LinesField(label, hint)
        self.fields.addWidget(self.about)
        self.fields.addWidget(self.words)
        self.fields.addStretch(1)

    def begin(self, state: CasesState) -> None:
        case = state.case
        self.words.show_text(case.title if case and state.doing is Doing.ENTITLE else "")
        tells = case is not None and state.doing in (Doing.KEEP, Doing.BREAK)
        self.about.setText(promised(case) if case is not None and tells else "")
        self.about.setVisible(tells)
        self.words.editor.setFocus()

    def _send(self) -> None:
        self.sent.emit(self.words.text)


class ChoiceForm(Form):
    """One press does it.

    Signals:
        chosen: the code of what was pressed.
    """

    chosen = Signal(str)

    def __init__(self, title: str, says: str, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, "")
        self.about = Text(says, role=Role.MUTED)
        self.fields.addWidget(self.about)
        self.go.hide()
        self.buttons = {}
        for at, (code, text) in enumerate(offered):
            button = PrimaryButton(text, "F8") if not at else QuietButton(text)
            button.clicked.connect(partial(self._choose, code))
            self.fields.addWidget(button)
            self.buttons[code] = button
        self.fields.addStretch(1)

    def begin(self, state: CasesState) -> None:
        next(iter(self.buttons.values())).setFocus()

    def show_state(self, state: CasesState) -> None:
        super().show_state(state)
        for button in self.buttons.values():
            button.setEnabled(not state.busy)

    def _choose(self, code: str, _checked: bool = False) -> None:
        self.chosen.emit(code)

    def _send(self) -> None:
        """Its own buttons do."""


class TakeOverForm(ChoiceForm):
    """It is taken from under somebody's hands: who that is is said first."""

    def __init__(self) -> None:
        super().__init__(say("Take it over?"), "", [("over", say("Take it over from there"))])

    def begin(self, state: CasesState) -> None:
        super().begin(state)
        case = state.case
        if case is not None:
            self.about.setText(
                say(
                    "{person} has it in hand at register {register} now, and is told nothing "
                    "more than the list says.",
                    person=case.person,
                    register=case.register,
                )
            )


class PromiseForm(Form):
    """Signals:
    sent: the words, until when by the shop's own clock, and who keeps it.
    """

    sent = Signal(str, object, int)

    def __init__(self) -> None:
        super().__init__(say("Promise something"), say("Promise it"))
        self._now: datetime | None = None
        self.text = Field()
        self.words = Labelled(self.text)
        self.words.say(say("What is promised"))
        self.day, self.time = DayField(), Typed(_time_of, _time_text, "17:00")
        self.day_at, self.time_at = Labelled(self.day), Labelled(self.time)
        self.day_at.say(say("Until day"))
        self.time_at.say(say("Until time"))
        self.whom = Choice(say("Who sees to it"))
        self.quick = {
            "today": SmallButton(say("Today {time}", time=_time_text(CLOSING))),
            "tomorrow": SmallButton(say("Tomorrow {time}", time=_time_text(NOON))),
            "later": SmallButton(say("In {count} days", count=LATER_BY.days)),
        }
        fast, when = QHBoxLayout(), QHBoxLayout()
        for code, button in self.quick.items():
            fast.addWidget(button)
            button.clicked.connect(partial(self._quick, code))
        when.addWidget(self.day_at)
        when.addWidget(self.time_at)
        self.fields.addWidget(self.words)
        self.fields.addLayout(fast)
        self.fields.addLayout(when)
        self.fields.addWidget(Text(say("Who sees to it"), theme.Type.SMALL, strong=True))
        self.fields.addWidget(self.whom)
        self.fields.addStretch(1)

    def begin(self, state: CasesState) -> None:
        page, self._now = state.page, state.now
        self.text.clear()
        early = self._now is None or self._now.time() < CLOSING
        self._quick("today" if early else "tomorrow")
        if page is not None:
            keeper = next((key for key, name in page.people if name == page.case.person), "")
            self.whom.offer([(str(key), name) for key, name in page.people], str(keeper))
        self.text.setFocus()

    def _quick(self, code: str, _checked: bool = False) -> None:
        if self._now is None:
            return
        today, at = self._now.date(), NOON
        match code:
            case "today":
                at = CLOSING
            case "tomorrow":
                today += timedelta(days=1)
            case _:
                today += LATER_BY
        self.day.show_value(today)
        self.time.show_value(at)

    def _send(self) -> None:
        day, at = self.day.value, self.time.value
        self.day_at.complain(say("Enter a day, such as 2026-12-31.") if day is None else "")
        self.time_at.complain(say("Enter a time, such as 17:00.") if at is None else "")
        if day is not None and at is not None and self.whom.code:
            self.sent.emit(self.text.text(), datetime.combine(day, at), int(self.whom.code))


def _time_of(text: str) -> time:
    """``17:00``, ``17.00`` or ``17``; raise ``ValueError`` for anything else."""
    hour, _, minute = text.replace(".", ":").partition(":")
    return time(int(hour), int(minute or 0))


def _time_text(at: time) -> str:
    return f"{at:%H:%M}"


class TransferForm(Form):
    """Signals:
    sent: the number of a person, of a register, or nothing for either, and words.
    """

    sent = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__(say("Hand it over"), say("Hand it over"))
        self.whom, self.where = Choice(say("To whom")), Choice(say("To which register"))
        self.words = LinesField(say("What they should know"))
        for label, part in (
            (say("To whom"), self.whom),
            (say("To which register"), self.where),
        ):
            self.fields.addWidget(Text(label, theme.Type.SMALL, strong=True))
            self.fields.addWidget(part)
        self.fields.addWidget(self.words)
        self.fields.addStretch(1)

    def begin(self, state: CasesState) -> None:
        page = state.page
        if page is None:
            return
        people = [(str(key), name) for key, name in page.people if name != page.case.person]
        registers = [
            (str(key), say("register {code}", code=code)) for key, code in page.registers
        ]
        self.whom.offer([(NOBODY, say("Whoever is there")), *people], NOBODY)
        self.where.offer([(NOBODY, say("Any register")), *registers], NOBODY)
        self.words.show_text("")
        self.whom.setFocus()

    def _send(self) -> None:
        whom, where = _key(self.whom.code), _key(self.where.code)
        self.sent.emit(whom, where, self.words.text)


def _key(code: str) -> int | None:
    return int(code) if code.isdigit() else None


class CustomerPart(QWidget):
    """Customers found by phone, number or name.

    Signals:
        sought: what is typed.
        chosen: the number of one, with their name.
    """

    sought = Signal(str)
    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[tuple[int, str]] = []
        self.field = Field()
        self.label = Labelled(self.field)
        self.label.say(say("Customer"), say("Phone, number or name"))
        self.rows = Rows(follow=self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(self.label)
        column.addWidget(self.rows)
        self.field.textEdited.connect(self.sought)

    def clear(self) -> None:
        self.field.clear()

    def show_state(self, state: CasesState) -> None:
        found = state.customers if self.field.text().strip() else ()
        self._ids = [(each.id, each.title) for each in found]
        for at, (row, each) in enumerate(zip(self.rows.fit(len(found)), found, strict=True)):
            row.show_row(each.title, detail=each.detail)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._choose, at))
        self.rows.setVisible(bool(found))
        nobody = bool(state.sought) and self.field.text() == state.sought and not found
        self.label.complain(say("Nobody has that.") if nobody else "")

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.chosen.emit(*self._ids[at])


class NameForm(Form):
    """Signals:
    sent: the number of a customer, or nothing where nobody knows.
    sought: what is typed.
    """

    sent = Signal(object)
    sought = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("Whose case is it?"), say("Nobody knows the customer"))
        self.customer = CustomerPart()
        self.fields.addWidget(self.customer)
        self.fields.addStretch(1)
        self.customer.sought.connect(self.sought)
        self.customer.chosen.connect(lambda key, _: self.sent.emit(key))

    def begin(self, state: CasesState) -> None:
        self.customer.clear()
        self.customer.field.setFocus()

    def show_state(self, state: CasesState) -> None:
        super().show_state(state)
        self.customer.show_state(state)
        known = state.case is not None and state.case.customer_id is not None
        self.go.setVisible(known)

    def _send(self) -> None:
        self.sent.emit(None)


class NewForm(Form):
    """Signals:
    sent: kind, channel, title, and the number of a customer or nothing.
    sought: what is typed for a customer.
    """

    sent = Signal(str, str, str, object)
    sought = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("New case"), say("Begin it here"))
        self._customer: int | None = None
        self.kind, self.channel = Choice(say("What it is")), Choice(say("How it came"))
        self.kind.offer(words.options(CASE_KINDS), "inquiry")
        self.channel.offer(words.options(CHANNELS), "phone")
        self.title = Field()
        self.title_at = Labelled(self.title)
        self.title_at.say(say("What it is about"))
        self.customer = CustomerPart()
        for label, part in ((say("What it is"), self.kind), (say("How it came"), self.channel)):
            self.fields.addWidget(Text(label, theme.Type.SMALL, strong=True))
            self.fields.addWidget(part)
        self.fields.addWidget(self.title_at)
        self.fields.addWidget(self.customer)
        self.fields.addStretch(1)
        self.customer.sought.connect(self._seek)
        self.customer.chosen.connect(self._name)

    def begin(self, state: CasesState) -> None:
        self._customer = None
        self.customer.clear()
        self.title.clear()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: CasesState) -> None:
        super().show_state(state)
        if self._customer is None:
            self.customer.show_state(state)

    def _seek(self, typed: str) -> None:
        self._customer = None
        self.sought.emit(typed)

    def _name(self, customer_id: int, name: str) -> None:
        self._customer = customer_id
        self.customer.field.setText(name)
        self.customer.rows.hide()
        self.go.setFocus()

    def _send(self) -> None:
        self.sent.emit(self.kind.code, self.channel.code, self.title.text(), self._customer)


class LinkForm(Form):
    """Signals:
    sent: the number of the earlier case.
    """

    sent = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("Link it to an earlier case"), "")
        self._ids: list[int] = []
        self.go.hide()
        self.about = Text("", role=Role.MUTED)
        self.rows = Rows()
        self.fields.addWidget(self.about)
        self.fields.addWidget(self.rows)
        self.fields.addStretch(1)

    def begin(self, state: CasesState) -> None:
        (self.rows.rows[0] if self.rows.rows and self._ids else self.back).setFocus()

    def show_state(self, state: CasesState) -> None:
        super().show_state(state)
        page = state.page
        offered = list(page.offered) if page is not None else []
        mine = {page.case.id} | {each.id for each in offered} if page is not None else set()
        offered += [
            each for each in state.listed if each.id not in mine and self._fits(each.id, state)
        ]
        offered = offered[:8]
        self._ids = [each.id for each in offered]
        self.about.setText(
            say("Earlier cases of the same customer, and those that are listed.")
            if offered
            else say("No earlier case is listed. Look for it on the left, and come back here.")
        )
        for at, (row, each) in enumerate(
            zip(self.rows.fit(len(offered)), offered, strict=True)
        ):
            row.show_row(each.code, detail=each.title or words.word(CASE_KINDS, each.kind))
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._choose, at))

    def _fits(self, case_id: int, state: CasesState) -> bool:
        return state.picked is not None and case_id < state.picked

    def _choose(self, at: int, _checked: bool = False) -> None:
        self.sent.emit(self._ids[at])

    def _send(self) -> None:
        """A row does."""


GOODBYES: Final = (
    ("none", mark("Say goodbye")),
    ("good", mark("They said: it was good")),
    ("fair", mark("They said: it was fair")),
    ("bad", mark("They said: it was bad")),
)
ASIDES: Final = (
    ("customer", mark("It waits for the customer")),
    ("shop", mark("It waits for the shop")),
)
