"""Words for a manager's yes or no and its reason, and for a request on its way."""

from __future__ import annotations

from receipts.language import Counted, mark

YES_REASONS = {
    "good-customer": mark("Good customer"),
    "shops-mistake": mark("Our mistake"),
    "fault-seen": mark("The fault was seen"),
    "just-too-late": mark("Only just too late"),
    "promised": mark("It was promised"),
    "other": mark("Another reason"),
}
NO_REASONS = {
    "against-policy": mark("Against the policy"),
    "goods-not-fit": mark("The goods are not fit to take back"),
    "not-shown": mark("Not shown to be so"),
    "too-often": mark("Too often"),
    "suspicion": mark("Something seems wrong"),
    "other": mark("Another reason"),
}
APPROVAL_REASONS = {**NO_REASONS, **YES_REASONS}
"""By code; of a yes and of a no alike."""

ASKED_FOR = {
    "return": mark("Return"),
    "exchange": mark("Exchange"),
    "no-receipt": mark("Without a receipt"),
    "goodwill": mark("Goodwill"),
    "correction": mark("Price correction"),
    "void": mark("Void"),
    "drawer": mark("Drawer"),
    "card": mark("Card"),
    "help": mark("Call for a manager"),
}

ASKING: dict[str, str | Counted] = {
    "approval-taken-back": mark(
        "Something else is entered now, so the request to the managers was taken back. "
        "Ask again when it is right."
    ),
    "approval-left": mark(
        "The request to the managers was taken back. No money has moved. "
        "Ask again when the customer goes on."
    ),
    "call-taken-back": mark("The call for a manager was taken back."),
}
