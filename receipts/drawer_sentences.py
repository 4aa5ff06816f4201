"""The drawer in words: what is refused, and the names of what moves cash.

A refusal says what happened, whether the money is safe, and what to do next.
"""

from __future__ import annotations

from receipts.language import Counted, mark

DRAWER_REFUSALS: dict[str, str | Counted] = {
    "shift-needed": mark(
        "No drawer is open at register {register}. No cash has moved. "
        "Open the drawer with its float, then do it again."
    ),
    "drawer-open": mark(
        "The drawer of register {register} is open already. Nothing was changed. "
        "Go on with it, or close it first."
    ),
    "drawer-short": mark(
        "There is not enough cash in the drawer for {asked}. No cash has moved. "
        "Pay it back in another way, or pay cash in first."
    ),
    "drawer-lacks": mark(
        "The drawer has too little cash: {lacking} of this refund goes out in another way. "
        "If the customer needs all of it in cash, pay cash in first."
    ),
    "drawer-reason-missing": mark(
        "The reason is missing. Nothing was recorded. Say in a few words why."
    ),
    "drawer-needs-manager": mark(
        "The count is off by {off}, more than the {limit} that the shop allows. The drawer is "
        "still open, and the count is on record. Ask a manager for badge, PIN and a reason."
    ),
    "approver-not-allowed": mark(
        "{name} cannot approve this. Nothing was changed. It takes the badge and the PIN of a "
        "manager whom it does not concern."
    ),
    "count-outdated": mark(
        "Cash has moved since the drawer was counted. The drawer is still open and nothing is "
        "lost. Count it again."
    ),
    "count-wrong": mark(
        "A count cannot be below zero. Nothing was recorded. Correct the figure."
    ),
    "cash-amount-wrong": mark(
        "This amount cannot be booked. No cash has moved. Enter an amount above zero."
    ),
    "hand-over-self": mark(
        "{name} has the drawer already. Nothing was changed. "
        "The person who takes it over enters badge and PIN."
    ),
    "clock-behind": mark(
        "This machine's clock says {now}, but the last drawer here was closed on {last}. No "
        "drawer was opened. Set the clock of this machine, then open the drawer."
    ),
    "drawer-terms-set": mark("Saved. It holds at every register from now on."),
    "drawer-terms-wrong": mark(
        "A day ends at an hour from 0 to 23, and a limit is not below zero. "
        "Nothing was changed. Correct the figures."
    ),
}

CASH_KINDS = {
    "float": mark("Float"),
    "paid-in": mark("Paid in"),
    "payment": mark("Paid by customers"),
    "paid-out": mark("Paid out"),
    "pick-up": mark("Taken to the safe"),
    "refund": mark("Refunds in cash"),
    "no-sale": mark("Opened without a sale"),
    "difference": mark("Over or short"),
}
"""By :class:`models.values.drawer_papers.CashKind`, as they stand in a list."""

SHAPES = {
    "note": mark("{value} note"),
    "coin": mark("{value} coin"),
    "piece": mark("{value}"),
}
"""A denomination by its shape."""
