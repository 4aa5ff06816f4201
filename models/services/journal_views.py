"""The journal as auditors read it: filtered, a page at a time, and one case as a story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, bindparam, func, literal, select, tuple_, union, union_all

from models.rules.references import LONGEST, case_references, references_in
from models.services.journal import record
from models.services.rights import needs
from models.services.sealing import look_at_sealed
from models.tables.base import MomentColumn, rows_of
from models.tables.journal import JournalEntry, JournalHead, JournalReference
from models.tables.people import Staff
from models.tables.shop import Register
from models.values.card_numbers import mask_card_numbers
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Row, Subquery

    from models.unit import Unit

PAGE: Final = 100
MOST_OF_CASE: Final = 500
"""Entries of one case; what names more of them is no case but a hub."""
BATCH: Final = 2_000
"""Entries that are held at once where all of them are gone through."""

_entry = rows_of(JournalEntry).c
_named = rows_of(JournalReference).c
_head = rows_of(JournalHead).c
NEWEST_FIRST = (_entry.at.desc(), _entry.number.desc())
ENTRIES = (
    select(rows_of(JournalEntry), Staff.name.label("person"), Register.code.label("register"))
    .select_from(rows_of(JournalEntry))
    .outerjoin(Staff, Staff.id == _entry.staff_id)
    .outerjoin(Register, Register.id == _entry.register_id)
)
NAMING = (
    ENTRIES.where(
        _entry.number.in_(
            select(_named.number).where(
                _named.reference.in_(bindparam("references", expanding=True))
            )
        )
    )
    .order_by(_entry.number)
    .limit(MOST_OF_CASE + 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the chain, with the words that are kept aside of it; ``at`` is in the shop's
    own time."""

    number: int
    at: datetime
    event: str
    person: str
    """Empty where nobody was signed on."""
    register: str
    body: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def references(self) -> tuple[str, ...]:
        """What its case can be followed by: papers first, then all else."""
        of_case = case_references(self.body)
        rest = references_in(self.body) - of_case
        return (*sorted(of_case, key=lambda each: (" " in each, each)), *sorted(rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked for; nothing where all is. Days are the shop's, both included."""

    events: tuple[str, ...] = ()
    person: int | None = None
    register: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    """A reference such as a slip's or a sale's number, as a whole; or an entry's number."""

    def facts(self) -> dict[str, Any]:
        """As the journal keeps it, without what is left open."""
        known = {
            "events": list(self.events),
            "person": self.person,
            "register": self.register,
            "from": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "text": mask_card_numbers(self.text.strip()),
        }
        return {name: value for name, value in known.items() if value not in (None, "", [])}


Place = tuple[datetime, int]
"""Where a page ends: the moment and number of its last entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    entries: tuple[Entry, ...]
    after: Place | None = None
    """Where the next page begins; nothing where this is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Every entry of one case, in the order of the chain."""

    reference: str
    entries: tuple[Entry, ...]
    whole: bool
    """Whether that is all: no more than :data:`MOST_OF_CASE` are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Where the chain stands, and what can be filtered by."""

    count: int
    head: str
    people: Mapping[int, str]
    registers: Mapping[int, str]


@needs(Right.JOURNAL)
def open_journal(unit: Unit) -> Journal:
    """Its head and count, as a Z report prints them, and everybody whom it may name."""
    head = unit.connection.execute(select(_head.entries, _head.hash)).one()
    people = unit.connection.execute(select(Staff.id, Staff.name).order_by(Staff.name))
    registers = unit.connection.execute(select(Register.id, Register.code))
    return Journal(
        count=head.entries,
        head=head.hash,
        people={row.id: row.name for row in people},
        registers={row.id: row.code for row in registers},
    )


@needs(Right.JOURNAL)
def list_entries(
    unit: Unit, wanted: Filter, after: Place | None = None, most: int = PAGE
) -> Page:
    """The newest first, by their moment and then their number; ``after`` the page before."""
    rows = find_rows(unit, wanted, after, most + 1)
    last = rows[most - 1] if len(rows) > most else None
    return Page(
        entries=_entries_of(unit, rows[:most]),
        after=(last.at, last.number) if last else None,
    )


def find_rows(unit: Unit, wanted: Filter, after: Place | None, most: int) -> Sequence[Row[Any]]:
    """As :func:`list_entries`, as they are sealed: what is kept aside stays there."""
    places = _places(unit, wanted, after, most).subquery()
    return unit.connection.execute(
        ENTRIES.join(places, places.c.number == _entry.number).order_by(*NEWEST_FIRST)
    ).all()


@needs(Right.JOURNAL)
def follow(unit: Unit, reference: str) -> Case:
    """The case of a paper, a sale, a card…: whatever names it, and what those name in turn.

    What a card was used for later is told by its own entries, which lead no further.
    """
    rows = case_rows(unit, reference)
    return Case(
        reference=reference,
        entries=_entries_of(unit, rows[:MOST_OF_CASE]),
        whole=len(rows) <= MOST_OF_CASE,
    )


def case_rows(unit: Unit, reference: str) -> list[Row[Any]]:
    """As :func:`follow`, as they are sealed; more than :data:`MOST_OF_CASE` where that is
    not all."""
    found: dict[int, Row[Any]] = {}
    leads, seen, lives = _spellings(reference), set[str](), set[str]()
    while leads and len(found) <= MOST_OF_CASE:
        seen |= leads
        bodies = [json.loads(row.body) for row in _naming(unit, leads, found)]
        named = {each for body in bodies for each in references_in(body)}
        leads = {each for body in bodies for each in case_references(body)} - seen
        lives |= named - leads - seen
    if lives:
        _naming(unit, lives, found)
    return [found[number] for number in sorted(found)]


@needs(Right.JOURNAL)
def count_entries(unit: Unit, wanted: Filter) -> int:
    """How many there are; a walk over all of them."""
    places = _places(unit, wanted).subquery()
    return unit.connection.scalar(select(func.count()).select_from(places)) or 0


@needs(Right.JOURNAL)
def each_entry(unit: Unit, wanted: Filter) -> Iterator[Entry]:
    """All of them, the newest first, of which only a few are held at once."""
    after: Place | None = None
    while True:
        page = list_entries(unit, wanted, after, BATCH)
        yield from page.entries
        if page.after is None:
            return
        after = page.after


@needs(Right.JOURNAL)
def note_export(unit: Unit, wanted: Filter, rows: int) -> None:
    """The journal leaves the records: who took how much of it is kept."""
    record(unit, "JournalExported", filter=wanted.facts(), rows=rows)


def _places(
    unit: Unit, wanted: Filter, after: Place | None = None, most: int | None = None
) -> Select[Any]:
    """Where the entries stand that are looked for; the newest ``most`` of them, or all.

    Several events are walked down one by one, each in its own index, and merged: no database
    does that by itself for a list of them.
    """
    if text := wanted.text.strip():
        named = _naming_numbers(text)
        every = select(_entry.at, _entry.number).join(named, named.c.number == _entry.number)
    else:
        every = select(_entry.at, _entry.number)
    every = every.where(*_conditions(unit, wanted, after))
    if not wanted.events or text or most is None:
        if wanted.events:
            every = every.where(_entry.event.in_(wanted.events))
        return every if most is None else every.order_by(*NEWEST_FIRST).limit(most)
    newest = (
        select(each.c.at, each.c.number)
        for event in wanted.events
        for each in (
            every.where(_entry.event == event).order_by(*NEWEST_FIRST).limit(most).subquery(),
        )
    )
    merged = union_all(*newest).subquery()
    return (
        select(merged.c.at, merged.c.number)
        .order_by(merged.c.at.desc(), merged.c.number.desc())
        .limit(most)
    )


def _conditions(
    unit: Unit, wanted: Filter, after: Place | None
) -> Iterator[ColumnElement[bool]]:
    if wanted.person is not None:
        yield _entry.staff_id == wanted.person
    if wanted.register is not None:
        yield _entry.register_id == wanted.register
    if wanted.since is not None:
        yield _entry.at >= _begin(unit, wanted.since)
    if wanted.until is not None and wanted.until < date.max:
        yield _entry.at < _begin(unit, wanted.until + timedelta(1))
    if after is not None:
        at, number = after
        yield tuple_(_entry.at, _entry.number) < tuple_(
            literal(at, MomentColumn()), literal(number)
        )


def _begin(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=unit.shop.zone)


def _spellings(text: str) -> set[str]:
    """A number as it was typed, and as papers have it."""
    text = text.strip()[:LONGEST]
    return {text, text.upper()}


def _naming_numbers(text: str) -> Subquery:
    naming = select(_named.number).where(_named.reference.in_(sorted(_spellings(text))))
    if text.isascii() and text.isdigit() and len(text) < len(str(2**63)):
        return union(naming, select(literal(int(text)).label("number"))).subquery()
    return naming.distinct().subquery()


def _naming(unit: Unit, leads: set[str], found: dict[int, Row[Any]]) -> list[Row[Any]]:
    """The entries that name any of these and were not found yet; now they are."""
    rows = unit.connection.execute(NAMING, {"references": sorted(leads)})
    new = [row for row in rows if row.number not in found]
    found.update((row.number, row) for row in new)
    return new


def _entries_of(unit: Unit, rows: Sequence[Row[Any]]) -> tuple[Entry, ...]:
    """With the words that are kept aside of them."""
    bodies = look_at_sealed(unit, *(json.loads(row.body) for row in rows))
    return tuple(_entry_of(unit, row, body) for row, body in zip(rows, bodies, strict=True))


def _entry_of(unit: Unit, row: Row[Any], body: dict[str, Any]) -> Entry:
    return Entry(
        number=row.number,
        at=row.at.astimezone(unit.shop.zone),
        event=row.event,
        person=row.person or "",
        register=row.register or "",
        body=body,
        previous=row.previous,
        hash=row.hash,
    )
