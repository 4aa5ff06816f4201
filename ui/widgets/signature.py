"""A signature: drawn with a finger, a pen or the mouse, and shown as it was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Role
from ui.widgets.strokes import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values.signatures import Drawing, Point

_PEN: Final = 3.0
_MOST: Final = 20_000
"""Points; whoever draws more is not signing any more."""


def inked(strokes: Sequence[Sequence[Point]]) -> QPainterPath:
    """Smooth lines through the points: each bends at a point and goes from middle to
    middle."""
    path = QPainterPath()
    for stroke in strokes:
        if not stroke:
            continue
        first, *others = (QPointF(x, y) for x, y in stroke)
        path.moveTo(first)
        if not others:
            path.lineTo(first + QPointF(0.1, 0))  # a dot
            continue
        before = first
        for point in others:
            path.quadTo(before, (before + point) / 2)
            before = point
        path.lineTo(before)
    return path


class SignaturePad(QWidget):
    """A box to sign in. How hard somebody presses means nothing.

    Signals:
        begun: there is something in it now.
    """

    begun = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def strokes(self) -> tuple[tuple[Point, ...], ...]:
        """In pixels of the box."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def clear(self) -> None:
        self._strokes.clear()
        self._drawing = False
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), 130)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(220), 130)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            at = event.points()[0].position().toPoint()
            if event.type() is QEvent.Type.TouchBegin:
                self._begin(at)
            elif event.type() is QEvent.Type.TouchUpdate:
                self._go_on(at)
            else:
                self._drawing = False
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position().toPoint())
        self._drawing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was drawn stays in the box."""
        super().resizeEvent(event)
        box = self.rect()
        if any(not box.contains(QPoint(*point)) for each in self._strokes for point in each):
            self.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        rounded(painter, box, theme.color(Role.SURFACE), theme.color(Role.LINE_STRONG))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = box.bottom() - box.height() // 4
        painter.setPen(QPen(theme.color(Role.LINE_STRONG), 1, Qt.PenStyle.DashLine))
        painter.drawLine(theme.SPACE_6, base, box.right() - theme.SPACE_6, base)
        painter.strokePath(inked(self._strokes), _pen(_PEN))

    def _begin(self, at: QPoint) -> None:
        first = not self._strokes
        self._drawing = True
        self._strokes.append([])
        self._go_on(at)
        if first:
            self.begun.emit()

    def _go_on(self, at: QPoint) -> None:
        if not self._drawing or sum(map(len, self._strokes)) >= _MOST:
            return
        box = self.rect().adjusted(2, 2, -2, -2)
        x = min(max(at.x(), box.left()), box.right())
        y = min(max(at.y(), box.top()), box.bottom())
        if not self._strokes[-1] or self._strokes[-1][-1] != (x, y):
            self._strokes[-1].append((x, y))
            self.update()


class SignaturePicture(QWidget):
    """A signature as it is kept, as large as there is room, on a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_drawing(self, drawing: Drawing | None, name: str) -> None:
        """``name`` is what a screen reader says of it."""
        self._drawing = drawing
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        scale = min(room.width() / drawing.width, room.height() / drawing.height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(room.left(), room.center().y() - drawing.height * scale / 2)
        painter.scale(scale, scale)
        painter.strokePath(inked(drawing.strokes), _pen(1.6 / scale))


def _pen(width: float) -> QPen:
    return QPen(
        theme.color(Role.TEXT),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )
