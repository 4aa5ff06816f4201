"""Which policy decides: of two versions the one in force on the day, and no other."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from models.rules.clauses import Clause
from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.laws import INDONESIA
from models.rules.policy import PLAIN_POLICY, Policy
from models.rules.windows import Window
from models.services.policies import (
    list_versions,
    open_version,
    policies_for,
    policy_on,
    put_in_force,
)
from models.services.setup import currency_of, opening_policy
from models.tables.journal import JournalEntry
from models.tables.policies import PolicyVersion
from models.values import ONE, Money, Refused
from tests.builders import NOON, a_shop

if TYPE_CHECKING:
    from models.db import Shop

TODAY = NOON.date()
OPENED = date(2025, 11, 5)
TOMORROW = TODAY + timedelta(1)
A_KETTLE = Facts(
    SoldLine(sold=ONE, paid=Money(10_00), sold_on=TODAY),
    Asked(quantity=ONE),
    Visit(today=TODAY),
)


def days(number: int, name: str = "") -> Policy:
    """A policy of so many days for everything."""
    terms = {"window": Window(days=number), "limit.line": Money(12_50)}
    return Policy(number=0, name=name, clauses=(Clause(number=1, terms=terms),))


def put(shop: Shop, policy: Policy, day: date) -> int:
    return shop.run(lambda unit: put_in_force(unit, policy, day, "Ann Lee"))


def number_on(shop: Shop, day: date) -> int:
    return shop.read(lambda unit: policy_on(unit, day)).number


@pytest.mark.parametrize(
    ("currency", "note"), [("IDR", 20_000), ("PHP", 200_00), ("EUR", 50_00), ("KWD", 1_000)]
)
def test_a_new_shop_may_give_a_note_without_goods(currency: str, note: int) -> None:
    thirty_days, alone = opening_policy(currency_of(currency)).clauses
    assert (thirty_days,) == PLAIN_POLICY.clauses
    assert set(alone.terms) == {"goodwill.clerk", "correction.clerk"}
    assert set(alone.terms.values()) == {Money(note)}


def test_a_new_shop_has_one_from_its_first_day(shop: Shop) -> None:
    with shop.unit(writes=False) as unit:
        first, again = policies_for(unit, OPENED)
        assert first.clauses == PLAIN_POLICY.clauses
        assert again is first
        assert [(v.number, v.in_force_from, v.author) for v in list_versions(unit)] == [
            (1, OPENED, "Ann Lee")
        ]


def test_what_was_sold_before_the_first_policy_goes_by_the_first(shop: Shop) -> None:
    put(shop, days(7), TODAY)
    assert number_on(shop, OPENED - timedelta(400)) == 1


def test_a_policy_is_in_force_from_its_day_and_not_a_day_sooner(shop: Shop) -> None:
    assert put(shop, days(14), TOMORROW) == 2
    assert number_on(shop, TODAY) == 1
    assert number_on(shop, TOMORROW) == 2


def test_of_two_for_one_day_the_later_made_stands(shop: Shop) -> None:
    put(shop, days(14), TOMORROW)
    put(shop, days(7), TOMORROW)
    assert number_on(shop, TOMORROW) == 3


def test_a_later_day_stands_whichever_was_made_first(shop: Shop) -> None:
    put(shop, days(14), TOMORROW)
    put(shop, days(7), TODAY)
    assert number_on(shop, TODAY) == 3
    assert number_on(shop, TOMORROW) == 2


def test_a_sale_keeps_its_terms_beside_those_of_today(shop: Shop) -> None:
    put(shop, days(7), TODAY)
    of_sale, today = shop.read(lambda unit: policies_for(unit, TODAY - timedelta(1)))
    assert (of_sale.number, today.number) == (1, 2)
    assert of_sale.clauses[0].terms["window"] == Window(days=30)
    assert today.clauses[0].terms == days(7).clauses[0].terms


def test_what_was_resolved_once_is_remembered_for_the_next_decision(shop: Shop) -> None:
    one, other = (
        shop.read(lambda unit: policy_on(unit, TODAY)).terms_for(A_KETTLE) for _ in range(2)
    )
    assert one is other


def test_the_law_is_that_of_the_shops_country(empty_database_url: str) -> None:
    shop = a_shop(empty_database_url, currency="IDR", country="ID", time_zone="Asia/Jakarta")
    assert shop.read(lambda unit: policy_on(unit, TODAY)).law is INDONESIA
    shop.close()


def test_every_version_can_be_opened_again(shop: Shop) -> None:
    put(shop, days(14, "Autumn"), TOMORROW)
    with shop.unit(writes=False) as unit:
        assert [version.name for version in list_versions(unit)] == ["Autumn", ""]
        assert open_version(unit, 2).clauses == days(14).clauses
        assert open_version(unit, 1).clauses == PLAIN_POLICY.clauses
        with pytest.raises(Refused, match="policy-unknown"):
            open_version(unit, 3)


def test_the_journal_says_who_and_why(shop: Shop) -> None:
    with shop.unit() as unit:
        put_in_force(unit, days(14), TODAY, "Budi", reviewer="Citra", reason="A trial")
    with shop.unit(writes=False) as unit:
        version = list_versions(unit)[0]
        assert (version.author, version.reviewer, version.reason) == (
            "Budi",
            "Citra",
            "A trial",
        )
        entry = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body).order_by(JournalEntry.number.desc())
        ).first()
    assert entry is not None
    assert entry.event == "PolicyInForce"
    assert json.loads(entry.body) == {
        "policy": 2,
        "day": TODAY.isoformat(),
        "draft": None,
        "author": "Budi",
        "reviewer": "Citra",
        "reason": "A trial",
        "weak": [],
    }


def test_what_the_first_konter_stored_still_decides(shop: Shop) -> None:
    body = (
        '{"clauses":[{"cash_instead":false,"final_sale":false,"number":1,'
        '"opened_fee_percent":"0","window_days":21}],"day_of_sale_counts":true}'
    )
    with shop.unit() as unit:
        unit.connection.execute(
            insert(PolicyVersion).values(
                number=2, in_force_from=TODAY, made_at=NOON, author="Ann Lee", body=body
            )
        )
    policy = shop.read(lambda unit: policy_on(unit, TODAY))
    assert policy.day_of_sale_counts
    assert policy.terms_for(A_KETTLE).value("window") == Window(days=21)
