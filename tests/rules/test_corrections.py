"""Some of a price given back without goods: what is left of it, and who may say so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.corrections import Wish, judge_correction, most_of, tax_within
from models.rules.facts import Bundled, Corrected, Earned, Facts, SoldLine
from models.rules.findings import Judging
from models.rules.returns import judge_line
from models.rules.terms import Fee
from models.rules.worth import tax_of, worth_of
from models.values import NOTHING, ZERO, Money, Quantity
from models.values.codes import CorrectionReason
from tests.rules.cases import SOLD_ON, covers, facts, judged, shop

TAKE_BACK = shop(quantity_breaks="take-back", bundles="take-back")
THREE_FOR_TWO = Earned(name="3 for 2", least=Quantity.of(3), list_price=Money(500))


def off(amount: int, since: int = 0, tax: int = 0) -> Corrected:
    return Corrected(since=Quantity.of(since), amount=Money(amount), tax=Money(tax))


@pytest.mark.parametrize(
    ("corrections", "worths"),
    [
        pytest.param((), (333, 334, 333), id="as-paid"),
        pytest.param((off(100),), (300, 300, 300), id="before-anything-came-back"),
        pytest.param((off(100, 1),), (333, 284, 283), id="after-one-came-back"),
        pytest.param((off(100, 2),), (333, 334, 233), id="for-the-last"),
        pytest.param((off(100), off(1)), (300, 299, 300), id="twice-at-once"),
        pytest.param((off(100), off(100, 2)), (300, 300, 200), id="one-between"),
        pytest.param((off(1000),), (0, 0, 0), id="all-of-it"),
        pytest.param((off(667, 1),), (333, 0, 0), id="all-that-was-left"),
    ],
)
def test_each_kettle_is_worth_what_is_left_of_its_price(
    corrections: tuple[Corrected, ...], worths: tuple[int, ...]
) -> None:
    came = [
        judged(shop(), returned=back, corrections=corrections).gross.minor for back in range(3)
    ]
    assert came == list(worths)
    assert sum(came) == 1000 - sum(each.amount.minor for each in corrections)


def test_tax_goes_along_in_proportion() -> None:
    line = facts(tax=100, returned=1).line
    assert tax_within(line, Money(100)) == Money(10)
    corrected = replace(line, corrections=(off(100, 1, tax=10),))
    decision = judge_line(replace(facts(quantity=2), line=corrected), shop())
    assert (decision.gross, decision.tax) == (Money(567), Money(57))


def test_a_fee_is_taken_of_what_is_given_back() -> None:
    terms = shop(fee__opened=Fee(percent=10, waived=()))  # type: ignore[arg-type]
    decision = judged(terms, quantity=3, corrections=(off(500),))
    assert (decision.gross, decision.fee) == (Money(500), Money(50))


@pytest.mark.parametrize(
    ("given_", "gross", "said"),
    [
        pytest.param({"quantity": 1}, 0, 300, id="two-kept-cost-ten-less-their-part"),
        pytest.param({"quantity": 2}, 433, 167, id="one-kept-costs-five-less-its-part"),
        pytest.param({"quantity": 3}, 900, 0, id="none-kept"),
        pytest.param({"returned": 2, "refunded": 433}, 467, 0, id="the-last-gives-the-rest"),
        pytest.param({"returned": 2, "refunded": 900}, 0, 300, id="nothing-is-left"),
    ],
)
def test_a_promotion_taken_back_leaves_what_is_kept_its_correction(
    given_: dict[str, Any], gross: int, said: int
) -> None:
    """Three for 10.00, one at 5.00 by the list; 1.00 was given back before."""
    decision = judged(TAKE_BACK, earned=THREE_FOR_TWO, corrections=(off(100),), **given_)
    taken = [
        finding.message.facts["amount"]
        for finding in decision.findings
        if finding.message.code == "promotion-taken-back"
    ]
    assert decision.gross == Money(gross)
    assert taken == ([Money(said)] if said else [])


def test_a_broken_bundle_takes_its_discount_off_what_is_left() -> None:
    bundled = Bundled(name="Set", unearned=Money(50), room=Money(900))
    decision = judged(TAKE_BACK, bundled=bundled, corrections=(off(100),))
    assert decision.gross == Money(250)


def test_a_till_that_knew_nothing_may_have_paid_more() -> None:
    """Imported: 3.34 for one of three, of which 3.00 in all was given back before."""
    decision = judged(shop(), returned=1, refunded=334, quantity=2, corrections=(off(300),))
    assert decision.gross == Money(366)


@pytest.mark.parametrize(
    ("given_", "most"),
    [
        pytest.param({}, 1000, id="all-is-kept"),
        pytest.param({"returned": 1, "refunded": 333}, 667, id="one-came-back"),
        pytest.param({"returned": 3, "refunded": 1000}, 0, id="all-came-back"),
        pytest.param({"corrections": (off(400),)}, 600, id="corrected-before"),
        pytest.param({"returned": 1, "refunded": 500}, 500, id="more-was-paid-elsewhere"),
        pytest.param({"returned": 1, "refunded": 1000}, 0, id="all-was-paid-elsewhere"),
    ],
)
def test_what_can_still_be_given_back(given_: dict[str, Any], most: int) -> None:
    assert most_of(facts(**given_).line) == Money(most)


ELSEWHERE = CorrectionReason.PRICE_MATCH


def judge(amount: int, terms: dict[str, Any], **given_: Any) -> tuple[str, list[str]]:
    reason = given_.pop("why", ELSEWHERE)
    policy, note = shop(**terms), given_.pop("note", "")
    asked: Facts = facts(**given_)
    judging = Judging(asked, policy, policy.terms_for(asked))
    judge_correction(judging, Wish(amount=Money(amount), reason=reason, note=note))
    return judging.answer.value, [finding.message.code for finding in judging.findings]


@covers("correction.clerk", "correction.manager")
@pytest.mark.parametrize(
    ("amount", "terms", "answer", "codes"),
    [
        pytest.param(1, {}, "override", ["sum-by-manager"], id="no-limit-means-a-manager"),
        pytest.param(50, {"correction__clerk": Money(50)}, "accept", [], id="the-limit-itself"),
        pytest.param(
            51,
            {"correction__clerk": Money(50)},
            "override",
            ["sum-above-clerk"],
            id="above-the-clerks",
        ),
        pytest.param(
            90,
            {"correction__clerk": Money(50), "correction__manager": Money(90)},
            "override",
            ["sum-above-clerk"],
            id="the-managers-itself",
        ),
        pytest.param(
            91,
            {"correction__clerk": Money(50), "correction__manager": Money(90)},
            "refuse",
            ["sum-above-all"],
            id="above-the-managers",
        ),
        pytest.param(
            91,
            {"correction__clerk": Money(100), "correction__manager": Money(90)},
            "refuse",
            ["sum-above-all"],
            id="the-lower-ceiling-stands",
        ),
    ],
)
def test_who_may_correct_a_price(
    amount: int, terms: dict[str, Any], answer: str, codes: list[str]
) -> None:
    assert judge(amount, terms) == (answer, codes)


@pytest.mark.parametrize(
    ("amount", "given_", "said"),
    [
        pytest.param(0, {}, ("ask", "amount-missing"), id="no-amount"),
        pytest.param(-1, {}, ("ask", "amount-missing"), id="less-than-nothing"),
        pytest.param(1, {"why": None}, ("ask", "giving-reason-missing"), id="no-reason"),
        pytest.param(
            1, {"why": CorrectionReason.OTHER}, ("ask", "giving-note-missing"), id="no-note"
        ),
        pytest.param(1001, {}, ("refuse", "more-than-paid"), id="more-than-was-paid"),
        pytest.param(
            1, {"returned": 3, "refunded": 1000}, ("refuse", "nothing-left"), id="none-left"
        ),
    ],
)
def test_what_is_wrong_with_the_request(
    amount: int, given_: dict[str, Any], said: tuple[str, str]
) -> None:
    answer, codes = judge(amount, {"correction__clerk": Money(5000)}, **given_)
    assert (answer, codes) == (said[0], [said[1]])


def test_another_reason_is_told_in_words() -> None:
    other = {"why": CorrectionReason.OTHER, "note": "The lid was scratched"}
    assert judge(1, {"correction__clerk": Money(50)}, **other) == ("accept", [])


@given(
    sold=st.integers(1, 20_000),
    paid=st.integers(0, 100_000),
    tax_share=st.integers(0, 100),
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 100)), max_size=8),
)
def test_parts_and_corrections_in_any_order_add_up_to_what_was_paid(
    sold: int, paid: int, tax_share: int, steps: list[tuple[bool, int]]
) -> None:
    """Each step gives a share of what is left back, with its goods or without; then the rest
    comes back. Price and tax add up to the last cent, and nothing is ever below nothing."""
    line = SoldLine(
        sold=Quantity(sold),
        paid=Money(paid),
        tax=Money(paid * tax_share // 100),
        sold_on=SOLD_ON,
    )
    money, taxes = ZERO, ZERO
    for goods, share in (*steps, (True, 100)):
        if line.left <= NOTHING:
            break
        if goods:
            part = Quantity(line.left.thousandths * share // 100)
            worth, tax = worth_of(line, part), tax_of(line, part)
            returned, refunded = line.returned + part, line.refunded + worth
            line = replace(line, returned=returned, refunded=refunded)
        else:
            worth = Money(most_of(line).minor * share // 100)
            if not worth:
                continue
            tax = tax_within(line, worth)
            assert tax <= worth
            more = Corrected(since=line.returned, amount=worth, tax=tax)
            line = replace(line, corrections=(*line.corrections, more))
        assert min(tax, worth) >= ZERO
        assert line.room >= ZERO
        money, taxes = money + worth, taxes + tax
    assert line.left == NOTHING
    assert (money, taxes) == (line.paid, line.tax)
