"""In time, in a stage after it, or too late: the last day in and the day after out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.rules.returns import judge_line, judge_standing
from models.rules.terms import Stage
from models.rules.windows import Start, Which, Window
from models.values import Money
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
    shop,
)

SHOP = policy(
    clause(1, window=Window(days=30)),
    clause(2, among("department", "electronics"), window=Window(days=14)),
    clause(4, among("department", "food"), final_sale=True),
    clause(5, among("department", "garden"), window=NO_LIMIT),
    clause(6, among("department", "parties"), window=Window(days=0)),
    clause(8, among("department", "services"), window=Window()),
)


@covers("window")
@pytest.mark.parametrize(
    ("department", "days", "answer", "code", "number"),
    [
        pytest.param("Home", 0, "accept", "in-window", 1, id="day-of-sale"),
        pytest.param("Home", 30, "accept", "in-window", 1, id="last-day-is-in"),
        pytest.param("Home", 31, "refuse", "late", 1, id="day-after-is-out"),
        pytest.param("", 30, "accept", "in-window", 1, id="goods-of-no-department"),
        pytest.param("Electronics", 14, "accept", "in-window", 2, id="own-window-last-day"),
        pytest.param("Electronics", 15, "refuse", "late", 2, id="own-window-day-after"),
        pytest.param("Food", 0, "refuse", "final-sale", 4, id="final-sale-at-once"),
        pytest.param("Garden", 9999, "accept", "no-limit", 5, id="no-limit-never-ends"),
        pytest.param("Garden", -1, "refuse", "sale-in-future", 5, id="sold-tomorrow-no-limit"),
        pytest.param("Parties", 0, "accept", "in-window", 6, id="zero-days-is-the-same-day"),
        pytest.param("Parties", 1, "refuse", "late", 6, id="zero-days-not-tomorrow"),
        pytest.param("Home", -1, "refuse", "sale-in-future", 1, id="sold-tomorrow"),
        pytest.param("Services", 0, "refuse", "no-refund", 8, id="no-window-at-all"),
    ],
)
def test_the_window(department: str, days: int, answer: str, code: str, number: int) -> None:
    (only,) = judge_standing(facts(days, department=department), SHOP)
    assert (only.answer, only.message.code) == (answer, code)
    assert (only.clause, only.version) == (number, 7)


@pytest.mark.parametrize(
    ("window", "days", "said"),
    [
        (Window(days=14), 0, {"day": 0, "days": 14}),
        (Window(days=14), 14, {"day": 14, "days": 14}),
        (
            Window(days=14),
            17,
            {"days": 3, "window": 14, "last_day": SOLD_ON + timedelta(14)},
        ),
        (Window(days=3, start=Start.DELIVERY), 4, {"day": 2, "days": 3}),
        (Window(days=9, not_before=date(2026, 11, 7)), 2, {"day": 0, "days": 9}),
        (Window(days=9, not_before=date(2026, 11, 7)), 1, {"last_day": date(2026, 11, 16)}),
        (Window(months=1), 30, {"last_day": date(2026, 12, 5)}),
        (Window(months=1), 32, {"days": 2, "last_day": date(2026, 12, 5)}),
        (Window(until=date(2026, 11, 7)), 2, {"last_day": date(2026, 11, 7)}),
        (Window(days=9, to_working_day=True), 1, {"last_day": date(2026, 11, 14)}),
        (Window(days=9, other=Window(days=10)), 1, {"last_day": date(2026, 11, 15)}),
        (NO_LIMIT, 10, {}),
        (Window(days=14), -2, {"sold_on": SOLD_ON}),
    ],
)
def test_what_is_said_of_the_time(window: Window, days: int, said: dict[str, Any]) -> None:
    terms = shop(window=window)
    (only,) = judge_standing(facts(days, delivered_on=date(2026, 11, 7)), terms)
    assert only.message.facts == said
    assert (only.clause, only.version) == (1, 7)


@pytest.mark.parametrize(
    ("window", "days", "last"),
    [
        (Window(days=14), 3, SOLD_ON + timedelta(14)),
        (Window(months=1), 3, date(2026, 12, 5)),
        (Window(days=14), 15, None),
        (NO_LIMIT, 3, None),
        (Window(days=1, other=NO_LIMIT), 3, None),
    ],
)
def test_a_decision_says_until_when(window: Window, days: int, last: date | None) -> None:
    decision = judged(shop(window=window), days)
    assert decision.last_day == last
    if last is None and days == 3:
        assert found(decision, "no-limit").clause == 1


@pytest.mark.parametrize(
    ("window", "days", "code"),
    [
        (14, 13, "in-window"),
        (14, 14, "late"),
        (1, 0, "in-window"),
        (1, 1, "late"),
    ],
)
def test_the_day_of_sale_may_be_day_one(window: int, days: int, code: str) -> None:
    terms = policy(clause(1, window=Window(days=window)), day_of_sale_counts=True)
    decision = judged(terms, days)
    assert codes(decision) == [code]
    if code == "in-window":
        assert decision.findings[0].message.facts == {"day": days + 1, "days": window}
        assert decision.last_day == SOLD_ON + timedelta(window - 1)


def test_day_one_from_delivery_and_stages_after_it() -> None:
    stages = (Stage(days=9, decider=Decider.MANAGER),)
    terms = policy(
        clause(1, window=Window(days=7, start=Start.DELIVERY), late=stages),
        day_of_sale_counts=True,
    )
    delivered = SOLD_ON + timedelta(2)
    seen = [codes(judged(terms, days, delivered_on=delivered))[0] for days in (2, 8, 9, 10, 11)]
    assert seen == ["in-window", "in-window", "late-stage", "late-stage", "late"]
    first = judged(terms, 2, delivered_on=delivered).findings[0]
    assert first.message.facts == {"day": 1, "days": 7}


@pytest.mark.parametrize(
    ("minutes", "answer", "code"),
    [
        (0, "accept", "in-hours"),
        (2 * 60 - 1, "accept", "in-hours"),
        (2 * 60, "refuse", "late-hours"),
    ],
)
def test_hours_are_counted_from_the_hour_of_the_sale(
    minutes: int, answer: str, code: str
) -> None:
    noon = datetime(2026, 11, 5, 12, tzinfo=UTC)
    decision = judged(
        shop(window=Window(hours=2)), sold_at=noon, now=noon + timedelta(minutes=minutes)
    )
    assert (decision.answer, codes(decision)) == (answer, [code])
    only = decision.findings[0]
    assert only.clause == 1
    hours = {"hours": 2}
    if code == "in-hours":
        hours["hour"] = minutes // 60 + 1
    assert only.message.facts == hours


@pytest.mark.parametrize(("days", "code"), [(1, "in-hours"), (2, "late-hours")])
def test_where_the_hour_is_not_known_a_day_is_24(days: int, code: str) -> None:
    noon = datetime(2026, 11, 5, 12, tzinfo=UTC)
    terms = shop(window=Window(hours=48))
    decision = judged(terms, days)
    assert codes(decision) == [code]
    if code == "in-hours":
        assert decision.findings[0].message.facts == {"hour": 25, "hours": 48}
    assert codes(judged(terms, days, sold_at=noon)) == [code]
    assert codes(judged(terms, days, now=noon)) == [code]


@pytest.mark.parametrize(
    ("hours", "code", "late"),
    [
        (1, "in-hours", None),
        (2, "late-stage", 1),
        (25, "late-stage", 1),
        (26, "late-hours", None),
    ],
)
def test_a_stage_after_hours_counts_days_of_24(hours: int, code: str, late: int | None) -> None:
    noon = datetime(2026, 11, 5, 12, tzinfo=UTC)
    now = noon + timedelta(hours=hours)
    terms = shop(window=Window(hours=2), late=(Stage(late=1, decider=Decider.MANAGER),))
    decision = judged(terms, sold_at=noon, now=now, today=now.date())
    assert codes(decision) == [code]
    assert decision.findings[0].message.facts.get("days") == late


@pytest.mark.parametrize(
    ("window", "sold_on", "days", "answer", "code"),
    [
        pytest.param(Window(until=SOLD_ON), SOLD_ON, 0, "accept", "in-time", id="on-the-eve"),
        pytest.param(
            Window(until=SOLD_ON),
            SOLD_ON - timedelta(9),
            10,
            "refuse",
            "late-since",
            id="after",
        ),
        pytest.param(
            Window(until=SOLD_ON), SOLD_ON, 1, "refuse", "late-since", id="bought-on-the-eve"
        ),
        pytest.param(
            Window(until=SOLD_ON),
            SOLD_ON + timedelta(1),
            0,
            "refuse",
            "sold-after",
            id="final-when-bought-after-the-feast",
        ),
        pytest.param(
            Window(days=30, other=Window(until=SOLD_ON), which=Which.EARLIER),
            SOLD_ON + timedelta(1),
            0,
            "refuse",
            "sold-after",
            id="thirty-days-but-not-after-the-feast",
        ),
        pytest.param(
            Window(hours=1, other=Window(days=0)),
            SOLD_ON,
            1,
            "refuse",
            "late-hours",
            id="an-hour-or-the-same-day",
        ),
    ],
)
def test_returnable_until_a_feast(
    window: Window, sold_on: date, days: int, answer: str, code: str
) -> None:
    decision = judged(shop(window=window), days, sold_on=sold_on)
    assert (decision.answer, codes(decision)) == (answer, [code])
    if code == "sold-after":
        assert decision.findings[0].message.facts == {"last_day": SOLD_ON}
        assert decision.findings[0].clause == 1


def test_days_long_gone_on_day_one_are_late_and_not_sold_after() -> None:
    terms = policy(clause(1, window=Window(days=0)), day_of_sale_counts=True)
    assert codes(judged(terms)) == ["late"]


STAGES = (
    Stage(late=0),
    Stage(days=30, decider=Decider.MANAGER),
    Stage(late=30, decider=Decider.TWO_MANAGERS, lost=Decimal(50)),
    Stage(days=60, decider=Decider.NOBODY),
)


@covers("late")
@pytest.mark.parametrize(
    ("days", "answer", "code", "rank", "lost"),
    [
        pytest.param(14, "accept", "in-window", None, 0, id="in-the-window"),
        pytest.param(15, "override", "late-stage", "manager", 0, id="then-a-manager"),
        pytest.param(30, "override", "late-stage", "manager", 0, id="the-manager's-last-day"),
        pytest.param(31, "override", "late-stage", "two-managers", 167, id="then-two-and-half"),
        pytest.param(44, "override", "late-stage", "two-managers", 167, id="thirty-days-late"),
        pytest.param(45, "refuse", "late-refused", None, 0, id="then-nobody"),
        pytest.param(60, "refuse", "late-refused", None, 0, id="nobody's-last-day"),
        pytest.param(61, "refuse", "late", None, 0, id="after-the-last-stage"),
    ],
)
def test_stages_of_age(days: int, answer: str, code: str, rank: str | None, lost: int) -> None:
    decision = judged(shop(window=Window(days=14), late=STAGES), days)
    finding = decision.findings[0]
    assert (decision.answer, finding.message.code, finding.clause) == (answer, code, 1)
    assert decision.fee == Money(lost)
    if rank is not None:
        assert finding.cure is not None
        assert (finding.cure.kind, finding.cure.facts) == (CureKind.APPROVAL, {"rank": rank})
        assert finding.message.facts == {"days": days - 14}
    elif code != "late":
        assert finding.cure is None
    if lost:
        told = found(decision, "lost-by-lateness")
        assert told.message.facts == {"percent": Decimal(50), "amount": Money(lost)}
        assert (told.answer, told.clause) == (Answer.ACCEPT, 1)
        assert [part.name for part in decision.kept] == ["lateness"]


def test_a_clerk_may_take_it_with_a_share_lost() -> None:
    stages = (Stage(late=5, lost=Decimal("12.5")),)
    decision = judged(shop(window=Window(days=14), late=stages), 19, quantity=3)
    assert (decision.answer, decision.fee) == (Answer.ACCEPT, Money(125))
    assert codes(decision) == ["late-stage", "lost-by-lateness"]


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 12, 1), "in-time"),
        (date(2026, 12, 26), "in-window"),
        (date(2027, 1, 9), "in-window"),
        (date(2027, 1, 10), "late-stage"),
        (date(2027, 1, 25), "late-stage"),
        (date(2027, 1, 26), "late"),
    ],
)
def test_holiday_purchases_count_from_boxing_day_and_so_do_their_stages(
    today: date, code: str
) -> None:
    window = Window(days=14, not_before=date(2026, 12, 26))
    terms = shop(window=window, late=(Stage(days=30, decider=Decider.MANAGER),))
    assert codes(judged(terms, today=today))[0] == code


@covers("exchange.window", "repair.window")
@pytest.mark.parametrize(
    ("remedy", "days", "code"),
    [
        (Remedy.REFUND, 7, "in-window"),
        (Remedy.REFUND, 8, "late"),
        (Remedy.EXCHANGE, 30, "in-window"),
        (Remedy.EXCHANGE, 31, "late"),
        (Remedy.REPAIR, 365, "in-window"),
        (Remedy.REPAIR, 366, "late"),
    ],
)
def test_refund_exchange_and_repair_have_their_own_windows(
    remedy: Remedy, days: int, code: str
) -> None:
    terms = shop(
        window=Window(days=7),
        exchange__window=Window(days=30),
        repair__window=Window(days=365),
    )
    assert codes(judged(terms, days, remedy=remedy)) == [code]


@pytest.mark.parametrize("remedy", [Remedy.EXCHANGE, Remedy.REPAIR])
def test_the_window_of_the_refund_counts_where_there_is_no_other(remedy: Remedy) -> None:
    assert codes(judged(shop(window=Window(days=7)), 7, remedy=remedy)) == ["in-window"]
    none = shop(**{f"{remedy}__window": Window()})
    assert codes(judged(none, 0, remedy=remedy)) == [f"no-{remedy}"]
    assert codes(judged(none, 0)) == ["no-limit"]


def test_rolled_to_the_next_day_on_which_the_shop_works() -> None:
    def works(day: date) -> bool:
        return day.weekday() != 6

    terms = shop(window=Window(days=10, to_working_day=True))  # ends on a Sunday
    seen = [codes(judged(terms, days, works=works)) for days in (10, 11, 12)]
    assert seen == [["in-time"], ["in-time"], ["late-since"]]


def test_lateness_is_taken_of_what_the_goods_are_worth() -> None:
    stages = (Stage(late=30, lost=Decimal(100)),)
    decision = judge_line(
        facts(9, reason=Reason.OTHER, condition=Condition.USED),
        shop(window=Window(days=1), late=stages),
    )
    assert (decision.gross, decision.fee, decision.refund) == (
        Money(333),
        Money(333),
        Money(0),
    )
