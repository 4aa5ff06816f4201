"""Working hours and limits of complaints, as a page that the policy shows over itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.complaint_terms.presenter import TermsPresenter
from ui.screens.complaint_terms.screen import TermsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here


def make(here: Here, closed: Callable[[], None]) -> TermsScreen:
    """``closed`` goes back to where one came from."""
    screen = TermsScreen()
    presenter = TermsPresenter(here.work, screen.show_state, closed)
    screen.bind(presenter)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
