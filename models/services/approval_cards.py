"""Requests for a yes as screens show them: in a list, and each with everything about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.rights import needs
from models.values import Money
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.rules.clauses import Clause
    from models.rules.findings import Finding
    from models.rules.refunds import PlannedRefund
    from models.services.approval_bodies import Wanted
    from models.unit import Unit
    from models.values import Message, Quantity
    from models.values.approvals import (
        ApprovalCount,
        ApprovalKind,
        ApprovalListed,
        ApprovalState,
        CustomerHistory,
        ThreadEntry,
    )
    from models.values.codes import Answer


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
    raise NotImplementedError


@needs(Right.LOOK)
def open_approval(unit: Unit, approval_id: str) -> ApprovalCard:
    """One request. Refused where there is none of this store, or it is somebody else's and
    whoever looks may not answer."""
    raise NotImplementedError


@needs(Right.LOOK)
def count_approvals(unit: Unit) -> ApprovalCount:
    """How many wait: cheap, for a badge that is always there."""
    raise NotImplementedError
