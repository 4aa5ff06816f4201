"""What the shop keeps of the price, to the exact cap and one minor unit above it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.conditions import Between
from models.rules.facts import Visit
from models.rules.returns import judge_line, judge_return
from models.rules.terms import Fee, Per, Tier
from models.rules.windows import Window
from models.values import Money
from models.values.codes import Answer, Condition, CureKind, Reason, Remedy
from tests.rules.cases import (
    NO_LIMIT,
    SOLD_ON,
    among,
    clause,
    codes,
    covers,
    facts,
    found,
    judged,
    policy,
    said,
    shop,
)

FIFTEEN = Decimal(15)
TIERS = (Tier(30, Decimal(10)), Tier(60, Decimal(20)), Tier(None, Decimal(50)))


@covers("fee")
@pytest.mark.parametrize(
    ("fee", "given", "kept"),
    [
        pytest.param(Fee(percent=FIFTEEN), {}, 50, id="fifteen-percent-of-3.33"),
        pytest.param(Fee(percent=FIFTEEN), {"quantity": 3}, 150, id="of-all-three"),
        pytest.param(Fee(percent=Decimal("7.5")), {"quantity": 3}, 75, id="half-a-percent"),
        pytest.param(
            Fee(percent=Decimal(5)), {"paid": 30, "quantity": 3}, 2, id="half-a-cent-goes-up"
        ),
        pytest.param(Fee(flat=Money(40)), {"quantity": 3}, 40, id="flat-for-the-line"),
        pytest.param(
            Fee(flat=Money(40), per=Per.UNIT), {"quantity": 3}, 120, id="flat-for-each-unit"
        ),
        pytest.param(
            Fee(flat=Money(41), per=Per.UNIT),
            {"quantity": "0.5", "weighed": True},
            21,
            id="flat-for-half-a-kilo",
        ),
        pytest.param(Fee(flat=Money(40), per=Per.CASE), {"quantity": 3}, 40, id="for-the-case"),
        pytest.param(
            Fee(percent=FIFTEEN, flat=Money(40)), {"quantity": 3}, 190, id="percent-and-flat"
        ),
        pytest.param(
            Fee(percent=FIFTEEN, most=Money(150)), {"quantity": 3}, 150, id="exactly-the-cap"
        ),
        pytest.param(
            Fee(percent=FIFTEEN, most=Money(149)), {"quantity": 3}, 149, id="one-above-the-cap"
        ),
        pytest.param(
            Fee(flat=Money(40), per=Per.UNIT, most=Money(100)),
            {"quantity": 3},
            100,
            id="units-up-to-the-cap",
        ),
        pytest.param(Fee(flat=Money(333)), {}, 333, id="exactly-what-it-is-worth"),
        pytest.param(Fee(flat=Money(334)), {}, 333, id="never-more-than-it-is-worth"),
        pytest.param(Fee(percent=Decimal(100)), {}, 333, id="all-of-it"),
        pytest.param(Fee(), {}, 0, id="nothing"),
        pytest.param(None, {}, 0, id="no-such-fee"),
    ],
)
def test_a_fee(fee: Fee | None, given: dict[str, Any], kept: int) -> None:
    decision = judged(shop(fee__opened=fee), **given)
    assert (decision.answer, decision.fee) == (Answer.ACCEPT, Money(kept))
    assert decision.refund + decision.fee == decision.gross
    assert [(part.name, part.amount, part.clause) for part in decision.kept] == (
        [("opened", Money(kept), 1)] if kept else []
    )
    assert said(decision)[1] == (["fee"] if kept else [])
    if kept and fee is not None:
        finding = found(decision, "fee")
        assert finding.clause == 1
        assert finding.message.facts == {
            "name": "opened",
            "amount": Money(kept),
            "percent": fee.percent,
        }


@pytest.mark.parametrize(
    ("days", "percent"), [(0, 10), (30, 10), (31, 20), (60, 20), (61, 50), (999, 50)]
)
def test_tiers_by_days(days: int, percent: int) -> None:
    decision = judged(shop(fee__restocking=Fee(tiers=TIERS)), days, quantity=3)
    assert decision.fee == Money(10 * percent)
    assert found(decision, "fee").message.facts["percent"] == percent


def test_after_the_last_tier_the_fee_is_its_own() -> None:
    fee = Fee(percent=Decimal(25), tiers=(Tier(30, Decimal(10)),))
    assert judged(shop(fee__restocking=fee), 31, quantity=3).fee == Money(250)


@pytest.mark.parametrize(("days", "fee"), [(30, 100), (31, 150), (61, 150)])
def test_the_cap_stands_over_every_tier(days: int, fee: int) -> None:
    terms = shop(fee__restocking=Fee(tiers=TIERS, most=Money(150)))
    assert judged(terms, days, quantity=3).fee == Money(fee)


@pytest.mark.parametrize(
    ("waived", "given", "kept"),
    [
        pytest.param(None, {"reason": Reason.FAULTY}, False, id="the-shop's-fault"),
        pytest.param(None, {"reason": Reason.WRONG_ITEM}, False, id="the-wrong-item"),
        pytest.param(None, {"reason": Reason.NOT_AS_DESCRIBED}, False, id="not-as-described"),
        pytest.param(None, {"reason": Reason.WRONG_SIZE}, True, id="the-customer's"),
        pytest.param((), {"reason": Reason.FAULTY}, True, id="waived-by-nothing"),
        pytest.param((among("tier", "gold"),), {"tier": "Gold"}, False, id="by-tier"),
        pytest.param((among("tier", "gold"),), {"tier": "Blue"}, True, id="another-tier"),
        pytest.param(
            (among("tier", "gold"), among("place", "same")),
            {"store": "A", "here": "A"},
            False,
            id="any-condition-is-enough",
        ),
        pytest.param(
            (among("tier", "gold"), among("place", "same")),
            {"store": "A", "here": "B"},
            True,
            id="none-of-them",
        ),
        pytest.param((Between("age", None, 7),), {"days": 7}, False, id="the-last-free-day"),
        pytest.param((Between("age", None, 7),), {"days": 8}, True, id="the-day-after"),
    ],
)
def test_a_fee_is_waived(
    waived: tuple[Any, ...] | None, given: dict[str, Any], kept: bool
) -> None:
    fee = Fee(percent=FIFTEEN) if waived is None else Fee(percent=FIFTEEN, waived=waived)
    decision = judge_line(facts(**given), shop(fee__opened=fee))
    assert bool(decision.fee) is kept


def test_a_waived_fee_leaves_the_others() -> None:
    terms = shop(
        fee__first=Fee(percent=FIFTEEN, waived=(among("tier", "gold"),)),
        fee__second=Fee(flat=Money(40)),
    )
    assert judged(terms, tier="gold").fee == Money(40)
    assert judged(terms).fee == Money(90)


def test_waived_for_gold_in_the_same_store_only_where_a_clause_says_so() -> None:
    """Tier and place: the clause of both names no fee, and wins over the tiers of the fee."""
    terms = policy(
        clause(1, window=NO_LIMIT, fee__restocking=Fee(tiers=TIERS)),
        clause(2, among("tier", "gold"), among("place", "same"), fee__restocking=None),
    )
    gold = {"tier": "Gold", "quantity": 3, "store": "A"}
    assert judged(terms, 31, here="A", **gold).fee == Money(0)
    assert judged(terms, 31, here="B", **gold).fee == Money(200)


def test_two_fees_are_both_kept_but_never_more_than_the_price() -> None:
    terms = shop(fee__opened=Fee(flat=Money(300)), fee__delivery=Fee(flat=Money(90)))
    decision = judged(terms)
    assert [(part.name, part.amount.minor) for part in decision.kept] == [
        ("opened", 300),
        ("delivery", 33),
    ]
    assert (decision.fee, decision.refund) == (Money(333), Money(0))
    third = judged(
        shop(
            fee__opened=Fee(flat=Money(333)),
            fee__delivery=Fee(flat=Money(90)),
        )
    )
    assert codes(third).count("fee") == 1


def test_a_refused_line_carries_no_fee() -> None:
    decision = judged(shop(fee__opened=Fee(percent=FIFTEEN), final_sale=True))
    assert (decision.fee, decision.kept, decision.gross) == (Money(0), (), Money(0))


def test_a_repair_moves_no_money() -> None:
    terms = shop(fee__opened=Fee(percent=FIFTEEN), fee__case=Fee(flat=Money(9), per=Per.CASE))
    decision = judged(terms, remedy=Remedy.REPAIR, tax=167)
    assert decision.answer is Answer.ACCEPT
    assert (decision.gross, decision.fee, decision.kept, decision.tax) == (
        Money(0),
        Money(0),
        (),
        Money(0),
    )


CASE_FEE = Fee(flat=Money(50), per=Per.CASE, waived=(among("tier", "gold"),))


@pytest.mark.parametrize(
    ("lines", "fees"),
    [
        pytest.param([{}, {}], [50, 0], id="once-for-two-lines"),
        pytest.param([{"department": "Food"}, {}, {}], [0, 50, 0], id="not-by-a-refused-line"),
        pytest.param([{"tier": "gold"}, {}, {}], [0, 50, 0], id="not-by-a-waived-line"),
        pytest.param([{"paid": 30}, {}], [10, 0], id="never-more-than-its-line-is-worth"),
    ],
)
def test_a_fee_of_the_case_is_charged_once(
    lines: list[dict[str, Any]], fees: list[int]
) -> None:
    terms = policy(
        clause(1, window=NO_LIMIT, fee__pick_up=CASE_FEE),
        clause(2, among("department", "food"), final_sale=True),
    )
    brought = [facts(**given) for given in lines]
    decided = judge_return(
        [(one.line, one.asked) for one in brought], Visit(today=SOLD_ON), terms
    )
    assert [decision.fee.minor for decision in decided] == fees


def test_a_fee_of_the_line_is_charged_on_each_beside_that_of_the_case() -> None:
    terms = shop(
        fee__pick_up=CASE_FEE, fee__line=Fee(flat=Money(7)), fee__unit=Fee(percent=FIFTEEN)
    )
    one = facts()
    pair = (one.line, one.asked)
    decided = judge_return([pair, pair], one.visit, terms)
    assert [decision.fee.minor for decision in decided] == [107, 57]


@covers("free_gifts")
@pytest.mark.parametrize(
    ("said_of_gifts", "worth", "answer", "code", "fee"),
    [
        ("keep", 0, "accept", None, 0),
        ("keep", 100, "accept", None, 0),
        ("deduct", 0, "accept", None, 0),
        ("deduct", -5, "accept", None, 0),
        ("deduct", 1, "accept", "gift-deducted", 1),
        ("deduct", 333, "accept", "gift-deducted", 333),
        ("deduct", 334, "accept", "gift-deducted", 333),
        ("back", 100, "ask", "gift-must-come", 0),
    ],
)
def test_free_gifts_that_stay_with_the_customer(
    said_of_gifts: str, worth: int, answer: str, code: str | None, fee: int
) -> None:
    decision = judged(shop(free_gifts=said_of_gifts), gifts_kept=worth)
    assert (*said(decision), decision.fee) == (answer, [code] if code else [], Money(fee))
    if code == "gift-deducted":
        finding = found(decision, code)
        assert (finding.clause, finding.message.facts) == (1, {"amount": Money(fee)})
        assert [(part.name, part.clause) for part in decision.kept] == [("gift", 1)]
    elif code is not None:
        finding = found(decision, code)
        assert (finding.clause, finding.message.facts) == (1, {"worth": Money(worth)})
        assert finding.cure is not None
        assert finding.cure.kind is CureKind.ENTRY


@covers("missing_parts")
@pytest.mark.parametrize(
    ("said_of_parts", "worth", "answer", "told", "fee"),
    [
        ("deduct", 0, "accept", [], 0),
        ("deduct", -5, "accept", [], 0),
        ("deduct", 1, "accept", ["parts-deducted"], 1),
        ("deduct", 333, "accept", ["parts-deducted"], 333),
        ("deduct", 334, "accept", ["parts-deducted"], 333),
        ("manager", 20, "override", ["parts-deducted", "parts-by-manager"], 20),
        ("refuse", 20, "refuse", ["parts-missing"], 0),
    ],
)
def test_parts_that_are_missing(
    said_of_parts: str, worth: int, answer: str, told: list[str], fee: int
) -> None:
    decision = judged(shop(missing_parts=said_of_parts), missing_parts=worth)
    assert (*said(decision), decision.fee) == (answer, told, Money(fee))
    for code in told:
        finding = found(decision, code)
        amount = {"amount": Money(fee)} if code == "parts-deducted" else {"worth": Money(worth)}
        assert (finding.clause, finding.message.facts) == (1, amount)
    if told == ["parts-deducted"]:
        assert [(part.name, part.clause) for part in decision.kept] == [("missing-parts", 1)]
    if answer == "override":
        cure = found(decision, "parts-by-manager").cure
        assert cure is not None
        assert (cure.kind, cure.facts) == (CureKind.APPROVAL, {"rank": "manager"})
    if answer == "refuse":
        cure = found(decision, "parts-missing").cure
        assert cure is not None
        assert cure.kind is CureKind.ENTRY


def test_lateness_parts_gifts_and_fees_together_never_pass_the_price() -> None:
    terms = shop(
        free_gifts="deduct", fee__opened=Fee(percent=FIFTEEN), fee__flat=Fee(flat=Money(999))
    )
    decision = judged(terms, gifts_kept=100, missing_parts=150)
    assert [(part.name, part.amount.minor) for part in decision.kept] == [
        ("gift", 100),
        ("missing-parts", 150),
        ("opened", 50),
        ("flat", 33),
    ]


@pytest.mark.parametrize(
    ("reason", "condition", "fee", "tax"),
    [
        pytest.param("changed-mind", "opened", 150, 142, id="opened-costs-15-percent"),
        pytest.param("changed-mind", "used", 150, 142, id="used-is-opened-too"),
        pytest.param("changed-mind", "sealed", 0, 167, id="sealed-is-free"),
        pytest.param("faulty", "opened", 0, 167, id="the-shop's-fault-is-free"),
    ],
)
def test_the_opened_box_fee_and_its_tax(
    reason: str, condition: str, fee: int, tax: int
) -> None:
    terms = policy(
        clause(1, window=Window(days=30)),
        clause(2, among("condition", "opened", "used"), fee__opened=Fee(percent=FIFTEEN)),
    )
    decision = judged(
        terms, quantity=3, tax=167, reason=Reason(reason), condition=Condition(condition)
    )
    assert (decision.fee, decision.refund) == (Money(fee), Money(1000 - fee))
    assert decision.tax == Money(tax)  # 167 × 850 / 1000, half up


fees = st.builds(
    Fee,
    percent=st.decimals(0, 100, places=1),
    flat=st.none() | st.integers(0, 3000).map(Money),
    tiers=st.lists(
        st.builds(Tier, st.none() | st.integers(0, 90), st.decimals(0, 100, places=1))
    ).map(tuple),
    per=st.sampled_from(Per),
    most=st.none() | st.integers(0, 3000).map(Money),
)


@given(
    several=st.lists(fees, max_size=4),
    days=st.integers(0, 90),
    paid=st.integers(0, 2000),
    quantity=st.integers(1, 3),
    parts=st.integers(0, 2000),
)
def test_what_is_kept_never_exceeds_what_was_paid(
    several: list[Fee], days: int, paid: int, quantity: int, parts: int
) -> None:
    terms = shop(**{f"fee__{place}": fee for place, fee in enumerate(several)})
    decision = judged(
        terms, days, paid=paid, quantity=quantity, missing_parts=parts, tax=paid // 10
    )
    assert Money(0) <= decision.fee <= decision.gross <= Money(paid)
    assert decision.fee == Money.total(part.amount for part in decision.kept)
    assert Money(0) <= decision.tax <= Money(paid // 10)


def test_age_counts_from_the_day_of_sale() -> None:
    fee = Fee(tiers=(Tier(1, Decimal(10)), Tier(None, Decimal(20))))
    terms = shop(fee__restocking=fee)
    tomorrow = SOLD_ON + timedelta(2)
    assert judged(terms, quantity=3, today=tomorrow).fee == Money(200)
