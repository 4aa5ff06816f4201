"""People come, change, forget their PIN and leave; and nobody becomes mightier by it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from models.rules.pins import MOST_TRIES
from models.services.approvals import Approval, allow
from models.services.drawers import hand_over, move_cash
from models.services.people import rights_of_signed_on, sign_on, still_here
from models.services.pins import is_outdated
from models.services.roles import change_role, list_roles
from models.services.sought import of_fact
from models.services.staff import (
    add_person,
    change_person,
    disable_person,
    enable_person,
    list_people,
    set_own_pin,
    set_pin,
    unlock_person,
)
from models.tables.base import rows_of
from models.tables.journal import JournalEntry
from models.tables.people import RoleLimits, RoleRight, SignOnTrial, Staff
from models.values import Money, Refused, Topic
from models.values.approvals import ApprovalKind
from models.values.drawer_papers import CashKind
from models.values.rights import Authority, Right
from models.values.shop import Person, Role
from tests.builders import MANAGER, NOON, PIN, a_line, a_product, a_sale
from tests.conftest import FULL_COST
from tests.drawers import a_person, bela, sari

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop

WRONG = "9042"


def signs_on(shop: Shop, badge: str, pin: str) -> str:
    """What is said to whoever tries; nothing where it is right."""
    try:
        shop.run(lambda unit: sign_on(unit, badge, pin))
    except Refused as why:
        return why.messages[0].code
    return ""


def later(shop: Shop, seconds: float) -> None:
    now = shop.clock() + timedelta(seconds=seconds)
    shop.clock = lambda: now


def locked(shop: Shop, badge: str) -> None:
    for _ in range(MOST_TRIES):
        signs_on(shop, badge, WRONG)
        later(shop, 180)


def told(shop: Shop, *events: str) -> list[dict[str, Any]]:
    with shop.unit(writes=False) as unit:
        bodies = unit.connection.scalars(
            select(JournalEntry.body)
            .where(JournalEntry.event.in_(events))
            .order_by(JournalEntry.number)
        )
        return [json.loads(body) for body in bodies]


def add(shop: Shop, **changed: Any) -> int:
    values = {
        "badge": "K-77",
        "name": "Citra",
        "role": Role.CLERK,
        "language": "id",
        "pin": "8642",
        **changed,
    }
    done = shop.run(lambda unit: add_person(unit, **values))
    assert done.changed == {Topic.PEOPLE}
    return done.colleague.staff_id


def as_(
    shop: Shop, person: Person | None, use_case: Callable[..., Any], *words: Any, **named: Any
) -> Any:
    shop.person = person
    try:
        return shop.run(lambda unit: use_case(unit, *words, **named))
    finally:
        shop.person = MANAGER


def administrator(shop: Shop, *, besides: Right | None = None) -> Person:
    """As mighty as the manager, or by one right less."""
    person = a_person(shop, "Dewi", "A-1", Role.ADMINISTRATOR, "8642")
    if besides is not None:
        with shop.unit() as unit:
            right = rows_of(RoleRight)
            unit.connection.execute(
                right.delete().where(right.c.role == person.role, right.c.name == besides)
            )
    return person


def test_somebody_new_signs_on_at_once(shop: Shop) -> None:
    new = add(shop, badge=" K-77 ", name="  Citra   Dewi ")
    person = shop.run(lambda unit: sign_on(unit, "K-77", "8642"))
    assert person == Person(staff_id=new, name="Citra Dewi", role=Role.CLERK, language="id")
    assert told(shop, "OperatorAdded") == [{"person": new, "role": "clerk"}]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"badge": " "}, "badge-wrong"),
        ({"badge": "7\x07"}, "badge-wrong"),
        ({"badge": "7" * 41}, "badge-wrong"),
        ({"badge": "1"}, "badge-taken"),
        ({"badge": "KETTLE"}, "badge-names-other"),
        ({"badge": "S-1"}, "badge-names-other"),
        ({"name": " "}, "name-missing"),
        ({"name": "x" * 81}, "name-too-long"),
        ({"language": "de"}, "language-unknown"),
        ({"pin": "123"}, "pin-too-short"),
        ({"pin": "48151623421083"}, "pin-too-long"),
        ({"pin": "1987"}, "pin-too-common"),
        ({"badge": "K-4711", "pin": "4711"}, "pin-too-common"),
    ],
)
def test_what_is_wrong_with_somebody_new(shop: Shop, changed: dict[str, str], why: str) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-1")
    with pytest.raises(Refused, match=f"^{why}$"):
        add(shop, **changed)
    assert len(shop.read(list_people)) == 1


def test_unknown_badge_disabled_person_and_wrong_pin_are_alike(shop: Shop) -> None:
    known, gone = add(shop, badge="K-1"), add(shop, badge="K-2")
    as_(shop, MANAGER, disable_person, gone)
    heard: dict[str, list[str]] = {"K-1": [], "K-2": [], "nobody's": []}
    for badge, said in heard.items():
        for after in (0, 0, 1, 1, 3, 1, 60, *[200] * 9):
            said.append(signs_on(shop, badge, "8642" if badge == "K-2" else WRONG))
            later(shop, after)
    assert heard["K-1"] == heard["K-2"] == heard["nobody's"]
    assert heard["K-1"][:7] == [
        *["sign-on-wrong"] * 3,
        "sign-on-wait",
        "sign-on-wrong",
        "sign-on-wait",
        "sign-on-wrong",
    ]
    assert heard["K-1"][-1] == "sign-on-locked"
    assert heard["K-1"].count("sign-on-wrong") == MOST_TRIES
    entries = told(shop, "SignOnFailed", "OperatorLocked")
    assert len(entries) == 3 * (MOST_TRIES + 1)
    assert {entry.get("person") for entry in entries} == {known, gone, None}
    assert "nobody's" not in json.dumps(entries)


def test_while_a_wait_runs_not_even_the_right_pin_is_looked_at(shop: Shop) -> None:
    for _ in range(3):
        signs_on(shop, "1", WRONG)
    with pytest.raises(Refused) as why:
        shop.run(lambda unit: sign_on(unit, "1", PIN))
    assert why.value.messages[0].facts == {"seconds": 2}
    later(shop, 2)
    assert signs_on(shop, "1", PIN) == ""
    assert [signs_on(shop, "1", WRONG) for _ in range(3)] == ["sign-on-wrong"] * 3


def test_a_locked_badge_opens_to_nobody_until_it_is_unlocked(shop: Shop) -> None:
    dewi = administrator(shop)
    locked(shop, "1")
    assert signs_on(shop, "1", PIN) == "sign-on-locked"
    assert [each.locked for each in shop.read(list_people)] == [True, False]
    with pytest.raises(Refused, match="right-missing"):
        as_(shop, a_person(shop, "Sari", "7", Role.CLERK, "2469"), unlock_person, 1)
    as_(shop, dewi, unlock_person, 1)
    assert signs_on(shop, "1", PIN) == ""
    assert told(shop, "OperatorUnlocked") == [{"person": 1, "machine": False}]


def test_the_only_manager_is_unlocked_at_the_machine_with_the_records(shop: Shop) -> None:
    locked(shop, "1")
    shop.person = None
    with pytest.raises(Refused, match="sign-on-needed"):
        shop.run(lambda unit: unlock_person(unit, 1))
    shop.machine = True
    shop.run(lambda unit: unlock_person(unit, 1))
    assert signs_on(shop, "1", PIN) == ""
    assert told(shop, "OperatorUnlocked") == [{"person": 1, "machine": True}]


def test_a_wrong_pin_inside_something_bigger_is_counted_and_the_rest_undone(shop: Shop) -> None:
    clerk = sari(shop)
    body = ("request", "1", WRONG)
    for _ in range(3):
        with pytest.raises(Refused, match="sign-on-wrong"):
            shop.run(lambda unit: hand_over(unit, *body))
    with pytest.raises(Refused, match="sign-on-wait"):
        shop.run(lambda unit: hand_over(unit, *body))
    with shop.unit(writes=False) as unit:
        entries = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.staff_id).order_by(JournalEntry.number)
        ).all()
    assert entries[-3:] == [("SignOnFailed", clerk.staff_id)] * 3


def test_what_the_use_case_wrote_before_the_wrong_pin_is_gone(shop: Shop) -> None:
    def both(unit: Any) -> None:
        move_cash(unit, "r-1", CashKind.PAID_IN, Money(100), "why")
        sign_on(unit, "1", WRONG)

    with pytest.raises(Refused, match="sign-on-wrong"):
        shop.run(both)
    assert told(shop, "PaidIn", "SignOnFailed") == [{"wrong": 1, "person": 1}]


def test_a_pin_costs_what_rfc_9106_asks_for() -> None:
    assert FULL_COST == (3, 64 * 1024, 4)


def test_a_pin_hashed_with_older_parameters_is_hashed_anew(shop: Shop) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PIN)
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(Staff)).values(pin_hash=old))
    assert signs_on(shop, "1", PIN) == ""
    with shop.unit(writes=False) as unit:
        kept = unit.connection.scalar(select(Staff.pin_hash)) or ""
    assert kept.startswith("$argon2id$")
    assert not is_outdated(kept)


def test_ones_own_pin_is_changed_with_the_old_one(shop: Shop) -> None:
    for old, new, why in (
        (WRONG, "804613", "sign-on-wrong"),
        (PIN, PIN, "pin-same"),
        (PIN, "1111", "pin-too-common"),
    ):
        with pytest.raises(Refused, match=why):
            shop.run(lambda unit, o=old, n=new: set_own_pin(unit, o, n))  # type: ignore[misc]
    shop.run(lambda unit: set_own_pin(unit, PIN, "804613"))
    assert [signs_on(shop, "1", pin) for pin in (PIN, "804613")] == ["sign-on-wrong", ""]
    assert told(shop, "PinChanged") == [{"person": 1}]


def test_a_new_pin_unlocks(shop: Shop) -> None:
    new = add(shop)
    locked(shop, "K-77")
    as_(shop, MANAGER, set_pin, new, "804613")
    assert signs_on(shop, "K-77", "804613") == ""
    assert len(told(shop, "OperatorUnlocked", "PinChanged")) == 2


def test_somebody_is_changed(shop: Shop) -> None:
    new = add(shop)
    words = {"name": "Citra Lestari", "role": Role.SENIOR_CLERK, "language": "fil"}
    done = as_(shop, MANAGER, change_person, new, **words)
    assert (done.colleague.name, done.colleague.role) == ("Citra Lestari", Role.SENIOR_CLERK)
    as_(shop, MANAGER, change_person, new, **words)
    assert told(shop, "OperatorChanged") == [
        {
            "person": new,
            "renamed": True,
            "of": {"role": "clerk", "language": "id"},
            "to": {"role": "senior-clerk", "language": "fil"},
        }
    ]


def test_who_leaves_may_nothing_more_and_may_come_back(shop: Shop) -> None:
    clerk = sari(shop)
    assert shop.read(still_here)
    assert Right.SERVE in shop.read(rights_of_signed_on)
    as_(shop, MANAGER, disable_person, clerk.staff_id)
    shop.person = clerk
    assert not shop.read(still_here)
    for use_case in (rights_of_signed_on, list_roles):
        with pytest.raises(Refused, match="person-disabled"):
            shop.read(use_case)
    as_(shop, MANAGER, enable_person, clerk.staff_id)
    assert signs_on(shop, "7", "2469") == ""
    assert told(shop, "OperatorDisabled", "OperatorEnabled") == [{"person": clerk.staff_id}] * 2


def test_nobody_disables_themselves_or_changes_their_own_role(shop: Shop) -> None:
    bela(shop)
    for use_case, words, named, why in (
        (disable_person, (1,), {}, "own-disabling"),
        (change_person, (1,), {"name": "A", "role": Role.CLERK, "language": "en"}, "own-role"),
        (change_role, (Role.MANAGER, Authority(rights=frozenset())), {}, "own-role-rights"),
    ):
        with pytest.raises(Refused, match=f"^{why}$"):
            as_(shop, MANAGER, use_case, *words, **named)


def test_nobody_touches_or_makes_anybody_mightier(shop: Shop) -> None:
    dewi = administrator(shop, besides=Right.APPROVE)
    clerk = add(shop)
    manager = {"name": "x", "role": Role.MANAGER, "language": "en"}
    for use_case, words, named, why in (
        (add_person, (), {"badge": "Z", "pin": "8642", **manager}, "role-mightier"),
        (change_person, (clerk,), manager, "role-mightier"),
        (change_person, (1,), manager, "person-mightier"),
        (set_pin, (1, "8642"), {}, "person-mightier"),
        (disable_person, (1,), {}, "person-mightier"),
        (unlock_person, (1,), {}, "person-mightier"),
        (change_role, (Role.MANAGER, Authority(rights=frozenset())), {}, "role-mightier"),
        (
            change_role,
            (Role.CLERK, Authority(rights=frozenset({Right.APPROVE}))),
            {},
            "role-mightier",
        ),
    ):
        with pytest.raises(Refused, match=f"^{why}$"):
            as_(shop, dewi, use_case, *words, **named)
    shop.person = dewi
    barred = {each.staff_id: each.barred for each in shop.read(list_people)}
    assert barred == {1: "person-mightier", dewi.staff_id: "", clerk: ""}
    seen = {each.role: each for each in shop.read(list_roles).roles}
    assert seen[Role.MANAGER].barred == "role-mightier"
    assert seen[Role.ADMINISTRATOR].barred == "own-role-rights"
    assert (seen[Role.CLERK].barred, seen[Role.CLERK].may_give) == ("", True)


def test_limits_make_a_role_less_mighty(shop: Shop) -> None:
    dewi = administrator(shop)
    with shop.unit() as unit:
        unit.connection.execute(
            update(rows_of(RoleLimits))
            .where(RoleLimits.code == Role.ADMINISTRATOR)
            .values(case_most=Money(50_000))
        )
    with pytest.raises(Refused, match="person-mightier"):
        as_(shop, dewi, set_pin, 1, "8642")
    clerk = Authority(rights=frozenset({Right.LOOK}), case_most=Money(50_000))
    with pytest.raises(Refused, match="role-mightier"):
        as_(shop, dewi, change_role, Role.CLERK, clerk)  # it has no limit yet


def test_somebody_who_may_add_people_stays(shop: Shop) -> None:
    """Signed on, nobody gets that far; at the machine that keeps the records, they might."""
    second = bela(shop)
    shop.machine = True
    as_(shop, None, disable_person, second.staff_id)
    with pytest.raises(Refused, match="last-with-right"):
        as_(shop, None, disable_person, 1)
    assert [each.active for each in shop.read(list_people)] == [True, False]


def test_a_role_is_changed_for_all_who_have_it(shop: Shop) -> None:
    clerk = sari(shop)
    less = Authority(
        rights=frozenset({Right.LOOK, Right.SERVE}),
        line_most=Money(5_000),
        day_most=Money(90_000),
        overrides=frozenset({"window-over"}),
    )
    done = as_(shop, MANAGER, change_role, Role.CLERK, less)
    assert done.changed == {Topic.PEOPLE}
    seen = next(each for each in done.roles if each.role is Role.CLERK)
    assert (seen.authority, seen.number) == (less, 1)
    shop.person = clerk
    assert shop.read(rights_of_signed_on) == less.rights
    shop.person = MANAGER
    with pytest.raises(Refused, match="role-limit-wrong"):
        as_(shop, MANAGER, change_role, Role.CLERK, replace(less, case_most=Money(-1)))
    assert told(shop, "RoleChanged")[0]["to"] == {
        "rights": ["look", "serve"],
        "overrides": ["window-over"],
        "line": 5_000,
        "case": None,
        "day": 90_000,
    }


def test_who_takes_over_the_drawer_may_use_one(shop: Shop) -> None:
    a_person(shop, "Maria", "8", Role.AUDITOR, "8642")
    with pytest.raises(Refused, match="right-missing"):
        shop.run(lambda unit: hand_over(unit, "r", "8", "8642"))


A_DIFFERENCE = of_fact(ApprovalKind.DRAWER, "drawer:1", Money(500))


def test_an_approver_must_be_in_use(shop: Shop) -> None:
    second = bela(shop)
    as_(shop, MANAGER, disable_person, second.staff_id)
    yes = Approval(badge="2", pin="2467", reason="why")
    with pytest.raises(Refused, match="sign-on-wrong"):
        shop.run(lambda unit: allow(unit, yes, A_DIFFERENCE, "test"))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(SignOnTrial.wrong)) == 1
    assert shop.clock() == NOON
