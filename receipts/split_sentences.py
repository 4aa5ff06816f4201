"""Words for a refund that is shared out anew: why it can't be, or needs a manager."""

from __future__ import annotations

from receipts.language import Counted, mark

SPLIT_REFUSALS: dict[str, str | Counted] = {
    "split-tender-unknown": mark(
        "This sale was not paid by one of the means that the refund is shared out over. "
        "Nothing was paid out. Share it out again."
    ),
    "split-amount-wrong": mark(
        "A part of the refund is not above zero. Nothing was paid out. "
        "Correct its amount, or leave the part out."
    ),
    "split-kind-wrong": mark(
        "What was paid by {paid_with} cannot be paid back by {tender}. Nothing was paid out. "
        "Choose another way for this part."
    ),
    "split-tender-short": mark(
        "{asked} is more than the {left} that can still go back of what was paid by {tender}. "
        "Nothing was paid out. Lower that part."
    ),
    "split-less": mark(
        "{rest} of {due} is not shared out yet. Nothing was paid out. Raise a part, or add one."
    ),
    "split-more": mark(
        "The parts are {rest} more than the {due} that is due. Nothing was paid out. "
        "Lower a part."
    ),
    "split-cash-short": mark(
        "The drawer holds {held}, and {asked} would go out in cash. Nothing was paid out. "
        "Lower the part in cash, or pay cash in first."
    ),
    "split-needs-approval": mark(
        "The refund is shared out otherwise than the policy offers. Nothing was paid out. "
        "A manager approves it with badge, PIN and a reason."
    ),
    "split-kind-beyond": mark(
        "For what was paid by {paid_with} the policy does not offer {tender}: {amount}."
    ),
    "split-cash-beyond": mark(
        "This is {amount} more cash than the policy pays out for these goods."
    ),
}
