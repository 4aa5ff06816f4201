"""Open cases with the story of one, and the pages that one goes to from there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from desktop.rooms.here import keep_fresh
from ui.screens.cases.presenter import Around, CasesPresenter
from ui.screens.cases.screen import CasesScreen

if TYPE_CHECKING:
    from types import ModuleType

    from PySide6.QtWidgets import QWidget

    from desktop.rooms.here import Here

COMPLAINTS: Final = "desktop.rooms.complaints"
QUESTIONS: Final = "desktop.rooms.questions"
"""They offer ``make_complaint`` and ``make_question``: of the case with that number, and what
is to be called when one is through."""


class CasesRoom(QStackedWidget):
    """Cases, and over them whatever page was asked for last."""

    def __init__(self, screen: CasesScreen) -> None:
        super().__init__()
        self.cases = screen
        self.addWidget(screen)

    def open_case(self, case_id: int) -> None:
        """Somebody in another room wants to see it."""
        self.come_back()
        self.cases.open_case(case_id)

    def enter(self, code: str) -> None:
        """A case's code was typed into the one box, or scanned elsewhere."""
        self.come_back()
        self.cases.enter(code)

    def scan(self, text: str) -> bool:
        """A case's code: show it. All else is for the one box."""
        return self.currentWidget() is self.cases and self.cases.scan(text)

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the cases; what was visited is over."""
        page = self.currentWidget()
        if page is not None and page is not self.cases:
            self.setCurrentWidget(self.cases)
            self.removeWidget(page)
            page.deleteLater()


def make(here: Here) -> CasesRoom:
    """Kept fresh by all that may add a line to a story."""
    screen = CasesScreen()
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        staff_id=here.person.staff_id,
        tell=here.tell,
        show_paper=lambda code: here.go("papers", lambda papers: papers.enter(code)),
        look_up=here.look_up,
    )
    presenter = CasesPresenter(here.work, around, screen.show_state)
    room = CasesRoom(screen)
    screen.about.offer_pages(
        complaints=find_spec(COMPLAINTS) is not None,
        questions=find_spec(QUESTIONS) is not None,
    )

    def visit(module: str, maker: str, case_id: int) -> None:
        """Imported on the worker, as the window would be held by it."""

        def show(visited: ModuleType) -> None:
            if isValid(room):
                room.visit(getattr(visited, maker)(here, case_id, room.come_back))

        here.work.compute(lambda: import_module(module), show, presenter.failed)

    screen.bind(presenter)
    screen.complaint_asked.connect(lambda key: visit(COMPLAINTS, "make_complaint", key))
    screen.question_asked.connect(lambda key: visit(QUESTIONS, "make_question", key))
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room
