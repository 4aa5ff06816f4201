"""The counter without a receipt, with no window: sales found, goods by product, who it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.candidates import WhatIsKnown
from models.values import ONE, Money, Quantity
from models.values.codes import Answer, Proof, Reason
from models.values.identities import IdentityKind
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}


@pytest.fixture
def desk(shop: Shop) -> Desk:
    in_force(
        shop,
        'window = "30 days"\nproof = ["receipt", "card", "none"]',
        'when.proof = "none"\nno_receipt.period = { days = 90, count = 1 }',
    )
    kettle = a_product(shop, "Steel kettle", sku="KETTLE")
    a_product(shop, "Blue teapot", sku="TEAPOT")
    a_product(shop, "Red teapot", sku="TEAPOT-R")
    a_product(shop, "Phone", sku="PHONE", serialised=True)
    a_customer(shop)
    a_sale(shop, a_line(kettle), sold_at=NOON - timedelta(9), tenders=(VISA,))
    return Desk(shop)


def without(desk: Desk, *goods: str) -> None:
    desk.counter.find_sale()
    desk.counter.unreceipted.begin()
    for item in goods:
        desk.counter.enter(item)


def test_a_candidate_opens_with_what_proved_it(desk: Desk) -> None:
    desk.counter.find_sale()
    desk.counter.unreceipted.find(WhatIsKnown(last_four="4242"))
    (sale,) = desk.state.candidates
    desk.counter.open_candidate(sale)
    assert (desk.state.stage, desk.state.proof) == (Stage.RETURN, Proof.CARD)
    assert desk.state.sale is not None
    assert desk.state.sale.number == "S-1"


def test_what_fits_no_sale_is_said_and_the_form_stays(desk: Desk) -> None:
    desk.counter.find_sale()
    desk.counter.unreceipted.find(WhatIsKnown(last_four="4242"))
    desk.counter.unreceipted.find(WhatIsKnown(last_four="1111"))
    assert desk.said == ["no-candidates"]
    assert (desk.state.stage, desk.state.candidates) == (Stage.FINDING, ())


def test_a_product_scanned_twice_comes_back_twice(desk: Desk) -> None:
    without(desk, "KETTLE", "KETTLE", "blue")
    assert [line.quantity for line in desk.state.coming] == [Quantity.of(2), ONE]


def test_each_piece_with_a_serial_number_has_its_own_line(desk: Desk) -> None:
    without(desk, "PHONE", "PHONE")
    assert [line.line_id for line in desk.state.coming] == [1, 2]


def test_of_several_that_were_meant_one_is_chosen(desk: Desk) -> None:
    without(desk, "teapot")
    assert desk.state.without is not None
    blue, red = desk.state.without.named
    desk.counter.unreceipted.choose(red)
    assert [line.description for line in desk.state.without.goods] == ["Red teapot"]
    assert blue.title == "Blue teapot"


def test_what_is_not_known_is_said(desk: Desk) -> None:
    without(desk, "samovar")
    assert desk.said == ["nothing-found"]
    desk.counter.unreceipted.name_customer("nobody")
    assert desk.said == ["nothing-found"]
    desk.counter.unreceipted.note_document(IdentityKind.PASSPORT, "ID", "12")
    assert desk.said == ["identity-too-short"]


def test_a_customer_or_a_document_makes_it_a_yes(desk: Desk) -> None:
    without(desk, "KETTLE")
    desk.counter.coming.set_reason(1, Reason.CHANGED_MIND)
    answers = [desk.answer]
    for who in ("budi", ""):
        desk.counter.unreceipted.name_customer(who)
        answers.append(desk.answer)
    desk.counter.unreceipted.note_document(IdentityKind.PASSPORT, "ID", "A1234567")
    assert [*answers, desk.answer] == [Answer.ASK, Answer.ACCEPT] * 2
    desk.counter.confirm()
    assert (desk.state.stage, desk.returns()) == (Stage.PAPER, 1)
    again = desk.state.taken
    assert again is not None
    assert again.slip.sale_number == ""


def test_two_customers_with_the_same_goods_are_two_returns(desk: Desk) -> None:
    in_force(desk.shop, 'window = "30 days"\nproof = ["none"]')
    for _ in range(2):
        without(desk, "KETTLE")
        desk.counter.coming.set_reason(1, Reason.CHANGED_MIND)
        desk.counter.confirm()
        desk.counter.start()
    assert desk.returns() == 2


def test_it_can_be_put_aside_and_brought_back(desk: Desk) -> None:
    without(desk, "KETTLE")
    desk.counter.close_sale()
    assert desk.said == ["goods-put-aside"]
    desk.counter.undo()
    assert [line.line_id for line in desk.state.coming] == [1]
    assert desk.state.decision is not None


def test_what_changed_meanwhile_is_decided_anew(desk: Desk) -> None:
    in_force(desk.shop, 'window = "30 days"\nproof = ["none"]')
    without(desk, "TEAPOT")
    desk.counter.coming.set_reason(1, Reason.CHANGED_MIND)
    state = desk.state
    assert state.without is not None
    cheap = a_line(state.without.products[0], paid=Money(700))
    a_sale(desk.shop, cheap, number="S-9")
    desk.counter.confirm()
    assert desk.returns() == 0
    assert desk.state.decision is not None
    assert desk.state.decision.refund == Money(700)
