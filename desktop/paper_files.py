"""Papers of every kind as pictures on the screen and as files."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from desktop.places import make_folder, papers_folder
from desktop.printing.folder import write_pdf
from models.values import Message, refuse
from models.values.printing import Sheet
from receipts import pdf, pictures
from receipts.document import Logo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from receipts.document import Document
    from receipts.pictures import Picture

PREVIEW_DPI, PAGE_DPI = 144, 100
MOST_SHOWN: Final = 4
"""Pages of a preview: who wants to read more opens the PDF."""


def _none(_: frozenset[str]) -> Mapping[str, bytes]:
    return MappingProxyType({})


class PaperFiles:
    """Saved in ``folder``; ``logos`` finds the shop's pictures by their SHA-256. Safe on the
    worker thread."""

    def __init__(
        self,
        folder: Path | None = None,
        logos: Callable[[frozenset[str]], Mapping[str, bytes]] = _none,
    ) -> None:
        self.folder = folder or papers_folder()
        self._logos = logos

    def picture(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> bytes:
        """A PNG of the document as it prints; of many pages the first few, one under
        another."""
        return pictures.stacked(self._pages(document, sheet)[:MOST_SHOWN]).png()

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no paper can be saved."""
        if not os.access(make_folder(self.folder), os.W_OK):
            raise refuse("no-permission", place=str(self.folder))

    def save(self, document: Document, name: str, sheet: Sheet = Sheet.ROLL_80) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        place = write_pdf(self._drawn(document, sheet), self.folder, name)
        return Message("paper-saved", {"place": str(place)})

    def pictures(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> tuple[bytes, ...]:
        """Each page as a PNG."""
        return tuple(page.png() for page in self._pages(document, sheet))

    def _pages(self, document: Document, sheet: Sheet) -> list[Picture]:
        dpi = PREVIEW_DPI if sheet.is_roll else PAGE_DPI
        return pictures.pages(self._drawn(document, sheet), dpi)

    def _drawn(self, document: Document, sheet: Sheet) -> bytes:
        named = frozenset(each.digest for each in document.blocks if isinstance(each, Logo))
        return pdf.render(document, sheet, self._logos(named) if named else {})
