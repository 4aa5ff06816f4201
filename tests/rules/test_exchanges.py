"""Other goods instead: once, the same, as dear, and what becomes of a difference."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.facts import Instead
from models.rules.law import NEUTRAL, Law
from models.rules.windows import Window
from models.values import Money
from models.values.codes import Answer, CureKind, Obtained, Reason, Remedy
from tests.rules.cases import codes, covers, found, judged, said, shop

EXCHANGE, REFUND, REPAIR = Remedy.EXCHANGE, Remedy.REFUND, Remedy.REPAIR
EXCHANGED = Obtained.EXCHANGED


@covers("exchange.once", "exchange.no_refund")
@pytest.mark.parametrize(
    ("term", "remedy", "obtained", "told"),
    [
        ("exchange__once", EXCHANGE, Obtained.BOUGHT, []),
        ("exchange__once", EXCHANGE, EXCHANGED, ["exchanged-once"]),
        ("exchange__once", EXCHANGE, Obtained.FREE_GIFT, []),
        ("exchange__once", REFUND, EXCHANGED, []),
        ("exchange__once", REPAIR, EXCHANGED, []),
        ("exchange__no_refund", REFUND, EXCHANGED, ["no-refund-of-exchanged"]),
        ("exchange__no_refund", REFUND, Obtained.BOUGHT, []),
        ("exchange__no_refund", REFUND, Obtained.FREE_GIFT, []),
        ("exchange__no_refund", EXCHANGE, EXCHANGED, []),
        ("exchange__no_refund", REPAIR, EXCHANGED, []),
    ],
)
def test_goods_got_in_an_exchange(
    term: str, remedy: Remedy, obtained: Obtained, told: list[str]
) -> None:
    decision = judged(shop(**{term: True}), remedy=remedy, obtained=obtained)
    assert said(decision) == ("refuse" if told else "accept", told)
    for code in told:
        finding = found(decision, code)
        assert finding.clause == 1
        if code == "no-refund-of-exchanged":
            assert finding.cure is not None
            assert finding.cure.kind is CureKind.EXCHANGE
    allowed = judged(shop(**{term: False}), remedy=remedy, obtained=obtained)
    assert allowed.answer is Answer.ACCEPT


BY_LAW = Law(code="test", defect=Window(days=60))


@pytest.mark.parametrize(
    ("law", "window", "reason", "days", "again"),
    [
        (NEUTRAL, Window(days=30), Reason.FAULTY, 0, True),
        (NEUTRAL, Window(days=30), Reason.FAULTY, 30, True),
        (NEUTRAL, Window(days=30), Reason.FAULTY, 31, False),
        (NEUTRAL, Window(days=30), Reason.FAULTY, -1, False),
        (NEUTRAL, Window(days=30), Reason.CHANGED_MIND, 3, False),
        (NEUTRAL, None, Reason.FAULTY, 0, False),
        (BY_LAW, None, Reason.FAULTY, 60, True),
        (BY_LAW, None, Reason.FAULTY, 61, False),
        (BY_LAW, Window(days=90), Reason.FAULTY, 61, True),
    ],
)
def test_goods_that_were_not_right_are_exchanged_again(
    law: Law, window: Window | None, reason: Reason, days: int, again: bool
) -> None:
    terms = shop(law, exchange__once=True, defect__window=window)
    decision = judged(terms, days, remedy=EXCHANGE, obtained=EXCHANGED, reason=reason)
    assert ("exchanged-once" not in codes(decision)) is again


@covers("exchange.same_product", "exchange.value")
@pytest.mark.parametrize(
    ("terms", "instead", "codes"),
    [
        ({"exchange__same_product": True}, Instead(value=Money(333)), ["same-product-only"]),
        (
            {"exchange__same_product": True},
            Instead(value=Money(333), same_product=True),
            [],
        ),
        ({"exchange__same_product": True}, None, []),
        ({"exchange__value": "any"}, Instead(value=Money(1)), []),
        ({"exchange__value": "same"}, Instead(value=Money(333)), []),
        ({"exchange__value": "same"}, Instead(value=Money(332)), ["same-value-only"]),
        ({"exchange__value": "same"}, Instead(value=Money(334)), ["same-value-only"]),
        ({"exchange__value": "same-or-dearer"}, Instead(value=Money(333)), []),
        ({"exchange__value": "same-or-dearer"}, Instead(value=Money(334)), []),
        (
            {"exchange__value": "same-or-dearer"},
            Instead(value=Money(332)),
            ["cheaper-not-offered"],
        ),
    ],
)
def test_what_may_go_out_instead(
    terms: dict[str, Any], instead: Instead | None, codes: list[str]
) -> None:
    decision = judged(shop(**terms), remedy=EXCHANGE, instead=instead)
    assert said(decision) == ("refuse" if codes else "accept", codes)
    for code in codes:
        finding = found(decision, code)
        assert finding.clause == 1
        assert finding.cure is not None
        assert finding.cure.kind is CureKind.ENTRY
        worth = {} if code == "same-product-only" else {"worth": Money(333)}
        assert finding.message.facts == worth
    assert said(judged(shop(**terms), instead=instead)) == ("accept", [])


@covers("exchange.difference", "exchange.price")
@pytest.mark.parametrize(
    ("difference", "value", "fee"),
    [
        ("forfeited", 300, 33),
        ("forfeited", 332, 1),
        ("forfeited", 333, 0),
        ("forfeited", 400, 0),
        ("paid", 300, 0),
        ("store-credit", 300, 0),
    ],
)
@pytest.mark.parametrize("price", ["today", "paid", "lower"])
def test_a_difference(difference: str, value: int, fee: int, price: str) -> None:
    """The price at which goods go out is settled before; here only their value counts."""
    terms = shop(exchange__difference=difference, exchange__price=price)
    decision = judged(terms, remedy=EXCHANGE, instead=Instead(value=Money(value)))
    assert said(decision) == ("accept", ["difference-forfeited"] if fee else [])
    assert (decision.fee, decision.refund) == (Money(fee), Money(333 - fee))
    if fee:
        finding = found(decision, "difference-forfeited")
        assert (finding.clause, finding.message.facts) == (1, {"amount": Money(fee)})
        assert [(part.name, part.clause) for part in decision.kept] == [("difference", 1)]
