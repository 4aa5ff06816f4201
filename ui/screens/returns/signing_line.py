"""How far the customer is with signing the slip, and a way to go on without."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.customer import Signing
from ui.theme import Role, Type
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text
from ui.words import say

SKIP_KEY = "Alt+G"


class SigningLine(QWidget):
    """Nothing where nobody is asked; it never keeps anybody from going on.

    Signals:
        skip_asked: the customer does not sign.
    """

    skip_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = Text("", Type.SMALL, Role.MUTED)
        self.skip = LinkButton(say("Customer does not sign"))
        named = QKeySequence(SKIP_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.skip.setToolTip(named)
        self.skip.setAccessibleDescription(named)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._says, 1)
        row.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignTop)
        shortcut = QShortcut(QKeySequence(SKIP_KEY), self)
        shortcut.activated.connect(self._skip)
        self.skip.clicked.connect(self.skip_asked)
        self.show_signing(Signing.NOT_ASKED)

    def show_signing(self, signing: Signing) -> None:
        said = {
            Signing.ASKED: say("The customer is asked to sign, on their side."),
            Signing.SIGNED: say("The customer has signed."),
            Signing.SKIPPED: say("The customer does not sign."),
        }
        self._says.setText(said.get(signing, ""))
        self.skip.setVisible(signing is Signing.ASKED)
        self.setVisible(signing in said)

    def _skip(self) -> None:
        if self.skip.isVisible():
            self.skip_asked.emit()
