"""What each country's law gives, and on which day it ends."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.clauses import Clause
from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.law import NEUTRAL, Law
from models.rules.laws import EU, EU_MEMBERS, INDONESIA, IRELAND, PHILIPPINES, law_of
from models.rules.policy import Policy
from models.rules.returns import judge_line
from models.values import ONE, Money
from models.values.codes import Answer, Condition, Reason, Remedy

SOLD = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("country", "law"),
    [
        ("ID", INDONESIA),
        ("ph", PHILIPPINES),
        ("DE", EU),
        ("IE", IRELAND),
        ("GB", NEUTRAL),
        ("CH", NEUTRAL),
        ("", NEUTRAL),
    ],
)
def test_the_law_of_a_country(country: str, law: Law) -> None:
    assert law_of(country) is law


def test_the_union_has_27_members() -> None:
    assert len(set(EU_MEMBERS)) == 27


@pytest.mark.parametrize("law", [INDONESIA, PHILIPPINES, EU, IRELAND], ids=lambda law: law.code)
def test_everything_a_pack_says_names_its_source(law: Law) -> None:
    matters = {
        "defect": law.defect,
        "claim": law.claim,
        "remedies": law.remedies,
        "distance": law.distance,
        "words": law.no_refund_words_forbidden,
        "vouchers": law.least_months or not law.gift_cards_expire,
    }
    assert {matter for matter, said in matters.items() if said} == dict(law.sources).keys()
    assert all(law.source(matter) for matter, said in matters.items() if said)


@pytest.mark.parametrize(
    ("law", "wanted", "good"),
    [
        (PHILIPPINES, 12, None),
        (INDONESIA, 12, 12),
        (INDONESIA, 0, 0),
        (INDONESIA, None, None),
        (IRELAND, 12, 60),
        (IRELAND, 72, 72),
        (IRELAND, None, None),
        (EU, 12, 12),
    ],
)
def test_a_voucher_lasts_as_long_as_the_law_wants(
    law: Law, wanted: int | None, good: int | None
) -> None:
    assert law.voucher_months(wanted) == good


def answer(
    law: Law, today: date, remedy: Remedy, reason: Reason, channel: str = "store"
) -> Answer:
    """What a shop that sells everything as final would have to say."""
    policy = Policy(number=1, clauses=(Clause(number=1, terms={"final_sale": True}),), law=law)
    line = SoldLine(
        sold=ONE,
        paid=Money(10_000),
        sold_on=SOLD,
        delivered_on=date(2027, 3, 5),
        channel=channel,
    )
    asked = Asked(quantity=ONE, reason=reason, condition=Condition.USED, remedy=remedy)
    return judge_line(Facts(line, asked, Visit(today=today)), policy).answer


@pytest.mark.parametrize(
    ("law", "remedy", "today", "said"),
    [
        (INDONESIA, Remedy.REFUND, date(2027, 3, 8), Answer.ACCEPT),
        (INDONESIA, Remedy.REFUND, date(2027, 3, 9), Answer.OVERRIDE),
        (INDONESIA, Remedy.REFUND, date(2031, 3, 1), Answer.OVERRIDE),
        (INDONESIA, Remedy.REFUND, date(2031, 3, 2), Answer.REFUSE),
        (PHILIPPINES, Remedy.REFUND, date(2027, 4, 30), Answer.ACCEPT),
        (PHILIPPINES, Remedy.REPAIR, date(2027, 4, 30), Answer.ACCEPT),
        (PHILIPPINES, Remedy.EXCHANGE, date(2027, 5, 1), Answer.OVERRIDE),
        (PHILIPPINES, Remedy.EXCHANGE, date(2029, 3, 1), Answer.OVERRIDE),
        (PHILIPPINES, Remedy.EXCHANGE, date(2029, 3, 2), Answer.REFUSE),
        (EU, Remedy.REPAIR, date(2029, 3, 5), Answer.ACCEPT),
        (EU, Remedy.EXCHANGE, date(2029, 3, 5), Answer.ACCEPT),
        (EU, Remedy.REFUND, date(2029, 3, 5), Answer.OVERRIDE),
        (EU, Remedy.REPAIR, date(2029, 3, 6), Answer.REFUSE),
        (NEUTRAL, Remedy.REFUND, SOLD, Answer.REFUSE),
    ],
)
def test_a_defect_is_put_right_even_in_a_final_sale(
    law: Law, remedy: Remedy, today: date, said: Answer
) -> None:
    assert answer(law, today, remedy, Reason.FAULTY) is said


@pytest.mark.parametrize(
    ("law", "channel", "today", "said"),
    [
        (EU, "Online", date(2027, 3, 19), Answer.ACCEPT),
        (EU, "online", date(2027, 3, 20), Answer.REFUSE),
        (EU, "store", date(2027, 3, 6), Answer.REFUSE),
        (PHILIPPINES, "online", date(2027, 3, 6), Answer.REFUSE),
    ],
)
def test_a_distance_sale_may_be_withdrawn(
    law: Law, channel: str, today: date, said: Answer
) -> None:
    assert answer(law, today, Remedy.REFUND, Reason.CHANGED_MIND, channel) is said
