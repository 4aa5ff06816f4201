"""A refund that the clerk shared out anew: allowed where it has to be, kept with its why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.services.approvals import noted
from models.services.journal import canonical, record
from models.tables.base import add_row
from models.tables.splits import RefundSplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import PlannedRefund
    from models.services.approvals import Approved
    from models.services.decisions import Decision
    from models.unit import Unit


@dataclass(frozen=True, slots=True)
class SplitAsked:
    """Of which paper and request (by its digest), why, and who said yes to it."""

    slip: str
    request: str
    why: str
    yes: Approved | None


def keep_split(unit: Unit, return_id: int, decision: Decision, asked: SplitAsked) -> None:
    """Nothing is kept where all is as computed.

    Within the transaction that pays, so the yes is to this request and to no other: the
    journal names it by its digest.
    """
    if decision.split is None or _said(decision.plan) == _said(decision.proposed):
        return
    facts: dict[str, Any] = {
        "slip": asked.slip,
        "request": asked.request,
        "before": _said(decision.proposed),
        "after": _said(decision.plan),
    }
    reason, approver_id = noted(asked.why), None
    if decision.split.beyond and asked.yes is not None:
        reason, approver_id = asked.yes.reason, asked.yes.person.staff_id
    add_row(
        unit.connection,
        RefundSplit,
        return_id=return_id,
        staff_id=unit.clerk.staff_id,
        approver_id=approver_id,
        reason=reason,
        proposed=canonical({"plan": facts["before"]}),
    )
    record(unit, "RefundSplit", reason=reason, **facts)


def _said(plan: Sequence[PlannedRefund]) -> list[list[Any]]:
    return sorted(
        ([part.tender_id or 0, part.kind, part.exact.minor] for part in plan), key=str
    )
