"""What would turn a finding into a yes, in words: an approval, an ID, another tender, a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import Message
from receipts.language import Counted, mark
from receipts.sentences import beginning, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from receipts.language import Language

CURES: dict[str, str | Counted] = {
    "approval": mark("{rank} can approve it."),
    "capture": mark("Ask for it and confirm it here: {what}."),
    "tender": mark("Pay it back in another way: {any_of}."),
    "exchange": mark("It can be exchanged."),
    "repair": mark("It can be repaired."),
    "wait": mark("Come back on {until}."),
    "proof": mark("Ask for another proof of the purchase: {any_of}."),
    "entry": mark("Complete or correct what was entered."),
}
"""By kind (:class:`models.values.codes.CureKind`)."""

WITH_FACTS: dict[tuple[str, str], str] = {
    ("tender", "remedy"): mark("Offer what comes first: {remedy}."),
    ("exchange", "remedy"): mark("Offer what comes first: {remedy}."),
    ("repair", "remedy"): mark("Offer what comes first: {remedy}."),
    ("wait", "meanwhile"): mark("Come back on {until}, or take this today: {meanwhile}."),
}
"""What is said of a kind instead where a cure has this fact."""


def cure_words(language: Language, kind: str, facts: Mapping[str, object]) -> str:
    """What to do, in one sentence; the bare kind where there are no words for it."""
    own = next(
        (text for (of, fact), text in WITH_FACTS.items() if of == kind and fact in facts), None
    )
    table = CURES if own is None else {kind: own}
    return beginning(said(language, table, Message(kind, facts)))
