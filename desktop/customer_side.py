"""The window on the customer's side of the desk, beside whoever is signed on, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from models.values import Refused
from receipts.language import LANGUAGES, Language
from ui.screens.customer_side.presenter import CustomerPresenter
from ui.screens.customer_side.window import CustomerWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from desktop.settings import Kept
    from models.db import Shop
    from models.values import Message, Topic
    from ui.customer import Signing
    from ui.screens.returns.screen import CounterScreen
    from ui.work import QtWork

WIDE, HIGH = 1024, 600
"""Pixels of the window where there is one screen only."""


class CustomerSide(QObject):
    """Opens and closes it, and remembers which. ``tell`` says to the clerk what could not be
    done; ``desk`` is the window on their side.

    Signals:
        shown: whether it is open from now on.
    """

    shown = Signal(bool)

    def __init__(
        self,
        shop: Shop,
        work: QtWork,
        settings: Kept,
        desk: QWidget,
        tell: Callable[[Message], None],
    ) -> None:
        super().__init__()
        self._shop = shop
        self._work = work
        self._settings = settings
        self._desk = desk
        self._tell = tell
        self._counter: CounterScreen | None = None
        self._presenter: CustomerPresenter | None = None
        self.window: CustomerWindow | None = None
        """Nothing while it is closed."""

    def toggle(self) -> None:
        """Open it or close it, for the next start as well."""
        if self.window is None:
            self._open()
        else:
            self.window.close()

    def open_again(self) -> None:
        """As it was when the program was closed."""
        if self._settings.now.customer_side:
            self._open()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """What any counter of the shop changed."""
        if self._presenter is not None:
            self._presenter.refresh(topics)

    def attend(self, counter: CounterScreen) -> None:
        """Somebody is at the counter; it is followed from now on."""
        if counter is not self._counter:
            self._counter = counter
            counter.said_to_customer.connect(self._follow)
            counter.signature_skipped.connect(self._skip)
        if self._presenter is not None:
            self._presenter.attend(counter.for_customer)

    def leave(self, *, comes_back: bool = False) -> None:
        """Nobody is at the counter: nothing of the last customer stays."""
        if self._presenter is not None:
            self._presenter.leave()
        if not comes_back:
            self._counter = None

    def stop(self) -> None:
        """The program ends."""
        if self.window is not None:
            window = self.window
            self._forget()
            window.leave()
            window.deleteLater()

    def _open(self) -> None:
        self.window = window = CustomerWindow(self._speaks)
        self._presenter = presenter = CustomerPresenter(
            self._work,
            show=window.show_state,
            show_sign=window.show_sign,
            show_signing=self._show_signing,
            again=window.sign_again,
            tell=self._tell,
        )
        window.bind(presenter)
        window.closed.connect(self._closed)
        self._place(window)
        # A catalogue takes too long to read for whoever works at the counter meanwhile.
        self._work.compute(self._read_words, lambda _: self._begin(presenter), self._failed)
        self._remember(True)

    def _begin(self, presenter: CustomerPresenter) -> None:
        if presenter is not self._presenter:
            return  # closed meanwhile
        presenter.start()
        if self._counter is not None and self._shop.person is not None:
            presenter.attend(self._counter.for_customer)

    def _read_words(self) -> None:
        for code in LANGUAGES:
            self._speaks(code).say("Welcome")

    def _speaks(self, code: str) -> Language:
        return Language.of(code, self._shop.facts.currency)

    def _place(self, window: CustomerWindow) -> None:
        """All of another screen, where a customer's hand takes no keys from the counter; or a
        window that can be moved."""
        other = another_screen(self._desk)
        if other is None:
            window.resize(WIDE, HIGH)
            window.show()
        else:
            window.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
            window.setGeometry(other.geometry())
            window.showFullScreen()
        self._desk.activateWindow()

    def _follow(self, told: object) -> None:
        if self._presenter is not None and self._counter is not None:
            self._presenter.follow(self._counter.for_customer)

    def _skip(self) -> None:
        if self._presenter is not None:
            self._presenter.skip_signature()

    def _show_signing(self, signing: Signing) -> None:
        if self._counter is not None:
            self._counter.show_signing(signing)

    def _closed(self) -> None:
        if self._presenter is not None:
            self._presenter.leave()  # nobody is asked to sign any more
        if self.window is not None:
            self.window.deleteLater()
        self._forget()
        self._remember(False)

    def _forget(self) -> None:
        self.window = self._presenter = None

    def _remember(self, shown: bool) -> None:
        self._settings.change(customer_side=shown)
        self.shown.emit(shown)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused):
            self._tell(problem.messages[0])


def another_screen(desk: QWidget) -> QScreen | None:
    """The last that the counter does not stand on: an earlier one may be on the wall."""
    here = desk.screen()
    others = [each for each in QGuiApplication.screens() if each is not here]
    return others[-1] if others else None
