"""Goodwill: what may be given for what no goods can put right, by whom, and in which way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules.corrections import judge_sum, judge_wish
from models.rules.findings import BY_MANAGER, Cure
from models.rules.tenders import way_under
from models.values import Money
from models.values.codes import Answer, CureKind, RefundBy, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.rules.corrections import Wish
    from models.rules.findings import Judging
    from models.rules.policy import Terms
    from models.rules.terms import Allowance, RefundWay


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBefore:
    """Earlier goodwill for the same customer."""

    on: date
    amount: Money


def goodwill_way(terms: Terms) -> RefundWay | None:
    """How goodwill goes out: as store credit if it may, else in the first way that may be."""
    ways = frozenset(map(RefundBy, terms.value("goodwill.ways")))
    if not ways:
        return None
    credit = RefundBy.STORE_CREDIT
    first = credit if credit in ways else next(by for by in RefundBy if by in ways)
    return replace(way_under(terms), to=first, choices=ways, order=(), instead=())


def judge_goodwill(
    judging: Judging, wish: Wish, by: RefundBy | None, before: Sequence[GivenBefore]
) -> None:
    """By the sums and ways of the policy; ``before`` is what this customer got already."""
    judge_wish(judging, wish)
    _judge_way(judging, by)
    judge_sum(judging, "goodwill", wish.amount)
    visitor, allowed = judging.facts.visit.visitor, judging.terms["goodwill.customer"]
    if visitor.standing is Standing.BLOCKED:
        judging.find(Answer.OVERRIDE, "goodwill-blocked", None, BY_MANAGER)
    if allowed.value is None:
        return
    if not visitor.known:
        judging.find(Answer.OVERRIDE, "goodwill-for-nobody", allowed, BY_MANAGER)
    elif _beyond(judging.facts.visit.today, wish.amount, before, allowed.value):
        days = allowed.value.days
        judging.find(Answer.OVERRIDE, "goodwill-often", allowed, BY_MANAGER, days=days)


def _judge_way(judging: Judging, by: RefundBy | None) -> None:
    ways = judging.terms["goodwill.ways"]
    if not ways.value:
        judging.find(Answer.REFUSE, "goodwill-not-given", ways)
    elif by is not None and by not in ways.value:
        cure = Cure(CureKind.TENDER, {"any_of": tuple(sorted(ways.value))})
        judging.find(Answer.REFUSE, "goodwill-not-by", ways, cure, tender=by)


def _beyond(
    today: date, amount: Money, before: Sequence[GivenBefore], allowed: Allowance
) -> bool:
    """Whether this goes beyond; the limit itself is still within."""
    since = today - timedelta(allowed.days)
    past = [one.amount for one in before if one.on > since]
    if allowed.count is not None and len(past) + 1 > allowed.count:
        return True
    return allowed.value is not None and Money.total((*past, amount)) > allowed.value
