"""The largest thing on a screen that moves money."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Type


class AmountLabel(QLabel):
    """An amount in tabular figures; in too little room it gets smaller, never cut."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.dress(self, Type.AMOUNT, tabular=True)
        self.show_amount(text)

    def show_amount(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"{self._name} {text}".strip())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, round(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.font()
        whole = QFontMetrics(shown).horizontalAdvance(self.text())
        if whole > self.width():
            shown.setPixelSize(max(theme.px(12), shown.pixelSize() * self.width() // whole))
        painter.setFont(shown)
        painter.drawText(self.rect(), self.alignment(), self.text())
