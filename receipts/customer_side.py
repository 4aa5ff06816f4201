"""What the window on the customer's side of the desk says, in the customer's language.

Calm, short, and never that goods cannot come back: where the shop's own words say so, the terms
are told in ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values.forbidden import forbidden_words
from receipts.denial_slips import finding_words
from receipts.language import mark
from receipts.policy_words import clause_text, clause_words
from receipts.sentences import TENDERS, kept_name, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.values import Message, Money
    from models.values.exception_papers import Paragraph
    from receipts.language import Language

BECOMES: Final = {
    "looked-at": mark("We are looking into this for you."),
    "taken": mark("We take this back gladly."),
    "less": mark("We take this back gladly."),
    "swapped": mark("You get something else for it."),
    "stays": mark("This stays with you. Please ask us what we can do for you."),
    "out": mark("This goes home with you."),
    "again": mark("This is yours again."),
    "ours-again": mark("This is with us again."),
    "cheaper": mark("You get a part of its price back."),
    "given": mark("With our apologies."),
}
LEADS: Final = {
    "not-yet": mark("One moment, please"),
    "get": mark("You get"),
    "pay": mark("You pay"),
    "even": mark("Nothing to pay"),
    "give-back": mark("You give back"),
}
SMILES: Final = {"good": mark("Good"), "fair": mark("All right"), "bad": mark("Not good")}


def why_it_stays(
    language: Language, reasons: Sequence[Message], clauses: Iterable[Paragraph]
) -> list[str]:
    """The reasons and the paragraphs behind them, each once; a friendly word where there is
    nothing that is for customers."""
    told = [finding_words(language, reason) for reason in reasons]
    told += [_clause(language, each) for each in clauses]
    return list(dict.fromkeys(told)) or [language.say(BECOMES["stays"])]


def kept_words(language: Language, name: str, amount: Money, *, promotion: bool) -> str:
    """What is taken off a price, in a line of its own."""
    if promotion:
        return language.say("“{promotion}” ends: {amount} less", promotion=name, amount=amount)
    return language.say("{name}: {amount} less", name=kept_name(language, name), amount=amount)


def tender_words(language: Language, kind: str, label: str) -> str:
    """``Credit card Visa •••• 4242``."""
    return f"{word(language, TENDERS, kind)} {label}".strip()


def _clause(language: Language, each: Paragraph) -> str:
    text = clause_text(language, each.text, each.when, each.terms)
    if forbidden_words(text):
        text = clause_words(language, each.when, each.terms)
    return language.say("Our terms, paragraph {number}: {text}", number=each.number, text=text)
