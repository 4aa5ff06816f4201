"""Who works here: added, changed, disabled and unlocked by whoever has the right.

Nobody touches somebody mightier than themselves, or makes anybody so: whoever may add people
could otherwise give themselves a second badge. Nobody is ever deleted, as papers and the
journal name them; the journal names them by their number only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from models.rules.rights import may_hand_on
from models.services.journal import record
from models.services.people import add_staff, identify
from models.services.pins import check_pin, fits, hash_pin
from models.services.rights import anybody, authority_of, needs
from models.services.roles import check_who_is_left, hold_roles, read_role
from models.services.search import is_taken
from models.services.setup import LANGUAGES
from models.services.sign_on_trials import clear_trials, digest_of, digests_of, locked_among
from models.tables.base import rows_of
from models.tables.people import Staff
from models.values import Topic, refuse
from models.values.card_numbers import mask_card_numbers, refuse_card_number
from models.values.rights import Right
from models.values.shop import Role

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_BADGE, LONGEST_NAME = 40, 80
PEOPLE_CHANGED = frozenset({Topic.PEOPLE})
_staff = rows_of(Staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """``locked`` is a badge with too many wrong PINs.

    ``barred`` is why whoever looks may change nothing about them, as a refusal's code;
    ``own`` is themselves, whose role and place they may not change.
    """

    staff_id: int
    badge: str
    name: str
    role: Role
    language: str
    active: bool
    locked: bool
    own: bool = False
    barred: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueChanged:
    colleague: Colleague
    changed: frozenset[Topic] = PEOPLE_CHANGED


@needs(Right.PEOPLE, machine=True)
def list_people(unit: Unit) -> tuple[Colleague, ...]:
    """Everybody, those in use first, by name."""
    rows = unit.connection.execute(
        select(_staff).order_by(_staff.c.active.desc(), _staff.c.name, _staff.c.id)
    ).all()
    digests = digests_of(unit, *(row.badge for row in rows))
    locked = locked_among(unit, digests)
    barred = {code: "" if _may_touch(unit, code) else "person-mightier" for code in Role}
    return tuple(
        Colleague(
            staff_id=row.id,
            badge=row.badge,
            name=row.name,
            role=Role(row.role),
            language=row.language,
            active=row.active,
            locked=digest in locked,
            own=_is_own(unit, row.id),
            barred=barred[Role(row.role)],
        )
        for row, digest in zip(rows, digests, strict=True)
    )


@needs(Right.PEOPLE)
def add_person(
    unit: Unit, *, badge: str, name: str, role: Role, language: str, pin: str
) -> ColleagueChanged:
    """Somebody new, who can sign on at once.

    Raise :class:`models.values.Refused` for a weak PIN, a role mightier than one's own, no
    name, and for a badge that somebody has, or that names anything else: a badge is scanned
    into the one box like all papers and goods, where each number has one meaning.
    """
    hold_roles(unit)
    badge = _checked_badge(unit, badge)
    name = _checked_name(name)
    _check_language(language)
    if not _may_touch(unit, role):
        raise refuse("role-mightier", role=role)
    staff_id = add_staff(
        unit.connection, badge=badge, name=name, role=role, language=language, pin=pin
    )
    clear_trials(unit, digest_of(unit, badge))
    record(unit, "OperatorAdded", person=staff_id, role=role)
    return _changed(unit, staff_id)


@needs(Right.PEOPLE)
def change_person(
    unit: Unit, staff_id: int, *, name: str, role: Role, language: str
) -> ColleagueChanged:
    """Another name, role or language. Nobody changes their own role.

    Raise :class:`models.values.Refused` also where the shop would be left without anybody
    who may add people, or change roles.
    """
    hold_roles(unit)
    row = _touched(unit, staff_id)
    name = _checked_name(name)
    _check_language(language)
    if role != row.role:
        if _is_own(unit, staff_id):
            raise refuse("own-role")
        if not _may_touch(unit, role):
            raise refuse("role-mightier", role=role)
    before = {"role": row.role, "language": row.language}
    after = {"role": role, "language": language}
    if (name, after) != (row.name, before):
        _set(unit, staff_id, name=name, **after)
        check_who_is_left(unit)
        record(
            unit,
            "OperatorChanged",
            person=staff_id,
            renamed=name != row.name,
            of=before,
            to=after,
        )
    return _changed(unit, staff_id)


@needs(Right.PEOPLE)
def set_pin(unit: Unit, staff_id: int, pin: str) -> ColleagueChanged:
    """A new PIN for somebody who forgot theirs, or may have been watched; it unlocks them."""
    row = _touched(unit, staff_id)
    _give_pin(unit, row, pin)
    _unlock(unit, row)
    return _changed(unit, staff_id)


@anybody("each may change their own, and the old one is asked for")
def set_own_pin(unit: Unit, old: str, new: str) -> ColleagueChanged:
    """Another PIN for whoever is signed on; a wrong old one counts as one at sign-on."""
    authority_of(unit, unit.clerk.staff_id)
    row = _row(unit, unit.clerk.staff_id)
    identify(unit, row.badge, old)
    _give_pin(unit, _row(unit, row.id), new)
    return _changed(unit, row.id)


@needs(Right.PEOPLE, machine=True)
def disable_person(unit: Unit, staff_id: int) -> ColleagueChanged:
    """They may do nothing from now on, at no counter, also with what they have begun.

    Raise :class:`models.values.Refused` for oneself, and for the last who may add people or
    change roles.
    """
    hold_roles(unit)
    if _is_own(unit, staff_id):
        raise refuse("own-disabling")
    row = _touched(unit, staff_id)
    if row.active:
        _set(unit, staff_id, active=False)
        check_who_is_left(unit)
        record(unit, "OperatorDisabled", person=staff_id)
    return _changed(unit, staff_id)


@needs(Right.PEOPLE)
def enable_person(unit: Unit, staff_id: int) -> ColleagueChanged:
    """They may do again what their role may do, with the badge and PIN they had."""
    row = _touched(unit, staff_id)
    if not row.active:
        _set(unit, staff_id, active=True)
        record(unit, "OperatorEnabled", person=staff_id)
    return _changed(unit, staff_id)


@needs(Right.PEOPLE, machine=True)
def unlock_person(unit: Unit, staff_id: int) -> ColleagueChanged:
    """Wrong PINs are counted from nothing again, and no wait runs.

    At the machine that keeps the records nobody has to be signed on: a shop's only manager
    would else be locked out for ever. The journal says so.
    """
    _unlock(unit, _touched(unit, staff_id))
    return _changed(unit, staff_id)


@needs(Right.PEOPLE, machine=True)
def find_badge(unit: Unit, badge: str) -> Colleague:
    """Whose badge it is; refused where it is nobody's."""
    for each in list_people(unit):
        if each.badge == badge.strip():
            return each
    raise refuse("badge-unknown", badge=mask_card_numbers(badge.strip()))


