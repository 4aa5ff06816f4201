"""The cash box of this register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.drawer.presenter import DrawerPresenter
from ui.screens.drawer.screen import DrawerScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> DrawerScreen:
    """Kept fresh by what the counter pays out of it; whom it is handed to is signed on."""
    screen = DrawerScreen()
    presenter = DrawerPresenter(here.work, here.files, screen.show_state, here.sign_on_as)
    screen.bind(presenter)
    screen.end.note_asked.connect(lambda: here.go("team", lambda room: room.leave_note()))

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
