"""Terms of a policy as codes and facts that every language can say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules.clauses import Clause
from models.rules.conditions import Among, Between, Condition
from models.rules.plain import plain_clause, plain_term
from models.rules.terms import (
    TERMS,
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
from models.values import Message, Money
from models.values.codes import Decider, Proof, Reason

DAY = date(2026, 12, 26)
DAYS_14 = Message("days", {"count": 14})


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
        ("limit.case", None, Message("limit.case.none")),
        ("final_sale", True, Message("final_sale.yes")),
        ("final_sale", False, Message("final_sale.no")),
        ("capture.id", True, Message("capture.yes", {"what": "id"})),
        ("capture.id", False, Message("capture.no", {"what": "id"})),
        ("refund.to", "original", Message("refund.to.original")),
        ("refund.to", "store-credit", Message("refund.to", {"tender": "store-credit"})),
        (
            "refund.instead.cheque",
            "cash",
            Message("refund.instead", {"tender": "cash", "paid_with": "cheque"}),
        ),
        ("disposition", "repair", Message("disposition", {"disposition": "repair"})),
        ("refund.cheque_days", 0, Message("refund.cheque_days.nothing")),
        ("refund.cheque_days", 10, Message("refund.cheque_days", {"count": 10})),
        ("refund.voucher_months", None, Message("refund.voucher_months.none")),
        ("decided_by", Decider.MANAGER, Message("decided_by.manager")),
        ("proof", frozenset(Proof), Message("proof.without")),
        ("proof", frozenset(), Message("proof.nothing")),
        (
            "proof",
            frozenset({Proof.CARD, Proof.RECEIPT}),
            Message("proof", {"proof": ("receipt", "card")}),
        ),
        (
            "reasons",
            frozenset({Reason.WRONG_SIZE, Reason.FAULTY}),
            Message("reasons", {"reason": ("faulty", "wrong-size")}),
        ),
        ("reasons", frozenset(Reason), Message("reasons", {"reason": tuple(Reason)})),
        ("refund.order", (), Message("refund.order.nothing")),
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


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (Window(no_limit=True), Message("no-end")),
        (Window(until=DAY), Message("until", {"day": DAY})),
        (Window(days=0), Message("days", {"count": 0})),
        (Window(hours=48), Message("hours", {"count": 48})),
        (Window(months=0), Message("months", {"count": 0})),
        (Window(months=11), Message("months", {"count": 11})),
        (Window(months=12), Message("years", {"count": 1})),
        (Window(months=13), Message("months", {"count": 13})),
    ],
)
def test_one_limit(window: Window, said: Message) -> None:
    assert plain_term("window", window) == said


@pytest.mark.parametrize(
    ("window", "parts"),
    [
        (Window(days=14, start=Start.DELIVERY), (DAYS_14, Message("from-delivery"))),
        (
            Window(days=14, not_before=DAY),
            (DAYS_14, Message("counts-from", {"day": DAY})),
        ),
        (Window(days=14, to_working_day=True), (DAYS_14, Message("to-working-day"))),
        (
            Window(days=14, other=Window(until=DAY)),
            (DAYS_14, Message("or-later", {"window": Message("until", {"day": DAY})})),
        ),
        (
            Window(months=3, other=Window(days=14), which=Which.EARLIER),
            (
                Message("months", {"count": 3}),
                Message("or-earlier", {"window": DAYS_14}),
            ),
        ),
        (
            Window(other=Window(days=14)),
            (Message("impossible"), Message("or-later", {"window": DAYS_14})),
        ),
        (
            Window(
                days=14,
                start=Start.DELIVERY,
                not_before=DAY,
                to_working_day=True,
                other=Window(hours=1, to_working_day=True),
            ),
            (
                DAYS_14,
                Message("from-delivery"),
                Message("counts-from", {"day": DAY}),
                Message("to-working-day"),
                Message(
                    "or-later",
                    {
                        "window": Message(
                            "all",
                            {
                                "parts": (
                                    Message("hours", {"count": 1}),
                                    Message("to-working-day"),
                                )
                            },
                        )
                    },
                ),
            ),
        ),
    ],
)
def test_what_moves_a_limit(window: Window, parts: tuple[Message, ...]) -> None:
    assert plain_term("window", window) == Message("all", {"parts": parts})


CLERK = Message("decides.clerk")
LOST_10 = Message("lost", {"percent": Decimal(10)})


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage(days=30), Message("stage-days", {"count": 30, "how": CLERK})),
        (Stage(days=0), Message("stage-days", {"count": 0, "how": CLERK})),
        (Stage(late=5), Message("stage-late", {"count": 5, "how": CLERK})),
        (Stage(), Message("stage-late", {"count": 0, "how": CLERK})),
        (
            Stage(late=5, decider=Decider.TWO_MANAGERS),
            Message("stage-late", {"count": 5, "how": Message("decides.two-managers")}),
        ),
        (
            Stage(days=30, lost=Decimal(10)),
            Message(
                "stage-days",
                {"count": 30, "how": Message("all", {"parts": (CLERK, LOST_10)})},
            ),
        ),
        (
            Stage(late=7, lost=Decimal(10)),
            Message(
                "stage-late",
                {"count": 7, "how": Message("all", {"parts": (CLERK, LOST_10)})},
            ),
        ),
    ],
)
def test_a_stage_after_the_window(stage: Stage, said: Message) -> None:
    assert plain_term("late", (stage,)) == Message("late", {"stages": (said,)})


def test_stages_one_after_the_other_or_none() -> None:
    first = Message("stage-days", {"count": 30, "how": CLERK})
    then = Message("stage-late", {"count": 60, "how": Message("decides.nobody")})
    stages = (Stage(days=30), Stage(late=60, decider=Decider.NOBODY))
    assert plain_term("late", stages) == Message("late", {"stages": (first, then)})
    assert plain_term("late", ()) == Message("late.nothing")


PERCENT_0 = Message("percent", {"percent": Decimal(0)})
PERCENT_5 = Message("percent", {"percent": Decimal(5)})
PERCENT_15 = Message("percent", {"percent": Decimal(15)})
FEE_500 = Money(500)
GOLD = Among("tier", frozenset({"gold"}))
UNTIL_7 = Message("tier", {"percent": Decimal(5), "count": 7})
UNTIL_14 = Message("tier", {"percent": Decimal(15), "count": 14})


@pytest.mark.parametrize(
    ("fee", "parts"),
    [
        (Fee(), [PERCENT_0]),
        (Fee(percent=Decimal(15)), [PERCENT_15]),
        (Fee(flat=FEE_500), [Message("flat.line", {"amount": FEE_500})]),
        (Fee(flat=FEE_500, per=Per.UNIT), [Message("flat.unit", {"amount": FEE_500})]),
        (Fee(flat=FEE_500, per=Per.CASE), [Message("flat.case", {"amount": FEE_500})]),
        (
            Fee(percent=Decimal(15), flat=FEE_500),
            [PERCENT_15, Message("flat.line", {"amount": FEE_500})],
        ),
        (
            Fee(percent=Decimal(15), most=FEE_500),
            [PERCENT_15, Message("at-most", {"amount": FEE_500})],
        ),
        (
            Fee(tiers=(Tier(7, Decimal(5)), Tier(14, Decimal(15)))),
            [Message("tiers", {"stages": (UNTIL_7, UNTIL_14)})],
        ),
        (
            Fee(tiers=(Tier(7, Decimal(5)), Tier(None, Decimal(15)))),
            [Message("tiers", {"stages": (UNTIL_7, PERCENT_15)})],
        ),
        (
            Fee(percent=Decimal(15), tiers=(Tier(7, Decimal(5)),)),
            [Message("tiers", {"stages": (UNTIL_7, PERCENT_15)})],
        ),
        (
            Fee(percent=Decimal(15), tiers=(Tier(7, Decimal(5)), Tier(None, Decimal(5)))),
            [Message("tiers", {"stages": (UNTIL_7, PERCENT_5)})],
        ),
    ],
)
def test_what_a_fee_comes_to(fee: Fee, parts: list[Message]) -> None:
    told = (*parts, Message("not-our-fault"))
    assert plain_term("fee.opened", fee) == Message("fee", {"fee": "opened", "parts": told})


@pytest.mark.parametrize(
    ("waived", "said"),
    [
        ((), ()),
        (
            (GOLD, Between("age", None, 1)),
            (
                Message(
                    "waived",
                    {
                        "cases": (
                            Message("when.tier", {"words": ("gold",)}),
                            Message("when.age.to", {"most": 1}),
                        )
                    },
                ),
            ),
        ),
    ],
)
def test_what_takes_a_fee_away(
    waived: tuple[Condition, ...], said: tuple[Message, ...]
) -> None:
    fee = Fee(percent=Decimal(15), waived=waived)
    facts = {"fee": "opened", "parts": (PERCENT_15, *said)}
    assert plain_term("fee.opened", fee) == Message("fee", facts)


RETURNS = Message("returns", {"count": 3, "days": 90})
AMOUNT = Message("amount", {"amount": Money(9_000), "days": 90})
SHARE = Message("share", {"percent": Decimal(50), "days": 90})


@pytest.mark.parametrize(
    ("allowance", "parts"),
    [
        (Allowance(count=3, days=90), (RETURNS,)),
        (Allowance(value=Money(9_000), days=90), (AMOUNT,)),
        (Allowance(count=3, value=Money(9_000), days=90), (RETURNS, AMOUNT)),
    ],
)
def test_an_allowance_without_a_receipt(
    allowance: Allowance, parts: tuple[Message, ...]
) -> None:
    name = "no_receipt.period"
    assert plain_term(name, allowance) == Message(name, {"parts": parts})


@pytest.mark.parametrize(
    ("velocity", "code", "cases", "decider"),
    [
        (Velocity(days=90, count=3), "velocity", (RETURNS,), "manager"),
        (Velocity(days=90, value=Money(9_000)), "velocity", (AMOUNT,), "manager"),
        (Velocity(days=90, share=Decimal(50)), "velocity", (SHARE,), "manager"),
        (
            Velocity(days=90, count=3, value=Money(9_000), share=Decimal(50)),
            "velocity",
            (RETURNS, AMOUNT, SHARE),
            "manager",
        ),
        (
            Velocity(days=90, count=3, receipt=Receipted.WITH),
            "velocity.with",
            (RETURNS,),
            "manager",
        ),
        (
            Velocity(days=90, count=3, receipt=Receipted.WITHOUT, decider=Decider.TWO_MANAGERS),
            "velocity.without",
            (RETURNS,),
            "two-managers",
        ),
    ],
)
def test_beyond_which_somebody_else_decides(
    velocity: Velocity, code: str, cases: tuple[Message, ...], decider: str
) -> None:
    facts = {"cases": cases, "how": Message(f"decides.{decider}")}
    assert plain_term("velocity.often", velocity) == Message(code, facts)


def test_an_inspection() -> None:
    held, credit = Inspection(days=3), Inspection(days=3, credit=True)
    assert plain_term("inspection", held) == Message("inspection", {"count": 3})
    assert plain_term("inspection", credit) == Message("inspection.credit", {"count": 3})


def test_a_clause_says_what_it_is_about_and_its_terms() -> None:
    clause = Clause(
        number=4,
        when=(GOLD, Between("age", 2, None)),
        terms={"window": Window(days=14), "final_sale": False},
    )
    about, terms = plain_clause(clause)
    assert about == [
        Message("when.tier", {"words": ("gold",)}),
        Message("when.age.from", {"least": 2}),
    ]
    assert terms == [("window", DAYS_14), ("final_sale", Message("final_sale.no"))]


@pytest.mark.parametrize("name", TERMS)
def test_every_careful_default_can_be_said(name: str) -> None:
    assert plain_term(name, TERMS[name].default).code


def test_what_is_no_term() -> None:
    with pytest.raises(KeyError):
        plain_term("capture.blood", True)
