"""May these lines come back, and for how much? No storage, no clock, no words.

Rules are small functions over one line's facts and the terms in force for it. They fall in
two groups: what the *shop wants* (kinds, reasons, conditions, time), which a defect or the
law may outweigh, and what holds always. Which of them have anything to say depends on the
terms alone, so it is looked up once for all lines of the same terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules import (
    captures,
    charges,
    defects,
    exchanges,
    fees,
    kinds,
    limits,
    proof,
    timing,
)
from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.findings import Judging, LineDecision, graver
from models.rules.tenders import judge_tender
from models.rules.terms import SHOPS_FAULT, Per
from models.rules.worth import judge_worth, tax_of, worth_of
from models.values import NOTHING, ZERO
from models.values.codes import (
    Answer,
    Condition,
    Decider,
    Disposition,
    Obtained,
    Proof,
    Reason,
    Remedy,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.rules.findings import Finding
    from models.rules.policy import Policy, Terms
    from models.rules.terms import RefundWay
    from models.values import Money


def _set(*names: str) -> Callable[[Terms], bool]:
    return lambda terms: any(terms.value(name) for name in names)


def _has(family: str) -> Callable[[Terms], bool]:
    return lambda terms: bool(terms.all_of(family))


def _limited(terms: Terms) -> bool:
    return any(terms.value(n) is not None for n in terms.given if n.startswith("limit."))


# A member of an enumeration is looked up anew wherever it is named; here it is felt.
ACCEPT, REFUSE = Answer.ACCEPT, Answer.REFUSE
EXCHANGE, REPAIR = Remedy.EXCHANGE, Remedy.REPAIR
BOUGHT, BLOCKED, FAULTY = Obtained.BOUGHT, Standing.BLOCKED, Reason.FAULTY
NO_PROOF, UNDECIDED = Proof.NONE, Disposition.UNDECIDED
WITHOUT_GOODS = Disposition.RETURN_TO_STOCK
"""What is on record of a charge: nothing of it waits for a decision, and no stock moves."""

BY_CONDITION = {
    Condition.SEALED: Disposition.RETURN_TO_STOCK,
    Condition.AS_NEW: Disposition.RETURN_TO_STOCK,
    Condition.DAMAGED: Disposition.WRITE_OFF,
}

SHOP_WANTS: Sequence[tuple[Callable[[Judging], None], Callable[[Terms], bool]]] = (
    (kinds.judge_kind, _set("final_sale", "never_taken", "never_refunded")),
    (timing.judge_time, lambda terms: True),
    (kinds.judge_reason, lambda terms: terms.value("reasons") is not None),
    (kinds.judge_condition, lambda terms: terms.value("conditions") is not None),
)
ALWAYS: Sequence[tuple[Callable[[Judging], None], Callable[[Terms], bool]]] = (
    (captures.judge_entries, lambda terms: True),
    (proof.judge_proof, lambda terms: True),
    (captures.judge_captures, _has("capture")),
    (captures.judge_inspection, _set("inspection")),
    (limits.judge_decider, lambda terms: terms.value("decided_by") is not Decider.CLERK),
    (limits.judge_limits, _limited),
    (limits.judge_velocity, _has("velocity")),
)


def judge_standing(facts: Facts, policy: Policy) -> tuple[Finding, ...]:
    """What holds for a line before anything is asked: is any left, and is it in time?"""
    judging = Judging(facts, policy, policy.terms_for(facts))
    if facts.line.left <= NOTHING:
        judging.find(REFUSE, "nothing-left")
    else:
        for rule in (kinds.judge_kind, timing.judge_time):
            rule(judging)
            if judging.answer is REFUSE:
                break
    return tuple(judging.findings)


def kinder_standing(standings: Sequence[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Of what several policies say of a line, the mildest; the first where they agree."""
    return min(standings, key=lambda findings: graver(findings).gravity)


def judge_line(
    facts: Facts, policy: Policy, charged: frozenset[str] = frozenset()
) -> LineDecision:
    """Decide one line with every finding; amounts are nothing where it is refused.

    ``charged`` names the fees of the whole case that another line carries already.
    """
    terms = policy.terms_for(facts)
    wants, always = terms.rules or _rules_of(terms)
    judging = Judging(facts, policy, terms)
    line, wanted = facts.line, facts.asked.quantity.thousandths
    left = line.sold.thousandths - line.returned.thousandths
    if left <= 0:
        judging.find(REFUSE, "nothing-left")
        return _refused(judging)
    if 0 < wanted <= left and facts.asked.remedy is not REPAIR:
        judge_worth(judging)
    said = len(judging.findings)
    for rule in wants:
        rule(judging)
    if line.charge is not None:
        charges.judge_charge(judging)
    may_keep = not _outweigh(judging, said)
    for rule in always:
        rule(judging)
    _judge_unusual(judging)
    if may_keep and "fee" in terms.families and judging.answer is not REFUSE:
        fees.judge_fees(judging, charged)
    if facts.asked.agreed:
        fees.judge_agreed(judging)
    way = judge_tender(judging)
    if judging.answer is REFUSE or wanted <= 0:
        return _refused(judging, way)
    gross = judging.gross
    due = judging.left if judging.kept else gross
    return LineDecision(
        judging.answer,
        tuple(judging.findings),
        policy.number,
        gross,
        gross - due if judging.kept else ZERO,
        tuple(judging.kept),
        _tax(judging, due) if line.tax and due else ZERO,
        propose_disposition(judging),
        way,
        judging.last_day,
    )


