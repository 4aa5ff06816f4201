"""Requests for a yes as screens show them: in a list, and each with everything about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from models.rules.approvals import Needed, overridden
from models.rules.refunds import PlannedRefund
from models.services.approval_bodies import VoidAsked, read_wanted
from models.services.approvals import Thread, find_request
from models.services.authorities import Claim, find_authority, may_answer
from models.services.policies import policy_numbered
from models.services.rights import needs
from models.services.seen import read_finding, read_message
from models.tables.approvals import Approval as ApprovalRow
from models.tables.approvals import ApprovalEvent
from models.tables.base import rows_of
from models.tables.people import Customer, Staff
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SOLD, Sale
from models.tables.shop import Register
from models.values import ZERO, Message, Money, Quantity, TenderKind, refuse
from models.values.approvals import (
    ANSWERED_WITHIN,
    PENDING,
    ApprovalCount,
    ApprovalKind,
    ApprovalListed,
    ApprovalState,
    CustomerHistory,
    Said,
    ThreadEntry,
)
from models.values.codes import Answer, Proof, Standing
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from models.rules.clauses import Clause
    from models.rules.findings import Finding
    from models.services.approval_bodies import Wanted
    from models.unit import Unit

HISTORY_MONTHS: Final = 12
UNANSWERED = (ApprovalState.OPEN, ApprovalState.QUESTION)

_row = rows_of(ApprovalRow)
LISTED = (
    select(
        _row,
        Staff.name.label("person"),
        Register.code.label("register"),
        Customer.name.label("customer"),
    )
    .join(Staff, Staff.id == _row.c.staff_id)
    .join(Register, Register.id == _row.c.register_id)
    .outerjoin(Customer, Customer.id == _row.c.customer_id)
)
EVENTS = (
    select(
        rows_of(ApprovalEvent),
        Staff.name,
        Staff.role,
        Staff.language,
        Register.code.label("register"),
    )
    .join(Staff, Staff.id == ApprovalEvent.staff_id)
    .join(Register, Register.id == ApprovalEvent.register_id)
    .where(ApprovalEvent.approval_id == bindparam("approval"))
    .order_by(ApprovalEvent.id)
)
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
class ApprovalLine:
    """One line of what it is about; ``out`` where it is goods that the customer takes."""

    description: str
    sku: str
    quantity: Quantity
    amount: Money
    """What is refunded for it, or its price where it goes out."""
    reason: str = ""
    condition: str = ""
    answer: Answer | None = None
    findings: tuple[Finding, ...] = ()
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCard:
    """A request with all that a manager wants to know; moments are in the shop's own time.

    What is said of lines, findings and money is what the clerk saw, or what a manager changed
    it to; ``clauses`` are the paragraphs that the findings name, by version and number.
    """

    approval_id: str
    kind: ApprovalKind
    state: ApprovalState
    asked_at: datetime
    expires_at: datetime
    """Until when it is answered, or used once it is granted."""
    staff_id: int
    person: str
    store: str
    register: str
    about: str
    sale_number: str = ""
    customer: str = ""
    asked: Wanted | None
    """The request as it stands after a change; post this. Nothing for a call without a case
    and for what only a manager on the spot allows."""
    lines: tuple[ApprovalLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Of all lines, and of money without goods."""
    beyond: tuple[Message, ...] = ()
    """What is beyond the clerk's own limits, or shared out beyond the policy."""
    clauses: Mapping[tuple[int, int], Clause]
    policy: int = 0
    amount: Money
    """Before the coin."""
    asked_amount: Money
    """As the clerk asked for it, before any change."""
    to_pay: Money
    plan: tuple[PlannedRefund, ...] = ()
    tenders: tuple[tuple[str, str, Money], ...] = ()
    """What is handed over: kind, label, amount."""
    words: str = ""
    """What the clerk said."""
    history: CustomerHistory | None = None
    thread: tuple[ThreadEntry, ...] = ()
    managers: int
    """How many yes it needs: nothing for a call for help."""
    yes_by: tuple[str, ...] = ()
    """Who said yes to it as it stands now, by name."""
    used_by: str = ""
    """The paper that rests on it."""
    own: bool
    may_answer: tuple[Message, ...] = ()
    """Why whoever looks may not say yes (no and a question need only the right); empty where
    they may."""
    may_change: bool = False
    """Whether less money or another tender can be said at all."""


@needs(Right.LOOK)
def list_approvals(unit: Unit) -> tuple[ApprovalListed, ...]:
    """Requests of this store that wait, oldest first: all for whoever may answer, and one's
    own for everybody; of one's own also what was refused or lapsed in the last half hour."""
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
def count_approvals(unit: Unit) -> ApprovalCount:
    """How many wait: cheap, for a badge that is always there."""
    rows = _rows(unit)
    me = unit.clerk.staff_id
    mine = [row for row in rows if row.staff_id == me]
    states = [_state(unit, Thread(row, _events(unit, row))) for row in mine]
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
    thread = Thread(listed, _events(unit, row))
    seen = json.loads(thread.now.seen)
    lines = tuple(_line(line) for line in seen.get("lines", ()))
    own = tuple(read_finding(finding) for finding in seen.get("findings", ()))
    findings = (*(f for line in lines for f in line.findings), *own)
    asked = read_wanted(thread.now.body)
    plan = tuple(_part(part) for part in seen.get("plan", ()))
    beyond = tuple(read_message(message) for message in seen.get("beyond", ()))
    kind = ApprovalKind(row.kind)
    first = json.loads(row.seen).get("amount", 0)
    return ApprovalCard(
        approval_id=row.id,
        kind=kind,
        state=_state(unit, thread),
        asked_at=_local(unit, row.asked_at),
        expires_at=_local(unit, thread.ends_at),
        staff_id=row.staff_id,
        person=listed.person,
        store=unit.station.store,
        register=listed.register,
        about=listed.about or listed.customer or "",
        sale_number=seen.get("sale", ""),
        customer=listed.customer or "",
        asked=asked,
        lines=lines,
        findings=findings,
        beyond=beyond,
        clauses=_clauses(unit, findings),
        policy=seen.get("policy", 0),
        amount=Money(seen.get("amount", 0)),
        asked_amount=Money(first),
        to_pay=Money(seen.get("to_pay", 0)),
        plan=plan,
        tenders=_tenders(plan),
        words=thread.events[0].words,
        history=_history(unit, row.customer_id, listed.customer),
        thread=tuple(_entry(unit, event) for event in thread.events),
        managers=thread.managers,
        yes_by=tuple(event.name for event in thread.valid),
        used_by=row.used_by or "",
        own=row.staff_id == unit.clerk.staff_id,
        may_answer=_may(unit, thread, _needed(seen)),
        may_change=kind is not ApprovalKind.HELP
        and asked is not None
        and not isinstance(asked, VoidAsked),
    )


