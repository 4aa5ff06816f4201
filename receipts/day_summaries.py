"""The summary of a day, made from the snapshot that was stored with its number."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from models.values import Currency, Money, Quantity
from receipts.document import (
    Bar,
    Chart,
    Column,
    Document,
    Gap,
    Line,
    Pair,
    Rule,
    Size,
    Table,
)
from receipts.journal_papers import made_by
from receipts.journal_words import finding_words
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, shop_head
from receipts.record_sentences import DAY_KINDS, REQUEST_STATES
from receipts.sentences import REASONS, TENDERS, beginning, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from models.values.day_papers import DaySummary, DrawerOfDay, Sum
    from receipts.document import Block

YES = frozenset({"granted", "used"})


def day_summary(summary: DaySummary, copy: int = 0) -> Document:
    """The day in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = summary.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Day summary {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *_head(summary, language),
            Rule(),
            *_figures(summary, language),
            Rule(),
            *_money(summary, language),
            *_hours(summary, language),
            *_goods(summary, language),
            *_denied(summary, language),
            *_requests(summary, language),
            *_drawers(summary, language),
            *number_codes(head.number),
        ),
    )


def _head(summary: DaySummary, language: Language) -> Iterator[Block]:
    begin, end = (
        language.moment(datetime.fromisoformat(each))
        for each in (summary.begins_at, summary.ends_at)
    )
    day = language.day(date.fromisoformat(summary.day))
    stores = ", ".join(summary.stores)
    where = language.say("The whole shop: {stores}", stores=stores)
    yield Pair(language.say("Day summary"), day, strong=True, size=Size.LARGE)
    yield Line(where if summary.whole_shop else stores, strong=True)
    yield Pair(language.say("Number"), summary.head.number, size=Size.SMALL)
    yield Pair(language.say("Business day"), f"{begin} – {end}", size=Size.SMALL)
    yield from made_by(summary.head, language)


def _figures(summary: DaySummary, language: Language) -> Iterator[Block]:
    """What a manager wants to know first; over and short are said in a word."""
    out = language.money(Money(summary.paid_out))
    yield Pair(language.say("Money out"), out, strong=True, figure_size=Size.LARGE)
    yield Pair(language.say("Cases"), _cases(summary.times, language), strong=True)
    before = summary.week_before
    amount = language.money(Money(before.amount))
    yield Pair(
        language.say("A week before"),
        f"{_cases(before.times, language)}, {amount}",
        size=Size.SMALL,
    )
    asked = sum(each.times for each in summary.requests)
    said_yes = sum(each.times for each in summary.requests if each.kind in YES)
    yield Pair(language.say("Denied"), str(summary.denied))
    yield Pair(language.say("Left without effect"), str(summary.abandoned))
    yield Pair(
        language.say("A manager’s yes"),
        language.say("{yes} of {asked} asked for", yes=said_yes, asked=asked),
    )
    if summary.off is not None:
        yield Pair(language.say("Cash drawers"), _off(summary.off, language))


def _cases(count: int, language: Language) -> str:
    return language.say_many("{count} case", "{count} cases", count)


def _off(minor: int, language: Language) -> str:
    if not minor:
        return language.say("Exact")
    said = language.say("Over") if minor > 0 else language.say("Short")
    return f"{said} {language.money(Money(abs(minor)))}"


def _money(summary: DaySummary, language: Language) -> Iterator[Block]:
    if not summary.cases:
        yield Line(language.say("Nothing came back, and no money went out."))
        return
    if summary.tenders:
        yield Chart(
            language.say("Money out, by tender"),
            tuple(_tender(each, language) for each in summary.tenders),
        )
    if summary.awaiting:
        waits = language.money(Money(summary.awaiting))
        yield Line(language.say("{amount} of it waits for a terminal.", amount=waits))
    if summary.tenders:
        yield Gap()
    yield _sums(
        language.say("What it was"),
        summary.cases,
        lambda kind: word(language, DAY_KINDS, kind),
        language,
    )


