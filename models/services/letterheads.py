"""Letterheads: what a shop puts on its papers itself, version by version.

A paper's snapshot holds the words, and its logo by the SHA-256 of a picture that is never
changed or deleted: so a reprint is the same paper whatever became of the letterhead since.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, or_, select, update

from models.formats.logos import read_logo
from models.rules.legal_lines import legal_lines
from models.services.journal import canonical, record
from models.services.rights import anybody, needs
from models.services.setup import LANGUAGES
from models.tables.base import add_row, rows_of
from models.tables.letterheads import LetterheadRow, Logo
from models.tables.people import Customer, Staff
from models.tables.shop import Store
from models.values import Message, Refused, Topic, refuse
from models.values.card_numbers import find_card_numbers
from models.values.every_paper import head_of
from models.values.forbidden import forbidden_words
from models.values.letterheads import (
    LONGEST_LINE,
    MOST_LINES,
    NO_LETTERHEAD,
    Letterhead,
    LetterheadPart,
    LetterheadsSeen,
    LetterheadVersion,
    LetterheadWords,
)
from models.values.papers import PaperHead
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.every_paper import Paper
    from models.values.letterheads import LetterheadAsked

MOST_SHOWN: Final = 50
"""Older versions stay on record; nobody goes further back from a list."""
_PARTS_WORDS: Final = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN: Final = frozenset({"Cf", "Cs", "Co", "Cn"})

_heads, _customer = rows_of(LetterheadRow).c, rows_of(Customer).c
NEWEST = select(_heads.store_id, _heads.logo, _heads.words, _heads.follows).where(
    _heads.id.in_(
        select(func.max(_heads.id))
        .where(or_(_heads.store_id == bindparam("store"), _heads.store_id.is_(None)))
        .group_by(_heads.store_id)
    )
)
SPEAKS = select(_customer.language).where(_customer.id == bindparam("customer"))
REMEMBER_LANGUAGE = update(rows_of(Customer)).where(
    _customer.id == bindparam("customer"),
    _customer.forgotten_at.is_(None),
    func.coalesce(_customer.language, "") != bindparam("spoken"),
)


def letterhead_of(unit: Unit, language: str) -> Letterhead:
    """What papers of this store carry now: its own letterhead, else the shop's.

    Where there are no words in that language, those in the shop's stand in. It is read once
    in each unit of work.
    """
    store = unit.station.store_id
    if (store, language) not in unit.letterheads:
        for each, head in zip(LANGUAGES, _read_now(unit), strict=True):
            unit.letterheads[store, each] = head
    return unit.letterheads[store, language]


def _read_now(unit: Unit) -> Iterator[Letterhead]:
    """In each language."""
    rows = unit.connection.execute(NEWEST, {"store": unit.station.store_id}).all()
    own = next((row for row in rows if row.store_id is not None and not row.follows), None)
    row = own or next((row for row in rows if row.store_id is None), None)
    for language in LANGUAGES:
        if row is None:
            yield NO_LETTERHEAD
            continue
        words = _words_in(row.words)
        said = words.get(language) or words.get(unit.shop.language) or LetterheadWords()
        yield Letterhead(logo=row.logo or "", header=said.header, footer=said.footer)


def paper_language(unit: Unit, wish: PaperWish, customer_id: int | None = None) -> str:
    """What a customer's paper speaks: what they wish for at the counter, else their own
    language as it is on record, else the shop's.

    What a known customer wishes for is on record from then on. Raise
    :class:`models.values.Refused` for a language that papers do not speak.
    """
    if wish.language:
        if wish.language not in LANGUAGES:
            raise refuse("language-unknown", code=wish.language)
        if customer_id is not None:
            who = {"customer": customer_id, "spoken": wish.language}
            unit.connection.execute(REMEMBER_LANGUAGE.values(language=wish.language), who)
        return wish.language
    own = None
    if customer_id is not None:
        own = unit.connection.scalar(SPEAKS, {"customer": customer_id})
    return own if own in LANGUAGES else unit.shop.language


@needs(Right.LOOK)
def usual_language(unit: Unit, customer_id: int | None = None) -> str:
    """What a paper for them would speak if they wish for nothing else."""
    return paper_language(unit, AS_USUAL, customer_id)


@needs(Right.SETTINGS)
def list_letterheads(unit: Unit) -> LetterheadsSeen:
    """Those of the shop and those of this store, as they are and as they were."""
    shop, own = _versions(unit, None), _versions(unit, unit.station.store_id)
    return LetterheadsSeen(
        shop=shop,
        own=own,
        language=unit.shop.language,
        stores=unit.connection.scalar(select(func.count()).select_from(rows_of(Store))) or 1,
        pictures=_pictures(unit, {each.logo for each in (*shop, *own) if each.logo}),
        heads={language: _bare_head(unit, language) for language in LANGUAGES},
    )


@needs(Right.SETTINGS)
def set_letterhead(unit: Unit, asked: LetterheadAsked) -> LetterheadsSeen:
    """Let papers look like that from now on; those that are stored stay as they are.

    Words are kept without what cannot be printed, and without empty lines. Raise
    :class:`models.values.Refused`, with every reason at once, for too many lines, too long a
    line, a card's number, and words that say that goods cannot come back; where somebody else
    changed it since; and for a picture that cannot be read or is not there.
    """
    words = {} if asked.follows else _clean_words(asked.words)
    store = unit.station.store_id if asked.own else None
    if asked.follows and store is None:
        raise refuse("letterhead-follows-itself")
    unit.take_turn("letterheads")
    latest = _latest(unit, store)
    if (latest.version if latest else 0) != asked.base:
        raise refuse("letterhead-changed", name=latest.by if latest else "")
    logo = ""
    if not asked.follows:
        logo = put_logo(unit, asked.picture) if asked.picture else _known(unit, asked.logo)
    add_row(
        unit.connection,
        LetterheadRow,
        store_id=store,
        version=asked.base + 1,
        logo=logo or None,
        words=canonical(
            {
                code: {"header": said.header, "footer": said.footer}
                for code, said in words.items()
            }
        ),
        follows=asked.follows,
        made_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    unit.letterheads.clear()
    record(
        unit,
        "LetterheadChanged",
        store=unit.station.store if asked.own else None,
        version=asked.base + 1,
        logo=logo or None,
        follows=asked.follows,
    )
    return replace(list_letterheads(unit), changed=frozenset({Topic.SHOP}))


@needs(Right.SETTINGS)
def put_logo(unit: Unit, picture: bytes) -> str:
    """Keep a picture for papers; the same one again is kept once. Return its SHA-256.

    Raise :class:`models.values.Refused` as :func:`models.formats.logos.read_logo` does.
    """
    logo = read_logo(picture)
    unit.take_turn("letterheads")
    if not _pictures(unit, {logo.digest}):
        add_row(
            unit.connection,
            Logo,
            digest=logo.digest,
            png=logo.png,
            added_at=unit.now,
            staff_id=unit.clerk.staff_id,
        )
    return logo.digest


@anybody("a logo is on every paper that leaves the shop")
def logos_on(unit: Unit, paper: Paper) -> dict[str, bytes]:
    """The pictures that a paper shows, by their SHA-256, as whoever renders it needs them."""
    head = head_of(paper)
    return _pictures(unit, {head.logo}) if head is not None and head.logo else {}


@anybody("papers are seen by whoever may, with the pictures on them")
def logos_named(unit: Unit, digests: frozenset[str]) -> dict[str, bytes]:
    """As :func:`logos_on`, where the paper is a document already."""
    return _pictures(unit, digests)


def _pictures(unit: Unit, digests: Iterable[str]) -> dict[str, bytes]:
    found = unit.connection.execute(
        select(Logo.digest, Logo.png).where(Logo.digest.in_(sorted(digests)))
    )
    return {row.digest: bytes(row.png) for row in found}


def _known(unit: Unit, digest: str) -> str:
    if digest and not _pictures(unit, {digest}):
        raise refuse("logo-unknown")
    return digest


def _latest(unit: Unit, store: int | None) -> LetterheadVersion | None:
    return next(iter(_versions(unit, store, most=1)), None)


def _versions(
    unit: Unit, store: int | None, most: int = MOST_SHOWN
) -> tuple[LetterheadVersion, ...]:
    """Newest first."""
    whose = _heads.store_id.is_(None) if store is None else _heads.store_id == store
    rows = unit.connection.execute(
        select(rows_of(LetterheadRow), Staff.name)
        .join(Staff, Staff.id == _heads.staff_id)
        .where(whose)
        .order_by(_heads.version.desc())
        .limit(most)
    )
    return tuple(_version(row, unit.shop.zone) for row in rows)


def _version(row: Row[Any], zone: ZoneInfo) -> LetterheadVersion:
    return LetterheadVersion(
        version=row.version,
        logo=row.logo or "",
        words=_words_in(row.words),
        follows=row.follows,
        made_at=row.made_at.astimezone(zone),
        by=row.name,
    )


def _words_in(stored: str) -> dict[str, LetterheadWords]:
    return {
        language: LetterheadWords(header=tuple(said["header"]), footer=tuple(said["footer"]))
        for language, said in json.loads(stored).items()
    }


def _bare_head(unit: Unit, language: str) -> PaperHead:
    """What a paper made here and now would have, but for its number and the letterhead."""
    return PaperHead(
        number="",
        shop=unit.shop.name,
        store=unit.station.store,
        address=unit.station.address,
        tax_number=unit.shop.tax_number,
        register=unit.station.register,
        clerk=unit.clerk.name,
        printed_at=unit.now.astimezone(unit.shop.zone).isoformat(timespec="seconds"),
        language=language,
        currency=unit.shop.currency.code,
        digits=unit.shop.currency.digits,
        legal=legal_lines(unit.shop.country, language),
    )


def _clean_words(asked: Mapping[str, LetterheadWords]) -> dict[str, LetterheadWords]:
    """What is kept of words that were typed; languages without any are left out."""
    kept: dict[str, LetterheadWords] = {}
    wrong: list[Message] = []
    for language in LANGUAGES:
        said = asked.get(language, LetterheadWords())
        header, footer = _clean(said.header), _clean(said.footer)
        for part, lines in ((LetterheadPart.HEADER, header), (LetterheadPart.FOOTER, footer)):
            wrong += _wrong_with(lines, language, part)
        if header or footer:
            kept[language] = LetterheadWords(header=header, footer=footer)
    if wrong:
        raise Refused(*wrong)
    return kept


def _clean(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Unseen letters go, so that they cannot part a word in two: what parts words stays a
    space."""
    shown = ("".join(map(_shown, line)) for line in lines)
    plain = (re.sub(r"\s+", " ", line).strip() for line in shown)
    return tuple(line for line in plain if line)


def _shown(character: str) -> str:
    """Nothing for what prints nothing or turns the direction of what comes after."""
    category = unicodedata.category(character)
    if category in _PARTS_WORDS:
        return " "
    return "" if category in _UNSEEN else character


def _wrong_with(
    lines: tuple[str, ...], language: str, part: LetterheadPart
) -> Iterator[Message]:
    """Over the ends of lines too: nobody reads “goods cannot be / returned” as two things."""
    where = {"language": language, "part": str(part)}
    if len(lines) > MOST_LINES:
        yield Message("letterhead-lines-many", {**where, "most": MOST_LINES})
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            yield Message(
                "letterhead-line-long", {**where, "line": number, "most": LONGEST_LINE}
            )
    text = "\n".join(lines)
    forbidden = forbidden_words(text)
    if forbidden:
        yield Message("letterhead-words-forbidden", {**where, "words": forbidden})
    for line in lines:
        for card in find_card_numbers(line):
            yield Message("letterhead-card-number", {**where, "card": card.label})
