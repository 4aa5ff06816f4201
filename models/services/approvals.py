"""A second person's yes, asked for and checked inside the transaction that it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.rules.drawers import may_approve
from models.services.journal import record
from models.services.people import identify
from models.values import refuse
from models.values.approvals import YesReason
from models.values.card_numbers import mask_card_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.unit import Unit
    from models.values.shop import Person

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person at the same screen, and why.

    ``second`` is another manager, where two are needed.
    """

    badge: str
    pin: str
    reason: str
    code: YesReason = YesReason.OTHER
    second: Approval | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """A yes that was given from another screen, to be used now."""

    approval_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Who said yes, and why, as it is kept."""

    person: Person
    reason: str


def approve(
    unit: Unit, approval: Approval, what: str, *, concerned: Iterable[int] = (), **facts: Any
) -> Approved:
    """The yes of a manager who is neither the clerk nor anybody else whom it concerns.

    ``what`` and ``facts`` go into the journal. Raise :class:`models.values.Refused` without
    a reason, for a wrong badge or PIN, and for somebody who may not say so.
    """
    reason = mask_card_numbers(approval.reason.strip())[:LONGEST_REASON]
    if not reason:
        raise refuse("approval-reason-missing")
    person = identify(unit, approval.badge, approval.pin)
    if not may_approve(person.staff_id, person.role, (unit.clerk.staff_id, *concerned)):
        raise refuse("approver-not-allowed", name=person.name)
    record(
        unit,
        "OperatorBypassApproval",
        what=what,
        by=person.staff_id,
        reason=reason,
        **facts,
    )
    return Approved(person=person, reason=reason)
