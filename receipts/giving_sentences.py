"""Words of money without goods: why it is given, and why it is not."""

from __future__ import annotations

from receipts.language import Counted, mark

CORRECTION_REASONS = {
    "price-match": mark("Cheaper elsewhere"),
    "shelf-price": mark("The shelf said another price"),
    "advertised-price": mark("Advertised at another price"),
    "promotion-missed": mark("A promotion was not counted"),
    "damaged-kept": mark("Damaged, and kept"),
    "other": mark("Other reason"),
}

GOODWILL_REASONS = {
    "long-wait": mark("Long wait"),
    "wrong-information": mark("Wrong information"),
    "broken-promise": mark("A promise not kept"),
    "late-delivery": mark("Late delivery"),
    "faulty-again": mark("Faulty once more"),
    "rude-service": mark("Unfriendly service"),
    "expenses": mark("Expenses of the customer"),
    "other": mark("Other reason"),
}

GIVING_REFUSALS = {
    "giving-put-aside": mark("The unfinished payment without goods was put aside."),
    "giving-refused": mark(
        "This cannot be given as it is. No money has moved. "
        "Look at the reasons, and change what was entered."
    ),
    "approval-needed": mark(
        "A manager has to approve this first. No money has moved. "
        "Ask a manager for badge and PIN."
    ),
    "customer-unknown": mark(
        "There is no customer {number} on record. Nothing was changed. Check the number."
    ),
}

GIVING_FINDINGS: dict[str, str | Counted] = {
    "amount-missing": mark("Say how much is given."),
    "giving-reason-missing": mark("Say why it is given."),
    "giving-note-missing": mark("Say in a few words why it is given."),
    "more-than-paid": mark(
        "Of its price {most} can still be given back; {amount} would be more than was paid."
    ),
    "sum-by-manager": mark("A manager decides about money without goods."),
    "sum-above-clerk": mark("A manager decides above {most}; this is {amount}."),
    "sum-above-all": mark("Nobody gives more than {most} without goods; this is {amount}."),
    "goodwill-not-given": mark("The policy gives no goodwill here."),
    "goodwill-not-by": mark("The policy does not give goodwill like this: {tender}."),
    "goodwill-blocked": mark("A manager decides about goodwill for this customer."),
    "goodwill-for-nobody": mark("Nobody is named whom it could be counted for."),
    "goodwill-often": Counted(
        "With this the customer got more goodwill in {days} day than a clerk may give.",
        "With this the customer got more goodwill in {days} days than a clerk may give.",
        "days",
    ),
}

GIVING_TAGS: dict[str, str | Counted] = {
    "amount-missing": mark("amount needed"),
    "giving-reason-missing": mark("reason needed"),
    "giving-note-missing": mark("note needed"),
    "more-than-paid": mark("{most} left"),
    "sum-by-manager": mark("manager decides"),
    "sum-above-clerk": mark("above {most}"),
    "sum-above-all": mark("at most {most}"),
    "goodwill-not-given": mark("no goodwill"),
    "goodwill-not-by": mark("other way"),
    "goodwill-blocked": mark("manager decides"),
    "goodwill-for-nobody": mark("nobody named"),
    "goodwill-often": Counted("a lot in {days} day", "a lot in {days} days", "days"),
}
