"""Try a draft on what happened: returns and sales on record, decided again under both.

The answers come from the rules of the counter; only the facts are gathered in another way, as
those of the moment when it happened. What no record tells is taken as it must have been: a
serial number that matched, the policy's own way of paying.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from models.rules.facts import Asked, Facts, Visitor
from models.rules.findings import graver
from models.rules.replays import (
    Figures,
    Group,
    Outcome,
    ReplayedLine,
    Sums,
    Tally,
    Turn,
    outcome_of,
)
from models.rules.returns import judge_return, judge_standing, kinder_standing
from models.rules.worth import part_of
from models.services.policies import list_versions, open_version
from models.services.replay_history import PRICE_DAYS, History
from models.services.replay_records import (
    AT_ONCE,
    Reading,
    count_lines,
    read_returns,
    read_sold,
)
from models.services.rights import needs
from models.services.visits import load_visit
from models.values import ZERO, Money
from models.values.codes import (
    Answer,
    Condition,
    GoodsBack,
    Proof,
    Reason,
    Remedy,
    Standing,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from models.rules.facts import SoldLine, Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy
    from models.services.replay_records import Brought, Stored
    from models.services.sold import SoldSale
    from models.unit import Unit
    from models.values import Quantity

__all__ = [
    "Figures",
    "Group",
    "Outcome",
    "Replay",
    "ReplayedLine",
    "Sums",
    "Turn",
    "replay",
]

A_YEAR = timedelta(365)
MISSING_PARTS = "missing-parts"
NOTHING_NOTED: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What would have been different from ``since`` until ``until``, both in.

    ``skipped`` counts returned lines whose sale is not certain. ``rows`` are all decisions,
    oldest first.
    """

    since: date
    until: date
    skipped: int
    figures: Figures
    rows: tuple[ReplayedLine, ...]


@needs(Right.POLICY, machine=True)
def replay(
    unit: Unit,
    draft: Policy,
    since: date | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Replay | None:
    """Decide everything since that day again; changes nothing.

    Without a day, that of the last 365 days. ``progress`` is told how many lines are done, of
    how many. Nothing is given back once ``cancelled`` says so.
    """
    begun = since or unit.today - A_YEAR
    moment = datetime.combine(begun, time(), unit.shop.zone)
    in_force = Versions(unit)
    tally, rows = Tally(), []
    returned, skipped, sold = count_lines(unit, moment)
    far = _Far(progress, cancelled, returned + sold)
    with Reading(unit) as reading:
        again = _Again(reading, in_force, draft, moment)
        for brought in read_returns(reading, moment):
            for line in again.decide(brought):
                rows.append(line)
                tally.add(line)
            if far.stopped_after(len(brought.lines)):
                return None
        today = _Today(unit, in_force, draft)
        for sale in read_sold(reading, moment, **today.asks_for):
            for department, now, then in today.could_come_back(sale):
                tally.add_sold(department, now, then)
            if far.stopped_after(len(sale.lines)):
                return None
    progress(far.total, far.total)
    return Replay(
        since=begun,
        until=unit.today,
        skipped=skipped,
        figures=tally.figures(),
        rows=tuple(rows),
    )


class Versions:
    """Every policy that was ever in force, each read once."""

    def __init__(self, unit: Unit) -> None:
        known = sorted((v.in_force_from, v.number) for v in list_versions(unit))
        self._days = [day for day, _ in known]
        self.policies = [open_version(unit, number) for _, number in known]

    def on(self, day: date) -> Policy:
        """The one in force on that day; before the first one, the first."""
        return self.policies[max(bisect_right(self._days, day) - 1, 0)]


class _Far:
    """How far it is; asks every so many lines whether to go on."""

    def __init__(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool], total: int
    ) -> None:
        self._progress, self._cancelled, self.total = progress, cancelled, total
        self._done, self._next = 0, 0

    def stopped_after(self, lines: int) -> bool:
        self._done += lines
        if self._done < self._next:
            return False
        self._next = self._done + AT_ONCE
        self._progress(min(self._done, self.total), self.total)
        return self._cancelled()


