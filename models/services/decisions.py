"""What would be said of a return: every line with its findings, the money, other ways."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from models.rules.agreed import cannot_lower, spread
from models.rules.alternatives import alternatives
from models.rules.approvals import managers_for
from models.rules.facts import Asked, Facts
from models.rules.findings import graver
from models.rules.refunds import Due
from models.rules.returns import judge_return
from models.rules.worth import part_of
from models.services import refunds
from models.services.limits import beyond_limits
from models.services.policies import policies_for
from models.services.requests import digest_of
from models.services.rights import needs
from models.services.sold import got_for_a_gift, load_sale
from models.services.visits import load_visit, lowest_price
from models.values import Money, Quantity, refuse
from models.values.codes import Answer, GoodsBack, Obtained, Proof, Remedy
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.rules.alternatives import Alternative
    from models.rules.clauses import Clause
    from models.rules.facts import SoldLine, Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy
    from models.rules.refunds import PaidBy, PlannedRefund
    from models.rules.splits import Split, SplitPart
    from models.services.refunds import Plan
    from models.services.sold import SoldSale
    from models.unit import Unit
    from models.values import Message
    from models.values.codes import Capture, Condition, Disposition, Reason, RefundBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingBack:
    """What the clerk has entered for one line, complete or not."""

    line_id: int
    quantity: Quantity
    reason: Reason | None = None
    condition: Condition | None = None
    serial: str = ""
    captured: Mapping[Capture, str] = field(default_factory=dict)
    """What was seen or noted because the policy asks for it."""
    missing_parts: Money = Money()  # noqa: RUF009  an immutable value
    disposition: Disposition | None = None
    """What becomes of the goods; empty for what the policy proposes."""

    def said(self) -> list[Any]:
        """Everything that was entered, in a form that can be told from another."""
        return [
            self.quantity.thousandths,
            self.reason,
            self.condition,
            self.serial,
            sorted(self.captured.items()),
            self.missing_parts.minor,
            self.disposition,
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAsked:
    """``refund_by`` is empty for the policy's own way.

    ``split`` is empty for the plan as it is computed; ``split_why`` says why it is not.
    """

    sale_id: int
    lines: tuple[ComingBack, ...]
    refund_by: RefundBy | None = None
    split: tuple[SplitPart, ...] = ()
    split_why: str = ""
    remedy: Remedy = Remedy.REFUND
    proof: Proof = Proof.RECEIPT
    lowered_to: Money | None = None
    """What is agreed on for all of it, before the coin, where that is less than is due."""

    def digest(self) -> str:
        """Tells one request from another: everything that moves goods or money."""
        lines = [[line.line_id, *line.said()] for line in self.lines]
        split = [*map(split_said, self.split), self.split_why]
        how = [self.refund_by, self.remedy, self.proof, split, *lowered_said(self.lowered_to)]
        return digest_of({"sale": self.sale_id, "lines": lines, "how": how})


def split_said(part: SplitPart) -> list[Any]:
    """A part of a refund, in a form that can be told from another."""
    return [part.tender_id, part.kind, part.exact.minor]


def lowered_said(to: Money | None) -> list[int]:
    """An agreed sum, in a form that can be told from another, and from none."""
    return [] if to is None else [to.minor]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    line_id: int
    description: str
    decision: LineDecision
    alternatives: tuple[Alternative, ...] = ()
    """What else the customer can have of it."""

    @property
    def taken_back(self) -> tuple[str, Money]:
        """The promotion that is no longer earned, and what its end takes off the price."""
        if self.decision.answer is not Answer.REFUSE:
            for finding in self.decision.findings:
                facts = finding.message.facts
                match facts.get("amount"):
                    case Money() as amount if finding.message.code == "promotion-taken-back":
                        return str(facts["name"]), amount
        return "", Money()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer for the whole return, with everything that led to it."""

    answer: Answer
    lines: tuple[DecidedLine, ...]
    policy: int
    """The version that decided; the newest, where lines went by several."""
    clauses: Mapping[tuple[int, int], Clause]
    """The paragraphs that the findings name, by version and number."""
    refund: Money
    """What is due after fees, before cash rounding."""
    plan: tuple[PlannedRefund, ...]
    choices: tuple[RefundBy, ...]
    notices: tuple[Message, ...] = ()
    """What the drawer of this register cannot do."""
    without_sale: bool = False
    tenders: tuple[PaidBy, ...] = ()
    """What the money may be given back on."""
    proposed: tuple[PlannedRefund, ...] = ()
    """The plan as it was computed, where the clerk wants it otherwise."""
    split: Split | None = None
    """What is said of that."""
    beyond: tuple[Message, ...] = ()
    """What is more than whoever asks may pay alone."""
    cannot_lower: tuple[Message, ...] = ()
    """Why the agreed sum cannot be."""

    @property
    def possible(self) -> bool:
        """Whether it is a yes, with the approval of managers at the most: nothing is missing
        and nothing refused. *Override* alone does not say so, as it outweighs *ask*."""
        return (
            bool(self.lines)
            and not self.faults
            and all(
                finding.answer in (Answer.ACCEPT, Answer.OVERRIDE)
                for line in self.lines
                for finding in line.decision.findings
            )
        )

    @property
    def faults(self) -> tuple[Message, ...]:
        """Why the money cannot be agreed on or shared out like that, whoever says yes."""
        return (*self.cannot_lower, *(self.split.faults if self.split else ()))

    @property
    def needs_approval(self) -> bool:
        """Whether it is more than the clerk may do alone, and a yes of managers can mend it."""
        beyond = self.split is not None and bool(self.split.beyond)
        return self.possible and (beyond or bool(self.beyond) or self.answer is Answer.OVERRIDE)

    @property
    def managers(self) -> int:
        """How many of them have to say yes: none, one or two."""
        if not self.needs_approval:
            return 0
        return managers_for(f for line in self.lines for f in line.decision.findings)

    @property
    def to_pay(self) -> Money:
        """What is handed over, the coin's rounding included."""
        return Money.total(part.amount for part in self.plan)

    @property
    def cash_rounding(self) -> Money:
        return self.to_pay - self.refund


