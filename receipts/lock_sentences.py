"""Words for a counter that was locked: what became of what was entered there."""

from __future__ import annotations

from receipts.language import Counted, mark

LOCK_SAID: dict[str, str | Counted] = {
    "lock-held": mark("What {person} had entered is on hold: “{about}”."),
    "lock-not-held": mark(
        "What {person} had entered could not be put on hold and is gone. No money and no "
        "goods moved by it. Enter it again."
    ),
}
