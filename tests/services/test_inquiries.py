"""What a customer was told: on record, in the story of the case, and on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from models.services.case_views import case_story
from models.services.inquiries import (
    AboutBill,
    AboutProduct,
    AfterBuying,
    BeforeBuying,
    answer_paper,
    answered_alike,
    explain_sale,
    paper_speaks,
    print_answer,
    seek,
    take_along,
    tell_customer,
)
from models.services.pairings import list_pairings, pair_product
from models.services.policy_answers import ask_before_buying
from models.services.sales import find_sale
from models.values import Refused, Topic
from models.values.answer_papers import PolicyAnswered
from models.values.bill_papers import BillExplained
from models.values.products import Pairing
from receipts.case_stories import story_line
from receipts.language import Language
from receipts.policy_answers import policy_answered
from receipts.text import lines
from tests.builders import a_customer, a_line, a_product, a_sale, in_force
from tests.prints import noted
from tests.services.test_cases import begin
from tests.ui.queued import queued

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen

ANSWERS = ("ProductAnswered", "BillAnswered", "PolicyAnswered")


def story(shop: Shop, case: CaseSeen) -> list[str]:
    told = shop.read(lambda unit: case_story(unit, case.id))
    return [story_line(Language.of("en"), told.people, each) for each in told.told]


def test_what_was_told_stands_in_the_story_of_the_case(shop: Shop) -> None:
    kettle = a_product(shop)
    (line,) = a_sale(shop, a_line(kettle), number="S-4711")
    sale = shop.read(lambda unit: find_sale(unit, "S-4711")) or 0
    case = begin(shop)
    for asked in (
        AboutProduct(kettle),
        AboutBill(sale),
        BeforeBuying(kettle),
        AfterBuying(sale, line),
    ):
        told = shop.run(partial(tell_customer, asked=asked))
        assert (told.case, Topic.CASES in told.changed) == (case.code, True)
    assert story(shop, case)[1:] == [
        "Ann Lee told the customer about Kettle (KETTLE)",
        "Ann Lee explained the bill of sale S-4711",
        "Ann Lee said whether Kettle can come back once it is bought",
        "Ann Lee said whether Kettle of sale S-4711 can come back",
    ]


def test_without_a_case_it_stands_in_the_journal(shop: Shop) -> None:
    kettle = a_product(shop)
    assert shop.run(lambda unit: tell_customer(unit, AboutProduct(kettle))).case == ""
    assert [event for event, _ in noted(shop, *ANSWERS)] == ["ProductAnswered"]


def test_what_there_is_not_is_refused_and_not_on_record(shop: Shop) -> None:
    a_sale(shop)
    sale = shop.read(lambda unit: find_sale(unit, "S-1")) or 0
    for asked in (
        AboutProduct(99),
        BeforeBuying(99),
        AboutBill(99),
        AfterBuying(sale, 99),
    ):
        with pytest.raises(Refused):
            shop.run(partial(tell_customer, asked=asked))
    assert noted(shop, *ANSWERS) == []


def test_a_paper_is_queued_and_told_in_one(shop: Shop) -> None:
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    sale = shop.read(lambda unit: find_sale(unit, "S-1")) or 0
    shop.run(lambda unit: print_answer(unit, AboutBill(sale)))
    shop.run(lambda unit: print_answer(unit, BeforeBuying(kettle), told=True))
    assert [kind for kind, _, _ in queued(shop)] == ["bill", "answer"]
    assert [event for event, _ in noted(shop, *ANSWERS)] == ["BillAnswered"]
    taken = shop.run(lambda unit: take_along(unit, BeforeBuying(kettle)))
    assert isinstance(taken.paper, PolicyAnswered)
    assert [event for event, _ in noted(shop, *ANSWERS)] == ["BillAnswered", "PolicyAnswered"]


def test_papers_speak_as_the_customer_does(shop: Shop) -> None:
    kettle = a_product(shop)
    buyer = a_customer(shop, language="id")
    a_sale(shop, a_line(kettle), customer_id=buyer)
    sale = shop.read(lambda unit: find_sale(unit, "S-1")) or 0
    assert shop.read(lambda unit: paper_speaks(unit, AboutBill(sale))) == "id"
    assert shop.read(lambda unit: paper_speaks(unit, BeforeBuying(kettle))) == "en"
    bill = shop.read(lambda unit: answer_paper(unit, AboutBill(sale)))
    assert isinstance(bill, BillExplained)
    assert bill.head.language == "id"
    other = shop.read(lambda unit: answer_paper(unit, AboutBill(sale), "fil"))
    assert isinstance(other, BillExplained)
    assert other.head.language == "fil"


def test_reasons_that_are_answered_alike_stand_together(shop: Shop) -> None:
    in_force(
        shop,
        'window = "30 days"\nrefund.choices = ["cash", "store-credit"]',
        'when = { reason = ["faulty"] }\nwindow = "60 days"',
    )
    kettle = a_product(shop)
    answer = shop.read(lambda unit: ask_before_buying(unit, kettle))
    groups = [[each.reason for each in alike] for alike in answered_alike(answer.reasons)]
    assert ["faulty"] in groups
    assert len(groups) == 2
    paper = shop.read(lambda unit: answer_paper(unit, BeforeBuying(kettle)))
    assert isinstance(paper, PolicyAnswered)
    assert paper.answers[0].ways[0] == "original"
    assert {"cash", "store-credit"} <= set(paper.answers[0].ways)
    said = " ".join(lines(policy_answered(paper)))
    assert "5 Dec 2026" in said
    assert "4 Jan 2027" in said


def test_a_number_names_a_bill_and_words_name_products(shop: Shop) -> None:
    kettle = a_product(shop, "Kettle classic")
    (line,) = a_sale(shop, a_line(kettle), number="S-4711")
    found = shop.read(lambda unit: seek(unit, " S-4711 "))
    assert found.bill
    assert (found.bill.number, found.products) == ("S-4711", ())
    explained = shop.read(lambda unit: explain_sale(unit, found.bill.sale_id))  # type: ignore[union-attr]
    assert explained.line_ids == (line,)
    found = shop.read(lambda unit: seek(unit, "ketle"))
    assert found.bill is None
    assert [each.name for each in found.products] == ["Kettle classic"]
    assert shop.read(lambda unit: seek(unit, "  ")).products == ()


def test_managers_see_what_they_named(shop: Shop) -> None:
    kettle, cup, tea = (a_product(shop, name) for name in ("Kettle", "Cup", "Tea"))
    shop.run(lambda unit: pair_product(unit, kettle, Pairing.GOES_WITH, [tea, cup]))
    now = shop.read(lambda unit: list_pairings(unit, kettle))
    assert [each.name for each in now.of(Pairing.GOES_WITH)] == ["Tea", "Cup"]
    assert now.of(Pairing.BETTER_MODEL) == ()
