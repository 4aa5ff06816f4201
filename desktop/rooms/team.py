"""What people of the shop tell each other, and the counter live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.team.presenter import Around, TeamPresenter
from ui.screens.team.screen import TeamScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> TeamScreen:
    """Kept fresh by whatever happens at any counter of the store."""
    screen = TeamScreen()
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        open_case=lambda case_id: here.go("cases", lambda room: room.open_case(case_id)),
        open_approval=lambda key: here.go("approvals", lambda room: room.pick(key)),
    )
    presenter = TeamPresenter(here.work, around, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
