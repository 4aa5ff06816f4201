"""Which policy is in force on a day, and putting a new one in force."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.formats.policy_document import PolicyMistakes, examine_policy, write_policy
from models.rules.floor import weaknesses
from models.rules.laws import law_of
from models.services.journal import canonical, record
from models.services.rights import anybody, needs
from models.tables.base import add_row
from models.tables.policies import PolicyVersion
from models.values import refuse
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import date, datetime

    from models.formats.policy_document import Mistake
    from models.rules.policy import Policy
    from models.unit import Unit
    from models.values import Currency

NAME_LENGTH = 80

Stored = tuple[int, str]
"""A version's number and its body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A policy that was in force, is, or will be.

    ``reviewer`` is empty where nobody reviewed it, ``reason`` where none was needed.
    """

    number: int
    in_force_from: date
    made_at: datetime
    author: str
    reviewer: str
    reason: str
    name: str


@anybody("the shop's rules hold for everybody, and name nobody")
def policy_on(unit: Unit, day: date) -> Policy:
    """The policy in force on that day; before the first one, the first.

    Raise ``LookupError`` for a shop with none: set-up always leaves one.
    """
    return _read(unit, _in_force(unit, day))


def policies_for(unit: Unit, sold_on: date) -> tuple[Policy, Policy]:
    """What was in force when the goods were sold, and what is today."""
    today = _in_force(unit, unit.today)
    of_sale = _in_force(unit, sold_on)
    return _read(unit, of_sale), _read(unit, today)


@needs(Right.POLICY, machine=True)
def list_versions(unit: Unit) -> tuple[Version, ...]:
    """Every version that was ever put in force, the newest first."""
    rows = unit.connection.execute(
        select(
            PolicyVersion.number,
            PolicyVersion.in_force_from,
            PolicyVersion.made_at,
            PolicyVersion.author,
            PolicyVersion.reviewer,
            PolicyVersion.reason,
            PolicyVersion.name,
        ).order_by(PolicyVersion.number.desc())
    ).mappings()
    return tuple(Version(**row) for row in rows)


@needs(Right.POLICY, machine=True)
def open_version(unit: Unit, number: int) -> Policy:
    """Raise :class:`models.values.Refused` where there is no such version."""
    return policy_numbered(unit, number)


def policy_numbered(unit: Unit, number: int) -> Policy:
    """Whoever may see a decision may read the paragraphs it names."""
    body = unit.connection.scalar(
        select(PolicyVersion.body).where(PolicyVersion.number == number)
    )
    if body is None:
        raise refuse("policy-unknown", number=number)
    return _read(unit, (number, body))


def put_in_force(
    unit: Unit,
    policy: Policy,
    day: date,
    author: str,
    *,
    reviewer: str = "",
    reason: str = "",
    draft: int | None = None,
) -> int:
    """Store it as the next version, in force from ``day``; return its number.

    The journal keeps where it is weaker than the law, and which draft it was. Who may do
    this is asked in :mod:`models.services.drafts`; set-up has nobody to ask yet.
    """
    last = unit.connection.scalar(select(func.max(PolicyVersion.number))) or 0
    add_row(
        unit.connection,
        PolicyVersion,
        number=last + 1,
        in_force_from=day,
        made_at=unit.now,
        author=author,
        body=written(unit, policy),
        name=policy.name[:NAME_LENGTH],
        reviewer=reviewer,
        reason=reason,
    )
    weak = weaknesses(replace(policy, law=law_of(unit.shop.country)))
    record(
        unit,
        "PolicyInForce",
        policy=last + 1,
        day=day.isoformat(),
        draft=draft,
        author=author,
        reviewer=reviewer,
        reason=reason,
        weak=[[weakness.clause, weakness.term] for weakness in weak],
    )
    return last + 1


def written(unit: Unit, policy: Policy) -> str:
    """As it is stored: one text for one policy."""
    return canonical(write_policy(policy, unit.shop.currency))


def examined(unit: Unit, body: str, *, number: int = 0) -> tuple[Policy, tuple[Mistake, ...]]:
    """What is stored, with everything that is wrong with it: a draft need not be sound.

    The same policy is handed out each time, so that it remembers the terms it has resolved.
    """
    return _examined(body, number, unit.shop.country, unit.shop.currency)


@lru_cache(maxsize=64)
def _examined(
    body: str, number: int, country: str, currency: Currency
) -> tuple[Policy, tuple[Mistake, ...]]:
    document = json.loads(body, parse_float=Decimal)
    return examine_policy(document, currency, number=number, law=law_of(country))


def _read(unit: Unit, stored: Stored) -> Policy:
    number, body = stored
    policy, mistakes = examined(unit, body, number=number)
    if mistakes:
        raise PolicyMistakes(mistakes)
    return policy


def _in_force(unit: Unit, day: date) -> Stored:
    """The latest by day, then by number: the later of two made for one day."""
    stored = select(PolicyVersion.number, PolicyVersion.body)
    latest = stored.where(PolicyVersion.in_force_from <= day).order_by(
        PolicyVersion.in_force_from.desc(), PolicyVersion.number.desc()
    )
    first = stored.order_by(PolicyVersion.in_force_from, PolicyVersion.number)
    for query in (latest, first):
        row = unit.connection.execute(query.limit(1)).one_or_none()
        if row is not None:
            return row.number, row.body
    raise LookupError("the shop has no policy")
