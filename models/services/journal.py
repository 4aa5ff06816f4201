"""Write down what happened: one chain, each entry sealed with the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.rules.references import references_in
from models.tables.base import add_row, insertion, rows_of
from models.tables.journal import JournalEntry, JournalHead, JournalReference

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


def seal(previous: str, number: int, at: datetime, event: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the one before and everything this one says."""
    moment = at.astimezone(UTC).isoformat()
    content = "\n".join((previous, str(number), moment, event, body))
    return hashlib.sha256(content.encode()).hexdigest()


def record(unit: Unit, event: str, **body: Any) -> None:
    """Append one entry; call it last, as writers of the journal queue on its head.

    What the body names is noted beside it, so that a case can be followed.
    """
    head = unit.connection.execute(HEAD).one()
    text = canonical(body)
    number = head.entries + 1
    sealed = seal(head.hash, number, unit.now, event, text)
    add_row(
        unit.connection,
        JournalEntry,
        number=number,
        at=unit.now,
        event=event,
        staff_id=unit.person.staff_id if unit.person else None,
        register_id=unit.station.register_id,
        body=text,
        previous=head.hash,
        hash=sealed,
    )
    named = [{"reference": each, "number": number} for each in sorted(references_in(body))]
    if named:
        unit.connection.execute(insertion(JournalReference), named)
    unit.connection.execute(MOVE_HEAD, {"entries": number, "hash": sealed})
