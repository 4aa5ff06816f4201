"""Who may say yes to what somebody else may not do alone, and what that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.values import ZERO, Message, Money
from models.values.codes import Answer, CureKind, Decider
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from models.rules.findings import Finding
    from models.values.rights import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What a yes has to cover.

    ``codes`` are those of the findings that it overrides, ``line`` is the largest line's
    amount, ``case`` that of all, ``managers`` how many different people have to say it.
    """

    codes: frozenset[str] = frozenset()
    line: Money = ZERO
    case: Money = ZERO
    managers: int = 1


def managers_for(findings: Iterable[Finding]) -> int:
    """Two where one of the findings takes two, else one."""
    for finding in findings:
        if finding.answer is Answer.OVERRIDE and finding.cure is not None:
            kind, facts = finding.cure
            if kind is CureKind.APPROVAL and facts.get("rank") is Decider.TWO_MANAGERS:
                return 2
    return 1


def overridden(findings: Iterable[Finding]) -> frozenset[str]:
    """The codes of what a yes has to outweigh."""
    return frozenset(f.message.code for f in findings if f.answer is Answer.OVERRIDE)


def objection(
    authority: Authority,
    needed: Needed,
    spent_today: Money,
    approver: int,
    concerned: Collection[int],
    name: str,
) -> Message | None:
    """Why this person's yes is none; nothing where it is one.

    ``spent_today`` is what they said yes to today already, ``concerned`` whoever must not:
    the clerk, who holds the drawer, who said yes before. An amount that is exactly the limit
    is within it.
    """
    if Right.APPROVE not in authority.rights or approver in concerned:
        return Message("approver-not-allowed", {"name": name})
    if authority.overrides is not None and not needed.codes <= authority.overrides:
        return Message("approver-may-not-override", {"name": name})
    by: dict[str, object] = {"name": name}
    today = spent_today + needed.case
    if _over(needed.line, authority.line_most):
        return Message("approver-line-most", by | _sums(needed.line, authority.line_most))
    if _over(needed.case, authority.case_most):
        return Message("approver-case-most", by | _sums(needed.case, authority.case_most))
    if _over(today, authority.day_most):
        return Message("approver-day-most", by | _sums(today, authority.day_most))
    return None


def beyond_own(
    authority: Authority, lines: Sequence[Money], case: Money, day_so_far: Money
) -> tuple[Message, ...]:
    """What is more than somebody may pay alone; exactly the limit still may."""
    largest = max(lines, default=ZERO, key=lambda amount: amount.minor)
    today = day_so_far + case
    beyond = []
    if case > ZERO and _over(largest, authority.line_most):
        beyond.append(Message("own-line-most", _sums(largest, authority.line_most)))
    if case > ZERO and _over(case, authority.case_most):
        beyond.append(Message("own-case-most", _sums(case, authority.case_most)))
    if case > ZERO and _over(today, authority.day_most):
        beyond.append(Message("own-day-most", _sums(today, authority.day_most)))
    return tuple(beyond)


def _over(amount: Money, most: Money | None) -> bool:
    return most is not None and amount > most


def _sums(amount: Money, most: Money | None) -> dict[str, object]:
    return {"amount": amount, "most": most}
