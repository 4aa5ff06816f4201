"""Write down what happened: one chain, each entry sealed with the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update

from models.tables.base import add_row, rows_of
from models.tables.journal import JournalEntry, JournalHead
from models.values.events import CLOCK_JUMP

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.unit import Unit

GENESIS = "0" * 64
LEEWAY: Final = timedelta(seconds=5)
"""How much earlier than the entry before one may be: counters' clocks are never quite alike."""

HEAD = (
    select(JournalHead.entries, JournalHead.hash, JournalHead.at)
    .where(JournalHead.id == 1)
    .with_for_update()
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

    Where its moment lies before the entry before, a ``ClockJump`` with the seconds stands
    first: the clock was put back, here or there.
    """
    head = unit.connection.execute(HEAD).one()
    entries, sealed = head.entries, head.hash
    if event != CLOCK_JUMP and (back := _back_by(unit, head.at)) > LEEWAY:
        jump = {"seconds": -round(back.total_seconds())}
        entries, sealed = _append(unit, entries, sealed, CLOCK_JUMP, jump)
    _append(unit, entries, sealed, event, body)


def _append(
    unit: Unit, entries: int, previous: str, event: str, body: Mapping[str, Any]
) -> tuple[int, str]:
    """Where the chain stands afterwards."""
    text = canonical(body)
    number = entries + 1
    sealed = seal(previous, number, unit.now, event, text)
    add_row(
        unit.connection,
        JournalEntry,
        number=number,
        at=unit.now,
        event=event,
        staff_id=unit.person.staff_id if unit.person else None,
        register_id=unit.station.register_id,
        body=text,
        previous=previous,
        hash=sealed,
    )
    unit.connection.execute(MOVE_HEAD, {"entries": number, "hash": sealed, "at": unit.now})
    return number, sealed


def _back_by(unit: Unit, before: datetime | None) -> timedelta:
    """How much earlier it is now than at the entry before; less than nothing if it is later.

    On PostgreSQL others go on writing while a long import is under way, whose one moment is
    its beginning: what it took so far is no jump.
    """
    if before is None:
        return timedelta()
    back = before - unit.now
    if back > LEEWAY and unit.connection.dialect.name == "postgresql":
        under_way = select(func.clock_timestamp() - func.transaction_timestamp())
        back -= unit.connection.execute(under_way).scalar_one()
    return back
