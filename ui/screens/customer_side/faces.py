"""How was it? Three large faces, each with its word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from models.values.cases import Smile
from receipts.customer_side import SMILES
from ui import theme
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent

    from receipts.language import Language

_TONES: Final = {Smile.GOOD: Tone.ACCEPT, Smile.FAIR: Tone.ASK, Smile.BAD: Tone.REFUSE}
_BENDS: Final = {Smile.GOOD: 0.22, Smile.FAIR: 0.0, Smile.BAD: -0.2}
"""How far the mouth bends, in parts of the face."""
_SIDE: Final = 120


class Face(QAbstractButton):
    """One of them: a face, and under it what it means."""

    def __init__(self, smile: Smile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.smile = smile
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.dress(self, Type.TITLE)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        high = theme.px(_SIDE) + 2 * theme.SPACE_3 + QFontMetrics(self.font()).height()
        return QSize(max(theme.px(_SIDE), words) + 2 * theme.SPACE_3, high)

    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.SPACE_2, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = _TONES[self.smile]
        words = QFontMetrics(self.font()).height()
        lit = self.underMouse() or self.isDown()
        rounded(painter, self.rect(), theme.color(tone.ground if lit else Role.SURFACE))
        high = self.height() - words - 2 * theme.SPACE_3
        side = min(high, self.width() - 2 * theme.SPACE_2)
        face = QRectF((self.width() - side) / 2, theme.SPACE_2 + (high - side) / 2, side, side)
        self._paint_face(painter, face.adjusted(3, 3, -3, -3), tone)
        painter.setPen(theme.color(Role.TEXT))
        below = QRect(0, self.height() - words - theme.SPACE_2, self.width(), words)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_face(self, painter: QPainter, face: QRectF, tone: Tone) -> None:
        side, ink = face.width(), theme.color(tone.ink)
        painter.setPen(QPen(ink, max(2.5, side / 26)))
        painter.setBrush(theme.color(tone.ground))
        painter.drawEllipse(face)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for across in (0.34, 0.66):
            eye = QPointF(face.left() + across * side, face.top() + 0.4 * side)
            painter.drawEllipse(eye, side * 0.05, side * 0.065)
        bend = _BENDS[self.smile]
        middle = face.top() + (0.64 if bend >= 0 else 0.72) * side
        mouth = QPainterPath(QPointF(face.left() + 0.3 * side, middle))
        mouth.quadTo(
            QPointF(face.center().x(), middle + 2 * bend * side / 2),
            QPointF(face.left() + 0.7 * side, middle),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(ink, max(2.5, side / 22))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(mouth)


class GoodbyeCard(Card):
    """Thanks, and before it how it was, where somebody can say so.

    Signals:
        chosen: a :class:`Smile`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._says = Text("", Type.LEAD)
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        self.faces = {smile: Face(smile) for smile in Smile}
        row.addStretch(1)
        for smile, face in self.faces.items():
            row.addWidget(face)
            face.clicked.connect(lambda _=False, smile=smile: self.chosen.emit(smile))
        row.addStretch(1)
        self.body.addStretch(1)
        self.body.addWidget(self._says)
        self.body.addWidget(self._row)
        self.body.addStretch(1)

    def say(self, language: Language, *, asks: bool) -> None:
        self._says.setText(
            language.say("How was it today?")
            if asks
            else language.say("Thank you, and see you again soon.")
        )
        self._row.setVisible(asks)
        for smile, face in self.faces.items():
            face.say(language.say(SMILES[smile]))
