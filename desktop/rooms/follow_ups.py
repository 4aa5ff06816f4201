"""What was promised to customers by today: a page that one comes to from questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.follow_ups.presenter import FollowUpsPresenter
from ui.screens.follow_ups.screen import FollowUpsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here


def make_follow_ups(
    here: Here, closed: Callable[[], None], open_case: Callable[[int], None] | None = None
) -> FollowUpsScreen:
    """Kept fresh by what others do; ``closed`` goes back to where one came from, ``open_case``
    to the case of a question, where there is a way."""
    screen = FollowUpsScreen(leads=open_case is not None)
    presenter = FollowUpsPresenter(here.work, screen.show_state, closed)
    screen.bind(presenter)
    if open_case is not None:
        screen.case_asked.connect(open_case)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
