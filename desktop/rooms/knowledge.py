"""What the shop knows: a page that one comes to from questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from ui.screens.knowledge.presenter import KnowledgePresenter
from ui.screens.knowledge.screen import KnowledgeScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here


def make_knowledge(here: Here, closed: Callable[[], None]) -> KnowledgeScreen:
    """Kept fresh by what others keep and change; ``closed`` goes back to where one came
    from. Managers change what stands there, all others read it."""
    screen = KnowledgeScreen()
    presenter = KnowledgePresenter(here.work, screen.show_state, closed)
    screen.bind(presenter)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
