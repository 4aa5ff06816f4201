"""What the goods are worth that come back: what was paid, part by part, to the last cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.proof import worth_without_receipt
from models.values import ONE, ZERO, Money, Quantity, rounded_share
from models.values.codes import Answer, Proof

if TYPE_CHECKING:
    from models.rules.facts import Earned, SoldLine
    from models.rules.findings import Judging


NO_PROOF: Final = Proof.NONE


def part_of(whole: Money, line: SoldLine, quantity: Quantity) -> Money:
    """The value of the next ``quantity`` units of a line.

    A difference of two roundings, so that parts taken back in any order add up to
    ``whole`` to the last minor unit.
    """
    sold, before = line.sold.thousandths, line.returned.thousandths
    after = rounded_share(whole.minor, before + quantity.thousandths, sold)
    return Money(after - rounded_share(whole.minor, before, sold)) if before else Money(after)


def judge_worth(judging: Judging) -> None:
    """What was paid for these units; a promotion no longer earned is taken back."""
    facts, terms = judging.facts, judging.terms
    line, quantity = facts.line, facts.asked.quantity
    worth = part_of(line.paid, line, quantity)
    earned = line.earned
    if earned is not None:
        term = terms["bundles" if earned.bundle else "quantity_breaks"]
        if term.value == "take-back":
            after = _worth_after(line, earned, line.returned + quantity)
            taken_back = worth
            worth = max(after - line.refunded, ZERO)
            taken_back -= worth
            if taken_back > ZERO:
                kept = line.left - quantity
                judging.find(
                    Answer.ACCEPT,
                    "promotion-taken-back",
                    term,
                    name=earned.name,
                    kept=kept,
                    amount=taken_back,
                )
    if facts.asked.proof is NO_PROOF:
        worth = worth_without_receipt(facts, worth)
    judging.gross = worth


def _worth_after(line: SoldLine, earned: Earned, returned: Quantity) -> Money:
    """What all units that came back are worth together once the promotion is looked at.

    What is kept without having earned the promotion counts at its list price; never below
    nothing.
    """
    kept = line.sold - returned
    if not kept:
        return line.paid
    if kept >= earned.least and earned.others_kept:
        return line.paid.share(returned, line.sold)
    at_list = rounded_share(earned.list_price.minor, kept.thousandths, ONE.thousandths)
    return max(line.paid - Money(at_list), ZERO)
