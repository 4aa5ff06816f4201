"""A decision tried out: given facts stand in the place of those on record, nothing changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.formats.given_facts import WrongFact
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.trials import Trial, decide_trial
from models.values import ONE, Money, Quantity, Refused
from models.values.codes import Answer, Condition, Proof, Reason, Remedy
from tests.builders import (
    NOON,
    a_customer,
    a_line,
    a_policy,
    a_product,
    a_return,
    a_sale,
    in_force,
    sale_id_of,
)

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision

MONTH = 'window = "30 days"'


def a_trial(**values: Any) -> Trial:
    """The first line of S-1, one of it, as new."""
    usual = {"sale": "S-1", "line": 1, "quantity": ONE, "reason": Reason.CHANGED_MIND}
    return Trial(**{**usual, "condition": Condition.AS_NEW, **values})


def tried(shop: Shop, **values: Any) -> Decision:
    return shop.read(lambda unit: decide_trial(unit, a_trial(**values)))


def codes(decision: Decision) -> list[str]:
    return [finding.message.code for finding in decision.lines[0].decision.findings]


def paid(decision: Decision) -> list[tuple[str, int]]:
    return [(part.kind.value, part.amount.minor) for part in decision.plan]


def test_with_nothing_given_it_is_what_the_counter_says(shop: Shop) -> None:
    in_force(shop, f"{MONTH}\nfee.opened = 10", 'when.units = 2\nwindow = "60 days"')
    customer = a_customer(shop, standing="blocked")
    line = a_line(a_product(shop), quantity=Quantity.of(3), paid=Money(2999), tax=Money(500))
    (line_id,) = a_sale(
        shop, line, customer_id=customer, tenders=({"kind": "debit", "amount": Money(2999)},)
    )
    a_return(shop, line_id, gross=Money(1000), customer_id=customer)
    came = ComingBack(
        line_id=line_id,
        quantity=Quantity.of(2),
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=(came,))
    at_the_counter = shop.read(lambda unit: decide_return(unit, asked))
    assert tried(shop, quantity=Quantity.of(2)) == at_the_counter


def test_a_line_counts_from_one_as_on_the_receipt(shop: Shop) -> None:
    a_sale(shop, a_line(), a_line(sku="CUP", description="Cup"))
    assert [tried(shop, line=n).lines[0].description for n in (1, 2)] == ["Kettle", "Cup"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sale": "S-9"}, "sale-unknown"),
        ({"line": 0}, "sale-line-unknown"),
        ({"line": 2}, "sale-line-unknown"),
    ],
)
def test_what_is_not_on_record(shop: Shop, values: dict[str, Any], code: str) -> None:
    a_sale(shop)
    with pytest.raises(Refused, match=code):
        tried(shop, **values)


def test_another_day(shop: Shop) -> None:
    a_sale(shop)
    last = NOON.date() + timedelta(days=30)
    assert tried(shop, on=last).answer is Answer.ACCEPT
    late = tried(shop, on=last + timedelta(days=1))
    assert (late.answer, codes(late)) == (Answer.REFUSE, ["late"])


def test_another_day_has_another_policy(shop: Shop) -> None:
    a_sale(shop)
    day = NOON.date() + timedelta(days=40)
    in_force(shop, 'window = "60 days"', since=day)
    assert tried(shop, on=day - timedelta(days=1)).answer is Answer.REFUSE
    decision = tried(shop, on=day)
    assert (decision.answer, decision.policy) == (Answer.ACCEPT, 2)


def test_a_draft_alone_decides(shop: Shop) -> None:
    a_sale(shop, sold_at=NOON - timedelta(days=20))
    draft = a_policy('window = "14 days"\ntext.en = "Two weeks."')
    decision = tried(shop, policy=draft)
    assert decision.answer is Answer.REFUSE, "the kinder one on record does not count"
    assert decision.clauses[0, 1].text == {"en": "Two weeks."}


def test_what_is_given_is_what_follows(shop: Shop) -> None:
    """A given price moves tax, value of the case and money with it."""
    in_force(shop, MONTH, 'when.case_value = { over = 50 }\ncapture = ["id"]')
    a_sale(shop, a_line(quantity=Quantity.of(2), paid=Money(2000), tax=Money(400)))
    decision = tried(shop, facts={"price": "60"})
    assert codes(decision)[-1] == "needs-id"
    assert decision.lines[0].decision.gross == Money(6000)
    assert decision.lines[0].decision.tax == Money(1200)
    assert paid(decision) == [("cash", 6000)]
    assert tried(shop, facts={"price": "60", "case_value": "50"}).answer is Answer.ACCEPT


def test_the_value_is_of_what_comes_back(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(4), paid=Money(4000)))
    decision = tried(shop, quantity=Quantity.of(2), facts={"value": "30"})
    assert decision.refund == Money(3000)


@pytest.mark.parametrize("kind", ["cheque", "gift-card", "e-wallet"])
def test_paid_by_another_tender(shop: Shop, kind: str) -> None:
    a_sale(shop)
    assert paid(tried(shop, facts={"tender": kind})) == [(kind, 1000)]


def test_without_the_customer_nothing_of_them_counts(shop: Shop) -> None:
    in_force(shop, f"{MONTH}\nvelocity.often = {{ days = 90, count = 1 }}")
    customer = a_customer(shop)
    ids = a_sale(shop, a_line(), a_line(), customer_id=customer)
    a_return(shop, ids[1], customer_id=customer)
    assert tried(shop).answer is Answer.OVERRIDE
    assert tried(shop, with_customer=False).answer is Answer.ACCEPT


def test_no_receipt_at_the_lowest_price(shop: Shop) -> None:
    in_force(shop, f'{MONTH}\nproof = ["receipt", "none"]\nno_receipt.lowest_price_days = 5')
    product = a_product(shop)
    a_sale(shop, a_line(product))
    a_sale(shop, a_line(product, paid=Money(400)), number="S-2")
    assert tried(shop, proof=Proof.NONE).refund == Money(400)
    assert tried(shop, proof=Proof.NONE, facts={"lowest_price": "3"}).refund == Money(300)


def test_a_repair_moves_no_money(shop: Shop) -> None:
    in_force(shop, f'{MONTH}\nrepair.window = "12 months"')
    a_sale(shop, sold_at=NOON - timedelta(days=90))
    decision = tried(shop, remedy=Remedy.REPAIR, reason=Reason.FAULTY)
    assert (decision.answer, decision.refund, decision.plan) == (Answer.ACCEPT, Money(), ())


@pytest.mark.parametrize(
    ("name", "text", "known"),
    [
        ("colour", "red", False),
        ("age", "old", True),
        ("age", "99999999999", True),
        ("price", "1.005", True),
        ("standing", "famous", True),
        ("place", "moon", True),
        ("units", "1.0005", True),
        ("captured.smile", "1", True),
    ],
)
def test_a_fact_that_cannot_be(shop: Shop, name: str, text: str, known: bool) -> None:
    a_sale(shop)
    with pytest.raises(WrongFact) as wrong:
        tried(shop, facts={name: text})
    assert (str(wrong.value), wrong.value.known) == (f"{name}={text}", known)
