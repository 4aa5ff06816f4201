"""What the clerk can say to the customer: calm, friendly, and with what is still possible.

It never blames, and never says that nothing can be done: a refusal ends with what the
customer can have instead, or with somebody who will look at it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.language import Counted, mark
from receipts.sentences import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.values import Message
    from receipts.language import Language

CALM = {
    "accept": mark("Of course, we take this back for you. {reason}"),
    "ask": mark("We take this back gladly. One thing is needed first: {reason}"),
    "override": mark("Thank you for coming in. I will ask a manager to look at it. {reason}"),
    "refuse": mark("I am sorry that I cannot take this back for you. {reason}"),
}
"""By answer."""

OTHERWISE = mark("What we can do for you: {any_of}.")
NOTHING_ELSE = mark("If you like, I will ask somebody to look at it again with you.")

ALTERNATIVES: dict[str, str | Counted] = {
    "refund": mark("a refund"),
    "exchange": mark("an exchange"),
    "exchange-until": mark("an exchange until {until}"),
    "repair": mark("a repair"),
    "repair-until": mark("a repair until {until}"),
    "store-credit": mark("store credit of {amount}"),
    "refund-on": mark("a refund from {until} on"),
    "with-proof": mark("another look with other proof: {any_of}"),
    "approval": mark("a manager's decision"),
    "appeal": mark("an appeal: {text}"),
}
"""What else a customer can have, as it stands within a sentence."""


def alternative(language: Language, message: Message) -> str:
    """One thing that the customer can have instead: “an exchange until 5 Nov 2026”."""
    return said(language, ALTERNATIVES, message)


def calm_words(
    language: Language, answer: str, reason: str, alternatives: Sequence[str] = ()
) -> str:
    """What to say for an answer, with the sentence of its gravest finding.

    ``alternatives`` are said where the answer is not a plain yes.
    """
    words = [language.say(CALM[answer], reason=reason).strip()]
    if alternatives and answer != "accept":
        within = [text.removesuffix(".") for text in alternatives]
        words.append(language.say(OTHERWISE, any_of=language.any_of(within)))
    elif answer == "refuse":
        words.append(language.say(NOTHING_ELSE))
    return " ".join(words)
