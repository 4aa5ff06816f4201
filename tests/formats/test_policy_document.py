"""A policy as a document: every term and condition survives it, and every mistake is said."""

from __future__ import annotations

import ast
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from models.formats.policy_document import (
    PolicyMistakes,
    examine_policy,
    read_policy,
    write_policy,
)
from models.formats.policy_terms import NAMES
from models.formats.policy_toml import parse_policy, policy_toml
from models.rules.clauses import Clause
from models.rules.conditions import Among, Between
from models.rules.policy import PLAIN_POLICY, Policy
from models.rules.terms import (
    OUR_FAULT,
    Allowance,
    Fee,
    Inspection,
    Per,
    Receipted,
    Stage,
    Tier,
    Velocity,
)
from models.rules.windows import Start, Which, Window
from models.values import Currency, Money
from models.values.codes import Decider
from receipts.policy_mistakes import MISTAKES
from tests.formats.policies import GENERATED, RUPIAH, policies

ROOT = Path(__file__).parents[2]
DOLLAR = Currency("USD")


def terms_of(**written: Any) -> dict[str, Any]:
    policy = read_policy({"clause": [{"number": 1, **written}]}, DOLLAR)
    return dict(policy.clauses[0].terms)


def when_of(**written: Any) -> tuple[Among | Between, ...]:
    document = {"clause": [{"number": 1, "when": written, "window": "1 day"}]}
    return read_policy(document, DOLLAR).clauses[0].when


def codes_of(document: dict[str, Any]) -> list[tuple[object, ...]]:
    with pytest.raises(PolicyMistakes) as caught:
        read_policy(document, DOLLAR)
    return [(*mistake.path, mistake.message.code) for mistake in caught.value.mistakes]


@given(policy=policies)
def test_what_is_stored_is_read_back_equal(policy: Policy) -> None:
    stored = json.loads(json.dumps(write_policy(policy, RUPIAH), sort_keys=True))
    assert read_policy(stored, RUPIAH) == policy


@given(policy=policies)
def test_a_file_is_read_back_equal(policy: Policy) -> None:
    assert parse_policy(policy_toml(policy, RUPIAH), RUPIAH) == policy


def test_what_a_new_shop_starts_with_can_be_stored() -> None:
    assert read_policy(write_policy(PLAIN_POLICY, DOLLAR), DOLLAR, number=1) == PLAIN_POLICY


@pytest.mark.parametrize(
    ("written", "window"),
    [
        ("30 days", Window(days=30)),
        ("1 day", Window(days=1)),
        ("0 days", Window(days=0)),
        ("48 Hours", Window(hours=48)),
        ("3 months", Window(months=3)),
        ("2 years", Window(months=24)),
        ("none", Window()),
        ("no  limit", Window(no_limit=True)),
        ("until 2026-12-24", Window(until=date(2026, 12, 24))),
        ({"days": 30, "from": "delivery"}, Window(days=30, start=Start.DELIVERY)),
        ({"none": True}, Window()),
        ({"years": 1, "to_working_day": True}, Window(months=12, to_working_day=True)),
        (
            {"days": 30, "not_before": "2026-12-26"},
            Window(days=30, not_before=date(2026, 12, 26)),
        ),
        (
            {"days": 14, "or_later": "until 2027-01-15"},
            Window(days=14, other=Window(until=date(2027, 1, 15))),
        ),
        (
            {"days": 14, "or_earlier": {"months": 1}},
            Window(days=14, other=Window(months=1), which=Which.EARLIER),
        ),
    ],
)
def test_windows(written: Any, window: Window) -> None:
    assert terms_of(window=written) == {"window": window}


