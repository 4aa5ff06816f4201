"""Words for gift cards, store credit and identities: refusals, and the names of entries."""

from __future__ import annotations

from receipts.language import Counted, mark

VALUE_CARD_REFUSALS: dict[str, str | Counted] = {
    "value-card-unknown": mark(
        "No gift card or store credit has the number “{text}”. No money has moved. "
        "Scan it again, or type all 16 digits as they stand on it."
    ),
    "value-card-amount": mark(
        "This is no amount for a card. No money has moved. Enter an amount above zero."
    ),
    "value-card-short": mark(
        "The card that ends in {last} holds {left}, less than was asked. Nothing was taken "
        "off it. Take what is on it, and the rest by another means of payment."
    ),
    "value-card-over": mark(
        "The card that ends in {last} was good until {day}. Nothing was taken off it. "
        "Show the customer the day on the voucher, or ask a manager."
    ),
    "value-card-voided": mark(
        "The card that ends in {last} was issued by mistake and taken back. There is no money "
        "on it, and none has moved. Ask the customer for another card."
    ),
    "value-card-moved": mark(
        "The card that ends in {last} was reported lost, and what was on it is on a new card. "
        "No money has moved. Ask the customer for the new one."
    ),
    "value-card-empty": mark(
        "There is nothing left on the card that ends in {last}. No new card was made. "
        "Issue a new one if the customer pays for it."
    ),
    "value-card-not-voidable": mark(
        "The card that ends in {last} can no longer be taken back: that is possible only on "
        "the day it was issued, before it is used. Its money is untouched. "
        "Let the customer spend it, or ask a manager."
    ),
    "value-card-receipt-missing": mark(
        "The till's receipt is missing. No money has moved. "
        "Enter the number of the receipt on which it was paid."
    ),
    "card-number-refused": mark(
        "This is the number of a payment card ({card}). It was not kept, and nothing was "
        "changed. Write the brand and the last four digits only."
    ),
    "identity-too-short": Counted(
        "This number is too short for a document. Nothing was kept of it. "
        "Enter all of it, at least {least} character.",
        "This number is too short for a document. Nothing was kept of it. "
        "Enter all of it, at least {least} characters.",
        "least",
    ),
}

VALUE_ENTRIES = {
    "issued": mark("Issued"),
    "loaded": mark("Loaded"),
    "refunded": mark("Refunded to it"),
    "moved-in": mark("From a lost card"),
    "spent": mark("Spent"),
    "expired": mark("Past its last day"),
    "voided": mark("Voided"),
    "moved-out": mark("Moved to a new card"),
}

VALUE_STATES = {
    "usable": mark("Can be used"),
    "voided": mark("Voided"),
    "moved": mark("Reported lost"),
}

IDENTITY_KINDS = {
    "national": mark("Identity card"),
    "passport": mark("Passport"),
    "driving-licence": mark("Driving licence"),
    "residence": mark("Residence permit"),
    "other": mark("Other document"),
}
