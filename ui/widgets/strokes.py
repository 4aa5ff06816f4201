"""Shapes that widgets painting themselves share: rounded grounds, the focus ring, a key cap."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from ui import theme
from ui.theme import Role, Type

RING: Final = 2


def rounded(
    painter: QPainter,
    box: QRect,
    fill: QColor | None,
    edge: QColor | None = None,
    radius: int = theme.RADIUS,
    width: float = 1.0,
) -> None:
    """A rounded box with its edge wholly inside ``box``; ``None`` draws no fill or no edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(fill) if fill else QBrush(Qt.BrushStyle.NoBrush))
    painter.setPen(QPen(edge, width) if edge else QPen(Qt.PenStyle.NoPen))
    inset = width / 2 if edge else 0.0
    painter.drawRoundedRect(
        QRectF(box).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )
    painter.restore()


def focus_ring(painter: QPainter, box: QRect, role: Role = Role.ACCENT, gap: int = 0) -> None:
    """Where the keyboard is, drawn ``gap`` pixels inside ``box``."""
    inner = box.adjusted(gap, gap, -gap, -gap)
    rounded(painter, inner, None, theme.color(role), theme.RADIUS - gap, RING)


def key_font() -> QFont:
    made = theme.font(Type.SMALL)
    made.setPixelSize(theme.px(11))
    return made


def key_size(key: str) -> QSize:
    """How much room a key cap needs."""
    return QSize(*_key_room(key, theme.px(11)))


@lru_cache(maxsize=256)
def _key_room(key: str, _pixels: int) -> tuple[int, int]:
    metrics = QFontMetrics(key_font())
    return metrics.horizontalAdvance(key) + 12, metrics.height() + 4


def key_cap(painter: QPainter, box: QRect, key: str, ink: QColor, edge: QColor) -> None:
    """A key as on the keyboard, centred in ``box``."""
    size = key_size(key)
    cap = QRect(0, 0, size.width(), size.height())
    cap.moveCenter(box.center())
    painter.save()
    rounded(painter, cap, None, edge, radius=4)
    painter.setFont(key_font())
    painter.setPen(ink)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
