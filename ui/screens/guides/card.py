"""What to say to the customer, beside whatever form is filled in meanwhile. It never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme, words
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.pressed_row import PressedRow
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.strokes import focus_ring, rounded
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values.guides import GuideSeen

_MARK = 22
"""The circle before a step, in pixels at the usual size of type."""


class GuideCard(Card):
    """The steps of a talk: the one that comes next stands out, what was said is ticked.

    Ticks are of this card alone, nobody else is told. ``key`` hides the steps and shows them
    again; ``""`` for a card that only shows how a guide will look. Tab and the arrows go
    from step to step. In a window lower than ``window``, in pixels at the
    usual size of type, the steps are hidden until somebody asks for them.
    """

    def __init__(
        self, key: str = "Alt+G", parent: QWidget | None = None, *, window: int = 0
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("Guide"))
        self._told: tuple[tuple[str, str], ...] = ()
        self._window = window
        self._chosen = False
        """Whether somebody hid or showed them: so it stays."""
        self.steps: list[StepRow] = []
        self.fold = SmallButton(say("Hide"), key)
        self.fold.setAccessibleName(say("Hide the guide"))
        if not key:
            self.fold.hide()
        self.fold.clicked.connect(self._choose)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addStretch(1)
        self._scrolling = ScrollingList(self._inside, 160)
        head = QHBoxLayout()
        head.addWidget(Text(say("Guide") if key else say("As it is read"), Type.TITLE), 1)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        self.body.addWidget(self._scrolling, 1)

    @property
    def folded(self) -> bool:
        return self._scrolling.isHidden()

    @property
    def next(self) -> int:
        """The place of the step that comes next; how many there are where all are ticked."""
        ticks = [step.isChecked() for step in self.steps]
        return ticks.index(False) if False in ticks else len(ticks)

    def show_guide(self, guide: GuideSeen) -> None:
        """In its own language; ticks stay where nothing in it changed."""
        self.show_steps(words.guide_steps(guide))

    def show_steps(self, told: Sequence[tuple[str, str]]) -> None:
        """Each with its name and what to say."""
        if tuple(told) == self._told:
            return
        self._told = tuple(told)
        while len(self.steps) > len(told):
            gone = self.steps.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.steps) < len(told):
            step = StepRow(self._inside)
            step.clicked.connect(self._mark)
            self._column.insertWidget(len(self.steps), step)
            before = self.steps[-1] if self.steps else self.fold
            if before.window() is step.window():
                QWidget.setTabOrder(before, step)
            self.steps.append(step)
        for at, (step, (name, text)) in enumerate(zip(self.steps, told, strict=True)):
            step.setChecked(False)
            step.show_step(at + 1, name, text)
        self._mark()

    def _mark(self) -> None:
        here = self.next
        had_keys = any(step.hasFocus() for step in self.steps)
        for at, step in enumerate(self.steps):
            step.show_as_next(at == here)
        if had_keys and here < len(self.steps):
            self.steps[here].setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def moveEvent(self, event: QMoveEvent) -> None:
        """What is folded keeps its size in a window that grows, not its place."""
        super().moveEvent(event)
        self._fit()

    def _fit(self) -> None:
        folds = self.window().height() < theme.px(self._window)
        if folds is not self.folded and not self._chosen:
            self._fold(folds)

    def _choose(self) -> None:
        self._chosen = True
        self._fold(not self.folded)

    def _fold(self, folds: bool) -> None:
        self._scrolling.setVisible(not folds)
        self.fold.say(say("Show") if folds else say("Hide"))
        self.fold.setAccessibleName(say("Show the guide") if folds else say("Hide the guide"))
        policy = QSizePolicy.Policy.Maximum if folds else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)


class StepRow(PressedRow):
    """A step's number, or a tick where it was said; its name, and under it the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._next = False
        self.setCheckable(True)
        self._name = Text("", Type.SMALL, strong=True)
        self._words = Text()
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(2)
        for at, part in enumerate((self._name, self._words)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._grid.addWidget(part, at, 0)
        theme.look.changed.connect(self._fit)
        self._fit()

    def show_step(self, number: int, name: str, text: str) -> None:
        self._number = number
        self._name.setText(name)
        self._words.setText(text)
        self.setAccessibleName(f"{name}: {text}")
        self.updateGeometry()

    def show_as_next(self, is_next: bool) -> None:
        self._next = is_next
        ink = Role.MUTED if self.isChecked() else Role.TEXT
        theme.dress(self._name, Type.SMALL, ink, strong=True)
        theme.dress(self._words, Type.NORMAL, ink)
        self.setAccessibleDescription(
            say("said") if self.isChecked() else say("comes next") if is_next else ""
        )
        self.update()

    def sizeHint(self) -> QSize:
        return self._grid.totalSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._grid.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._next:
            rounded(
                painter, self.rect(), theme.color(Role.ACCENT_SOFT), radius=theme.RADIUS_SMALL
            )
        elif self.underMouse():
            rounded(painter, self.rect(), theme.color(Role.GROUND), radius=theme.RADIUS_SMALL)
        side = theme.px(_MARK)
        box = QRect(theme.SPACE_2, theme.SPACE_2, side, side)
        if self.isChecked():
            icons.paint(painter, box, "accept", Role.ACCEPT)
        else:
            fill = theme.color(Role.ACCENT if self._next else Role.SURFACE)
            edge = theme.color(Role.ACCENT if self._next else Role.LINE_STRONG)
            rounded(painter, box, fill, edge, radius=side // 2)
            painter.setFont(theme.font(Type.SMALL, strong=True, tabular=True))
            painter.setPen(theme.color(Role.ON_ACCENT if self._next else Role.MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _fit(self) -> None:
        left = 2 * theme.SPACE_2 + theme.px(_MARK) + theme.SPACE_1
        self._grid.setContentsMargins(left, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        self.updateGeometry()
