"""The queue of mail as the mailing thread uses it: take one, say what became of it.

Nobody has to be signed on: whoever sent the paper was. Whoever takes a mail has it for
:data:`models.rules.mail.LEASE`. One whose lease ran out was left by a crash or a power cut:
it failed, as the server may have taken it, and a person looks.

**Once only.** Between a server that says “taken” and our row that says so lies a moment in
which the connection, or the machine, may go. Then nobody here can know, so such a mail fails
and is never tried again by itself. If a person tries it again, it goes out under the same
Message-ID (``MailTaken.message_id``, fixed for the row by the database), by which the
receiving side drops a double; most do, none has to.

What is said of a mail that is not the speaker's any more changes nothing, as somebody
cancelled it meanwhile, or it was given up for lost and a person has it now.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, not_, or_, select, update

from models.rules.mail import LEASE, LONGEST_WAIT, is_given_up, wait_before
from models.services.journal import record
from models.services.letterheads import logos_on
from models.services.mail import move_mail
from models.services.mail_server import server_of
from models.services.print_queue import PaperPrinted
from models.services.rights import anybody
from models.services.sealing import open_sealed
from models.tables.base import rows_of
from models.tables.documents import Document
from models.tables.mail import PaperMail
from models.values import Message, Topic
from models.values.every_paper import read_paper
from models.values.mail import OPEN_MAIL, MailServer, MailState
from models.values.messages import read, written
from models.values.printing import PaperKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit

WHY: Final = "the queue sends what somebody already asked for"
INTERRUPTED: Final = Message("mail-interrupted")
_rows = rows_of(PaperMail)
_mails = _rows.c


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTaken:
    """A mail of this register that ``holder`` has until its lease is over."""

    mail_id: int
    code: str
    copy: int
    address: str
    message_id: str
    """The same each time it is tried."""
    queued_at: datetime
    """In the shop's own time."""
    attempts: int
    """1 for the first."""
    holder: str
    server: MailServer


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTrouble:
    """A mail that does not get on by itself, or did not when it was tried last."""

    mail_id: int
    attempts: int
    failed: bool
    """Somebody has to look; else it is tried again."""
    problem: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLookedAt:
    due: bool
    """There is something to do now."""
    moving: bool
    """There will be, by itself."""
    troubles: tuple[MailTrouble, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettled:
    """Whether what was said of the mail was news; it is none of one that was lost."""

    moved: bool
    changed: frozenset[Topic] = frozenset({Topic.MAIL})


@anybody(WHY)
def is_mail_due(unit: Unit) -> bool:
    """Whether :func:`claim_mail` would find something to do. It writes nothing, so nobody
    waits for it: ask it as often as needed."""
    due = select(_mails.id).where(*_due_here(unit))
    return bool(unit.connection.scalar(select(exists(due))))


@anybody(WHY)
def look_at_mail(unit: Unit) -> MailLookedAt:
    """The open mail of this register."""
    rows = unit.connection.execute(
        select(_mails.id, _mails.attempts, _mails.state, _mails.problem)
        .where(
            _mails.state.in_(sorted(OPEN_MAIL)),
            _mails.register_id == unit.station.register_id,
        )
        .order_by(_mails.id)
    ).all()
    moving = any(row.state != MailState.FAILED for row in rows)
    troubles = (
        MailTrouble(
            mail_id=row.id,
            attempts=row.attempts,
            failed=row.state == MailState.FAILED,
            problem=tuple(map(read, json.loads(row.problem))),
        )
        for row in rows
    )
    return MailLookedAt(
        due=moving and is_mail_due(unit),
        moving=moving,
        troubles=tuple(each for each in troubles if each.problem),
    )


@anybody(WHY)
def claim_mail(unit: Unit, holder: str) -> MailTaken | None:
    """The oldest mail of this register that is due, which is ``holder``'s until its lease
    ends; nobody else gets the same. Those left in the middle are marked as failed on the way.

    ``holder`` (at most 40 characters) tells apart everybody who ever sends for this register.
    """
    server = server_of(unit)
    if server is None:
        return None
    while (row := _next_due(unit)) is not None:
        if row.state == MailState.WAITING:
            return _take(unit, row, holder, server)
        _fail(unit, row, [INTERRUPTED])
    return None


@anybody(WHY)
def mail_wanted(unit: Unit, mail: MailTaken) -> PaperPrinted:
    """What is sent: the paper as it was when it was made.

    Raise :class:`models.values.Refused` where whom it is about is not on record as it was.
    """
    row = unit.connection.execute(
        select(Document.kind, Document.snapshot)
        .join(_rows, _mails.document_id == Document.id)
        .where(_mails.id == mail.mail_id)
    ).one()
    kind = PaperKind(row.kind)
    (stored,) = open_sealed(unit, json.loads(row.snapshot))
    paper = read_paper(kind, stored)
    return PaperPrinted(kind=kind, paper=paper, copy=mail.copy, logos=logos_on(unit, paper))


@anybody(WHY)
def mail_sent(unit: Unit, mail_id: int, holder: str) -> MailSettled:
    """The server took it and sees to the rest; its address is forgotten here."""
    row = _theirs(unit, mail_id, holder)
    if row is None:
        return MailSettled(moved=False)
    move_mail(unit, mail_id, MailState.SENT, problem="[]", address="")
    record(unit, "ReceiptMailSent", paper=_code(unit, row), copy=row.copy)
    return MailSettled(moved=True)


@anybody(WHY)
def mail_waits(
    unit: Unit, mail_id: int, holder: str, problem: Sequence[Message], *, offline: bool
) -> MailSettled:
    """The server did not take it, for now.

    It is due again by itself after :func:`models.rules.mail.wait_before`; where the server
    cannot be reached (``offline``), all else that waits here not before it. What was tried
    for :data:`models.rules.mail.GIVEN_UP_AFTER` failed.
    """
    row = _theirs(unit, mail_id, holder)
    if row is None:
        return MailSettled(moved=False)
    if is_given_up(row.queued_at, unit.now):
        _fail(unit, row, [*problem, Message("mail-given-up")])
        return MailSettled(moved=True)
    due_at = unit.now + wait_before(row.attempts, offline=offline)
    move_mail(unit, mail_id, MailState.WAITING, problem=_written(problem), due_at=due_at)
    if offline:
        unit.connection.execute(
            update(_rows)
            .where(
                _mails.state == MailState.WAITING,
                _mails.register_id == row.register_id,
                _mails.due_at < due_at,
            )
            .values(due_at=due_at)
        )
    return MailSettled(moved=True)


@anybody(WHY)
def mail_failed(
    unit: Unit, mail_id: int, holder: str, problem: Sequence[Message]
) -> MailSettled:
    """It was refused for good, or nobody knows whether it was taken, so that a person has to
    look. ``problem`` says why, at least in one message."""
    row = _theirs(unit, mail_id, holder)
    if row is not None:
        _fail(unit, row, problem)
    return MailSettled(moved=row is not None)


def _due_here(unit: Unit) -> tuple[ColumnElement[bool], ...]:
    """A moment that lies further ahead than any wait is of a clock that was wrong."""
    now = unit.now
    waits = and_(
        _mails.state == MailState.WAITING, not_(_ahead(_mails.due_at, now, LONGEST_WAIT))
    )
    left = and_(_mails.state == MailState.SENDING, not_(_ahead(_mails.held_until, now, LEASE)))
    return (
        _mails.state.in_((MailState.WAITING, MailState.SENDING)),
        _mails.register_id == unit.station.register_id,
        or_(waits, left),
    )


def _ahead(column: ColumnElement[Any], now: datetime, most: Any) -> ColumnElement[bool]:
    return and_(column > now, column <= now + most)


def _next_due(unit: Unit) -> Row[Any] | None:
    return unit.connection.execute(
        select(_rows)
        .where(*_due_here(unit))
        .order_by(_mails.state != MailState.SENDING, _mails.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def _take(unit: Unit, row: Row[Any], holder: str, server: MailServer) -> MailTaken:
    unit.connection.execute(
        update(_rows)
        .where(_mails.id == row.id)
        .values(
            state=MailState.SENDING,
            attempts=row.attempts + 1,
            changed_at=unit.now,
            holder=holder,
            held_until=unit.now + LEASE,
        )
    )
    return MailTaken(
        mail_id=row.id,
        code=_code(unit, row),
        copy=row.copy,
        address=row.address,
        message_id=row.message_id,
        queued_at=row.queued_at.astimezone(unit.shop.zone),
        attempts=row.attempts + 1,
        holder=holder,
        server=server,
    )


def _theirs(unit: Unit, mail_id: int, holder: str) -> Row[Any] | None:
    return unit.connection.execute(
        select(_rows)
        .where(_mails.id == mail_id, _mails.state == MailState.SENDING, _mails.holder == holder)
        .with_for_update()
    ).one_or_none()


def _code(unit: Unit, row: Row[Any]) -> str:
    code = select(Document.code).where(Document.id == row.document_id)
    return str(unit.connection.scalar(code))


def _fail(unit: Unit, row: Row[Any], problem: Sequence[Message]) -> None:
    move_mail(unit, row.id, MailState.FAILED, problem=_written(problem))
    codes = [message.code for message in problem]
    said = {"paper": _code(unit, row), "copy": row.copy}
    record(unit, "ReceiptMailFailed", **said, why=codes)


def _written(problem: Sequence[Message]) -> str:
    return json.dumps([written(message) for message in problem])
