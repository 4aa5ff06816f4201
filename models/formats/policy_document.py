"""A policy as a document of plain values: what is stored of a version, and what TOML holds.

The form is described in ``docs/policy-files.md``. Amounts are major units of the shop's
currency; nothing in it is a binary fraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.formats.policy_conditions import read_conditions, write_conditions
from models.formats.policy_first_form import from_first_form, is_first_form
from models.formats.policy_reading import Mistake, PolicyMistakes, Spot
from models.formats.policy_terms import read_terms, write_terms
from models.rules.clauses import Clause, ties
from models.rules.law import NEUTRAL
from models.rules.policy import Policy
from models.values import Message

if TYPE_CHECKING:
    from models.rules.law import Law
    from models.values import Currency

__all__ = ["Mistake", "PolicyMistakes", "examine_policy", "read_policy", "write_policy"]

MOST_NUMBER = 999_999
OWN_KEYS = ("number", "when", "text")


def read_policy(
    document: Mapping[str, Any], currency: Currency, *, number: int = 0, law: Law = NEUTRAL
) -> Policy:
    """Raise :class:`PolicyMistakes` with every mistake, ties between clauses included."""
    policy, mistakes = examine_policy(document, currency, number=number, law=law)
    if mistakes:
        raise PolicyMistakes(mistakes)
    return policy


def examine_policy(
    document: Mapping[str, Any], currency: Currency, *, number: int = 0, law: Law = NEUTRAL
) -> tuple[Policy, tuple[Mistake, ...]]:
    """As much of the policy as can be read, and everything that is wrong with it.

    A policy with mistakes is fit to be shown, never to decide by.
    """
    if is_first_form(document):
        document = from_first_form(document)
    mistakes: list[Mistake] = []
    top = Spot(document, (), currency, mistakes).entries(
        "name", "day_of_sale_is_day_one", "kinder_today", "clause"
    )
    clauses = _read_clauses(top["clause"]) if "clause" in top else ()
    day_one, kinder = top.get("day_of_sale_is_day_one"), top.get("kinder_today")
    policy = Policy(
        number=number,
        clauses=clauses,
        name=top["name"].text() if "name" in top else "",
        day_of_sale_counts=day_one.flag() if day_one else False,
        kinder_today=kinder.flag() if kinder else True,
        law=law,
    )
    return policy, tuple(mistakes)


def write_policy(policy: Policy, currency: Currency) -> dict[str, Any]:
    """As JSON can hold it: amounts as texts, dates in ISO form; reads back equal.

    Number and law are not part of it: they belong to the version and to the shop.
    """
    written: dict[str, Any] = _plain(document_of(policy, currency))
    return written


def document_of(policy: Policy, currency: Currency) -> dict[str, Any]:
    """The same with its amounts as decimals and its dates as dates, as TOML can hold them."""
    return {
        "name": policy.name,
        "day_of_sale_is_day_one": policy.day_of_sale_counts,
        "kinder_today": policy.kinder_today,
        "clause": [_written_clause(clause, currency) for clause in policy.clauses],
    }


def _read_clauses(spot: Spot) -> tuple[Clause, ...]:
    clauses, sound, used = [], {}, set[int]()
    for each in spot.many():
        before = len(spot.mistakes)
        clause = _read_clause(each)
        if clause.number in used:
            message = Message("policy-number-twice", {"number": clause.number})
            each.at("number").wrong(message)
        used |= {clause.number} - {0}
        clauses.append(clause)
        if len(spot.mistakes) == before:
            sound[clause.number] = each, clause
    for tie in ties([clause for _, clause in sound.values()]):
        facts = {"one": tie.one, "other": tie.other, "term": tie.term}
        sound[tie.other][0].wrong(Message("policy-tie", facts))
    return tuple(clauses)


def _read_clause(spot: Spot) -> Clause:
    entries = spot.table()
    if isinstance(spot.value, Mapping) and "number" not in entries:
        spot.wrong(Message("policy-key-missing", {"key": "number"}))
    return Clause(
        number=entries["number"].count(1, MOST_NUMBER) if "number" in entries else 0,
        when=read_conditions(entries["when"]) if "when" in entries else (),
        terms=read_terms({k: v for k, v in entries.items() if k not in OWN_KEYS}),
        text=entries["text"].words() if "text" in entries else {},
    )


def _written_clause(clause: Clause, currency: Currency) -> dict[str, Any]:
    written: dict[str, Any] = {"number": clause.number}
    if clause.when:
        written["when"] = write_conditions(clause.when, currency)
    if clause.text:
        written["text"] = dict(clause.text)
    return written | write_terms(clause.terms, currency)


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value
