"""Words of what a counter answers where there is no receipt."""

from __future__ import annotations

from receipts.language import mark

WITHOUT_RECEIPT_REFUSALS = {
    "goods-put-aside": mark("The unfinished return without a receipt was put aside."),
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
    "product-unknown": mark(
        "One of these products is no longer on record. Nothing has been refunded. "
        "Take it off and look for it once more."
    ),
    "serial-was-sold": mark(
        "The piece with serial number {serial} was sold on receipt {number}. Nothing has been "
        "refunded. Open that sale and take it back there."
    ),
    "serial-came-back": mark(
        "The piece with serial number {serial} came back already, on slip {number}. Nothing "
        "has been refunded. Look at the slip and at the goods, and ask a manager."
    ),
    "serial-twice": mark(
        "Serial number {serial} is entered for two pieces. Nothing has been refunded. "
        "Read the numbers on the goods again."
    ),
}
