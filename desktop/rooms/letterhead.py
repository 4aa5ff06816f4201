"""What stands above and below on papers: a page that one comes to from the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.paper_files import PREVIEW_DPI
from desktop.rooms.here import keep_fresh
from models.formats.logos import read_logo
from models.values import refuse
from models.values.letterheads import LARGEST_FILE
from receipts import pdf, pictures
from ui.screens.letterhead.presenter import LetterheadPresenter
from ui.screens.letterhead.screen import LetterheadScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.rooms.here import Here
    from models.values.printing import Sheet
    from receipts.document import Document


class LetterheadPictures:
    """Logos from files, and papers as pictures; safe on the worker thread."""

    def read(self, place: Path) -> tuple[str, bytes]:
        """No more of a file is read than a logo may be large.

        Raise :class:`models.values.Refused` where it cannot be read, or is none.
        """
        try:
            with place.open("rb") as file:
                picture = file.read(LARGEST_FILE + 1)
        except OSError as why:
            raise refuse("file-missing", path=str(place)) from why
        logo = read_logo(picture)
        return logo.digest, logo.png

    def picture(self, document: Document, sheet: Sheet, logos: Mapping[str, bytes]) -> bytes:
        """A PNG of the first page of a paper."""
        return pictures.pages(pdf.render(document, sheet, logos), PREVIEW_DPI)[0].png()


def make(here: Here, closed: Callable[[], None]) -> LetterheadScreen:
    """Kept fresh by what others change; ``closed`` goes back to where one came from."""
    screen = LetterheadScreen()
    presenter = LetterheadPresenter(here.work, LetterheadPictures(), screen.show_state, closed)
    screen.bind(presenter)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
