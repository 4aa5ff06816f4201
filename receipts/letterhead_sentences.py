"""Why a letterhead is not taken as it is."""

from __future__ import annotations

from receipts.language import Counted, mark

LETTERHEAD_SAID: dict[str, str | Counted] = {
    "letterhead-saved": mark(
        "Saved. Papers made from now on look like this; those on record stay as they are."
    ),
}

LETTERHEAD_REFUSALS: dict[str, str | Counted] = {
    "letterhead-words-forbidden": mark(
        "No paper may say “{words}”: by law goods that are faulty can come back. Nothing was "
        "saved. Take these words out; to limit returns, say for how long or on what terms."
    ),
    "letterhead-card-number": mark(
        "Here stands the number of a payment card ({card}). Nothing was saved, and no such "
        "number is kept. Take it out."
    ),
    "letterhead-line-long": Counted(
        "Line {line} is too long. Nothing was saved. Use {most} character at most.",
        "Line {line} is too long. Nothing was saved. Use {most} characters at most.",
        "most",
    ),
    "letterhead-lines-many": Counted(
        "These are too many lines. Nothing was saved. Use {most} line at most.",
        "These are too many lines. Nothing was saved. Use {most} lines at most.",
        "most",
    ),
    "letterhead-changed": mark(
        "{name} saved another letterhead meanwhile. Nothing of yours was saved. Look at "
        "theirs, then change it."
    ),
    "letterhead-follows-itself": mark(
        "The shop's own letterhead has no other to follow. Nothing was saved. Choose the store."
    ),
    "logo-large": mark(
        "This picture is too large. Nothing was saved. Use one of at most 2 MB and 40 million "
        "dots, such as one made smaller in any program for pictures."
    ),
    "logo-unreadable": mark(
        "This file is no picture that can be printed. Nothing was saved. Choose a whole PNG or "
        "JPEG."
    ),
    "logo-unknown": mark(
        "This logo is not on record. Nothing was saved. Choose the picture again."
    ),
}
