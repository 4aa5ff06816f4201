"""One return on a real database: all of it, or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.documents import RETURN, count_print, next_number, open_paper
from models.services.journal import GENESIS, Entry, seal
from models.services.requests import list_unconfirmed, mark_shown
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.terminal import list_awaiting, settle_refund
from models.tables.base import add_row
from models.tables.documents import NumberSeries
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry, JournalHead
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import SaleLine, Tender
from models.values import ONE, Money, Quantity, Refused
from models.values.codes import Condition, Reason, RefundBy
from tests.builders import NOON, a_line, a_product, a_sale, sale_id_of

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.returns import ReturnTaken
    from models.unit import Unit
    from tests.databases import System


def asking(shop: Shop, *quantities: str, number: str = "S-1", **values: object) -> ReturnAsked:
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    lines = tuple(
        ComingBack(
            line_id=line.line_id,
            quantity=Quantity.of(quantity),
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        for line, quantity in zip(sale.lines, quantities, strict=False)
    )
    return ReturnAsked(sale_id=sale.sale_id, lines=lines, **values)  # type: ignore[arg-type]


def take(shop: Shop, asked: ReturnAsked, request: str = "r-1") -> ReturnTaken:
    seen = shop.read(lambda unit: decide_return(unit, asked))
    return shop.run(lambda unit: take_return(unit, request, asked, seen))


def test_everything_is_written_together(shop: Shop) -> None:
    product = a_product(shop)
    a_sale(shop, a_line(product, quantity=Quantity.of(3), paid=Money(1000), tax=Money(167)))

    taken = take(shop, asking(shop, "1"))

    assert taken.slip.head.number == "R1-000001"
    assert (taken.slip.refund, taken.slip.tax, taken.slip.paid_out[0].kind) == (333, 56, "cash")
    with shop.unit(writes=False) as unit:
        line = unit.connection.execute(select(SaleLine.returned, SaleLine.refunded)).one()
        assert tuple(line) == (ONE, Money(333))
        assert unit.connection.scalar(select(Tender.refunded)) == Money(333)
        stock = unit.connection.execute(select(StockMovement.quantity, StockMovement.bucket))
        assert tuple(stock.one()) == (ONE, "sellable")
        refund = unit.connection.execute(select(Refund.amount, Refund.status)).one()
        assert tuple(refund) == (Money(333), "paid")
        events = unit.connection.scalars(
            select(JournalEntry.event).order_by(JournalEntry.number)
        ).all()
        assert events[-1] == "ReturnTaken"
        assert open_paper(unit, "R1-000001").slip == taken.slip


def test_the_paper_stays_the_same_when_the_goods_are_renamed(shop: Shop) -> None:
    product = a_product(shop)
    a_sale(shop, a_line(product))
    taken = take(shop, asking(shop, "1"))
    with shop.unit() as unit:
        unit.connection.execute(text("UPDATE product SET name = 'Pot', price = 1"))
        unit.connection.execute(text("UPDATE sale_line SET description = 'Pot'"))
        unit.connection.execute(text("UPDATE shop SET name = 'Other'"))
    assert shop.read(lambda unit: open_paper(unit, "R1-000001")).slip == taken.slip


def test_a_refusal_leaves_nothing_behind(shop: Shop) -> None:
    a_sale(shop)
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    shop.clock = lambda: NOON + timedelta(days=31)

    with pytest.raises(Refused, match="return-refused, late"):
        shop.run(lambda unit: take_return(unit, "r-1", asked, seen))

    assert nothing_was_written(shop)


def test_money_that_changed_since_it_was_seen_is_refused(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    take(shop, asking(shop, "1"), "another counter")
    with pytest.raises(Refused, match="decision-changed"):
        shop.run(lambda unit: take_return(unit, "r-1", asked, seen))


def test_nobody_signed_on_takes_nothing_back(shop: Shop) -> None:
    a_sale(shop)
    asked = asking(shop, "1")
    shop.person = None
    with pytest.raises(Refused, match="sign-on-needed"):
        take(shop, asked)
    assert nothing_was_written(shop)


def test_a_line_of_another_sale_is_refused(shop: Shop) -> None:
    a_sale(shop)
    other = a_sale(shop, number="S-2")
    line = ComingBack(line_id=other[0], quantity=ONE)
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=(line,))
    with pytest.raises(Refused, match="line-unknown"):
        shop.read(lambda unit: decide_return(unit, asked))


def test_the_same_request_again_gives_the_same_slip(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(2)))
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    first = shop.run(lambda unit: take_return(unit, "r-1", asked, seen))

    again = shop.run(lambda unit: take_return(unit, "r-1", asked, seen))

    assert again == first
    assert count(shop, GoodsReturn.id) == 1
    with pytest.raises(Refused, match="request-changed"):
        take(shop, asking(shop, "2"), "r-1")


def test_what_was_never_shown_is_told_at_the_next_start(shop: Shop) -> None:
    a_sale(shop)
    take(shop, asking(shop, "1"))
    (left,) = shop.read(list_unconfirmed)
    assert left.document == "R1-000001"
    shop.run(lambda unit: mark_shown(unit, left.request_id))
    assert shop.read(list_unconfirmed) == ()


def test_a_card_waits_for_its_terminal(shop: Shop) -> None:
    card = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(1000)}
    a_sale(shop, tenders=(card,))

    taken = take(shop, asking(shop, "1"))

    (waiting,) = taken.awaiting
    assert (waiting.amount, waiting.label) == (Money(1000), "Visa •••• 4242")
    with pytest.raises(Refused, match="reference-missing"):
        shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "  "))
    shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "A-77"))
    assert shop.read(list_awaiting) == ()
    with pytest.raises(Refused, match="refund-settled"):
        shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "A-78"))


def test_cash_instead_of_the_card_counts_against_the_card(shop: Shop) -> None:
    card = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(1000)}
    a_sale(shop, tenders=(card,))
    taken = take(shop, asking(shop, "1", refund_by=RefundBy.CASH))
    assert [(out.kind, out.amount) for out in taken.slip.paid_out] == [("cash", 1000)]
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(Tender.refunded)) == Money(1000)


def test_the_last_day_is_the_shops_day(shop: Shop) -> None:
    """Half past eleven in the evening in London, half an hour past the last day in summer."""
    a_sale(shop, sold_at=NOON.replace(month=6, day=1, hour=22, minute=30))
    asked = asking(shop, "1")
    shop.clock = lambda: NOON.replace(month=7, day=1, hour=22, minute=59)
    assert shop.read(lambda unit: decide_return(unit, asked)).answer == "accept"
    shop.clock = lambda: NOON.replace(month=7, day=1, hour=23, minute=1)
    assert shop.read(lambda unit: decide_return(unit, asked)).answer == "refuse"


def test_today_s_price_and_tax_do_not_matter(shop: Shop) -> None:
    product = a_product(shop)
    a_sale(shop, a_line(product, unit_price=Money(1200), paid=Money(900), tax=Money(81)))
    with shop.unit() as unit:
        unit.connection.execute(text("UPDATE product SET price = 5000, tax_rate = 2500"))
    slip = take(shop, asking(shop, "1")).slip
    assert (slip.refund, slip.tax) == (900, 81)


def test_papers_are_numbered_without_gaps(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    take(shop, asking(shop, "1"), "a")
    with pytest.raises(Refused):
        take(shop, asking(shop, "5"), "b")
    assert take(shop, asking(shop, "1"), "c").slip.head.number == "R1-000002"


def test_two_counters_may_want_the_first_number_at_once(shop: Shop, system: System) -> None:
    """SQLite lets one writer in at a time; on PostgreSQL the later one has to look again."""
    tries = 0

    def number(unit: Unit) -> str:
        nonlocal tries
        tries += 1
        if tries == 1 and system == "postgresql":
            with shop.unit() as quicker:
                assert next_number(quicker, RETURN).code == "R1-000001"
            # What a counter does that saw no number yet.
            register = unit.station.register_id
            add_row(unit.connection, NumberSeries, register_id=register, kind=RETURN, last=1)
        return next_number(unit, RETURN).code

    expected = {"sqlite": (1, "R1-000001"), "postgresql": (2, "R1-000002")}
    code = shop.run(number)
    assert (tries, code) == expected[system]


def test_the_first_print_is_the_original_and_every_other_a_copy(shop: Shop) -> None:
    a_sale(shop)
    take(shop, asking(shop, "1"))
    prints = [shop.run(lambda unit: count_print(unit, "R1-000001")) for _ in range(3)]
    assert prints == [0, 1, 2]


@pytest.mark.parametrize("table", ["journal", "document", "policy_version"])
@pytest.mark.parametrize("change", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_history_only_grows(shop: Shop, table: str, change: str) -> None:
    a_sale(shop)
    take(shop, asking(shop, "1"))
    statement = change.format(table, "id" if table == "document" else "number")
    with pytest.raises(DBAPIError, match="it only grows"), shop.unit() as unit:
        unit.connection.execute(text(statement))


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE sale_line SET returned = quantity + 1",
        "UPDATE sale_line SET refunded = paid + 1",
        "UPDATE tender SET refunded = exact + 1",
        "UPDATE sale_line SET paid = -1",
    ],
)
def test_the_database_itself_refuses_too_much(shop: Shop, wrong: str) -> None:
    a_sale(shop)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(wrong))


def test_the_journal_is_one_chain(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    for request in "abc":
        take(shop, asking(shop, "1"), request)
    with shop.unit(writes=False) as unit:
        previous = GENESIS
        for entry in unit.connection.execute(
            select(JournalEntry.__table__).order_by(JournalEntry.number)
        ):
            assert entry.previous == previous
            sealed = seal(previous, Entry(*entry[:6]))
            assert entry.hash == sealed
            previous = sealed
        head = unit.connection.execute(select(JournalHead.entries, JournalHead.hash)).one()
        assert tuple(head) == (entry.number, previous)


def nothing_was_written(shop: Shop) -> bool:
    return count(shop, GoodsReturn.id) == count(shop, ReturnLine.id) == 0


def count(shop: Shop, column: object) -> int:
    def counted(unit: Unit) -> int:
        return unit.connection.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]

    return shop.read(counted)
