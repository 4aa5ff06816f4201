"""The bar of the case in hand, above every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.calls import kinds_called
from desktop.rooms.here import keep_fresh
from ui.screens.in_hand.bar import InHandBar
from ui.screens.in_hand.presenter import Around, InHandPresenter

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> InHandBar:
    """Kept fresh by what is called and done, here and at other counters."""
    bar = InHandBar()
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        kinds=lambda: kinds_called(here.settings),
        tell=here.tell,
        show_case=lambda case_id: here.go("cases", lambda cases: cases.open_case(case_id)),
    )
    presenter = InHandPresenter(here.work, around, bar.show_state)
    bar.bind(presenter)

    keep_fresh(bar, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return bar