def _unlock(unit: Unit, row: Row[Any]) -> None:
    if clear_trials(unit, digest_of(unit, row.badge)):
        record(unit, "OperatorUnlocked", person=row.id, machine=unit.person is None)


def _give_pin(unit: Unit, row: Row[Any], pin: str) -> None:
    check_pin(pin, row.badge)
    if fits(row.pin_hash, pin):
        raise refuse("pin-same")
    _set(unit, row.id, pin_hash=hash_pin(pin))
    record(unit, "PinChanged", person=row.id)


def _touched(unit: Unit, staff_id: int) -> Row[Any]:
    """Their row, locked; refused for somebody mightier than whoever is signed on."""
    row = _row(unit, staff_id, lock=True)
    if not _may_touch(unit, Role(row.role)):
        raise refuse("person-mightier", name=row.name)
    return row


def _may_touch(unit: Unit, role: Role) -> bool:
    if unit.person is None:  # at the machine that keeps the records, see needs()
        return True
    return may_hand_on(authority_of(unit, unit.person.staff_id), read_role(unit, role))


def _row(unit: Unit, staff_id: int, *, lock: bool = False) -> Row[Any]:
    query = select(_staff).where(_staff.c.id == staff_id)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise refuse("person-unknown")
    return row


def _set(unit: Unit, staff_id: int, **values: object) -> None:
    unit.connection.execute(update(_staff).where(_staff.c.id == staff_id).values(**values))


def _changed(unit: Unit, staff_id: int) -> ColleagueChanged:
    colleague = next(each for each in list_people(unit) if each.staff_id == staff_id)
    return ColleagueChanged(colleague=colleague)


def _is_own(unit: Unit, staff_id: int) -> bool:
    return unit.person is not None and unit.person.staff_id == staff_id


def _checked_badge(unit: Unit, badge: str) -> str:
    badge = badge.strip()
    if not badge or not badge.isprintable() or len(badge) > LONGEST_BADGE:
        raise refuse("badge-wrong", most=LONGEST_BADGE)
    refuse_card_number(badge)
    if unit.connection.scalar(select(_staff.c.id).where(_staff.c.badge == badge)):
        raise refuse("badge-taken", badge=badge)
    if is_taken(unit, badge):
        raise refuse("badge-names-other", badge=badge)
    return badge


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise refuse("name-missing")
    if len(name) > LONGEST_NAME:
        raise refuse("name-too-long", most=LONGEST_NAME)
    refuse_card_number(name)
    return name


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise refuse("language-unknown", code=language)
