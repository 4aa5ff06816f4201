"""What keeps a case from its goodbye, in words: for the bar above all rooms, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui import words
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.still_open import StillOpen
    from models.values.cases import CaseSeen

MOST_NAMED: Final = 4
"""Of what is still open; more is counted."""


def left_open(case: CaseSeen, still: StillOpen) -> list[str]:
    """A line for each."""
    lines = []
    if case.promised_at is not None:
        lines.append(
            say(
                "Promised until {moment}: {words}",
                moment=words.moment(case.promised_at),
                words=case.promise,
            )
        )
    lines += _named(mark("Complaint with a promise: {words}"), still.promised)
    lines += _named(mark("Complaint not settled: {words}"), still.complaints)
    lines += _named(mark("Question without an answer: {words}"), still.questions)
    more = len(lines) - MOST_NAMED
    return lines[:MOST_NAMED] + ([say("And {count} more.", count=more)] if more > 0 else [])


def _named(sentence: str, open_: Sequence[str]) -> list[str]:
    return [say(sentence, words=" ".join(words_.split())[:120]) for words_ in open_]
