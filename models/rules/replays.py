"""What a draft would have changed: decisions made twice, side by side, and their sums.

Pure: it is told what both policies answered, line by line, and adds up. Amounts of a line
that somebody must approve count as if they had been approved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.values import ZERO, Money
from models.values.codes import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.rules.findings import LineDecision

Clauses = tuple[tuple[int, int], ...]
"""Paragraphs that a decision names, each by version and number."""


class Outcome(NamedTuple):
    """What one side says of a line."""

    answer: Answer
    refund: Money
    fee: Money
    clauses: Clauses


class Turn(StrEnum):
    """Which way a decision went."""

    SAME = "same"
    KINDER = "kinder"
    """A milder answer, or the same one with more money."""
    STRICTER = "stricter"


class ReplayedLine(NamedTuple):
    """One returned line decided again; named tuples, as a year has a hundred thousand."""

    slip: str
    sale: str
    description: str
    department: str
    reason: str
    customer_id: int | None
    customer: str
    day: date
    in_force: Outcome
    draft: Outcome

    @property
    def changed(self) -> bool:
        """Another answer or another amount; another clause alone changes nothing."""
        return self.in_force[:3] != self.draft[:3]

    @property
    def turn(self) -> Turn:
        now, then = self.in_force, self.draft
        if now[:3] == then[:3]:
            return Turn.SAME
        if now.answer is not then.answer:
            milder = then.answer.gravity < now.answer.gravity
            return Turn.KINDER if milder else Turn.STRICTER
        return Turn.KINDER if then.refund > now.refund else Turn.STRICTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """One side of a group: how many lines, and what went out for them.

    ``returnable`` counts sold lines that could come back today.
    """

    refunded: Money = ZERO
    fees: Money = ZERO
    approvals: int = 0
    refused: int = 0
    returnable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some decisions, by both policies. ``customers`` counts those whom a change touches,
    ``sold`` the sold lines that were looked at."""

    decisions: int = 0
    changed: int = 0
    customers: int = 0
    sold: int = 0
    in_force: Sums = Sums()
    draft: Sums = Sums()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that was counted.

    ``matrix`` says how many decisions went from which answer (of the policy in force) to
    which (of the draft), those that stayed included.
    """

    whole: Group
    by_department: Mapping[str, Group]
    by_reason: Mapping[str, Group]
    matrix: Mapping[tuple[Answer, Answer], int]
    turned: Mapping[Turn, int]


def outcome_of(decision: LineDecision) -> Outcome:
    named = {(f.version, f.clause) for f in decision.findings if f.clause}
    return Outcome(
        decision.answer,
        decision.refund,
        decision.fee,
        tuple(sorted(named)) if len(named) > 1 else tuple(named),
    )


class Tally:
    """Adds up replayed and sold lines, one after the other."""

    def __init__(self) -> None:
        self._whole = _Running()
        self._departments: dict[str, _Running] = {}
        self._reasons: dict[str, _Running] = {}
        self._matrix: Counter[tuple[Answer, Answer]] = Counter()
        self._turned: Counter[Turn] = Counter()

    def add(self, line: ReplayedLine) -> None:
        turn = line.turn
        self._matrix[line.in_force.answer, line.draft.answer] += 1
        self._turned[turn] += 1
        for running in (
            self._whole,
            _of(self._departments, line.department),
            _of(self._reasons, line.reason),
        ):
            running.add(line, changed=turn is not Turn.SAME)

    def add_sold(self, department: str, in_force: Answer, draft: Answer) -> None:
        """A sold line, as it could come back today."""
        for running in (self._whole, _of(self._departments, department)):
            running.sold += 1
            running.in_force.returnable += in_force is not Answer.REFUSE
            running.draft.returnable += draft is not Answer.REFUSE

    def figures(self) -> Figures:
        return Figures(
            whole=self._whole.group(),
            by_department={name: r.group() for name, r in sorted(self._departments.items())},
            by_reason={name: r.group() for name, r in sorted(self._reasons.items())},
            matrix=dict(self._matrix),
            turned=dict(self._turned),
        )


class _Side:
    __slots__ = ("approvals", "fees", "refunded", "refused", "returnable")

    def __init__(self) -> None:
        self.refunded = self.fees = self.approvals = self.refused = self.returnable = 0

    def add(self, outcome: Outcome) -> None:
        self.refunded += outcome.refund.minor
        self.fees += outcome.fee.minor
        if outcome.answer is Answer.OVERRIDE:
            self.approvals += 1
        elif outcome.answer is Answer.REFUSE:
            self.refused += 1

    def sums(self) -> Sums:
        return Sums(
            refunded=Money(self.refunded),
            fees=Money(self.fees),
            approvals=self.approvals,
            refused=self.refused,
            returnable=self.returnable,
        )


class _Running:
    """One group while it grows."""

    __slots__ = ("changed", "customers", "decisions", "draft", "in_force", "sold")

    def __init__(self) -> None:
        self.decisions = self.changed = self.sold = 0
        self.customers: set[int] = set()
        self.in_force, self.draft = _Side(), _Side()

    def add(self, line: ReplayedLine, *, changed: bool) -> None:
        self.decisions += 1
        self.in_force.add(line.in_force)
        self.draft.add(line.draft)
        if changed:
            self.changed += 1
            if line.customer_id is not None:
                self.customers.add(line.customer_id)

    def group(self) -> Group:
        return Group(
            decisions=self.decisions,
            changed=self.changed,
            customers=len(self.customers),
            sold=self.sold,
            in_force=self.in_force.sums(),
            draft=self.draft.sums(),
        )


def _of(groups: dict[str, _Running], name: str) -> _Running:
    found = groups.get(name)
    if found is None:
        found = groups[name] = _Running()
    return found
