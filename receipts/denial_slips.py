"""The paper of a denial, made from the snapshot that was stored with its number.

It thanks, says why and what is possible, and blames nobody. It never says that goods cannot
come back: where the shop's own words do, the terms are told in ours.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from models.values import Currency, Quantity
from models.values.forbidden import forbidden_words
from receipts.calm import alternative
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import Language, mark
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.policy_words import clause_text, clause_words
from receipts.sentences import CONDITIONS, REASONS, beginning, said, sentence, word
from receipts.slips import policies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.values import Message
    from models.values.denial_papers import DenialSlip, DeniedLine
    from models.values.exception_papers import Paragraph
    from receipts.document import Block

ASKED: Final = {
    "return": mark("You asked for a refund"),
    "exchange": mark("You asked for an exchange"),
    "no-receipt": mark("You asked for a refund without a receipt"),
}
_SOMEBODY: Final = mark("A manager takes a look at this.")
TO_CUSTOMERS: Final = {
    "customer-blocked": _SOMEBODY,
    "returns-a-lot": _SOMEBODY,
    "limit-line": _SOMEBODY,
    "limit-case": _SOMEBODY,
    "limit-clerk-day": _SOMEBODY,
    "limit-two-line": _SOMEBODY,
    "limit-two-case": _SOMEBODY,
    "sale-in-future": mark("The sale is dated {sold_on}, which is still to come."),
}
"""Findings that the screen tells a clerk in words that are for the shop alone."""
HELPS: Final = {
    "capture": mark("another look once this is there as well: {what}"),
    "tender": mark("the money in another way: {any_of}"),
    "exchange": mark("an exchange"),
    "repair": mark("a repair"),
    "first": mark("what comes first: {remedy}"),
}
"""Cures as the customer reads them; what another way says already is not among them."""
APPEAL: Final = "appeal"


def denial_slip(slip: DenialSlip, copy: int = 0) -> Document:
    """The paper in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = slip.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    welcome = language.say(
        "Thank you for coming to us. Here is what you asked for, what we found, and what we "
        "can do for you."
    )
    return Document(
        language.say("Our answer {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *_facts(slip, language),
            Rule(),
            Line(welcome),
            Gap(),
            Line(word(language, ASKED, slip.asked), strong=True),
            *(block for line in slip.lines for block in _asked(line, language)),
            *(Line(language.say("Instead of it: {item}", item=item)) for item in slip.goes_out),
            *_possible(slip, language),
            *_looked_at_again(slip, language),
            *_policy(slip, language),
            *_foot(slip, language),
        ),
    )


def finding_words(language: Language, message: Message) -> str:
    """What stands against it, as the screen says it wherever that is for customers, too."""
    if message.code in TO_CUSTOMERS:
        return beginning(said(language, TO_CUSTOMERS, message))
    return sentence(language, message)


def help_words(language: Language, cure: Message) -> str:
    """What would help, as it stands within a sentence."""
    first = "remedy" in cure.facts
    return said(language, {cure.code: HELPS["first" if first else cure.code]}, cure)


def _facts(slip: DenialSlip, language: Language) -> list[Block]:
    head = slip.head
    sold_on = language.day(date.fromisoformat(slip.sold_on)) if slip.sold_on else ""
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Clerk"), head.clerk),
        (language.say("Sale"), slip.sale_number or language.say("without a receipt")),
        (language.say("Sold on"), sold_on),
        (language.say("Customer"), slip.customer),
    ]
    return [
        Pair(language.say("Our answer"), head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact),
    ]


def _asked(line: DeniedLine, language: Language) -> Iterator[Block]:
    """The goods, and under them what was found."""
    serial = language.say("Serial {serial}", serial=line.serial) if line.serial else ""
    why = word(language, REASONS, line.reason) if line.reason else ""
    state = word(language, CONDITIONS, line.condition) if line.condition else ""
    details = (_joined(line.sku, serial), _joined(why, state))
    quantity = f"{language.quantity(Quantity(line.quantity))} ×" if line.quantity else "•"
    yield Gap()
    yield Item(quantity, line.description, "", tuple(filter(None, details)))
    found = dict.fromkeys(finding_words(language, message) for message in line.against)
    if not found:
        yield Line(language.say("We take this back gladly."))
    for text in found:
        yield Line(text)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _possible(slip: DenialSlip, language: Language) -> Iterator[Block]:
    """Each way once; by the goods where it differs from one line to another."""
    ways = [(line.description, tuple(_ways(line, language))) for line in slip.lines]
    offered = [(item, texts) for item, texts in ways if texts]
    if not offered:
        return
    yield Rule()
    yield Line(language.say("What we can do for you"), strong=True)
    alike = len({texts for _, texts in offered}) == 1 and len(offered) == len(ways)
    for item, texts in offered[:1] if alike else offered:
        if not alike:
            yield Line(item, size=Size.SMALL, strong=True)
        for text in texts:
            yield Item("•", beginning(text), "")


def _ways(line: DeniedLine, language: Language) -> Iterable[str]:
    others = [alternative(language, each) for each in line.instead if each.code != APPEAL]
    helps = [help_words(language, cure) for cure in line.cures]
    return dict.fromkeys((*others, *helps))


def _looked_at_again(slip: DenialSlip, language: Language) -> Iterator[Block]:
    yield Rule()
    yield Line(language.say("If you see it otherwise"), strong=True)
    appeals = (each for line in slip.lines for each in line.instead if each.code == APPEAL)
    for text in dict.fromkeys(str(each.facts["text"]) for each in appeals):
        if not forbidden_words(text):
            yield Line(text)
    yield Line(
        language.say(
            "Ask for a manager, here or at any of our counters. By this paper we find again "
            "what you asked for."
        )
    )
    yield Line(language.say("Your rights by law stay as they are."))


def _policy(slip: DenialSlip, language: Language) -> Iterator[Block]:
    if not slip.paragraphs:
        return
    yield Rule()
    yield Line(language.say("What our policy says"), strong=True)
    for paragraph in slip.paragraphs:
        named = language.say(
            "Policy {policy}, clause {clause}",
            policy=paragraph.policy,
            clause=paragraph.number,
        )
        yield Line(f"{named}: {quoted(paragraph, language)}", size=Size.SMALL)


def quoted(paragraph: Paragraph, language: Language) -> str:
    """What a paragraph says, in words that a paper may carry."""
    text = clause_text(language, paragraph.text, paragraph.when, paragraph.terms)
    if forbidden_words(text):
        return clause_words(language, paragraph.when, paragraph.terms)
    return text


def _foot(slip: DenialSlip, language: Language) -> list[Block]:
    thanks = language.say("Thank you, and see you again soon.")
    return [
        Gap(),
        Line(thanks, Align.CENTRE),
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in policies(slip, language)),
        *number_codes(slip.head.number),
        *paper_foot(slip.head, language),
    ]
