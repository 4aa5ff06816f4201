"""By whose authority somebody may say yes: their own, or one that is lent to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from models.rules.approvals import objection
from models.services.limits import midnight
from models.services.rights import authority_of
from models.tables.approvals import YES, Approval, ApprovalEvent, Delegation
from models.tables.people import Staff
from models.values import ZERO, Message, Money, Refused
from models.values.approvals import ANSWERED_WITHIN, GOOD_FOR, ApprovalState, Said
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.rules.approvals import Needed
    from models.unit import Unit
    from models.values.rights import Authority

LENDERS = (
    select(Delegation.from_id)
    .distinct()
    .where(
        Delegation.to_id == bindparam("staff"),
        Delegation.since <= bindparam("now"),
        Delegation.until > bindparam("now"),
        Delegation.ended_at.is_(None),
    )
    .order_by(Delegation.from_id)
)
_changed_to = (
    select(ApprovalEvent.amount)
    .where(ApprovalEvent.approval_id == Approval.id, ApprovalEvent.said == Said.CHANGED)
    .order_by(ApprovalEvent.id.desc())
    .limit(1)
    .scalar_subquery()
)
SPENT = select(func.sum(func.coalesce(_changed_to, Approval.amount))).where(
    Approval.id != bindparam("but"),
    Approval.id.in_(
        select(ApprovalEvent.approval_id).where(
            ApprovalEvent.authority_id == bindparam("staff"),
            ApprovalEvent.said.in_(YES),
            ApprovalEvent.at >= bindparam("since"),
        )
    ),
    or_(
        Approval.state == ApprovalState.USED,
        (Approval.state == ApprovalState.GRANTED) & (Approval.asked_at > bindparam("alive")),
    ),
)
HELD = select(Staff.id).where(Staff.id == bindparam("staff")).with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A yes that somebody wants to give, or gave: to which request, for what.

    ``concerned`` are all who must not have a part in it: neither as who says it nor as whose
    authority it rests on.
    """

    approval_id: str
    needed: Needed
    concerned: Collection[int]


def may_answer(unit: Unit, staff_id: int) -> bool:
    """Whether somebody has the right to answer requests, or it is lent to them."""
    return any(Right.APPROVE in one.rights for _, one in authorities(unit, staff_id))


def authorities(unit: Unit, staff_id: int) -> list[tuple[int, Authority]]:
    """Their own, then those that are lent to them, each with whose it is.

    Raise :class:`models.values.Refused` for somebody disabled; what somebody disabled lent
    is none.
    """
    found = [(staff_id, authority_of(unit, staff_id))]
    for lender in unit.connection.scalars(LENDERS, {"staff": staff_id, "now": unit.now}):
        try:
            lent = authority_of(unit, lender)
        except Refused:
            continue
        if Right.APPROVE in lent.rights:
            found.append((lender, lent))
    return found


def find_authority(unit: Unit, staff_id: int, name: str, claim: Claim) -> int | Message:
    """Whose authority covers this yes, or why none does."""
    if staff_id in claim.concerned:
        return Message("approver-not-allowed", {"name": name})
    said: Message | None = None
    for owner, authority in authorities(unit, staff_id):
        against = objection_to(unit, owner, authority, name, claim)
        if against is None:
            return owner
        if said is None or Right.APPROVE in authority.rights:
            said = against
    return said or Message("approver-not-allowed", {"name": name})


def objection_to(
    unit: Unit, owner: int, authority: Authority, name: str, claim: Claim
) -> Message | None:
    """Why this authority does not cover a yes; nothing where it does."""
    spent = ZERO
    if authority.day_most is not None:
        spent = _spent_today(unit, owner, claim.approval_id)
    return objection(authority, claim.needed, spent, owner, claim.concerned, name)


def _spent_today(unit: Unit, owner: int, but: str) -> Money:
    """What rests on somebody's authority today already; while the unit writes, nobody else
    can add to it."""
    if unit.connection.get_execution_options().get("konter_writes", True):
        unit.connection.execute(HELD, {"staff": owner})
    asked = {
        "staff": owner,
        "but": but,
        "since": midnight(unit),
        "alive": unit.now - GOOD_FOR - ANSWERED_WITHIN,
    }
    return unit.connection.scalar(SPENT, asked) or ZERO
