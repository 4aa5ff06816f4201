"""The power fails at any moment of a return: all of it is there afterwards, or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.db import open_shop
from models.services.documents import RETURN
from models.services.journal import GENESIS
from models.services.requests import list_unconfirmed
from models.tables.documents import Document
from models.tables.drawers import DrawerEntry
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry, JournalHead, Request
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.values import ONE
from tests.builders import MANAGER, NOON, a_line, a_product, a_sale
from tests.services.killed_counter import AFTER_THE_COMMIT

if TYPE_CHECKING:
    from models.unit import Unit

ROOT = Path(__file__).parents[2]
MOMENTS = (*range(1, 40), AFTER_THE_COMMIT)


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork and SIGKILL")
def test_killed_at_any_moment_leaves_all_or_nothing(database_url: str) -> None:
    shop = open_shop(database_url, clock=lambda: NOON)
    shop.person = MANAGER
    product = a_product(shop)
    for moment in MOMENTS:
        a_sale(shop, a_line(product), number=f"S-{moment}")
    shop.close()

    died = subprocess.run(
        [sys.executable, "-m", "tests.services.killed_counter", database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert died.returncode == 0, died.stderr
    lived = int(died.stdout)
    assert lived > 10, "a return has more statements than that"
    shop = open_shop(database_url, clock=lambda: NOON)
    shop.person = MANAGER
    taken = shop.read(sales_taken_back)
    assert taken == {f"S-{lived}", f"S-{AFTER_THE_COMMIT}"}
    assert {each.request_id for each in shop.read(list_unconfirmed)} == {
        f"request-{number}" for number in taken
    }
    shop.close()


def sales_taken_back(unit: Unit) -> set[str]:
    """The sales with a return, after checking that every part of each return agrees."""
    connection = unit.connection
    rows = connection.execute(
        select(
            GoodsReturn.id, GoodsReturn.number, Sale.number.label("sale"), Sale.id.label("of")
        )
        .join(Sale, Sale.id == GoodsReturn.sale_id)
        .order_by(GoodsReturn.id)
    ).all()
    ids = [row.id for row in rows]
    papers = [row.number for row in rows]
    assert papers == [f"R1-{n:06}" for n in range(1, len(rows) + 1)]
    assert connection.scalars(select(Document.code).order_by(Document.number)).all() == papers
    assert connection.scalars(select(ReturnLine.return_id)).all() == ids
    assert connection.scalars(select(Refund.return_id)).all() == ids
    from_drawer = select(DrawerEntry.return_id).where(DrawerEntry.kind == "refund")
    assert connection.scalars(from_drawer.order_by(DrawerEntry.position)).all() == ids
    assert len(connection.scalars(select(StockMovement.id)).all()) == len(ids)
    assert set(
        connection.scalars(select(Request.document).where(Request.kind == RETURN))
    ) == set(papers)
    gone = select(SaleLine.sale_id).where(SaleLine.returned == ONE)
    assert set(connection.scalars(gone)) == {row.of for row in rows}
    back = select(Tender.sale_id).where(Tender.refunded == Tender.exact)
    assert set(connection.scalars(back)) == {row.of for row in rows}
    entries = connection.execute(
        select(JournalEntry.__table__).order_by(JournalEntry.number)
    ).all()
    assert [entry.previous for entry in entries] == [GENESIS, *(e.hash for e in entries[:-1])]
    assert connection.scalar(select(JournalHead.hash)) == entries[-1].hash
    assert sum(entry.event == "ReturnTaken" for entry in entries) == len(ids)
    return {row.sale for row in rows}
