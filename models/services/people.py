"""Who stands at the counter: signing on by badge and PIN, and signing off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.services.approval_threads import withdraw_all
from models.services.journal import record
from models.services.pins import check_pin, fits, hash_pin, is_outdated, nobodys_hash
from models.services.rights import anybody, authority_of
from models.services.sign_on_trials import begin_trial, clear_trials, digest_of, wrong_pin
from models.tables.base import add_numbered, rows_of
from models.tables.people import Staff
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.unit import Unit
    from models.values.rights import Right


def add_staff(
    connection: Connection, *, badge: str, name: str, role: Role, language: str, pin: str
) -> int:
    """A new person with a PIN, of which only an argon2id hash is kept."""
    check_pin(pin, badge)
    return add_numbered(
        connection,
        Staff,
        badge=badge,
        name=name,
        role=role,
        language=language,
        pin_hash=hash_pin(pin),
        active=True,
    )


@anybody("it is how somebody comes to have rights")
def sign_on(unit: Unit, badge: str, pin: str) -> Person:
    """Whoever it is stands at the counter now; refused as :func:`identify` does."""
    person = identify(unit, badge, pin)
    record(unit, "OperatorSignOn", staff=person.staff_id)
    return person


def identify(unit: Unit, badge: str, pin: str) -> Person:
    """Who this is; refused alike for an unknown badge, a disabled person and a wrong PIN.

    A wrong one is counted and in the journal even where it was typed inside something
    bigger, which is undone. Raise :class:`models.values.Refused` without looking at the PIN
    while a wait runs or the badge is locked, see :mod:`models.services.sign_on_trials`.
    """
    badge = badge.strip()
    digest = digest_of(unit, badge)
    begin_trial(unit, digest)
    nobodys = nobodys_hash()
    row = unit.connection.execute(
        select(
            Staff.id, Staff.name, Staff.role, Staff.language, Staff.pin_hash, Staff.active
        ).where(Staff.badge == badge)
    ).one_or_none()
    active = row is not None and row.active
    right = fits(row.pin_hash if row is not None and active else nobodys, pin)
    if row is None or not active or not right:
        raise wrong_pin(digest, row.id if row is not None else None)
    clear_trials(unit, digest)
    if is_outdated(row.pin_hash):
        unit.connection.execute(
            update(rows_of(Staff))
            .where(rows_of(Staff).c.id == row.id)
            .values(pin_hash=hash_pin(pin))
        )
    return Person(staff_id=row.id, name=row.name, role=Role(row.role), language=row.language)


@anybody("it ends what somebody may do")
def sign_off(unit: Unit) -> None:
    """What they asked for here, and nobody can use any more, is withdrawn."""
    withdraw_all(unit, unit.clerk.staff_id)
    record(unit, "OperatorSignOff", staff=unit.clerk.staff_id)


@anybody("each learns what they may do themselves")
def rights_of_signed_on(unit: Unit) -> frozenset[Right]:
    """What whoever is signed on may do now, for the ways that a window shows.

    Raise :class:`models.values.Refused` where they were disabled.
    """
    return authority_of(unit, unit.clerk.staff_id).rights


@anybody("each learns whether they are still in use themselves")
def still_here(unit: Unit) -> bool:
    """Whether whoever is signed on has not been disabled since."""
    return bool(
        unit.connection.scalar(select(Staff.active).where(Staff.id == unit.clerk.staff_id))
    )
