"""Who works here, and what roles may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.people.presenter import PeoplePresenter
from ui.screens.people.screen import PeopleScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> PeopleScreen:
    """Kept fresh by what others change."""
    screen = PeopleScreen()
    presenter = PeoplePresenter(here.work, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
