"""Words for what people of the shop tell each other, and why something was not taken."""

from __future__ import annotations

from receipts.language import Counted, mark

BRIEFING_KINDS = {
    "recall": mark("Recall"),
    "policy": mark("Change of the policy"),
    "promotion": mark("Promotion"),
    "other": mark("News"),
}

TEAM_REFUSALS: dict[str, str | Counted] = {
    "briefing-unknown": mark(
        "This briefing holds no more: it was withdrawn, or a newer one stands in its place. "
        "Nothing was changed. Look at the list again."
    ),
    "briefing-empty": mark(
        "A briefing needs a title and words. Nothing was saved. Write both, then try again."
    ),
    "briefing-long": mark(
        "This briefing is too long to be read beside a customer. Nothing was saved. Use "
        "{title} characters at most for the title, and {words} for the words."
    ),
    "briefing-days": mark(
        "The last day is past, or lies before the first. Nothing was saved. Give the days anew."
    ),
    "hand-over-note-empty": mark(
        "There are no words for the next person. Nothing was saved. Write some, or leave "
        "without a note."
    ),
    "hand-over-note-long": Counted(
        "This note is too long. Nothing was saved. Use {most} character at most.",
        "This note is too long. Nothing was saved. Use {most} characters at most.",
        "most",
    ),
    "coaching-unknown": mark(
        "There is no such note for you. Nothing was changed. Look at the list again."
    ),
    "briefing-told": mark("“{title}” is told from now on."),
    "briefing-withdrawn": mark("“{title}” is shown to nobody any more."),
    "team-urgent": mark(
        "A recall or a change of the policy is new to you. Read it under Team (Ctrl+T)."
    ),
    "team-note": mark("Somebody left word for you. Read it under Team (Ctrl+T)."),
    "hand-over-note-left": mark("Your note waits for whoever comes next."),
}
