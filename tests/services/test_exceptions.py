"""The form of an exception: with every paper that rests on a yes, and numbered like it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from models.services.approvals import Approval, Granted
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.decisions import ComingBack
from models.services.documents import count_print
from models.services.exchange_decisions import ExchangeAsked, GoingOut, decide_exchange
from models.services.exchanges import take_exchange
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.personal import forget_person
from models.services.search import PaperNamed, look_up
from models.services.slips import reopen
from models.services.voids import void_return
from models.tables.documents import Document
from models.values import ONE, Money, Refused
from models.values.codes import Condition, CorrectionReason, GoodwillReason, Reason, Remedy
from tests.builders import MANAGER, a_product
from tests.services import books
from tests.services.test_approvals import BY_MANAGER, ON_THE_SPOT, YES, Counter
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.slips import Taken
    from models.values.exception_papers import ExceptionForm

POLICY = f"""{BY_MANAGER}
proof = ["receipt", "none"]
goodwill.clerk = 1
goodwill.ways = ["cash"]
correction.clerk = 1
refund.choices = ["cash"]
"""


@pytest.fixture
def counter(shop: Shop) -> Counter:
    return Counter(shop, POLICY)


def returned(counter: Counter, yes: Approval | Granted) -> Taken:
    return counter.take(yes)


def exchanged(counter: Counter, yes: Approval | Granted) -> Taken:
    counter.shop.person = MANAGER
    product = a_product(counter.shop, "Pot", price=Money(400))
    counter.shop.person = counter.sari
    asked = ExchangeAsked(
        back=replace(counter.asked, remedy=Remedy.EXCHANGE),
        out=(GoingOut(product_id=product, quantity=ONE),),
    )
    seen = counter.shop.read(lambda unit: decide_exchange(unit, asked))
    return counter.shop.run(lambda unit: take_exchange(unit, "r", asked, seen, yes))


def brought_without_receipt(counter: Counter, yes: Approval | Granted) -> Taken:
    counter.shop.person = MANAGER
    product = a_product(counter.shop, "Pot", price=Money(400))
    counter.shop.person = counter.sari
    pot = ComingBack(line_id=1, quantity=ONE, reason=Reason.GIFT, condition=Condition.AS_NEW)
    asked = WithoutSale(
        lines=(ProductBack(product_id=product, coming=pot),), customer_id=counter.customer
    )
    seen = counter.shop.read(lambda unit: decide_without_sale(unit, asked))
    return counter.shop.run(lambda unit: take_without_sale(unit, "r", asked, seen, yes))


def given(counter: Counter, yes: Approval | Granted) -> Taken:
    asked = GoodwillAsked(
        amount=Money(500),
        reason=GoodwillReason.LONG_WAIT,
        note="An hour",
        customer_id=counter.customer,
    )
    seen = counter.shop.read(lambda unit: decide_goodwill(unit, asked))
    return counter.shop.run(lambda unit: give_goodwill(unit, "r", asked, seen, yes))


def corrected(counter: Counter, yes: Approval | Granted) -> Taken:
    asked = CorrectionAsked(
        sale_id=counter.asked.sale_id,
        line_id=counter.lines[0],
        amount=Money(200),
        reason=CorrectionReason.SHELF_PRICE,
    )
    seen = counter.shop.read(lambda unit: decide_correction(unit, asked))
    return counter.shop.run(lambda unit: correct_price(unit, "r", asked, seen, yes))


def voided(counter: Counter, yes: Approval | Granted) -> Taken:
    slip = counter.take(ON_THE_SPOT).slip.head.number
    return counter.shop.run(lambda unit: void_return(unit, "v", slip, yes))


def form_of(taken: Taken) -> ExceptionForm:
    assert taken.form is not None
    return taken.form.form


def stored(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        books.papers_have_no_gap(books.read_books(unit.connection))
        codes = select(Document.code).where(Document.kind == "exception")
        return list(unit.connection.scalars(codes.order_by(Document.number)))


class TestEveryPaper:
    @pytest.mark.parametrize(
        ("happens", "kind", "lines"),
        [
            (returned, "return", [("Kettle", 1000)]),
            (exchanged, "exchange", [("Kettle", 1000), ("Pot", 400)]),
            (brought_without_receipt, "no-receipt", [("Pot", 400)]),
            (given, "goodwill", [("", 500)]),
            (corrected, "correction", [("Kettle", 200)]),
        ],
    )
    def test_has_its_form(
        self,
        counter: Counter,
        happens: Callable[[Counter, Approval], Taken],
        kind: str,
        lines: list[tuple[str, int]],
    ) -> None:
        taken = happens(counter, ON_THE_SPOT)
        form = form_of(taken)
        assert (form.head.number, form.kind, form.paper) == (
            "A1-000001",
            kind,
            taken.slip.head.number,
        )
        assert [(line.description, line.amount) for line in form.lines] == lines
        assert (form.asker, form.approvers) == ("Sari", ("Ann Lee",))
        assert form.customer == "Budi Santoso"
        assert form.reasons
        assert [(entry.said, entry.words) for entry in form.thread] == [
            ("asked", ""),
            ("approved", "He is right"),
            ("used", ""),
        ]
        assert stored(counter.shop) == ["A1-000001"]
        again = counter.shop.read(lambda unit: reopen(unit, "", form.paper))
        assert again.form == taken.form
        nothing_is_wrong(counter.shop)

    def test_a_void_has_its_own_beside_that_of_what_it_undoes(self, counter: Counter) -> None:
        taken = voided(counter, ON_THE_SPOT)
        form = form_of(taken)
        assert (form.head.number, form.paper) == ("A1-000002", "X1-000001")
        assert [line.description for line in form.lines] == ["R1-000001"]
        first = counter.shop.read(lambda unit: reopen(unit, "", "R1-000001"))
        assert form_of(first).head.number == "A1-000001"
        nothing_is_wrong(counter.shop)

    def test_a_yes_from_another_screen_is_told_in_full(self, counter: Counter) -> None:
        approval_id = counter.ask(words="She was in hospital")
        counter.answer(approval_id, YES)
        form = form_of(counter.take(Granted(approval_id)))
        assert [(entry.said, entry.name) for entry in form.thread] == [
            ("asked", "Sari"),
            ("approved", "Ann Lee"),
            ("used", "Sari"),
        ]
        assert form.thread[0].words == "She was in hospital"
        nothing_is_wrong(counter.shop)

    def test_the_same_request_again_has_the_same_form(self, counter: Counter) -> None:
        first = counter.take(ON_THE_SPOT, request="r")
        assert counter.take(ON_THE_SPOT, request="r").form == first.form
        assert stored(counter.shop) == ["A1-000001"]

    def test_what_takes_no_yes_has_none(self, shop: Shop) -> None:
        counter = Counter(shop, 'window = "30 days"')
        assert counter.take(None).form is None
        assert stored(shop) == []

    def test_a_yes_that_is_none_leaves_no_form(self, counter: Counter) -> None:
        with pytest.raises(Refused, match="sign-on-wrong"):
            counter.take(replace(ON_THE_SPOT, pin="9753"))
        assert stored(counter.shop) == []


class TestOnRecord:
    def test_a_scan_of_it_leads_to_its_slip(self, counter: Counter) -> None:
        exchange = exchanged(counter, ON_THE_SPOT)
        found = counter.shop.read(lambda unit: look_up(unit, "a1-000001"))
        assert found == PaperNamed(code=exchange.slip.head.number)

    def test_a_reprint_is_a_copy(self, counter: Counter) -> None:
        taken = counter.take(ON_THE_SPOT)
        counter.shop.run(lambda unit: count_print(unit, "A1-000001"))
        again = counter.shop.read(lambda unit: reopen(unit, "", taken.slip.head.number))
        assert (again.copy, again.form and again.form.copy) == (0, 1)

    def test_names_and_words_stand_aside_and_can_be_forgotten(self, counter: Counter) -> None:
        approval_id = counter.ask(words="Budi was in hospital")
        counter.answer(approval_id, YES)
        number = counter.take(Granted(approval_id)).slip.head.number
        with counter.shop.unit(writes=False) as unit:
            snapshot = unit.connection.scalar(
                select(Document.snapshot).where(Document.kind == "exception")
            )
            who = unit.connection.scalar(text("SELECT number FROM customer"))
        assert snapshot is not None
        assert "Budi" not in snapshot
        counter.shop.person = MANAGER
        counter.shop.run(lambda unit: forget_person(unit, who, "They asked"))
        form = form_of(counter.shop.read(lambda unit: reopen(unit, "", number)))
        assert form.customer.startswith("#")
        assert form.thread[0].words == "•••"
        nothing_is_wrong(counter.shop)
