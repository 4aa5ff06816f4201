"""What the goods are worth that come back: what was paid, part by part, to the last cent.

A correction takes its amount off what is left of a line at that moment, and spreads what
remains over the units left as the price was spread over all of them. So parts and corrections
in any order add up to what was paid, and a part that came back before is worth what it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.proof import worth_without_receipt
from models.values import NOTHING, ONE, ZERO, Money, Quantity, rounded_share
from models.values.codes import Answer, Proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.rules.facts import Bundled, Corrected, Earned, SoldLine
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


def worth_of(line: SoldLine, quantity: Quantity) -> Money:
    """What the next ``quantity`` units are worth: what was paid for them, as corrected."""
    if not line.corrections:
        return part_of(line.paid, line, quantity)
    return value_of(
        line.paid, line.corrections, line.returned + quantity, line.sold
    ) - value_of(line.paid, line.corrections, line.returned, line.sold)


def tax_of(line: SoldLine, quantity: Quantity) -> Money:
    """The tax contained in what :func:`worth_of` says."""
    if not line.corrections:
        return part_of(line.tax, line, quantity)
    off = [(each.since, each.tax) for each in line.corrections]
    return _first_of(line.tax, off, line.returned + quantity, line.sold) - _first_of(
        line.tax, off, line.returned, line.sold
    )


def value_of(
    paid: Money, corrections: Sequence[Corrected], units: Quantity, sold: Quantity
) -> Money:
    """What the first ``units`` of a line are worth together, as its price was corrected."""
    off = ((each.since, each.amount) for each in corrections)
    return _first_of(paid, off, units, sold)


def _first_of(
    whole: Money, off: Iterable[tuple[Quantity, Money]], units: Quantity, sold: Quantity
) -> Money:
    """``off`` are sums and from which unit on each is taken off, in rising order."""
    start, before, rest = NOTHING, ZERO, whole
    for since, amount in off:
        if units <= since:
            break
        until = rest.share(since - start, sold - start)
        start, before, rest = since, before + until, rest - until - amount
    return before + rest.share(units - start, sold - start)


def judge_worth(judging: Judging) -> None:
    """What was paid for these units; a promotion no longer earned is taken back."""
    facts = judging.facts
    line = facts.line
    worth = worth_of(line, facts.asked.quantity)
    if line.earned is not None:
        worth = _less_the_break(judging, line.earned, worth)
    if line.bundled is not None:
        worth = _less_the_bundle(judging, line.bundled, worth)
    elif line.corrections:
        worth = min(worth, line.room)  # a till that knew of no correction may have paid more
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

    What is kept without having earned the promotion counts at its list price, and keeps its
    part of a correction; never below nothing.
    """
    kept = line.sold - returned
    worth = value_of(line.paid, line.corrections, returned, line.sold)
    if not kept or kept >= earned.least:
        return worth
    at_list = rounded_share(earned.list_price.minor, kept.thousandths, ONE.thousandths)
    corrected = line.paid.share(returned, line.sold) - worth
    return max(line.paid - corrected - Money(at_list), ZERO)
