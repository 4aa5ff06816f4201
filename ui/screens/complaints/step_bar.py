"""The four steps on top of the page: where one is, and what is on record already."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.values.complaints import Step
from receipts.complaint_sentences import COMPLAINT_STEPS
from ui import icons, theme
from ui.screens.complaints.state import STEPS
from ui.theme import Role, Type
from ui.widgets.columns import Columns
from ui.widgets.pressed_row import PressedRow
from ui.widgets.strokes import focus_ring, key_cap, key_size, rounded
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from ui.screens.complaints.state import ComplaintsState

KEYS: Final = {Step.CALM: "F3", Step.ISSUE: "F4", Step.REMEDY: "F5", Step.PROMISE: "F6"}


class StepBar(Columns):
    """Signals:
    asked: the code of a step.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, pad=0, gap=theme.SPACE_2)
        self.steps = {
            step: _StepButton(at, say(COMPLAINT_STEPS[step]), KEYS[step])
            for at, step in enumerate(STEPS, 1)
        }
        for step, button in self.steps.items():
            self.add(button)
            button.clicked.connect(partial(self._ask, step))

    def show_state(self, state: ComplaintsState) -> None:
        for step, button in self.steps.items():
            button.show_as(here=step is state.step, done=state.reached(step))

    def _ask(self, step: Step, _checked: bool = False) -> None:
        self.asked.emit(step.value)


class _StepButton(PressedRow):
    """Its number, or a tick where it is done; its name, and its key."""

    def __init__(self, number: int, name: str, key: str) -> None:
        super().__init__()
        self._number, self._name, self._key = number, name, key
        self._done = False
        self.setCheckable(True)
        self.setText(name.replace("&", "&&"))
        self.setShortcut(QKeySequence(key))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.dress(self, Type.NORMAL, strong=True)
        self.show_as(here=False, done=False)

    def show_as(self, *, here: bool, done: bool) -> None:
        self._done = done
        self.setChecked(here)
        named = say("Step {number}: {name}", number=self._number, name=self._name)
        self.setAccessibleName(named)
        self.setAccessibleDescription(say("Done") if done else "")
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self._name) + self._beside()
        return QSize(wide, theme.TARGET)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), max(theme.TARGET, theme.px(40)))

    def _beside(self) -> int:
        return theme.px(22) + 4 * theme.SPACE_2 + key_size(self._key).width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        here = self.isChecked()
        ground = Role.ACCENT_SOFT if here else Role.SURFACE
        edge = Role.ACCENT if here else Role.LINE
        rounded(painter, self.rect(), theme.color(ground), theme.color(edge))
        side = theme.px(22)
        spot = QRect(theme.SPACE_2, (self.height() - side) // 2, side, side)
        painter.setFont(self.font())
        if self._done:
            icons.paint(painter, spot, "accept", Role.ACCEPT)
        else:
            painter.setPen(theme.color(Role.ACCENT if here else Role.MUTED))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setPen(theme.color(Role.TEXT))
        room = self.rect().adjusted(side + 2 * theme.SPACE_2, 0, -theme.SPACE_2, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, left, self._name)
        ink = theme.color(Role.MUTED)
        cap = key_size(self._key).width()
        place = QRect(self.width() - cap - theme.SPACE_2, 0, cap, self.height())
        key_cap(painter, place, self._key, ink, ink)
        if self.hasFocus():
            focus_ring(painter, self.rect())
