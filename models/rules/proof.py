"""What shows that the goods were bought here, and what is possible without it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.rules.findings import BY_MANAGER, Cure
from models.values import ONE, ZERO, Money, rounded_share
from models.values.codes import Answer, Capture, CureKind, Proof

if TYPE_CHECKING:
    from models.rules.facts import Facts
    from models.rules.findings import Judging
    from models.rules.terms import Allowance

A_YEAR = 365
NO_PROOF: Final = Proof.NONE


def judge_proof(judging: Judging) -> None:
    """Whether what is shown is enough; without any, the limits of such returns."""
    proof, accepted = judging.facts.asked.proof, judging.terms.given["proof"]
    if proof not in accepted.value:
        wanted = sorted(accepted.value)
        cure = Cure(CureKind.PROOF, {"any_of": tuple(wanted)})
        judging.find(Answer.REFUSE, "proof-not-enough", accepted, cure, proof=proof)
    elif proof is NO_PROOF:
        _judge_without(judging)


def _judge_without(judging: Judging) -> None:
    facts, terms = judging.facts, judging.terms
    judging.find(Answer.ACCEPT, "without-receipt", terms["proof"])
    item = terms["no_receipt.item"]
    each = judging.gross.share(ONE, facts.asked.quantity) if facts.asked.quantity else ZERO
    if item.value is not None and each > item.value:
        judging.find(
            Answer.OVERRIDE, "no-receipt-item", item, BY_MANAGER, amount=each, most=item.value
        )
    period, year = terms["no_receipt.period"], terms["no_receipt.year"]
    if period.value is None and year.value is None:
        return
    if not facts.visit.visitor.recognised:
        if Capture.CUSTOMER not in dict(terms.all_of("capture")):  # else asked for already
            given = period if period.value is not None else year
            cure = Cure(CureKind.CAPTURE, {"what": Capture.CUSTOMER})
            judging.find(Answer.ASK, "needs-customer", given, cure)
        return
    if period.value is not None and _beyond(facts, period.value):
        judging.find(
            Answer.OVERRIDE, "no-receipt-period", period, BY_MANAGER, days=period.value.days
        )
    if year.value is not None:
        spent = _without_receipt(facts, A_YEAR)[1] + facts.visit.case_value
        if spent > year.value:
            judging.find(
                Answer.OVERRIDE,
                "no-receipt-year",
                year,
                BY_MANAGER,
                amount=spent,
                most=year.value,
            )


def _beyond(facts: Facts, allowed: Allowance) -> bool:
    count, value = _without_receipt(facts, allowed.days)
    too_many = allowed.count is not None and count + 1 > allowed.count
    value += facts.visit.case_value
    return too_many or (allowed.value is not None and value > allowed.value)


def _without_receipt(facts: Facts, days: int) -> tuple[int, Money]:
    """How many returns without a receipt in the last ``days``, and for how much."""
    since = facts.visit.today - timedelta(days)
    past = [p for p in facts.visit.visitor.returns if p.on > since and not p.receipted]
    return len(past), Money.total(p.value for p in past)


def worth_without_receipt(facts: Facts, worth: Money) -> Money:
    """Without a receipt never more than the lowest price of the look-back period."""
    lowest = facts.line.lowest_price
    if lowest is None:
        return worth
    quantity = facts.asked.quantity
    at_lowest = rounded_share(lowest.minor, quantity.thousandths, ONE.thousandths)
    return min(worth, Money(at_lowest))
