"""What else can the customer have? The same line asked for in other ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from models.rules.facts import Facts
from models.rules.returns import judge_return
from models.rules.terms import SHOPS_FAULT
from models.values import ZERO, Message, Money
from models.values.codes import Answer, CureKind, RefundBy, Remedy

if TYPE_CHECKING:
    from models.rules.facts import Asked, SoldLine, Visit
    from models.rules.findings import LineDecision
    from models.rules.policy import Policy


class OtherWay(StrEnum):
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
    """Something else that the customer can have.

    ``until`` is its last day, for :attr:`OtherWay.WAIT` the first; ``amount`` what it is
    worth as store credit; ``proofs`` what would be enough; ``words`` the shop's own about
    an appeal, by language.
    """

    kind: OtherWay
    answer: Answer
    until: date | None = None
    amount: Money = ZERO
    proofs: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def message(self, language: str) -> Message:
        """As a code with its facts; only an appeal's words depend on the language."""
        match self.kind:
            case OtherWay.EXCHANGE | OtherWay.REPAIR if self.until is not None:
                return Message(f"{self.kind}-until", {"until": self.until})
            case OtherWay.STORE_CREDIT:
                return Message("store-credit", {"amount": self.amount})
            case OtherWay.WAIT:
                return Message("refund-on", {"until": self.until})
            case OtherWay.PROOF:
                return Message("with-proof", {"any_of": self.proofs})
            case OtherWay.APPEAL:
                own = dict(self.words)
                text = own.get(language) or own.get("en") or next(iter(own.values()))
                return Message("appeal", {"text": text})
            case _:
                return Message(self.kind.value)


def alternatives(
    decision: LineDecision,
    line: SoldLine,
    asked: Asked,
    visit: Visit,
    of_sale: Policy,
    today: Policy | None,
) -> tuple[Alternative, ...]:
    """What is milder answered than the ``decision`` of what was asked for, kindest first; then
    the appeal."""
    if decision.answer.gravity < Answer.OVERRIDE.gravity:
        return ()
    found = []
    mends = _mends(line, asked, visit, today or of_sale)
    for kind, ask in _other_ways(asked):
        (other,) = judge_return([(line, ask)], visit, of_sale, today)
        offered = kind is not OtherWay.REPAIR or mends
        if other.answer.gravity < decision.answer.gravity and offered:
            found.append(
                Alternative(
                    kind=kind,
                    answer=other.answer,
                    until=other.last_day,
                    amount=other.refund,
                )
            )
    found.sort(key=lambda one: one.answer.gravity)
    return (*found, *_from_cures(decision), *_appeal(line, asked, visit, today or of_sale))


def _other_ways(asked: Asked) -> list[tuple[OtherWay, Asked]]:
    ways = [
        (OtherWay(remedy.value), replace(asked, remedy=remedy, refund_by=""))
        for remedy in Remedy
        if remedy is not asked.remedy
    ]
    if asked.remedy is Remedy.REFUND and asked.refund_by != RefundBy.STORE_CREDIT:
        by_credit = replace(asked, refund_by=RefundBy.STORE_CREDIT.value)
        ways.append((OtherWay.STORE_CREDIT, by_credit))
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
        if finding.cure is None or finding.answer.gravity < Answer.OVERRIDE.gravity:
            continue
        match finding.cure:
            case (CureKind.WAIT, {"until": date() as until}):
                found.append(Alternative(kind=OtherWay.WAIT, answer=Answer.ACCEPT, until=until))
            case (CureKind.PROOF, {"any_of": tuple() as proofs}):
                found.append(
                    Alternative(kind=OtherWay.PROOF, answer=Answer.ACCEPT, proofs=proofs)
                )
            case _:
                pass  # what cures it is no other way of the customer's
    if decision.answer is Answer.OVERRIDE:
        found.append(Alternative(kind=OtherWay.APPROVAL, answer=Answer.OVERRIDE))
    return list(dict.fromkeys(found))


def _appeal(
    line: SoldLine, asked: Asked, visit: Visit, policy: Policy
) -> tuple[Alternative, ...]:
    words = policy.terms_for(Facts(line, asked, visit)).value("appeal")
    if not words:
        return ()
    return (
        Alternative(
            kind=OtherWay.APPEAL, answer=Answer.OVERRIDE, words=tuple(sorted(words.items()))
        ),
    )
