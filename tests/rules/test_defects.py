"""Goods that were not right: the shop's own path, and the law below it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.rules.facts import Earned
from models.rules.law import NEUTRAL, Law
from models.rules.returns import judge_standing
from models.rules.terms import Fee, Stage
from models.rules.windows import Window
from models.values import Money, Quantity
from models.values.codes import Answer, Condition, CureKind, Decider, Reason, Remedy
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

FAULTY: dict[str, Any] = {"reason": Reason.FAULTY}
LAW = Law(
    code="test",
    defect=Window(days=60),
    claim=Window(days=365),
    remedies=("repair", "replace", "refund"),
    distance=Window(days=14),
    distance_channels=frozenset({"web", "telephone"}),
    sources=(("defect", "Act 1, § 2"), ("claim", "Act 1, § 3"), ("distance", "Act 2, § 9")),
)
FINAL = {"final_sale": True}


def test_the_source_of_a_matter() -> None:
    assert LAW.source("claim") == "Act 1, § 3"
    assert LAW.source("words") == ""
    assert NEUTRAL.source("defect") == ""


@covers("defect.window", "defect.remedies")
@pytest.mark.parametrize(
    ("days", "answer", "told"),
    [
        (0, "accept", ["defect"]),
        (90, "accept", ["defect"]),
        (91, "refuse", ["final-sale"]),
        (-1, "refuse", ["final-sale", "sale-in-future"]),
    ],
)
def test_the_shops_own_window_for_defects(days: int, answer: str, told: list[str]) -> None:
    terms = shop(defect__window=Window(days=90), defect__remedies=("refund",), **FINAL)
    decision = judged(terms, days, **FAULTY)
    assert said(decision) == (answer, told)
    if answer == "accept":
        finding = found(decision, "defect")
        last = SOLD_ON + timedelta(90)
        assert (finding.clause, finding.version) == (1, 7)
        assert finding.message.facts == {"last_day": last}
        assert decision.last_day == last
    else:
        assert decision.last_day is None


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        (Reason.FAULTY, "accept"),
        (Reason.WRONG_ITEM, "accept"),
        (Reason.NOT_AS_DESCRIBED, "accept"),
        (Reason.CHANGED_MIND, "refuse"),
        (Reason.WRONG_SIZE, "refuse"),
        (None, "refuse"),
    ],
)
def test_only_the_shops_fault_is_a_defect(reason: Reason | None, answer: str) -> None:
    decision = judged(shop(defect__window=Window(days=90), **FINAL), reason=reason)
    assert decision.answer == answer


@pytest.mark.parametrize(
    ("days", "remedy", "answer", "code", "source"),
    [
        pytest.param(60, Remedy.REPAIR, "accept", "defect-by-law", "Act 1, § 2", id="last-day"),
        pytest.param(61, Remedy.REPAIR, "override", "claim-by-law", "Act 1, § 3", id="a-claim"),
        pytest.param(365, Remedy.REFUND, "override", "claim-by-law", "Act 1, § 3", id="still"),
        pytest.param(366, Remedy.REFUND, "refuse", "final-sale", None, id="no-claim-left"),
    ],
)
def test_the_law_stands_over_a_final_sale(
    days: int, remedy: Remedy, answer: str, code: str, source: str | None
) -> None:
    terms = shop(LAW, defect__remedies=("repair",), **FINAL)
    decision = judged(terms, days, remedy=remedy, **FAULTY)
    assert (decision.answer, codes(decision)[0]) == (answer, code)
    if source is None:
        return
    finding = found(decision, code)
    assert (finding.clause, finding.version) == (0, 0)
    last = SOLD_ON + timedelta(60 if code == "defect-by-law" else 365)
    assert finding.message.facts == {"last_day": last, "source": source}
    assert "final-sale" not in codes(decision)
    if code == "claim-by-law":
        assert finding.cure is not None
        assert (finding.cure.kind, finding.cure.facts) == (
            CureKind.APPROVAL,
            {"rank": Decider.MANAGER},
        )
    else:
        assert finding.cure is None
        assert decision.last_day == last


@pytest.mark.parametrize(
    ("days", "code", "number"),
    [(30, "defect", 1), (31, "defect-by-law", 0), (60, "defect-by-law", 0)],
)
def test_the_shops_window_first_then_the_laws(days: int, code: str, number: int) -> None:
    """The later of both is the last day all along."""
    terms = shop(LAW, defect__window=Window(days=30), defect__remedies=("refund",), **FINAL)
    decision = judged(terms, days, **FAULTY)
    assert found(decision, code).clause == number
    assert found(decision, code).message.facts["last_day"] == SOLD_ON + timedelta(60)
    assert decision.last_day == SOLD_ON + timedelta(60)


def test_the_shop_may_be_kinder_than_the_law() -> None:
    terms = shop(LAW, defect__window=Window(days=90), defect__remedies=("refund",), **FINAL)
    assert codes(judged(terms, 90, **FAULTY)) == ["defect"]
    assert found(judged(terms, 60, **FAULTY), "defect").message.facts == {
        "last_day": SOLD_ON + timedelta(90),
    }


def test_a_defect_that_is_put_right_for_ever() -> None:
    terms = shop(defect__window=NO_LIMIT, defect__remedies=("refund",), **FINAL)
    decision = judged(terms, 9_000, **FAULTY)
    finding = found(decision, "defect-always")
    assert (finding.answer, finding.clause, finding.version) == (Answer.ACCEPT, 1, 7)
    assert finding.message.facts == {}
    assert decision.last_day is None


def test_day_one_and_working_days_count_for_defects_too() -> None:
    window = Window(days=10, to_working_day=True)
    terms = policy(clause(1, window=Window(), defect__window=window), day_of_sale_counts=True)

    def works(day: date) -> bool:
        return day.weekday() < 5

    seen = [judged(terms, days, works=works, **FAULTY).answer.value for days in (9, 11, 12)]
    assert seen == ["accept", "accept", "refuse"]  # a Saturday rolls to Monday


def test_a_claim_needs_nothing_where_the_shop_says_yes() -> None:
    decision = judged(shop(LAW), 3, **FAULTY)
    assert codes(decision) == ["no-limit"]


def test_a_claim_outweighs_reasons_conditions_and_lateness() -> None:
    terms = shop(
        LAW,
        window=Window(days=1),
        reasons=frozenset({Reason.CHANGED_MIND}),
        conditions=frozenset({Condition.SEALED}),
    )
    decision = judged(terms, 9, remedy=Remedy.REPAIR, condition=Condition.USED, **FAULTY)
    assert codes(decision) == ["defect-by-law"]


def test_a_claim_outweighs_the_share_lost_by_lateness() -> None:
    stages = (Stage(late=30, lost=Decimal(50)),)
    terms = shop(LAW, window=Window(days=1), late=stages, defect__remedies=("refund",))
    lawful = judged(terms, 9, **FAULTY)
    assert (codes(lawful), lawful.fee) == (["defect-by-law"], Money(0))
    wanton = judged(terms, 9)
    assert (codes(wanton), wanton.fee) == (["late-stage", "lost-by-lateness"], Money(167))


def test_what_the_claim_cannot_better_stays_as_the_shop_said() -> None:
    """A manager may take it late for money; the law would give a repair first."""
    stages = (Stage(late=30, decider=Decider.CLERK, lost=Decimal(50)),)
    terms = shop(LAW, window=Window(days=1), late=stages, defect__remedies=("repair",))
    decision = judged(terms, 9, **FAULTY)
    assert codes(decision) == ["late-stage", "lost-by-lateness"]
    assert (decision.answer, decision.fee, decision.last_day) == (
        Answer.ACCEPT,
        Money(167),
        None,
    )
    assert [part.name for part in decision.kept] == ["lateness"]


def test_what_always_holds_is_asked_for_a_defect_too() -> None:
    terms = shop(LAW, capture__id=True, decided_by="manager", **FINAL)
    decision = judged(terms, 3, remedy=Remedy.REPAIR, **FAULTY)
    assert codes(decision) == ["defect-by-law", "needs-id", "decided-by-manager"]
    assert decision.answer is Answer.OVERRIDE


@covers("defect.choice")
@pytest.mark.parametrize(
    ("order", "choice", "law", "remedy", "first"),
    [
        pytest.param(("repair", "refund"), "shop", NEUTRAL, "repair", None, id="the-first"),
        pytest.param(("repair", "refund"), "shop", NEUTRAL, "refund", "repair", id="not-yet"),
        pytest.param(("repair", "refund"), "customer", NEUTRAL, "refund", None, id="chosen"),
        pytest.param(
            ("repair", "refund"), "customer", NEUTRAL, "exchange", "repair", id="not-offered"
        ),
        pytest.param(("replace",), "shop", NEUTRAL, "exchange", None, id="replaced"),
        pytest.param(("replace",), "shop", NEUTRAL, "refund", "replace", id="replaced-first"),
        pytest.param(("refund",), "shop", NEUTRAL, "repair", "refund", id="refunded-first"),
        pytest.param((), "shop", NEUTRAL, "refund", None, id="no-order"),
        pytest.param((), "shop", LAW, "refund", "repair", id="the-law's-order"),
        pytest.param((), "shop", LAW, "repair", None, id="the-law's-first"),
        pytest.param(("refund",), "shop", LAW, "refund", None, id="the-shop's-within-the-law"),
        pytest.param(
            ("replace", "refund"),
            "shop",
            Law(code="x", defect=Window(days=60), remedies=("refund",)),
            "refund",
            None,
            id="only-what-the-law-allows-counts",
        ),
        pytest.param(
            ("replace",),
            "customer",
            Law(code="x", defect=Window(days=60), remedies=("repair", "refund")),
            "refund",
            None,
            id="else-the-law's",
        ),
        pytest.param(
            ("refund",),
            "shop",
            Law(
                code="x",
                defect=Window(days=60),
                remedies=("repair", "replace"),
                customer_chooses=True,
            ),
            "refund",
            None,
            id="the-customer-chooses-by-law",
        ),
        pytest.param(
            (),
            "shop",
            Law(
                code="x",
                defect=Window(days=60),
                remedies=("repair", "replace"),
                customer_chooses=True,
            ),
            "refund",
            "repair",
            id="but-only-of-what-is-offered",
        ),
    ],
)
def test_the_order_of_remedies(
    order: tuple[str, ...], choice: str, law: Law, remedy: str, first: str | None
) -> None:
    terms = shop(
        law,
        window=Window(),
        defect__window=Window(days=30),
        defect__remedies=order,
        defect__choice=choice,
    )
    decision = judged(terms, remedy=Remedy(remedy), **FAULTY)
    assert codes(decision) == ["defect"] + (["remedy-first"] if first else [])
    if first is not None:
        finding = found(decision, "remedy-first")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 1)
        assert finding.message.facts == {"remedy": first}
        assert finding.cure is not None
        kinds = {"repair": CureKind.REPAIR, "replace": CureKind.EXCHANGE}
        assert finding.cure.kind is kinds.get(first, CureKind.TENDER)
        assert finding.cure.facts == {"remedy": first}


def test_an_order_of_the_law_alone_names_no_clause() -> None:
    terms = policy(clause(1, window=Window()), law=LAW)
    finding = found(judged(terms, **FAULTY), "remedy-first")
    assert (finding.clause, finding.version) == (0, 0)


@covers("distance_exempt")
@pytest.mark.parametrize(
    ("channel", "days", "exempt", "code"),
    [
        pytest.param("web", 14, False, "withdrawal-by-law", id="the-last-day"),
        pytest.param("Web", 14, False, "withdrawal-by-law", id="however-it-is-written"),
        pytest.param("telephone", 0, False, "withdrawal-by-law", id="by-telephone"),
        pytest.param("web", 15, False, "final-sale", id="the-day-after"),
        pytest.param("store", 0, False, "final-sale", id="in-the-store"),
        pytest.param("web", 14, True, "final-sale", id="exempt"),
        pytest.param("web", -1, False, "final-sale", id="sold-tomorrow"),
    ],
)
def test_a_distance_sale_may_be_withdrawn(
    channel: str, days: int, exempt: bool, code: str
) -> None:
    terms = shop(LAW, distance_exempt=exempt, fee__opened=Fee(percent=Decimal(15)), **FINAL)
    decision = judged(terms, days, channel=channel)
    assert codes(decision)[0] == code
    if code == "withdrawal-by-law":
        finding = found(decision, code)
        last = SOLD_ON + timedelta(14)
        assert finding.message.facts == {"last_day": last, "source": "Act 2, § 9"}
        assert (finding.answer, finding.clause) == (Answer.ACCEPT, 0)
        assert (decision.answer, decision.last_day) == (Answer.ACCEPT, last)
        assert decision.fee == Money(0)  # the law allows none


def test_without_a_law_nothing_is_withdrawn() -> None:
    assert codes(judged(shop(**FINAL), channel="web"))[0] == "final-sale"


def test_withdrawal_drops_lateness_but_not_missing_parts() -> None:
    stages = (Stage(late=30, lost=Decimal(50)),)
    terms = shop(LAW, window=Window(days=1), late=stages)
    decision = judged(terms, 9, channel="web", missing_parts=20)
    assert [part.name for part in decision.kept] == ["missing-parts"]
    assert codes(decision) == ["withdrawal-by-law", "parts-deducted"]


def test_after_the_withdrawal_days_fees_are_charged_again() -> None:
    terms = shop(LAW, fee__opened=Fee(percent=Decimal(15)))
    assert judged(terms, 14, channel="web").fee == Money(0)
    assert judged(terms, 15, channel="web").fee == Money(50)


def test_a_final_sale_with_a_defect_sold_far_away_late() -> None:
    """Final sale × defect × law: past the days of withdrawal, the defect still counts."""
    terms = shop(LAW, defect__remedies=("refund",), **FINAL)
    assert codes(judged(terms, 15, channel="web", **FAULTY)) == ["defect-by-law"]
    assert codes(judged(terms, 15, channel="web")) == ["final-sale", "no-limit"]


@pytest.mark.parametrize(
    ("given", "answer"),
    [({**FAULTY}, "defect-by-law"), ({"channel": "web"}, "withdrawal-by-law")],
)
def test_a_promotion_is_taken_back_whatever_is_claimed(
    given: dict[str, Any], answer: str
) -> None:
    earned = Earned(name="3 for 2", least=Quantity.of(3), list_price=Money(400))
    terms = shop(LAW, quantity_breaks="take-back", defect__remedies=("refund",), **FINAL)
    decision = judged(terms, 3, earned=earned, **given)
    assert codes(decision) == ["promotion-taken-back", answer]
    assert decision.gross == Money(200)


def test_standing_speaks_for_the_shop_alone() -> None:
    terms = policy(
        clause(1, window=NO_LIMIT), clause(2, among("department", "home"), final_sale=True)
    )
    assert [one.message.code for one in judge_standing(facts(**FAULTY), terms)] == [
        "final-sale"
    ]
