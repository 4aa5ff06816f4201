"""What each role may do: rights, limits, and which findings it may approve."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from models.rules.rights import may_hand_on
from models.services.journal import record
from models.services.rights import anybody, authority_of, needs
from models.tables.base import add_row, rows_of
from models.tables.people import RoleLimits, RoleRight, Staff
from models.values import ZERO, Topic, refuse
from models.values.rights import Authority, Right
from models.values.shop import Role

if TYPE_CHECKING:
    from models.unit import Unit

RIGHTS_TO_KEEP = (Right.PEOPLE, Right.ROLES)
"""Somebody always has them: whoever could give them back."""
_limits, _rights = rows_of(RoleLimits), rows_of(RoleRight)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSeen:
    """``number`` of people in use have it; ``barred`` is why whoever looks may not change
    it, as a refusal's code, ``may_give`` whether they may give it to somebody."""

    role: Role
    authority: Authority
    number: int
    barred: str
    may_give: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesSeen:
    """``may_hold`` are the rights that whoever looks may give or take away."""

    roles: tuple[RoleSeen, ...]
    may_hold: frozenset[Right]
    changed: frozenset[Topic] = frozenset()


@anybody("what a role may do is no secret among those who work here, and names nobody")
def list_roles(unit: Unit) -> RolesSeen:
    """All of them. Raise :class:`models.values.Refused` where nobody is signed on."""
    own = authority_of(unit, unit.clerk.staff_id)
    numbers = {
        row.role: row.number
        for row in unit.connection.execute(
            select(Staff.role, func.count().label("number"))
            .where(Staff.active)
            .group_by(Staff.role)
        )
    }
    own_role = _own_role(unit)
    seen = []
    for role in Role:
        authority = read_role(unit, role)
        may_give = may_hand_on(own, authority)
        barred = "role-mightier" if not may_give else ""
        seen.append(
            RoleSeen(
                role=role,
                authority=authority,
                number=numbers.get(role, 0),
                barred="own-role-rights" if role is own_role else barred,
                may_give=may_give,
            )
        )
    return RolesSeen(roles=tuple(seen), may_hold=own.rights)


@needs(Right.ROLES)
def change_role(unit: Unit, role: Role, authority: Authority) -> RolesSeen:
    """Let everybody with this role do exactly that, from their next step on.

    It waits for what they are doing at this moment. Raise :class:`models.values.Refused` for
    one's own role, for one that is or becomes mightier than one's own, for a limit below
    zero, and where nobody would be left who may add people, or change roles.
    """
    hold_roles(unit)
    unit.connection.execute(select(Staff.id).where(Staff.role == role).with_for_update())
    if role is _own_role(unit):
        raise refuse("own-role-rights")
    own = authority_of(unit, unit.clerk.staff_id)
    before = read_role(unit, role)
    if not (may_hand_on(own, before) and may_hand_on(own, authority)):
        raise refuse("role-mightier", role=role)
    limits = (authority.line_most, authority.case_most, authority.day_most)
    if any(limit is not None and limit < ZERO for limit in limits):
        raise refuse("role-limit-wrong")
    if authority != before:
        _write(unit, role, authority)
        check_who_is_left(unit)
        record(unit, "RoleChanged", role=role, of=_in_codes(before), to=_in_codes(authority))
    seen = list_roles(unit)
    return RolesSeen(
        roles=seen.roles, may_hold=seen.may_hold, changed=frozenset({Topic.PEOPLE})
    )


def read_role(unit: Unit, role: Role) -> Authority:
    """What somebody with this role may do."""
    row = unit.connection.execute(select(_limits).where(_limits.c.code == role)).one()
    rights = unit.connection.scalars(select(_rights.c.name).where(_rights.c.role == role))
    return Authority(
        rights=frozenset(Right(name) for name in rights),
        line_most=row.line_most,
        case_most=row.case_most,
        day_most=row.day_most,
        overrides=None if row.overrides is None else frozenset(json.loads(row.overrides)),
    )


def hold_roles(unit: Unit) -> None:
    """Nobody else changes roles, or who has them, until this is done: two who each take the
    right from the last but one would leave nobody."""
    unit.connection.execute(select(_limits.c.code).order_by(_limits.c.code).with_for_update())


def check_who_is_left(unit: Unit) -> None:
    """Raise :class:`models.values.Refused` where nobody in use could add people any more, or
    change roles."""
    for right in RIGHTS_TO_KEEP:
        left = (
            select(Staff.id)
            .join(RoleRight, RoleRight.role == Staff.role)
            .where(Staff.active, RoleRight.name == right)
            .limit(1)
        )
        if unit.connection.scalar(left) is None:
            raise refuse("last-with-right", right=right)


def _own_role(unit: Unit) -> Role:
    """As it is on record: the window may not have heard yet."""
    return Role(
        unit.connection.scalars(select(Staff.role).where(Staff.id == unit.clerk.staff_id)).one()
    )


def _write(unit: Unit, role: Role, authority: Authority) -> None:
    overrides = authority.overrides
    unit.connection.execute(
        update(_limits)
        .where(_limits.c.code == role)
        .values(
            line_most=authority.line_most,
            case_most=authority.case_most,
            day_most=authority.day_most,
            overrides=None if overrides is None else json.dumps(sorted(overrides)),
        )
    )
    unit.connection.execute(delete(_rights).where(_rights.c.role == role))
    for right in sorted(authority.rights):
        add_row(unit.connection, RoleRight, role=role, name=right)


def _in_codes(authority: Authority) -> dict[str, Any]:
    limits = {
        "line": authority.line_most,
        "case": authority.case_most,
        "day": authority.day_most,
    }
    return {
        "rights": sorted(authority.rights),
        "overrides": None if authority.overrides is None else sorted(authority.overrides),
        **{name: None if most is None else most.minor for name, most in limits.items()},
    }
