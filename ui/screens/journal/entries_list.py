"""Entries of the journal under each other, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.journal_words import main_amount
from ui import words
from ui.widgets.long_list import LongList, Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from models.services.journal_views import Entry


def where(entry: Entry) -> str:
    """When, who and where, and which entry it is."""
    parts = (
        words.moment(entry.at),
        entry.person,
        words.say("register {code}", code=entry.register) if entry.register else "",
        f"#{entry.number}",
    )
    return " · ".join(part for part in parts if part)


class EntriesList(LongList["Entry"]):
    """Told by ``show_entries``; known by their numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda entry: entry.number, self._tell, parent)
        self._people: Mapping[int, str] = {}

    @property
    def entries(self) -> Sequence[Entry]:
        return self.rows

    def show_entries(
        self,
        entries: Sequence[Entry],
        people: Mapping[int, str],
        picked: int | None,
        name: str,
    ) -> None:
        """``name`` is what a screen reader calls the list."""
        self._people = people
        self.show_rows(entries, picked, name)

    def _tell(self, entry: Entry) -> Told:
        """What happened, with its amount; under it when, who and where."""
        amount = main_amount(entry.body)
        return Told(
            words.journal_entry(entry.event, entry.body, self._people),
            where(entry),
            words.money(amount) if amount is not None else "",
        )
