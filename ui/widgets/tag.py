"""A pill of one or two words; the colour repeats what they say."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone, Type
from ui.widgets.strokes import rounded


class Tag(QLabel):
    """Shows ``text`` in a tone; elides, with the whole in its tooltip, where it must."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.QUIET, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_as(text, tone)

    def show_as(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        theme.dress(self, Type.SMALL, tone.ink, strong=True)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + 2 * theme.SPACE_2 + 1
        return QSize(wide, metrics.height() + theme.SPACE_1)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.px(140)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect()
        if self._tone is not Tone.QUIET:
            rounded(painter, box, theme.color(self._tone.ground), radius=box.height() // 2)
        room = box.adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() + 1
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(theme.color(self._tone.ink))
        painter.drawText(room.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, shown)
