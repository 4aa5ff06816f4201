"""An extract of the journal, made from the snapshot that was stored with its number."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from models.values import Currency
from models.values.events import EventGroup, events_of
from receipts.document import Column, Document, Line, Pair, Rule, Signature, Size, Table
from receipts.drawer_papers import journal_seal
from receipts.journal_words import event_name, group_name, told
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, shop_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.values.journal_papers import JournalExtract, LookedFor, Recorded
    from models.values.papers import PaperHead
    from receipts.document import Block


def journal_extract(extract: JournalExtract, copy: int = 0) -> Document:
    """The extract in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moments cannot be read.
    """
    head = extract.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Journal extract {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Pair(language.say("Journal extract"), head.number, strong=True, size=Size.LARGE),
            *made_by(head, language),
            Rule(),
            Line(language.say("What was looked for"), strong=True),
            *_wanted(extract.wanted, language),
            Rule(),
            Line(_how_many(extract, language)),
            story(extract.entries, dict(extract.people), language),
            Rule(),
            *journal_seal(extract.journal_entries, extract.journal_head, language),
            Signature(language.say("Made by: {name}", name=head.clerk)),
            Signature(language.say("Seen by")),
            *number_codes(head.number),
        ),
    )


def made_by(head: PaperHead, language: Language) -> list[Block]:
    """When, where and by whom the paper was made."""
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("By"), head.clerk),
    ]
    return [Pair(label, fact, size=Size.SMALL) for label, fact in pairs]


def story(entries: Iterable[Recorded], people: Mapping[int, str], language: Language) -> Table:
    """Entries as sentences, in their order."""
    columns = (
        Column(language.say("When"), 22),
        Column(language.say("Who"), 16),
        Column(language.say("Register"), 9),
        Column(language.say("What"), 44),
        Column(language.say("Entry"), 9, figures=True),
    )
    return Table(
        columns,
        tuple(
            (
                language.moment(datetime.fromisoformat(entry.at)),
                entry.person,
                entry.register,
                told(language, entry.event, entry.body, people),
                str(entry.number),
            )
            for entry in entries
        ),
    )


def _wanted(wanted: LookedFor, language: Language) -> list[Block]:
    """The filter in words; that it was everything, where nothing was left out."""
    pairs = [
        (language.say("Slip, sale or entry"), wanted.text),
        (language.say("From day"), _day(wanted.since, language)),
        (language.say("Until day"), _day(wanted.until, language)),
        (language.say("Events"), _events(wanted.events, language)),
        (language.say("Person"), wanted.person),
        (language.say("Register"), wanted.register),
    ]
    said: list[Block] = [Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact]
    return said or [Line(language.say("All events and everybody"), size=Size.SMALL)]


def _events(events: tuple[str, ...], language: Language) -> str:
    """By the name of their group, where they are one."""
    for group in EventGroup:
        if events and set(events) == set(events_of(group)):
            return group_name(language, group)
    return ", ".join(event_name(language, each) for each in events)


def _day(text: str, language: Language) -> str:
    return language.day(date.fromisoformat(text)) if text else ""


def _how_many(extract: JournalExtract, language: Language) -> str:
    count = len(extract.entries)
    if not extract.whole:
        return language.say(
            "The newest {count} entries; there are more before them.", count=count
        )
    return language.say_many(
        "{count} entry, and no more", "{count} entries, and no more", count
    )
