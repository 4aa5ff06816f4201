"""Open cases with the story of one, and the pages that one goes to from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.rooms.complaints import make_complaint
from desktop.rooms.guides import guide_card
from desktop.rooms.here import keep_fresh
from desktop.rooms.questions import make_question
from desktop.rooms.visited import Visited
from ui.screens.cases.presenter import Around, CasesPresenter
from ui.screens.cases.screen import CasesScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here

TALL: Final = 1000
"""Pixels of a window in which a guide is read under a story without scrolling either."""


class CasesRoom(Visited):
    """Cases, and over them whatever page was asked for last."""

    def __init__(self, screen: CasesScreen) -> None:
        super().__init__(screen)
        self.cases = screen

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
        return self.at_home and self.cases.scan(text)


def make(here: Here) -> CasesRoom:
    """Kept fresh by all that may add a line to a story."""
    screen = CasesScreen(lambda kind: guide_card(here, kind, window=TALL))
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        staff_id=here.person.staff_id,
        tell=here.tell,
        show_paper=lambda code: here.go("papers", lambda papers: papers.enter(code)),
        look_up=here.look_up,
    )
    presenter = CasesPresenter(here.work, around, screen.show_state)
    room = CasesRoom(screen)
    screen.bind(presenter)
    screen.complaint_asked.connect(
        lambda case_id: room.visit(make_complaint(here, case_id, room.come_back))
    )
    screen.question_asked.connect(
        lambda case_id: room.visit(make_question(here, case_id, room.come_back))
    )
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room
