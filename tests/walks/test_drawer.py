"""The end of a shift with the keyboard alone: a note is missing, and a manager looks at it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables.documents import Document
from models.tables.drawers import Drawer, DrawerEntry, Shift
from models.values import Money
from models.values.drawer_papers import DrawerReport
from receipts import text
from receipts.drawer_papers import drawer_report
from tests.builders import a_line, a_product, a_sale
from tests.drawers import BELA_PIN, bela, limit

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk


@pytest.fixture
def cash() -> Money:
    return Money(5000)


@pytest.fixture
def shop(shop: Shop) -> Shop:
    """A kettle sold for £10 in cash; a drawer may be off by £5, beyond it Bela looks."""
    a_sale(shop, a_line(a_product(shop)), number="S-0007")
    limit(shop, 500)
    bela(shop)
    return shop


def test_a_shortage_beyond_the_limit(shop: Shop, clerk: Clerk) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.press("F8")
    clerk.has_slip()
    clerk.press("Ctrl+5")
    clerk.sees("Refunds in cash", "Ann Lee · R1-000001")
    clerk.press("F9")
    clerk.sees("Count the drawer")
    assert "40.00" not in clerk.reading, "what should be there is no secret any more"
    for value in ("20.00", "10.00"):
        clerk.tab_to(lambda each, value=value: value in each.accessibleName())  # type: ignore[misc]
        clerk.write("1")
    clerk.press("F9")
    clerk.sees("Should be there", "40.00", "Counted", "30.00", "Short", "A manager looks at it")

    clerk.press("F9")
    clerk.sees("This is missing.")
    assert is_open(shop), "nobody has looked at it"
    for field, typed in (
        ("Manager's badge", "2"),
        ("Manager's PIN", BELA_PIN),
        ("Reason", "A ten is missing"),
    ):
        clerk.tab_to_field(field)
        clerk.write(typed)
    clerk.press("F9")
    clerk.sees("Z1-000001")
    clerk.rest()

    assert not is_open(shop)
    with shop.unit(writes=False) as unit:
        read = unit.connection
        last = select(DrawerEntry.kind, DrawerEntry.amount, DrawerEntry.balance)
        booked = [tuple(row) for row in read.execute(last.order_by(DrawerEntry.position))]
        assert booked == [
            ("float", Money(5000), Money(5000)),
            ("refund", Money(-1000), Money(4000)),
            ("difference", Money(-1000), Money(3000)),
        ]
        ended = read.execute(select(Shift.staff_id, Shift.approved_by, Shift.reason)).one()
        assert tuple(ended) == (1, 2, "A ten is missing")
        stored = read.scalars(select(Document.snapshot).where(Document.kind == "closing")).one()
    report = DrawerReport.from_json(json.loads(stored))
    assert (report.expected, report.counted) == (4000, 3000)
    printed = "\n".join(text.lines(drawer_report(report)))
    for said in ("Z1-000001", "Short", "10.00", "Bela", "A ten is missing"):
        assert said in printed


def is_open(shop: Shop) -> bool:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(Drawer.closed_at)) is None
