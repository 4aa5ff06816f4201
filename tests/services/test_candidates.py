"""The sale of somebody without a receipt, found by what they remember."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.rules.candidates import Clue
from models.services.candidates import SaleFound, WhatIsKnown, find_candidates
from models.values import Money, Refused
from models.values.codes import Proof
from tests.builders import NOON, a_customer, a_line, a_product, a_sale

if TYPE_CHECKING:
    from models.db import Shop

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}


def found(shop: Shop, **known: Any) -> tuple[SaleFound, ...]:
    return shop.read(lambda unit: find_candidates(unit, WhatIsKnown(**known)))


def numbers(shop: Shop, **known: Any) -> list[str]:
    return [sale.number for sale in found(shop, **known)]


@pytest.fixture(autouse=True)
def _a_few_sales(shop: Shop) -> None:
    kettle = a_product(shop, "Kettle")
    teapot = a_product(shop, "Blue teapot", sku="TEAPOT")
    budi = a_customer(shop, "Budi Santoso", phone="+442071838750")
    pot = {"sku": "TEAPOT", "description": "Blue teapot", "paid": Money(2500)}
    a_sale(shop, a_line(kettle), number="S-1", sold_at=NOON - timedelta(40), tenders=(VISA,))
    a_sale(shop, a_line(kettle), a_line(teapot, **pot), number="S-2", customer_id=budi)
    a_sale(
        shop,
        a_line(teapot, serial="SN-77", **pot),
        number="S-3",
        sold_at=NOON - timedelta(3),
    )


def test_by_the_cards_last_four(shop: Shop) -> None:
    (sale,) = found(shop, last_four="4242")
    assert (sale.number, sale.proof) == ("S-1", Proof.CARD)
    assert [fit.clue for fit in sale.fits] == [Clue.CARD]
    assert sale.goods == ("Kettle",)


def test_a_card_of_another_month_still_fits_by_its_product(shop: Shop) -> None:
    first, second = found(shop, last_four="4242", product="kettle")
    assert (first.number, second.number) == ("S-1", "S-2")
    assert {fit.clue for fit in first.fits} == {Clue.CARD, Clue.PRODUCT}


@pytest.mark.parametrize("customer", ["020 7183 8750", "Budi Santoso", "sant"])
def test_by_the_customer_whose_account_proves_it(shop: Shop, customer: str) -> None:
    (sale,) = found(shop, customer=customer)
    assert (sale.number, sale.customer, sale.proof) == ("S-2", "Budi Santoso", Proof.LOYALTY)


def test_by_product_and_about_the_day(shop: Shop) -> None:
    assert numbers(shop, product="TEAPOT") == ["S-2", "S-3"]
    day = NOON.date() - timedelta(3)
    assert numbers(shop, product="blue tea", day=day, give=7) == ["S-3", "S-2"]
    assert numbers(shop, product="blue tea", day=day, give=0) == ["S-3"]


def test_by_day_and_about_the_amount(shop: Shop) -> None:
    (sale,) = found(shop, day=NOON.date() - timedelta(2), give=2, amount=Money(2400))[:1]
    assert sale.number == "S-3"
    assert {fit.clue: fit.off for fit in sale.fits} == {Clue.AMOUNT: 100, Clue.DAY: 1}
    assert sale.proof is Proof.NONE


def test_by_the_exact_amount_alone(shop: Shop) -> None:
    assert numbers(shop, amount=Money(3500)) == ["S-2"]


def test_by_the_day_alone(shop: Shop) -> None:
    assert numbers(shop, day=NOON.date(), give=0) == ["S-2"]


def test_by_the_serial_number(shop: Shop) -> None:
    assert numbers(shop, serial="SN-77") == ["S-3"]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({}, "nothing-remembered"),
        ({"product": "  "}, "nothing-remembered"),
        ({"last_four": "42"}, "last-four-wrong"),
        ({"last_four": "4242424242424242"}, "last-four-wrong"),
        ({"last_four": "9999"}, "no-candidates"),
        ({"product": "samovar"}, "nothing-found"),
        ({"customer": "Nobody"}, "nothing-found"),
    ],
)
def test_what_leads_nowhere_is_said(shop: Shop, known: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        found(shop, **known)