@needs(Right.LOOK)
def decide_return(unit: Unit, asked: ReturnAsked) -> Decision:
    """What would be said of this return now; changes nothing.

    Raise :class:`models.values.Refused` where a line is not of that sale.
    """
    return decide_sale(unit, asked, load_sale(unit, asked.sale_id))


def decide_sale(
    unit: Unit, asked: ReturnAsked, sale: SoldSale, *, lock: bool = False
) -> Decision:
    """The same for a sale that is loaded, and perhaps locked, already.

    ``lock`` holds the drawer that pays cash until the use case ends.
    """
    policies = policies_for(unit, sale.sold_on)
    lines, visit = facts_of(unit, asked, sale, policies)
    judged = judge_lowered(lines, visit, policies, asked.lowered_to)
    dues = [Due(one.refund, one.way) for one in judged.lines if one.way is not None]
    plan = refunds.plan(
        unit, sale.sale_id, sale.tenders, dues, asked.refund_by, split=asked.split, lock=lock
    )
    decision = put_together(names_of(asked, sale), lines, visit, policies, judged.lines, plan)
    return limited(unit, replace(decision, cannot_lower=judged.cannot_lower))


class Judged(NamedTuple):
    """Every line with what is agreed on, or why that cannot be: then it is left out."""

    lines: tuple[LineDecision, ...]
    cannot_lower: tuple[Message, ...] = ()


def judge_lowered(
    lines: Sequence[tuple[SoldLine, Asked]],
    visit: Visit,
    policies: tuple[Policy, Policy],
    to: Money | None,
) -> Judged:
    """Decide the lines, and once more where less than is due is agreed on for them."""
    decided = judge_return(lines, visit, *policies)
    if to is None:
        return Judged(decided)
    if why := cannot_lower(decided, to):
        return Judged(decided, why)
    less = [
        (line, replace(asked, agreed=kept))
        for (line, asked), kept in zip(lines, spread(decided, to), strict=True)
    ]
    return Judged(judge_return(less, visit, *policies))


def limited(unit: Unit, decision: Decision) -> Decision:
    """With what of it is beyond whoever asks; the money that goes out counts."""
    out = decision.refund
    lines = (min(line.decision.refund, out) for line in decision.lines)
    return replace(decision, beyond=beyond_limits(unit, tuple(lines), out))


def names_of(asked: ReturnAsked, sale: SoldSale) -> list[tuple[int, str]]:
    """Each line that comes back, by its id and name."""
    descriptions = {row.id: row.description for row in sale.lines}
    return [(came.line_id, descriptions[came.line_id]) for came in asked.lines]


