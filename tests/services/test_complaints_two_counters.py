"""Three windows, three processes: each complaint whose limit nears is escalated by one."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.services.complaint_clocks import any_due, escalate_due, list_escalated
from models.services.complaints import ComplaintAsked, begin_complaint
from models.tables.base import rows_of
from models.tables.journal import JournalEntry
from models.values.complaints import ComplaintKind
from tests.builders import NOON
from tests.cases import a_case
from tests.processes import all_at_once
from tests.services.test_cases_two_counters import REGISTERS, three_registers
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop

MODULE = "tests.services.test_complaints_two_counters"
MANY = 5
NEAR = timedelta(minutes=200)
"""After which four hours of working time are nearly over."""


def test_windows_that_look_at_once_escalate_each_once(shop: Shop, database_url: str) -> None:
    three_registers(shop)
    for _ in range(MANY):
        asked = ComplaintAsked(
            case_id=a_case(shop).id, kind=ComplaintKind.GOODS, severity=3, said="It burns!"
        )
        shop.run(lambda unit, asked=asked: begin_complaint(unit, asked))  # type: ignore[misc]
    assert not shop.read(any_due)
    told = all_at_once(MODULE, *([database_url, register] for register in REGISTERS))
    assert sorted(int(each) for out in told for each in out.split()) == list(range(1, MANY + 1))
    shop.clock = lambda: NOON + NEAR
    assert not shop.read(any_due)
    assert len(shop.read(list_escalated)) == MANY
    with shop.unit(writes=False) as unit:
        events = rows_of(JournalEntry).c.event
        entries = select(func.count()).where(events == "ComplaintEscalated")
        assert unit.connection.scalar(entries) == MANY
    nothing_is_wrong(shop)


def window(url: str, register: str) -> None:
    """Nobody is signed on; say which ones were escalated from here."""
    from models.db import open_shop

    shop = open_shop(url, register=register, clock=lambda: NOON + NEAR)
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    print(*shop.run(escalate_due).ids)  # noqa: T201
    shop.close()


if __name__ == "__main__":
    window(sys.argv[1], sys.argv[2])
