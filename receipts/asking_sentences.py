"""What a clerk is told of a request to the managers that is no more."""

from __future__ import annotations

from receipts.language import Counted, mark

ASKING: dict[str, str | Counted] = {
    "approval-taken-back": mark(
        "Something else is entered now, so the request to the managers was taken back. "
        "Ask again when it is right."
    ),
}
