"""The shop's name and its logo, a greeting, and the number of whoever is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.screens.customer_side.faces import GoodbyeCard
from ui.screens.customer_side.state import CustomerSees, Scene
from ui.theme import Role, Type
from ui.widgets.strokes import rounded
from ui.widgets.text import Text

if TYPE_CHECKING:
    from models.services.customer_side import ShopSign
    from receipts.language import Language

_LOGO: Final = QSize(360, 140)


class WelcomePage(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = Logo()
        self._name = _middle(Type.DISPLAY)
        self._greeting = _middle(Type.LEAD)
        self._number = _middle(Type.LEAD, Role.MUTED)
        self._ticket = _middle(Type.DISPLAY, Role.ACCENT)
        self.goodbye = GoodbyeCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_4)
        column.addStretch(1)
        column.addWidget(self._logo, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._name, self._greeting, self._number, self._ticket):
            column.addWidget(part)
        column.addWidget(self.goodbye)
        column.addStretch(1)

    def show_sign(self, sign: ShopSign) -> None:
        self._name.setText(sign.name)
        self._logo.show_logo(sign.logo, sign.name)

    def show_state(self, language: Language, state: CustomerSees) -> None:
        greeted = state.scene in (Scene.IDLE, Scene.WELCOME)
        self._greeting.setVisible(greeted)
        self._greeting.setText(
            language.say("Welcome. We are with you in a moment.")
            if state.scene is Scene.WELCOME
            else language.say("Welcome")
        )
        ticket = state.ticket if state.scene is Scene.WELCOME else ""
        for part in (self._number, self._ticket):
            part.setVisible(bool(ticket))
        self._number.setText(language.say("Your number"))
        self._ticket.setText(ticket)
        self.goodbye.setVisible(state.scene is Scene.GOODBYE)
        self.goodbye.say(language, asks=state.asks_smile)


class Logo(QWidget):
    """A logo is made for white paper, and gets a piece of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_logo(self, png: bytes, name: str) -> None:
        """``b""`` for none."""
        self._image = QImage.fromData(png) if png else QImage()
        self.setAccessibleName(name)
        self.setVisible(not self._image.isNull())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._image.isNull():
            return QSize(0, 0)
        shown = self._image.size().scaled(_LOGO, Qt.AspectRatioMode.KeepAspectRatio)
        return shown + QSize(2 * theme.SPACE_4, 2 * theme.SPACE_4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rounded(painter, self.rect(), theme.paper())
        pad = theme.SPACE_4
        painter.drawImage(self.rect().adjusted(pad, pad, -pad, -pad), self._image)


def _middle(kind: Type, role: Role = Role.TEXT) -> Text:
    text = Text("", kind, role)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return text
