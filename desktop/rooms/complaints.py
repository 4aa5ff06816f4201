"""The complaints of a case, as a page that the cases show over themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from desktop.rooms import COUNTER
from desktop.rooms.guides import guide_card
from desktop.rooms.here import keep_fresh
from models.services.search import Choice, Kind
from models.values import Topic
from models.values.cases import CaseKind
from ui.screens.complaints.presenter import ComplaintsPresenter
from ui.screens.complaints.screen import ComplaintsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here
    from models.values.cases import CaseSeen

MINUTE: Final = 60_000
TALL: Final = 1000
"""Pixels of a window in which the guide is read beside the steps."""


def make_complaint(here: Here, case_id: int, closed: Callable[[], None]) -> ComplaintsScreen:
    """Kept fresh by what others change, and by the minutes that go by; ``closed`` goes back
    to where one came from."""
    screen = ComplaintsScreen(guide_card(here, CaseKind.COMPLAINT, window=TALL))

    def give_goodwill(case: CaseSeen) -> None:
        customer = None
        if case.customer_id is not None:
            customer = Choice(kind=Kind.CUSTOMER, id=case.customer_id, title=case.customer)
        here.go(COUNTER, lambda counter: counter.give_goodwill(customer))

    def take_back(sale: str) -> None:
        if sale:
            here.look_up(sale)
        else:
            here.go(COUNTER, None)

    presenter = ComplaintsPresenter(
        here.work,
        here.files,
        case_id,
        screen.show_state,
        closed,
        give_goodwill,
        take_back,
    )
    screen.bind(presenter)
    clock = QTimer(screen)
    clock.timeout.connect(lambda: presenter.refresh(frozenset({Topic.CASES})))
    clock.start(MINUTE)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
