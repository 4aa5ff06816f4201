"""While a manager is away: to whom their authority is lent, from when until when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from receipts.sentences import ROLES
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.widgets.typed import DayField, Typed
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values.approvals import Delegation
    from models.values.shop import Person
    from ui.screens.approvals.state import ApprovalsState


class AwayCard(Card):
    """The form of a new delegation, and those that are not over.

    Signals:
        lend_asked: to whom (a staff id), from and until, as the shop's own clock shows it.
        end_asked: the id of a delegation.
    """

    lend_asked = Signal(int, object, object)
    end_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("While I am away"), parent)
        self._offered: tuple[Person, ...] = ()
        self._listed: tuple[Delegation, ...] | None = None
        self.to = Choice(say("Who answers for you"), say("Who?"))
        self._to_row = Labelled(self.to)
        self.since, self.until = _Moment(), _Moment()
        self.go = PrimaryButton(say("Lend my authority"), "F8")
        self._form = QWidget()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_3)
        self._column.addStretch(1)
        self.ends: list[SmallButton] = []
        self._lay_out()
        self.go.clicked.connect(self._finish)

    def show_state(self, state: ApprovalsState) -> None:
        self._form.setVisible(state.lends)
        if state.people != self._offered:
            self._offered = state.people
            names = [
                (str(each.staff_id), f"{each.name} · {words.word(ROLES, each.role)}")
                for each in state.people
            ]
            self.to.offer(names, self.to.code)
        if state.delegations != self._listed:
            self._listed = state.delegations
            self._show(state.delegations, state.staff_id)
        self.go.setEnabled(not state.busy)
        for end in self.ends:
            end.setEnabled(not state.busy)

    def begin(self, state: ApprovalsState) -> None:
        """From now on for a day, unless something else is entered."""
        if state.now is not None:
            now = state.now.replace(tzinfo=None, second=0, microsecond=0)
            self.since.show_moment(now)
            self.until.show_moment(now + timedelta(days=1))
        first = self.to if self._form.isVisibleTo(self) else next(iter(self.ends), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        code = self.to.code
        self._to_row.complain("" if code else say("Choose somebody of the shop."))
        since, until = self.since.moment(), self.until.moment()
        if not code:
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        elif since is not None and until is not None:
            self.lend_asked.emit(int(code), since, until)

    def _show(self, listed: Sequence[Delegation], here: int) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if (part := item.widget() if item else None) is not None:
                part.hide()
                part.deleteLater()
        self.ends = []
        if not listed:
            self._column.insertWidget(
                0, Text(say("Nobody answers for anybody now."), role=Role.MUTED)
            )
        for at, each in enumerate(listed):
            self._column.insertWidget(at, self._row(each, here))

    def _row(self, lent: Delegation, here: int) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.addWidget(Text(_who(lent, here), strong=True), 1)
        now = (
            (say("In force now"), Tone.ACCEPT) if lent.in_force else (say("Later"), Tone.QUIET)
        )
        head.addWidget(Tag(*now))
        end = SmallButton(say("End it"))
        end.setAccessibleName(say("End it: {who}", who=_who(lent, here)))
        end.clicked.connect(partial(self._end, lent.delegation_id))
        self.ends.append(end)
        foot = QHBoxLayout()
        times = say(
            "{since} until {until}",
            since=words.moment(lent.since),
            until=words.moment(lent.until),
        )
        foot.addWidget(Text(times, Type.SMALL, Role.MUTED), 1)
        foot.addWidget(end)
        column.addLayout(head)
        column.addLayout(foot)
        return row

    def _end(self, delegation_id: int, _checked: bool = False) -> None:
        self.end_asked.emit(delegation_id)

    def _lay_out(self) -> None:
        self._to_row.say(say("Who answers for you"))
        self.since.say(say("From"), say("From what time"))
        self.until.say(say("Until"), say("Until what time"))
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.SPACE_2)
        form.addWidget(
            Text(
                say(
                    "Somebody of the shop answers in your place, up to your own limits. "
                    "Every yes names both of you, and it ends by itself."
                ),
                Type.SMALL,
                Role.MUTED,
            )
        )
        for part in (self._to_row, self.since, self.until):
            form.addWidget(part)
        form.addStretch(1)
        form.addWidget(self.go)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(Text(say("Who answers for whom"), strong=True))
        column.addWidget(ScrollingList(self._list, 120), 1)
        columns = Columns(pad=0, gap=theme.SPACE_6, least=230)
        columns.add(self._form)
        columns.add(listed)
        self.body.addWidget(columns, 1)


class _Moment(QWidget):
    """A day and a time of the shop's own clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayField()
        self.time: Typed[time] = Typed(_time, _time_words, "08:00")
        self._day_row, self._time_row = Labelled(self.day), Labelled(self.time)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._day_row, 3)
        row.addWidget(self._time_row, 2)

    def say(self, day: str, hour: str) -> None:
        self._day_row.say(day)
        self._time_row.say(hour)

    def show_moment(self, moment: datetime) -> None:
        self.day.show_value(moment.date())
        self.time.show_value(moment.time())

    def moment(self) -> datetime | None:
        """What was entered; what is none is complained about."""
        self.day.editingFinished.emit()
        self.time.editingFinished.emit()
        day, at = self.day.value, self.time.value
        bad_day, bad_time = self.day.wrong or day is None, self.time.wrong or at is None
        self._day_row.complain(say("Write year-month-day.") if bad_day else "")
        self._time_row.complain(say("Write hours:minutes.") if bad_time else "")
        if day is None or at is None or bad_day or bad_time:
            (self.day if bad_day else self.time).setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return datetime.combine(day, at)


def _time(text: str) -> time:
    """Raise ``ValueError`` for what is no time of day."""
    hours, _, minutes = text.replace(".", ":").partition(":")
    return time(int(hours), int(minutes or 0))


def _time_words(at: time) -> str:
    return f"{at:%H:%M}"


def _who(lent: Delegation, here: int) -> str:
    if lent.from_id == here:
        return say("{name} answers for you", name=lent.to_name)
    if lent.to_id == here:
        return say("You answer for {name}", name=lent.from_name)
    return say("{name} answers for {other}", name=lent.to_name, other=lent.from_name)
