"""Words for what comes after a return: why it can't be undone, or its goods not moved."""

from __future__ import annotations

from receipts.language import Counted, mark

VOID_REFUSALS: dict[str, str | Counted] = {
    "goods-not-here": mark(
        "These goods are not here: this store has no such return, or it was voided. Nothing "
        "was moved. Check the number on the tag."
    ),
    "goods-there-already": mark(
        "That is what was decided about “{goods}” already. Nothing was moved. Look at the list "
        "again."
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
        "After slip {number} more of the same sale was given back, on {newer}. Nothing was "
        "changed. Void {newer} first if it was a mistake as well."
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
