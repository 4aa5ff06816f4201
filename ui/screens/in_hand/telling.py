"""Who is at this register, in words: the line, what is under it, and the badges beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.services.cases import LONGEST_TITLE
from models.values.cases import Channel
from receipts.case_sentences import CASE_KINDS, CHANNELS
from receipts.queue_sentences import TICKET_KINDS
from ui import theme, words
from ui.screens.in_hand.state import Stage
from ui.theme import Role, Tone
from ui.widgets.field import Field
from ui.widgets.tag import Tag
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from models.services.in_hand import InHand
    from ui.screens.in_hand.state import InHandState


_LOWER: Final = 5
"""Pixels that the title goes down: the field is as tall as a finger, and what stands under it
is a part of the same words."""


class TitleField(Field):
    """What the case is about, typed where it stands: Return keeps it, Esc leaves it.

    Signals:
        finished: what stands there, by Return or when the keyboard goes elsewhere.
    """

    finished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setProperty("look", "bare")
        self.setMaxLength(LONGEST_TITLE)
        self.setAccessibleName(say("What the case is about"))
        self.setPlaceholderText(say("What is it about?"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(-2, _LOWER, 0, 0)  # Qt's own room before the first letter
        theme.dress(self, strong=True)
        self.editingFinished.connect(self._finish)
        self.returnPressed.connect(self.clearFocus)

    def show_title(self, title: str) -> None:
        """What is kept; not over what somebody types now."""
        if title != self._known or not self.hasFocus():
            self._known = title
            self.show_from_the_start(title)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), max(24, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(hint + theme.SPACE_3, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Esc and Return belong to what is typed here, not to a screen's shortcut.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_from_the_start(self._known)
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field while one types, else a line that ends in an ellipsis."""
        if self.hasFocus():
            super().paintEvent(event)
            under = self.rect().adjusted(0, self.height() - 2, 0, 0)
            QPainter(self).fillRect(under, theme.color(Role.ACCENT))
            return
        painter = QPainter(self)
        painter.setPen(theme.color(Role.TEXT if self.text() else Role.MUTED))
        text = self.text() or self.placeholderText()
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, _LOWER, 0, 0), middle, shown)

    def _finish(self) -> None:
        if self.text() != self._known:
            self.finished.emit(self.text())


class _Badge(Tag):
    """One of several: it gives way before the words of the case do."""

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.px(44)), whole.height())


class Badges(QWidget):
    """At most three, the gravest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags = [_Badge(parent=self) for _ in range(3)]
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        for tag in self._tags:
            row.addWidget(tag)

    def show_all(self, badges: list[tuple[str, Tone]]) -> None:
        for at, tag in enumerate(self._tags):
            tag.setVisible(at < len(badges))
            if at < len(badges):
                tag.show_as(*badges[at])
        self.setVisible(bool(badges))


def heading(state: InHandState, now: datetime) -> str:
    """The bar's line, where no case's own title stands there."""
    seen = state.seen
    if seen is None:
        return ""
    if state.stage is Stage.CALLED and seen.ticket and seen.ticket.called_at:
        ago = say("was called {time} ago", time=_minutes(now - seen.ticket.called_at))
        again = seen.ticket.calls - 1
        return f"{ago} · {say_many('once more', '{count} times more', again)}" if again else ago
    return say("Nobody is at this counter")


def meta(state: InHandState) -> str:
    """What stands small under it."""
    seen = state.seen
    if seen is None:
        return ""
    if state.stage is Stage.CALLED and seen.ticket:
        return words.word(TICKET_KINDS, seen.ticket.kind)
    if state.stage is Stage.SERVING:
        return " · ".join(_of_case(seen))
    return " · ".join(_of_queue(seen))


def badges(state: InHandState) -> list[tuple[str, Tone]]:
    """What nobody may overlook about the case."""
    seen, case = state.seen, state.case
    if seen is None or case is None:
        return []
    found = []
    if case.escalated:
        found.append((say("Escalated"), Tone.OVERRIDE))
    if case.promised_at is not None:
        late = case.promised_at < seen.now
        today = case.promised_at.date() == seen.now.date()
        when = words.clock(case.promised_at) if today else words.day(case.promised_at.date())
        until = say("Promised: {when}", when=when)
        found.append((until, Tone.REFUSE if late else Tone.ASK))
    if seen.times > 1:
        found.append((times(seen.times), Tone.ASK))
    elif seen.earlier:
        earlier = say_many("1 earlier case", "{count} earlier cases", seen.earlier)
        found.append((earlier, Tone.QUIET))
    return found


def times(count: int) -> str:
    """How often somebody came about the same thing, this time among them."""
    if count == 2:
        return say("Second time about this")
    if count == 3:
        return say("Third time about this")
    return say("{count} times about this", count=count)


def _of_case(seen: InHand) -> Iterator[str]:
    case = seen.case
    if case is None:
        return
    yield words.word(CASE_KINDS, case.kind)
    if case.channel is not Channel.COUNTER:
        yield words.word(CHANNELS, case.channel)
    yield case.customer or say("nobody named")
    yield say("since {time}", time=words.clock(case.opened_at))
    if seen.ticket is not None:
        yield case.code


def _of_queue(seen: InHand) -> Iterator[str]:
    if not seen.waiting:
        yield say("Nobody waits")
        return
    yield say_many("{count} person waits", "{count} people wait", seen.waiting)
    if seen.minutes is not None:
        yield say_many(
            "about {count} minute for who comes now",
            "about {count} minutes for who comes now",
            seen.minutes,
        )


def _minutes(time: timedelta) -> str:
    """``0:40``; hours as minutes: nobody is called for long."""
    minutes, seconds = divmod(max(0, int(time.total_seconds())), 60)
    return f"{minutes}:{seconds:02}"
