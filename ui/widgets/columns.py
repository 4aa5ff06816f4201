"""Columns side by side while they fit, under each other where the type is too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme
from ui.widgets.scrolling import ScrollingList

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Columns(QWidget):
    """Lays out what is ``add``\\ ed with its share of the width.

    ``pad`` is the room around them, ``pad_above`` another one above and below, ``gap`` the
    room between; no column is narrower than ``least``, in pixels at the usual size of type:
    words are to be read, not spelt.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        pad: int = theme.SPACE_4,
        gap: int = theme.SPACE_4,
        pad_above: int | None = None,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._shares: list[int] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._pad, self._gap, self._least = pad, gap, least
        above = pad if pad_above is None else pad_above
        self._row.setContentsMargins(pad, above, pad, above)
        self._row.setSpacing(gap)
        # The layout's own least width is that of all columns; ours is that of one.
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        theme.look.changed.connect(self._arrange)

    def add(self, part: QWidget, share: int = 1) -> None:
        self._parts.append(part)
        self._shares.append(share)
        self._row.addWidget(part, 0 if self.stacked else share)

    @property
    def stacked(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the widest column alone."""
        widest = max(self._widths(), default=0)
        return QSize(widest + 2 * self._pad, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        heard = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # a part may need more room now
            self._arrange()
        return heard

    def _widths(self) -> list[int]:
        least = theme.px(self._least)
        shown = [part for part in self._parts if not part.isHidden()]
        return [max(part.minimumSizeHint().width(), least) for part in shown]

    def _arrange(self) -> None:
        widths = self._widths()
        needed = sum(widths) + 2 * self._pad + self._gap * (len(widths) - 1)
        stacked = needed > self.width()
        if stacked != self.stacked:
            down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if stacked else beside)
            for at, share in enumerate(self._shares):  # of the width, never of the height
                self._row.setStretch(at, 0 if stacked else share)
            for each in self.findChildren(ScrollingList):
                each.show_whole(stacked)
            self.updateGeometry()
