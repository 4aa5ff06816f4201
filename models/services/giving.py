"""Money that goes out without goods: what goodwill and corrections of a price share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.approvals import managers_for
from models.services.approvals import Granted, allow, noted
from models.services.documents import open_snapshot
from models.services.exception_forms import form_of
from models.services.returns import by_tender
from models.services.terminal import list_awaiting
from models.services.vouchers import vouchers_for
from models.tables.returns import CORRECTION, GOODWILL
from models.values import ZERO, Message, Money, Refused, Topic, refuse
from models.values.codes import Answer
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.papers import PaidOut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.rules.clauses import Clause
    from models.rules.findings import Finding, Judging
    from models.rules.refunds import PlannedRefund
    from models.services.approvals import Approval, Approved
    from models.services.exception_forms import FormOpened
    from models.services.refunds import Plan
    from models.services.sought import Sought
    from models.services.terminal import AwaitingTerminal
    from models.services.vouchers import VoucherOpened
    from models.unit import Unit
    from models.values.codes import RefundBy

SLIPS: Mapping[str, type[CorrectionSlip | GoodwillSlip]] = {
    CORRECTION: CorrectionSlip,
    GOODWILL: GoodwillSlip,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What would be said of money without goods, with everything that led to it."""

    answer: Answer
    """*Override* is a yes once a manager approves, where it is :attr:`possible`."""
    findings: tuple[Finding, ...]
    policy: int
    clauses: Mapping[tuple[int, int], Clause]
    amount: Money
    """Before cash rounding."""
    tax: Money = ZERO
    most: Money | None = None
    """What is left of a line's price; nothing for goodwill."""
    plan: tuple[PlannedRefund, ...]
    choices: tuple[RefundBy, ...]
    notices: tuple[Message, ...] = ()
    beyond: tuple[Message, ...] = ()
    """What is more than whoever asks may give alone."""

    @property
    def needs_approval(self) -> bool:
        """Whether it is more than the clerk may do alone, and a yes of managers can mend it."""
        return self.possible and (bool(self.beyond) or self.answer is Answer.OVERRIDE)

    @property
    def managers(self) -> int:
        """How many of them have to say yes: none, one or two."""
        return managers_for(self.findings) if self.needs_approval else 0

    @property
    def possible(self) -> bool:
        """Whether it is a yes, with a manager's approval at the most: nothing is missing and
        nothing refused. *Override* alone does not say so, as it outweighs *ask*."""
        return all(
            finding.answer in (Answer.ACCEPT, Answer.OVERRIDE) for finding in self.findings
        )

    @property
    def to_pay(self) -> Money:
        """What is handed over, the coin's rounding included."""
        return Money.total(part.amount for part in self.plan)

    @property
    def cash_rounding(self) -> Money:
        return self.to_pay - self.amount

    @property
    def paid_out(self) -> tuple[PaidOut, ...]:
        return tuple(
            PaidOut(kind=kind, label=label, amount=amount.minor)
            for (kind, label), amount in by_tender(self.plan).items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyGiven:
    """What happened: the slip as it is stored, and what is still to do at a terminal."""

    request_id: str
    slip: CorrectionSlip | GoodwillSlip
    copy: int = 0
    """What the next print of the slip is marked: 0 for the one the customer leaves with."""
    awaiting: tuple[AwaitingTerminal, ...] = ()
    vouchers: tuple[VoucherOpened, ...] = ()
    """The papers of the credit that was issued for it."""
    form: FormOpened | None = None
    """The form of the exception, where it took somebody's yes."""
    changed: frozenset[Topic] = frozenset(
        {Topic.SALES, Topic.RETURNS, Topic.DOCUMENTS, Topic.DRAWER, Topic.CARDS}
    )


def as_noted(note: str) -> str:
    """The clerk's words as they are kept: never the number of a card."""
    return noted(note)


def decided(
    judging: Judging,
    amount: Money,
    plan: Plan,
    *,
    tax: Money = ZERO,
    most: Money | None = None,
    beyond: tuple[Message, ...] = (),
) -> Giving:
    """What the rules said, with the paragraphs they named and how the money would go out."""
    numbers = {finding.clause for finding in judging.findings if finding.clause}
    policy = judging.policy
    return Giving(
        answer=judging.answer,
        findings=tuple(judging.findings),
        policy=policy.number,
        clauses={
            (policy.number, clause.number): clause
            for clause in policy.clauses
            if clause.number in numbers
        },
        amount=amount,
        tax=tax,
        most=most,
        plan=plan.parts,
        choices=plan.choices,
        notices=plan.notices,
        beyond=beyond,
    )


def check_giving(decision: Giving, seen: Giving, approval: Approval | Granted | None) -> None:
    """Raise :class:`models.values.Refused` where it is no yes, it is not what the clerk saw, or
    it needs the yes of a manager whom nobody named."""
    why = [
        finding.message for finding in decision.findings if finding.answer is not Answer.ACCEPT
    ]
    if not decision.possible:
        raise Refused(Message("giving-refused"), *why)
    if (decision.amount, decision.plan) != (seen.amount, seen.plan):
        raise refuse("decision-changed")
    if decision.needs_approval and approval is None:
        raise Refused(Message("approval-needed"), *why, *decision.beyond)


def approve_giving(
    unit: Unit,
    decision: Giving,
    approval: Approval | Granted | None,
    sought: Sought,
    paper: str,
    what: str,
) -> Approved | None:
    """The managers' yes, where one is needed; refused as in
    :func:`models.services.approvals.allow`, and where a yes to something else was given from
    another screen."""
    if not decision.needs_approval or approval is None:
        if isinstance(approval, Granted):
            raise refuse("approval-changed")
        return None
    return allow(
        unit,
        approval,
        sought,
        paper,
        what=what,
        amount=decision.amount.minor,
        slip=paper,
    )


def reopen_giving(unit: Unit, request_id: str, kind: str, code: str) -> MoneyGiven:
    """What was committed before, as if it had just been given; refused where there is none."""
    snapshot, copy = open_snapshot(unit, kind, code)
    return as_given(unit, request_id, SLIPS[kind].from_json(snapshot), copy)


def as_given(
    unit: Unit, request_id: str, slip: CorrectionSlip | GoodwillSlip, copy: int = 0
) -> MoneyGiven:
    """What is said of money whose slip is stored."""
    return MoneyGiven(
        request_id=request_id,
        slip=slip,
        copy=copy,
        awaiting=list_awaiting(unit, slip.head.number),
        vouchers=vouchers_for(unit, slip.head.number),
        form=form_of(unit, slip),
    )
