"""What else can the customer have? The same line asked for in other ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from models.rules.facts import Facts
from models.rules.returns import judge_return
from models.rules.terms import SHOPS_FAULT
from models.values.codes import Answer, CureKind, RefundBy, Remedy

if TYPE_CHECKING:
    from datetime import date

    from models.rules.facts import Asked, SoldLine, Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy


class Instead(StrEnum):
    """What may be offered in the place of what was asked for."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    STORE_CREDIT = "store-credit"
    WAIT = "wait"
    PROOF = "proof"
    APPROVAL = "approval"
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Something else that the customer can have; ``until`` its last day, or for
    :attr:`Instead.WAIT` the first. ``words`` are the shop's own, by language."""

    kind: Instead
    answer: Answer
    until: date | None = None
    words: tuple[tuple[str, str], ...] = ()


def alternatives(
    line: SoldLine, asked: Asked, visit: Visit, of_sale: Policy, today: Policy | None
) -> tuple[Alternative, ...]:
    """What is milder answered than what was asked for, kindest first; then the appeal."""

    def judged(ask: Asked) -> LineDecision:
        return judge_return([(line, ask)], visit, of_sale, today)[0]

    decision = judged(asked)
    if decision.answer.gravity < Answer.OVERRIDE.gravity:
        return ()
    found = []
    mends = _mends(line, asked, visit, today or of_sale)
    for kind, ask in _other_ways(asked):
        other = judged(ask)
        offered = kind is not Instead.REPAIR or mends
        if other.answer.gravity < decision.answer.gravity and offered:
            found.append(Alternative(kind=kind, answer=other.answer, until=other.last_day))
    found.sort(key=lambda one: one.answer.gravity)
    return (*found, *_from_cures(decision), *_appeal(line, asked, visit, today or of_sale))


def _other_ways(asked: Asked) -> list[tuple[Instead, Asked]]:
    ways = [
        (Instead(remedy.value), replace(asked, remedy=remedy, refund_by=""))
        for remedy in Remedy
        if remedy is not asked.remedy
    ]
    if asked.remedy is Remedy.REFUND and asked.refund_by != RefundBy.STORE_CREDIT:
        by_credit = replace(asked, refund_by=RefundBy.STORE_CREDIT.value)
        ways.append((Instead.STORE_CREDIT, by_credit))
    return ways


def _mends(line: SoldLine, asked: Asked, visit: Visit, policy: Policy) -> bool:
    """A repair is offered only where policy or law speak of one, or for the shop's fault."""
    terms = policy.terms_for(Facts(line, asked, visit))
    spoken_of = "repair" in terms.value("defect.remedies") or "repair" in policy.law.remedies
    return terms.value("repair.window") is not None or (
        asked.reason in SHOPS_FAULT and spoken_of
    )


def _from_cures(decision: LineDecision) -> list[Alternative]:
    found = []
    for finding in decision.findings:
        cure = finding.cure
        if cure is None or finding.answer.gravity < Answer.OVERRIDE.gravity:
            continue
        if cure.kind is CureKind.WAIT:
            until = cure.facts["until"]
            found.append(Alternative(kind=Instead.WAIT, answer=Answer.ACCEPT, until=until))  # type: ignore[arg-type]
        elif cure.kind is CureKind.PROOF:
            found.append(Alternative(kind=Instead.PROOF, answer=Answer.ACCEPT))
    if decision.answer is Answer.OVERRIDE:
        found.append(Alternative(kind=Instead.APPROVAL, answer=Answer.OVERRIDE))
    return list(dict.fromkeys(found))


def _appeal(
    line: SoldLine, asked: Asked, visit: Visit, policy: Policy
) -> tuple[Alternative, ...]:
    words = policy.terms_for(Facts(line, asked, visit)).value("appeal")
    if not words:
        return ()
    return (
        Alternative(
            kind=Instead.APPEAL, answer=Answer.OVERRIDE, words=tuple(sorted(words.items()))
        ),
    )
