"""Policies of every kind for Hypothesis: all terms, all shapes, all facts, never a tie."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from models.formats.policy_conditions import WORDS
from models.formats.policy_terms import NAMES
from models.rules.clauses import Clause, ties
from models.rules.conditions import PLACES, Among, Between
from models.rules.facts import FACTS, Sort
from models.rules.policy import Policy
from models.rules.terms import (
    OUR_FAULT,
    Allowance,
    Fee,
    Inspection,
    Per,
    Receipted,
    Shape,
    Stage,
    Tier,
    Velocity,
    term_of,
)
from models.rules.windows import Start, Which, Window
from models.values import Currency, Money
from models.values.codes import Decider

if TYPE_CHECKING:
    from models.rules.conditions import Condition
    from models.rules.terms import Term

RUPIAH = Currency("IDR", 0, 100)
OWN = ("fee.restocking", "fee.Biaya jasa", "velocity.often")
GENERATED = {*NAMES, *OWN}

texts = st.text(st.characters(codec="utf-8"), max_size=12)
words = texts.map(str.casefold)
amounts = st.integers(0, 10**9).map(Money)
percents = st.decimals(1, 100, places=3)
days = st.integers(1, 400)
dates = st.dates(date(2020, 1, 1), date(2030, 12, 31))
by_language = st.dictionaries(st.sampled_from(["en", "id", "fil"]), texts)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


limits = st.one_of(
    st.builds(Window),
    st.builds(Window, no_limit=st.just(True)),
    st.builds(Window, until=dates),
    st.builds(Window, days=st.integers(0, 400)),
    st.builds(Window, hours=days),
    st.builds(Window, months=days),
)


def moved(limit: Window, more: dict[str, Any]) -> Window:
    return Window(
        days=limit.days,
        months=limit.months,
        hours=limit.hours,
        until=limit.until,
        no_limit=limit.no_limit,
        **more,
    )


second = st.fixed_dictionaries({"other": limits, "which": st.sampled_from(Which)})
settings = st.fixed_dictionaries(
    {
        "start": st.sampled_from(Start),
        "not_before": maybe(dates),
        "to_working_day": st.booleans(),
    }
)
windows = limits | st.builds(
    moved, limits, st.builds(dict.__or__, settings, second | st.just({}))
)


def in_stages(ends: list[int], by: Decider, lost: Decimal) -> tuple[Stage, ...]:
    return tuple(
        Stage(days=end, lost=lost) if end % 2 else Stage(late=end, decider=by)
        for end in sorted(ends)
    )


def in_tiers(ends: list[int], percent: Decimal, last: bool) -> tuple[Tier, ...]:
    tiers = tuple(Tier(end, percent) for end in sorted(ends))
    return (*tiers, Tier(None, Decimal(0))) if last else tiers


number_lists = st.lists(st.integers(0, 400), unique=True, max_size=3)


def bounds(fact: str, numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Condition]:
    ordered = st.tuples(numbers, numbers).map(sorted)
    return st.one_of(
        ordered.map(lambda ends: Between(fact, *ends)),
        numbers.map(lambda end: Between(fact, end, None)),
        numbers.map(lambda end: Between(fact, None, end)),
    )


def among(fact: str, some: st.SearchStrategy[Any]) -> st.SearchStrategy[Condition]:
    chosen = st.frozensets(some, min_size=1, max_size=3)
    return chosen.map(lambda words: Among(fact, words))


def conditions_on(fact: str, sort: Sort) -> st.SearchStrategy[Condition]:
    if fact == "attribute":
        own = texts.map(str.casefold).map("attribute.{}".format)
        return own.flatmap(
            lambda name: among(name, words) | bounds(name, st.integers(-(10**6), 10**6))
        )
    match sort:
        case Sort.MONEY | Sort.QUANTITY:
            return bounds(fact, st.integers(0, 10**9))
        case Sort.NUMBER:
            return bounds(fact, st.integers(0, 400))
        case Sort.DATE:
            return bounds(fact, dates.map(date.toordinal))
        case Sort.FLAG:
            return among(fact, st.sampled_from(["yes", "no"]))
        case Sort.WORD | Sort.WORDS:
            known = WORDS.get(fact)
            return among(fact, st.sampled_from(known) if known else words)


conditions = st.sampled_from(FACTS).flatmap(lambda f: conditions_on(f.name, f.sort))


def by_place(condition: Condition) -> tuple[int, str]:
    return PLACES[condition.fact.split(".")[0]], condition.fact


whens = st.lists(conditions, max_size=4, unique_by=lambda c: c.fact).map(
    lambda found: tuple(sorted(found, key=by_place))
)
waivers = st.just((OUR_FAULT,)) | st.lists(conditions, max_size=2).map(tuple)
tiers = st.builds(in_tiers, number_lists.filter(bool), percents, st.booleans())
rates = st.one_of(
    st.fixed_dictionaries({"percent": percents}),
    st.fixed_dictionaries({"flat": amounts, "per": st.sampled_from(Per)}),
    st.fixed_dictionaries({"tiers": tiers, "percent": percents}),
)
caps = st.fixed_dictionaries({"most": maybe(amounts), "waived": waivers})
fees = st.builds(lambda rate, cap: Fee(**rate, **cap), rates, caps)


def values_of(term: Term) -> st.SearchStrategy[Any]:
    found = shaped(term)
    return maybe(found) if term.default is None else found


def shaped(term: Term) -> st.SearchStrategy[Any]:
    match term.shape:
        case Shape.WINDOW:
            return windows
        case Shape.STAGES:
            return st.builds(in_stages, number_lists, st.sampled_from(Decider), percents)
        case Shape.FLAG:
            return st.booleans()
        case Shape.OPTION:
            return st.sampled_from(term.options)
        case Shape.SOME:
            return st.frozensets(st.sampled_from(term.options))
        case Shape.ORDER:
            return st.lists(st.sampled_from(term.options), unique=True).map(tuple)
        case Shape.FEE:
            return fees
        case Shape.MONEY:
            return amounts
        case Shape.COUNT:
            return days
        case Shape.ALLOWANCE:
            return st.builds(Allowance, days=days, count=days, value=maybe(amounts))
        case Shape.VELOCITY:
            return st.builds(
                Velocity,
                days=days,
                value=amounts,
                count=maybe(days),
                share=maybe(percents),
                receipt=st.sampled_from(Receipted),
                decider=st.sampled_from(Decider),
            )
        case Shape.INSPECTION:
            return st.builds(Inspection, days=days, credit=st.booleans())
        case Shape.WORDS:
            return by_language


one_term = st.sampled_from(sorted(GENERATED)).flatmap(
    lambda name: st.tuples(st.just(name), values_of(term_of(name)))
)
terms = st.lists(one_term, max_size=5).map(dict)
drafts = st.lists(st.tuples(whens, terms, by_language), max_size=4).map(
    lambda found: tuple(
        Clause(number=number, when=when, terms=given, text=text)
        for number, (when, given, text) in enumerate(found, 1)
    )
)
policies = st.builds(
    Policy,
    number=st.just(0),
    clauses=drafts.filter(lambda clauses: not list(ties(clauses))),
    name=texts,
    day_of_sale_counts=st.booleans(),
    kinder_today=st.booleans(),
)
