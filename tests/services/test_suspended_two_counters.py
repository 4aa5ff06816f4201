"""Three counters, three processes, the same visits on hold: each is resumed once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.services.decisions import ComingBack, ReturnAsked
from models.services.suspended import list_suspended, resume, suspend
from models.tables.base import add_numbered
from models.tables.shop import Register
from models.values import ONE, Refused
from tests.builders import MANAGER, NOON, a_sale, sale_id_of
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
ON_HOLD = 12
REGISTERS = ("1", "2", "3")


def test_registers_that_resume_at_once_get_each_visit_once(
    shop: Shop, database_url: str
) -> None:
    (line_id,) = a_sale(shop)
    with shop.unit() as unit:
        for code in REGISTERS[1:]:
            add_numbered(unit.connection, Register, store_id=unit.station.store_id, code=code)
    lines = (ComingBack(line_id=line_id, quantity=ONE),)
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=lines)
    cases = [shop.run(lambda unit: suspend(unit, asked)).held.case_id for _ in range(ON_HOLD)]
    module = "tests.services.test_suspended_two_counters"
    told = all_at_once(
        module, *([database_url, register, *map(str, cases)] for register in REGISTERS)
    )

    answers = [line.split() for out in told for line in out.splitlines()]
    got = {case: register for case, said, register in answers if said == "got"}
    late = [(case, has_it) for case, said, has_it in answers if said == "late"]
    assert len(got) == ON_HOLD == sum(said == "got" for _, said, _ in answers)
    assert len(late) == ON_HOLD * (len(REGISTERS) - 1)
    assert all(got[case] == has_it for case, has_it in late)
    assert shop.read(list_suspended) == ()


def counter(url: str, register: str, cases: list[str]) -> None:
    """Try to resume every visit; say which were got, and who has the others."""
    from models.db import open_shop

    shop = open_shop(url, register=register, clock=lambda: NOON)
    shop.person = MANAGER
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for case in cases:
        print(case, *resumed(shop, int(case), register))  # noqa: T201
    shop.close()


def resumed(shop: Shop, case: int, register: str) -> tuple[str, object]:
    try:
        shop.run(lambda unit: resume(unit, case))
    except Refused as refusal:
        (said,) = refusal.messages
        if said.code != "suspended-taken":
            raise
        return "late", said.facts["register"]
    return "got", register


if __name__ == "__main__":
    counter(sys.argv[1], sys.argv[2], sys.argv[3:])
