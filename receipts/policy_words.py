"""A policy in plain words: “Electronics: 14 days; opened box fee: 15%.”"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import Message
from receipts.language import mark
from receipts.options import CAPTURES, KEPT
from receipts.policy_names import FAMILY_NAMES, TERM_NAMES
from receipts.policy_phrases import PHRASES
from receipts.sentences import WAYS, beginning, said, within, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from receipts.language import Language

HEADED = {
    "exchange.window": mark("exchange: {phrase}"),
    "repair.window": mark("repair: {phrase}"),
    "defect.window": mark("for defects {phrase}"),
}
"""Terms whose phrase does not say what it is about, as a clause says them."""

CLAUSE = mark("{whom}: {terms}.")
OWN_NAME = mark("{family}: {name}")


def phrase(language: Language, message: Message) -> str:
    """A term's value or a condition as it stands in a cell: “14 days”, “Electronics”."""
    return beginning(said(language, PHRASES, message))


def term_sentence(language: Language, name: str, message: Message) -> str:
    """A term's value with what it is about, as part of a sentence: “exchange: 60 days”."""
    plain = said(language, PHRASES, message)
    return language.say(HEADED[name], phrase=plain) if name in HEADED else plain


def clause_words(
    language: Language, when: Sequence[Message], terms: Sequence[tuple[str, Message]]
) -> str:
    """One clause's whole text: whom or what it is about, then its terms in their order."""
    about = [said(language, PHRASES, message) for message in when]
    whom = ", ".join(about) or said(language, PHRASES, Message("when.any"))
    said_terms = "; ".join(term_sentence(language, *term) for term in terms)
    return language.say(CLAUSE, whom=beginning(whom), terms=said_terms)


def clause_text(
    language: Language,
    own: Mapping[str, str],
    when: Sequence[Message],
    terms: Sequence[tuple[str, Message]],
) -> str:
    """A clause as a clerk reads it out: the shop's own text in this language or in English,
    else its terms in words."""
    return own.get(language.code) or own.get("en") or clause_words(language, when, terms)


def term_name(language: Language, name: str) -> str:
    """The head of a term's column; for a fee or the like with its own name behind it."""
    if name in TERM_NAMES:
        return language.say(TERM_NAMES[name])
    family, _, own = name.rpartition(".")
    names = {"fee": KEPT, "capture": CAPTURES, "refund.instead": WAYS}.get(family, {})
    if family not in FAMILY_NAMES:
        return name
    own_name = within(word(language, names, own))
    return language.say(OWN_NAME, family=language.say(FAMILY_NAMES[family]), name=own_name)
