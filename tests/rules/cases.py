"""Facts and policies in a few words, and the record of which facts and terms have cases."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.facts import Asked, Facts, SoldLine, Visit, Visitor
from models.rules.law import NEUTRAL
from models.rules.policy import Policy
from models.rules.returns import judge_line
from models.rules.windows import Window
from models.values import Money, Quantity
from models.values.codes import Condition, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rules.conditions import Condition as When
    from models.rules.findings import Finding, LineDecision
    from models.rules.law import Law

SOLD_ON = date(2026, 11, 5)
"""A Thursday; most goods of these tests were sold on it."""
NO_LIMIT = Window(no_limit=True)

WITH_CASES: set[str] = set()
"""The facts and terms that some test names as its own with :func:`covers`."""

Test = TypeVar("Test", bound="Callable[..., None]")

_OF_LINE = {field.name for field in fields(SoldLine)}
_OF_ASKED = {field.name for field in fields(Asked)} - {"serial"}
_OF_VISITOR = {field.name for field in fields(Visitor)}


def covers(*names: str) -> Callable[[Test], Test]:
    """Say which facts and terms a test tries at their boundaries."""

    def remember(test: Test) -> Test:
        WITH_CASES.update(names)
        return test

    return remember


def facts(days: int = 0, **given: Any) -> Facts:
    """Three kettles for 10.00, one of them brought back ``days`` after the sale.

    Everything else goes by the names of the facts; ``typed`` is the serial number that the
    clerk typed, ``here`` the store of the return. Quantities and money may be plain numbers:
    units and minor units.
    """
    line: dict[str, Any] = {
        "sold": Quantity.of(3),
        "paid": Money(1000),
        "sold_on": SOLD_ON,
        "department": "Home",
    }
    asked: dict[str, Any] = {
        "quantity": Quantity.of(1),
        "reason": Reason.CHANGED_MIND,
        "condition": Condition.AS_NEW,
    }
    visitor: dict[str, Any] = {}
    visit: dict[str, Any] = {}
    for name, value in given.items():
        if name in ("sold", "returned", "quantity", "units") and not isinstance(
            value, Quantity
        ):
            value = Quantity.of(value)
        if name in ("paid", "tax", "refunded", "missing_parts", "gifts_kept", "case_value"):
            value = Money(value)
        if name in _OF_LINE:
            line[name] = value
        elif name in _OF_ASKED or name == "typed":
            asked["serial" if name == "typed" else name] = value
        elif name in _OF_VISITOR:
            visitor[name] = value
        else:
            visit["store" if name == "here" else name] = value
    visit.setdefault("today", line["sold_on"] + timedelta(days))
    return Facts(SoldLine(**line), Asked(**asked), Visit(visitor=Visitor(**visitor), **visit))


def among(fact: str, *words: str) -> Among:
    return Among(fact, frozenset(words))


def clause(number: int, *when: When, **terms: Any) -> Clause:
    """Dots in the names of terms are written as two underscores."""
    return Clause(
        number=number,
        when=when,
        terms={name.replace("__", "."): value for name, value in terms.items()},
    )


def policy(*clauses: Clause, number: int = 7, law: Law = NEUTRAL, **settings: Any) -> Policy:
    return Policy(number=number, clauses=clauses, law=law, **settings)


def shop(law: Law = NEUTRAL, /, **terms: Any) -> Policy:
    """A policy of one clause for everything, without a limit of time unless it gives one."""
    return policy(clause(1, **{"window": NO_LIMIT, **terms}), law=law)


def judged(terms: Policy, days: int = 0, /, **given: Any) -> LineDecision:
    return judge_line(facts(days, **given), terms)


def codes(decision: LineDecision) -> list[str]:
    return [finding.message.code for finding in decision.findings]


def found(decision: LineDecision, code: str) -> Finding:
    """The finding of that code; there must be exactly one."""
    (only,) = [one for one in decision.findings if one.message.code == code]
    return only


def said(decision: LineDecision) -> tuple[str, list[str]]:
    """The answer, and every finding but the one that nothing limits the time."""
    return decision.answer.value, [code for code in codes(decision) if code != "no-limit"]
