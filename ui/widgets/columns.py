"""Columns side by side while they fit, under each other where the type is too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Columns(QWidget):
    """Lays out what is ``add``\\ ed with its share of the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        pad = theme.SPACE_4
        self._row.setContentsMargins(pad, pad, pad, pad)
        self._row.setSpacing(pad)
        # The layout's own least width is that of all columns; ours is that of one.
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        theme.look.changed.connect(self._arrange)

    def add(self, part: QWidget, share: int = 1) -> None:
        self._parts.append(part)
        self._row.addWidget(part, share)

    @property
    def stacked(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the widest column alone."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest + 2 * theme.SPACE_4, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = sum(part.minimumSizeHint().width() for part in self._parts)
        needed += theme.SPACE_4 * (len(self._parts) + 1)
        stacked = needed > self.width()
        if stacked != self.stacked:
            down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if stacked else beside)
