"""Write down what happened: one chain, each entry sealed with the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select, update

from models.rules.references import references_in
from models.tables.base import add_row, insertion, rows_of
from models.tables.cases import Case
from models.tables.journal import JournalEntry, JournalHead, JournalReference
from models.values.events import CLOCK_JUMP, EVENTS, FIRST_PRINT, EventGroup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.unit import Unit

GENESIS = "0" * 64
LEEWAY: Final = timedelta(seconds=5)
"""How much earlier than the entry before one may be: counters' clocks are never quite alike."""

NOT_AT_THE_COUNTER: Final = frozenset(
    {
        *("ApprovalAnswered", "OperatorBypassApproval"),
        *("ApprovalDelegated", "DelegationEnded"),
        *("RefundSettled", "RefundDeclined", "ValueCardExpired"),
        *("PrintFailed", "PrintCancelled", "PrintRedirected"),
        *("ReceiptMailSent", "ReceiptMailFailed"),
        *("ReceiptMailRetried", "ReceiptMailCancelled", "MailServerChange"),
        *("PrinterAdd", "PrinterChange", "PrinterDisable"),
        *("PaperRouteChange", "LetterheadChanged", "SigningTermsChanged"),
    }
)
"""What is done while somebody else may be served: at a manager's own register, by the threads
that print and mail, from a list of what waits. What it names leads to its case."""
OF_A_CASE: Final = (
    frozenset({"ProductAnswered", "BillAnswered", "PolicyAnswered"})
    | {
        name
        for name, event in EVENTS.items()
        if event.group
        in (EventGroup.DECISIONS, EventGroup.APPROVALS, EventGroup.CARDS, EventGroup.PAPERS)
    }
) - NOT_AT_THE_COUNTER
"""Events that belong to the case in hand where they are recorded."""
HEAD = (
    select(JournalHead.entries, JournalHead.hash, JournalHead.at)
    .where(JournalHead.id == 1)
    .with_for_update()
)
HERE = select(Case.code).where(Case.at_register_id == bindparam("register"))
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


def seal_before_0017(previous: str, entry: Entry) -> str:
    """As entries were sealed at first: without the person and the register. Who they were is
    vouched for by the entries that migration 0017 wrote."""
    moment = entry.at.astimezone(UTC).isoformat()
    return sha256("\n".join((previous, str(entry.number), moment, entry.event, entry.body)))


def sha256(text: str) -> str:
    """As 64 small hexadecimal digits, of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def record(unit: Unit, event: str, **body: Any) -> None:
    """Append one entry; call it last, as writers of the journal queue on its head.

    Papers stored since the last entry go in with the hash of what they say (``papers``); those
    that are printed as they are made have a ``ReceiptPrint`` each after it.
    Where its moment lies before the entry before, a ``ClockJump`` with the seconds stands
    first: the clock was put back, here or there. What the body names is noted beside it, so
    that a case can be followed. The case that the register serves is named where the event is
    one of its own; as ``visit`` beside a visit on hold, which is called ``case`` there.
    """
    head = unit.connection.execute(HEAD).one()
    entries, sealed = head.entries, head.hash
    if event != CLOCK_JUMP and (back := _back_by(unit, head.at)) > LEEWAY:
        jump = {"seconds": -round(back.total_seconds())}
        entries, sealed = _append(unit, entries, sealed, CLOCK_JUMP, jump)
    if event in OF_A_CASE and (case := _case_here(unit)):
        body.setdefault("visit" if isinstance(body.get("case"), int) else "case", case)
    if unit.unsealed:
        body["papers"] = dict(unit.unsealed)
        unit.unsealed.clear()
    entries, sealed = _append(unit, entries, sealed, event, body)
    for code in unit.sent_out:
        printed = {"paper": code, "copy": 0}
        entries, sealed = _append(unit, entries, sealed, FIRST_PRINT, printed)
    unit.sent_out.clear()


def _case_here(unit: Unit) -> str:
    """The code of the case that this register serves, read once in each unit of work."""
    if unit.person is None or unit.machine:
        return ""
    register = unit.station.register_id
    if register not in unit.in_hand:
        unit.in_hand[register] = unit.connection.scalar(HERE, {"register": register}) or ""
    return unit.in_hand[register]


def _append(
    unit: Unit, entries: int, previous: str, event: str, body: Mapping[str, Any]
) -> tuple[int, str]:
    """Where the chain stands afterwards."""
    entry = Entry(
        number=entries + 1,
        at=unit.now,
        event=event,
        staff_id=unit.person.staff_id if unit.person else None,
        register_id=unit.station.register_id,
        body=canonical(body),
    )
    sealed = seal(previous, entry)
    add_row(unit.connection, JournalEntry, **entry._asdict(), previous=previous, hash=sealed)
    named = [
        {"reference": each, "number": entry.number} for each in sorted(references_in(body))
    ]
    if named:
        unit.connection.execute(insertion(JournalReference), named)
    moved = {"entries": entry.number, "hash": sealed, "at": unit.now}
    unit.connection.execute(MOVE_HEAD, moved)
    return entry.number, sealed


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