class _Again:
    """Decides a return of the past under what was in force then, and under the draft."""

    def __init__(
        self, reading: Reading, in_force: Versions, draft: Policy, since: datetime
    ) -> None:
        self._in_force, self._draft = in_force, draft
        self._history = History(reading, [*in_force.policies, draft], since)

    def decide(self, brought: Brought) -> Iterator[ReplayedLine]:
        sale, first = brought.sale, brought.lines[0]
        pairs = _pairs(brought)
        worth = Money.total([part_of(line.paid, line, asked.quantity) for line, asked in pairs])
        visit = self._history.visit(first, worth)
        of_sale, today = self._in_force.on(sale.sold_on), self._in_force.on(visit.today)
        now = self._judge(pairs, brought, visit, of_sale, today)
        then = self._judge(pairs, brought, visit, self._draft, self._draft)
        for row, (line, _), one, other in zip(brought.lines, pairs, now, then, strict=True):
            yield ReplayedLine(
                row.slip,
                sale.number,
                row.description,
                line.department,
                row.reason,
                sale.customer_id,
                sale.customer,
                visit.today,
                outcome_of(one),
                outcome_of(other),
            )

    def _judge(
        self,
        pairs: Sequence[tuple[SoldLine, Asked]],
        brought: Brought,
        visit: Visit,
        of_sale: Policy,
        today: Policy,
    ) -> tuple[LineDecision, ...]:
        if brought.lines[0].proof == Proof.NONE:
            pairs = [
                (self._at_lowest(row, Facts(*pair, visit), (of_sale, today)), pair[1])
                for row, pair in zip(brought.lines, pairs, strict=True)
            ]
        return judge_return(pairs, visit, of_sale, today)

    def _at_lowest(self, row: Stored, facts: Facts, policies: Sequence[Policy]) -> SoldLine:
        days = max(policy.terms_for(facts).value(PRICE_DAYS) for policy in policies)
        lowest = self._history.lowest_price(row.product_id, row.taken_at, days)
        return replace(facts.line, lowest_price=lowest)


def _pairs(brought: Brought) -> list[tuple[SoldLine, Asked]]:
    """Each line with what was asked of it, as it is on record."""
    sale = brought.sale
    coming: dict[int, Quantity] = {}
    units: dict[str, Quantity] = {}
    for row in brought.lines:
        coming[row.id] = coming[row.id] + row.coming if row.id in coming else row.coming
        units[row.sku] = units[row.sku] + row.coming if row.sku in units else row.coming
    return [
        (
            sale.sold_line(row, coming),
            Asked(
                quantity=row.coming,
                units=units[row.sku],
                reason=REASONS.get(row.reason),
                condition=CONDITIONS.get(row.condition),
                serial=row.serial or "",
                remedy=REMEDIES[row.remedy],
                proof=PROOFS[row.proof],
                captured=_noted(row.captured),
                missing_parts=Money(_noted(row.kept).get(MISSING_PARTS, 0)),
                gifts_kept=sale.gifts_kept(row, coming) if len(sale.lines) > 1 else ZERO,
                goods_back=sale.goods_back(coming) if row.charge else GoodsBack.NONE,
            ),
        )
        for row in brought.lines
    ]


REASONS = {reason.value: reason for reason in Reason}
CONDITIONS = {condition.value: condition for condition in Condition}
REMEDIES = {remedy.value: remedy for remedy in Remedy}
PROOFS = {proof.value: proof for proof in Proof}


@lru_cache(maxsize=4096)
def _noted(stored: str) -> Mapping[Any, Any]:
    """What a column holds as an object; most hold nothing."""
    return NOTHING_NOTED if stored == "{}" else json.loads(stored)


class _Today:
    """Whether what was sold could come back today, by the policy in force and the draft."""

    def __init__(self, unit: Unit, in_force: Versions, draft: Policy) -> None:
        self._in_force, self._draft = in_force, draft
        self._now = in_force.on(unit.today)
        everyone = [*in_force.policies, draft]
        self.asks_for = {
            "tenders": any(policy.mentions("tender") for policy in everyone),
            "promotions": any(
                policy.mentions(fact) for policy in everyone for fact in ("promotion", "coupon")
            ),
        }
        self._nobody = load_visit(unit, (), customer_id=None, case_value=ZERO)
        self._somebody = {
            standing.value: replace(
                self._nobody, visitor=Visitor(known=True, standing=standing)
            )
            for standing in Standing
        }

    def could_come_back(self, sale: SoldSale) -> Iterator[tuple[str, Answer, Answer]]:
        """The department of each line, and both answers."""
        of_sale = self._in_force.on(sale.sold_on)
        policies = (of_sale,) if of_sale is self._now else (of_sale, self._now)
        for row in sale.lines:
            line = sale.sold_line(row)
            visit = self._somebody.get(row.standing, self._nobody)
            facts = Facts(line, Asked(quantity=line.left), visit)
            now = kinder_standing([judge_standing(facts, policy) for policy in policies])
            then = judge_standing(facts, self._draft)
            yield line.department, graver(now), graver(then)
