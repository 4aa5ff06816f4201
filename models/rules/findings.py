"""What rules say: findings with their cure, what is kept, and the decision they lead to.

Named tuples rather than dataclasses: a replay makes millions of them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from models.values import ZERO, Message, Money
from models.values.codes import Answer, CureKind, Decider, Disposition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.rules.facts import Facts
    from models.rules.policy import Given, Policy, Terms
    from models.rules.terms import RefundWay


ACCEPT: Final = Answer.ACCEPT

NO_FACTS: Mapping[str, object] = MappingProxyType({})


class Cure(NamedTuple):
    """What would turn a finding into a yes: an approval of a rank, an ID, another tender…"""

    kind: CureKind
    facts: Mapping[str, object] = NO_FACTS


APPROVALS: Mapping[Decider, Cure] = {
    by: Cure(CureKind.APPROVAL, {"rank": by}) for by in Decider if by.answer is Answer.OVERRIDE
}
BY_MANAGER = APPROVALS[Decider.MANAGER]


def approval(by: Decider) -> Cure | None:
    """The cure where somebody of a higher rank may say yes; none where the clerk may, or
    nobody."""
    return APPROVALS.get(by)


class Finding(NamedTuple):
    """What one rule says of one line.

    ``clause`` and ``version`` name the policy's paragraph; both are 0 where none is involved.
    """

    answer: Answer
    message: Message
    clause: int = 0
    version: int = 0
    cure: Cure | None = None


class Kept(NamedTuple):
    """A part of the price that the shop keeps: a fee, lateness, missing parts, gifts.

    ``name`` is the shop's own name of a fee, or the code of what is kept.
    """

    name: str
    amount: Money
    clause: int = 0


class LineDecision(NamedTuple):
    """Amounts are nothing where the line is refused.

    ``gross`` is what was paid for these goods (after a promotion that is taken back), ``fee``
    the sum of ``kept``, ``tax`` what is contained in ``gross - fee``.
    """

    answer: Answer
    findings: tuple[Finding, ...]
    version: int = 0
    gross: Money = ZERO
    fee: Money = ZERO
    kept: tuple[Kept, ...] = ()
    tax: Money = ZERO
    disposition: Disposition = Disposition.UNDECIDED
    way: RefundWay | None = None
    last_day: date | None = None
    """Until when it can come back like this; nothing where there is no end or no such day."""

    @property
    def refund(self) -> Money:
        return self.gross - self.fee


def graver(findings: Iterable[Finding]) -> Answer:
    """Where findings meet, the graver answer stands."""
    return max((f.answer for f in findings), key=lambda a: a.gravity, default=Answer.ACCEPT)


class Judging:
    """One line before its rules: what they look at, and what they have found so far."""

    __slots__ = ("answer", "facts", "findings", "gross", "kept", "last_day", "policy", "terms")

    def __init__(self, facts: Facts, policy: Policy, terms: Terms) -> None:
        self.facts = facts
        self.policy = policy
        self.terms = terms
        self.findings: list[Finding] = []
        self.answer: Answer = ACCEPT
        """The gravest so far."""
        self.kept: list[Kept] = []
        self.gross = ZERO
        self.last_day: date | None = None

    def find(
        self,
        answer: Answer,
        code: str,
        /,
        given: Given | None = None,
        cure: Cure | None = None,
        **facts: Any,
    ) -> None:
        """Say something; ``given`` is the term that says so."""
        clause = given.clause if given is not None else 0
        version = self.terms.version if clause else 0
        self.add(Finding(answer, Message(code, facts), clause, version, cure))

    def add(self, finding: Finding) -> None:
        self.findings.append(finding)
        answer = finding.answer
        if answer is not ACCEPT and answer.gravity > self.answer.gravity:
            self.answer = answer

    @property
    def left(self) -> Money:
        """What of the price is not kept yet."""
        if not self.kept:
            return self.gross
        return Money(self.gross.minor - sum([part.amount.minor for part in self.kept]))

    def keep(self, name: str, amount: Money, given: Given) -> Money:
        """Keep so much of the price, never more than is left of it; say how much it was."""
        amount = min(amount, self.left)
        if amount > ZERO:
            self.kept.append(Kept(name, amount, given.clause))
        return amount
