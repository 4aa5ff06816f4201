"""Three counters, three processes: each case is taken up by one, and no code is given twice."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.case_views import list_cases
from models.services.cases import open_case, put_aside, take_up
from models.tables.base import add_numbered
from models.tables.cases import Case
from models.tables.shop import Register
from models.values import Refused
from models.values.cases import AsideFor, CaseKind, CaseState
from tests.builders import MANAGER, NOON
from tests.processes import all_at_once
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop

CASES = 6
REGISTERS = ("1", "2", "3")
MODULE = "tests.services.test_cases_two_counters"


def three_registers(shop: Shop) -> None:
    with shop.unit() as unit:
        for code in REGISTERS[1:]:
            add_numbered(unit.connection, Register, store_id=unit.station.store_id, code=code)


def test_registers_that_take_up_the_same_case_get_it_once(
    shop: Shop, database_url: str
) -> None:
    three_registers(shop)
    cases = []
    for _ in range(CASES):
        case = shop.run(lambda unit: open_case(unit, CaseKind.RETURN)).case
        shop.run(lambda unit, key=case.id: put_aside(unit, key, AsideFor.SHOP))  # type: ignore[misc]
        cases.append(str(case.id))
    told = all_at_once(
        MODULE, *([database_url, register, "take", *cases] for register in REGISTERS)
    )
    answers = [line.split() for out in told for line in out.splitlines()]
    assert len(answers) == CASES * len(REGISTERS)
    assert {said for _, said, _ in answers} <= {"got", "late"}
    assert {case for case, said, _ in answers if said == "got"} == set(cases)
    served = [each for each in shop.read(list_cases).cases if each.state is CaseState.SERVING]
    assert len({each.register for each in served}) == len(served)
    nothing_is_wrong(shop)


def test_cases_that_are_opened_at_once_have_a_code_each(shop: Shop, database_url: str) -> None:
    three_registers(shop)
    told = all_at_once(
        MODULE,
        *([database_url, register, "open", *map(str, range(CASES))] for register in REGISTERS),
    )
    codes = Counter(code for out in told for code in out.split())
    assert (len(codes), max(codes.values())) == (CASES * len(REGISTERS), 1)
    with shop.unit(writes=False) as unit:
        serving = select(Case.at_register_id).where(Case.state == CaseState.SERVING)
        assert len(unit.connection.scalars(serving).all()) == len(REGISTERS)
    nothing_is_wrong(shop)


def counter(url: str, register: str, what: str, cases: list[str]) -> None:
    """Take up every case, or open as many; say what came of it."""
    from models.db import open_shop

    shop = open_shop(url, register=register, clock=lambda: NOON)
    shop.person = MANAGER
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for case in cases:
        if what == "open":
            print(shop.run(lambda unit: open_case(unit, CaseKind.INQUIRY)).case.code)  # noqa: T201
        else:
            print(case, *taken_up(shop, int(case), register))  # noqa: T201
    shop.close()


def taken_up(shop: Shop, case: int, register: str) -> tuple[str, object]:
    try:
        shop.run(lambda unit: take_up(unit, case))
    except Refused as refusal:
        (said,) = refusal.messages
        if said.code != "case-in-hand":
            raise
        return "late", said.facts["register"]
    return "got", register


if __name__ == "__main__":
    counter(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
