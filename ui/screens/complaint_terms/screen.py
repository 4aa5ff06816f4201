"""The page of complaints' terms: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.values.complaints import SEVERITIES as GRAVE
from models.values.complaints import ComplaintKind
from receipts.complaint_sentences import COMPLAINT_KINDS, SEVERITIES
from ui import theme, words
from ui.screens.complaint_terms.state import TermsState
from ui.screens.complaint_terms.typed import write_dates, write_day
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.lines_field import LinesField
from ui.widgets.notice import Notice
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.widgets.typed import Typed, count_field
from ui.words import mark, say

if TYPE_CHECKING:
    from ui.screens.complaint_terms.presenter import TermsPresenter

WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
MINUTES = 60


class TermsScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter: TermsPresenter | None = None
        self._state = TermsState()
        self._turn = -1
        self.notice = Notice(self)
        self.back = SmallButton(say("Back"), "Esc")
        self.again = SmallButton(say("Look again"), "F4")
        self.days = [Field() for _ in WEEKDAYS]
        self._rows = [Labelled(field) for field in self.days]
        self.closed = LinesField(say("Closed on"), say("One day on each line: 2026-12-31"))
        self.holidays = Check(say("Closed on public holidays"))
        self.limits: dict[tuple[ComplaintKind, int], Typed[Decimal]] = {
            (kind, severity): Typed(words.read_number, words.number)
            for kind in ComplaintKind
            for severity in GRAVE
        }
        self.nears, self.alone = count_field(), Choice(say("Settled by clerks alone"))
        self.alone.offer(
            [("0", say("Nothing")), *((code, say(text)) for code, text in SEVERITIES.items())]
        )
        self.preview = Text("", Type.SMALL, Role.MUTED)
        self._wrong = Text("", Type.SMALL, Role.REFUSE)
        self.save = PrimaryButton(say("Save"), "F9")
        self._lay_out()
        self._listen()
        self._pages.hide()

    def bind(self, presenter: TermsPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.close)
        self.again.clicked.connect(presenter.look_again)
        self.notice.action_asked.connect(presenter.undo)
        self.holidays.clicked.connect(presenter.set_holidays)
        self.nears.entered.connect(lambda percent: presenter.set_nears(percent or 0))
        self.alone.chosen.connect(lambda code: presenter.set_alone(int(code)))
        self.save.clicked.connect(presenter.save)

    @property
    def state(self) -> TermsState:
        return self._state

    def show_state(self, state: TermsState) -> None:
        self._state = state
        self._tell(state)
        self._pages.setVisible(state.looked)
        if state.turn != self._turn:
            self._turn = state.turn
            self._fill(state)
        self.preview.setText(_preview(state))
        self._wrong.setText("\n".join(words.sentence(each) for each in state.wrong))
        self._wrong.setVisible(bool(state.wrong))
        why = "" if state.changed else say("Nothing was changed.")
        why = say("What is entered cannot be kept.") if state.wrong else why
        self.save.block(say("One moment…") if state.busy else why)

    def _fill(self, state: TermsState) -> None:
        terms = state.terms
        for field, row, day in zip(self.days, self._rows, terms.week, strict=True):
            field.setText(write_day(day))
            row.complain("")
        self.closed.show_text(write_dates(terms.closed))
        self.holidays.setChecked(terms.holidays)
        for place, limit in self.limits.items():
            limit.show_value(Decimal(terms.limits[place]) / MINUTES)
        self.nears.show_value(terms.nears)
        self.alone.show_code(str(terms.alone))

    def _tell(self, state: TermsState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        undo = (say("Undo"), "Ctrl+Z") if state.said.undo else ()
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text, *undo)

    def _listen(self) -> None:
        for weekday, field in enumerate(self.days):
            field.editingFinished.connect(partial(self._day_typed, weekday))
        self.closed.typed.connect(self._closed_typed)
        for place, limit in self.limits.items():
            limit.entered.connect(partial(self._limit_typed, place))

    def _day_typed(self, weekday: int) -> None:
        if self._presenter is not None:
            known = self._presenter.set_day(weekday, self.days[weekday].text())
            self._rows[weekday].complain("" if known else say("Such as 9:00–18:00"))

    def _closed_typed(self, text: str) -> None:
        if self._presenter is not None:
            known = self._presenter.set_closed(text)
            self.closed.complain("" if known else say("One day on each line: 2026-12-31"))

    def _limit_typed(self, place: tuple[ComplaintKind, int], hours: Decimal | None) -> None:
        if self._presenter is not None and hours is not None:
            self._presenter.set_limit(*place, hours)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(say("Working hours and limits of complaints"), Type.TITLE), 1)
        head.addWidget(self.again)
        head.addWidget(self.back)
        self._pages = Columns(pad=0, least=290)
        self._pages.add(self._hours_card(), 80)
        self._pages.add(self._limits_card(), 130)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)

    def _hours_card(self) -> Card:
        card = Card(say("When the store works"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row, name in zip(self._rows, WEEKDAYS, strict=True):
            row.say(say(name))
        for pair in (self._rows[:2], self._rows[2:4], self._rows[4:6], self._rows[6:]):
            beside = Columns(pad=0, gap=theme.SPACE_3)
            for row in pair:
                beside.add(row)
            column.addWidget(beside)
        column.addWidget(self.holidays)
        column.addWidget(self.closed)
        column.addStretch(1)
        card.body.addWidget(ScrollingList(inside, 300), 1)
        return card

    def _limits_card(self) -> Card:
        card = Card(say("How soon, in working hours"))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_2)
        for at, severity in enumerate(GRAVE, 1):
            grid.addWidget(Text(say(SEVERITIES[str(severity)]), Type.SMALL, strong=True), 0, at)
            grid.setColumnStretch(at, 1)
        for line, kind in enumerate(ComplaintKind, 1):
            grid.addWidget(Text(say(COMPLAINT_KINDS[kind])), line, 0)
            for at, severity in enumerate(GRAVE, 1):
                field = self.limits[kind, severity]
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.setAccessibleName(
                    f"{say(COMPLAINT_KINDS[kind])}: {say(SEVERITIES[str(severity)])}"
                )
                grid.addWidget(field, line, at)
        grid.setRowStretch(len(ComplaintKind) + 1, 1)
        nears, alone = Labelled(self.nears), Labelled(self.alone)
        nears.say(say("Managers are told after so many per cent"))
        alone.say(say("Settled by clerks alone, up to"))
        beside = Columns(pad=0, gap=theme.SPACE_3)
        beside.add(nears)
        beside.add(alone)
        card.body.addWidget(ScrollingList(inside, 200), 1)
        for part in (beside, self.preview, self._wrong, self.save):
            card.body.addWidget(part)
        return card


def _preview(state: TermsState) -> str:
    """What one that began now would come to, by how grave it is."""
    due = [
        (severity, state.due.get((ComplaintKind.GOODS, severity)))
        for severity in reversed(GRAVE)
    ]
    told = [
        say(
            "{grave}: {moment}",
            grave=say(SEVERITIES[str(severity)]),
            moment=words.moment(moment),
        )
        for severity, moment in due
        if moment is not None
    ]
    if not told:
        return ""
    first = say("A complaint about goods that began now would be due:")
    return "\n".join((first, *told))
