"""What the goods are worth that come back: what was paid, part by part, to the last cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.proof import worth_without_receipt
from models.values import ONE, ZERO, Money, Quantity, rounded_share
from models.values.codes import Answer, Proof

if TYPE_CHECKING:
    from models.rules.facts import Bundled, Earned, SoldLine
    from models.rules.findings import Judging
    from models.rules.policy import Given


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
    facts = judging.facts
    line = facts.line
    worth = part_of(line.paid, line, facts.asked.quantity)
    if line.earned is not None:
        worth = _less_the_break(judging, line.earned, worth)
    if line.bundled is not None:
        worth = _less_the_bundle(judging, line.bundled, worth)
    if facts.asked.proof is NO_PROOF:
        worth = worth_without_receipt(facts, worth)
    judging.gross = worth


def _less_the_break(judging: Judging, earned: Earned, worth: Money) -> Money:
    given = judging.terms["quantity_breaks"]
    if given.value != "take-back":
        return worth
    line, quantity = judging.facts.line, judging.facts.asked.quantity
    less = max(_worth_after(line, earned, line.returned + quantity) - line.refunded, ZERO)
    _say_taken_back(judging, given, earned.name, worth - less, line.left - quantity)
    return less


def _less_the_bundle(judging: Judging, bundled: Bundled, worth: Money) -> Money:
    given = judging.terms["bundles"]
    if given.value != "take-back":
        return worth
    less = min(max(worth - bundled.unearned, ZERO), bundled.room)
    kept = judging.facts.line.left - judging.facts.asked.quantity
    _say_taken_back(judging, given, bundled.name, worth - less, kept)
    return less


def _say_taken_back(
    judging: Judging, given: Given, name: str, amount: Money, kept: Quantity
) -> None:
    if amount > ZERO:
        judging.find(
            Answer.ACCEPT, "promotion-taken-back", given, name=name, kept=kept, amount=amount
        )


def _worth_after(line: SoldLine, earned: Earned, returned: Quantity) -> Money:
    """What all units that came back are worth together once the promotion is looked at.

    What is kept without having earned the promotion counts at its list price; never below
    nothing.
    """
    kept = line.sold - returned
    if not kept:
        return line.paid
    if kept >= earned.least:
        return line.paid.share(returned, line.sold)
    at_list = rounded_share(earned.list_price.minor, kept.thousandths, ONE.thousandths)
    return max(line.paid - Money(at_list), ZERO)
