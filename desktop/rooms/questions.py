"""The questions of a case, which the room of cases shows, and the pages that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from desktop.rooms.follow_ups import make_follow_ups
from desktop.rooms.guides import guide_card, make_guides
from desktop.rooms.here import keep_fresh
from desktop.rooms.knowledge import make_knowledge
from models.values.cases import CaseKind
from ui.screens.questions.presenter import QuestionsPresenter
from ui.screens.questions.screen import QuestionsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.rooms.here import Here


class QuestionPages(QStackedWidget):
    """A case's questions, and over them whatever page was asked for last."""

    def __init__(self, screen: QuestionsScreen) -> None:
        super().__init__()
        self.questions = screen
        self.addWidget(screen)

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the questions; what was visited is over."""
        page = self.currentWidget()
        if page is not None and page is not self.questions:
            self.setCurrentWidget(self.questions)
            self.removeWidget(page)
            page.deleteLater()


def make_question(here: Here, case_id: int, closed: Callable[[], None]) -> QuestionPages:
    """Kept fresh by what others answer; ``closed`` goes back to where one came from."""
    screen = QuestionsScreen(guide_card(here, CaseKind.INQUIRY))
    pages = QuestionPages(screen)
    presenter = QuestionsPresenter(here.work, case_id, screen.show_state, closed)
    screen.bind(presenter)
    screen.knowledge_asked.connect(lambda: pages.visit(make_knowledge(here, pages.come_back)))
    screen.due_asked.connect(lambda: pages.visit(make_follow_ups(here, pages.come_back)))
    screen.guides_asked.connect(lambda: pages.visit(make_guides(here, pages.come_back)))
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return pages
