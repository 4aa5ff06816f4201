"""What holds of every page, whatever it shows: words whole, controls named and in reach.

Each check answers with what is wrong, one line for each widget, so that a test may say
``assert clipped(page) == []``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_TARGET = 24
LEAST_BUTTON = 44
"""Logical pixels a side, for what is pressed with a pointer."""


def parts(page: QWidget) -> Iterator[QWidget]:
    """All that is on the page now, but for Qt's own insides."""
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page) and not each.objectName().startswith("qt_"):
            yield each


def controls(page: QWidget) -> Iterator[QWidget]:
    """What is pressed, typed into or chosen from."""
    for each in parts(page):
        if isinstance(each, QAbstractButton | QLineEdit | QComboBox):
            yield each


def called(widget: QWidget) -> str:
    """A widget by its kind and its words, for whoever reads the failure."""
    text = getattr(widget, "text", str)() or widget.accessibleName()
    return f"{type(widget).__name__} “{text}” {widget.width()}×{widget.height()}"


def clipped(page: QWidget) -> list[str]:
    """Whatever is wider or taller than its place, unless it elides and its tooltip tells."""
    wrong = [f"{called(each)}: {why}" for each in parts(page) if (why := _cut(each))]
    return wrong + [f"{called(each)}: sticks out" for each in parts(page) if _sticks_out(each)]


def _cut(widget: QWidget) -> str:
    match widget:
        case QScrollBar():
            return ""
        case QScrollArea():
            bar = widget.horizontalScrollBar()
            return "scrolls sideways" if bar.maximum() > bar.minimum() else ""
        case AmountLabel():
            return "" if widget.height() >= widget.sizeHint().height() else "too low"
        case QLabel() if widget.wordWrap():
            return _wrapped(widget)
        case QLabel():
            return _one_line(widget, widget.text(), widget.width())
        case QLineEdit():
            room = widget.width() - _frame(widget)
            return _one_line(widget, widget.text() or widget.placeholderText(), room)
        case QComboBox():
            # Half of what its own hint leaves beside the words is the arrow.
            beside = widget.sizeHint().width() - _widest(widget)
            text = widget.currentText() or widget.placeholderText()
            return _one_line(widget, text, widget.width() - beside)
        case QuietButton() if widget.height() < widget.heightForWidth(widget.width()):
            return "words too tall"
    least = widget.minimumSizeHint()
    if widget.width() < least.width():
        return f"needs {least.width()} px of width"
    if widget.height() < least.height():
        return f"needs {least.height()} px of height"
    return ""


def _wrapped(label: QLabel) -> str:
    measure = label.fontMetrics().horizontalAdvance
    longest = max((measure(word) for word in label.text().split()), default=0)
    if longest > label.width():
        return "a word is cut"
    needed = label.heightForWidth(label.width())
    return f"needs {needed} px of height" if label.height() < needed else ""


def _one_line(widget: QWidget, text: str, room: int) -> str:
    if widget.height() < widget.fontMetrics().height():
        return "too low"
    if widget.fontMetrics().horizontalAdvance(text) <= room:
        return ""
    widget.grab()  # what elides says so when it is painted, and may not be in sight yet
    if text in widget.toolTip():
        return ""
    return f"“{text}” does not fit, and no tooltip has it"


def _frame(field: QLineEdit) -> int:
    """What a field has at both sides of its text: the style sheet's border and padding."""
    bare = field.property("look") == "bare"
    margins = field.textMargins()
    return margins.left() + margins.right() + (0 if bare else 18)


def _widest(choice: QComboBox) -> int:
    texts = [choice.placeholderText(), *(choice.itemText(n) for n in range(choice.count()))]
    return max(map(choice.fontMetrics().horizontalAdvance, texts))


def _sticks_out(widget: QWidget) -> bool:
    """Whether a part lies outside its parent; what is scrolled may, upwards and downwards."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return False
    box, room = widget.geometry(), parent.rect()
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        box = QRect(box.left(), 0, box.width(), 1)
    return not room.contains(box) and not box.isEmpty()


def nameless(page: QWidget) -> list[str]:
    return [called(each) for each in controls(page) if not each.accessibleName()]


def out_of_reach(page: QWidget) -> list[str]:
    """Controls that Tab never comes to, though they may have the keyboard."""
    window = page.window()
    wanted = [
        each
        for each in controls(page)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    reached, begun = set(), window.focusWidget()
    for _ in range(3 * len(wanted) + 20):
        reached.add(window.focusWidget())
        window.focusNextChild()
    if begun is not None:
        begun.setFocus()
    return [called(each) for each in wanted if each not in reached and not _beside(each)]


def _beside(widget: QWidget) -> bool:
    """One of an exclusive group: the arrow keys lead to it, Tab to the chosen one."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return bool(group and group.exclusive() and group.checkedButton())


def too_small(page: QWidget) -> list[str]:
    """Targets that a finger or a shaking hand would miss."""
    return [
        called(each)
        for each in controls(page)
        if min(each.width(), each.height()) < _least(each)
    ]


def _least(control: QWidget) -> int:
    main = isinstance(control, QuietButton) and control.height_at_least >= LEAST_BUTTON
    return LEAST_BUTTON if main else LEAST_TARGET


def wrong_with(page: QWidget) -> list[str]:
    """Everything above at once."""
    return [
        *(f"clipped: {each}" for each in clipped(page)),
        *(f"without a name: {each}" for each in nameless(page)),
        *(f"too small: {each}" for each in too_small(page)),
        *(f"out of reach: {each}" for each in out_of_reach(page)),
    ]


def in_sight(page: QWidget, part: QWidget, *, whole: bool = False) -> bool:
    """Whether some of it, or the ``whole``, can be seen without scrolling."""
    box = QRect(part.mapTo(page, QPoint()), part.size())
    return page.rect().contains(box) if whole else page.rect().intersects(box)
