"""May this line come back, and for how much: tables of cases at the boundaries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.policy import NO_LIMIT, Clause, Policy, Window
from models.rules.returns import Asked, SoldLine, judge_line, judge_standing, part_of
from models.values import ONE, ZERO, Money, Quantity
from models.values.codes import Answer, Condition, Disposition, Reason

SOLD_ON = date(2026, 11, 5)
POLICY = Policy(
    number=7,
    clauses=(
        Clause(number=1, window_days=30, final_sale=False, opened_fee_percent=Decimal(0)),
        Clause(number=2, department="Electronics", window_days=14),
        Clause(number=3, department="Electronics", opened_fee_percent=Decimal(15)),
        Clause(number=4, department="Food", final_sale=True),
        Clause(number=5, department="Garden", window_days=NO_LIMIT),
        Clause(number=6, department="Parties", window_days=0),
    ),
)


def a_sold_line(
    department: str | None = "Home", sold: str = "3", returned: str = "0"
) -> SoldLine:
    return SoldLine(
        department=department,
        sold=Quantity.of(sold),
        returned=Quantity.of(returned),
        paid=Money(1000),
        tax=Money(167),
        sold_on=SOLD_ON,
    )


def asked(quantity: str = "1", **values: object) -> Asked:
    entered = {"reason": Reason.CHANGED_MIND, "condition": Condition.AS_NEW, **values}
    return Asked(quantity=Quantity.of(quantity), **entered)  # type: ignore[arg-type]


def judged(line: SoldLine, ask: Asked, days: int = 0) -> tuple[Answer, set[str]]:
    decision = judge_line(line, ask, POLICY, SOLD_ON + timedelta(days))
    return decision.answer, {finding.message.code for finding in decision.findings}


@pytest.mark.parametrize(
    ("department", "days", "answer", "code", "clause"),
    [
        pytest.param("Home", 0, "accept", "in-window", 1, id="day-of-sale"),
        pytest.param("Home", 30, "accept", "in-window", 1, id="last-day-is-in"),
        pytest.param("Home", 31, "refuse", "late", 1, id="day-after-is-out"),
        pytest.param(None, 30, "accept", "in-window", 1, id="goods-of-no-department"),
        pytest.param("Electronics", 14, "accept", "in-window", 2, id="own-window-last-day"),
        pytest.param("Electronics", 15, "refuse", "late", 2, id="own-window-day-after"),
        pytest.param("Food", 0, "refuse", "final-sale", 4, id="final-sale-at-once"),
        pytest.param("Garden", 9999, "accept", "no-limit", 5, id="no-limit-never-ends"),
        pytest.param("Parties", 0, "accept", "in-window", 6, id="zero-days-is-the-same-day"),
        pytest.param("Parties", 1, "refuse", "late", 6, id="zero-days-not-tomorrow"),
        pytest.param("Home", -1, "refuse", "sale-in-future", 1, id="sold-tomorrow"),
    ],
)
def test_the_window(department: str, days: int, answer: str, code: str, clause: int) -> None:
    (found,) = judge_standing(a_sold_line(department), POLICY, SOLD_ON + timedelta(days))
    assert (found.answer, found.message.code, found.clause) == (answer, code, clause)


@pytest.mark.parametrize(
    ("window", "days", "answer"),
    [(14, 13, "accept"), (14, 14, "refuse"), (1, 0, "accept"), (1, 1, "refuse")],
)
def test_the_day_of_sale_may_be_day_one(window: Window, days: int, answer: str) -> None:
    policy = Policy(
        number=1, clauses=(Clause(number=1, window_days=window),), day_of_sale_counts=True
    )
    (found,) = judge_standing(a_sold_line(), policy, SOLD_ON + timedelta(days))
    assert found.answer == answer
    assert found.message.facts.get("day", days + 1) == days + 1


def test_what_no_clause_sets_is_the_careful_default() -> None:
    terms = Policy(number=1, clauses=()).terms_for("Home")
    assert (terms.window_days.value, terms.cash_instead.value) == (0, False)
    assert terms.window_days.clause == 0


@pytest.mark.parametrize(
    ("line", "ask", "answer", "codes"),
    [
        pytest.param(a_sold_line(), asked("3"), "accept", {"in-window"}, id="all-of-it"),
        pytest.param(
            a_sold_line(), asked("3.001"), "refuse", {"more-than-left"}, id="a-gram-too-many"
        ),
        pytest.param(
            a_sold_line(returned="2"), asked("1"), "accept", {"in-window"}, id="the-last-one"
        ),
        pytest.param(
            a_sold_line(returned="2"), asked("2"), "refuse", {"more-than-left"}, id="one-more"
        ),
        pytest.param(
            a_sold_line(returned="3"), asked("1"), "refuse", {"nothing-left"}, id="none-left"
        ),
        pytest.param(
            a_sold_line(), asked("0.5"), "refuse", {"not-by-weight"}, id="half-a-kettle"
        ),
        pytest.param(
            a_sold_line(sold="0.75"),
            asked("0.5"),
            "accept",
            {"in-window"},
            id="part-of-a-weight",
        ),
        pytest.param(a_sold_line(), asked("0"), "ask", {"quantity-missing"}, id="none-asked"),
        pytest.param(
            a_sold_line(), asked("-1"), "ask", {"quantity-missing"}, id="less-than-none"
        ),
        pytest.param(
            a_sold_line(),
            asked(reason=None, condition=None),
            "ask",
            {"reason-missing", "condition-missing"},
            id="everything-missing-is-told",
        ),
        pytest.param(
            a_sold_line("Food"),
            asked("4", reason=None),
            "refuse",
            {"final-sale", "more-than-left", "reason-missing"},
            id="the-graver-answer-stands-and-all-is-told",
        ),
    ],
)
def test_what_is_asked(line: SoldLine, ask: Asked, answer: str, codes: set[str]) -> None:
    found, said = judged(line, ask)
    assert found == answer
    assert codes <= said


@pytest.mark.parametrize(
    ("typed", "quantity", "answer", "code"),
    [
        ("", "1", "ask", "serial-missing"),
        ("SN-2", "1", "refuse", "serial-differs"),
        ("sn-1", "1", "accept", "in-window"),
        ("SN-1", "2", "refuse", "more-than-left"),
    ],
)
def test_the_serial_number_must_match(
    typed: str, quantity: str, answer: str, code: str
) -> None:
    line = SoldLine(
        department="Home",
        sold=Quantity.of(2),
        returned=Quantity(),
        paid=Money(1000),
        tax=ZERO,
        sold_on=SOLD_ON,
        serial="SN-1",
    )
    found, codes = judged(line, asked(quantity, serial=typed))
    assert found == answer
    assert code in codes


@pytest.mark.parametrize(
    ("department", "reason", "condition", "fee"),
    [
        pytest.param(
            "Electronics", "changed-mind", "opened", 150, id="opened-costs-15-percent"
        ),
        pytest.param("Electronics", "changed-mind", "used", 150, id="used-is-opened-too"),
        pytest.param("Electronics", "changed-mind", "sealed", 0, id="sealed-is-free"),
        pytest.param("Electronics", "faulty", "opened", 0, id="the-shops-fault-is-free"),
        pytest.param("Home", "changed-mind", "opened", 0, id="other-departments-are-free"),
    ],
)
def test_the_opened_box_fee(department: str, reason: str, condition: str, fee: int) -> None:
    ask = asked("3", reason=Reason(reason), condition=Condition(condition))
    decision = judge_line(a_sold_line(department), ask, POLICY, SOLD_ON)
    assert (decision.fee, decision.refund) == (Money(fee), Money(1000 - fee))
    assert decision.tax == (Money(142) if fee else Money(167))  # 167 × 850 / 1000, half up


@pytest.mark.parametrize(
    ("reason", "condition", "disposition"),
    [
        ("changed-mind", "sealed", Disposition.RETURN_TO_STOCK),
        ("wrong-size", "as-new", Disposition.RETURN_TO_STOCK),
        ("changed-mind", "opened", Disposition.UNDECIDED),
        ("changed-mind", "damaged", Disposition.WRITE_OFF),
        ("faulty", "sealed", Disposition.RETURN_TO_SUPPLIER),
    ],
)
def test_what_becomes_of_the_goods(
    reason: str, condition: str, disposition: Disposition
) -> None:
    ask = asked(reason=Reason(reason), condition=Condition(condition))
    assert judge_line(a_sold_line(), ask, POLICY, SOLD_ON).disposition is disposition


def test_a_third_of_ten_each_time_is_ten_in_the_end() -> None:
    parts = [
        part_of(Money(1000), a_sold_line(returned=str(before)), ONE).minor
        for before in range(3)
    ]
    assert parts == [333, 334, 333]


@given(
    paid=st.integers(0, 10**9),
    parts=st.lists(st.integers(1, 5000), min_size=1, max_size=12),
)
def test_parts_of_a_line_add_up_to_what_was_paid(paid: int, parts: list[int]) -> None:
    line = SoldLine(
        department=None,
        sold=Quantity(sum(parts)),
        returned=Quantity(),
        paid=Money(paid),
        tax=ZERO,
        sold_on=SOLD_ON,
    )
    back = ZERO
    for part in parts:
        piece = part_of(line.paid, line, Quantity(part))
        assert piece >= ZERO
        back += piece
        line = SoldLine(
            department=None,
            sold=line.sold,
            returned=line.returned + Quantity(part),
            paid=line.paid,
            tax=ZERO,
            sold_on=SOLD_ON,
        )
    assert back == Money(paid)
