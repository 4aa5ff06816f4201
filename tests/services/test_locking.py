"""A counter that was locked: the same person comes back, or another takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models.services.decisions import ComingBack, ReturnAsked
from models.services.locking import Left, Unlocked, lock, unlock
from models.services.people import add_staff
from models.services.suspended import list_suspended, suspend
from models.tables.journal import JournalEntry
from models.tables.people import Staff
from models.tables.suspended import SuspendedCase
from models.values import ONE, Message, Refused, Topic, refuse
from models.values.shop import Role
from tests.builders import MANAGER, PIN, a_sale, sale_id_of

if TYPE_CHECKING:
    from models.db import Shop
    from models.unit import Unit

DEWI, DEWIS_PIN = "2", "8642"


@pytest.fixture
def dewi(shop: Shop) -> int:
    with shop.unit() as unit:
        return add_staff(
            unit.connection,
            badge=DEWI,
            name="Dewi",
            role=Role.CLERK,
            language="id",
            pin=DEWIS_PIN,
        )


@pytest.fixture
def left(shop: Shop) -> Left:
    """Ann entered a return, and left the counter locked."""
    (line_id,) = a_sale(shop)
    lines = (ComingBack(line_id=line_id, quantity=ONE),)
    shop.run(lock)
    shop.person = None
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=lines)
    return Left(person=MANAGER, entered=asked, request_id="tried-once")


def come(shop: Shop, badge: str, pin: str, left: Left) -> Unlocked:
    return shop.run(lambda unit: unlock(unit, badge, pin, left))


def entries(shop: Shop) -> list[tuple[str, int | None]]:
    """Since the lock, with who did it."""
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.event, JournalEntry.staff_id).order_by(JournalEntry.number)
        found = [(event, staff) for event, staff in unit.connection.execute(query)]
    return found[[event for event, _ in found].index("OperatorLock") :]


def test_the_one_who_left_comes_back(shop: Shop, left: Left) -> None:
    came = come(shop, "1", PIN, left)
    assert came == Unlocked(person=MANAGER, returned=True)
    ann = MANAGER.staff_id
    assert entries(shop) == [("OperatorLock", ann), ("OperatorUnlock", ann)]
    shop.person = MANAGER
    assert shop.read(list_suspended) == ()


def test_another_takes_over_and_what_was_entered_is_on_hold(
    shop: Shop, left: Left, dewi: int
) -> None:
    came = come(shop, DEWI, DEWIS_PIN, left)
    assert (came.person.name, came.returned) == ("Dewi", False)
    assert came.changed == {Topic.HOLDS}
    assert came.told == (Message("lock-held", {"about": "S-1", "person": "Ann Lee"}),)
    ann = MANAGER.staff_id
    assert entries(shop) == [
        ("OperatorLock", ann),
        ("TransactionSuspended", ann),
        ("OperatorSignOff", ann),
        ("OperatorSignOn", dewi),
    ]
    shop.person = came.person
    (held,) = shop.read(list_suspended)
    assert (held.person, held.about, held.items) == ("Ann Lee", "S-1", 1)
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(SuspendedCase.staff_id)) == ann


@pytest.mark.usefixtures("dewi")
def test_where_nothing_was_entered_nothing_is_held(shop: Shop, left: Left) -> None:
    came = come(shop, DEWI, DEWIS_PIN, Left(person=left.person))
    assert (came.told, came.changed) == ((), frozenset())


@pytest.mark.usefixtures("dewi")
@pytest.mark.parametrize(("badge", "pin"), [("1", "1357"), (DEWI, PIN), ("9", PIN)])
def test_nobody_else_gets_in(shop: Shop, left: Left, badge: str, pin: str) -> None:
    with pytest.raises(Refused, match="sign-on-wrong"):
        come(shop, badge, pin, left)
    assert entries(shop) == [("OperatorLock", MANAGER.staff_id), ("SignOnFailed", None)]
    shop.person = MANAGER
    assert shop.read(list_suspended) == ()


def test_whoever_left_the_shop_meanwhile_does_not_come_back(shop: Shop, left: Left) -> None:
    with shop.unit() as unit:
        unit.connection.execute(update(Staff).values(active=False))
    with pytest.raises(Refused, match="sign-on-wrong"):
        come(shop, "1", PIN, left)


def test_another_signs_on_even_where_nothing_can_be_held(
    shop: Shop, left: Left, dewi: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing: what was half put on hold is not on hold."""

    def half(unit: Unit, *asked: object, **how: str) -> None:
        suspend(unit, *asked, **how)  # type: ignore[arg-type]
        raise refuse("sign-on-needed")

    monkeypatch.setattr("models.services.locking.suspend", half)
    came = come(shop, DEWI, DEWIS_PIN, left)
    assert [each.code for each in came.told] == ["lock-not-held", "sign-on-needed"]
    events = [event for event, _ in entries(shop)]
    assert events == ["OperatorLock", "OperatorSignOff", "OperatorSignOn"]
    assert entries(shop)[-1] == ("OperatorSignOn", dewi)
    shop.person = came.person
    assert shop.read(list_suspended) == ()


def test_only_somebody_who_is_here_can_leave(shop: Shop) -> None:
    shop.person = None
    with pytest.raises(Refused, match="sign-on-needed"):
        shop.run(lock)
