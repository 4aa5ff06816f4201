"""What is seen of a page, measured in its picture: words against their ground, and where the
keyboard is. Contrast is WCAG 2's, 1 to 21; each check answers with what is wrong, in lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops
from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from tests.ui.whole import called, controls, parts, shown
from ui import theme
from ui.widgets.drop import Drop
from ui.widgets.icon_button import IconButton
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

Color = tuple[int, int, int]

WORDS, LARGE_WORDS, ANYTHING = 4.5, 3.0, 3.0
"""The least contrast of text, of large text (and of what is disabled), and of what else has
to be seen."""
LARGE, LARGE_STRONG = 24, 18.66
"""Pixels from which type is large, thin or strong, at the usual scale."""
NOT_SEEN = 1.0
EDGE = 4
"""Pixels at the rim of a widget that are its frame or its focus ring."""
FAINT = 8
"""Of 255: what differs less from the ground is no stroke but its soft rim."""


@dataclass(frozen=True)
class Measured:
    """Some words on the screen, and how they stand out."""

    what: str
    contrast: float
    least: float


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=65536)
def _light(color: Color) -> float:
    parts = (part / 255 for part in color)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def picture(pixels: QPixmap) -> Image.Image:
    image = pixels.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Image.frombuffer(
        "RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine(), 1
    )


def words_measured(page: QWidget) -> list[Measured]:
    """Every run of words that can be seen now, by the line."""
    whole = picture(page.grab())
    return [
        Measured(f"{called(widget)} at {box.left()},{box.top()}", found, _least(widget))
        for widget in parts(page)
        for box in _places(widget, page)
        for found in _contrasts(whole, box, _smallest(widget)) or [NOT_SEEN]
    ]


def pale(page: QWidget) -> list[str]:
    """Words that do not stand out enough from what is behind them."""
    return [
        f"pale: {each.what}: {each.contrast:.2f} of {each.least}"
        for each in words_measured(page)
        if each.contrast < each.least
    ]


def _least(widget: QWidget) -> float:
    font = widget.font()
    usual = font.pixelSize() * 100 / theme.look.scale
    large = usual >= LARGE or (usual >= LARGE_STRONG and font.bold())
    return LARGE_WORDS if large or not widget.isEnabled() else WORDS


def _smallest(widget: QWidget) -> int:
    """The height of what counts as a letter: dots and dashes are softened wholly."""
    return max(5, widget.fontMetrics().xHeight() - 1)


def _places(widget: QWidget, page: QWidget) -> Iterator[QRect]:
    """Where on the page a widget paints words of its own, as far as they are in sight."""
    match widget:
        case IconButton() | QHeaderView():
            return
        case QAbstractItemView():
            boxes = _cells(widget)
        case QLabel() if _letters(widget.text()):
            boxes = [widget.rect()]
        case QLineEdit() | QComboBox() | QPlainTextEdit() | QAbstractButton():
            if not _letters(_said(widget)):
                return
            boxes = [widget.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)]
        case _:
            return
    seen, origin = shown(widget), widget.mapTo(page, QPoint())
    for box in boxes:
        place = box.translated(origin)
        if seen.contains(box) and not box.isEmpty() and not _covered(widget, place, page):
            yield place


def _covered(widget: QWidget, place: QRect, page: QWidget) -> bool:
    """Whether a toast lies over it, which goes by itself, or what was let down."""
    return any(
        toast.isVisible()
        and not toast.isAncestorOf(widget)
        and QRect(toast.mapTo(page, QPoint()), toast.size()).intersects(place)
        for toast in (*page.findChildren(Toast), *page.findChildren(Drop))
    )


def _said(widget: QLineEdit | QComboBox | QPlainTextEdit | QAbstractButton) -> str:
    match widget:
        case QLineEdit():
            return widget.displayText() or widget.placeholderText()
        case QComboBox():
            return widget.currentText() or widget.placeholderText()
        case QPlainTextEdit():
            return widget.toPlainText()
        case QAbstractButton():
            return widget.text()


def _letters(text: str) -> bool:
    return any(each.isalnum() for each in text)


def _cells(view: QAbstractItemView) -> list[QRect]:
    """The first cells of a view that say something and are whole in sight."""
    model, room, boxes = view.model(), view.viewport().rect(), []
    seen, offset = shown(view), view.viewport().pos()
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(min(model.rowCount(), 20)):
        for column in range(columns):
            at = model.index(row, column)
            box = view.visualRect(at)
            if not _letters(str(at.data() or "")):
                continue
            inner = box.adjusted(EDGE, EDGE, -EDGE, -EDGE)
            if room.contains(box) and seen.contains(box.translated(offset)):
                boxes.append(inner.translated(offset))
    return boxes


def _contrasts(whole: Image.Image, box: QRect, smallest: int) -> list[float]:
    """Of each line of letters in a box: the strongest stroke against the ground of the line."""
    cut = whole.crop((box.left(), box.top(), box.right() + 1, box.bottom() + 1))
    found = []
    for line in _lines(cut, smallest):
        colors = _colors(line)
        ground = max(colors)[1]
        found.append(max(contrast(color, ground) for _, color in colors))
    return found


def _colors(cut: Image.Image) -> list[tuple[int, Color]]:
    """How often each is there."""
    return cut.getcolors(cut.width * cut.height) or []  # type: ignore[return-value]


def _lines(cut: Image.Image, smallest: int) -> Iterator[Image.Image]:
    ground = max(_colors(cut))[1]
    apart = ImageChops.difference(cut, Image.new("RGB", cut.size, ground)).convert("L")
    _, down = apart.point(lambda value: 255 if value > FAINT else 0).getprojection()
    top = None
    for y, marked in enumerate([*down, 0]):
        if marked and top is None:
            top = y
        elif not marked and top is not None:
            if y - top >= smallest:
                yield cut.crop((0, top, cut.width, y))
            top = None


def unringed(page: QWidget, known: set[object] | None = None) -> list[str]:
    """Controls that look the same with the keyboard and without it, or nearly so.

    One of each kind is looked at; ``known`` has those that other pages have shown.
    """
    known = set() if known is None else known
    window = page.window()
    begun, wrong = window.focusWidget(), []
    for each in controls(page):
        kind = (type(each), each.property("look"), isinstance(each, QLabel) or _checked(each))
        wanted = each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not wanted or kind in known or _hidden(each):
            continue
        known.add(kind)
        if (found := _ring(each)) < ANYTHING:
            wrong.append(f"no ring: {called(each)}: {found:.2f} of {ANYTHING}")
    if begun is not None and begun.isVisible():
        begun.setFocus()
    return wrong


def _checked(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.isChecked()


def _hidden(widget: QWidget) -> bool:
    return shown(widget) != widget.rect()


def _ring(widget: QWidget) -> float:
    """How far the keyboard changes what is seen of a widget: the contrast that as many pixels
    reach as its two long sides have."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    with_it = picture(widget.grab())
    widget.clearFocus()
    QApplication.processEvents()
    without = picture(widget.grab())
    changes = sorted(
        (
            contrast(one, other)  # type: ignore[arg-type]
            for one, other in zip(
                with_it.get_flattened_data(), without.get_flattened_data(), strict=True
            )
            if one != other
        ),
        reverse=True,
    )
    ringed = widget.rect()
    if isinstance(widget, QAbstractItemView):
        ringed = widget.visualRect(widget.currentIndex())
    enough = max(2 * max(ringed.width(), ringed.height()) - 8 * EDGE, EDGE)
    return changes[enough] if len(changes) > enough else 1.0
