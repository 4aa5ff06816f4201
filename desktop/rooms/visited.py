"""A screen with pages over it that one goes to from there, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Visited(QStackedWidget):
    """The screen, and over it whatever page was asked for last."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__()
        self._home = screen
        self.addWidget(screen)
        self.currentChanged.connect(self._fit)

    @property
    def at_home(self) -> bool:
        """Whether nothing lies over the screen."""
        return self.currentWidget() is self._home

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the screen; what was visited is over."""
        page = self.currentWidget()
        if page is not None and not self.at_home:
            self.setCurrentWidget(self._home)
            self.removeWidget(page)
            page.deleteLater()

    def _fit(self) -> None:
        """A stack is as large as its largest page, which would scroll for nothing."""
        for at in range(self.count()):
            page = self.widget(at)
            in_front = page is self.currentWidget()
            policy = QSizePolicy.Policy.Preferred if in_front else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
