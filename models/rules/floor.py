"""Where is a policy weaker than the law of its country?

A weak policy is marked in the editor and needs a manager's reason to be put in force. At the
counter the floor decides such lines anyway (:mod:`models.rules.defects`); what is marked here
is what a customer would be told wrongly. A clause is not blamed for lines that a stronger
clause takes from it: seven days for everything are no weakness beside fourteen for what is
sold online.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from models.rules.clauses import weakest_first
from models.rules.conditions import Among, Between, implies, specificity
from models.rules.facts import every_day
from models.rules.terms import OUR_FAULT, SHOPS_FAULT
from models.rules.windows import Moments, Window, last_day
from models.values import Message
from models.values.codes import Proof, Remedy
from models.values.forbidden import forbidden_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.rules.clauses import Clause
    from models.rules.conditions import Condition
    from models.rules.policy import Policy
    from models.rules.terms import Fee


@dataclass(frozen=True, slots=True)
class Weakness:
    """A term of a clause that gives less than the law does, and why."""

    clause: int
    term: str
    message: Message


MONEY_BACK: Final = frozenset({"original", "cash", "transfer", "cheque"})
SALES: Final = (
    date(2027, 1, 1),
    date(2027, 1, 31),
    date(2027, 6, 15),
    date(2027, 12, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
)
"""Days of sale on which windows are compared: ends of months, a leap day, a plain one."""
DELIVERED_AFTER: Final = (None, 0, 10, 60)
"""Days from sale to delivery on which windows are compared."""


def weaknesses(policy: Policy) -> tuple[Weakness, ...]:
    """Every term weaker than ``policy.law``, clause by clause; none under no law."""
    return tuple(
        Weakness(clause.number, term, message)
        for clause in policy.clauses
        for check in CHECKS
        for term, message in check(policy, clause)
    )


def is_shorter(
    window: Window, floor: Window, *, day_one: bool = False, sales: tuple[date, ...] = SALES
) -> bool:
    """Whether a window ends before the law's for any of these days of sale.

    The law never counts the day of sale; ``day_one`` says whether the policy does.
    """
    window = _in_days(window)
    for sold in sales:
        for after in DELIVERED_AFTER:
            delivered = None if after is None else sold + timedelta(after)
            when = Moments(sold=sold, today=sold, delivered=delivered)
            shops = last_day(window, when, day_one=day_one, works=every_day)
            if shops < last_day(floor, when, day_one=False, works=every_day):
                return True
    return False


def _defect_window(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    term, law = "defect.window", policy.law
    window: Window | None = clause.terms.get(term)
    if (
        window is not None
        and law.defect is not None
        and _faults(policy, clause, term)
        and is_shorter(
            window,
            law.defect,
            day_one=policy.day_of_sale_counts,
            sales=_sales(clause, window),
        )
    ):
        yield term, Message("floor-defect-window", {"source": law.source("defect")})


def _remedies(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    """Where the customer chooses, none may be left out; else a lawful one comes first."""
    term, law = "defect.remedies", policy.law
    shops: tuple[str, ...] = tuple(clause.terms.get(term) or ())
    if not shops or not law.remedies or not _faults(policy, clause, term):
        return
    missing = tuple(remedy for remedy in law.remedies if remedy not in shops)
    facts = {"remedies": law.remedies, "source": law.source("remedies")}
    if law.customer_chooses and missing:
        yield term, Message("floor-remedies-left-out", {**facts, "remedies": missing})
    elif not law.customer_chooses and shops[0] not in law.remedies:
        yield term, Message("floor-remedies", facts)


def _choice(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    term, law = "defect.choice", policy.law
    if (
        law.customer_chooses
        and clause.terms.get(term) == "shop"
        and _faults(policy, clause, term)
    ):
        yield term, Message("floor-choice", {"source": law.source("remedies")})


def _reasons(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    term, accepted = "reasons", clause.terms.get("reasons")
    if accepted is None or policy.law.defect is None:
        return
    missing = _faults(policy, clause, term) - accepted
    if missing:
        facts = {"reasons": tuple(sorted(missing)), "source": policy.law.source("defect")}
        yield term, Message("floor-reasons", facts)


def _fees(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    if policy.law.defect is None:
        return
    for term, fee in clause.terms.items():
        if (
            term.startswith("fee.")
            and fee
            and not _faults(policy, clause, term) <= _waives(fee)
        ):
            name = term.removeprefix("fee.")
            facts = {"fee": name, "source": policy.law.source("remedies")}
            yield term, Message("floor-fee", facts)


def _distance(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    term, law = "window", policy.law
    window: Window | None = clause.terms.get(term)
    if (
        window is not None
        and law.distance is not None
        and not _with(policy, clause, "distance_exempt")
        and _still_given(policy, clause, term, "channel", law.distance_channels)
        and _still_given(policy, clause, term, "remedy", frozenset({Remedy.REFUND}))
        and is_shorter(
            window,
            law.distance,
            day_one=policy.day_of_sale_counts,
            sales=_sales(clause, window),
        )
    ):
        yield term, Message("floor-distance", {"source": law.source("distance")})


def _store_credit(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    """Without proof of purchase there is no claim, so such clauses may give credit only."""
    term = "refund.to"
    to = clause.terms.get(term)
    if (
        to is not None
        and to not in MONEY_BACK
        and "refund" in policy.law.remedies
        and MONEY_BACK.isdisjoint(_with(policy, clause, "refund.choices") or ())
        and _faults(policy, clause, term)
        and _still_given(policy, clause, term, "proof", frozenset({Proof.RECEIPT}))
    ):
        yield term, Message("floor-store-credit", {"source": policy.law.source("remedies")})


def _words(policy: Policy, clause: Clause) -> Iterator[tuple[str, Message]]:
    if not policy.law.no_refund_words_forbidden:
        return
    for term, texts in (("text", clause.text), ("appeal", clause.terms.get("appeal") or {})):
        for text in texts.values():
            found = forbidden_words(text)
            if found:
                facts = {"text": found, "source": policy.law.source("words")}
                yield term, Message("floor-words", facts)


CHECKS: Final[tuple[Callable[[Policy, Clause], Iterator[tuple[str, Message]]], ...]] = (
    _defect_window,
    _remedies,
    _choice,
    _reasons,
    _fees,
    _distance,
    _store_credit,
    _words,
)


def _faults(policy: Policy, clause: Clause, term: str) -> frozenset[str]:
    """The reasons of the shop's own fault for which this clause gives the term."""
    return _still_given(policy, clause, term, OUR_FAULT.fact, frozenset(SHOPS_FAULT))


