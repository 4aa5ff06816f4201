"""Terms and conditions as codes and facts that every language can say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules.conditions import Among, Between, Condition
from models.rules.plain import plain_condition, plain_term
from models.rules.terms import TERMS, Fee, Stage
from models.rules.windows import Window
from models.values import Message, Money, Quantity
from models.values.codes import Decider, Proof, Reason


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("window", Window(days=14), Message("days", {"count": 14})),
        ("window", Window(), Message("window.impossible")),
        ("exchange.window", Window(), Message("impossible")),
        ("exchange.window", None, Message("exchange.window.none")),
        ("repair.window", Window(months=24), Message("years", {"count": 2})),
        ("repair.window", Window(months=18), Message("months", {"count": 18})),
        ("limit.case", Money(2_000_000), Message("limit.case", {"amount": Money(2_000_000)})),
        ("final_sale", True, Message("final_sale.yes")),
        ("capture.id", True, Message("capture.yes", {"what": "id"})),
        ("refund.to", "original", Message("refund.to.original")),
        ("refund.to", "store-credit", Message("refund.to", {"tender": "store-credit"})),
        (
            "refund.instead.cheque",
            "cash",
            Message("refund.instead", {"tender": "cash", "paid_with": "cheque"}),
        ),
        ("refund.cheque_days", 0, Message("refund.cheque_days.nothing")),
        ("decided_by", Decider.MANAGER, Message("decided_by.manager")),
        ("proof", frozenset(Proof), Message("proof.without")),
        (
            "reasons",
            frozenset({Reason.WRONG_SIZE, Reason.FAULTY}),
            Message("reasons", {"reason": ("faulty", "wrong-size")}),
        ),
        (
            "refund.order",
            ("debit", "cash"),
            Message("refund.order", {"tenders": ("debit", "cash")}),
        ),
        ("fee.opened", None, Message("fee.none", {"fee": "opened"})),
        (
            "fee.opened",
            Fee(percent=Decimal(15)),
            Message(
                "fee",
                {
                    "fee": "opened",
                    "parts": (
                        Message("percent", {"percent": Decimal(15)}),
                        Message("not-our-fault"),
                    ),
                },
            ),
        ),
        (
            "late",
            (Stage(days=60, decider=Decider.MANAGER),),
            Message(
                "late",
                {
                    "stages": (
                        Message("stage-days", {"count": 60, "how": Message("decides.manager")}),
                    )
                },
            ),
        ),
        ("appeal", {"en": "Write to us."}, Message("appeal", {"text": {"en": "Write to us."}})),
    ],
)
def test_a_term(name: str, value: Any, said: Message) -> None:
    assert plain_term(name, value) == said


@pytest.mark.parametrize("name", TERMS)
def test_every_careful_default_can_be_said(name: str) -> None:
    assert plain_term(name, TERMS[name].default).code


def test_what_is_no_term() -> None:
    with pytest.raises(KeyError):
        plain_term("capture.blood", True)


def day(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            Among("department", frozenset({"toys", "games"})),
            Message("when.department", {"words": ("games", "toys")}),
        ),
        (
            Among("condition", frozenset({"damaged", "opened", "used"})),
            Message("when.condition", {"condition": ("opened", "used", "damaged")}),
        ),
        (Among("staff", frozenset({"yes"})), Message("when.staff.yes")),
        (Among("staff", frozenset({"yes", "no"})), Message("when.any")),
        (Among("country", frozenset({"id"})), Message("when.country", {"words": ("ID",)})),
        (
            Among("tender", frozenset({"cheque"})),
            Message("when.tender", {"paid_with": ("cheque",)}),
        ),
        (
            Among("attribute.size", frozenset({"xl"})),
            Message("when.attribute", {"attribute": "size", "words": ("xl",)}),
        ),
        (
            Between("price", 50_001, None),
            Message("when.over", {"fact": "price", "least": Money(50_000)}),
        ),
        (
            Between("price", 50_000, None),
            Message("when.from", {"fact": "price", "least": Money(50_000)}),
        ),
        (
            Between("price", None, 49_999),
            Message("when.under", {"fact": "price", "most": Money(50_000)}),
        ),
        (
            Between("price", None, 50_000),
            Message("when.to", {"fact": "price", "most": Money(50_000)}),
        ),
        (
            Between("units", 3000, 5000),
            Message(
                "when.between",
                {"fact": "units", "least": Quantity.of(3), "most": Quantity.of(5)},
            ),
        ),
        (
            Between("units", 2001, None),
            Message("when.over", {"fact": "units", "least": Quantity.of(2)}),
        ),
        (
            Between("price", 100, 199),
            Message(
                "all",
                {
                    "parts": (
                        Message("when.from", {"fact": "price", "least": Money(100)}),
                        Message("when.under", {"fact": "price", "most": Money(200)}),
                    )
                },
            ),
        ),
        (
            Between("attribute.weight", 20_000, 20_000),
            Message("when.exactly", {"fact": "weight", "least": Decimal(20)}),
        ),
        (
            Between("sold", day(2026, 11, 1), day(2026, 12, 25)),
            Message(
                "when.sold.between", {"first": date(2026, 11, 1), "last": date(2026, 12, 25)}
            ),
        ),
        (
            Between("sold", day(2026, 11, 1), day(2026, 11, 1)),
            Message(
                "when.sold.on", {"first": date(2026, 11, 1), "last": date(2026, 11, 1)}
            ),
        ),
        (Between("age", None, 30), Message("when.age.to", {"most": 30})),
        (Between("age"), Message("when.age.any")),
        (Between("price"), Message("when.any")),
    ],
)  # fmt: skip
def test_a_condition(condition: Condition, said: Message) -> None:
    assert plain_condition(condition) == said
