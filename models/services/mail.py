"""Papers by e-mail as people use it: send one, see what waits, help it on.

An e-mailed PDF leaves the counter as paper does: it is counted when it is queued, so that it
is the original where nothing was printed before, and the next copy otherwise. However often
it is tried, it stays that copy under one Message-ID: whoever receives it twice drops one.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import literal, select, update

from models.rules.mail import masked, objection_to, wire_address
from models.services.documents import count_copy, paper_numbered
from models.services.journal import record
from models.services.mail_server import server_of
from models.services.rights import check_right, needs
from models.tables.base import add_numbered, rows_of
from models.tables.documents import Document
from models.tables.mail import PaperMail
from models.tables.people import Customer, Staff
from models.tables.personal import Personal
from models.tables.returns import GoodsReturn
from models.tables.shop import Register
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import Message, Refused, Topic, refuse
from models.values.card_numbers import refuse_card_number
from models.values.mail import FOR_CUSTOMERS, OPEN_MAIL, MailState
from models.values.messages import read
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

CHANGED: Final = frozenset({Topic.MAIL, Topic.DOCUMENTS})
_mails = rows_of(PaperMail)
MAILS = (
    select(
        _mails,
        Document.code,
        Document.kind,
        Register.code.label("register"),
        Staff.name.label("person"),
    )
    .join(Document, Document.id == _mails.c.document_id)
    .join(Register, Register.id == _mails.c.register_id)
    .join(Staff, Staff.id == _mails.c.staff_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """A paper is on its way; ``copy`` is what it is marked, 0 for the original."""

    mail_id: int
    code: str
    copy: int
    shown: str
    """Where to, as everybody may see it: ``s•••@example.com``."""
    changed: frozenset[Topic] = CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSeen:
    """A mail as the queue lists it."""

    id: int
    register: str
    kind: str
    """A :class:`models.values.printing.PaperKind`."""
    code: str
    copy: int
    shown: str
    state: MailState
    problem: tuple[Message, ...]
    """Why it waits or failed."""
    queued_at: datetime
    """In the shop's own time."""
    attempts: int
    person: str
    """Who sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMoved:
    """Where a mail is after somebody helped it on."""

    mail: MailSeen
    changed: frozenset[Topic] = CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class MailProposed:
    """What is proposed before a paper is sent."""

    code: str
    address: str
    """Of the customer on record; nothing where there is none."""


@needs(Right.LOOK)
def address_for(unit: Unit, code: str) -> MailProposed:
    """Whose paper it is, and where they read their mail, as far as it is on record.

    Refused as :func:`mail_paper` is, but for the address.
    """
    document_id = _sendable(unit, code)
    by_return = (
        select(GoodsReturn.customer_id, literal(1).label("rank"))
        .join(Document, Document.return_id == GoodsReturn.id)
        .where(Document.id == document_id)
    )
    by_card = (
        select(ValueCard.customer_id, literal(2))
        .join(ValueEntry, ValueEntry.card_id == ValueCard.id)
        .where(ValueEntry.paper == code)
    )
    named = json.loads(_snapshot(unit, document_id)).get("customer")
    person = named.get("person") if isinstance(named, dict) else None
    by_name = select(Personal.customer_id, literal(3)).where(Personal.id == person)
    whose = by_return.union_all(by_card, by_name).subquery()
    address = unit.connection.scalar(
        select(Customer.email)
        .join(whose, whose.c.customer_id == Customer.id)
        .where(Customer.email.is_not(None), Customer.forgotten_at.is_(None))
        .order_by(whose.c.rank)
        .limit(1)
    )
    return MailProposed(code=code, address=address or "")


@needs(Right.LOOK)
def mail_paper(unit: Unit, code: str, address: str) -> Mailed:
    """Send a numbered paper as PDF: counted, in the journal and queued in one.

    The journal has no address. Raise :class:`models.values.Refused` for a number that no
    paper has, for a paper that stays in the shop, where the shop has no mail server, and for
    what is not exactly one address.
    """
    document_id = _sendable(unit, code)
    to = address.strip()
    refuse_card_number(to)
    if (objection := objection_to(to)) is not None:
        raise Refused(objection)
    server = server_of(unit)
    if server is None:
        raise refuse("mail-not-set-up")
    copy = count_copy(unit, document_id, code)
    domain = wire_address(server.sender_address).rpartition("@")[2]
    shown = masked(to)
    mail_id = add_numbered(
        unit.connection,
        PaperMail,
        document_id=document_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        copy=copy,
        message_id=f"<konter-{secrets.token_hex(16)}@{domain}>",
        address=to,
        shown=shown,
        state=MailState.WAITING,
        attempts=0,
        problem="[]",
        queued_at=unit.now,
        changed_at=unit.now,
        due_at=unit.now,
    )
    record(unit, "ReceiptMail", paper=code, copy=copy)
    return Mailed(mail_id=mail_id, code=code, copy=copy, shown=shown)


@needs(Right.LOOK)
def list_open_mail(unit: Unit, *, everywhere: bool = False) -> tuple[MailSeen, ...]:
    """What is to be sent or looked after at this register, the oldest first.

    ``everywhere`` lists that of the whole shop, for whoever may change its settings. Raise
    :class:`models.values.Refused` for others.
    """
    query = MAILS.where(_mails.c.state.in_(sorted(OPEN_MAIL)))
    if everywhere:
        check_right(unit, Right.SETTINGS)
    else:
        query = query.where(_mails.c.register_id == unit.station.register_id)
    return tuple(
        _seen(unit, row) for row in unit.connection.execute(query.order_by(_mails.c.id))
    )


@needs(Right.LOOK)
def retry_mail(unit: Unit, mail_id: int) -> MailMoved:
    """Try it again now, as the same copy under the same Message-ID.

    Raise :class:`models.values.Refused` for what is being sent or is finished.
    """
    row = _held(unit, mail_id, {MailState.WAITING, MailState.FAILED})
    move_mail(unit, mail_id, MailState.WAITING, attempts=0, problem="[]", due_at=unit.now)
    record(unit, "ReceiptMailRetried", paper=row.code, copy=row.copy)
    return _moved(unit, mail_id)


@needs(Right.LOOK)
def cancel_mail(unit: Unit, mail_id: int) -> MailMoved:
    """Give it up: its address is forgotten, and what was counted stays counted.

    What is being sent may arrive nevertheless. Raise :class:`models.values.Refused` for what
    is finished.
    """
    row = _held(unit, mail_id, OPEN_MAIL)
    move_mail(unit, mail_id, MailState.CANCELLED, address="")
    record(unit, "ReceiptMailCancelled", paper=row.code, copy=row.copy)
    return _moved(unit, mail_id)


def move_mail(unit: Unit, mail_id: int, state: MailState, **values: object) -> None:
    """To another state; nobody has it any more."""
    unit.connection.execute(
        update(_mails)
        .where(_mails.c.id == mail_id)
        .values(state=state, changed_at=unit.now, holder=None, held_until=None, **values)
    )


def _sendable(unit: Unit, code: str) -> int:
    document_id, kind = paper_numbered(unit, code)
    if kind not in FOR_CUSTOMERS:
        raise refuse("mail-stays-here", paper=code)
    return document_id


def _snapshot(unit: Unit, document_id: int) -> str:
    return str(
        unit.connection.scalar(select(Document.snapshot).where(Document.id == document_id))
    )


def _held(unit: Unit, mail_id: int, states: Collection[MailState]) -> Row[Any]:
    """The mail, which nobody else moves until the transaction is over.

    Of another register it is found only by whoever may change the shop's settings.
    """
    row = unit.connection.execute(
        MAILS.where(_mails.c.id == mail_id).with_for_update(of=_mails)
    ).one_or_none()
    if row is None:
        raise refuse("mail-unknown")
    if row.register_id != unit.station.register_id:
        check_right(unit, Right.SETTINGS)
    if row.state not in states:
        under_way = row.state == MailState.SENDING
        raise refuse("mail-under-way" if under_way else "mail-finished", paper=row.code)
    return row


def _moved(unit: Unit, mail_id: int) -> MailMoved:
    row = unit.connection.execute(MAILS.where(_mails.c.id == mail_id)).one()
    return MailMoved(mail=_seen(unit, row))


def _seen(unit: Unit, row: Row[Any]) -> MailSeen:
    return MailSeen(
        id=row.id,
        register=row.register,
        kind=row.kind,
        code=row.code,
        copy=row.copy,
        shown=row.shown,
        state=MailState(row.state),
        problem=tuple(map(read, json.loads(row.problem))),
        queued_at=row.queued_at.astimezone(unit.shop.zone),
        attempts=row.attempts,
        person=row.person,
    )
