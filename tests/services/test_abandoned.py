"""What was decided and left is told to the journal, once, under the name of who left it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.services.abandoned import Left, note_abandoned
from models.services.decisions import decide_return
from models.tables.journal import JournalEntry
from models.values import Money, Refused
from models.values.codes import Reason
from tests.builders import a_line, a_product, a_sale, in_force
from tests.services.test_returns import asking
from tests.ui.at_once import AtOnce
from ui.screens.returns.presenter import CounterPresenter
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop
    from ui.screens.returns.state import CounterState


def left(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body)
            .where(JournalEntry.event.in_(("ReturnDenied", "ReturnAbandoned")))
            .order_by(JournalEntry.number)
        )
        return [(row.event, json.loads(row.body)) for row in rows]


@pytest.fixture(autouse=True)
def _two_sales(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"', 'when = { sku = "kettle" }\nfinal_sale = true')
    for number, name in (("S-1", "Kettle"), ("S-2", "Teapot")):
        goods = a_product(shop, name)
        a_sale(shop, a_line(goods, sku=name.upper(), description=name), number=number)


def test_a_no_is_on_record_with_its_paragraph(shop: Shop) -> None:
    asked = asking(shop, "1")
    decided = shop.read(lambda unit: decide_return(unit, asked))
    assert decided.answer == "refuse"
    shop.run(lambda unit: note_abandoned(unit, [Left(asked, decided)]))
    ((event, body),) = left(shop)
    assert event == "ReturnDenied"
    assert (body["sale"], body["kind"], body["answer"]) == ("S-1", "return", "refuse")
    assert body["value"] == 1000
    assert ["final-sale", 2, decided.policy] in body["findings"]


def test_nobody_signed_on_left_nothing(shop: Shop) -> None:
    shop.person = None
    with pytest.raises(Refused, match="sign-on-needed"):
        shop.run(lambda unit: note_abandoned(unit, []))


class TestCounter:
    """One counter, on records of its own."""

    @pytest.fixture
    def system(self) -> str:
        return "sqlite"

    @pytest.fixture
    def counter(self, shop: Shop) -> CounterPresenter:
        return CounterPresenter(AtOnce(shop), _no_papers(), _look, lambda _: None)

    def test_closing_the_sale_tells_it_once_however_often_it_is_gone_back_to(
        self, shop: Shop, counter: CounterPresenter
    ) -> None:
        bring(counter, "S-1", "KETTLE")
        counter.close_sale()
        counter.undo()
        counter.close_sale()
        assert [event for event, _ in left(shop)] == ["ReturnDenied"]

    def test_another_sale_or_a_sign_off_leaves_what_was_entered(
        self, shop: Shop, counter: CounterPresenter
    ) -> None:
        bring(counter, "S-2", "TEAPOT")
        counter.enter("S-1")
        bring(counter, "S-1", "KETTLE")
        counter.abandon()
        counter.abandon()
        assert [(event, body["sale"]) for event, body in left(shop)] == [
            ("ReturnAbandoned", "S-2"),
            ("ReturnDenied", "S-1"),
        ]

    def test_a_window_that_is_closed_has_last_words(
        self, shop: Shop, counter: CounterPresenter
    ) -> None:
        assert counter.last_words() is None
        bring(counter, "S-1", "KETTLE")
        last = counter.last_words()
        assert last is not None
        shop.run(last)
        assert len(left(shop)) == 1

    def test_what_was_committed_or_put_on_hold_was_not_left(
        self, shop: Shop, counter: CounterPresenter
    ) -> None:
        bring(counter, "S-1", "KETTLE")
        counter.holding.suspend()
        counter.close_sale()
        counter.enter("S-1")  # and nothing is entered
        counter.close_sale()
        bring(counter, "S-2", "TEAPOT")
        counter.confirm()
        assert counter.state.stage is Stage.PAPER
        counter.start()
        counter.close_sale()
        assert left(shop) == []

    def test_money_without_goods_is_left_as_well(
        self, shop: Shop, counter: CounterPresenter
    ) -> None:
        counter.giving.begin()
        counter.giving.set_amount(Money(500))
        counter.giving.set_reason("long-wait")
        counter.close_sale()
        ((_, body),) = left(shop)
        assert (body["kind"], body["amount"], body["reason"]) == ("goodwill", 500, "long-wait")


def bring(counter: CounterPresenter, number: str, item: str) -> None:
    if counter.state.sale is None or counter.state.sale.number != number:
        counter.enter(number)
    counter.enter(item)
    (line,) = counter.state.coming
    counter.coming.set_reason(line.line_id, Reason.CHANGED_MIND)
    assert counter.state.decision is not None


def _look(_: CounterState) -> None:
    """Nobody does."""


def _no_papers() -> Any:
    class NoPapers:
        def picture(self, *_: object) -> bytes:
            return b""

        vouchers = picture

    return NoPapers()
