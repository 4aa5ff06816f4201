"""What the shop keeps of a price, by name: on the slip and beside the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.language import mark

if TYPE_CHECKING:
    from receipts.language import Language

KEPT = {
    "opened": mark("Opened-box fee"),
    "restocking": mark("Restocking fee"),
    "cleaning": mark("Cleaning fee"),
    "collection": mark("Collection fee"),
    "lateness": mark("Brought back late"),
    "gift": mark("Free gift kept"),
    "missing-parts": mark("Missing parts"),
    "difference": mark("Difference not paid out"),
}
"""Fees that many shops have, and what rules keep by themselves. Any other name is the
shop's own."""


def kept_name(language: Language, name: str) -> str:
    """The name of a fee as people read it; a shop's own name as the shop wrote it."""
    if name in KEPT:
        return language.say(KEPT[name])
    own = name.replace("-", " ").replace("_", " ").strip()
    return language.say("Fee: {name}", name=own) if own else language.say("Fee")
