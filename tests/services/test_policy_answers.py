"""What is said of bringing something back, before it is bought and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.policy_answers import REASONS, ask_after_buying, ask_before_buying
from models.values import Money, Refused
from models.values.codes import Answer, Reason
from tests.builders import (
    NOON,
    a_line,
    a_product,
    a_return,
    a_sale,
    in_force,
    promotion,
    sale_id_of,
)

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.policy_answers import ForReason, PolicyAnswer


def of(answer: PolicyAnswer, reason: Reason) -> ForReason:
    return next(one for one in answer.reasons if one.reason is reason)


def test_before_it_is_bought_every_reason_is_answered(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    product = a_product(shop)
    answer = shop.read(lambda unit: ask_before_buying(unit, product))
    assert (answer.about, answer.sku, answer.sale) == ("Kettle", "KETTLE", "")
    assert answer.bought_on == NOON.date()
    assert tuple(one.reason for one in answer.reasons) == REASONS
    changed = of(answer, Reason.CHANGED_MIND)
    assert (changed.answer, changed.last_day) == (Answer.ACCEPT, date(2026, 12, 5))
    assert changed.refund == Money(1000)


def test_goods_of_their_own_clause_are_answered_by_it(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"', 'when.department = "Sale"\nreasons = ["faulty"]')
    product = a_product(shop, "Scarf", department="Sale")
    answer = shop.read(lambda unit: ask_before_buying(unit, product))
    changed, faulty = of(answer, Reason.CHANGED_MIND), of(answer, Reason.FAULTY)
    assert changed.answer is Answer.REFUSE
    assert changed.refund == Money()
    assert faulty.answer is not Answer.REFUSE
    (quoted,) = {
        finding.clause for finding in changed.findings if finding.answer is Answer.REFUSE
    }
    assert "reasons" in answer.clauses[answer.policy, quoted].terms


def test_what_is_cheaper_today_is_worth_what_is_paid_today(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    product = a_product(shop)
    promotion(shop, product_id=product, price=Money(700))
    answer = shop.read(lambda unit: ask_before_buying(unit, product))
    assert of(answer, Reason.CHANGED_MIND).refund == Money(700)


def test_after_it_was_bought_the_days_count_from_the_sale(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    product = a_product(shop)
    line, _ = a_sale(
        shop,
        a_line(product, paid=Money(900), tax=Money(150)),
        a_line(),
        sold_at=NOON - timedelta(days=40),
    )
    sale = sale_id_of(shop)
    answer = shop.read(lambda unit: ask_after_buying(unit, sale, line))
    changed = of(answer, Reason.CHANGED_MIND)
    assert (answer.about, answer.sale) == ("Kettle", "S-1")
    assert answer.bought_on == date(2026, 9, 26)
    assert changed.answer is not Answer.ACCEPT
    assert changed.last_day in (None, date(2026, 10, 26))


def test_of_a_line_what_is_left_is_answered(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    (line,) = a_sale(shop)
    a_return(shop, line)
    sale = sale_id_of(shop)
    answer = shop.read(lambda unit: ask_after_buying(unit, sale, line))
    assert {one.answer for one in answer.reasons} == {Answer.REFUSE}


def test_what_is_not_there_is_refused(shop: Shop) -> None:
    a_sale(shop)
    sale = sale_id_of(shop)
    with pytest.raises(Refused, match="goods-unknown"):
        shop.read(lambda unit: ask_before_buying(unit, 99))
    with pytest.raises(Refused, match="line-unknown"):
        shop.read(lambda unit: ask_after_buying(unit, sale, 99))
