"""Papers of every kind as pictures on the screen and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.printers import PREVIEW_DPI
from receipts import pdf, pictures
from receipts.papers import document_of

if TYPE_CHECKING:
    from desktop.printers import DocumentPapers
    from models.services.papers import AnyPaper
    from models.values import Message
    from models.values.printing import Sheet


class PaperFiles:
    """Safe on the worker thread."""

    def __init__(self, documents: DocumentPapers) -> None:
        self._documents = documents

    def pictures(
        self, opened: AnyPaper, copy: int, sheet: Sheet | None
    ) -> tuple[bytes, ...]:
        """Each page as a PNG."""
        document = document_of(opened.kind, opened.paper, copy)
        return tuple(page.png() for page in pictures.pages(pdf.render(document), PREVIEW_DPI))

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no paper can be saved."""
        self._documents.find_folder()

    def save(self, opened: AnyPaper, copy: int) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        name = opened.code + (f"-copy-{copy}" if copy else "")
        return self._documents.save(document_of(opened.kind, opened.paper, copy), name)
