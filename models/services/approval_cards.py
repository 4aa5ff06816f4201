"""Requests for a yes as screens show them: in a list, and each with everything about it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from models.rules.approvals import Needed, overridden
from models.services.approval_bodies import RemedyAsked, VoidAsked, read_wanted
from models.services.approval_seen import LISTED, ApprovalSeen, events_of, local, seen_of
from models.services.approval_threads import Thread, find_request
from models.services.authorities import Claim, find_authority, may_answer
from models.services.complaint_rows import complaint_of
from models.services.rights import needs
from models.services.seen import read_finding
from models.tables.approvals import Approval as ApprovalRow
from models.tables.base import rows_of
from models.tables.people import Customer
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale
from models.values import ZERO, Message, Money, refuse
from models.values.approvals import (
    ANSWERED_WITHIN,
    PENDING,
    ApprovalCount,
    ApprovalKind,
    ApprovalListed,
    ApprovalState,
    CustomerHistory,
)
from models.values.codes import Proof, Standing
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from models.services.approval_bodies import Wanted
    from models.unit import Unit
    from models.values.complaints import ComplaintSeen

HISTORY_MONTHS: Final = 12
UNANSWERED = (ApprovalState.OPEN, ApprovalState.QUESTION)

_row = rows_of(ApprovalRow)
CAME_BACK = (
    select(GoodsReturn.proof, func.sum(ReturnLine.gross).label("value"))
    .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
    .where(
        STANDS,
        GoodsReturn.customer_id == bindparam("customer"),
        GoodsReturn.taken_at >= bindparam("since"),
    )
    .group_by(GoodsReturn.id, GoodsReturn.proof)
)
BOUGHT = select(func.count(Sale.id), func.sum(Sale.total)).where(
    SOLD, Sale.customer_id == bindparam("customer"), Sale.sold_at >= bindparam("since")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCard(ApprovalSeen):
    """A request with all that a manager wants to know; moments are in the shop's own time."""

    state: ApprovalState
    asked_at: datetime
    expires_at: datetime
    """Until when it is answered, or used once it is granted."""
    staff_id: int
    store: str
    register: str
    asked: Wanted | None
    """The request as it stands after a change; post this. Nothing for a call without a case
    and for what only a manager on the spot allows."""
    words: str = ""
    """What the clerk said."""
    history: CustomerHistory | None = None
    managers: int
    """How many yes it needs: nothing for a call for help."""
    used_by: str = ""
    """The paper that rests on it."""
    own: bool
    may_answer: tuple[Message, ...] = ()
    """Why whoever looks may not say yes (no and a question need only the right); empty where
    they may."""
    may_change: bool = False
    """Whether less money or another tender can be said at all."""
    complaint: ComplaintSeen | None = None
    """Whose remedy it is about, as it stands now."""


@needs(Right.LOOK)
def list_approvals(unit: Unit) -> tuple[ApprovalListed, ...]:
    """Requests of this store that wait, oldest first: all for whoever may answer, and one's
    own for everybody; of one's own also what was refused or lapsed in the last half hour.

    A call that somebody is coming to waits until it is done.
    """
    return tuple(_listed(unit, row) for row in _rows(unit))


@needs(Right.LOOK)
def open_approval(unit: Unit, approval_id: str) -> ApprovalCard:
    """One request. Refused where there is none of this store, or it is somebody else's and
    whoever looks may not answer."""
    row = find_request(unit, approval_id)
    own = row.staff_id == unit.clerk.staff_id
    if not own and not may_answer(unit, unit.clerk.staff_id):
        raise refuse("approval-unknown")
    return card_of(unit, row)


@needs(Right.LOOK)
def customer_history(unit: Unit, customer_id: int) -> CustomerHistory | None:
    """What a customer bought and brought back in a year; nothing of one who is not there."""
    return _history(unit, customer_id)


@needs(Right.LOOK)
def count_approvals(unit: Unit) -> ApprovalCount:
    """How many wait: cheap, for a badge that is always there."""
    rows = _rows(unit)
    me = unit.clerk.staff_id
    mine = [row for row in rows if row.staff_id == me]
    states = [_state(unit, Thread(row, events_of(unit, row.id))) for row in mine]
    return ApprovalCount(
        to_answer=sum(
            row.staff_id != me and row.state == ApprovalState.OPEN and unit.now < row.expires_at
            for row in rows
        ),
        own=sum(state.pending for state in states),
        own_answered=sum(
            state in (ApprovalState.QUESTION, ApprovalState.GRANTED, ApprovalState.REFUSED)
            for state in states
        ),
    )


def card_of(unit: Unit, row: Row[Any]) -> ApprovalCard:
    """Everything about one request, for whoever is signed on."""
    listed = unit.connection.execute(LISTED.where(_row.c.id == row.id)).one()
    thread = Thread(listed, events_of(unit, row.id))
    seen = seen_of(unit, thread)
    asked = read_wanted(thread.now.body)
    return ApprovalCard(
        **{each.name: getattr(seen, each.name) for each in fields(seen)},
        state=_state(unit, thread),
        asked_at=local(unit, row.asked_at),
        expires_at=local(unit, thread.ends_at),
        staff_id=row.staff_id,
        store=unit.station.store,
        register=listed.register,
        asked=asked,
        words=thread.events[0].words,
        history=None if row.customer_id is None else _history(unit, row.customer_id),
        managers=thread.managers,
        used_by=row.used_by or "",
        own=row.staff_id == unit.clerk.staff_id,
        may_answer=_may(unit, thread, _needed(json.loads(thread.now.seen))),
        may_change=seen.kind is not ApprovalKind.HELP
        and asked is not None
        and not isinstance(asked, VoidAsked | RemedyAsked),
        complaint=complaint_of(unit, asked.complaint_id)
        if isinstance(asked, RemedyAsked)
        else None,
    )


