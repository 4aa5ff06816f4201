"""What the bar of the case in hand says when something is done."""

from __future__ import annotations

from receipts.language import Counted, mark

IN_HAND_SAID: dict[str, str | Counted] = {
    "nobody-waits": mark("Nobody waits who could be called now."),
    "ticket-now-gone": mark("{ticket} did not come, and keeps its place for an hour."),
    "ticket-now-held": mark("{ticket} is held until you put it in again."),
    "case-now-noted": mark("The note is in case {case}."),
    "case-waits-for-customer": mark("Case {case} is put aside; it waits for the customer."),
    "case-waits-for-shop": mark("Case {case} is put aside; it waits for the shop."),
    "case-now-closed": mark("Goodbye said: case {case} is closed."),
    "case-now-in-hand": mark("Case {case} is in hand here. It goes on where it was."),
}
