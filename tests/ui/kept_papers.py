"""Papers that are kept instead of saved, and seen as their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import Message
from models.values.printing import Sheet
from receipts import text

if TYPE_CHECKING:
    from receipts.document import Document


class KeptPapers:
    """A folder that keeps what it was given: each paper's name, and what it says."""

    def __init__(self) -> None:
        self.out: list[tuple[str, str]] = []

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.out]

    def picture(self, document: Document, _sheet: Sheet = Sheet.ROLL_80) -> bytes:
        return "\n".join(text.lines(document)).encode()

    def pictures(self, document: Document, sheet: Sheet = Sheet.ROLL_80) -> tuple[bytes, ...]:
        return (self.picture(document, sheet),)

    def find_folder(self) -> None:
        """There always is one."""

    def save(self, document: Document, name: str, _sheet: Sheet = Sheet.ROLL_80) -> Message:
        self.out.append((name, "\n".join(text.lines(document))))
        return Message("paper-saved", {"place": name})
