"""What is said of a return on real records, by the policies that were and are in force."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.sold import load_sale
from models.values import ONE, Money, Quantity
from models.values.codes import Answer, Capture, Condition, Proof, Reason, RefundBy
from tests.builders import (
    NOON,
    a_customer,
    a_line,
    a_product,
    a_return,
    a_sale,
    in_force,
    promote,
    sale_id_of,
)

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision

MONTH = 'window = "30 days"'


def decide(
    shop: Shop,
    *quantities: int,
    number: str = "S-1",
    refund_by: RefundBy | None = None,
    proof: Proof = Proof.RECEIPT,
    **of_line: Any,
) -> Decision:
    """So many of the first lines of a sale come back as new; one of the first unless said."""
    with shop.unit(writes=False) as unit:
        rows = load_sale(unit, sale_id_of(shop, number)).lines
    usual = {"reason": Reason.CHANGED_MIND, "condition": Condition.AS_NEW}
    lines = tuple(
        ComingBack(line_id=row.id, quantity=Quantity.of(quantity), **{**usual, **of_line})
        for row, quantity in zip(rows, quantities or (1,), strict=False)
        if quantity
    )
    asked = ReturnAsked(
        sale_id=sale_id_of(shop, number), lines=lines, refund_by=refund_by, proof=proof
    )
    return shop.read(lambda unit: decide_return(unit, asked))


def said(decision: Decision, place: int = 0) -> list[str]:
    return [finding.message.code for finding in decision.lines[place].decision.findings]


def paid(decision: Decision) -> list[tuple[str, int]]:
    return [(part.kind.value, part.amount.minor) for part in decision.plan]


class TestTheKinderOfTwo:
    SEPTEMBER = date(2026, 9, 1)
    AUGUST = NOON.replace(month=8, day=20)

    @pytest.mark.parametrize(
        ("then", "now", "answer", "version"),
        [
            ("30 days", "90 days", Answer.ACCEPT, 3),
            ("90 days", "30 days", Answer.ACCEPT, 2),
            ("30 days", "60 days", Answer.REFUSE, 2),
            ("90 days", "100 days", Answer.ACCEPT, 2),
        ],
        ids=["today-is-kinder", "then-was-kinder", "neither-allows-it", "the-same-either-way"],
    )
    def test_which_policy_decides(
        self, shop: Shop, then: str, now: str, answer: Answer, version: int
    ) -> None:
        in_force(shop, f'window = "{then}"')
        in_force(shop, f'window = "{now}"', since=self.SEPTEMBER)
        a_sale(shop, sold_at=self.AUGUST)
        decision = decide(shop)
        assert (decision.answer, decision.policy) == (answer, version)
        finding = decision.lines[0].decision.findings[0]
        assert finding.version == version
        assert decision.clauses[version, 1].number == 1

    def test_the_higher_refund_is_kinder(self, shop: Shop) -> None:
        in_force(shop, 'window = "90 days"\nfee.opened = 20')
        in_force(shop, 'window = "90 days"\nfee.opened = 10', since=self.SEPTEMBER)
        a_sale(shop, sold_at=self.AUGUST)
        assert (decide(shop).refund, decide(shop).policy) == (Money(900), 3)

    def test_only_where_todays_policy_says_so(self, shop: Shop) -> None:
        in_force(shop, MONTH)
        in_force(shop, 'window = "90 days"', since=self.SEPTEMBER, kinder_today=False)
        a_sale(shop, sold_at=self.AUGUST)
        decision = decide(shop)
        assert (decision.answer, decision.policy) == (Answer.REFUSE, 2)

    def test_a_policy_of_tomorrow_does_not_count_yet(self, shop: Shop) -> None:
        in_force(shop, MONTH)
        in_force(shop, 'window = "90 days"', since=NOON.date() + timedelta(days=1))
        a_sale(shop, sold_at=self.AUGUST)
        assert decide(shop).answer is Answer.REFUSE
        shop.clock = lambda: NOON + timedelta(days=1)
        assert decide(shop).answer is Answer.ACCEPT

    def test_lines_of_one_return_may_go_by_different_versions(self, shop: Shop) -> None:
        in_force(shop, MONTH, 'when.department = "Garden"\nwindow = "90 days"')
        in_force(shop, 'window = "80 days"', since=self.SEPTEMBER)
        spade = a_product(shop, "Spade", department="Garden")
        a_sale(shop, a_line(a_product(shop)), a_line(spade), sold_at=self.AUGUST)
        decision = decide(shop, 1, 1)
        assert [line.decision.version for line in decision.lines] == [3, 2]
        assert set(decision.clauses) == {(3, 1), (2, 2)}
        assert decision.policy == 3


class TestTheMoney:
    def test_store_credit_only(self, shop: Shop) -> None:
        in_force(shop, f'{MONTH}\nrefund.to = "store-credit"')
        a_sale(shop)
        assert paid(decide(shop)) == [("store-credit", 1000)]
        asked = decide(shop, refund_by=RefundBy.CASH)
        assert asked.answer is Answer.OVERRIDE
        assert "tender-not-offered" in said(asked)

    @pytest.mark.parametrize(
        ("price", "plan"),
        [
            (999, [("cash", 999)]),
            (1000, [("cash", 1000)]),
            (1001, [("store-credit", 1), ("cash", 1000)]),
        ],
        ids=["below", "exactly", "beyond"],
    )
    def test_no_more_cash_than_the_cap(
        self, shop: Shop, price: int, plan: list[tuple[str, int]]
    ) -> None:
        in_force(shop, f"{MONTH}\nrefund.cash_most = 10")
        a_sale(shop, a_line(paid=Money(price)))
        assert sorted(paid(decide(shop))) == sorted(plan)

    @pytest.mark.parametrize(("age", "answer"), [(9, "refuse"), (10, "accept")])
    def test_a_cheque_has_to_clear(self, shop: Shop, age: int, answer: str) -> None:
        in_force(shop, f"{MONTH}\nrefund.cheque_days = 10")
        cheque = {"kind": "cheque", "amount": Money(1000)}
        a_sale(shop, tenders=(cheque,), sold_at=NOON - timedelta(days=age))
        decision = decide(shop)
        assert decision.answer == answer
        assert ("cheque-not-clear" in said(decision)) is (answer == "refuse")
        credit = decide(shop, refund_by=RefundBy.STORE_CREDIT)
        assert (credit.answer == "accept") is (answer == "refuse")

    def test_a_cheque_that_paid_a_part_counts_too(self, shop: Shop) -> None:
        in_force(shop, f"{MONTH}\nrefund.cheque_days = 10")
        card, cheque = ("debit", 900), ("cheque", 100)
        a_sale(shop, tenders=tuple({"kind": k, "amount": Money(m)} for k, m in (card, cheque)))
        assert "cheque-not-clear" in said(decide(shop))

    def test_a_card_is_refunded_once_whatever_ways_lead_to_it(self, shop: Shop) -> None:
        in_force(
            shop, f'{MONTH}\nrefund.choices = ["cash"]', 'when.sku = "CUP"\nrefund.choices = []'
        )
        card = {"kind": "debit", "amount": Money(2000)}
        a_sale(shop, a_line(), a_line(sku="CUP"), tenders=(card,))
        assert paid(decide(shop, 1, 1)) == [("debit", 2000)]

    def test_a_three_for_two_no_longer_earned(self, shop: Shop) -> None:
        in_force(shop, f'{MONTH}\nquantity_breaks = "take-back"')
        (line_id,) = a_sale(shop, a_line(quantity=Quantity.of(3), paid=Money(2000)))
        promote(shop, line_id, "quantity-break", "3 for 2", least=Quantity.of(3))
        assert [decide(shop, n).refund.minor for n in (1, 2, 3)] == [0, 1000, 2000]

    def test_a_bundle_no_longer_whole(self, shop: Shop) -> None:
        in_force(shop, f'{MONTH}\nbundles = "take-back"')
        line = a_line(quantity=Quantity.of(2), paid=Money(1800))
        ids = a_sale(shop, line, a_line(sku="CUP", paid=Money(900)))
        for line_id in ids:
            promote(shop, line_id, "bundle", "Tea time")
        assert decide(shop, 1, 0).refund == Money(700), "what stays costs what it costs alone"
        assert decide(shop, 2, 1).refund == Money(2700)

    def test_parts_that_are_missing(self, shop: Shop) -> None:
        in_force(shop, MONTH)
        a_sale(shop)
        decision = decide(shop, missing_parts=Money(150))
        assert (decision.answer, decision.refund) == (Answer.ACCEPT, Money(850))
        assert "parts-deducted" in said(decision)
        in_force(shop, f'{MONTH}\nmissing_parts = "manager"')
        assert decide(shop, missing_parts=Money(150)).answer is Answer.OVERRIDE
        in_force(shop, f'{MONTH}\nmissing_parts = "refuse"')
        assert decide(shop, missing_parts=Money(150)).refund == Money(0)

    def test_a_gift_that_stays_is_deducted(self, shop: Shop) -> None:
        in_force(shop, f'{MONTH}\nfree_gifts = "deduct"')
        free: dict[str, Any] = {"paid": Money(), "tax": Money(), "obtained": "free-gift"}
        gift = a_line(sku="CUP", unit_price=Money(200), **free)
        for line_id in a_sale(shop, a_line(), gift):
            promote(shop, line_id, "line", "Cup free")
        assert decide(shop, 1).refund == Money(800)
        assert decide(shop, 1, 1).refund == Money(1000)


class TestWithoutAReceipt:
    CLAUSES = (
        MONTH + '\nproof = ["receipt", "none"]',
        'when.proof = "none"\nrefund.to = "store-credit"\nno_receipt.lowest_price_days = 10\n'
        "no_receipt.period = { days = 90, count = 2, value = 25 }",
    )

    def sold(self, shop: Shop, **values: Any) -> int:
        """A kettle for 10.00 a while ago, and another for 7.00 yesterday."""
        in_force(shop, *self.CLAUSES)
        product = a_product(shop)
        for number, days, price in (("S-1", 20, 1000), ("S-2", 1, 700), ("S-3", 11, 500)):
            a_sale(
                shop,
                a_line(product, paid=Money(price), tax=Money()),
                number=number,
                sold_at=NOON - timedelta(days=days),
                **values,
            )
        return product

    def test_the_lowest_price_as_store_credit(self, shop: Shop) -> None:
        self.sold(shop, customer_id=a_customer(shop))
        decision = decide(shop, proof=Proof.NONE)
        assert decision.answer is Answer.ACCEPT
        assert paid(decision) == [("store-credit", 700)]
        assert paid(decide(shop)) == [("cash", 1000)], "with the receipt"

    def test_somebody_has_to_be_known(self, shop: Shop) -> None:
        self.sold(shop)
        decision = decide(shop, proof=Proof.NONE)
        assert decision.answer is Answer.ASK
        assert "needs-customer" in said(decision)

    def test_so_many_in_so_many_days(self, shop: Shop) -> None:
        customer = a_customer(shop)
        self.sold(shop, customer_id=customer)
        ids = a_sale(shop, *(a_line() for _ in range(3)), number="S-9")
        long_ago = NOON - timedelta(days=91)
        for line_id, proof, at in zip(
            ids, ("none", "receipt", "none"), (NOON, NOON, long_ago), strict=True
        ):
            a_return(
                shop, line_id, gross=Money(10), customer_id=customer, proof=proof, taken_at=at
            )
        assert decide(shop, proof=Proof.NONE).answer is Answer.ACCEPT
        (line_id,) = a_sale(shop, number="S-10")
        a_return(shop, line_id, gross=Money(10), customer_id=customer, proof="none")
        third = decide(shop, proof=Proof.NONE)
        assert third.answer is Answer.OVERRIDE
        assert "no-receipt-period" in said(third)


class TestWho:
    def test_above_a_sum_an_identity_is_asked_for(self, shop: Shop) -> None:
        in_force(shop, MONTH, 'when.value = { over = 10 }\ncapture = ["id"]')
        a_sale(shop, a_line(paid=Money(1001)), a_line(paid=Money(1000)))
        assert decide(shop, 0, 1).answer is Answer.ACCEPT
        asked = decide(shop, 1)
        assert (asked.answer, said(asked)[-1]) == (Answer.ASK, "needs-id")
        assert decide(shop, 1, captured={Capture.IDENTITY: "1"}).answer is Answer.ACCEPT

    def test_the_clerks_day_has_a_limit(self, shop: Shop) -> None:
        in_force(shop, f"{MONTH}\nlimit.clerk_day = 15")
        first, *_ = a_sale(shop, a_line(), a_line(paid=Money(500)), a_line(paid=Money(501)))
        a_return(shop, first)
        assert decide(shop, 0, 1).answer is Answer.ACCEPT
        assert decide(shop, 0, 0, 1).answer is Answer.OVERRIDE

    @pytest.mark.parametrize(
        ("standing", "answer"),
        [("", "override"), ("trusted", "accept"), ("blocked", "override")],
    )
    def test_who_brings_back_a_lot(self, shop: Shop, standing: str, answer: str) -> None:
        in_force(shop, f"{MONTH}\nvelocity.often = {{ days = 90, count = 1 }}")
        customer = a_customer(shop, standing=standing)
        ids = a_sale(shop, a_line(), a_line(), customer_id=customer)
        a_return(shop, ids[0], customer_id=customer)
        decision = decide(shop, 0, 1)
        assert decision.answer == answer
        assert ("customer-blocked" in said(decision)) is (standing == "blocked")


def test_nothing_asked_for_yet_is_no_yes(shop: Shop) -> None:
    a_sale(shop)
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=())
    decision = shop.read(lambda unit: decide_return(unit, asked))
    assert (decision.answer, decision.lines, decision.to_pay) == (Answer.ASK, (), Money())


def test_what_else_the_customer_can_have(shop: Shop) -> None:
    in_force(shop, f'{MONTH}\nexchange.window = "60 days"\nappeal.en = "Write to us."')
    a_sale(shop, sold_at=NOON - timedelta(days=31))
    decision = decide(shop)
    assert decision.answer is Answer.REFUSE
    exchange, appeal = decision.lines[0].alternatives
    assert (exchange.kind, exchange.until) == ("exchange", NOON.date() + timedelta(days=29))
    assert (appeal.kind, dict(appeal.words)) == ("appeal", {"en": "Write to us."})


def test_the_same_request_has_the_same_digest() -> None:
    line = ComingBack(line_id=1, quantity=ONE, captured={Capture.IDENTITY: "317"})
    asked = ReturnAsked(sale_id=1, lines=(line,))
    again = ComingBack(line_id=1, quantity=ONE, captured={Capture.IDENTITY: "317"})
    assert asked.digest() == ReturnAsked(sale_id=1, lines=(again,)).digest()
    others = [
        ReturnAsked(sale_id=1, lines=(ComingBack(line_id=1, quantity=ONE),)),
        ReturnAsked(sale_id=1, lines=(line,), proof=Proof.NONE),
        ReturnAsked(sale_id=1, lines=(line,), refund_by=RefundBy.CASH),
        ReturnAsked(sale_id=1, lines=(line, line)),
    ]
    assert len({asked.digest(), *(other.digest() for other in others)}) == 5
