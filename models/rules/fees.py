"""What the shop keeps of the price: fees, free gifts that stay, parts that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.findings import BY_MANAGER, Cure, Kept
from models.rules.terms import Per
from models.values import ONE, ZERO, Money, rounded_share
from models.values.codes import Answer, CureKind

if TYPE_CHECKING:
    from decimal import Decimal

    from models.rules.facts import Facts
    from models.rules.findings import Judging
    from models.rules.terms import Fee


def judge_fees(judging: Judging, charged: frozenset[str] = frozenset()) -> None:
    """Every fee in force for the line; one for the whole case only where not ``charged``."""
    facts = judging.facts
    for name, given in judging.terms.all_of("fee"):
        fee: Fee = given.value
        if fee.per is Per.CASE and name in charged:
            continue
        if any([condition.holds(facts) for condition in fee.waived]):
            continue
        amount = judging.keep(name, fee_for(fee, facts, judging.gross), given)
        if amount > ZERO:
            judging.find(
                Answer.ACCEPT,
                "fee",
                given,
                name=name,
                amount=amount,
                percent=rate_of(fee, facts.age),
            )


def fee_for(fee: Fee, facts: Facts, gross: Money) -> Money:
    """What the fee comes to for goods worth ``gross``, its own cap included."""
    amount = gross.percent(rate_of(fee, facts.age))
    if fee.flat is not None:
        units = facts.asked.quantity if fee.per is Per.UNIT else ONE
        each = rounded_share(fee.flat.minor, units.thousandths, ONE.thousandths)
        amount += Money(each)
    return amount if fee.most is None else min(amount, fee.most)


def rate_of(fee: Fee, age: int) -> Decimal:
    """Per cent at that age, in days since the sale."""
    for tier in fee.tiers:
        if tier.days is None or age <= tier.days:
            return tier.percent
    return fee.percent


def judge_gifts(judging: Judging) -> None:
    """A free gift that came with the goods comes back too, or its worth is taken off."""
    worth, given = judging.facts.asked.gifts_kept, judging.terms["free_gifts"]
    if worth <= ZERO or given.value == "keep":
        return
    if given.value == "back":
        judging.find(Answer.ASK, "gift-must-come", given, Cure(CureKind.ENTRY), worth=worth)
    else:
        kept = judging.keep("gift", worth, given)
        judging.find(Answer.ACCEPT, "gift-deducted", given, amount=kept)


def judge_agreed(judging: Judging) -> None:
    """Keep what a manager and the customer agreed on, never more than is left of the line."""
    amount = min(judging.facts.asked.agreed, judging.left)
    if amount > ZERO and judging.answer is not Answer.REFUSE:
        judging.kept.append(Kept("agreed", amount))
        judging.find(Answer.ACCEPT, "agreed", amount=amount)


def judge_missing_parts(judging: Judging) -> None:
    worth, given = judging.facts.asked.missing_parts, judging.terms["missing_parts"]
    if worth <= ZERO:
        return
    if given.value == "refuse":
        judging.find(Answer.REFUSE, "parts-missing", given, Cure(CureKind.ENTRY), worth=worth)
        return
    kept = judging.keep("missing-parts", worth, given)
    judging.find(Answer.ACCEPT, "parts-deducted", given, amount=kept)
    if given.value == "manager":
        judging.find(Answer.OVERRIDE, "parts-by-manager", given, BY_MANAGER, worth=worth)
