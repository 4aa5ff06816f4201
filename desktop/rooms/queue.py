"""The queue of this store: tickets drawn and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.calls import call_for, kinds_called
from desktop.rooms.here import keep_fresh
from models.values import Message
from ui.screens.queue.presenter import Around, QueuePresenter
from ui.screens.queue.screen import QueueScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here
    from models.values.cases import CaseKind


def make(here: Here) -> QueueScreen:
    """Kept fresh by what any counter draws, calls and closes."""

    def keep_kinds(kinds: frozenset[CaseKind]) -> None:
        if not call_for(here.settings, kinds):
            here.tell(Message("setting-not-kept"))

    screen = QueueScreen()
    around = Around(
        clock=lambda: here.shop.clock().astimezone(here.shop.facts.zone),
        language=here.shop.facts.language,
        kinds=kinds_called(here.settings),
        keep_kinds=keep_kinds,
        show_wall=here.wall.show,
        wall=here.wall.is_open,
    )
    presenter = QueuePresenter(here.work, around, screen.show_state)
    screen.bind(presenter)

    def leave() -> None:
        here.wall.shown.disconnect(presenter.wall_shown)
        presenter.leave()

    here.wall.shown.connect(presenter.wall_shown)
    keep_fresh(screen, here.work, presenter.refresh, leave=leave)
    presenter.start()
    return screen