def judge_return(
    lines: Sequence[tuple[SoldLine, Asked]],
    visit: Visit,
    of_sale: Policy,
    today: Policy | None = None,
) -> tuple[LineDecision, ...]:
    """Decide every line of a return, each by the kinder of two policies.

    ``of_sale`` was in force when the goods were sold; ``today``'s terms count where they are
    kinder, as long as today's policy says so. A fee of the whole case is charged once.
    """
    charged: set[str] = set()
    decided = []
    for line, asked in lines:
        facts = Facts(line, asked, visit)
        decision = judge_line(facts, of_sale, frozenset(charged))
        if today is not None and today.number != of_sale.number and today.kinder_today:
            decision = kinder(decision, judge_line(facts, today, frozenset(charged)))
        decided.append(decision)
        charged.update(_case_fees(decision, of_sale, today, facts))
    return tuple(decided)


def kinder(first: LineDecision, second: LineDecision) -> LineDecision:
    """The one with the milder answer, then the higher refund; the first where they agree."""
    if second.answer.gravity != first.answer.gravity:
        return min(first, second, key=lambda decision: decision.answer.gravity)
    return second if second.refund > first.refund else first


def propose_disposition(judging: Judging) -> Disposition:
    """What the policy says becomes of such goods, else what usually does."""
    said = judging.terms.given["disposition"].value
    if said is not None:
        return Disposition(said)
    if judging.facts.line.charge is not None:
        return WITHOUT_GOODS
    asked = judging.facts.asked
    condition = asked.condition
    if judging.terms.given["inspection"].value and captures.is_held(judging):
        return UNDECIDED
    if asked.remedy is REPAIR:
        return Disposition.REPAIR
    if asked.reason is FAULTY:
        return Disposition.RETURN_TO_SUPPLIER
    return UNDECIDED if condition is None else BY_CONDITION.get(condition, UNDECIDED)


def _rules_of(terms: Terms) -> tuple[tuple[Callable[[Judging], None], ...], ...]:
    """The rules that have anything to say under these terms, in their two groups;
    remembered with them."""
    terms.rules = tuple(
        tuple(rule for rule, matters in group if matters(terms))
        for group in (SHOP_WANTS, ALWAYS)
    )
    return terms.rules


def _judge_unusual(judging: Judging) -> None:
    """What few lines have, whatever the terms."""
    facts = judging.facts
    asked = facts.asked
    if asked.remedy is EXCHANGE or facts.line.obtained is not BOUGHT:
        exchanges.judge_exchange(judging)
    if asked.gifts_kept:
        fees.judge_gifts(judging)
    if asked.missing_parts:
        fees.judge_missing_parts(judging)
    if facts.visit.visitor.standing is BLOCKED:
        limits.judge_blocked(judging)


def _tax(judging: Judging, due: Money) -> Money:
    """What is contained in ``due``: the line's own, scaled with the money."""
    line, quantity = judging.facts.line, judging.facts.asked.quantity
    whole = judging.gross
    if line.earned is not None or judging.facts.asked.proof is NO_PROOF:
        whole = worth_of(line, quantity)
    tax = tax_of(line, quantity)
    return tax if due == whole else tax.proportion(due, whole)


def _outweigh(judging: Judging, said: int) -> bool:
    """Where the shop would not simply take it: does a defect or the law say otherwise?

    Findings from ``said`` on are the shop's will; they fall where something outweighs them.
    Says whether the law's right of withdrawal did, which allows no fee.
    """
    law = judging.policy.law
    lawful = law.distance is not None and charges.may_be_withdrawn(judging)
    if lawful and _try(judging, said, defects.judge_withdrawal, REFUSE):
        return True
    wanting = judging.answer is not ACCEPT or judging.kept
    faulty = judging.facts.asked.reason in SHOPS_FAULT and charges.may_be_claimed(judging)
    if wanting and faulty:
        _try(judging, said, defects.judge_defect, judging.answer)
    return False


def _try(judging: Judging, said: int, judge: Callable[[Judging], bool], wish: Answer) -> bool:
    """Put a claim's findings in the place of the shop's will, if there is one and it helps."""
    before = judging.answer, judging.findings[said:], list(judging.kept), judging.last_day
    del judging.findings[said:]
    judging.kept.clear()
    judging.answer = ACCEPT
    if judge(judging) and judging.answer.gravity <= wish.gravity:
        return True
    judging.answer, judging.findings[said:], judging.kept, judging.last_day = before
    return False


def _case_fees(
    decision: LineDecision, of_sale: Policy, today: Policy | None, facts: Facts
) -> set[str]:
    policy = of_sale if today is None or decision.version == of_sale.number else today
    terms = policy.terms_for(facts)
    names = {name for name, given in terms.all_of("fee") if given.value.per is Per.CASE}
    return names & {part.name for part in decision.kept}


def _refused(judging: Judging, way: RefundWay | None = None) -> LineDecision:
    return LineDecision(
        judging.answer,
        tuple(judging.findings),
        judging.policy.number,
        way=way,
        last_day=judging.last_day,
    )
