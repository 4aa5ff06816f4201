"""Words for what cannot be put on paper at the counter, and what to do instead."""

from __future__ import annotations

from receipts.language import Counted, mark

PAPER_REFUSALS: dict[str, str | Counted] = {
    "nothing-denied": mark(
        "The answer is no longer a no. Nothing was printed, and no money has moved. Look at "
        "the decision again."
    ),
    "answer-changed": mark(
        "The answer changed while you were working. Nothing was printed, and no money has "
        "moved. Read it again, then give it on paper."
    ),
    "gift-nothing-chosen": mark(
        "No goods are chosen that could be a gift. Nothing was printed. Choose at least one "
        "line of the sale that is still with the customer."
    ),
    "gift-no-goods": mark(
        "“{item}” is a charge, and no goods that one can give. Nothing was printed. Leave it "
        "out of the gift receipt."
    ),
    "gift-not-left": mark(
        "Of “{item}” {left} can still come back, and the gift receipt asks for another "
        "quantity. Nothing was printed. Correct how many are a gift."
    ),
}
