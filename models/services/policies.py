"""Which policy is in force on a day, and putting a new one in force."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from models.rules.policy import Policy, policy_from_json, policy_to_json
from models.services.journal import canonical, record
from models.tables.policies import PolicyVersion

if TYPE_CHECKING:
    from datetime import date

    from models.unit import Unit


VERSIONS = select(
    PolicyVersion.number, PolicyVersion.in_force_from, PolicyVersion.body
).order_by(PolicyVersion.in_force_from.desc(), PolicyVersion.number.desc())


def policy_on(unit: Unit, day: date) -> Policy:
    """The policy in force on that day; before the first one, the first.

    Raise ``LookupError`` for a shop with none: set-up always leaves one.
    """
    versions = unit.connection.execute(VERSIONS).all()
    if not versions:
        raise LookupError("the shop has no policy")
    for number, in_force_from, body in versions:
        if in_force_from <= day:
            return _read(number, body)
    return _read(versions[-1].number, versions[-1].body)


def put_in_force(unit: Unit, policy: Policy, day: date, author: str) -> int:
    """Store it as the next version, in force from ``day``; return its number."""
    last = unit.connection.scalar(select(func.max(PolicyVersion.number))) or 0
    body = canonical(policy_to_json(policy))
    unit.connection.execute(
        insert(PolicyVersion).values(
            number=last + 1, in_force_from=day, made_at=unit.now, author=author, body=body
        )
    )
    record(unit, "PolicyInForce", policy=last + 1, day=day.isoformat())
    return last + 1


@lru_cache(maxsize=64)
def _read(number: int, body: str) -> Policy:
    return policy_from_json(number, json.loads(body))
