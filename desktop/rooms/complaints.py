"""The complaints of a case, as a page that the cases show over themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from desktop.rooms import COUNTER
from desktop.rooms.guides import guide_card
from desktop.rooms.here import keep_fresh
from models.values import Topic
from models.values.cases import CaseKind
from ui.screens.complaints.presenter import ComplaintsPresenter
from ui.screens.complaints.screen import ComplaintsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here

MINUTE: Final = 60_000


def make_complaint(here: Here, case_id: int, closed: Callable[[], None]) -> ComplaintsScreen:
    """Kept fresh by what others change, and by the minutes that go by; ``closed`` goes back
    to where one came from."""
    screen = ComplaintsScreen(guide_card(here, CaseKind.COMPLAINT))
    presenter = ComplaintsPresenter(
        here.work,
        here.files,
        case_id,
        screen.show_state,
        closed,
        lambda: here.go(COUNTER, None),
    )
    screen.bind(presenter)
    screen.papers_asked.connect(
        lambda number: here.go("papers", lambda papers: papers.enter(number))
    )
    clock = QTimer(screen)
    clock.timeout.connect(lambda: presenter.refresh(frozenset({Topic.CASES})))
    clock.start(MINUTE)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
