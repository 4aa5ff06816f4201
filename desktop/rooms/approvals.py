"""What waits for a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from models.services.delegations import list_colleagues
from models.values import Message
from ui import sound
from ui.screens.approvals.presenter import ApprovalsPresenter, Around
from ui.screens.approvals.screen import ApprovalsScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> ApprovalsScreen:
    """Kept fresh by what others ask and answer; its sound is a setting of this machine."""

    def hear(heard: bool) -> None:
        sound.hear(heard)
        if not here.settings.change(sound=heard):
            here.tell(Message("setting-not-kept"))

    screen = ApprovalsScreen()
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        people=list_colleagues,
        tell=here.tell,
        hear=hear,
    )
    presenter = ApprovalsPresenter(
        here.work, around, screen.show_state, sound=here.settings.now.sound
    )
    screen.bind(presenter)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
