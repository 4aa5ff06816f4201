"""What has to be said where it happened: a refusal, a warning, good news. Never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import Role, Tone
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import QuietButton
from ui.widgets.text import Text


class Notice(Barred):
    """An icon, a sentence and one way on, if there is one. Hidden until something is said.

    Signals:
        action_asked: the button beside the sentence was pressed.
    """

    action_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.QUIET, parent)
        self._icon = _Mark(self)
        self._text = Text()
        self._action = _NoticeButton("", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(BAR + theme.SPACE_3, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._action.clicked.connect(self.action_asked)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._text.text()

    def tell(self, tone: Tone, sentence: str, action: str = "", key: str = "") -> None:
        """Say it, on the screen and to a screen reader; several lines may be one notice.

        ``action`` is the way on, if there is one, and ``key`` what leads there.
        """
        self.set_tone(tone)
        self._icon.show_tone(tone)
        self._text.setText(sentence)
        self._action.lead(action, key)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def clear(self) -> None:
        self._text.setText("")
        self.hide()


class _NoticeButton(QuietButton):
    """Lower than the main ones, so that a notice stays one line high."""

    height_at_least = theme.TARGET_SMALL

    def __init__(self, text: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, parent)
        theme.dress(self, theme.Type.NORMAL, strong=True)

    def lead(self, text: str, key: str) -> None:
        self.set_key(key)
        self.say(text)


class _Mark(QWidget):
    """The icon of a tone; a colour never stands alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = Tone.QUIET
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        ink: Role = self._tone.ink
        icons.paint(QPainter(self), self.rect(), self._tone.value, ink)
