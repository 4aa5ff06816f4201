"""The journal of the shop, for whoever may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.journal_book import save_journal
from receipts.language import Language
from ui.screens.journal.presenter import JournalPresenter
from ui.screens.journal.screen import JournalScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.rooms.here import Here
    from models.services.journal_views import Filter


def make(here: Here) -> JournalScreen:
    """Workbooks of it are written in the language that is spoken here."""
    spoken = Language.of(here.language, here.shop.facts.currency)

    def save(
        wanted: Filter,
        path: Path,
        advance: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> int | None:
        return save_journal(here.shop, wanted, path, spoken, advance, stopped)

    screen = JournalScreen()
    presenter = JournalPresenter(here.work, save, here.files, screen.show_state)
    screen.bind(presenter)
    screen.destroyed.connect(presenter.leave)
    presenter.start()
    return screen
