"""The questions of a case, which the room of cases shows, and the pages that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms import CASES
from desktop.rooms.follow_ups import make_follow_ups
from desktop.rooms.guides import guide_card, make_guides
from desktop.rooms.here import keep_fresh
from desktop.rooms.knowledge import make_knowledge
from desktop.rooms.visited import Visited
from models.values.cases import CaseKind
from ui.screens.questions.presenter import QuestionsPresenter
from ui.screens.questions.screen import QuestionsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here


class QuestionPages(Visited):
    """A case's questions, and over them whatever page was asked for last."""

    def __init__(self, screen: QuestionsScreen) -> None:
        super().__init__(screen)
        self.questions = screen


def make_question(here: Here, case_id: int, closed: Callable[[], None]) -> QuestionPages:
    """Kept fresh by what others answer; ``closed`` goes back to where one came from."""
    screen = QuestionsScreen(guide_card(here, CaseKind.INQUIRY))
    pages = QuestionPages(screen)

    def open_case(case: int) -> None:
        here.go(CASES, lambda room: room.open_case(case))

    presenter = QuestionsPresenter(here.work, case_id, screen.show_state, closed)
    screen.bind(presenter)
    screen.knowledge_asked.connect(lambda: pages.visit(make_knowledge(here, pages.come_back)))
    screen.due_asked.connect(
        lambda: pages.visit(make_follow_ups(here, pages.come_back, open_case))
    )
    screen.guides_asked.connect(lambda: pages.visit(make_guides(here, pages.come_back)))
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return pages