@pytest.mark.parametrize(
    ("written", "fee"),
    [
        (15, Fee(percent=Decimal(15))),
        ("7.5", Fee(percent=Decimal("7.5"))),
        (0, None),
        (False, None),
        ({"flat": "4.99", "per": "unit"}, Fee(flat=Money(499), per=Per.UNIT)),
        ({"percent": 5, "waived": []}, Fee(percent=Decimal(5), waived=())),
        (
            {"percent": 5, "waived": [{"place": "same"}, {"reason": OUR_FAULT.words}]},
            Fee(percent=Decimal(5), waived=(Among("place", frozenset({"same"})), OUR_FAULT)),
        ),
        (
            {"tiers": [{"days": 30, "percent": 10}, {"percent": 20}], "most": 50},
            Fee(tiers=(Tier(30, Decimal(10)), Tier(None, Decimal(20))), most=Money(5000)),
        ),
    ],
)
def test_fees(written: Any, fee: Fee | None) -> None:
    if isinstance(written, dict) and written.get("waived"):
        written["waived"][1]["reason"] = sorted(OUR_FAULT.words)
    assert terms_of(fee={"opened": written}) == {"fee.opened": fee}


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        (
            {"late": [{"days": 60, "decided_by": "manager"}, {"late": 30, "lost": 50}]},
            {"late": (
                Stage(days=60, decider=Decider.MANAGER), Stage(late=30, lost=Decimal(50)),
            )},
        ),
        ({"exchange": {"window": "60 days", "once": True}},
         {"exchange.window": Window(days=60), "exchange.once": True}),
        ({"capture": ["id", "photo"]}, {"capture.id": True, "capture.photo": True}),
        ({"capture": {"id": True, "photo": False}},
         {"capture.id": True, "capture.photo": False}),
        ({"refund": {"instead": {"cheque": "cash"}}}, {"refund.instead.cheque": "cash"}),
        ({"refund": {"choices": []}}, {"refund.choices": frozenset()}),
        ({"refund": {"order": ["cash", "debit"]}}, {"refund.order": ("cash", "debit")}),
        ({"limit": {"line": "49.99", "case": False}},
         {"limit.line": Money(4999), "limit.case": None}),
        ({"proof": ["receipt", "other"]},
         {"proof": frozenset({"receipt", "card", "loyalty", "e-mail"})}),
        ({"reasons": "faulty"}, {"reasons": frozenset({"faulty"})}),
        ({"reasons": False}, {"reasons": None}),
        ({"no_receipt": {"period": {"days": 30, "value": 50}}},
         {"no_receipt.period": Allowance(days=30, value=Money(5000))}),
        (
            {"velocity": {"often": {"days": 90, "share": "12.5", "receipt": "without"}}},
            {"velocity.often": Velocity(
                days=90, share=Decimal("12.5"), receipt=Receipted.WITHOUT)},
        ),
        ({"velocity": {"often": False}}, {"velocity.often": None}),
        ({"inspection": {"days": 3, "credit": True}},
         {"inspection": Inspection(days=3, credit=True)}),
        ({"inspection": False}, {"inspection": None}),
        ({"appeal": "Write to us."}, {"appeal": {"en": "Write to us."}}),
        ({"decided_by": "two-managers"}, {"decided_by": Decider.TWO_MANAGERS}),
    ],
)  # fmt: skip
def test_terms(written: dict[str, Any], terms: dict[str, Any]) -> None:
    assert terms_of(**written) == terms


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ({"department": "Toys"}, Among("department", frozenset({"toys"}))),
        ({"department": ["Toys", "GAMES"]}, Among("department", frozenset({"toys", "games"}))),
        ({"tier": ""}, Among("tier", frozenset({""}))),
        ({"coupon": ""}, Among("coupon", frozenset({""}))),
        ({"staff": True}, Among("staff", frozenset({"yes"}))),
        ({"serialised": False}, Among("serialised", frozenset({"no"}))),
        ({"proof": "other"}, Among("proof", frozenset({"card", "loyalty", "e-mail"}))),
        ({"price": {"over": 20}}, Between("price", 2001, None)),
        ({"price": {"from": "20", "under": "49.99"}}, Between("price", 2000, 4998)),
        ({"value": 5}, Between("value", 500, 500)),
        ({"units": {"to": 3}}, Between("units", None, 3000)),
        ({"age": {"over": 30}}, Between("age", 31, None)),
        (
            {"sold": {"from": "2026-11-01", "to": date(2026, 12, 24)}},
            Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 24).toordinal()),
        ),
        ({"attribute": {"size": "L"}}, Among("attribute.size", frozenset({"l"}))),
        ({"attribute": {"weight": {"over": 20}}}, Between("attribute.weight", 20001, None)),
        ({"attribute": {"carat": Decimal("0.75")}}, Between("attribute.carat", 750, 750)),
    ],
)
def test_conditions(written: dict[str, Any], condition: Among | Between) -> None:
    assert when_of(**written) == (condition,)


def test_conditions_are_kept_in_the_order_of_specificity() -> None:
    facts = [c.fact for c in when_of(country="ID", attribute={"b": "1", "a": "2"}, sku="K")]
    assert facts == ["sku", "attribute.a", "attribute.b", "country"]


def test_bounds_are_written_as_a_person_would() -> None:
    when = (
        Between("price", 200001, None),
        Between("units", None, 2999),
        Between("age", 30, 89),
    )
    policy = Policy(number=0, clauses=(Clause(number=1, when=when, terms={}),))
    assert write_policy(policy, DOLLAR)["clause"][0]["when"] == {
        "price": {"over": "2000.00"},
        "units": {"under": "3"},
        "age": {"from": 30, "under": 90},
    }


