"""“Can I bring it back?” on paper: until when, for what, and how the money comes.

Like the paper of a denial it never says that goods cannot come back: where the shop's own
words do, the terms are told in ours, and what the law gives stands on it in any case.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from models.values import Currency, Money
from models.values.forbidden import forbidden_words
from receipts.calm import alternative
from receipts.denial_slips import finding_words, quoted
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import Language, mark
from receipts.letterhead import paper_foot, shop_head
from receipts.sentences import REASONS, WAYS, beginning, kept_name, within, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.answer_papers import AnsweredReasons, PolicyAnswered
    from receipts.document import Block

ANSWERED: Final = {
    "accept": mark("We take it back gladly."),
    "ask": mark("We take it back gladly, once what is needed is there."),
    "override": mark("A manager decides when you come."),
    "refuse": mark("For this reason the policy does not take it back."),
}
"""By answer, as the customer reads it."""

IN_TIME: Final = frozenset({"in-window", "in-time", "in-hours"})
"""Findings that say no more than until when."""


def policy_answered(paper: PolicyAnswered) -> Document:
    """The answer in its paper's language, reason by reason.

    Raise ``ValueError`` for a snapshot whose language, days or moments cannot be read.
    """
    head = paper.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    title = language.say("Can it come back?")
    return Document(
        f"{title} {paper.about}",
        language.code,
        (
            *shop_head(head, language),
            Line(title, strong=True),
            *_facts(paper, language),
            Rule(),
            *(
                block
                for each in paper.answers
                for block in _answer(each, language, alone=len(paper.answers) == 1)
            ),
            *_policy(paper, language),
            Rule(),
            Line(language.say("Your rights by law stay as they are.")),
            Line(_holds(paper, language), size=Size.SMALL),
            Gap(),
            Line(
                language.say("This answers a question. It is not a receipt."),
                Align.CENTRE,
                size=Size.SMALL,
            ),
            *paper_foot(head, language),
        ),
    )


def _facts(paper: PolicyAnswered, language: Language) -> Iterator[Block]:
    yield Line(paper.about)
    asked = language.moment(datetime.fromisoformat(paper.head.printed_at))
    bought = language.day(date.fromisoformat(paper.bought_on))
    for label, fact in (
        (language.say("Article"), paper.sku),
        (language.say("Sale"), paper.sale_number),
        (language.say("Bought on"), bought if paper.sale_number else ""),
        (language.say("Asked on"), asked),
        (language.say("Clerk"), paper.head.clerk),
    ):
        if fact:
            yield Pair(label, fact, size=Size.SMALL)


def _answer(answer: AnsweredReasons, language: Language, *, alone: bool) -> Iterator[Block]:
    """Why somebody comes, what is said to them, and what they get; ``alone`` where the same is
    said for every reason."""
    first, *more = (word(language, REASONS, reason) for reason in answer.reasons)
    named = ", ".join((first, *map(within, more)))
    yield Line(language.say("Whatever the reason") if alone else named, strong=True)
    yield Line(language.say(ANSWERED[answer.answer]))
    if answer.last_day and answer.answer != "refuse":
        until = language.day(date.fromisoformat(answer.last_day))
        yield Pair(language.say("Until"), until, strong=True)
    said = [each for each in answer.said if each.code not in IN_TIME]
    for text in dict.fromkeys(finding_words(language, each) for each in said):
        yield Line(text, size=Size.SMALL)
    if answer.answer != "refuse":
        yield from _money(answer, language)
    for text in dict.fromkeys(alternative(language, each) for each in answer.instead):
        if not forbidden_words(text):
            yield Item("•", beginning(text), "")
    yield Gap()


def _money(answer: AnsweredReasons, language: Language) -> Iterator[Block]:
    for part in answer.kept:
        label = kept_name(language, part.name)
        yield Pair(label, language.amount(Money(-part.amount)), size=Size.SMALL)
    yield Pair(language.say("Money back"), language.money(Money(answer.refund)))
    if answer.ways:
        first, *more = (word(language, WAYS, way) for way in answer.ways)
        how = language.any_of([first, *map(within, more)])
        yield Pair(language.say("Paid back by"), how, size=Size.SMALL)


def _policy(paper: PolicyAnswered, language: Language) -> Iterator[Block]:
    if not paper.paragraphs:
        return
    yield Rule()
    yield Line(language.say("What our policy says"), strong=True)
    for paragraph in paper.paragraphs:
        named = language.say(
            "Policy {policy}, clause {clause}",
            policy=paragraph.policy,
            clause=paragraph.number,
        )
        yield Line(f"{named}: {quoted(paragraph, language)}", size=Size.SMALL)


def _holds(paper: PolicyAnswered, language: Language) -> str:
    if paper.sale_number:
        return language.say(
            "It holds for the goods as they are seen at the counter. Bring them with the "
            "receipt."
        )
    return language.say(
        "It holds for goods bought on this day, as they are seen at the counter. Bring them "
        "with the receipt."
    )
