"""Goods that came back wait for a decision, move once for each, and go back with a void."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError

from models.services.goods import (
    count_waiting,
    find_tag,
    list_recent,
    list_waiting,
    move_goods,
    open_goods,
    tags_of,
)
from models.services.returns import BUCKETS
from models.services.search import GoodsNamed, look_up
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.returns import ReturnLine
from models.values import ONE, Quantity, Refused
from models.values.codes import Disposition
from receipts import text
from receipts.item_tags import item_tag
from tests.builders import NOON, a_line, a_product, a_sale, another_shop, in_force
from tests.drawers import bela
from tests.services.test_no_receipt import POLICY, back
from tests.services.test_no_receipt import asking as asking_unreceipted
from tests.services.test_no_receipt import take as take_unreceipted
from tests.services.test_returns import asking, take
from tests.services.test_voids import void
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.goods import GoodsMoved


def a_kettle_came_back(shop: Shop, quantity: str = "1") -> int:
    """Undecided, as the policy says nothing better; the key of its returned line."""
    in_force(shop, 'window = "30 days"\ndisposition = "undecided"')
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(2)))
    take(shop, asking(shop, quantity))
    with shop.unit(writes=False) as unit:
        return unit.connection.execute(select(ReturnLine.id)).scalar_one()


def move(shop: Shop, line: int, to: Disposition, request: str = "g-1") -> GoodsMoved:
    return shop.run(lambda unit: move_goods(unit, request, line, to))


def stock(shop: Shop) -> dict[str, Quantity]:
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(StockMovement.bucket, func.sum(StockMovement.quantity)).group_by(
                StockMovement.bucket
            )
        )
        return {row[0]: row[1] for row in rows if row[1]}


def test_goods_wait_with_their_age_until_somebody_decides(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    shop.clock = lambda: NOON + timedelta(days=3)
    (waiting,) = shop.read(list_waiting)
    assert (waiting.slip, waiting.description, waiting.days) == ("R1-000001", "Kettle", 3)
    assert stock(shop) == {"inspection": ONE}

    moved = move(shop, line, Disposition.REPAIR).goods

    assert moved.disposition is Disposition.REPAIR
    assert shop.read(list_waiting) == ()
    assert stock(shop) == {"repair": ONE}
    with shop.unit(writes=False) as unit:
        assert (
            unit.connection.scalars(
                select(JournalEntry.event).order_by(JournalEntry.number)
            ).all()[-1]
            == "GoodsMoved"
        )


def test_each_change_moves_the_stock_once(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    first = move(shop, line, Disposition.WASTE)
    assert move(shop, line, Disposition.WASTE) == first
    with pytest.raises(Refused, match="goods-there-already"):
        move(shop, line, Disposition.WASTE, "g-2")
    with pytest.raises(Refused, match="request-changed"):
        move(shop, line, Disposition.REPAIR)
    move(shop, line, Disposition.WRITE_OFF, "g-3")
    assert stock(shop) == {"waste": ONE}
    move(shop, line, Disposition.RETURN_TO_STOCK, "g-4")
    assert stock(shop) == {"sellable": ONE}
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql("DELETE FROM goods_move")


def test_a_void_takes_the_goods_from_where_they_lie(shop: Shop) -> None:
    bela(shop)
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.RETURN_TO_STOCK)
    void(shop)
    assert stock(shop) == {}
    assert shop.read(list_waiting) == ()
    with pytest.raises(Refused, match="goods-not-here"):
        move(shop, line, Disposition.REPAIR, "g-2")
    with pytest.raises(Refused, match="goods-not-here"):
        shop.read(lambda unit: tags_of(unit, "R1-000001"))


def test_the_tag_says_what_becomes_of_the_goods(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.REPAIR)
    (tag,) = shop.read(lambda unit: tags_of(unit, "R1-000001"))
    assert (tag.code, tag.disposition) == ("R1-000001-1", "repair")
    printed = "\n".join(text.lines(item_tag(tag)))
    assert "To repair" in printed
    assert "Changed mind" in printed
    assert "R1-000001-1" in printed


def test_the_tag_is_scanned_to_find_the_goods(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    for scanned in ("R1-000001-1", " r1-000001-1 "):
        assert shop.read(lambda unit, s=scanned: look_up(unit, s)) == GoodsNamed(  # type: ignore[misc]
            return_line_id=line
        )
    for wrong in ("R1-000001-2", "R1-000009-1", "R1-000001", "tag"):
        assert shop.read(lambda unit, s=wrong: find_tag(unit, s)) is None  # type: ignore[misc]


def test_every_decision_is_told_with_who_made_it(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.REPAIR)
    bela(shop)
    story = shop.read(lambda unit: open_goods(unit, line))
    assert [(each.disposition, each.person) for each in story.decisions] == [
        ("undecided", "Ann Lee"),
        ("repair", "Ann Lee"),
    ]
    assert (story.goods.tag, story.tag.code) == ("R1-000001-1", "R1-000001-1")
    assert story.goods.disposition is Disposition.REPAIR


def test_goods_that_wait_again_are_counted_again(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    assert shop.read(count_waiting) == 1
    move(shop, line, Disposition.REPAIR)
    assert shop.read(count_waiting) == 0
    assert [goods.disposition for goods in shop.read(list_recent)] == ["repair"]
    move(shop, line, Disposition.UNDECIDED, "g-2")
    assert (shop.read(count_waiting), shop.read(list_recent)) == (1, ())
    assert len(shop.read(list_waiting)) == 1
    move(shop, line, Disposition.WASTE, "g-3")
    assert shop.read(list_waiting) == ()
    for of, count in ((Disposition.WASTE, 1), (Disposition.REPAIR, 0)):
        assert len(shop.read(lambda unit, of=of: list_recent(unit, of))) == count  # type: ignore[misc]


def test_what_came_back_long_ago_leaves_the_list_but_never_the_one_that_waits(
    shop: Shop,
) -> None:
    line = a_kettle_came_back(shop)
    shop.clock = lambda: NOON + timedelta(days=400)
    assert [goods.days for goods in shop.read(list_waiting)] == [400]
    move(shop, line, Disposition.WASTE)
    assert (shop.read(list_waiting), shop.read(list_recent)) == ((), ())


def test_goods_without_a_receipt_keep_their_serial_number(shop: Shop) -> None:
    in_force(shop, POLICY)
    phone = a_product(shop, "Phone", serialised=True)
    take_unreceipted(shop, asking_unreceipted(back(phone, serial="SN-1")))
    (goods,) = shop.read(list_recent)
    assert goods.serial == "SN-1"
    (tag,) = shop.read(lambda unit: tags_of(unit, "R1-000001"))
    assert tag.serial == "SN-1"


@pytest.mark.parametrize("system", ["sqlite"])
def test_no_list_reads_a_table_from_end_to_end(shop: Shop) -> None:
    a_kettle_came_back(shop)
    plans: list[str] = []

    def explain(_: object, cursor: Any, query: str, given: Any, *__: object) -> None:
        if query.startswith("SELECT") and "return_line" in query:
            rows = cursor.connection.execute("EXPLAIN QUERY PLAN " + query, given).fetchall()
            plans.extend(str(row[3]) for row in rows)

    for read in (list_waiting, count_waiting, list_recent):
        with shop.unit(writes=False) as unit:
            event.listen(unit.connection, "before_cursor_execute", explain)
            read(unit)
            event.remove(unit.connection, "before_cursor_execute", explain)
    assert plans
    big = ("return_line", "goods_return", "goods_move", "sale_line", "staff", "customer")
    assert [plan for plan in plans if plan in {f"SCAN {name}" for name in big}] == []


class MovedGoods(RuleBasedStateMachine):
    """Two returned lines, decided about again and again, until their return is voided."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(Path(self.folder.name) / "shop.db")
        bela(self.shop)
        in_force(self.shop, 'window = "30 days"\ndisposition = "undecided"')
        self.products = [a_product(self.shop, name) for name in ("Kettle", "Cup")]
        lines = (a_line(each, quantity=Quantity.of(3)) for each in self.products)
        a_sale(self.shop, *lines)
        self.lie: dict[int, Disposition] = {}
        self.came, self.requests = 0, 0
        self.last: tuple[int, Disposition] | None = None

    @precondition(lambda self: not self.lie)
    @rule()
    def bring_back(self) -> None:
        self.came += 1
        take(self.shop, asking(self.shop, "1", "2"), f"r-{self.came}")
        with self.shop.unit(writes=False) as unit:
            newest = select(ReturnLine.id).order_by(ReturnLine.id.desc()).limit(2)
            lines = sorted(unit.connection.scalars(newest))
        self.lie = dict.fromkeys(lines, Disposition.UNDECIDED)
        self.last = None

    @precondition(lambda self: self.lie)
    @rule(which=st.integers(0, 1), to=st.sampled_from(Disposition), twice=st.booleans())
    def decide(self, which: int, to: Disposition, twice: bool) -> None:
        line = sorted(self.lie)[which]
        self.requests += 1
        for _ in range(1 + twice):
            try:
                move(self.shop, line, to, f"g-{self.requests}")
            except Refused:
                assert self.lie[line] is to
            else:
                assert self.lie[line] is not to or twice
        if self.lie[line] is not to:
            self.last = (line, self.lie[line])
        self.lie[line] = to

    @precondition(lambda self: self.last)
    @rule()
    def take_back(self) -> None:
        assert self.last
        self.requests += 1
        move(self.shop, *self.last, f"g-{self.requests}")
        self.lie[self.last[0]] = self.last[1]
        self.last = None

    @precondition(lambda self: self.lie)
    @rule(twice=st.booleans())
    def void(self, twice: bool) -> None:
        for _ in range(1 + twice):
            void(self.shop, f"R1-{self.came:06}", f"v-{self.came}")
        self.lie, self.last = {}, None

    @invariant()
    def stock_is_where_it_was_put(self) -> None:
        expected: dict[tuple[int, str], Quantity] = {}
        for place, line in enumerate(sorted(self.lie)):
            pieces = Quantity.of(place + 1)
            expected[self.products[place], BUCKETS[self.lie[line]]] = pieces
        with self.shop.unit(writes=False) as unit:
            kinds = (StockMovement.product_id, StockMovement.bucket)
            summed = select(*kinds, func.sum(StockMovement.quantity)).group_by(*kinds)
            rows = unit.connection.execute(summed)
            assert {(row[0], row[1]): row[2] for row in rows if row[2]} == expected
            waiting = sum(each is Disposition.UNDECIDED for each in self.lie.values())
            assert count_waiting(unit) == len(list_waiting(unit)) == waiting

    def teardown(self) -> None:
        nothing_is_wrong(self.shop)
        self.shop.close()
        self.folder.cleanup()


TestMovedGoods = MovedGoods.TestCase
TestMovedGoods.settings = settings(
    max_examples=settings().max_examples // 4, stateful_step_count=12
)
