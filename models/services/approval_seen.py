"""What was seen and said of a request for a yes, as a card or a form tells it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.rules.refunds import PlannedRefund
from models.services.policies import policy_numbered
from models.services.seen import read_finding
from models.tables.approvals import Approval as ApprovalRow
from models.tables.approvals import ApprovalEvent
from models.tables.base import rows_of
from models.tables.people import Customer, Staff
from models.tables.shop import Register
from models.values import ZERO, Message, Money, Quantity, TenderKind
from models.values.approvals import ApprovalKind, Said, ThreadEntry
from models.values.codes import Answer
from models.values.messages import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from models.rules.clauses import Clause
    from models.rules.findings import Finding
    from models.services.approval_threads import Thread
    from models.unit import Unit

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
class ApprovalSeen:
    """What the clerk saw, or what a manager changed it to, and the thread.

    ``clauses`` are the paragraphs that the findings name, by version and number.
    """

    approval_id: str
    kind: ApprovalKind
    person: str
    about: str
    sale_number: str = ""
    customer: str = ""
    lines: tuple[ApprovalLine, ...] = ()
    why: str = ""
    """Why money goes out that no line says, as a code."""
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
    thread: tuple[ThreadEntry, ...] = ()
    yes_by: tuple[str, ...] = ()
    """Who said yes to it as it stands now, by name."""


def seen_of(unit: Unit, thread: Thread) -> ApprovalSeen:
    """``thread`` is that of a row of :data:`LISTED` with its :func:`events_of`."""
    row = thread.row
    seen = json.loads(thread.now.seen)
    lines = tuple(_line(line) for line in seen.get("lines", ()))
    own = tuple(read_finding(finding) for finding in seen.get("findings", ()))
    findings = (*(f for line in lines for f in line.findings), *own)
    plan = tuple(_part(part) for part in seen.get("plan", ()))
    return ApprovalSeen(
        approval_id=row.id,
        kind=ApprovalKind(row.kind),
        person=row.person,
        about=row.about or row.customer or "",
        sale_number=seen.get("sale", ""),
        customer=row.customer or "",
        lines=lines,
        why=seen.get("why") or "",
        findings=findings,
        beyond=tuple(read(message) for message in seen.get("beyond", ())),
        clauses=_clauses(unit, findings),
        policy=seen.get("policy", 0),
        amount=Money(seen.get("amount", 0)),
        asked_amount=Money(json.loads(row.seen).get("amount", 0)),
        to_pay=Money(seen.get("to_pay", 0)),
        plan=plan,
        tenders=_tenders(plan),
        thread=tuple(_entry(unit, event) for event in thread.events),
        yes_by=tuple(event.name for event in thread.valid),
    )


def events_of(unit: Unit, approval_id: str) -> list[Row[Any]]:
    """What was said of it, oldest first, with who said it and where."""
    return list(unit.connection.execute(EVENTS, {"approval": approval_id}).all())


def local(unit: Unit, moment: datetime) -> datetime:
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
        at=local(unit, event.at),
        reason=event.reason,
        words=event.words,
        amount=None if event.seen is None else Money(json.loads(event.seen)["amount"]),
        instead_of=lender or "",
    )
