"""What auditors take along on paper: an extract of the journal, numbered and sealed itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from models.services.documents import next_number, open_snapshot, paper_head, store_paper
from models.services.journal import HEAD, record
from models.services.journal_views import find_rows
from models.services.rights import needs
from models.services.sealing import is_sealed
from models.tables.people import Staff
from models.tables.shop import Register
from models.values import Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.events import people_named
from models.values.every_paper import read_paper
from models.values.journal_papers import JournalExtract, LookedFor, Recorded
from models.values.printing import PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from models.services.journal_views import Filter
    from models.unit import Unit
    from models.values.every_paper import Paper

MOST: Final = 500
"""Entries on one paper: some thirty pages. Who wants more takes the workbook."""
NOT_TOLD: Final = "papers"
"""The hashes of papers: they seal them, and say nothing to who reads the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMade:
    """A paper that was numbered and stored just now, and never printed."""

    kind: PaperKind
    code: str
    paper: Paper
    changed: frozenset[Topic] = frozenset({Topic.DOCUMENTS})


@needs(Right.JOURNAL)
def make_extract(unit: Unit, wanted: Filter) -> PaperMade:
    """The newest :data:`MOST` of what is looked for, oldest first, with the chain's head.

    The journal keeps who took which of it. Raise :class:`models.values.Refused` where nothing
    is like that.
    """
    chain = unit.connection.execute(HEAD).one()
    rows = find_rows(unit, wanted, None, MOST + 1)
    if not rows:
        raise refuse("journal-nothing-like-that")
    shown = sorted(rows[:MOST], key=lambda row: row.number)
    number = next_number(unit, PaperKind.JOURNAL)
    extract = JournalExtract(
        head=paper_head(unit, number, unit.shop.language),
        wanted=_looked_for(unit, wanted),
        entries=recorded(unit, shown),
        whole=len(rows) <= MOST,
        people=people_of(unit, shown),
        journal_entries=chain.entries,
        journal_head=chain.hash,
    )
    store_paper(unit, number, extract.to_json())
    record(
        unit,
        "JournalExtracted",
        paper=number.code,
        filter=wanted.facts(),
        rows=len(shown),
    )
    return made(unit, PaperKind.JOURNAL, number.code)


def made(unit: Unit, kind: PaperKind, code: str) -> PaperMade:
    """The paper as it is read back from what was stored."""
    snapshot, _ = open_snapshot(unit, kind, code)
    return PaperMade(kind=kind, code=code, paper=read_paper(kind, snapshot))


def recorded(unit: Unit, rows: Iterable[Row[Any]]) -> tuple[Recorded, ...]:
    """Entries as a snapshot holds them; what is kept aside of them stays there."""
    found = []
    for row in rows:
        body = json.loads(row.body)
        body.pop(NOT_TOLD, None)
        found.append(
            Recorded(
                number=row.number,
                at=row.at.astimezone(unit.shop.zone).isoformat(timespec="seconds"),
                event=row.event,
                person=row.person or "",
                register=row.register or "",
                body=body,
                aside=tuple(key for key, value in body.items() if is_sealed(value)),
            )
        )
    return tuple(found)


def people_of(unit: Unit, rows: Sequence[Row[Any]]) -> tuple[tuple[int, str], ...]:
    """Whom these entries name, by their number."""
    named = {key for row in rows for key in people_named(row.event, json.loads(row.body))}
    people = unit.connection.execute(
        select(Staff.id, Staff.name).where(Staff.id.in_(named)).order_by(Staff.id)
    )
    return tuple((row.id, row.name) for row in people)


def _looked_for(unit: Unit, wanted: Filter) -> LookedFor:
    """The filter in names, as its keys say nothing on paper."""
    person = select(Staff.name).where(Staff.id == wanted.person)
    register = select(Register.code).where(Register.id == wanted.register)
    return LookedFor(
        events=wanted.events,
        person=unit.connection.scalar(person) or "" if wanted.person is not None else "",
        register=(
            unit.connection.scalar(register) or "" if wanted.register is not None else ""
        ),
        since=wanted.since.isoformat() if wanted.since else "",
        until=wanted.until.isoformat() if wanted.until else "",
        text=mask_card_numbers(wanted.text.strip()),
    )
