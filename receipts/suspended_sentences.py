"""Words for visits on hold: who has one now, and what happened to it meanwhile."""

from __future__ import annotations

from receipts.language import Counted, mark

SUSPENDED: dict[str, str | Counted] = {
    "suspended-empty": mark(
        "Nothing comes back yet, so there is nothing to hold. Choose what comes back first."
    ),
    "suspended-taken": mark(
        "“{about}” is not on hold any more: {person} resumed it at register {register}, "
        "{moment}. Nothing was changed here. Ask there."
    ),
    "suspended-dropped": mark(
        "“{about}” is not on hold any more: it was dropped. Nothing was changed. "
        "Enter it again if the customer is back."
    ),
    "suspended-not-here": mark(
        "That is not on hold in this store, or it was too long ago. Nothing was changed. "
        "Enter it again."
    ),
    "suspended-unreadable": mark(
        "“{about}” was put on hold by another version of this program and cannot be read. "
        "Nothing was changed. Enter it again, then drop it from the list."
    ),
    "suspended-came-back": mark(
        "{goods}: some of it came back on {number} since this was put on hold."
    ),
    "suspended": mark("“{about}” is on hold. Any register of the store can resume it."),
    "suspended-resumed": mark("“{about}” was put on hold by {person} at register {register}."),
    "suspended-resumed-noted": mark(
        "“{about}” was put on hold by {person} at register {register}. Note: {note}"
    ),
    "suspended-gone": mark("“{about}” was dropped from the list."),
}
