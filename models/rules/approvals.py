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
    for code, amount, most in (
        ("approver-line-most", needed.line, authority.line_most),
        ("approver-case-most", needed.case, authority.case_most),
        ("approver-day-most", spent_today + needed.case, authority.day_most),
    ):
        if most is not None and amount > most:
            return Message(code, {"name": name, "amount": amount, "most": most})
    return None


def beyond_own(
    authority: Authority, lines: Sequence[Money], case: Money, day_so_far: Money
) -> tuple[Message, ...]:
    """What is more than somebody may pay alone; exactly the limit still may."""
    largest = max(lines, default=ZERO, key=lambda amount: amount.minor)
    return tuple(
        Message(code, {"amount": amount, "most": most})
        for code, amount, most in (
            ("own-line-most", largest, authority.line_most),
            ("own-case-most", case, authority.case_most),
            ("own-day-most", day_so_far + case, authority.day_most),
        )
        if most is not None and case > ZERO and amount > most
    )
