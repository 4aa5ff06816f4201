"""A refund that the clerk shared out anew: allowed where it has to be, kept with its why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.services.approvals import LONGEST_REASON, approve
from models.services.journal import canonical, record
from models.services.sealing import seal_words
from models.tables.base import add_row
from models.tables.splits import RefundSplit
from models.values import Message, Refused
from models.values.card_numbers import mask_card_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import PlannedRefund
    from models.services.approvals import Approval
    from models.services.decisions import Decision
    from models.unit import Unit


@dataclass(frozen=True, slots=True)
class SplitAsked:
    """Of which paper and request (by its digest), why, and who says yes to it."""

    slip: str
    request: str
    why: str
    approval: Approval | None


def keep_split(unit: Unit, return_id: int, decision: Decision, asked: SplitAsked) -> str:
    """Who allowed it, by name; nothing where the policy offers it or all is as computed.

    Within the transaction that pays, so the yes is to this request and to no other: the
    journal names it by its digest. Raise :class:`models.values.Refused` where a manager's yes
    is needed and not given, or is not that of a manager who is somebody else.
    """
    if decision.split is None or _said(decision.plan) == _said(decision.proposed):
        return ""
    facts: dict[str, Any] = {
        "slip": asked.slip,
        "request": asked.request,
        "before": _said(decision.proposed),
        "after": _said(decision.plan),
    }
    approver_id, name = None, ""
    reason = mask_card_numbers(asked.why.strip())[:LONGEST_REASON]
    if decision.needs_approval:
        if asked.approval is None:
            raise Refused(Message("split-needs-approval"), *decision.split.beyond)
        yes = approve(unit, asked.approval, "refund-split", **facts)
        approver_id, name, reason = yes.person.staff_id, yes.person.name, yes.reason
    add_row(
        unit.connection,
        RefundSplit,
        return_id=return_id,
        staff_id=unit.clerk.staff_id,
        approver_id=approver_id,
        reason=reason,
        proposed=canonical({"plan": facts["before"]}),
    )
    if approver_id is None:
        words = seal_words(unit, reason, asked.slip)
        record(unit, "RefundSplit", reason=words, **facts)
    return name


def _said(plan: Sequence[PlannedRefund]) -> list[list[Any]]:
    return sorted(
        ([part.tender_id or 0, part.kind, part.exact.minor] for part in plan), key=str
    )
