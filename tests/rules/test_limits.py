"""Who decides: sums at the limit and just above, and customers who bring back a lot."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from models.rules.facts import PastReturn
from models.rules.terms import Receipted, Velocity
from models.values import Money
from models.values.codes import Answer, CureKind, Decider, Proof, Standing
from tests.rules.cases import (
    NO_LIMIT,
    SOLD_ON,
    among,
    clause,
    covers,
    found,
    judged,
    policy,
    said,
    shop,
)


@covers("decided_by")
@pytest.mark.parametrize(
    ("by", "answer", "codes"),
    [
        (Decider.CLERK, "accept", []),
        (Decider.MANAGER, "override", ["decided-by-manager"]),
        (Decider.TWO_MANAGERS, "override", ["decided-by-two-managers"]),
        (Decider.NOBODY, "refuse", ["decided-by-nobody"]),
    ],
)
def test_who_decides(by: Decider, answer: str, codes: list[str]) -> None:
    decision = judged(shop(decided_by=by))
    assert said(decision) == (answer, codes)
    for code in codes:
        finding = found(decision, code)
        assert finding.clause == 1
        if answer == "override":
            assert finding.cure is not None
            assert (finding.cure.kind, finding.cure.facts) == (CureKind.APPROVAL, {"rank": by})
        else:
            assert finding.cure is None


@covers("limit.line", "limit.case", "limit.clerk_day", "limit.two_line", "limit.two_case")
@pytest.mark.parametrize(
    ("limit", "most", "given", "amount"),
    [
        ("line", 1000, {}, None),
        ("line", 999, {}, 1000),
        ("line", 1000, {"case_value": 5000}, None),
        ("two_line", 1000, {"case_value": 5000}, None),
        ("two_line", 999, {}, 1000),
        ("case", 1000, {}, None),
        ("case", 999, {}, 1000),
        ("case", 5000, {"case_value": 5000}, None),
        ("case", 4999, {"case_value": 5000}, 5000),
        ("two_case", 5000, {"case_value": 5000}, None),
        ("two_case", 4999, {"case_value": 5000}, 5000),
        ("clerk_day", 1500, {"clerk_day": Money(500)}, None),
        ("clerk_day", 1499, {"clerk_day": Money(500)}, 1500),
        ("clerk_day", 5499, {"clerk_day": Money(500), "case_value": 5000}, 5500),
        ("clerk_day", 0, {"paid": 0}, None),
        ("line", 0, {"paid": 1}, 1),
    ],
)
def test_sums_that_a_clerk_may_decide(
    limit: str, most: int, given: dict[str, Any], amount: int | None
) -> None:
    terms = shop(**{f"limit__{limit}": Money(most)})
    decision = judged(terms, quantity=3, **given)
    code = f"limit-{limit.replace('_', '-')}"
    beyond = amount is not None
    assert said(decision) == (("override", [code]) if beyond else ("accept", []))
    if amount is not None:
        finding = found(decision, code)
        assert finding.clause == 1
        assert finding.message.facts == {"amount": Money(amount), "most": Money(most)}
        assert finding.cure is not None
        two = limit.startswith("two")
        rank = Decider.TWO_MANAGERS if two else Decider.MANAGER
        assert (finding.cure.kind, finding.cure.facts) == (CureKind.APPROVAL, {"rank": rank})


def test_every_limit_that_is_passed_is_told() -> None:
    terms = shop(limit__line=Money(1), limit__two_line=Money(2), limit__case=Money(999))
    assert said(judged(terms)) == ("override", ["limit-line", "limit-two-line"])


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        pytest.param((), ["customer-blocked"], id="a-manager-unless-the-policy-says"),
        pytest.param(
            (clause(2, among("standing", "blocked"), decided_by="nobody"),),
            ["decided-by-nobody"],
            id="the-policy-says-nobody",
        ),
        pytest.param(
            (clause(2, among("standing", "blocked"), decided_by="clerk"),),
            [],
            id="the-policy-says-the-clerk",
        ),
        pytest.param(
            (clause(2, among("department", "home"), decided_by="clerk"),),
            ["customer-blocked"],
            id="a-clause-about-other-things-does-not-count",
        ),
    ],
)
def test_a_blocked_customer(own: tuple[Any, ...], codes: list[str]) -> None:
    terms = policy(clause(1, window=NO_LIMIT), *own)
    decision = judged(terms, known=True, standing=Standing.BLOCKED)
    assert said(decision)[1] == codes
    if codes == ["customer-blocked"]:
        finding = found(decision, "customer-blocked")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 0)
        assert finding.cure is not None
        assert finding.cure.facts == {"rank": Decider.MANAGER}
    assert said(judged(terms, known=True))[1] == []


def past(days_ago: int, value: int = 100, receipted: bool = True) -> PastReturn:
    return PastReturn(on=SOLD_ON - timedelta(days_ago), value=Money(value), receipted=receipted)


def bought(days_ago: int, value: int) -> tuple[Any, Money]:
    return SOLD_ON - timedelta(days_ago), Money(value)


NO_RECEIPT = {"proof": Proof.NONE}
WITH, WITHOUT = Receipted.WITH, Receipted.WITHOUT


@covers("velocity")
@pytest.mark.parametrize(
    ("velocity", "given", "beyond"),
    [
        pytest.param({"count": 2}, {"returns": (past(1),)}, False, id="the-last-one"),
        pytest.param({"count": 2}, {"returns": (past(1), past(2))}, True, id="one-too-many"),
        pytest.param({"count": 1}, {"returns": (past(29),)}, True, id="within-30-days"),
        pytest.param({"count": 1}, {"returns": (past(30),)}, False, id="30-days-ago-is-out"),
        pytest.param({"count": 0}, {}, True, id="not-even-one"),
        pytest.param(
            {"value": Money(500)},
            {"returns": (past(1, 300),), "case_value": 200},
            False,
            id="exactly-the-sum",
        ),
        pytest.param(
            {"value": Money(500)},
            {"returns": (past(1, 300),), "case_value": 201},
            True,
            id="above-the-sum",
        ),
        pytest.param(
            {"share": Decimal(50)},
            {"bought": (bought(1, 1000),), "case_value": 500},
            False,
            id="exactly-half-of-what-they-bought",
        ),
        pytest.param(
            {"share": Decimal(50)},
            {"bought": (bought(1, 1000),), "case_value": 501},
            True,
            id="more-than-half",
        ),
        pytest.param(
            {"share": Decimal(50)},
            {"bought": (bought(1, 1000), bought(30, 9000)), "case_value": 501},
            True,
            id="bought-too-long-ago",
        ),
        pytest.param(
            {"share": Decimal("12.5")},
            {"bought": (bought(29, 800),), "case_value": 100},
            False,
            id="an-eighth",
        ),
        pytest.param({"share": Decimal(50)}, {"case_value": 1}, True, id="bought-nothing"),
        pytest.param({"share": Decimal(50)}, {}, False, id="nothing-of-nothing"),
        pytest.param({}, {"returns": (past(1),) * 99}, False, id="nothing-is-counted"),
        pytest.param(
            {"count": 9, "value": Money(100)},
            {"returns": (past(1),), "case_value": 1},
            True,
            id="any-of-them-is-enough",
        ),
        pytest.param(
            {"count": 1, "receipt": WITHOUT},
            {"returns": (past(1, receipted=False),), **NO_RECEIPT},
            True,
            id="without-receipt",
        ),
        pytest.param(
            {"count": 1, "receipt": WITHOUT},
            {"returns": (past(1),), **NO_RECEIPT},
            False,
            id="past-ones-had-receipts",
        ),
        pytest.param(
            {"count": 1, "receipt": WITHOUT},
            {"returns": (past(1, receipted=False),)},
            False,
            id="this-one-has-a-receipt",
        ),
        pytest.param(
            {"count": 1, "receipt": WITH}, {"returns": (past(1),)}, True, id="with-receipt"
        ),
        pytest.param(
            {"count": 1, "receipt": WITH},
            {"returns": (past(1, receipted=False),)},
            False,
            id="past-ones-had-none",
        ),
        pytest.param(
            {"count": 1, "receipt": WITH},
            {"returns": (past(1),), **NO_RECEIPT},
            False,
            id="this-one-has-none",
        ),
        pytest.param(
            {"count": 2},
            {"returns": (past(1), past(1, receipted=False)), **NO_RECEIPT},
            True,
            id="any-of-both-kinds",
        ),
    ],
)
def test_customers_who_bring_back_a_lot(
    velocity: dict[str, Any], given: dict[str, Any], beyond: bool
) -> None:
    terms = shop(proof=frozenset(Proof), velocity__often=Velocity(days=30, **velocity))
    decision = judged(terms, known=True, **given)
    assert ("returns-a-lot" in said(decision)[1]) is beyond
    if beyond:
        finding = found(decision, "returns-a-lot")
        assert (finding.answer, finding.clause) == (Answer.OVERRIDE, 1)
        assert finding.message.facts == {"days": 30}
        assert finding.cure is not None
        assert finding.cure.facts == {"rank": Decider.MANAGER}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"known": True}, ["returns-a-lot"]),
        ({"known": True, "standing": Standing.TRUSTED}, []),
        ({"known": False}, []),
    ],
)
def test_trusted_and_unknown_customers_are_not_counted(
    given: dict[str, Any], codes: list[str]
) -> None:
    terms = shop(velocity__often=Velocity(days=30, count=0))
    assert said(judged(terms, **given))[1] == codes


def test_each_velocity_counts_for_itself() -> None:
    terms = shop(
        velocity__bare=Velocity(days=9, count=0, receipt=WITHOUT),
        velocity__proven=Velocity(days=8, count=9, receipt=WITH),
        velocity__all=Velocity(days=30, count=0, decider=Decider.NOBODY),
        velocity__off=None,
    )
    decision = judged(terms, known=True)
    assert said(decision) == ("refuse", ["returns-a-lot"])
    assert found(decision, "returns-a-lot").message.facts == {"days": 30}
    assert found(decision, "returns-a-lot").cure is None
    bare = shop(
        proof=frozenset(Proof),
        velocity__proven=Velocity(days=8, count=0, receipt=WITH),
        velocity__all=Velocity(days=30, count=0),
    )
    told = judged(bare, known=True, **NO_RECEIPT)
    assert found(told, "returns-a-lot").message.facts == {"days": 30}
