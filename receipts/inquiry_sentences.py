"""What is said of answers to questions about products, bills and the policy."""

from __future__ import annotations

from receipts.language import Counted, mark

INQUIRY_SAID: dict[str, str | Counted] = {
    "told-in-case": mark("Noted in case {case}."),
    "told-noted": mark("Noted in the journal. No case is in hand here."),
    "pairings-changed": mark("What is named beside it was changed."),
    "pairings-undone": mark("What is named beside it is as it was before."),
}
