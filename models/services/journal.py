"""Write down what happened: one chain, each entry sealed with the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, update

from models.tables.base import add_row, rows_of
from models.tables.journal import JournalEntry, JournalHead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.unit import Unit

GENESIS = "0" * 64

HEAD = (
    select(JournalHead.entries, JournalHead.hash).where(JournalHead.id == 1).with_for_update()
)
MOVE_HEAD = update(rows_of(JournalHead)).where(rows_of(JournalHead).c.id == 1)


def canonical(body: Mapping[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, nothing escaped."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Entry(NamedTuple):
    """What an entry says; nothing of it can be changed without breaking its seal."""

    number: int
    at: datetime
    event: str
    staff_id: int | None
    register_id: int | None
    body: str


def seal(previous: str, entry: Entry) -> str:
    """The hash of an entry: SHA-256 over the one before and everything this one says."""
    number, at, event, staff_id, register_id, body = entry
    who = "" if staff_id is None else str(staff_id)
    where = "" if register_id is None else str(register_id)
    moment = at.astimezone(UTC).isoformat()
    return sha256("\n".join((previous, str(number), moment, event, who, where, body)))


def seal_before_0016(previous: str, entry: Entry) -> str:
    """As entries were sealed at first: without the person and the register. Who they were is
    vouched for by the entries that migration 0016 wrote."""
    moment = entry.at.astimezone(UTC).isoformat()
    return sha256("\n".join((previous, str(entry.number), moment, entry.event, entry.body)))


def sha256(text: str) -> str:
    """As 64 small hexadecimal digits, of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def record(unit: Unit, event: str, **body: Any) -> None:
    """Append one entry; call it last, as writers of the journal queue on its head.

    Papers stored since the last entry go in with the hash of what they say (``papers``).
    """
    head = unit.connection.execute(HEAD).one()
    if unit.unsealed:
        body["papers"] = dict(unit.unsealed)
        unit.unsealed.clear()
    entry = Entry(
        number=head.entries + 1,
        at=unit.now,
        event=event,
        staff_id=unit.person.staff_id if unit.person else None,
        register_id=unit.station.register_id,
        body=canonical(body),
    )
    sealed = seal(head.hash, entry)
    add_row(unit.connection, JournalEntry, **entry._asdict(), previous=head.hash, hash=sealed)
    unit.connection.execute(MOVE_HEAD, {"entries": entry.number, "hash": sealed})
