"""A no on paper: what it says, once only, and never beside what was told as left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, update

from models.services.decisions import ComingBack, decide_return
from models.services.denials import Denied, deny
from models.services.documents import count_print
from models.services.exchange_decisions import ExchangeAsked, GoingOut, decide_exchange
from models.services.no_receipt import ProductBack, WithoutSale, decide_without_sale
from models.services.personal import NO_DIGEST, export_person, forget_person
from models.services.requests import list_unconfirmed
from models.services.search import PaperNamed, look_up
from models.services.slips import reopen, reopen_any
from models.tables.base import rows_of
from models.tables.documents import Document
from models.tables.goods import Product
from models.tables.journal import JournalEntry, Request
from models.tables.returns import GoodsReturn
from models.values import ONE, Message, Refused
from models.values.codes import Answer, Condition, Proof, Reason, Remedy
from models.values.printing import PaperWish
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.services.test_returns import asking
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import ReturnAsked

CLAUSES = (
    'window = "14 days"\nexchange.window = "60 days"',
    'when = { sku = "kettle" }\n'
    "capture.id = true\n"
    'appeal = { en = "Write to us.", id = "Tulis kepada kami." }',
    'when = { age = { from = 15, to = 45 }, sku = "kettle" }\n'
    'decided_by = "manager"\nwindow = "90 days"',
)


@pytest.fixture(autouse=True)
def kettle(shop: Shop) -> int:
    in_force(shop, *CLAUSES)
    goods, cup = a_product(shop), a_product(shop, "Cup")
    lines = (a_line(goods), a_line(cup, sku="CUP", description="Cup"))
    budi = a_customer(shop)
    for number, days in (("S-1", 20), ("S-2", 70), ("S-3", 1)):
        sold_at = NOON - timedelta(days=days)
        a_sale(shop, *lines, number=number, sold_at=sold_at, customer_id=budi)
    return goods


def denied(shop: Shop, asked: ReturnAsked, request: str = "d-1", language: str = "") -> Denied:
    seen = shop.read(lambda unit: decide_return(unit, asked))
    wish = PaperWish(language=language)
    return shop.run(lambda unit: deny(unit, request, asked, seen, wish))


def entries(shop: Shop, event: str = "ReturnDenied") -> list[dict[str, Any]]:
    with shop.unit(writes=False) as unit:
        bodies = unit.connection.scalars(
            select(JournalEntry.body).where(JournalEntry.event == event)
        )
        return [json.loads(body) for body in bodies]


def test_it_says_what_was_asked_what_stands_against_it_and_what_is_possible(
    shop: Shop,
) -> None:
    slip = denied(shop, asking(shop, "1", "1", number="S-2")).slip
    assert (slip.head.number, slip.sale_number, slip.asked) == ("D1-000001", "S-2", "return")
    assert slip.customer == "Budi Santoso"
    for line in slip.lines:
        assert (line.answer, line.quantity, line.reason) == ("refuse", 1000, "changed-mind")
        assert [message.code for message in line.against] == ["late"]
    kettle, cup = slip.lines
    assert kettle.instead == (Message("appeal", {"text": "Write to us."}),)
    assert [cure.facts["what"] for cure in kettle.cures] == ["id"]
    assert cup.cures == ()
    quoted = {(paragraph.policy, paragraph.number) for paragraph in slip.paragraphs}
    assert quoted == {(slip.policy, 1)}


def test_what_a_manager_could_allow_can_be_told_as_well(shop: Shop) -> None:
    slip = denied(shop, asking(shop, "1", "1", number="S-1"), language="id").slip
    kettle, cup = slip.lines
    assert kettle.answer == "override"
    assert [other.code for other in kettle.instead] == ["approval", "appeal"]
    assert cup.instead == (Message("exchange-until", {"until": date(2026, 12, 15)}),)
    assert kettle.instead[-1].facts["text"] == "Tulis kepada kami."
    assert slip.head.language == "id"


def test_nothing_moves_and_the_journal_says_so_once(shop: Shop) -> None:
    first = denied(shop, asking(shop, "1", number="S-2"))
    (entry,) = entries(shop)
    assert (entry["slip"], entry["sale"], entry["answer"]) == ("D1-000001", "S-2", "refuse")
    assert entry["papers"].keys() == {"D1-000001"}
    assert entries(shop, "ReturnAbandoned") == []
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == 0
    assert denied(shop, asking(shop, "1", number="S-2")) == first
    assert len(entries(shop)) == 1
    nothing_is_wrong(shop)


def test_the_same_request_for_something_else_is_refused(shop: Shop) -> None:
    denied(shop, asking(shop, "1", number="S-2"))
    with pytest.raises(Refused, match="request-changed"):
        denied(shop, asking(shop, "1", "1", number="S-2"))
    with pytest.raises(Refused, match="request-changed"):
        denied(shop, asking(shop, "1", number="S-2"), language="fil")


def test_a_yes_and_what_is_not_complete_are_no_denial(shop: Shop) -> None:
    asked = asking(shop, "0", "1", number="S-3")
    asked = replace(asked, lines=asked.lines[1:])
    unsaid = replace(asked, lines=(replace(asked.lines[0], reason=None),))
    for each in (asked, unsaid):
        with pytest.raises(Refused, match="nothing-denied"):
            denied(shop, each)
    assert entries(shop) == []


def test_an_answer_that_changed_is_read_again_first(shop: Shop) -> None:
    asked = asking(shop, "1", number="S-2")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    in_force(shop, 'window = "10 days"', since=NOON.date())
    in_force(shop, "final_sale = true", since=(NOON - timedelta(days=100)).date())
    with pytest.raises(Refused, match="answer-changed"):
        shop.run(lambda unit: deny(unit, "d-1", asked, seen))
    assert entries(shop) == []


def test_an_exchange_names_what_was_to_go_out(shop: Shop, kettle: int) -> None:
    back = replace(asking(shop, "1", number="S-2"), remedy=Remedy.EXCHANGE)
    asked = ExchangeAsked(back=back, out=(GoingOut(product_id=kettle, quantity=ONE),))
    seen = shop.read(lambda unit: decide_exchange(unit, asked)).decision
    assert seen.answer is Answer.REFUSE
    slip = shop.run(lambda unit: deny(unit, "d-1", asked, seen)).slip
    assert (slip.asked, slip.goes_out) == ("exchange", ("Kettle",))


def test_goods_without_a_receipt_have_no_sale(shop: Shop, kettle: int) -> None:
    coming = ComingBack(
        line_id=0, quantity=ONE, reason=Reason.CHANGED_MIND, condition=Condition.AS_NEW
    )
    asked = WithoutSale(lines=(ProductBack(product_id=kettle, coming=coming),))
    seen = shop.read(lambda unit: decide_without_sale(unit, asked))
    slip = shop.run(lambda unit: deny(unit, "d-1", asked, seen)).slip
    assert (slip.asked, slip.sale_number, slip.sale_id, slip.customer) == (
        "no-receipt",
        "",
        None,
        "",
    )
    assert slip.lines[0].sku == "KETTLE"
    assert [other.code for other in slip.lines[0].instead][:1] == ["with-proof"]
    nothing_is_wrong(shop)


def test_its_number_opens_it_as_it_was(shop: Shop) -> None:
    first = denied(shop, asking(shop, "1", number="S-2"))
    (waiting,) = shop.read(list_unconfirmed)
    assert (waiting.request_id, waiting.document) == ("d-1", "D1-000001")
    in_force(shop, "final_sale = true", since=(NOON - timedelta(days=100)).date())
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(Product)).values(name="Teapot"))
    assert shop.read(lambda unit: look_up(unit, "d1-000001")) == PaperNamed(code="D1-000001")
    assert shop.read(lambda unit: reopen_any(unit, "d-1", "D1-000001")) == first
    shop.run(lambda unit: count_print(unit, "D1-000001"))
    again = shop.read(lambda unit: reopen_any(unit, "", "D1-000001"))
    assert (again.slip, again.copy) == (first.slip, 1)
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: reopen(unit, "", "D1-000001"))


def test_whose_it_is_stands_aside(shop: Shop) -> None:
    denied(shop, asking(shop, "1", number="S-2"))
    with shop.unit(writes=False) as unit:
        assert "Budi" not in str(unit.connection.scalar(select(Document.snapshot)))


def test_a_customer_who_is_forgotten_is_no_longer_named_by_it(shop: Shop) -> None:
    denied(shop, asking(shop, "1", number="S-2"))
    a_customer(shop, "Siti")
    for who, papers in (("Budi Santoso", ["D1-000001"]), ("Siti", [])):
        exported = shop.run(partial(export_person, who=who))
        assert [paper["code"] for paper in exported.tables.get("document", ())] == papers
    shop.run(lambda unit: forget_person(unit, "Budi Santoso", "they asked for it"))
    again = shop.read(lambda unit: reopen_any(unit, "", "D1-000001"))
    assert isinstance(again, Denied)
    assert again.slip.customer.startswith("#")
    with shop.unit(writes=False) as unit:
        digest = select(Request.digest).where(Request.document == "D1-000001")
        assert unit.connection.scalar(digest) == NO_DIGEST
    nothing_is_wrong(shop)


def test_who_bought_a_gift_is_not_named_to_who_has_it(shop: Shop) -> None:
    asked = asking(shop, "1", number="S-2", proof=Proof.GIFT_RECEIPT)
    assert denied(shop, asked).slip.customer == ""
