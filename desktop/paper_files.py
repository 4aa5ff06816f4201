"""Papers of every kind as pictures on the screen and as files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.places import make_folder, papers_folder
from desktop.printers import PREVIEW_DPI
from desktop.printing.folder import write_pdf
from models.services.papers import FOR_AUDITORS
from models.values import Message, refuse
from models.values.printing import Sheet
from receipts import pdf, pictures
from receipts.papers import document_of

if TYPE_CHECKING:
    from pathlib import Path

    from models.services.papers import AnyPaper
    from models.values.printing import PaperKind


class PaperFiles:
    """Saved in ``folder``; safe on the worker thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or papers_folder()

    def pictures(self, opened: AnyPaper, copy: int, sheet: Sheet | None) -> tuple[bytes, ...]:
        """Each page as a PNG."""
        document = document_of(opened.kind, opened.paper, copy)
        drawn = pdf.render(document, sheet or usual_sheet(opened.kind), opened.logos)
        return tuple(page.png() for page in pictures.pages(drawn, PREVIEW_DPI))

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no paper can be saved."""
        if not os.access(make_folder(self._folder), os.W_OK):
            raise refuse("no-permission", place=str(self._folder))

    def save(self, opened: AnyPaper, copy: int) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        name = opened.code + (f"-copy-{copy}" if copy else "")
        document = document_of(opened.kind, opened.paper, copy)
        drawn = pdf.render(document, usual_sheet(opened.kind), opened.logos)
        return Message("paper-saved", {"place": str(write_pdf(drawn, self._folder, name))})


def usual_sheet(kind: PaperKind) -> Sheet:
    """What such papers are on, where no printer says otherwise: a roll for the hand, a page
    for the desk."""
    return Sheet.A4 if kind in FOR_AUDITORS else Sheet.ROLL_80
