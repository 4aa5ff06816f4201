"""A manager and a customer agree on less than would be due: the shop keeps the rest.

Only money that a manager decides about can be agreed on: what the policy gives without asking
is the customer's. The rest is kept as a fee is (:func:`models.rules.fees.judge_agreed`), so
tax falls with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import ZERO, Message, Money
from models.values.codes import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.findings import LineDecision


def cannot_lower(decided: Sequence[LineDecision], to: Money) -> tuple[Message, ...]:
    """Why these lines cannot be settled for ``to`` together; nothing where they can."""
    due = Money.total(one.refund for one in decided)
    open_to_it = Money.total(one.refund for one in decided if one.answer is Answer.OVERRIDE)
    if to < ZERO or to > due:
        return (Message("lowered-not-lower", {"amount": to, "due": due}),)
    if due - to > open_to_it:
        return (Message("lowered-too-far", {"amount": to, "least": due - open_to_it}),)
    return ()


def spread(decided: Sequence[LineDecision], to: Money) -> tuple[Money, ...]:
    """What is kept of each line so that together they come to ``to``.

    By the refunds of the lines that a manager decides about, to whole minor units by the
    largest remainder; where remainders are equal, the first line gives. ``to`` must be
    possible (:func:`cannot_lower`).
    """
    less = Money.total(one.refund for one in decided).minor - to.minor
    weights = [one.refund.minor if one.answer is Answer.OVERRIDE else 0 for one in decided]
    whole = sum(weights)
    if not less or not whole:
        return (ZERO,) * len(decided)
    shares = [divmod(weight * less, whole) for weight in weights]
    short = less - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(shares)), key=lambda at: -shares[at][1])
    raised = frozenset(by_remainder[:short])
    return tuple(Money(share + (at in raised)) for at, (share, _) in enumerate(shares))
