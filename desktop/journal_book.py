"""The journal as a workbook in the language of whoever asked for it, and on record as that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.formats.journal_xlsx import JournalRow, write_journal
from models.services.journal import canonical
from models.services.journal_views import (
    Filter,
    count_entries,
    each_entry,
    note_export,
    open_journal,
)
from receipts.journal_words import event_name, main_amount, told
from receipts.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from models.db import Shop
    from receipts.language import Language

HEADS: Final[Mapping[str, str]] = {
    "journal": mark("Journal"),
    "at": mark("Time"),
    "number": mark("Number"),
    "event": mark("Event"),
    "code": mark("Event code"),
    "person": mark("Person"),
    "register": mark("Register"),
    "amount": mark("Amount"),
    "told": mark("In words"),
    "body": mark("As recorded"),
    "hash": mark("Seal"),
}
TOLD_EVERY: Final = 500
"""Rows after which it is told how far it is, and asked whether to stop."""


class _Stopped(Exception):
    """Whoever asked for it does not want it any more."""


def save_journal(
    shop: Shop,
    wanted: Filter,
    path: Path,
    language: Language,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> int | None:
    """Write what is wanted, and note in the journal that it was; how many entries there are.

    Nothing where it was ``stopped``: then there is no file, and nothing to note. The file is
    there only once the note is. Raise :class:`models.values.Refused` where whoever is signed
    on may not, and where the place can't be written to.
    """
    written = 0

    def rows() -> Iterator[JournalRow]:
        nonlocal written
        with shop.unit(writes=False) as unit:
            people = open_journal(unit).people
            total = count_entries(unit, wanted)
            for entry in each_entry(unit, wanted):
                if written % TOLD_EVERY == 0:
                    advance(written, total)
                    if stopped():
                        raise _Stopped
                written += 1
                yield JournalRow(
                    at=entry.at,
                    number=entry.number,
                    event=event_name(language, entry.event),
                    code=entry.event,
                    person=entry.person,
                    register=entry.register,
                    amount=main_amount(entry.body),
                    told=told(language, entry.event, entry.body, people),
                    body=canonical(entry.body),
                    hash=entry.hash,
                )
        advance(total, total)

    heads = {code: language.say(text) for code, text in HEADS.items()}
    try:
        write_journal(
            path,
            rows(),
            shop.facts.currency,
            heads,
            lambda: shop.run(lambda unit: note_export(unit, wanted, written)),
        )
    except _Stopped:
        return None
    return written
