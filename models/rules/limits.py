"""Who decides: sums above which a manager or two must, and customers who return a lot."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from models.rules.findings import approval
from models.rules.terms import Receipted
from models.values import Money
from models.values.codes import Decider, Proof, Standing

if TYPE_CHECKING:
    from models.rules.facts import Facts
    from models.rules.findings import Judging
    from models.rules.policy import Given, Terms
    from models.rules.terms import Velocity


LIMITS = {
    "limit.line": Decider.MANAGER,
    "limit.case": Decider.MANAGER,
    "limit.clerk_day": Decider.MANAGER,
    "limit.two_line": Decider.TWO_MANAGERS,
    "limit.two_case": Decider.TWO_MANAGERS,
}


def judge_decider(judging: Judging) -> None:
    """Where the policy gives these lines to somebody other than the clerk."""
    given = judging.terms["decided_by"]
    by = Decider(given.value)
    if by is not Decider.CLERK:
        judging.find(by.answer, f"decided-by-{by}", given, approval(by))


def judge_blocked(judging: Judging) -> None:
    """A manager decides about a blocked customer, unless a clause on blocked customers
    says who does."""
    clause = judging.policy.clause(judging.terms["decided_by"].clause)
    if clause is None or all(condition.fact != "standing" for condition in clause.when):
        by = Decider.MANAGER
        judging.find(by.answer, "customer-blocked", None, approval(by))


def judge_limits(judging: Judging) -> None:
    """Sums above which a clerk may not decide alone; exactly the limit still may."""
    visit = judging.facts.visit
    line = judging.gross.minor
    case = max(visit.case_value.minor, line)
    for code, most, by, given in limits_under(judging.terms):
        amount = line if code.endswith("line") else case
        if code == "limit-clerk-day":
            amount += visit.clerk_day.minor
        if amount > most:
            facts = {"amount": Money(amount), "most": given.value}
            judging.find(by.answer, code, given, approval(by), **facts)


def limits_under(terms: Terms) -> tuple[tuple[str, int, Decider, Given], ...]:
    """The limits that are set, each with the code of what is said and its sum in minor
    units; remembered with the terms."""
    if terms.limits is None:
        terms.limits = tuple(
            (re.sub("[._]", "-", name), terms[name].value.minor, by, terms[name])
            for name, by in LIMITS.items()
            if terms[name].value is not None
        )
    return terms.limits


def judge_velocity(judging: Judging) -> None:
    """Customers who bring back a lot; those the shop trusts are not counted."""
    facts = judging.facts
    visitor = facts.visit.visitor
    if not visitor.recognised or visitor.standing is Standing.TRUSTED:
        return
    receipted = facts.asked.proof is not Proof.NONE
    for _, given in judging.terms.all_of("velocity"):
        velocity: Velocity = given.value
        if velocity.receipt is Receipted.WITH and not receipted:
            continue
        if velocity.receipt is Receipted.WITHOUT and receipted:
            continue
        if _beyond(facts, velocity):
            by = velocity.decider
            judging.find(by.answer, "returns-a-lot", given, approval(by), days=velocity.days)


def _beyond(facts: Facts, velocity: Velocity) -> bool:
    """Whether this return goes beyond; the limit itself is still within."""
    visitor = facts.visit.visitor
    since = facts.visit.today - timedelta(velocity.days)
    past = [
        one
        for one in visitor.returns
        if one.on > since
        and (
            velocity.receipt is Receipted.ANY
            or one.receipted is (velocity.receipt is Receipted.WITH)
        )
    ]
    value = Money.total(one.value for one in past) + facts.visit.case_value
    if velocity.count is not None and len(past) + 1 > velocity.count:
        return True
    if velocity.value is not None and value > velocity.value:
        return True
    if velocity.share is None:
        return False
    bought = Money.total(amount for day, amount in visitor.bought if day > since)
    return Decimal(value.minor) * 100 > velocity.share * bought.minor