def _rows(unit: Unit) -> list[Row[Any]]:
    own = _row.c.staff_id == unit.clerk.staff_id
    waits = _in(PENDING)
    lately = and_(
        own,
        _in((ApprovalState.REFUSED, ApprovalState.EXPIRED)),
        _row.c.asked_at > unit.now - ANSWERED_WITHIN,
    )
    coming = and_(_row.c.kind == ApprovalKind.HELP, _in((ApprovalState.GRANTED,)))
    all_ = or_(own, _in(UNANSWERED), coming)
    theirs = all_ if may_answer(unit, unit.clerk.staff_id) else own
    query = LISTED.where(
        _row.c.store_id == unit.station.store_id,
        ~_row.c.on_the_spot,
        or_(and_(waits, theirs), lately),
        _row.c.asked_at > unit.now - timedelta(hours=12),
    ).order_by(_row.c.asked_at, _row.c.id)
    rows = unit.connection.execute(query).all()
    lapsed = unit.now - ANSWERED_WITHIN
    return [row for row in rows if row.staff_id == unit.clerk.staff_id or row.asked_at > lapsed]


def _in(states: Iterable[ApprovalState]) -> ColumnElement[bool]:
    return _row.c.state.in_([state.value for state in states])


def _listed(unit: Unit, row: Row[Any]) -> ApprovalListed:
    thread = Thread(row, events_of(unit, row.id))
    seen = json.loads(thread.now.seen)
    return ApprovalListed(
        approval_id=row.id,
        kind=ApprovalKind(row.kind),
        state=_state(unit, thread),
        asked_at=local(unit, row.asked_at),
        expires_at=local(unit, thread.ends_at),
        staff_id=row.staff_id,
        person=row.person,
        register=row.register,
        about=row.about or row.customer or "",
        amount=Money(seen.get("amount", 0)),
        words=thread.events[0].words,
        own=row.staff_id == unit.clerk.staff_id,
        may_answer=_may(unit, thread, _needed(seen)),
    )


def _state(unit: Unit, thread: Thread) -> ApprovalState:
    """As it is on record, or lapsed where nobody has marked that yet."""
    state = ApprovalState(thread.row.state)
    if state.pending and unit.now >= thread.ends_at:
        return ApprovalState.EXPIRED
    return state


def _needed(seen: Mapping[str, Any]) -> Needed:
    """What a yes has to cover, as it was seen; the yes itself is decided anew."""
    lines = [line for line in seen.get("lines", ()) if not line.get("out")]
    amounts = [Money(line["amount"]) for line in lines] or [Money(seen.get("amount", 0))]
    written = [
        *seen.get("findings", ()),
        *(f for line in lines for f in line.get("findings", ())),
    ]
    findings = [read_finding(finding) for finding in written]
    beyond = [message["code"] for message in seen.get("beyond", ())]
    return Needed(
        codes=overridden(findings) | {code for code in beyond if code.startswith("split-")},
        line=max(amounts, key=lambda amount: amount.minor),
        case=Money.total(amounts),
    )


def _may(unit: Unit, thread: Thread, needed: Needed) -> tuple[Message, ...]:
    """Why whoever looks may not say yes; nothing where they may."""
    me, name, row = unit.clerk.staff_id, unit.clerk.name, thread.row
    if row.kind == ApprovalKind.HELP:
        may = me != row.staff_id and may_answer(unit, me)
        return () if may else (Message("approver-not-allowed", {"name": name}),)
    if row.state not in UNANSWERED or unit.now >= thread.ends_at:
        return (Message("approval-closed", {"approval_state": _state(unit, thread).value}),)
    concerned = {row.staff_id}
    for event in thread.valid:
        concerned |= {event.staff_id, event.authority_id}
    claim = Claim(approval_id=row.id, needed=needed, concerned=concerned)
    authority = find_authority(unit, me, name, claim)
    return (authority,) if isinstance(authority, Message) else ()


def _history(unit: Unit, customer_id: int) -> CustomerHistory | None:
    who = unit.connection.execute(
        select(Customer.name, Customer.standing).where(Customer.id == customer_id)
    ).one_or_none()
    if who is None:
        return None
    asked = {"customer": customer_id, "since": unit.now - timedelta(days=366)}
    came = unit.connection.execute(CAME_BACK, asked).all()
    sales, bought = unit.connection.execute(BOUGHT, asked).one()
    return CustomerHistory(
        customer_id=customer_id,
        name=who.name,
        standing=Standing(who.standing),
        months=HISTORY_MONTHS,
        returns=len(came),
        returned=Money.total(row.value for row in came),
        without_receipt=sum(row.proof == Proof.NONE for row in came),
        sales=sales,
        bought=bought or ZERO,
    )
