"""Words whole, parts beside each other, controls large enough and called by a name.

Each check answers with what is wrong, one line for each widget, so that a test may say
``assert clipped(page) == []``. What is measured of the picture is in ``painted``, what is
done with the keyboard in ``reached``.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QTableView,
    QWidget,
)

from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.drop import Drop
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_TARGET = 24
LEAST_BUTTON = 44
"""Logical pixels a side, for what is pressed with a pointer."""
FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, Check)
"""What a person answers in, so that one name for two of them would be one question asked
twice."""


def parts(page: QWidget) -> Iterator[QWidget]:
    """All that is on the page now, but for Qt's own insides."""
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page) and not each.objectName().startswith("qt_"):
            yield each


def controls(page: QWidget) -> Iterator[QWidget]:
    """What is pressed, typed into or chosen from."""
    for each in parts(page):
        match each:
            case QHeaderView():
                continue
            case QAbstractButton() | QAbstractItemView() | QLineEdit() | QComboBox():
                yield each
            case QPlainTextEdit():
                yield each
            case _:
                continue


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
        case QScrollBar() | QProgressBar():
            return ""  # of a bar of progress no words are shown
        case QTableView():
            return ""  # many columns of figures go sideways, beside the names of their rows
        case QScrollArea() | QAbstractItemView():
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
    lines, metrics = text.split("\n"), widget.fontMetrics()
    if widget.height() < metrics.height() * len(lines):
        return "too low"
    if max(map(metrics.horizontalAdvance, lines)) <= room:
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
    if parent is None or widget.isWindow() or widget.rect().isEmpty():
        return False
    box, room = widget.geometry(), parent.rect()
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        box = QRect(box.left(), 0, box.width(), 1)
    return not room.contains(box)


def overlapping(page: QWidget) -> list[str]:
    """Parts of one whole that lie on each other; a toast lies over what is there."""
    beside: dict[QWidget | None, list[QWidget]] = {}
    for each in parts(page):
        if not (each.isWindow() or isinstance(each, Toast | Drop)):
            beside.setdefault(each.parentWidget(), []).append(each)
    return [
        f"{called(one)} lies on {called(other)}"
        for siblings in beside.values()
        for one, other in combinations(siblings, 2)
        if not one.geometry().intersected(other.geometry()).isEmpty()
    ]


def nameless(page: QWidget) -> list[str]:
    return [called(each) for each in controls(page) if not each.accessibleName().strip()]


def alike(page: QWidget) -> list[str]:
    """Fields of one form that are called the same."""
    known: dict[tuple[QWidget | None, str], QWidget] = {}
    wrong = []
    for each in controls(page):
        if isinstance(each, FIELDS):
            first = known.setdefault((_form(each), each.accessibleName()), each)
            if first is not each:
                wrong.append(f"{called(each)} and {called(first)}: {each.accessibleName()}")
    return wrong


def _form(field: QWidget) -> QWidget | None:
    """The card a field is in; none where it stands on the page itself."""
    above: QWidget | None = field
    while above is not None and not isinstance(above, Card):
        above = above.parentWidget()
    return above


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


def fits(page: QWidget) -> list[str]:
    """All that depends on the size of the window and of the type."""
    return [
        *(f"clipped: {each}" for each in clipped(page)),
        *(f"overlap: {each}" for each in overlapping(page)),
        *(f"too small: {each}" for each in too_small(page)),
    ]


def names(page: QWidget) -> list[str]:
    """What a screen reader would stumble over."""
    return [
        *(f"without a name: {each}" for each in nameless(page)),
        *(f"called the same: {each}" for each in alike(page)),
    ]


def shown(part: QWidget) -> QRect:
    """What of it, in its own coordinates, nothing around it cuts off."""
    seen, above, at = part.rect(), part.parentWidget(), part
    origin = QPoint()
    while above is not None and not at.isWindow():
        origin += at.pos()
        seen &= above.rect().translated(-origin)
        at, above = above, above.parentWidget()
    return seen


def in_sight(page: QWidget, part: QWidget, *, whole: bool = False) -> bool:
    """Whether some of it, or the ``whole``, can be seen without scrolling."""
    box = QRect(part.mapTo(page, QPoint()), part.size())
    return page.rect().contains(box) if whole else page.rect().intersects(box)
