"""A policy weaker than the law of its country is marked, term by term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules.clauses import Clause
from models.rules.conditions import Among, Between
from models.rules.floor import Weakness, is_shorter, weaknesses
from models.rules.law import NEUTRAL, Law
from models.rules.laws import EU, INDONESIA, PHILIPPINES
from models.rules.policy import PLAIN_POLICY, Policy
from models.rules.terms import Fee, Tier
from models.rules.windows import Start, Which, Window
from models.values import Message, Money
from models.values.codes import Reason
from models.values.forbidden import forbidden_words

DAYS_14 = Window(days=14, start=Start.DELIVERY)
RATE = Decimal(15)


def among(fact: str, *words: str) -> Among:
    return Among(fact, frozenset(words))


def clause(number: int, *when: Among | Between, **terms: Any) -> Clause:
    """Terms by their names, ``__`` for the dot."""
    named = {name.replace("__", "."): value for name, value in terms.items()}
    return Clause(number=number, when=when, terms=named)


def marks(law: Law, *clauses: Clause, day_one: bool = False) -> list[tuple[int, str, str]]:
    policy = Policy(number=1, clauses=clauses, law=law, day_of_sale_counts=day_one)
    return [(w.clause, w.term, w.message.code) for w in weaknesses(policy)]


def codes(law: Law, *clauses: Clause, day_one: bool = False) -> list[str]:
    return [code for _, _, code in marks(law, *clauses, day_one=day_one)]


@pytest.mark.parametrize("law", [NEUTRAL, INDONESIA, PHILIPPINES], ids=lambda law: law.code)
def test_thirty_days_and_no_fee_are_fine(law: Law) -> None:
    assert weaknesses(replace(PLAIN_POLICY, law=law)) == ()


@pytest.mark.parametrize(
    ("law", "window", "weak"),
    [
        (INDONESIA, Window(days=7), False),
        (INDONESIA, Window(days=6), True),
        (INDONESIA, Window(hours=168), False),
        (INDONESIA, Window(hours=167), True),
        (INDONESIA, Window(), True),
        (INDONESIA, Window(no_limit=True), False),
        (INDONESIA, Window(days=3, other=Window(hours=168)), False),
        (INDONESIA, Window(hours=24, other=Window(days=7)), False),
        (INDONESIA, Window(until=date(2030, 12, 24)), True),
        (INDONESIA, Window(days=3, other=Window(until=date(2030, 12, 24))), True),
        (PHILIPPINES, Window(days=60), False),
        (PHILIPPINES, Window(days=59), True),
        (PHILIPPINES, Window(months=2), True),
        (PHILIPPINES, Window(months=3), False),
        (PHILIPPINES, Window(days=30, other=Window(months=3)), False),
        (PHILIPPINES, Window(days=90, other=Window(days=30), which=Which.EARLIER), True),
        (PHILIPPINES, Window(until=date(2027, 12, 24)), True),
        (EU, Window(months=24), True),
        (EU, Window(months=24, start=Start.DELIVERY), False),
        (NEUTRAL, Window(), False),
    ],
)
def test_the_time_for_a_defect(law: Law, window: Window, weak: bool) -> None:
    assert codes(law, clause(1, defect__window=window)) == ["floor-defect-window"] * weak


def test_the_time_for_a_defect_of_goods_of_some_price() -> None:
    week, shorter = Window(days=7), Window(days=6)
    price = Between("price", 3, 9)
    assert codes(INDONESIA, clause(1, price, defect__window=week)) == []
    weak = ["floor-defect-window"]
    assert codes(INDONESIA, clause(1, price, defect__window=shorter)) == weak


def test_the_law_does_not_count_the_day_of_sale() -> None:
    seven = clause(1, defect__window=Window(days=7))
    assert codes(INDONESIA, seven) == []
    assert codes(INDONESIA, seven, day_one=True) == ["floor-defect-window"]


def test_a_feast_is_looked_at_for_the_sales_before_it_only() -> None:
    sold = Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 10).toordinal())
    feast = Window(until=date(2026, 12, 24))
    assert codes(INDONESIA, clause(1, sold, defect__window=feast)) == []
    late = Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 18).toordinal())
    assert codes(INDONESIA, clause(1, late, defect__window=feast)) == ["floor-defect-window"]


def test_what_the_policy_leaves_to_the_law_is_no_weakness() -> None:
    assert codes(PHILIPPINES, clause(1, window=Window(), final_sale=True)) == []


@pytest.mark.parametrize(
    ("law", "remedies", "said"),
    [
        (INDONESIA, ("refund",), []),
        (INDONESIA, ("replace", "repair"), []),
        (INDONESIA, ("repair", "refund"), ["floor-remedies"]),
        (INDONESIA, ("repair",), ["floor-remedies"]),
        (PHILIPPINES, ("refund", "repair", "replace"), []),
        (PHILIPPINES, ("repair", "replace"), ["floor-remedies-left-out"]),
        (EU, ("refund", "replace", "repair"), []),
        (EU, ("repair",), ["floor-remedies-left-out"]),
        (NEUTRAL, ("repair",), []),
    ],
)
def test_remedies(law: Law, remedies: tuple[str, ...], said: list[str]) -> None:
    assert codes(law, clause(1, defect__remedies=remedies)) == said


def test_the_customer_chooses_where_the_law_says_so() -> None:
    shops = clause(1, defect__choice="shop")
    assert codes(PHILIPPINES, shops) == ["floor-choice"]
    assert codes(INDONESIA, shops) == []
    assert codes(EU, clause(1, defect__choice="customer")) == []


def test_reasons_that_leave_out_the_shops_fault() -> None:
    sizes = frozenset({Reason.WRONG_SIZE, Reason.WRONG_ITEM})
    policy = Policy(number=1, clauses=(clause(4, reasons=sizes),), law=INDONESIA)
    (weak,) = weaknesses(policy)
    assert (weak.clause, weak.term, weak.message.code) == (4, "reasons", "floor-reasons")
    assert weak.message.facts["reasons"] == ("faulty", "not-as-described")
    all_faults = sizes | {Reason.FAULTY, Reason.NOT_AS_DESCRIBED}
    assert codes(INDONESIA, clause(4, reasons=all_faults)) == []
    assert codes(NEUTRAL, clause(4, reasons=sizes)) == []


@pytest.mark.parametrize(
    ("fee", "weak"),
    [
        (Fee(percent=RATE), False),
        (Fee(percent=RATE, waived=()), True),
        (Fee(flat=Money(500), waived=(among("reason", "faulty"),)), True),
        (
            Fee(
                tiers=(Tier(None, RATE),),
                waived=(among("reason", "faulty", "wrong-item", "not-as-described"),),
            ),
            False,
        ),
        (Fee(percent=RATE, waived=(among("tier", "gold"),)), True),
        (
            Fee(
                percent=RATE,
                waived=(among("brand", "faulty", "wrong-item", "not-as-described"),),
            ),
            True,
        ),
        (None, False),
    ],
)  # fmt: skip
def test_fees_for_what_was_the_shops_fault(fee: Fee | None, weak: bool) -> None:
    assert codes(PHILIPPINES, clause(1, fee__opened=fee)) == ["floor-fee"] * weak


def test_a_fee_for_goods_that_were_fine_is_the_shops_own_matter() -> None:
    changed = among("reason", "changed-mind", "wrong-size")
    fee = Fee(percent=RATE, waived=())
    assert codes(PHILIPPINES, clause(1, changed, fee__opened=fee)) == []


LAW = Law(
    code="test",
    defect=Window(days=60),
    remedies=("repair", "refund"),
    distance=Window(days=14),
    distance_channels=frozenset({"online"}),
    no_refund_words_forbidden=True,
    sources=(
        ("defect", "Act 1, § 2"),
        ("remedies", "Act 1, § 4"),
        ("distance", "Act 2, § 9"),
        ("words", "Act 3"),
    ),
)
CHOOSING = replace(LAW, customer_chooses=True)


@pytest.mark.parametrize(
    ("law", "term", "value", "said", "told"),
    [
        (LAW, "defect.window", Window(), "floor-defect-window", {"source": "Act 1, § 2"}),
        (
            LAW,
            "defect.remedies",
            ("replace",),
            "floor-remedies",
            {"remedies": ("repair", "refund"), "source": "Act 1, § 4"},
        ),
        (
            CHOOSING,
            "defect.remedies",
            ("repair",),
            "floor-remedies-left-out",
            {"remedies": ("refund",), "source": "Act 1, § 4"},
        ),
        (CHOOSING, "defect.choice", "shop", "floor-choice", {"source": "Act 1, § 4"}),
        (
            LAW,
            "reasons",
            frozenset({Reason.FAULTY}),
            "floor-reasons",
            {"reasons": ("not-as-described", "wrong-item"), "source": "Act 1, § 2"},
        ),
        (
            LAW,
            "fee.opened",
            Fee(percent=RATE, waived=()),
            "floor-fee",
            {"fee": "opened", "source": "Act 1, § 4"},
        ),
        (LAW, "window", Window(days=7), "floor-distance", {"source": "Act 2, § 9"}),
        (LAW, "refund.to", "gift-card", "floor-store-credit", {"source": "Act 1, § 4"}),
        (
            LAW,
            "appeal",
            {"en": "No refunds."},
            "floor-words",
            {"text": forbidden_words("No refunds."), "source": "Act 3"},
        ),
    ],
)
def test_what_is_weak_and_the_law_that_says_so(
    law: Law, term: str, value: Any, said: str, told: dict[str, object]
) -> None:
    weak = Clause(number=4, terms={term: value})
    policy = Policy(number=1, clauses=(weak,), law=law)
    assert weaknesses(policy) == (Weakness(4, term, Message(said, told)),)


def test_a_stronger_clause_may_waive_a_fee_for_what_was_the_shops_fault() -> None:
    fee = clause(1, fee__opened=Fee(percent=RATE, waived=()))
    faults = among("reason", "faulty", "wrong-item", "not-as-described")
    assert codes(LAW, fee, clause(2, faults, fee__opened=None)) == []
    assert codes(LAW, fee, clause(2, faults, fee__late=None)) == ["floor-fee"]


def test_a_stronger_clause_takes_lines_away() -> None:
    short = clause(1, defect__window=Window(days=30))
    faults = among("reason", "faulty", "wrong-item", "not-as-described")
    long = clause(2, faults, defect__window=Window(days=90))
    assert marks(PHILIPPINES, short, long) == []
    some = clause(2, among("reason", "faulty"), defect__window=Window(days=90))
    assert marks(PHILIPPINES, short, some) == [(1, "defect.window", "floor-defect-window")]
    toys = replace(long, when=(faults, among("department", "toys")))
    assert marks(PHILIPPINES, short, toys) == [(1, "defect.window", "floor-defect-window")]


def test_a_distance_sale() -> None:
    week, store = Window(days=7), among("channel", "store")
    online = among("channel", "online")
    weak = [(1, "window", "floor-distance")]
    assert marks(EU, clause(1, window=week)) == weak
    assert marks(EU, clause(1, window=Window(days=14))) == weak
    assert marks(EU, clause(1, window=DAYS_14)) == []
    assert marks(EU, clause(1, store, window=week)) == []
    assert marks(EU, clause(1, window=week, distance_exempt=True)) == []
    assert marks(PHILIPPINES, clause(1, window=week)) == []
    everywhere = among("channel", *EU.distance_channels)
    assert marks(EU, clause(1, window=week), clause(2, everywhere, window=DAYS_14)) == []
    assert marks(EU, clause(1, window=week), clause(2, online, window=DAYS_14)) == weak
    exchange = among("remedy", "exchange")
    assert marks(EU, clause(1, exchange, window=week)) == []


def test_goods_that_a_wider_clause_exempts() -> None:
    food = among("department", "food", "flowers")
    exempt = clause(1, food, distance_exempt=True)
    day = clause(2, among("department", "food"), window=Window(days=1))
    assert marks(EU, exempt, day) == []
    other = clause(2, among("department", "food", "toys"), window=Window(days=1))
    assert marks(EU, exempt, other) == [(2, "window", "floor-distance")]


@pytest.mark.parametrize(
    ("day", "exempted", "all_of_it"),
    [
        (among("tier", "gold"), among("tier", "gold"), True),
        (among("tier", "gold", "silver"), among("tier", "gold"), False),
        (Between("price", 3, 9), among("price", "5"), False),
        (Between("price", 3, 9), Between("price", 3, 9), True),
        (Between("price", 3, 9), Between("price", 2, 10), True),
        (Between("price", 3, 9), Between("price", 4, 9), False),
        (Between("price", 3, 9), Between("price", 3, 8), False),
        (Between("price", 3, 9), Between("price", 3, None), True),
        (Between("price", 3, 9), Between("price", None, 9), True),
        (Between("price", 3, None), Between("price", 3, 9), False),
        (Between("price", None, 9), Between("price", 3, 9), False),
        (Between("price", 3, None), Between("price"), True),
        (among("attribute.kg", "0.5", "2"), Between("attribute.kg", 500, 2000), True),
        (among("attribute.kg", "0.5", "2"), Between("attribute.kg", 500, 1999), False),
        (among("attribute.kg", "heavy"), Between("attribute.kg", 0, None), False),
    ],
)
def test_goods_that_are_exempt_for_certain(
    day: Among | Between, exempted: Among | Between, all_of_it: bool
) -> None:
    exempt = clause(1, exempted, distance_exempt=True)
    short = clause(2, day, window=Window(days=1))
    weak = [] if all_of_it else [(2, "window", "floor-distance")]
    assert marks(EU, exempt, short) == weak


def test_store_credit_alone_for_faulty_goods() -> None:
    weak = [(1, "refund.to", "floor-store-credit")]
    credit = clause(1, refund__to="store-credit")
    assert marks(INDONESIA, credit) == weak
    assert marks(EU, credit) == []  # repair or replacement come first
    cash = frozenset({"cash"})
    assert marks(INDONESIA, clause(1, refund__to="store-credit", refund__choices=cash)) == []
    none = among("proof", "none", "gift")
    assert marks(INDONESIA, clause(1, none, refund__to="store-credit")) == []
    changed = among("reason", "changed-mind")
    assert marks(INDONESIA, clause(1, changed, refund__to="gift-card")) == []
    assert marks(INDONESIA, clause(1, refund__to="cash")) == []


@pytest.mark.parametrize(
    "text",
    [
        "NO RETURN, NO EXCHANGE!",
        "Sale items: no refunds.",
        "All sales are final",
        "Goods cannot be returned or exchanged",
        "Non-refundable",
        "Barang yang sudah dibeli tidak dapat ditukar atau dikembalikan.",
        "Tidak menerima retur",
        "Tanpa pengembalian",
        "Walang palitan, walang saulian",
        "Bawal isauli o palitan",
        "Hindi na maaaring isauli",
    ],
)
def test_words_that_no_paper_may_carry(text: str) -> None:
    assert forbidden_words(text)
    said = replace(clause(3, window=Window(days=7)), text={"en": text})
    assert marks(PHILIPPINES, said) == [(3, "text", "floor-words")]
    assert marks(EU, replace(said, terms={})) == []
    assert codes(INDONESIA, clause(3, appeal={"id": text})) == ["floor-words"]


@pytest.mark.parametrize(
    "text",
    [
        "No returns after 30 days",
        "No refund or exchange without a receipt",
        "Returns and exchanges within 14 days",
        "Tidak dapat ditukar atau dikembalikan setelah 7 hari",
        "Bisa ditukar, bisa dikembalikan",
        "Hindi na maaaring isauli pagkatapos ng 7 araw",
        "Maaaring isauli o palitan",
        "",
    ],
)
def test_a_limit_is_no_such_word(text: str) -> None:
    assert forbidden_words(text) == ""


def test_windows_with_a_working_day_are_compared_as_if_the_shop_never_closed() -> None:
    rolled = Window(days=14, to_working_day=True)
    assert not is_shorter(Window(days=14), rolled)
    assert not is_shorter(rolled, Window(days=14))
