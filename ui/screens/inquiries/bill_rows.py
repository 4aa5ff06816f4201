"""The lines of a bill in columns: what each cost by the list, what came off, what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.values import ONE, Money, Quantity
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values.bill_papers import BillLine

HEADS: Final = (
    mark("By the list"),
    mark("Discount"),
    mark("Share of order"),
    mark("Paid"),
    mark("Tax in it"),
)
_ITEM: Final = 120
"""Pixels that an item's name has at least, at the usual size of type."""


class BillWidths(NamedTuple):
    """Of the columns of figures, shared by the heads and all lines."""

    figures: tuple[int, ...]

    @property
    def all(self) -> int:
        return sum(self.figures) + len(self.figures) * theme.SPACE_3


def bill_widths(lines: Sequence[BillLine]) -> BillWidths:
    """As wide as the widest figure, and as the longest word of each head."""
    figure = QFontMetrics(theme.font(Type.NORMAL, strong=True, tabular=True)).horizontalAdvance
    word = QFontMetrics(theme.font(Type.SMALL, strong=True)).horizontalAdvance
    columns = zip(*(bill_figures(line) for line in lines), strict=True)
    return BillWidths(
        tuple(
            max(*map(figure, shown), *map(word, say(head).split())) + 2
            for head, shown in zip(HEADS, columns, strict=True)
        )
    )


def bill_figures(line: BillLine) -> tuple[str, ...]:
    """One for each head; nothing where nothing came off."""
    off = sum(one.amount for one in line.off) + line.other
    return (
        words.amount(Money(line.listed)),
        words.amount(Money(-off)) if off else "",
        words.amount(Money(-line.share)) if line.share else "",
        words.amount(Money(line.paid)),
        words.amount(Money(line.tax)) if line.tax else "",
    )


def detail_of(line: BillLine) -> str:
    """How many at which price, by which offers, and what came back since."""
    parts = [line.sku, say("Serial {serial}", serial=line.serial) if line.serial else ""]
    if line.quantity != ONE.thousandths:
        count = words.quantity(Quantity(line.quantity))
        parts.append(f"{count} × {words.amount(Money(line.unit_price))}")
    parts += [one.name for one in line.off]
    if line.returned:
        parts.append(say("{quantity} of it came back", quantity=Quantity(line.returned)))
    if line.corrected:
        parts.append(say("{amount} of its price was given back", amount=Money(line.corrected)))
    return " · ".join(part for part in parts if part)


def _columns(box: QRect, widths: BillWidths) -> list[QRect]:
    """The room of the item and of each figure."""
    left = box.right() + 1 - widths.all
    places = [QRect(box.left(), box.top(), left - box.left(), box.height())]
    for wide in widths.figures:
        left += theme.SPACE_3
        places.append(QRect(left, box.top(), wide, box.height()))
        left += wide
    return places


class BillHeads(QWidget):
    """The heads over the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths = BillWidths(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_widths(self, widths: BillWidths) -> None:
        self._widths = widths
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(Type.SMALL, strong=True))
        wide = self._widths.all + theme.px(_ITEM) + 2 * theme.SPACE_2
        return QSize(wide, 2 * metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(Type.SMALL, strong=True))
        painter.setPen(theme.color(Role.MUTED))
        box = self.rect().adjusted(theme.SPACE_2, 0, -theme.SPACE_2, 0)
        ways = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for head, room in zip(HEADS, _columns(box, self._widths)[1:], strict=False):
            painter.drawText(room, int(ways | Qt.TextFlag.TextWordWrap), say(head))


class BillRow(PressedRow):
    """One line; pressed, it is asked whether it can come back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[str, ...] = ()
        self._detail = ""
        self._widths = BillWidths(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: BillLine, widths: BillWidths) -> None:
        self._figures, self._widths = bill_figures(line), widths
        self._detail = detail_of(line)
        self.setText(line.description.replace("&", "&&"))
        self.setAccessibleName(line.description)
        told = (f"{say(h)} {f}" for h, f in zip(HEADS, self._figures, strict=True) if f)
        self.setAccessibleDescription(", ".join((self._detail, *told)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        small = QFontMetrics(theme.font(Type.SMALL)).height()
        high = QFontMetrics(theme.font(Type.NORMAL)).height() + small + 2 * theme.SPACE_1 + 2
        wide = self._widths.all + theme.px(_ITEM) + 2 * theme.SPACE_2
        return QSize(wide, max(theme.TARGET_SMALL, high))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(f"{self.accessibleName()}\n{self._detail}")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter)
        box = self.rect().adjusted(theme.SPACE_2, theme.SPACE_1, -theme.SPACE_2, -theme.SPACE_1)
        normal, small = theme.font(Type.NORMAL), theme.font(Type.SMALL, tabular=True)
        high = QFontMetrics(normal).height()
        first = QRect(box.left(), box.top(), box.width(), high)
        item, *rooms = _columns(first, self._widths)
        painter.setPen(theme.color(Role.TEXT))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, (figure, room) in enumerate(zip(self._figures, rooms, strict=False)):
            paid = place == len(HEADS) - 2
            painter.setFont(theme.font(Type.NORMAL, strong=paid, tabular=True))
            painter.drawText(room, right, figure)
        painter.setFont(normal)
        self._line(painter, item, self.accessibleName())
        painter.setFont(small)
        painter.setPen(theme.color(Role.MUTED))
        under = QRect(
            box.left(), first.bottom() + 3, box.width(), box.bottom() - first.bottom()
        )
        self._line(painter, under, self._detail)
        painter.setPen(theme.color(Role.LINE))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _line(self, painter: QPainter, room: QRect, text: str) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, left, shown)
