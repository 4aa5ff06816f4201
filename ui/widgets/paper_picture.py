"""A paper on the screen, as it comes out of the printer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme import Role

_WIDEST: Final = 380
PAGE_WIDEST: Final = 820
"""Of a whole page, whose letters are as small as in a book."""


class PaperPicture(QWidget):
    """Shows a PNG in the middle, never wider than the paper looks natural: a roll unless
    ``widest`` says otherwise."""

    def __init__(self, parent: QWidget | None = None, *, widest: int = _WIDEST) -> None:
        super().__init__(parent)
        self._widest = widest
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, png: bytes | None, name: str) -> None:
        """``None`` shows nothing; ``name`` is what a screen reader says of it."""
        self._image = QImage.fromData(png) if png else QImage()
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._widest, self.heightForWidth(self._widest))

    def minimumSizeHint(self) -> QSize:
        narrowest = theme.px(160)
        return QSize(narrowest, self.heightForWidth(narrowest))

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return 0
        return min(width, self._widest) * self._image.height() // self._image.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = min(self.width(), self._widest)
        box = self.rect()
        box.setSize(QSize(wide, self.heightForWidth(wide)))
        box.moveLeft((self.width() - wide) // 2)
        painter.drawImage(box, self._image)
        painter.setPen(theme.color(Role.LINE))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