def test_every_mistake_is_said_with_its_place() -> None:
    document = {
        "kinder": True,
        "clause": [
            {"number": 1, "window": "30 dayz", "fee": {"opened": {"percent": 101}}},
            {"number": 1, "when": {"zodiac": "red"}, "limit": {"line": "1.234"}},
            {"windw": "1 day"},
            "none",
        ],
    }
    assert codes_of(document) == [
        ("kinder", "policy-key-near"),
        ("clause", 0, "window", "policy-no-window"),
        ("clause", 0, "fee", "opened", "percent", "policy-no-percent"),
        ("clause", 1, "when", "zodiac", "policy-fact-unknown"),
        ("clause", 1, "limit", "line", "policy-no-amount"),
        ("clause", 1, "number", "policy-number-twice"),
        ("clause", 2, "policy-key-missing"),
        ("clause", 2, "windw", "policy-term-near"),
        ("clause", 3, "policy-no-table"),
    ]


def test_a_tie_is_a_mistake_of_the_later_clause() -> None:
    document = {
        "clause": [
            {"number": 7, "when": {"department": ["toys", "games"]}, "window": "7 days"},
            {"number": 9, "when": {"department": "toys"}, "window": "9 days"},
        ]
    }
    with pytest.raises(PolicyMistakes) as caught:
        read_policy(document, DOLLAR)
    (mistake,) = caught.value.mistakes
    assert mistake.path == ("clause", 1)
    assert mistake.message.code == "policy-tie"
    assert {"one": 7, "other": 9, "term": "window"}.items() <= mistake.message.facts.items()


def test_what_is_right_can_be_shown_beside_what_is_wrong() -> None:
    clauses = [{"number": 1, "window": "30 days"}, {"number": 2, "window": "?"}]
    policy, mistakes = examine_policy({"clause": clauses}, DOLLAR)
    assert policy.clauses[0].terms == {"window": Window(days=30)}
    assert [mistake.path for mistake in mistakes] == [("clause", 1, "window")]


@pytest.mark.parametrize("number", [49.99, "NaN", "1e999999", "", True, None, "-1", "1e-9"])
def test_what_is_no_amount(number: object) -> None:
    """Binary fractions above all: they are not what was written."""
    assert codes_of({"clause": [{"number": 1, "limit": {"line": number}}]}) == [
        ("clause", 0, "limit", "line", "policy-no-amount")
    ]


def test_two_conditions_on_one_fact_cannot_be_written() -> None:
    twice = (Among("tier", frozenset({"gold"})), Among("tier", frozenset({"silver"})))
    policy = Policy(number=1, clauses=(Clause(number=1, when=twice, terms={}),))
    with pytest.raises(ValueError, match="tier"):
        write_policy(policy, DOLLAR)


def test_the_first_form_that_shops_have_on_record() -> None:
    stored = {
        "day_of_sale_counts": True,
        "clauses": [
            {"number": 1, "window_days": 30, "final_sale": False, "opened_fee_percent": "15",
             "cash_instead": True},
            {"number": 4, "department": "Toys", "window_days": "no limit",
             "opened_fee_percent": "0", "cash_instead": False},
            {"number": 5, "department": "Toys", "window_days": 7, "final_sale": True},
        ],
    }  # fmt: skip
    policy = read_policy(stored, DOLLAR, number=3)
    fee = policy.clauses[0].terms["fee.opened"]
    assert policy.number == 3
    assert policy.day_of_sale_counts
    assert [clause.number for clause in policy.clauses] == [1, 4, 5]
    assert policy.clauses[0].terms == {
        "window": Window(days=30),
        "final_sale": False,
        "fee.opened": fee,
        "refund.choices": frozenset({"cash"}),
    }
    assert fee.percent == 15
    assert fee.waived == (OUR_FAULT, Among("condition", frozenset({"", "sealed", "as-new"})))
    assert policy.clauses[1].terms == {
        "window": Window(no_limit=True),
        "fee.opened": None,
        "refund.choices": frozenset(),
    }
    assert policy.clauses[2].terms == {"final_sale": True}, "the first clause won on the window"
    assert read_policy(write_policy(policy, DOLLAR), DOLLAR, number=3) == policy


def test_every_mistake_has_its_sentence() -> None:
    said = {
        call.args[0].value
        for path in (ROOT / "models/formats").glob("policy_*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("Message", "refuse")
        and isinstance(call.args[0], ast.Constant)
    }
    assert said == set(MISTAKES)
    assert all(str(text).startswith("Line {line}: ") for text in MISTAKES.values())


def test_every_term_is_among_the_generated_ones() -> None:
    """So that the two properties above speak of all of them."""
    assert set(NAMES) <= GENERATED
