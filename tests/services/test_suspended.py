"""Visits on hold: put aside at one register, resumed once at another, and judged anew there."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, select, text, update

from models.db import open_shop
from models.rules.splits import SplitPart
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import ExchangeAsked, GoingOut, PaidIn
from models.services.identities import identify_document
from models.services.no_receipt import ProductBack, WithoutSale, decide_without_sale
from models.services.people import add_staff
from models.services.suspended import (
    KEPT,
    LONGEST_NOTE,
    CaseResumed,
    OnHold,
    drop,
    forget_suspended_in_time,
    keep,
    list_suspended,
    note_suspended,
    resume,
    suspend,
)
from models.services.suspended_bodies import read_body, write_body
from models.tables.base import add_numbered, rows_of
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.sales import SaleLine
from models.tables.shop import Register, Store
from models.tables.suspended import SuspendedCase
from models.values import ONE, Money, Quantity, Refused, TenderKind, Topic
from models.values.codes import (
    Capture,
    Condition,
    Disposition,
    Proof,
    Reason,
    RefundBy,
    Remedy,
)
from models.values.identities import IdentityKind
from models.values.shop import Person, Role
from tests.builders import NOON, a_customer, a_line, a_product, a_return, a_sale, sale_id_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from models.services.suspended_bodies import Entered

CARD = "4111 1111 1111 1111"
LATER = timedelta(minutes=20)


@pytest.fixture
def kettle(shop: Shop) -> int:
    """A sale of two kettles, and its line."""
    (line_id,) = a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(2)))
    return line_id


@pytest.fixture
def second(shop: Shop, database_url: str) -> Iterator[Shop]:
    """Register 2 of the same store twenty minutes later, with Dewi at it."""
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
        dewi = add_staff(
            unit.connection, badge="2", name="Dewi", role=Role.CLERK, language="en", pin="8642"
        )
    with closing(open_shop(database_url, register="2", clock=lambda: NOON + LATER)) as opened:
        opened.person = Person(staff_id=dewi, name="Dewi", role=Role.CLERK, language="en")
        yield opened


def coming(line_id: int, **given: Any) -> ComingBack:
    entered = {"quantity": ONE, "reason": Reason.CHANGED_MIND, "condition": Condition.AS_NEW}
    return ComingBack(line_id=line_id, **{**entered, **given})


def asking(shop: Shop, line_id: int, **given: Any) -> ReturnAsked:
    return ReturnAsked(sale_id=sale_id_of(shop), lines=(coming(line_id, **given),))


def hold(shop: Shop, asked: Entered, note: str = "", request_id: str = "") -> OnHold:
    return shop.run(lambda unit: suspend(unit, asked, note, request_id)).held


def go_on(shop: Shop, held: OnHold) -> CaseResumed:
    return shop.run(lambda unit: resume(unit, held.case_id))


def refused(shop: Shop, use_case: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refusal:
        shop.run(use_case)
    (message,) = refusal.value.messages
    return message.code, dict(message.facts)


def journal(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body)
            .where(
                JournalEntry.event.contains("Suspended")
                | JournalEntry.event.contains("Resumed")
            )
            .order_by(JournalEntry.number)
        )
        return [(row.event, json.loads(row.body)) for row in rows]


def test_a_return_goes_on_at_another_register_as_it_was_entered(
    shop: Shop, second: Shop, kettle: int
) -> None:
    asked = replace(
        asking(
            shop,
            kettle,
            serial="SN-1",
            captured={Capture.CUSTOMER: "Budi"},
            missing_parts=Money(150),
        ),
        refund_by=RefundBy.STORE_CREDIT,
        proof=Proof.CARD,
    )
    held = hold(shop, asked, "went to fetch the box", request_id="r-7")
    assert second.read(list_suspended) == (held,)
    assert (held.kind, held.about, held.items) == ("return", "S-1", 1)
    assert (held.person, held.register, held.note) == ("Ann Lee", "1", "went to fetch the box")

    resumed = go_on(second, held)
    assert (resumed.asked, resumed.request_id) == (asked, "r-7")
    assert resumed.sale is not None
    assert resumed.sale.number == "S-1"
    assert resumed.meanwhile == ()
    assert resumed.changed == {Topic.HOLDS}
    assert shop.read(list_suspended) == ()


def test_an_exchange_goes_on_with_its_goods_and_without_its_payments(
    shop: Shop, second: Shop, kettle: int
) -> None:
    blender = a_product(shop, "Blender", price=Money(2550))
    back = replace(asking(shop, kettle), remedy=Remedy.EXCHANGE)
    going = (GoingOut(product_id=blender, quantity=Quantity.of(2), serial="B-1"),)
    paid = (PaidIn(kind=TenderKind.CREDIT, amount=Money(4100), reference="AUTH-7"),)
    held = hold(shop, ExchangeAsked(back=back, out=going, paid=paid))
    resumed = go_on(second, held)
    assert held.kind == "exchange"
    assert resumed.asked == ExchangeAsked(back=back, out=going)
    assert [(out.name, out.price) for out in resumed.out] == [("Blender", Money(2550))]


def test_a_return_without_a_receipt_goes_on_with_who_brought_it(
    shop: Shop, second: Shop
) -> None:
    product, customer = a_product(shop), a_customer(shop)
    shown = shop.read(
        lambda unit: identify_document(unit, IdentityKind.PASSPORT, "ID", "A1234567")
    )
    lines = (ProductBack(product_id=product, coming=coming(3)),)
    asked = WithoutSale(lines=lines, customer_id=customer, identity=shown)
    held = hold(shop, asked)
    assert (held.kind, held.about) == ("no-receipt", "Kettle")
    resumed = go_on(second, held)
    assert isinstance(resumed.asked, WithoutSale)
    assert resumed.asked.identity == shown
    assert resumed.customer is not None
    assert resumed.customer.title == "Budi Santoso"
    placed = [line.coming.line_id for line in resumed.asked.lines]
    assert placed == [line.line_id for line in resumed.goods] == [1]
    assert resumed.asked.digest() == asked.digest()
    again = resumed.asked
    assert second.read(lambda unit: decide_without_sale(unit, again)).lines


def test_neither_goods_nor_money_move_and_nothing_is_reserved(
    shop: Shop, second: Shop, kettle: int
) -> None:
    held = hold(shop, asking(shop, kettle))
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(StockMovement.id)).all() == []
        assert unit.connection.scalar(select(SaleLine.returned)) == Quantity()
    shop.clock = lambda: NOON + timedelta(minutes=5)
    a_return(shop, kettle, quantity=Quantity.of(2), gross=Money(1000))
    resumed = go_on(second, held)
    (said,) = resumed.meanwhile
    assert (said.code, said.facts) == (
        "suspended-came-back",
        {"goods": "Kettle", "number": "X-0"},
    )
    again = resumed.asked
    assert isinstance(again, ReturnAsked)
    assert second.read(lambda unit: decide_return(unit, again)).answer == "refuse"


def test_what_came_back_before_is_not_said_again(shop: Shop, second: Shop, kettle: int) -> None:
    a_return(shop, kettle, taken_at=NOON - timedelta(days=1), gross=Money(500))
    assert go_on(second, hold(shop, asking(shop, kettle))).meanwhile == ()


def test_whoever_is_second_is_told_who_has_it(shop: Shop, second: Shop, kettle: int) -> None:
    held = hold(shop, asking(shop, kettle))
    go_on(second, held)
    who = {"about": "S-1", "person": "Dewi", "register": "2", "moment": NOON + LATER}
    for late in (resume, drop, keep):
        assert refused(shop, lambda unit, late=late: late(unit, held.case_id)) == (
            "suspended-taken",
            who,
        )
    assert refused(shop, lambda unit: note_suspended(unit, held.case_id, "late")) == (
        "suspended-taken",
        who,
    )


def test_a_dropped_one_is_gone_until_that_is_undone(
    shop: Shop, second: Shop, kettle: int
) -> None:
    held = hold(shop, asking(shop, kettle))
    assert shop.run(lambda unit: drop(unit, held.case_id)).held == held
    assert second.read(list_suspended) == ()
    code, facts = refused(second, lambda unit: resume(unit, held.case_id))
    assert (code, facts) == ("suspended-dropped", {"about": "S-1"})
    for _ in range(2):
        assert shop.run(lambda unit: keep(unit, held.case_id)).held == held
    assert go_on(second, held).held == held


def test_a_note_is_written_on_it_and_holds_no_card_number(
    shop: Shop, second: Shop, kettle: int
) -> None:
    held = hold(shop, asking(shop, kettle), f" paid with {CARD} ")
    assert held.note == "paid with Visa •••• 1111"
    noted = second.run(lambda unit: note_suspended(unit, held.case_id, f"{CARD} {'x' * 300}"))
    assert noted.held.note.startswith("Visa •••• 1111 xxx")
    assert len(noted.held.note) == LONGEST_NOTE


def test_no_card_number_is_anywhere_in_the_records(shop: Shop, kettle: int) -> None:
    asked = asking(shop, kettle, serial=CARD, captured={Capture.CUSTOMER: CARD})
    back = replace(asked, remedy=Remedy.EXCHANGE)
    going = GoingOut(product_id=a_product(shop, "Cup"), quantity=ONE, serial=CARD)
    hold(shop, asked, CARD)
    hold(shop, ExchangeAsked(back=back, out=(going,)), CARD)
    with shop.unit(writes=False) as unit:
        for table in inspect(unit.connection).get_table_names():
            for row in unit.connection.execute(text(f'SELECT * FROM "{table}"')):
                assert "4111" not in str(row)


def test_the_journal_has_what_happened_and_no_note(
    shop: Shop, second: Shop, kettle: int
) -> None:
    held = hold(shop, asking(shop, kettle), "Budi, 0812")
    shop.run(lambda unit: note_suspended(unit, held.case_id, "Budi, 0813"))
    shop.run(lambda unit: drop(unit, held.case_id))
    shop.run(lambda unit: keep(unit, held.case_id))
    go_on(second, held)
    case = held.case_id
    assert journal(shop) == [
        (
            "TransactionSuspended",
            {"case": case, "kind": "return", "about": "S-1", "sale": "S-1", "items": 1},
        ),
        ("SuspendedTransactionNoted", {"case": case, "by": 1}),
        ("SuspendedTransactionDropped", {"case": case, "about": "S-1"}),
        ("SuspendedTransactionKept", {"case": case, "about": "S-1", "by": 1}),
        ("TransactionResumed", {"case": case, "of": "1", "about": "S-1", "sale": "S-1"}),
    ]


def test_where_nothing_comes_back_there_is_nothing_to_hold(shop: Shop, kettle: int) -> None:
    for nothing in (ReturnAsked(sale_id=sale_id_of(shop), lines=()), WithoutSale(lines=())):
        assert refused(shop, lambda unit, it=nothing: suspend(unit, it))[0] == "suspended-empty"


def test_another_store_neither_sees_nor_resumes_it(
    shop: Shop, database_url: str, kettle: int
) -> None:
    held = hold(shop, asking(shop, kettle))
    with shop.unit() as unit:
        store = add_numbered(unit.connection, Store, code="B", name="Branch", address="")
        add_numbered(unit.connection, Register, store_id=store, code="B1")
    with closing(open_shop(database_url, register="B1", clock=lambda: NOON)) as branch:
        branch.person = shop.person
        assert branch.read(list_suspended) == ()
        for late in (resume, drop, keep):
            code, _ = refused(branch, lambda unit, late=late: late(unit, held.case_id))
            assert code == "suspended-not-here"
    assert shop.read(list_suspended) == (held,)


def test_the_newest_is_first_and_says_for_how_many_days(shop: Shop, kettle: int) -> None:
    first = hold(shop, asking(shop, kettle))
    shop.clock = lambda: NOON + timedelta(days=3)
    hold(shop, asking(shop, kettle, quantity=Quantity.of(2)))
    listed = shop.read(list_suspended)
    assert [(held.days, held.at.day) for held in listed] == [(0, 8), (3, 5)]
    assert listed[1].case_id == first.case_id


def test_old_ones_are_forgotten_whatever_became_of_them(shop: Shop, kettle: int) -> None:
    old, resumed = (hold(shop, asking(shop, kettle)) for _ in range(2))
    go_on(shop, resumed)
    shop.clock = lambda: NOON + timedelta(days=1)
    young = hold(shop, asking(shop, kettle))
    shop.clock = lambda: NOON + KEPT
    assert shop.run(forget_suspended_in_time) == 0
    shop.clock = lambda: NOON + KEPT + timedelta(seconds=1)
    assert [held.case_id for held in shop.read(list_suspended)] == [young.case_id]
    assert shop.run(forget_suspended_in_time) == 2
    assert shop.run(forget_suspended_in_time) == 0
    assert journal(shop)[-1][1]["number"] == 2
    assert refused(shop, lambda unit: resume(unit, old.case_id))[0] == "suspended-not-here"


def replaced(body: str, **parts: object) -> str:
    return json.dumps({**json.loads(body), **parts})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: "",
        lambda body: body[:40],
        lambda body: "[]",
        lambda body: "{}",
        lambda body: "[" * 20_000,
        lambda body: replaced(body, version=2),
        lambda body: replaced(body, version=None),
        lambda body: replaced(body, kind="layaway"),
        lambda body: replaced(body, back=None),
        lambda body: replaced(body, request=None),
        lambda body: replaced(body, back={**json.loads(body)["back"], "sale": "1"}),
        lambda body: replaced(body, back={**json.loads(body)["back"], "sale": True}),
        lambda body: replaced(body, back={**json.loads(body)["back"], "lines": 1}),
        lambda body: replaced(body, back={**json.loads(body)["back"], "lines": [1]}),
        lambda body: replaced(body, back={**json.loads(body)["back"], "refund_by": []}),
        lambda body: replaced(body, back={**json.loads(body)["back"], "remedy": "sing"}),
        lambda body: body.replace('"reason":"changed-mind"', '"reason":["changed-mind"]'),
        lambda body: body.replace('"captured":{}', '"captured":{"shoe-size":"44"}'),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_stays(
    shop: Shop, kettle: int, spoil: Any
) -> None:
    held = hold(shop, asking(shop, kettle))
    with shop.unit() as unit:
        body = unit.connection.scalar(select(SuspendedCase.body))
        unit.connection.execute(update(rows_of(SuspendedCase)).values(body=spoil(body)))
    code, facts = refused(shop, lambda unit: resume(unit, held.case_id))
    assert (code, facts) == ("suspended-unreadable", {"about": "S-1"})
    assert shop.read(list_suspended) == (held,)
    shop.run(lambda unit: drop(unit, held.case_id))


def test_goods_that_are_gone_from_the_shop_leave_it_on_hold(
    shop: Shop, second: Shop, kettle: int
) -> None:
    going = (GoingOut(product_id=a_product(shop, "Cup"), quantity=ONE),)
    held = hold(shop, ExchangeAsked(back=asking(shop, kettle), out=going))
    with shop.unit() as unit:
        unit.connection.execute(text("DELETE FROM barcode WHERE code = 'CUP'"))
        cup = "(SELECT id FROM product WHERE sku = 'CUP')"
        unit.connection.execute(text(f"DELETE FROM product_word WHERE product_id = {cup}"))
        unit.connection.execute(text("DELETE FROM product WHERE sku = 'CUP'"))
    assert refused(second, lambda unit: resume(unit, held.case_id))[0] == "goods-unknown"
    assert second.read(list_suspended) == (held,)


def test_every_request_is_read_as_it_was_written() -> None:
    line = coming(1, serial="SN", captured={Capture.IDENTITY: "seen"}, missing_parts=Money(5))
    bare = ComingBack(line_id=2, quantity=Quantity(250), disposition=Disposition.REPAIR)
    parts = (
        SplitPart(tender_id=7, kind=TenderKind.CREDIT, exact=Money(300)),
        SplitPart(tender_id=None, kind=TenderKind.CASH, exact=Money(200)),
    )
    back = ReturnAsked(sale_id=9, lines=(line, bare), proof=Proof.NONE, remedy=Remedy.REPAIR)
    requests: tuple[Entered, ...] = (
        back,
        replace(back, split=parts, split_why="half and half"),
        ExchangeAsked(back=back, out=(GoingOut(product_id=3, quantity=ONE, serial="S"),)),
        ExchangeAsked(back=back, out=()),
        WithoutSale(lines=(ProductBack(product_id=4, coming=bare),), refund_by=RefundBy.CASH),
    )
    for asked in requests:
        assert read_body(write_body(asked, "r-1")) == (asked, "r-1")
