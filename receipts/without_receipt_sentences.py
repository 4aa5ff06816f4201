"""Words of what a counter answers where there is no receipt."""

from __future__ import annotations

from receipts.language import mark

WITHOUT_RECEIPT_REFUSALS = {
    "nothing-remembered": mark(
        "Nothing is filled in yet. Nothing was changed. "
        "Ask the customer for one thing: what it was, when, how much, how it was paid, or who."
    ),
    "last-four-wrong": mark(
        "The end of a card's number is four digits. Nothing was looked up. "
        "Enter the last four, never the whole number."
    ),
    "no-candidates": mark(
        "No sale fits this. Nothing was changed. "
        "Leave something out or allow more days, or take the goods back without a sale."
    ),
}
