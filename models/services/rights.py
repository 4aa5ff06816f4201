"""Who may do what: read from the records inside the transaction that does it.

Every use case that a screen or a command calls says above itself which right it needs, or
why anybody may call it; a test finds those that say nothing.
"""

from __future__ import annotations

import json
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import bindparam, select

from models.tables.people import RoleLimits, RoleRight, Staff
from models.values import refuse
from models.values.rights import Authority, Right

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.unit import Unit

P = ParamSpec("P")
T = TypeVar("T")

AUTHORITY = (
    select(
        Staff.active,
        RoleLimits.line_most,
        RoleLimits.case_most,
        RoleLimits.day_most,
        RoleLimits.overrides,
        RoleRight.name,
    )
    .join(RoleLimits, RoleLimits.code == Staff.role)
    .outerjoin(RoleRight, RoleRight.role == RoleLimits.code)
    .where(Staff.id == bindparam("staff"))
)
HELD_AUTHORITY = AUTHORITY.with_for_update(read=True, of=Staff)


def needs(
    right: Right, *, machine: bool = False
) -> Callable[[Callable[Concatenate[Unit, P], T]], Callable[Concatenate[Unit, P], T]]:
    """Let nobody begin this use case without the right.

    Raise :class:`models.values.Refused` for whoever has it not, was disabled, or where nobody
    is signed on; with ``machine``, a command at the machine that keeps the records needs
    nobody.
    """

    def guard(
        use_case: Callable[Concatenate[Unit, P], T],
    ) -> Callable[Concatenate[Unit, P], T]:
        @wraps(use_case)
        def guarded(unit: Unit, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if not (machine and unit.machine and unit.person is None):
                check_right(unit, right)
            return use_case(unit, *args, **kwargs)

        guarded.needs = right  # type: ignore[attr-defined]
        return guarded

    return guard


def anybody(why: str) -> Callable[[T], T]:
    """This use case needs no right; ``why`` says what makes that safe."""

    def mark(use_case: T) -> T:
        use_case.needs = None  # type: ignore[attr-defined]
        use_case.open_because = why  # type: ignore[attr-defined]
        return use_case

    return mark


def check_right(unit: Unit, right: Right) -> None:
    """Raise :class:`models.values.Refused` unless whoever is signed on has it, now."""
    if right not in authority_of(unit, unit.clerk.staff_id).rights:
        raise refuse("right-missing", right=right, name=unit.clerk.name)


@anybody("everybody may know what they may do themselves")
def has_right(unit: Unit, right: Right) -> bool:
    """Whether whoever is signed on has it; nobody has any where nobody is."""
    if unit.person is None:
        return False
    return right in authority_of(unit, unit.person.staff_id).rights


def authority_of(unit: Unit, staff_id: int) -> Authority:
    """What somebody may do, read once in each unit of work.

    Where the unit writes, nobody can disable them until it ends. Somebody disabled may do
    nothing: raise :class:`models.values.Refused` for them.
    """
    known = unit.authorities.get(staff_id)
    if known is not None:
        return known
    writes = unit.connection.get_execution_options().get("konter_writes", True)
    rows = unit.connection.execute(
        HELD_AUTHORITY if writes else AUTHORITY, {"staff": staff_id}
    ).all()
    if not rows or not rows[0].active:
        raise refuse("person-disabled")
    first = rows[0]
    authority = Authority(
        rights=frozenset(Right(row.name) for row in rows if row.name is not None),
        line_most=first.line_most,
        case_most=first.case_most,
        day_most=first.day_most,
        overrides=None if first.overrides is None else frozenset(json.loads(first.overrides)),
    )
    unit.authorities[staff_id] = authority
    return authority
