"""Cases found by what somebody remembers of them: closed ones, too."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, literal_column, or_, select, text, union, union_all

from models.services.case_views import IS_OPEN, MOST_LISTED, CaseList
from models.services.cases import CASES, seen_of
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.queue import Ticket
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import BindParameter, Select
    from sqlalchemy.sql.selectable import TextualSelect

    from models.unit import Unit

MOST_WORDS: Final = 8
CODE: Final = re.compile(r"[Kk]0*([1-9]\d{0,17})")
PRINTED: Final = re.compile(r"K\d{6,18}")
_case = rows_of(Case).c
_row = literal_column("id", type_=_case.id.type)
_said = rows_of(CaseEntry).c
SEARCHED: Final = {"counter_case": "title", "case_entry": "words", "customer": "name"}
"""Where words are looked for; each has its full-text index."""
NEWEST: Final = 4_000
"""Of a word that was written more often, that many are looked at before all of them."""
EVERY: Final = sys.maxsize
ORDER: Final = (IS_OPEN.desc(), _case.changed_at.desc(), _case.id.desc())


@needs(Right.LOOK)
def find_cases(unit: Unit, typed: str) -> CaseList:
    """Those of this store that have each of these words: in the name of the customer, in the
    title, or in what was written down; or that were called by this ticket. The last changed
    of open ones come first, then of closed ones.

    A word may be only begun. A case's code leads to it in whatever store it was, and to what
    was called by a ticket that reads alike. What is for one person is found by them and by
    who wrote it.
    """
    words = re.findall(r"\w+", typed)[:MOST_WORDS]
    if not words:
        return CaseList(cases=())
    here = _case.store_id == unit.station.store_id
    called = unit.connection.scalars(_with_ticket(typed.strip())).all()
    code = _code_in(typed)
    numbers = [] if code else _with_words(unit, dict.fromkeys(words))
    wanted = _case.code == code if code else _case.id.in_(numbers)
    if called:  # asked before: an "or" of two ways would have every case looked at
        wanted = or_(wanted, here & _case.id.in_(called))
    rows = unit.connection.execute(
        CASES.where(wanted).order_by(*ORDER).limit(MOST_LISTED + 1)
    ).all()
    return CaseList(
        cases=tuple(seen_of(unit, row) for row in rows[:MOST_LISTED]),
        more=len(rows) > MOST_LISTED,
    )


@needs(Right.LOOK)
def case_coded(unit: Unit, typed: str) -> int | None:
    """The number of the case with that code, as it is printed; a ticket's is shorter."""
    code = typed.strip().upper()
    return (
        unit.connection.scalar(select(Case.id).where(Case.code == code))
        if PRINTED.fullmatch(code)
        else None
    )


def _code_in(typed: str) -> str:
    """``k17`` as ``K000017``; nothing where that is no case's code."""
    found = CODE.fullmatch(typed.strip())
    return f"K{int(found[1]):06}" if found else ""


def _with_words(unit: Unit, words: Iterable[str]) -> list[int]:
    """Numbers of this store's cases that have each of the words, as they are listed.

    The rarest word leads, and the others are asked of its cases alone. Of a word that was
    written very often the newest cases do, as long as they fill the list.
    """
    hits = {word: unit.connection.scalar(_count_of(unit, word)) or 0 for word in words}
    lead, *others = sorted(hits, key=hits.__getitem__)
    listed: list[int] = []
    for most in (NEWEST, EVERY):
        cases, whole = _led_by(unit, lead, most)
        for word in others:
            cases = _those_with(unit, word, cases)
        listed = _listed(unit, cases)
        if whole or len(listed) > MOST_LISTED:
            break
    return listed


def _listed(unit: Unit, cases: Collection[int]) -> list[int]:
    here = _case.store_id == unit.station.store_id
    best = select(_case.id).where(here, _case.id.in_(cases)).order_by(*ORDER)
    return list(unit.connection.scalars(best.limit(MOST_LISTED + 1)))


def _count_of(unit: Unit, word: str) -> Select[int]:
    """How often it was written, whoever may read it."""
    counts = union_all(
        *(
            select(func.count().label("hits")).select_from(_hits(unit, table, word).subquery())
            for table in SEARCHED
        )
    ).subquery()
    return select(func.sum(counts.c.hits))


def _led_by(unit: Unit, word: str, most: int) -> tuple[set[int], bool]:
    """Cases with that word, by the ``most`` newest titles, entries and customers that have
    it, and the open ones however old; and whether those are all."""
    of_customer = _case.customer_id.in_(_hits(unit, "customer", word))
    ways = (
        _hits(unit, "counter_case", word, most),
        select(_said.case_id).where(_said.id.in_(_hits(unit, "case_entry", word, most))),
        select(_case.id).where(of_customer).order_by(_case.id.desc()).limit(most),
    )
    found = [unit.connection.scalars(way).all() for way in ways]
    cases = {case_id for each in found for case_id in each}
    if all(len(each) < most for each in found):
        return _those_with(unit, word, cases), True
    here = select(_case.id).where(_case.store_id == unit.station.store_id, IS_OPEN)
    return _those_with(unit, word, cases.union(unit.connection.scalars(here))), False


def _those_with(unit: Unit, word: str, cases: Collection[int]) -> set[int]:
    """Which of these cases have it where this person may read it.

    What has the word is gone through once in the index: an expression, not the key itself,
    keeps the database from a look into the table for each, or a search for each case.
    """
    if not cases:
        return set()
    me = unit.clerk.staff_id
    for_me = or_(_said.for_staff_id.is_(None), _said.for_staff_id == me, _said.staff_id == me)
    found = union(
        select(_case.id).where(
            _case.id.in_(cases),
            or_(
                (_case.id + 0).in_(_hits(unit, "counter_case", word)),
                (_case.customer_id + 0).in_(_hits(unit, "customer", word)),
            ),
        ),
        select(_said.case_id).where(
            _said.case_id.in_(cases), for_me, (_said.id + 0).in_(_hits(unit, "case_entry", word))
        ),
    )
    return set(unit.connection.scalars(found))


def _with_ticket(called: str) -> Select[int | None]:
    return select(Ticket.case_id).where(
        Ticket.called == called.upper(), Ticket.case_id.is_not(None)
    )


def _hits(
    unit: Unit, table: str, word: str, most: int | None = None
) -> TextualSelect:
    """Keys of rows that have a word that begins like this; the ``most`` newest of them."""
    if unit.connection.dialect.name == "postgresql":
        found = (
            f"SELECT id FROM {table} WHERE to_tsvector('simple', {SEARCHED[table]}) "
            "@@ to_tsquery('simple', :word)"
        )
        begun = f"{word}:*"
    else:
        search = f"{table}_search"
        found = f"SELECT rowid AS id FROM {search} WHERE {search} MATCH :word"
        begun = f'"{word}"*'
    asked: list[BindParameter[Any]] = [bindparam("word", begun, unique=True)]
    if most is not None:
        found = f"{found} ORDER BY id DESC LIMIT :most"
        asked.append(bindparam("most", most, unique=True))
    return text(found).bindparams(*asked).columns(_row)
