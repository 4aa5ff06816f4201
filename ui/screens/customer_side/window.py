"""The window on the customer's side of the desk: large, calm, and in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.services.customer_side import GOODBYE
from ui import theme
from ui.customer import ForCustomer
from ui.screens.customer_side.faces import GoodbyeCard
from ui.screens.customer_side.lines import LinesCard
from ui.screens.customer_side.money import MoneyCard
from ui.screens.customer_side.signing_card import SigningCard
from ui.screens.customer_side.state import CustomerSees, Scene
from ui.screens.customer_side.welcome import WelcomePage
from ui.widgets.columns import Columns
from ui.widgets.scrolling import Scrolling

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from models.services.customer_side import ShopSign
    from receipts.language import Language
    from ui.screens.customer_side.presenter import CustomerPresenter

_A_LITTLE_LATER: Final = 500
"""Milliseconds after the minute, so that it is over for the records, too."""


class CustomerWindow(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to. ``speaks`` gives the language
    of a code.

    Where the keyboard is it stays, unless somebody goes there by hand; Esc closes it.

    Signals:
        closed: by whoever stands before it; not where the program closes it with ``leave``.
    """

    closed = Signal()

    def __init__(self, speaks: Callable[[str], Language]) -> None:
        super().__init__()
        self._speaks = speaks
        self._presenter: CustomerPresenter | None = None
        self._state = CustomerSees(scene=Scene.IDLE, language="en")
        self._leaving = False
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.welcome = WelcomePage()
        self.lines, self.money = LinesCard(), MoneyCard()
        self.signing, self.goodbye = SigningCard(), GoodbyeCard()
        self._visit = self._lay_out_visit()
        self._over = QTimer(self, singleShot=True)
        self._over.setInterval(int(GOODBYE.total_seconds() * 1000) + _A_LITTLE_LATER)
        inside = QWidget()
        column = QVBoxLayout(inside)
        pad = theme.SPACE_6
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(self.welcome, 1)
        column.addWidget(self._visit, 1)
        self._visit.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolling(inside))

    def bind(self, presenter: CustomerPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.signing.done.connect(presenter.sign)
        for goodbye in (self.goodbye, self.welcome.goodbye):
            goodbye.chosen.connect(presenter.rate)
        self._over.timeout.connect(presenter.look_again)

    def leave(self) -> None:
        """The program closes it; it comes back at the next start."""
        self._leaving = True
        self._over.stop()
        self.close()

    def show_sign(self, sign: ShopSign) -> None:
        self.welcome.show_sign(sign)

    def sign_again(self) -> None:
        """What was drawn was not a signature."""
        self.signing.begin()

    @property
    def state(self) -> CustomerSees:
        return self._state

    def show_state(self, state: CustomerSees) -> None:
        before, self._state = self._state, state
        language = self._speaks(state.language)
        self.setWindowTitle(language.say("For customers"))
        entered = state.scene is not before.scene
        visit = state.scene in (Scene.LINES, Scene.SIGN, Scene.PAID)
        self.welcome.show_state(language, state)
        # Of somebody who has gone nothing stays, in what is only hidden either.
        told = state.told if visit else ForCustomer()
        self.lines.show_lines(language, told.lines)
        self.money.show_money(language, told)
        self.signing.say(language)
        if entered and Scene.SIGN in (before.scene, state.scene):
            self.signing.begin()
        self.signing.setVisible(state.scene is Scene.SIGN)
        self.goodbye.setVisible(state.scene is Scene.PAID)
        self.goodbye.say(language, asks=state.asks_smile)
        self.welcome.setVisible(state.scene in (Scene.IDLE, Scene.WELCOME, Scene.GOODBYE))
        self._visit.setVisible(visit)
        if entered and state.scene is Scene.GOODBYE:
            self._over.start()
        elif entered:
            self._over.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._leaving:
            self.closed.emit()

    def _lay_out_visit(self) -> QWidget:
        columns = Columns(pad=0, gap=theme.SPACE_6, least=340)
        columns.add(self.lines, 110)
        right = QWidget()
        under = QVBoxLayout(right)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(theme.SPACE_4)
        under.addWidget(self.money)
        under.addWidget(self.goodbye, 1)
        under.addWidget(self.signing, 1)
        under.addStretch(0)
        columns.add(right, 100)
        return columns
