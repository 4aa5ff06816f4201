"""Questions about products, bills and the policy; over them, taking one down for later."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from desktop.rooms.here import keep_fresh
from ui.screens.inquiries.presenter import InquiriesPresenter
from ui.screens.inquiries.screen import InquiriesScreen

if TYPE_CHECKING:
    from datetime import date
    from types import ModuleType

    from PySide6.QtWidgets import QWidget

    from desktop.rooms.here import Here


class InquiriesRoom(QStackedWidget):
    """Answers, and over them whatever page was asked for last."""

    def __init__(self, screen: InquiriesScreen) -> None:
        super().__init__()
        self.inquiries = screen
        self.addWidget(screen)

    def enter(self, text: str) -> None:
        """As if it were typed here."""
        self.come_back()
        self.inquiries.enter(text)

    def explain(self, sale_id: int) -> None:
        """The bill of a sale, line by line."""
        self.come_back()
        self.inquiries.explain(sale_id)

    def open_product(self, product_id: int) -> None:
        self.come_back()
        self.inquiries.open_product(product_id)

    def scan(self, text: str) -> bool:
        return self.currentWidget() is self.inquiries and self.inquiries.scan(text)

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the answers; what was visited is over."""
        page = self.currentWidget()
        if page is not None and page is not self.inquiries:
            self.setCurrentWidget(self.inquiries)
            self.removeWidget(page)
            page.deleteLater()


def make(here: Here) -> InquiriesRoom:
    """Kept fresh by what is sold, comes back, and by the case in hand."""

    def today() -> date:
        return here.shop.clock().astimezone(here.shop.facts.zone).date()

    def ask(case_id: int) -> None:
        """Imported on the worker, as the window would be held by it."""

        def show(questions: ModuleType) -> None:
            if isValid(room):
                room.visit(questions.make_question(here, case_id, room.come_back))

        here.work.compute(
            lambda: import_module("desktop.rooms.questions"), show, presenter.failed
        )

    screen = InquiriesScreen(today)
    room = InquiriesRoom(screen)
    presenter = InquiriesPresenter(
        here.work, here.files, screen.show_state, elsewhere=here.look_up, ask=ask
    )
    screen.bind(presenter)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room
