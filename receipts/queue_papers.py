"""What people get in their hand who wait, or who asked or complained."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.values import Currency
from receipts.document import Align, Document, Gap, Line, Pair, Rule, Size
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.queue_sentences import TICKET_KINDS
from receipts.record_sentences import TAKEN_DOWN
from receipts.sentences import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.queue_papers import QueueTicket, TakenDown
    from receipts.document import Block


def queue_ticket(ticket: QueueTicket, copy: int = 0) -> Document:
    """The stub in its own language, what is called out in the largest letters there are.

    Raise ``ValueError`` for a snapshot whose language or moment cannot be read.
    """
    head = ticket.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    taken = language.moment(datetime.fromisoformat(head.printed_at))
    please = language.say("We call you by this number. Please stay close by.")
    return Document(
        language.say("Ticket {number}", number=ticket.called),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Line(word(language, TICKET_KINDS, ticket.service), Align.CENTRE, strong=True),
            Gap(),
            Line(ticket.called, Align.CENTRE, strong=True, size=Size.LARGEST),
            Gap(),
            Line(_ahead(ticket, language), Align.CENTRE),
            *_wait(ticket, language),
            Rule(),
            Pair(language.say("Taken at"), taken, size=Size.SMALL),
            Line(please, Align.CENTRE),
            *number_codes(head.number),
            *paper_foot(head, language),
        ),
    )


def _ahead(ticket: QueueTicket, language: Language) -> str:
    if not ticket.ahead:
        return language.say("You are next.")
    return language.say_many(
        "{count} person is before you.", "{count} people are before you.", ticket.ahead
    )


def _wait(ticket: QueueTicket, language: Language) -> Iterator[Block]:
    if ticket.minutes is not None and ticket.ahead:
        about = language.say_many(
            "About {count} minute", "About {count} minutes", ticket.minutes
        )
        yield Line(about, Align.CENTRE, strong=True)


def taken_down(slip: TakenDown, copy: int = 0) -> Document:
    """The slip in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moments cannot be read.
    """
    head = slip.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    thanks = language.say(
        "Thank you for telling us. You hear from us, whatever the answer will be."
    )
    return Document(
        language.say("Case {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *_facts(slip, language),
            Rule(),
            Line(language.say("What you told us"), strong=True),
            Line(f"“{slip.said}”"),
            Gap(),
            *_promise(slip, language),
            Rule(),
            *_reach_us(slip, language),
            Line(thanks, Align.CENTRE),
            *number_codes(head.number),
            *paper_foot(head, language),
        ),
    )


def _facts(slip: TakenDown, language: Language) -> Iterator[Block]:
    head = slip.head
    yield Pair(word(language, TAKEN_DOWN, slip.kind), head.number, strong=True, size=Size.LARGE)
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Taken down by"), head.clerk),
        (language.say("Customer"), slip.customer),
        (language.say("Sale"), slip.sale_number),
        (language.say("About"), slip.about),
    ]
    for label, fact in pairs:
        if fact:
            yield Pair(label, fact, size=Size.SMALL)


def _promise(slip: TakenDown, language: Language) -> Iterator[Block]:
    until = language.moment(datetime.fromisoformat(slip.promised_at))
    yield Line(language.say("What we promise"), strong=True)
    yield Line(slip.promise)
    yield Pair(language.say("You hear from us by"), until, strong=True)
    yield Pair(language.say("Who sees to it"), slip.promised_by, size=Size.SMALL)
    if slip.reach_at:
        yield Pair(language.say("We reach you at"), slip.reach_at, size=Size.SMALL)


def _reach_us(slip: TakenDown, language: Language) -> Iterator[Block]:
    if slip.reach_us:
        here = language.say("Until then you reach us here; please give the number above:")
        yield Line(here, Align.CENTRE, size=Size.SMALL)
        for text in slip.reach_us:
            yield Line(text, Align.CENTRE)
        yield Gap()
