"""A draft tried on what happened: as the counter decided then, and as it would have."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from models.formats.policy_toml import parse_policy
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.policies import put_in_force
from models.services.replay import Turn, replay
from models.services.returns import take_return
from models.services.sales import open_sale
from models.tables.base import add_numbered, add_row
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import LinePromotion
from models.values import ONE, Money, Quantity
from models.values.codes import Answer, Condition, Proof, Reason
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, sale_id_of

if TYPE_CHECKING:
    from datetime import datetime

    from models.db import Shop
    from models.rules.policy import Policy
    from models.services.replay import Replay
    from models.services.returns import ReturnTaken

THIRTY_DAYS = """
[[clause]]
number = 1
window = "30 days"
refund.choices = ["cash"]
"""


def a_policy(shop: Shop, *lines: str) -> Policy:
    text = "\n".join(("[[clause]]", "number = 1", *lines))
    return parse_policy(text, shop.facts.currency)


def bring_back(
    shop: Shop,
    at: datetime,
    number: str = "S-1",
    *,
    line: int = 1,
    quantity: str = "1",
    **values: Any,
) -> ReturnTaken:
    """Taken at the counter at that moment."""
    shop.clock = lambda: at
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    how = {key: values.pop(key) for key in ("proof",) if key in values}
    coming = ComingBack(
        line_id=sale.lines[line - 1].line_id,
        quantity=Quantity.of(quantity),
        **{"reason": Reason.CHANGED_MIND, "condition": Condition.AS_NEW, **values},
    )
    asked = ReturnAsked(sale_id=sale.sale_id, lines=(coming,), **how)
    seen = shop.read(lambda unit: decide_return(unit, asked))
    taken = shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
    shop.clock = lambda: NOON
    return taken


def tried(shop: Shop, draft: Policy, since: date | None = None) -> Replay:
    done = shop.read(lambda unit: replay(unit, draft, since))
    assert done is not None
    return done


def days_ago(days: int) -> datetime:
    return NOON - timedelta(days)


def put(shop: Shop, policy: Policy, day: date) -> None:
    shop.run(lambda unit: put_in_force(unit, policy, day, "Ann Lee"))


def test_a_shorter_window_refuses_what_came_late(shop: Shop) -> None:
    budi = a_customer(shop)
    product = a_product(shop)
    for number, days in (("S-1", 20), ("S-2", 40)):
        a_sale(shop, a_line(product), number=number, sold_at=days_ago(days), customer_id=budi)
    bring_back(shop, days_ago(10), "S-1")
    late = bring_back(shop, days_ago(11), "S-2")

    done = tried(shop, a_policy(shop, 'window = "14 days"'))

    assert done.figures.matrix == {
        (Answer.ACCEPT, Answer.ACCEPT): 1,
        (Answer.ACCEPT, Answer.REFUSE): 1,
    }
    whole = done.figures.whole
    assert (whole.decisions, whole.changed, whole.customers) == (2, 1, 1)
    assert (whole.in_force.refunded, whole.draft.refunded) == (Money(2000), Money(1000))
    assert whole.draft.refused == 1
    assert done.figures.turned == {Turn.SAME: 1, Turn.STRICTER: 1}
    first = done.rows[0]
    assert (first.slip, first.sale, first.customer) == (
        late.slip.head.number, "S-2", "Budi Santoso",
    )  # fmt: skip
    assert (first.department, first.reason, first.day) == (
        "Home", "changed-mind", date(2026, 10, 25),
    )  # fmt: skip
    assert (first.in_force.clauses, first.draft.clauses) == (((1, 1),), ((0, 1),))
    assert first.changed
    assert not done.rows[1].changed


def test_fees_and_approvals_are_summed_by_department_and_reason(shop: Shop) -> None:
    kettle = a_product(shop)
    phone = a_product(shop, "Phone", department="Phones")
    a_sale(
        shop,
        a_line(kettle),
        a_line(phone, sku="PHONE", paid=Money(90000), tax=Money(0)),
        sold_at=days_ago(5),
    )
    bring_back(shop, days_ago(2), line=1, condition=Condition.OPENED)
    bring_back(shop, days_ago(1), line=2, reason=Reason.FAULTY)

    done = tried(
        shop,
        a_policy(shop, 'window = "30 days"', "fee.opened = 10", "limit.line = 500"),
    )

    home, phones = (done.figures.by_department[name] for name in ("Home", "Phones"))
    assert (home.draft.fees, home.draft.refunded) == (Money(100), Money(900))
    assert (home.changed, phones.changed) == (1, 1)
    assert (phones.in_force.approvals, phones.draft.approvals) == (0, 1)
    assert phones.draft.refunded == Money(90000), "as if it had been approved"
    assert done.figures.by_reason["changed-mind"].draft.fees == Money(100)
    assert done.figures.by_reason["faulty"].draft.fees == Money(0), "the shop's own fault"


def test_what_was_in_force_then_decides_the_kinder_of_two(shop: Shop) -> None:
    a_sale(shop, sold_at=days_ago(25))
    put(shop, a_policy(shop, 'window = "7 days"'), days_ago(15).date())
    bring_back(shop, days_ago(5))

    done = tried(shop, a_policy(shop, 'window = "7 days"'))

    (row,) = done.rows
    assert (row.in_force.answer, row.in_force.clauses) == (Answer.ACCEPT, ((1, 1),))
    assert row.draft.answer is Answer.REFUSE, "the draft counts on both days"


def test_parts_of_a_line_are_worth_what_they_were_then(shop: Shop) -> None:
    a_sale(
        shop,
        a_line(quantity=Quantity.of(3), paid=Money(1000), tax=Money(0)),
        sold_at=days_ago(20),
    )
    paid = [bring_back(shop, days_ago(days)).slip.refund for days in (12, 8, 4)]

    everything = tried(shop, a_policy(shop, 'window = "30 days"'))
    lately = tried(shop, a_policy(shop, 'window = "30 days"'), days_ago(9).date())

    assert [row.in_force.refund.minor for row in everything.rows] == paid == [333, 334, 333]
    assert [row.in_force.refund.minor for row in lately.rows] == [334, 333]


def test_a_customer_is_known_by_what_came_before(shop: Shop) -> None:
    budi = a_customer(shop)
    for number in ("S-1", "S-2", "S-3"):
        a_sale(shop, number=number, sold_at=days_ago(25), customer_id=budi)
    for number, days in (("S-1", 20), ("S-2", 15), ("S-3", 10)):
        bring_back(shop, days_ago(days), number)
    draft = a_policy(shop, 'window = "30 days"', "velocity.often = { days = 90, count = 2 }")

    answers = [row.draft.answer for row in tried(shop, draft).rows]
    lately = [row.draft.answer for row in tried(shop, draft, days_ago(12).date()).rows]

    assert answers == [Answer.ACCEPT, Answer.ACCEPT, Answer.OVERRIDE]
    assert lately == [Answer.OVERRIDE], "what came before the day is remembered"


def test_the_share_of_what_was_bought_is_that_of_the_day(shop: Shop) -> None:
    budi = a_customer(shop)
    for number, days in (("S-1", 25), ("S-2", 24), ("S-3", 5)):
        a_sale(shop, number=number, sold_at=days_ago(days), customer_id=budi)
    bring_back(shop, days_ago(20), "S-1")
    bring_back(shop, days_ago(3), "S-2")
    draft = a_policy(shop, 'window = "30 days"', "velocity.much = { days = 90, share = 60 }")

    answers = [row.draft.answer for row in tried(shop, draft).rows]

    assert answers == [Answer.ACCEPT, Answer.OVERRIDE], "half of it, then two thirds"


def test_a_clerks_day_ends_at_midnight(shop: Shop) -> None:
    for number in ("S-1", "S-2", "S-3"):
        a_sale(shop, number=number, sold_at=days_ago(9))
    bring_back(shop, days_ago(5), "S-1")
    bring_back(shop, days_ago(5) + timedelta(hours=2), "S-2")
    bring_back(shop, days_ago(4), "S-3")
    draft = a_policy(shop, 'window = "30 days"', "limit.clerk_day = 15")

    answers = [row.draft.answer for row in tried(shop, draft).rows]

    assert answers == [Answer.ACCEPT, Answer.OVERRIDE, Answer.ACCEPT]


def test_without_a_receipt_the_lowest_price_of_those_days_counts(shop: Shop) -> None:
    anyone = ["receipt", "none"]
    put(shop, a_policy(shop, 'window = "60 days"', f"proof = {anyone}"), date(2026, 1, 1))
    product = a_product(shop)
    for number, days, price in (("S-1", 20, 1000), ("S-2", 15, 800), ("S-3", 2, 100)):
        line = a_line(product, paid=Money(price), unit_price=Money(price), tax=Money(0))
        a_sale(shop, line, number=number, sold_at=days_ago(days))
    bring_back(shop, days_ago(10), "S-1", proof=Proof.NONE)

    done = tried(
        shop,
        a_policy(
            shop,
            'window = "60 days"',
            f"proof = {anyone}",
            "no_receipt.lowest_price_days = 3",
        ),
    )

    (row,) = done.rows
    assert row.in_force.refund == Money(800), "the price of 100 was still to come"
    assert row.draft.refund == Money(1000), "nothing was sold in those three days"


def test_a_bundle_is_whole_until_something_of_it_came_back(shop: Shop) -> None:
    take_back = a_policy(shop, 'window = "30 days"', 'bundles = "take-back"')
    put(shop, take_back, date(2026, 1, 1))
    set_of_two = a_line(
        quantity=Quantity.of(2), unit_price=Money(1500), paid=Money(2000), tax=Money(0)
    )
    ids = a_sale(shop, set_of_two, set_of_two, sold_at=days_ago(20))
    with shop.unit() as unit:
        for line_id in ids:
            add_row(
                unit.connection,
                LinePromotion,
                line_id=line_id,
                kind="bundle",
                name="Tea set",
                amount=Money(1000),
                least=None,
            )
    paid = [
        bring_back(shop, days_ago(days), line=line).slip.refund
        for days, line in ((12, 1), (8, 2), (4, 1), (2, 2))
    ]

    done = tried(shop, a_policy(shop, 'window = "30 days"'))

    assert [row.in_force.refund.minor for row in done.rows] == paid == [0, 1000, 1500, 1500]
    assert {row.draft.refund for row in done.rows} == {Money(1000)}


def test_returns_of_no_certain_sale_are_counted_and_left_out(shop: Shop) -> None:
    with shop.unit() as unit:
        found = add_numbered(
            unit.connection,
            GoodsReturn,
            number="C-1",
            store_id=unit.station.store_id,
            taken_at=days_ago(3),
        )
        add_row(
            unit.connection,
            ReturnLine,
            return_id=found,
            sku="KETTLE",
            description="Kettle",
            quantity=ONE,
            reason="other",
            condition="as-new",
            gross=Money(1000),
            fee=Money(0),
            tax=Money(0),
            disposition="undecided",
            findings="{}",
        )

    done = tried(shop, a_policy(shop, 'window = "30 days"'))

    assert (done.rows, done.skipped) == ((), 1)


def test_a_longer_window_shows_in_what_could_come_back(shop: Shop) -> None:
    for number, days in (("S-1", 10), ("S-2", 40), ("S-3", 70)):
        a_sale(shop, number=number, sold_at=days_ago(days))
    bring_back(shop, days_ago(1), "S-1")

    whole = tried(shop, a_policy(shop, 'window = "60 days"')).figures.whole

    assert whole.sold == 3
    assert (whole.in_force.returnable, whole.draft.returnable) == (0, 1)


def test_only_what_happened_since_that_day(shop: Shop) -> None:
    for number, days in (("S-1", 25), ("S-2", 10)):
        a_sale(shop, number=number, sold_at=days_ago(days))
    bring_back(shop, days_ago(20), "S-1")
    bring_back(shop, days_ago(5), "S-2")
    draft = a_policy(shop, 'window = "30 days"')

    everything, lately = tried(shop, draft), tried(shop, draft, days_ago(15).date())

    assert everything.since == date(2025, 11, 5), "a year ago"
    assert [row.sale for row in everything.rows] == ["S-1", "S-2"]
    assert [row.sale for row in lately.rows] == ["S-2"]
    assert lately.figures.whole.sold == 1


def test_nothing_on_record(shop: Shop) -> None:
    done = tried(shop, a_policy(shop, 'window = "30 days"'))
    assert (done.rows, done.figures.whole.decisions, done.figures.matrix) == ((), 0, {})


def test_it_says_how_far_it_is_and_can_be_stopped(shop: Shop) -> None:
    a_sale(shop, sold_at=days_ago(9))
    bring_back(shop, days_ago(5))
    draft = a_policy(shop, 'window = "30 days"')
    told: list[tuple[int, int]] = []

    shop.read(lambda unit: replay(unit, draft, None, lambda *far: told.append(far)))
    stopped = shop.read(lambda unit: replay(unit, draft, cancelled=lambda: True))

    assert told[-1] == (2, 2)
    assert stopped is None


@pytest.mark.parametrize(
    "draft", ['window = "30 days"', "velocity.a = { days = 9, share = 1 }"]
)
def test_no_return_costs_a_query_of_its_own(shop: Shop, draft: str) -> None:
    budi = a_customer(shop)
    for count in range(6):
        a_sale(shop, number=f"S-{count}", sold_at=days_ago(20), customer_id=budi)
    asked: list[str] = []

    def statements() -> int:
        asked.clear()
        tried(shop, a_policy(shop, draft))
        return len(asked)

    bring_back(shop, days_ago(9), "S-0")
    event.listen(shop.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    few = statements()
    for count in range(1, 6):
        bring_back(shop, days_ago(9 - count), f"S-{count}")
    assert statements() == few
