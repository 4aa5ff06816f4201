"""Two counters, two processes, one yes: whoever comes first, it is used once and by right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from models.services.approval_bodies import read_wanted
from models.services.approval_requests import Yes, answer_approval, ask_approval
from models.services.approvals import Granted
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.tables.approvals import Approval
from models.tables.base import rows_of
from models.tables.people import RoleLimits, Staff
from models.tables.returns import GoodsReturn
from models.tables.sales import SaleLine
from models.values import ONE, Money, Refused
from models.values.approvals import YesReason
from models.values.codes import Condition, Reason
from models.values.shop import Person, Role
from tests.builders import MANAGER, NOON, a_sale, in_force, sale_id_of
from tests.drawers import SARI_PIN, a_person, bela
from tests.processes import all_at_once
from tests.services.verified import verified

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
ROUNDS = 4
LINE = rows_of(SaleLine)
YES = Yes(reason=YesReason.GOOD_CUSTOMER)
BY_MANAGER = 'decided_by = "manager"\nwindow = "30 days"'


@pytest.fixture
def sari(shop: Shop) -> Person:
    """A clerk of a shop where a manager decides about everything."""
    in_force(shop, BY_MANAGER)
    return a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)


def kettle(shop: Shop, number: str) -> ReturnAsked:
    (line_id,) = a_sale(shop, number=number)
    line = ComingBack(
        line_id=line_id,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    return ReturnAsked(sale_id=sale_id_of(shop, number), lines=(line,))


def asked(shop: Shop, sari: Person, number: str) -> str:
    wanted = kettle(shop, number)
    shop.person = sari
    seen = shop.read(lambda unit: decide_return(unit, wanted))
    shop.run(lambda unit: ask_approval(unit, f"a-{number}", wanted, seen))
    shop.person = MANAGER
    return f"a-{number}"


def granted(shop: Shop, sari: Person, number: str, by: Person = MANAGER) -> str:
    approval_id = asked(shop, sari, number)
    shop.person = by
    shop.run(lambda unit: answer_approval(unit, approval_id, YES))
    shop.person = MANAGER
    return approval_id


def at_once(url: str, *acts: tuple[str, ...]) -> list[list[str]]:
    """What each process says, line by line; each act is who, what and the ids."""
    told = all_at_once("tests.services.test_approvals_race", *([url, *act] for act in acts))
    return [out.splitlines() for out in told]


def wrong(shop: Shop) -> tuple[object, ...]:
    return verified(shop).faults


def count(shop: Shop, state: str) -> int:
    with shop.unit(writes=False) as unit:
        query = select(func.count(Approval.id)).where(Approval.state == state)
        return unit.connection.scalar(query) or 0


def test_one_yes_pays_once(shop: Shop, database_url: str, sari: Person) -> None:
    ids = [granted(shop, sari, f"S-{n}") for n in range(ROUNDS)]
    who = str(sari.staff_id)
    said = at_once(database_url, (who, "post", *ids), (who, "post", *ids))
    for both in zip(*said, strict=True):
        assert sorted(both)[0] in ("approval-used", "return-refused")
        assert sorted(both)[1].startswith("used")
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == ROUNDS
    assert (count(shop, "used"), wrong(shop)) == (ROUNDS, ())


def test_whoever_is_disabled_approves_nothing_more(
    shop: Shop, database_url: str, sari: Person
) -> None:
    second = bela(shop)
    ids = [granted(shop, sari, f"S-{n}", second) for n in range(ROUNDS)]
    posted, disabled = at_once(
        database_url,
        (str(sari.staff_id), "post", *ids),
        (str(MANAGER.staff_id), "disable", str(second.staff_id)),
    )
    assert disabled == ["disabled"]
    codes = [each.split()[0] for each in posted]
    used = codes.count("used")
    assert codes == ["used"] * used + ["person-disabled"] * (ROUNDS - used)
    (late,) = at_once(database_url, (str(sari.staff_id), "post", ids[-1]))
    assert late[0].split()[0] in ("person-disabled", "return-refused")
    assert (count(shop, "used"), wrong(shop)) == (used, ())


def test_one_request_about_a_sale_waits(shop: Shop, database_url: str, sari: Person) -> None:
    dewi = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    sales = [str(kettle(shop, f"S-{n}").sale_id) for n in range(ROUNDS)]
    said = at_once(
        database_url,
        (str(sari.staff_id), "ask", *sales),
        (str(dewi.staff_id), "ask", *sales),
    )
    for both in zip(*said, strict=True):
        assert sorted(both) == ["approval-pending", "asked"]
    assert count(shop, "open") == ROUNDS


def test_a_days_limit_holds_for_two_windows(
    shop: Shop, database_url: str, sari: Person
) -> None:
    ids = [asked(shop, sari, f"S-{n}") for n in range(ROUNDS)]
    with shop.unit() as unit:
        manager = update(RoleLimits).where(RoleLimits.code == "manager")
        unit.connection.execute(manager.values(day_most=Money(2999)))
    who = str(MANAGER.staff_id)
    said = at_once(
        database_url, (who, "yes", *ids[: ROUNDS // 2]), (who, "yes", *ids[ROUNDS // 2 :])
    )
    codes = sorted(code for each in said for code in each)
    assert codes == ["approver-day-most", "approver-day-most", "granted", "granted"]


def counter(url: str, staff: str, what: str, ids: list[str]) -> None:
    """One window: somebody does the same thing with each of the ids, and says how it went."""
    from models.db import open_shop

    shop = open_shop(url, clock=lambda: NOON)
    role = Role.MANAGER if staff == str(MANAGER.staff_id) else Role.CLERK
    shop.person = Person(staff_id=int(staff), name="Somebody", role=role, language="en")
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for each in ids:
        try:
            said = ACTS[what](shop, each, staff)
        except Refused as refusal:
            said = refusal.messages[0].code
        print(said)  # noqa: T201
    shop.close()


def post(shop: Shop, approval_id: str, staff: str) -> str:
    with shop.unit(writes=False) as unit:
        body = unit.connection.scalar(select(Approval.body).where(Approval.id == approval_id))
    wanted = read_wanted(body or "")
    assert isinstance(wanted, ReturnAsked)
    seen = shop.read(lambda unit: decide_return(unit, wanted))
    taken = shop.run(
        lambda unit: take_return(unit, str(uuid4()), wanted, seen, Granted(approval_id))
    )
    return f"used {taken.slip.head.number}"


def disable(shop: Shop, staff_id: str, staff: str) -> str:
    with shop.unit() as unit:
        unit.connection.execute(
            update(Staff).where(Staff.id == int(staff_id)).values(active=False)
        )
    return "disabled"


def ask(shop: Shop, sale_id: str, staff: str) -> str:
    with shop.unit(writes=False) as unit:
        line_id = unit.connection.scalar(
            select(func.max(LINE.c.id)).where(LINE.c.sale_id == int(sale_id))
        )
    line = ComingBack(
        line_id=line_id or 0,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    wanted = ReturnAsked(sale_id=int(sale_id), lines=(line,))
    seen = shop.read(lambda unit: decide_return(unit, wanted))
    shop.run(lambda unit: ask_approval(unit, f"{staff}-{sale_id}", wanted, seen))
    return "asked"


def say_yes(shop: Shop, approval_id: str, staff: str) -> str:
    return str(shop.run(lambda unit: answer_approval(unit, approval_id, YES)).card.state)


ACTS = {"post": post, "disable": disable, "ask": ask, "yes": say_yes}

if __name__ == "__main__":
    counter(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
