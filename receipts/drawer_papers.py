"""The papers of the drawer: a reading (X), a closing (Z), and the sheet of a count.

They are made from a stored snapshot and ask no clock and no setting, as slips are.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from models.values import Currency, Money
from models.values.drawer_papers import Reading
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Signature, Size
from receipts.drawer_sentences import CASH_KINDS, SHAPES
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, shop_head
from receipts.sentences import word

if TYPE_CHECKING:
    from models.values.drawer_papers import DrawerReport, Pieces, ShiftOnPaper
    from receipts.document import Block

HASH_PART = 16
"""Letters of the journal's head in a row: four rows of four groups can be read out."""


def drawer_report(report: DrawerReport, copy: int = 0) -> Document:
    """An X or a Z in its own language; ``copy`` counts the reprints of a Z.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    language = _language(report)
    return Document(
        _title(report, language),
        language.code,
        (
            *_head(report, copy, language),
            Rule(),
            *_sums(report, language),
            Rule(),
            *_result(report, language),
            *(block for each in report.shifts for block in _shift(each, language)),
            Rule(),
            *journal_seal(report.journal_entries, report.journal_head, language),
            *number_codes(report.head.number),
        ),
    )


def count_sheet(report: DrawerReport, copy: int = 0) -> Document:
    """What was counted at a closing, piece by piece, with room for two names.

    Raise ``ValueError`` as :func:`drawer_report` does.
    """
    language = _language(report)
    return Document(
        language.say("Count sheet {number}", number=report.head.number),
        language.code,
        (
            *shop_head(report.head, language),
            *copy_mark(copy, language),
            Pair(language.say("Count sheet"), report.head.number, strong=True),
            *_when(report, language),
            Rule(),
            *(_counted(each, language) for each in report.pieces),
            Rule(),
            *_result(report, language),
            Signature(language.say("Counted by")),
            Signature(language.say("Seen by")),
            *number_codes(report.head.number),
        ),
    )


def _language(report: DrawerReport) -> Language:
    return Language.of(report.head.language, Currency(report.head.currency, report.head.digits))


def _title(report: DrawerReport, language: Language) -> str:
    if report.reading == Reading.Z:
        return language.say("Z report {number}", number=report.head.number)
    return language.say("X report")


def _head(report: DrawerReport, copy: int, language: Language) -> list[Block]:
    named = (
        language.say("Z report") if report.reading == Reading.Z else _title(report, language)
    )
    return [
        *shop_head(report.head, language),
        *copy_mark(copy, language),
        Pair(named, report.head.number, strong=True, size=Size.LARGE),
        *_when(report, language),
    ]


def _when(report: DrawerReport, language: Language) -> list[Block]:
    head = report.head
    day = language.day(date.fromisoformat(report.business_day))
    pairs = [
        (language.say("Business day"), day),
        (language.say("Drawer of the day"), str(report.turn)),
        (language.say("Register"), head.register),
        (language.say("Opened at"), _moment(report.opened_at, language)),
        (_made(report, language), _moment(head.printed_at, language)),
        (language.say("By"), head.clerk),
    ]
    return [Pair(label, fact, size=Size.SMALL) for label, fact in pairs]


def _made(report: DrawerReport, language: Language) -> str:
    return language.say("Closed at") if report.reading == Reading.Z else language.say("Read at")


def _sums(report: DrawerReport, language: Language) -> list[Block]:
    return [
        Item(
            f"{each.times} ×",
            word(language, CASH_KINDS, each.kind),
            language.amount(Money(each.amount)),
        )
        for each in report.sums
    ]


def _result(report: DrawerReport, language: Language) -> list[Block]:
    """Over or short is said in a word, as a sign alone is easily missed."""
    blocks: list[Block] = []
    if report.expected is not None:
        expected = language.money(Money(report.expected))
        blocks.append(Pair(language.say("Should be there"), expected))
    if report.counted is None:
        return blocks
    blocks.append(Pair(language.say("Counted"), language.money(Money(report.counted))))
    blocks.append(_off(report.over_short or 0, language, size=Size.LARGE))
    if report.counts > 1:
        often = language.say("Times counted")
        blocks.append(Pair(often, str(report.counts), size=Size.SMALL))
    return blocks


def _off(minor: int, language: Language, size: Size) -> Pair:
    if not minor:
        return Pair(language.say("Exact"), language.money(Money(0)), True, figure_size=size)
    words = language.say("Over") if minor > 0 else language.say("Short")
    return Pair(words, language.money(Money(abs(minor))), True, figure_size=size)


def _shift(shift: ShiftOnPaper, language: Language) -> list[Block]:
    until = _time(shift.ended_at, language) if shift.ended_at else ""
    began = _time(shift.began_at, language)
    blocks: list[Block] = [
        Gap(),
        Pair(shift.person, f"{began} – {until}".strip(" –"), strong=True),
    ]
    if shift.counted is not None and shift.over_short:
        blocks.append(_off(shift.over_short, language, size=Size.NORMAL))
    if shift.approved_by:
        approved = language.say("Approved by")
        blocks.append(Pair(approved, shift.approved_by, size=Size.SMALL))
        blocks.append(Line(shift.reason, size=Size.SMALL))
    return blocks


def _counted(piece: Pieces, language: Language) -> Item:
    value = language.amount(Money(piece.value))
    name = language.say(SHAPES.get(piece.shape, SHAPES["piece"]), value=value)
    return Item(f"{piece.pieces} ×", name, language.amount(Money(piece.amount)))


def journal_seal(entries: int, head: str, language: Language) -> list[Block]:
    """Where the chain stood: how many entries, and the hash of the last."""
    return [
        Pair(language.say("Journal entries"), str(entries), size=Size.SMALL),
        Line(language.say("Seal of the journal"), size=Size.SMALL),
        *(Line(row, Align.CENTRE, size=Size.SMALL) for row in seal_rows(head)),
    ]


def seal_rows(seal: str) -> list[str]:
    """A hash as it is printed: rows of four groups of four letters."""
    rows = [seal[at : at + HASH_PART] for at in range(0, len(seal), HASH_PART)]
    return [" ".join(row[at : at + 4] for at in range(0, len(row), 4)) for row in rows]


def _moment(text: str, language: Language) -> str:
    return language.moment(datetime.fromisoformat(text))


def _time(text: str, language: Language) -> str:
    return language.clock(datetime.fromisoformat(text).time())
