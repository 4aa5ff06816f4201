"""The journal's chain: every entry there, in its place, and as it was written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from models.services.journal import GENESIS, Entry, seal, seal_before_0017, sha256
from models.services.verify_examination import facts_in, moment_of
from models.services.verify_references import named_by

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.verify_examination import Examination

ENTRIES = (
    "SELECT number, at, event, staff_id, register_id, body, previous, hash "
    "FROM journal ORDER BY number"
)
IN_A_BLOCK = 1000
"""Entries of before 0016 that one later entry vouches for."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""How far the clock of this machine may be behind the one that wrote an entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's last seal and how many entries it closes, as on a Z."""

    hash: str
    count: int


@dataclass(slots=True)
class _Walk:
    """Where the chain stands after the entries read so far."""

    number: int = 0
    follows: tuple[str, ...] = (GENESIS,)
    """What the next entry may name: the last seal as stored, and as it should be."""
    renewed: bool = False
    """Whether entries are sealed with person and register from here on."""
    old: bool = False
    """Whether there was one that is not."""
    block: list[Entry] = field(default_factory=list)
    blocks: dict[int, tuple[int, str]] = field(default_factory=dict)
    """First entry to last entry and digest of who made them: to be vouched for."""
    at_count: str | None = None


def walk_chain(ex: Examination, known: Head | None) -> Head:
    """Read all entries once, note what is wrong, and keep aside what they tell.

    ``known`` is the head of a paper: it must still be there. Return the head as it is.
    """
    walk = _Walk(at_count=GENESIS if known and known.count == 0 else None)
    latest = ex.unit.now + AHEAD
    for portion in ex.stream(ENTRIES, 2000):
        for row in portion:
            _step(ex, walk, row, latest)
            if known and walk.number == known.count:
                walk.at_count = row.hash
        ex.advance(len(portion))
    if walk.old:
        _close_block(walk)
    for first, (last, _) in walk.blocks.items():
        ex.wrong("journal-unsealed", "journal", first, first=first, last=last)
    for code, entry in ex.told.sealed_twice:
        ex.wrong("paper-sealed-twice", "journal", entry, number=code, entry=entry)
    head = Head(walk.follows[0], walk.number)
    _check_head_row(ex, head)
    if known is not None:
        _check_known(ex, known, head, walk.at_count)
    return head


def _step(ex: Examination, walk: _Walk, row: Row[*tuple[Any, ...]], latest: datetime) -> None:
    number, at, event, staff_id, register_id, body, previous, stored = row
    expected = walk.number + 1
    moment = moment_of(at)
    if number > expected:
        ex.wrong("journal-gap", "journal", expected, first=expected, last=number - 1)
    if moment is None or number < expected:
        ex.wrong("journal-changed", "journal", number, number=number, event=str(event))
        walk.number, walk.follows = max(number, walk.number), (stored,)
        return
    entry = Entry(number, moment, str(event), staff_id, register_id, str(body))
    computed = _sealed_as(walk, str(previous), entry, stored)
    if computed != stored:
        ex.wrong("journal-changed", "journal", number, number=number, event=entry.event)
    elif number == expected and previous not in walk.follows:
        ex.wrong("journal-unlinked", "journal", number, number=number, before=walk.number)
    elif not EARLIEST <= moment <= latest:
        ex.wrong("journal-moment", "journal", number, number=number, at=moment.isoformat())
    _take_in(ex, walk, entry)
    walk.number, walk.follows = number, (stored, computed)


def _sealed_as(walk: _Walk, previous: str, entry: Entry, stored: str) -> str:
    """The seal that the entry should have; the first way of sealing is never taken up again
    once it was left."""
    computed = seal(previous, entry)
    if walk.renewed:
        return computed
    if computed == stored:
        walk.renewed = True
        if walk.old:
            _close_block(walk)
        else:
            walk.block.clear()
            walk.blocks.clear()
        return computed
    _remember(walk, entry)
    before = seal_before_0017(previous, entry)
    if before == stored:
        walk.old = True
        return before
    return computed


def _take_in(ex: Examination, walk: _Walk, entry: Entry) -> None:
    try:
        if entry.event == "EntriesSealed":
            _check_block(ex, walk, entry)
        body = json.loads(entry.body)
        if not isinstance(body, dict):
            raise ValueError(f"entry {entry.number}")
        ex.told.take_in(entry, body)
        ex.named += sum(hash((each, entry.number)) for each in named_by(ex, entry.event, body))
    except ValueError:
        ex.wrong("journal-unreadable", "journal", entry.number, number=entry.number)


def _remember(walk: _Walk, entry: Entry) -> None:
    if walk.block and _block_of(walk.block[0]) != _block_of(entry):
        _close_block(walk)
    walk.block.append(entry)


def _block_of(entry: Entry) -> int:
    """The first number of its block."""
    return entry.number - (entry.number - 1) % IN_A_BLOCK


def _close_block(walk: _Walk) -> None:
    if walk.block:
        said = "".join(
            f"{e.number} {e.staff_id or ''} {e.register_id or ''}\n" for e in walk.block
        )
        walk.blocks[_block_of(walk.block[0])] = walk.block[-1].number, sha256(said)
        walk.block.clear()


def _check_block(ex: Examination, walk: _Walk, entry: Entry) -> None:
    body = facts_in(entry.body)
    first, last = body.get("first"), body.get("last")
    found = walk.blocks.pop(first, None) if isinstance(first, int) else None
    if found != (last, body.get("who")):
        ex.wrong("journal-who-changed", "journal", first, first=first, last=last)


def _check_head_row(ex: Examination, head: Head) -> None:
    rows = ex.rows("SELECT entries, hash FROM journal_head WHERE id = 1")
    if not rows:
        ex.wrong("journal-head-missing", "journal_head", 1)
        return
    entries, stored = rows[0]
    if entries > head.count:
        first = head.count + 1
        ex.wrong("journal-cut", "journal", first, first=first, last=entries)
    elif entries < head.count:
        ex.wrong("journal-head-behind", "journal_head", 1, entries=entries, last=head.count)
    elif stored != head.hash:
        ex.wrong("journal-head-differs", "journal_head", 1, entries=entries)


def _check_known(ex: Examination, known: Head, head: Head, there: str | None) -> None:
    if known.count > head.count:
        first = head.count + 1
        ex.wrong("head-cut", "journal", first, count=known.count, entries=head.count)
    elif there != known.hash:
        ex.wrong("head-rewritten", "journal", known.count, count=known.count)
