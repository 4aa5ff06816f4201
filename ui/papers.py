"""What every page with papers is given to show and to save them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from models.values.printing import Sheet

if TYPE_CHECKING:
    from models.values import Message
    from receipts.document import Document


class Papers(Protocol):
    """Where documents become pictures and files; all of it off the ui thread.

    ``save`` is given the paper's name, and answers with where it lies or raises ``Refused``;
    ``find_folder`` raises it before anything is counted as printed.
    """

    def picture(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> bytes:
        """A PNG; of many pages the first few, one under another."""

    def pictures(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> tuple[bytes, ...]:
        """Each page as a PNG."""

    def find_folder(self) -> None: ...
    def save(self, document: Document, name: str, sheet: Sheet = Sheet.ROLL_80) -> Message: ...


def named(number: str, copy: int) -> str:
    """What a paper's file is called."""
    return f"{number}-copy-{copy}" if copy else number
