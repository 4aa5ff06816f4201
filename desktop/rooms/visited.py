"""A screen with pages over it that one goes to from there, and comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid


class Visited(QWidget):
    """The screen, or in its place whatever page was asked for last.

    No stack: that is as tall as its tallest page, and would scroll for nothing.
    """

    def __init__(self, screen: QWidget) -> None:
        super().__init__()
        self._home = screen
        self._page: QWidget | None = None
        self._keys: QWidget | None = None
        """What had the keyboard when one left."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(screen)

    @property
    def at_home(self) -> bool:
        """Whether the screen itself is in front."""
        return self._page is None

    def visit(self, page: QWidget) -> None:
        keys = QApplication.focusWidget()
        self.come_back()
        self._keys = keys if keys is not None and self._home.isAncestorOf(keys) else None
        self._page = page
        self._column.addWidget(page)
        page.show()
        if not page.isAncestorOf(QApplication.focusWidget() or self):
            page.setFocus()  # before the screen is hidden, or the keyboard goes anywhere
        self._home.hide()

    def come_back(self) -> None:
        """To the screen; what was visited is over."""
        page, self._page = self._page, None
        if page is None:
            return
        self._home.show()
        keys, self._keys = self._keys, None
        had_keys = page.isAncestorOf(QApplication.focusWidget() or self)
        if had_keys and keys is not None and isValid(keys):
            keys.setFocus()
        page.hide()
        self._column.removeWidget(page)
        page.deleteLater()
