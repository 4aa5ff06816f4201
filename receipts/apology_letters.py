"""A letter of apology, made from the snapshot that was stored with its number; and the words
with which one begins to write it.

It reads as a letter on a page and on a roll alike: greeting, the shop's own words, goodbye,
and who signs.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.values import Currency
from receipts.document import Document, Gap, Line, Pair, Rule, Signature, Size
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.apology_papers import ApologyLetter
    from receipts.document import Block


def apology_letter(letter: ApologyLetter, copy: int = 0) -> Document:
    """The letter in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moment cannot be read.
    """
    head = letter.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    title = language.say("Our apology")
    return Document(
        f"{title} {head.number}".strip(),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Line(language.day(datetime.fromisoformat(head.printed_at).date())),
            *([Line(letter.customer)] if letter.customer else []),
            Gap(),
            Line(title, strong=True),
            *_about(letter, language),
            Gap(),
            Line(_greeting(letter, language)),
            *_said(letter),
            Gap(),
            Line(language.say("With kind regards,")),
            Gap(),
            Signature(f"{letter.by}, {head.store}"),
            Rule(),
            *_found_by(letter, language),
            *number_codes(head.number),
            *paper_foot(head, language),
        ),
    )


def drafted(language: Language, issue: str, promise: str, until: datetime | None) -> str:
    """Warm words to begin with, of what is on record: what went wrong, what the shop does,
    what it promised ``until`` when. ``promise`` is nothing where it promised nothing yet."""
    wrong = (
        language.say(
            "Thank you for telling us what went wrong: “{issue}”. This is not how it should "
            "be with us, and we are sorry.",
            issue=issue,
        )
        if issue
        else language.say(
            "Thank you for telling us what went wrong. This is not how it should be with us, "
            "and we are sorry."
        )
    )
    ours = language.say(
        "We have looked at how it came about, and we do what we can so that it does not "
        "happen again."
    )
    paragraphs = [wrong, ours]
    if promise and until is not None:
        paragraphs.append(
            language.say(
                "This is what we promise you until {until}: {promise}",
                until=until,
                promise=promise,
            )
        )
    paragraphs.append(
        language.say(
            "Thank you for your patience. If anything is still not as it should be, come to "
            "us or call us: we are glad to hear from you."
        )
    )
    return "\n\n".join(paragraphs)


def _about(letter: ApologyLetter, language: Language) -> Iterator[Block]:
    pairs = (
        (language.say("About"), letter.about),
        (language.say("Sale"), letter.sale_number),
    )
    for label, fact in pairs:
        if fact:
            yield Line(f"{label}: {fact}", size=Size.SMALL)


def _greeting(letter: ApologyLetter, language: Language) -> str:
    if letter.customer:
        return language.say("Dear {customer},", customer=letter.customer)
    return language.say("Dear customer,")


def _said(letter: ApologyLetter) -> Iterator[Block]:
    for paragraph in letter.paragraphs:
        yield Gap()
        yield Line(paragraph)


def _found_by(letter: ApologyLetter, language: Language) -> Iterator[Block]:
    """By which the shop finds again what it is about."""
    yield Pair(language.say("Case"), letter.case, size=Size.SMALL)
    if letter.head.number:
        yield Pair(language.say("Letter"), letter.head.number, size=Size.SMALL)
