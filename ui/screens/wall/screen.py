"""The window on the wall: all of it is painted, as large as the window lets it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from models.values.queue import TicketState
from receipts.queue_sentences import TICKET_KINDS
from ui import theme
from ui.theme import Role
from ui.widgets.strokes import rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from models.services.wall import NowServing
    from ui.screens.wall.presenter import WallPresenter
    from ui.screens.wall.state import WallState

TURN: Final = 10_000
"""Milliseconds for which each language is shown."""
LOOK: Final = 30_000
"""Milliseconds after which waits are looked at again."""
BLINK: Final = 600
"""Milliseconds between light and dark: under one flash in a second, which harms nobody."""
BLINKS: Final = 10
_ROWS: Final = 5
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class WallScreen(QWidget):
    """A window of its own; Esc closes it. Told by ``show_state``.

    It is wide rather than high. All sizes follow from its height, so that on a screen of 24
    inches what is called out is 7 cm high, and its register 3 cm: both are read from 6 m.

    Signals:
        closed: by whoever stands before it; not where the program closes it with ``leave``.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._presenter: WallPresenter | None = None
        self._state: WallState | None = None
        self._leaving = False
        self._blinks = 0
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setMinimumSize(QSize(480, 270))
        self.turning = QTimer(self, interval=TURN)
        self.looking = QTimer(self, interval=LOOK)
        self.blinking = QTimer(self, interval=BLINK)
        self.blinking.timeout.connect(self._blink)
        theme.look.changed.connect(self.update)

    def bind(self, presenter: WallPresenter) -> None:
        """Let time tell the presenter, and keep it alive."""
        self._presenter = presenter
        self.turning.timeout.connect(presenter.turn)
        self.looking.timeout.connect(presenter.tick)
        self.turning.start()
        self.looking.start()

    def show_state(self, state: WallState) -> None:
        before, self._state = self._state, state
        self.setWindowTitle(state.language.say("Now serving"))
        self.setAccessibleName(self.reading())
        if before is not None and state.flashes > before.flashes:
            self._blinks = BLINKS
            self.blinking.start()
        self.update()

    @property
    def lit(self) -> bool:
        """Whether a new call stands out now: now and then, or steadily for whoever does not
        want things to move."""
        return self._blinks > 0 and (self._blinks % 2 == 0 or motion_is_reduced())

    def leave(self) -> None:
        """The program closes it, and opens it again at its next start."""
        self._leaving = True
        self.close()

    def reading(self) -> str:
        """All that is to be read, for whoever cannot see it."""
        state = self._state
        if state is None:
            return ""
        calls = [
            f"{each.called}: {state.language.say('register {code}', code=each.register)}"
            for each in state.calls[:_ROWS]
        ]
        return "\n".join([*(calls or [self._nobody(state)]), *self._waits(state)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        for timer in (self.turning, self.looking, self.blinking):
            timer.stop()
        super().closeEvent(event)
        if not self._leaving:
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._state
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(Role.GROUND))
        if state is None:
            return
        unit = self.height() // 36
        whole = self.rect().adjusted(unit, unit, -unit, -unit)
        head = QRect(whole.left(), whole.top(), whole.width(), 3 * unit)
        foot = QRect(whole.left(), whole.bottom() - 6 * unit, whole.width(), 6 * unit)
        body = QRect(
            whole.left(),
            head.bottom() + unit,
            whole.width(),
            foot.top() - head.bottom() - 2 * unit,
        )
        self._paint_head(painter, head, state)
        wide = body.width() * 58 // 100
        self._paint_first(painter, QRect(body.topLeft(), QSize(wide, body.height())), state)
        self._paint_list(painter, body.adjusted(wide + unit, 0, 0, 0), state)
        self._paint_foot(painter, foot, state)

    def _paint_head(self, painter: QPainter, box: QRect, state: WallState) -> None:
        clock = state.language.clock(state.now.time())
        write(painter, box, clock, box.height(), Role.MUTED, _RIGHT)
        title = state.language.say("Now serving")
        if state.old:
            title = state.language.say("This may be out of date: please ask at the counter.")
        room = box.adjusted(0, 0, -box.width() // 6, 0)
        write(
            painter, room, title, box.height(), Role.REFUSE if state.old else Role.TEXT, _LEFT
        )

    def _paint_first(self, painter: QPainter, box: QRect, state: WallState) -> None:
        """Who was called last, larger than all else."""
        rounded(painter, box, theme.color(Role.ACCENT if self.lit else Role.SURFACE),
                theme.color(Role.LINE), box.height() // 24)  # fmt: skip
        ink = Role.ON_ACCENT if self.lit else Role.TEXT
        inner = box.adjusted(box.width() // 20, 0, -box.width() // 20, 0)
        first = state.first
        if first is None:
            write(painter, inner, self._nobody(state), box.height() // 8, Role.MUTED, _MIDDLE)
            return
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() * 62 // 100)
        write(painter, top, first.called, top.height() * 82 // 100, ink, _MIDDLE)
        where = state.language.say("Register {code}", code=first.register)
        low = QRect(inner.left(), top.bottom(), inner.width(), inner.height() * 30 // 100)
        accent = ink if self.lit else Role.ACCENT
        write(painter, low, where, low.height() * 74 // 100, accent, _MIDDLE)

    def _paint_list(self, painter: QPainter, box: QRect, state: WallState) -> None:
        rounded(painter, box, theme.color(Role.SURFACE), theme.color(Role.LINE),
                box.height() // 24)  # fmt: skip
        inner = box.adjusted(box.width() // 16, 0, -box.width() // 16, 0)
        head = inner.height() // 7
        titles = QRect(inner.left(), inner.top(), inner.width(), head)
        size = head * 4 // 10
        write(
            painter, _part(titles, 0, 55), state.language.say("Ticket"), size, Role.MUTED, _LEFT
        )
        write(painter, _part(titles, 55, 100), state.language.say("Register"), size, Role.MUTED,
              _RIGHT)  # fmt: skip
        high = (inner.height() - head) // _ROWS
        for place, each in enumerate(state.calls[:_ROWS]):
            row = QRect(inner.left(), inner.top() + head + place * high, inner.width(), high)
            painter.setPen(theme.color(Role.LINE))
            painter.drawLine(row.topLeft(), row.topRight())
            self._paint_call(painter, row, each)

    def _paint_call(self, painter: QPainter, row: QRect, call: NowServing) -> None:
        ink = Role.MUTED if call.state is TicketState.DONE else Role.TEXT
        size = row.height() * 74 // 100
        write(painter, _part(row, 0, 68), call.called, size, ink, _LEFT)
        where = Role.ACCENT if call.state is TicketState.CALLED else ink
        write(painter, _part(row, 68, 100), call.register, size, where, _RIGHT)

    def _paint_foot(self, painter: QPainter, box: QRect, state: WallState) -> None:
        """How many wait for what, and how long somebody waits who comes now."""
        *kinds, about = [text.rpartition(": ") for text in self._waits(state)]
        if not kinds:
            return  # nothing was read yet
        cells = [(10, *kind) for kind in kinds] + ([(13, *about)] if about[2] else [])
        gap = box.height() // 6
        room = box.width() - gap * (len(cells) - 1)
        wides = [room * share // sum(cell[0] for cell in cells) for share, *_ in cells]
        half = box.height() * 48 // 100
        size = min(
            fitting(name, wide - 2 * gap, half * 6 // 10)
            for wide, (_, name, *_) in zip(wides, cells, strict=True)
        )
        left = box.left()
        for wide, (_, name, _, figure) in zip(wides, cells, strict=True):
            cell = QRect(left, box.top(), wide, box.height())
            left += wide + gap
            rounded(painter, cell, theme.color(Role.SURFACE), theme.color(Role.LINE),
                    box.height() // 8)  # fmt: skip
            above = QRect(cell.left() + gap, cell.top(), wide - 2 * gap, half)
            below = QRect(above.left(), above.bottom(), above.width(), box.height() - half)
            write(painter, above, name, size, Role.MUTED, _MIDDLE)
            write(painter, below, figure, half * 9 // 10, Role.TEXT, _MIDDLE)

    def _nobody(self, state: WallState) -> str:
        return state.language.say("Nobody is called now.")

    def _waits(self, state: WallState) -> list[str]:
        """A line for each kind, and the wait last, or nothing where nobody can say it."""
        language = state.language
        kinds = [
            f"{language.say(TICKET_KINDS[each.kind])}: {each.count}" for each in state.kinds
        ]
        if state.minutes is None:
            return [*kinds, ""]
        minutes = language.say_many(
            "About {count} minute", "About {count} minutes", state.minutes
        )
        return [*kinds, f"{language.say('Wait from now on')}: {minutes}"]

    def _blink(self) -> None:
        self._blinks -= 1
        if self._blinks <= 0:
            self.blinking.stop()
        self.update()


def write(
    painter: QPainter,
    room: QRect,
    text: str,
    pixels: int,
    role: Role,
    align: Qt.AlignmentFlag,
) -> None:
    """In one line, smaller where it would not fit: on a wall nothing is cut."""
    painter.setFont(theme.from_afar(fitting(text, room.width(), pixels)))
    painter.setPen(theme.color(role))
    painter.drawText(room, align | Qt.TextFlag.TextDontClip, text)


def fitting(text: str, wide: int, pixels: int) -> int:
    """The size of type in which it is no wider than that."""
    taken = QFontMetrics(theme.from_afar(pixels)).horizontalAdvance(text)
    return pixels if taken <= wide else max(pixels * wide // taken - 1, 1)


def motion_is_reduced() -> bool:
    """Whether whoever uses this desktop asked for no animations."""
    duration = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(duration) == 0


def _part(box: QRect, since: int, until: int) -> QRect:
    """From so many per cent of its width to so many."""
    left = box.left() + box.width() * since // 100
    return QRect(left, box.top(), box.width() * (until - since) // 100, box.height())