def _rows(unit: Unit) -> list[Row[Any]]:
    own = _row.c.staff_id == unit.clerk.staff_id
    waits = _in(PENDING)
    lately = and_(
        own,
        _in((ApprovalState.REFUSED, ApprovalState.EXPIRED)),
        _row.c.asked_at > unit.now - ANSWERED_WITHIN,
    )
    theirs = own if not may_answer(unit, unit.clerk.staff_id) else or_(own, _in(UNANSWERED))
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
    thread = Thread(row, _events(unit, row))
    seen = json.loads(thread.now.seen)
    return ApprovalListed(
        approval_id=row.id,
        kind=ApprovalKind(row.kind),
        state=_state(unit, thread),
        asked_at=_local(unit, row.asked_at),
        expires_at=_local(unit, thread.ends_at),
        staff_id=row.staff_id,
        person=row.person,
        register=row.register,
        about=row.about or row.customer or "",
        amount=Money(seen.get("amount", 0)),
        words=thread.events[0].words,
        own=row.staff_id == unit.clerk.staff_id,
        may_answer=_may(unit, thread, _needed(seen)),
    )


def _events(unit: Unit, row: Row[Any]) -> list[Row[Any]]:
    return list(unit.connection.execute(EVENTS, {"approval": row.id}).all())


def _state(unit: Unit, thread: Thread) -> ApprovalState:
    """As it is on record, or lapsed where nobody has marked that yet."""
    state = ApprovalState(thread.row.state)
    if state.pending and unit.now >= thread.ends_at:
        return ApprovalState.EXPIRED
    return state


def _local(unit: Unit, moment: datetime) -> datetime:
    return moment.astimezone(unit.shop.zone)


def _line(line: Mapping[str, Any]) -> ApprovalLine:
    answer = line.get("answer")
    return ApprovalLine(
        description=line["description"],
        sku=line["sku"],
        quantity=Quantity(line.get("quantity", 0)),
        amount=Money(line["amount"]),
        reason=line.get("reason") or "",
        condition=line.get("condition") or "",
        answer=None if answer is None else Answer(answer),
        findings=tuple(read_finding(finding) for finding in line.get("findings", ())),
        out=line.get("out", False),
    )


def _part(part: list[Any]) -> PlannedRefund:
    tender_id, kind, label, exact, amount = part
    return PlannedRefund(
        tender_id=tender_id,
        kind=TenderKind(kind),
        label=label,
        exact=Money(exact),
        amount=Money(amount),
    )


def _tenders(plan: Iterable[PlannedRefund]) -> tuple[tuple[str, str, Money], ...]:
    sums: dict[tuple[str, str], Money] = {}
    for part in plan:
        key = part.kind.value, part.label
        sums[key] = sums.get(key, ZERO) + part.amount
    return tuple((kind, label, amount) for (kind, label), amount in sums.items())


def _clauses(unit: Unit, findings: Iterable[Finding]) -> dict[tuple[int, int], Clause]:
    found = {}
    for key in {(f.version, f.clause) for f in findings if f.clause}:
        clause = policy_numbered(unit, key[0]).clause(key[1])
        if clause is not None:
            found[key] = clause
    return found


def _entry(unit: Unit, event: Row[Any]) -> ThreadEntry:
    lender = None
    if event.authority_id not in (None, event.staff_id):
        lender = unit.connection.scalar(
            select(Staff.name).where(Staff.id == event.authority_id)
        )
    return ThreadEntry(
        said=Said(event.said),
        staff_id=event.staff_id,
        name=event.name,
        register=event.register,
        at=_local(unit, event.at),
        reason=event.reason,
        words=event.words,
        amount=None if event.seen is None else Money(json.loads(event.seen)["amount"]),
        instead_of=lender or "",
    )


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


def _history(unit: Unit, customer_id: int | None, name: str | None) -> CustomerHistory | None:
    if customer_id is None:
        return None
    since = unit.now - timedelta(days=366)
    asked = {"customer": customer_id, "since": since}
    came = unit.connection.execute(CAME_BACK, asked).all()
    sales, bought = unit.connection.execute(BOUGHT, asked).one()
    standing = unit.connection.scalar(
        select(Customer.standing).where(Customer.id == customer_id)
    )
    return CustomerHistory(
        customer_id=customer_id,
        name=name or "",
        standing=Standing(standing or ""),
        months=HISTORY_MONTHS,
        returns=len(came),
        returned=Money.total(row.value for row in came),
        without_receipt=sum(row.proof == Proof.NONE for row in came),
        sales=sales,
        bought=bought or ZERO,
    )
