"""One set of line icons (24 px grid, round strokes), coloured by role when drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from ui.theme import Role

_FOLDER: Final = Path(__file__).parent


def names() -> list[str]:
    """Every icon there is, in order."""
    return sorted(file.stem for file in _FOLDER.glob("*.svg"))


def pixmap(name: str, role: Role, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon ``size`` logical pixels square; ``FileNotFoundError`` where there is none."""
    return _drawn(name, theme.color(role).name(), size, ratio)


def paint(painter: QPainter, box: QRect, name: str, role: Role) -> None:
    """Draw an icon centred in ``box``, as large as its shorter side."""
    size = min(box.width(), box.height())
    if size < 1:
        return
    ratio = painter.device().devicePixelRatioF()
    left = box.x() + (box.width() - size) // 2
    top = box.y() + (box.height() - size) // 2
    painter.drawPixmap(left, top, pixmap(name, role, size, ratio))


@lru_cache(maxsize=256)
def _drawn(name: str, shade: str, size: int, ratio: float) -> QPixmap:
    text = (_FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", shade)
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made
