"""Why a guide is not taken as somebody wrote it."""

from __future__ import annotations

from receipts.language import Counted, mark

GUIDE_REFUSALS: dict[str, str | Counted] = {
    "guide-long": Counted(
        "This step is too long to be read beside a customer. Nothing was saved. Use {most} "
        "character at most.",
        "This step is too long to be read beside a customer. Nothing was saved. Use {most} "
        "characters at most.",
        "most",
    ),
    "guide-words-forbidden": mark(
        "Nobody may tell a customer “{words}”: by law goods that are faulty can come back. "
        "Nothing was saved. Take these words out; to limit returns, say for how long or on "
        "what terms."
    ),
    "guide-card-number": mark(
        "Here stands the number of a payment card ({card}). Nothing was saved, and no such "
        "number is kept. Take it out."
    ),
    "guide-changed": mark(
        "{name} changed this guide meanwhile. Nothing of yours was saved. Look at theirs, then "
        "change it."
    ),
    "guide-not-saved": mark(
        "What you typed is not saved yet. Save it, or do the same once more to drop it."
    ),
    "guide-saved": mark("Saved. From now on everybody reads it so."),
    "guide-unknown": mark(
        "There is no version {version} of this guide. Nothing was changed. Choose another."
    ),
}
