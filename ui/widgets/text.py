"""Words on the screen: text that wraps, and one line that elides."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Role, Type


class Text(QLabel):
    """Plain text that wraps; what a shop or customer wrote is never taken for markup."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.NORMAL,
        role: Role = Role.TEXT,
        *,
        strong: bool | None = None,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)
        theme.dress(self, kind, role, strong=strong, tabular=tabular)

    def minimumSizeHint(self) -> QSize:
        """No narrower than its longest word, within reason: a word is never cut."""
        least = super().minimumSizeHint()
        measure = self.fontMetrics().horizontalAdvance
        longest = max((measure(word) for word in self.text().split()), default=0)
        wide = longest if self.wordWrap() else least.width()
        return QSize(min(wide + 1, theme.px(240)), least.height())


class Line(QLabel):
    """One line: where it does not fit it ends in an ellipsis and its tooltip has it all."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.NORMAL,
        role: Role = Role.TEXT,
        *,
        strong: bool | None = None,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.dress(self, kind, role, strong=strong, tabular=tabular)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("…") + 1, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
