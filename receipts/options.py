"""The names of the program's own options, as they stand alone in a list or a column.

In the middle of a sentence they begin small: :func:`receipts.sentences.sentence` sees to it.
"""

from __future__ import annotations

from receipts.language import mark

PROOFS = {
    "receipt": mark("Receipt"),
    "gift": mark("Gift receipt"),
    "card": mark("Card it was paid with"),
    "loyalty": mark("Loyalty account"),
    "e-mail": mark("E-mailed receipt"),
    "none": mark("No receipt"),
}

REMEDIES = {
    "refund": mark("Refund"),
    "exchange": mark("Exchange"),
    "repair": mark("Repair"),
    "replace": mark("Replacement"),
}
"""What a customer asks for, and the remedies of a defect."""

DECIDERS = {
    "clerk": mark("The clerk"),
    "manager": mark("A manager"),
    "two-managers": mark("Two managers"),
    "nobody": mark("Nobody"),
}

CAPTURES = {
    "id": mark("ID"),
    "customer": mark("Customer's name or number"),
    "serial": mark("Serial number"),
    "service-report": mark("Report of the service centre"),
    "certificate": mark("Certificate"),
    "card": mark("Card that paid"),
    "approval-number": mark("Approval number"),
    "lock-off": mark("Account lock switched off"),
    "photo": mark("Photo"),
    "inspection": mark("Inspection"),
}

OBTAINED = {
    "bought": mark("Bought"),
    "exchanged": mark("Got in an exchange"),
    "free-gift": mark("Free gift"),
}

CHARGES = {
    "delivery": mark("Delivery"),
    "wrapping": mark("Gift wrapping"),
    "deposit": mark("Deposit"),
    "service": mark("Service"),
    "other": mark("Other charge"),
}

PLACES = {
    "same": mark("Store of purchase"),
    "other": mark("Another store"),
    "not-carried": mark("Store without this brand"),
}

STANDINGS = {
    "": mark("Usual"),
    "trusted": mark("Trusted"),
    "blocked": mark("Blocked"),
}

COUPONS = {"own": mark("Our own coupon"), "other": mark("Another firm's coupon")}

KEPT = {
    "opened": mark("Opened box"),
    "restocking": mark("Restocking"),
    "delivery": mark("Delivery"),
    "cleaning": mark("Cleaning"),
    "collection": mark("Collection"),
    "lateness": mark("Lateness"),
    "gift": mark("Free gift not returned"),
    "missing-parts": mark("Missing parts"),
    "difference": mark("Difference in price"),
    "agreed": mark("As agreed"),
}
"""What is kept of a price: usual names of fees, and the rules' own. Others say themselves."""

FEES = {"opened": mark("Opened-box fee"), "restocking": mark("Restocking fee")}
"""As they stand in a row of money, where no word beside them says that it is a fee."""

ORIGINAL = {"original": mark("The way it was paid")}
"""Beside the tenders: how a refund goes out unless the policy says otherwise."""
