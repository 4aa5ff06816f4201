"""The counter is locked while whoever signed on is away; they open it, or another does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.services.approval_threads import withdraw_all
from models.services.journal import record
from models.services.people import identify
from models.services.rights import anybody
from models.services.suspended import suspend
from models.values import Message, Refused, Topic

if TYPE_CHECKING:
    from models.services.suspended import OnHold
    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from models.values.shop import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is behind the lock: whose it is, and what of it can be put on hold.

    ``request_id`` is the id under which exactly that was tried before, or empty.
    """

    person: Person
    entered: Entered | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """Who is at the counter now; ``told`` is what became of what another had entered."""

    person: Person
    returned: bool
    """Whether it is the one who left."""
    told: tuple[Message, ...] = ()
    changed: frozenset[Topic] = frozenset()


@anybody("it only takes away what may be done here")
def lock(unit: Unit) -> None:
    """Whoever is signed on leaves the counter, and all that is entered there, for a while."""
    record(unit, "OperatorLock", staff=unit.clerk.staff_id)


@anybody("it is how somebody comes to have rights")
def unlock(unit: Unit, badge: str, pin: str, left: Left) -> Unlocked:
    """Open the counter for whoever it is; refused as :func:`identify` does.

    For another than the one who left, what was entered is first put on hold in the name of
    the one who entered it, and what they asked the managers for is withdrawn. Where putting
    it on hold is refused (they may do no more here) the other signs on all the same, and is
    told that it is gone.
    """
    person = identify(unit, badge, pin)
    as_person = replace(unit, person=person)
    if person.staff_id == left.person.staff_id:
        record(as_person, "OperatorUnlock", staff=person.staff_id)
        return Unlocked(person=person, returned=True)
    as_before = replace(unit, person=left.person)
    told: tuple[Message, ...] = ()
    changed: frozenset[Topic] = frozenset()
    try:
        held = _put_on_hold(as_before, left)
    except Refused as refusal:
        gone = Message("lock-not-held", {"person": left.person.name})
        told = (gone, *refusal.messages)
    else:
        if held is not None:
            changed = frozenset({Topic.HOLDS})
            facts = {"about": held.about, "person": left.person.name}
            told = (Message("lock-held", facts),)
    changed |= withdraw_all(as_before, left.person.staff_id)
    record(as_before, "OperatorSignOff", staff=left.person.staff_id)
    record(as_person, "OperatorSignOn", staff=person.staff_id)
    return Unlocked(person=person, returned=False, told=told, changed=changed)


def _put_on_hold(unit: Unit, left: Left) -> OnHold | None:
    """All of it or nothing, whatever becomes of the rest of the unit."""
    if left.entered is None:
        return None
    with unit.connection.begin_nested():
        return suspend(unit, left.entered, request_id=left.request_id).held
