"""Words for what comes after a return: why it can't be undone, or its goods not moved."""

from __future__ import annotations

from receipts.language import Counted, mark

GOODS_SAID: dict[str, str | Counted] = {
    "goods-moved": mark("“{goods}”: {disposition}. Print its tag anew."),
    "goods-moved-back": mark("“{goods}” lies where it lay before: {disposition}."),
}

VOID_REFUSALS: dict[str, str | Counted] = {
    "goods-not-here": mark(
        "These goods are not here: this store has no such return, or it was voided. Nothing "
        "was moved. Check the number on the tag."
    ),
    "goods-there-already": mark(
        "That is what was decided about “{goods}” already. Nothing was moved. Look at the list "
        "again."
    ),
    "sale-voided": mark(
        "What went out on {number} was voided by {by}: it was not sold after all. Nothing of "
        "it can come back. Look at the slip of the void."
    ),
    "void-payment-needs-terminal": mark(
        "The customer paid {amount} for this exchange through a terminal. Nothing was changed "
        "here. Give it back on the terminal first, then enter the reference from its paper."
    ),
    "void-unknown": mark(
        "No slip {number} was made in this store. Nothing was undone. Check the number."
    ),
    "void-twice": mark(
        "Slip {number} was voided before. Nothing was undone a second time. "
        "Print the paper of the void if it is needed."
    ),
    "void-too-late": mark(
        "Slip {number} is not of today, so it can no longer be voided. Nothing was changed. "
        "Sell goods that came back again if the customer keeps them."
    ),
    "void-newer-first": mark(
        "After slip {number} more of the same sale or goods was given back or exchanged, on "
        "{newer}. Nothing was changed. Void {newer} first if it was a mistake as well."
    ),
    "void-credit-used": mark(
        "The credit of slip {number}, on the card that ends in {last}, was used already. "
        "Nothing was changed, and the slip stands. Sell goods that came back again if the "
        "customer keeps them."
    ),
    "void-needs-terminal": mark(
        "The terminal has paid {amount} of this slip. Nothing was changed here. Void it on "
        "the terminal first, then enter the reference from its paper."
    ),
}
