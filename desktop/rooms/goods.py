"""The goods of this store that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.goods.presenter import GoodsPresenter
from ui.screens.goods.screen import GoodsScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> GoodsScreen:
    """Kept fresh by what comes back at the counter."""
    screen = GoodsScreen()
    presenter = GoodsPresenter(here.work, here.files, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
