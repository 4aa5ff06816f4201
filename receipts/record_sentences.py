"""Words for what is made of the records: extracts, case files, summaries of a day."""

from __future__ import annotations

from receipts.language import Counted, mark

PAPER_NAMES = {
    "return": mark("Return slip"),
    "exchange": mark("Exchange slip"),
    "void": mark("Void slip"),
    "correction": mark("Price correction slip"),
    "goodwill": mark("Goodwill slip"),
    "voucher": mark("Voucher"),
    "gift-receipt": mark("Gift receipt"),
    "denial": mark("What was asked, and why not"),
    "exception": mark("Exception form"),
    "tag": mark("Tag"),
    "ticket": mark("Queue ticket"),
    "taken-down": mark("Question or complaint"),
    "apology": mark("Letter of apology"),
    "bill": mark("Bill explained"),
    "answer": mark("Answer about bringing back"),
    "reading": mark("X report"),
    "closing": mark("Z report"),
    "count-sheet": mark("Count sheet"),
    "journal": mark("Journal extract"),
    "case-file": mark("Case file"),
    "day": mark("Day summary"),
}
"""Every kind of paper, as people call it."""

DAY_KINDS = {
    "return": mark("Returns"),
    "exchange": mark("Exchanges"),
    "goodwill": mark("Goodwill"),
    "correction": mark("Corrected prices"),
    "voided": mark("Voided the same day"),
}

REQUEST_STATES = {
    "open": mark("Waiting"),
    "question": mark("Asked back"),
    "granted": mark("Yes, not used yet"),
    "used": mark("Yes"),
    "refused": mark("No"),
    "withdrawn": mark("Withdrawn"),
    "expired": mark("Not answered in time"),
}

TAKEN_DOWN = {"inquiry": mark("Question"), "complaint": mark("Complaint")}

RECORD_REFUSALS: dict[str, str | Counted] = {
    "journal-nothing-like-that": mark(
        "No entry of the journal is like that, so there is nothing to put on paper. Nothing "
        "was changed. Look for other days, or for all events and everybody."
    ),
    "day-not-to-sum-up": mark(
        "{day} is still to come, or too long ago, so there is nothing to sum up. Nothing was "
        "changed. Choose today or a day before."
    ),
}
