"""Who stands at the counter: signing on by badge and PIN, and signing off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from models.services.journal import record
from models.services.rights import anybody
from models.tables.base import add_numbered
from models.tables.people import Staff
from models.values import refuse
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.unit import Unit

LEAST_PIN = 4
COMMON_PINS = frozenset(
    {"1234", "12345", "123456", "4321", "54321", "654321", "1212", "121212", "112233", "2580"}
)


def check_pin(pin: str) -> None:
    """Raise :class:`models.values.Refused` for a PIN that is no secret."""
    if not pin.isascii() or not pin.isdigit() or len(pin) < LEAST_PIN:
        raise refuse("pin-too-short", least=LEAST_PIN)
    if pin in COMMON_PINS or len(set(pin)) == 1:
        raise refuse("pin-too-common")


def add_staff(
    connection: Connection, *, badge: str, name: str, role: Role, language: str, pin: str
) -> int:
    """A new person with a PIN, of which only an argon2id hash is kept."""
    check_pin(pin)
    return add_numbered(
        connection,
        Staff,
        badge=badge,
        name=name,
        role=role,
        language=language,
        pin_hash=_hasher().hash(pin),
        active=True,
    )


@anybody("it is how somebody comes to have rights")
def sign_on(unit: Unit, badge: str, pin: str) -> Person:
    """Whoever it is stands at the counter now; refused as :func:`identify` does."""
    person = identify(unit, badge, pin)
    record(unit, "OperatorSignOn", staff=person.staff_id)
    return person


def identify(unit: Unit, badge: str, pin: str) -> Person:
    """Who this is; refused alike for an unknown badge and for a wrong PIN."""
    person, pin_hash = _by_badge(unit, badge.strip())
    if not _fits(pin_hash, pin) or person is None:
        raise refuse("sign-on-wrong")
    return person


@anybody("it ends what somebody may do")
def sign_off(unit: Unit) -> None:
    record(unit, "OperatorSignOff", staff=unit.clerk.staff_id)


def _by_badge(unit: Unit, badge: str) -> tuple[Person | None, str]:
    row = unit.connection.execute(
        select(Staff.id, Staff.name, Staff.role, Staff.language, Staff.pin_hash).where(
            Staff.badge == badge, Staff.active
        )
    ).one_or_none()
    if row is None:
        return None, _nobodys_hash()
    person = Person(staff_id=row.id, name=row.name, role=Role(row.role), language=row.language)
    return person, row.pin_hash


def _fits(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Verified for an unknown badge, so that it takes as long as a wrong PIN."""
    return _hasher().hash("no such badge")
