"""Questions about products, bills and the policy; over them, taking one down for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms import CASES
from desktop.rooms.follow_ups import make_follow_ups
from desktop.rooms.guides import make_guides
from desktop.rooms.here import keep_fresh
from desktop.rooms.knowledge import make_knowledge
from desktop.rooms.questions import make_question
from desktop.rooms.visited import Visited
from ui.screens.inquiries.presenter import InquiriesPresenter
from ui.screens.inquiries.screen import InquiriesScreen

if TYPE_CHECKING:
    from datetime import date

    from desktop.rooms.here import Here


class InquiriesRoom(Visited):
    """Answers, and over them whatever page was asked for last."""

    def __init__(self, screen: InquiriesScreen) -> None:
        super().__init__(screen)
        self.inquiries = screen

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
        return self.at_home and self.inquiries.scan(text)


def make(here: Here) -> InquiriesRoom:
    """Kept fresh by what is sold, comes back, and by the case in hand."""

    def today() -> date:
        return here.shop.clock().astimezone(here.shop.facts.zone).date()

    def ask(case_id: int) -> None:
        room.visit(make_question(here, case_id, room.come_back))

    def open_case(case_id: int) -> None:
        here.go(CASES, lambda cases: cases.open_case(case_id))

    screen = InquiriesScreen(today)
    room = InquiriesRoom(screen)
    presenter = InquiriesPresenter(
        here.work, here.files, screen.show_state, elsewhere=here.look_up, ask=ask
    )
    screen.bind(presenter)
    screen.due_asked.connect(
        lambda: room.visit(make_follow_ups(here, room.come_back, open_case))
    )
    screen.knowledge_asked.connect(lambda: room.visit(make_knowledge(here, room.come_back)))
    screen.guides_asked.connect(lambda: room.visit(make_guides(here, room.come_back)))
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room