def _tender(each: Sum, language: Language) -> Bar:
    amount = Money(each.amount)
    return Bar(word(language, TENDERS, each.kind), each.amount, language.money(amount))


def _sums(
    title: str, sums: Iterable[Sum], named: Callable[[str], str], language: Language
) -> Table:
    columns = (
        Column(title, 50),
        Column(language.say("Times"), 20, figures=True),
        Column(language.say("Amount"), 30, figures=True),
    )
    return Table(
        columns,
        tuple(
            (named(each.kind), str(each.times), language.money(Money(each.amount)))
            for each in sums
        ),
    )


def _hours(summary: DaySummary, language: Language) -> Iterator[Block]:
    if summary.hours:
        yield Gap()
        yield Chart(
            language.say("Cases by the hour"),
            tuple(
                Bar(
                    language.clock(time(int(each.kind))),
                    each.times,
                    _times(each, language) if each.times else "",
                )
                for each in summary.hours
            ),
        )


def _times(each: Sum, language: Language) -> str:
    return f"{each.times} · {language.money(Money(each.amount))}"


def _goods(summary: DaySummary, language: Language) -> Iterator[Block]:
    """Why goods came back, and which."""
    if not summary.reasons:
        return
    yield Gap()
    yield Chart(
        language.say("Why goods came back"),
        tuple(
            Bar(word(language, REASONS, each.kind), each.times, _times(each, language))
            for each in summary.reasons
        ),
    )
    yield Gap()
    yield Line(language.say("What came back most"), strong=True)
    columns = (
        Column(language.say("Product"), 44),
        Column(language.say("SKU"), 18),
        Column(language.say("Times"), 8, figures=True),
        Column(language.say("How many"), 10, figures=True),
        Column(language.say("Amount"), 20, figures=True),
    )
    yield Table(
        columns,
        tuple(
            (
                each.description,
                each.sku,
                str(each.times),
                language.quantity(Quantity(each.quantity)),
                language.money(Money(each.amount)),
            )
            for each in summary.products
        ),
    )


def _denied(summary: DaySummary, language: Language) -> Iterator[Block]:
    if summary.findings:
        yield Gap()
        yield Chart(
            language.say("What stood against what was denied"),
            tuple(
                Bar(_named(each.kind, language), each.times, str(each.times))
                for each in summary.findings
            ),
        )


def _named(code: str, language: Language) -> str:
    """A finding without its figures, which differ from case to case."""
    return beginning(finding_words(language, code).strip(" …"))


def _requests(summary: DaySummary, language: Language) -> Iterator[Block]:
    if not summary.requests:
        return
    yield Gap()
    yield _sums(
        language.say("Requests for a manager’s yes"),
        summary.requests,
        lambda kind: word(language, REQUEST_STATES, kind),
        language,
    )
    if summary.approvers:
        yield Gap()
        yield _sums(language.say("Who said yes"), summary.approvers, str, language)


def _drawers(summary: DaySummary, language: Language) -> Iterator[Block]:
    if not summary.drawers:
        return
    yield Gap()
    yield Line(language.say("Cash drawers"), strong=True)
    columns = (
        Column(language.say("Register"), 12),
        Column(language.say("People"), 34),
        Column(language.say("Z report"), 16),
        Column(language.say("Counted"), 18, figures=True),
        Column(language.say("Over or short"), 20, figures=True),
    )
    yield Table(columns, tuple(_drawer(each, language) for each in summary.drawers))


def _drawer(drawer: DrawerOfDay, language: Language) -> tuple[str, ...]:
    named = language.say(
        "{register}, drawer {turn}", register=drawer.register, turn=drawer.turn
    )
    return (
        drawer.register if drawer.turn == 1 else named,
        ", ".join(drawer.people),
        drawer.paper or language.say("Still open"),
        "" if drawer.counted is None else language.money(Money(drawer.counted)),
        "" if drawer.off is None else _off(drawer.off, language),
    )