def put_together(
    named: Sequence[tuple[int, str]],
    lines: Sequence[tuple[SoldLine, Asked]],
    visit: Visit,
    policies: tuple[Policy, Policy],
    decided: Sequence[LineDecision],
    plan: Plan,
) -> Decision:
    """The decision for all lines, each with its id and name, and with what else is possible.

    ``policies`` are that of the sale and today's.
    """
    of_sale, today = policies
    return Decision(
        answer=graver(f for one in decided for f in one.findings) if decided else Answer.ASK,
        lines=tuple(
            DecidedLine(
                line_id=line_id,
                description=description,
                decision=one,
                alternatives=alternatives(one, *line, visit, of_sale, today),
            )
            for (line_id, description), line, one in zip(named, lines, decided, strict=True)
        ),
        policy=max((one.version for one in decided), default=of_sale.number),
        clauses=clauses_named(decided, policies),
        refund=Money.total(one.refund for one in decided),
        plan=plan.parts,
        choices=plan.choices,
        notices=plan.notices,
        tenders=plan.tenders,
        proposed=plan.proposed,
        split=plan.split,
    )


def facts_of(
    unit: Unit, asked: ReturnAsked, sale: SoldSale, policies: Sequence[Policy]
) -> tuple[list[tuple[SoldLine, Asked]], Visit]:
    """What rules look at: each line with what is asked of it, and the visit.

    Raise :class:`models.values.Refused` where a line is not of that sale.
    """
    rows = {row.id: row for row in sale.lines}
    if any(line.line_id not in rows for line in asked.lines):
        raise refuse("line-unknown")
    proof = _proof(unit, asked.proof, sale)
    coming = {line.line_id: line.quantity for line in asked.lines}
    units: dict[str, Quantity] = {}
    for line in asked.lines:
        sku = rows[line.line_id].sku
        units[sku] = units.get(sku, Quantity()) + line.quantity
    pairs = [
        (
            sale.sold_line(row, coming),
            Asked(
                quantity=line.quantity,
                units=units[row.sku],
                reason=line.reason,
                condition=None if row.charge else line.condition,
                serial=line.serial,
                remedy=asked.remedy,
                proof=proof,
                refund_by=asked.refund_by or "",
                captured=line.captured,
                missing_parts=line.missing_parts,
                gifts_kept=sale.gifts_kept(row, coming),
                goods_back=sale.goods_back(coming) if row.charge else GoodsBack.NONE,
            ),
        )
        for line in asked.lines
        for row in (rows[line.line_id],)
    ]
    visit = load_visit(
        unit,
        policies,
        customer_id=sale.customer_id,
        case_value=Money.total(part_of(line.paid, line, ask.quantity) for line, ask in pairs),
    )
    if asked.proof is Proof.NONE:
        pairs = [
            (
                at_lowest(unit, rows[came.line_id].product_id, Facts(*pair, visit), policies),
                pair[1],
            )
            for came, pair in zip(asked.lines, pairs, strict=True)
        ]
    return pairs, visit


def _proof(unit: Unit, shown: Proof, sale: SoldSale) -> Proof:
    """The slip of an exchange in which a gift came back is a gift receipt as well: what the
    buyer paid with is not theirs who took something else for it."""
    exchanged = any(row.obtained == Obtained.EXCHANGED for row in sale.lines)
    if shown is Proof.RECEIPT and exchanged and got_for_a_gift(unit, sale.sale_id):
        return Proof.GIFT_RECEIPT
    return shown


def clauses_named(
    decided: Sequence[LineDecision], policies: Sequence[Policy]
) -> dict[tuple[int, int], Clause]:
    """The paragraphs that the findings quote."""
    by_number = {policy.number: policy for policy in policies}
    found = {}
    for finding in (finding for one in decided for finding in one.findings):
        clause = by_number[finding.version].clause(finding.clause) if finding.clause else None
        if clause is not None:
            found[finding.version, finding.clause] = clause
    return found


def at_lowest(
    unit: Unit, product_id: int | None, facts: Facts, policies: Sequence[Policy]
) -> SoldLine:
    """The line with the lowest price of the longest look-back period of the policies."""
    days = max(
        policy.terms_for(facts).value("no_receipt.lowest_price_days") for policy in policies
    )
    return replace(facts.line, lowest_price=lowest_price(unit, product_id, days))