def _still_given(
    policy: Policy, clause: Clause, term: str, fact: str, words: frozenset[str]
) -> frozenset[str]:
    """Of these words of a fact, those for which no stronger clause gives the term instead."""
    left = _met(clause, fact, words)
    for other in policy.clauses:
        if (
            term in other.terms
            and specificity(other.when) > specificity(clause.when)
            and all(_implied(asks, clause) for asks in other.when if asks.fact != fact)
        ):
            left -= _met(other, fact, words)
    return left


def _met(clause: Clause, fact: str, words: frozenset[str]) -> frozenset[str]:
    for condition in clause.when:
        if condition.fact == fact and isinstance(condition, Among):
            words &= condition.words
    return words


def _with(policy: Policy, clause: Clause, term: str) -> Any:
    """What holds of another term wherever this clause does, as far as clauses say so."""
    value = None
    for other in weakest_first(policy.clauses):
        if term in other.terms and all(_implied(asks, clause) for asks in other.when):
            value = other.terms[term]
    return value


def _implied(condition: Condition, clause: Clause) -> bool:
    """Whether every line of the clause meets this condition too."""
    return any(implies(own, condition) for own in clause.when)


def _waives(fee: Fee) -> frozenset[str]:
    """The reasons for which a fee is not charged, whatever else holds."""
    named = [c.words for c in fee.waived if isinstance(c, Among) and c.fact == OUR_FAULT.fact]
    return frozenset[str]().union(*named)


def _in_days(window: Window) -> Window:
    """Hours as whole days, so that a window can be compared without a clock."""
    other = None if window.other is None else _in_days(window.other)
    if window.hours is None:
        return replace(window, other=other)
    return replace(window, hours=None, days=window.hours // 24, other=other)


def _sales(clause: Clause, window: Window) -> tuple[date, ...]:
    """The days of sale to compare on: the fixed days of a window and those of the clause."""
    days = set(SALES)
    looked: Window | None = window
    while looked is not None:
        days.update(day for day in (looked.until, looked.not_before) if day is not None)
        looked = looked.other
    for condition in clause.when:
        if condition.fact == "sold" and isinstance(condition, Between):
            bounds = (condition.least, condition.most)
            days.update(date.fromordinal(bound) for bound in bounds if bound is not None)
            days = {day for day in days if condition.has(day.toordinal())}
    return tuple(sorted(days))
