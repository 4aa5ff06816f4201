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
        "No return {number} was taken in this store. Nothing was undone. "
        "Check the number on the slip."
    ),
    "void-twice": mark(
        "Return {number} was voided before. Nothing was undone a second time. "
        "Print the paper of the void if it is needed."
    ),
    "void-too-late": mark(
        "Return {number} is not of today, so it can no longer be voided. Nothing was changed. "
        "Sell the goods again if the customer keeps them."
    ),
    "void-of-exchange": mark(
        "{number} is an exchange: other goods went out with it, so it can't be voided. Nothing "
        "was changed. Scan {number} and take those goods back instead."
    ),
    "void-newer-first": mark(
        "After return {number} more of the same sale came back, on {newer}. Nothing was "
        "changed. Void {newer} first if it was a mistake as well."
    ),
    "void-credit-used": mark(
        "The credit of return {number}, on the card that ends in {last}, was used already. "
        "Nothing was changed. The return stands; sell the goods again if the customer keeps "
        "them."
    ),
    "void-needs-terminal": mark(
        "The terminal has paid {amount} of this return. Nothing was changed here. Void it on "
        "the terminal first, then enter the reference from its paper."
    ),
}
