"""A few lines to type one under another, with what they are for and what is wrong with them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Type
from ui.widgets.text import Text

ROWS = 4
"""How many lines are in sight; more scroll."""


class LinesField(QWidget):
    """A label over the lines, and under them a hint that gives way to a problem. Tab goes on
    to the next field. ``rows`` are in sight.

    Signals:
        typed: all that stands there now (never what was only shown).
    """

    typed = Signal(str)

    def __init__(
        self, label: str, hint: str = "", parent: QWidget | None = None, *, rows: int = ROWS
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self.problem = ""
        self.editor = _Editor(self, rows)
        self._label = Text(label, Type.SMALL, strong=True)
        self._label.setBuddy(self.editor)
        self._note = Text(hint, Type.SMALL, Role.MUTED)
        self.editor.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        for part in (self._label, self.editor, self._note):
            column.addWidget(part)
        self.editor.textChanged.connect(lambda: self.typed.emit(self.text))
        self.complain("")

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    def show_text(self, text: str) -> None:
        """Show what is so, without a word to anybody."""
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.blockSignals(False)

    def say(self, label: str) -> None:
        """Another label."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def show_rows(self, rows: int) -> None:
        """So many lines in sight from now on."""
        self.editor.show_rows(rows)

    def complain(self, problem: str) -> None:
        """Say what is wrong; ``""`` where nothing is."""
        self.problem = problem
        theme.dress(self._note, Type.SMALL, Role.REFUSE if problem else Role.MUTED)
        self._note.setText(problem or self._hint)
        self._note.setVisible(bool(problem or self._hint))
        self.editor.setAccessibleDescription(problem or self._hint)


class _Editor(QPlainTextEdit):
    def __init__(self, parent: QWidget, rows: int) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: int) -> None:
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        beside = 2 * (int(self.document().documentMargin()) + self.frameWidth() + 1)
        return QSize(theme.px(240), self._rows * self.fontMetrics().lineSpacing() + beside)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())
