"""Cases found by what somebody remembers of them: closed ones, too."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
    union,
    union_all,
)

from models.services.case_views import IS_OPEN, MOST_LISTED, CaseList
from models.services.cases import CASES, seen_of
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.queue import Ticket
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import BindParameter, ColumnElement, Select
    from sqlalchemy.sql.selectable import TextualSelect

    from models.unit import Unit

MOST_WORDS: Final = 8
CODE: Final = re.compile(r"[Kk]0*([1-9]\d{0,17})")
PRINTED: Final = re.compile(r"K\d{6,18}")
TICKET: Final = re.compile(r"([A-Za-z]) ?(\d{1,4})")
_case = rows_of(Case).c
_row = literal_column("id", type_=_case.id.type)
_said = rows_of(CaseEntry).c
SEARCHED: Final = {"counter_case": "title", "case_entry": "words", "customer": "name"}
"""Where words are looked for; each has its full-text index."""
OFTEN: Final = 10_000
"""Hits of a word that are counted."""
NEWEST: Final = (1_000, 8_000, sys.maxsize)
"""Of a word that was written more often, so many are looked at; more where they are too few."""
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


@needs(Right.LOOK)
def case_called(unit: Unit, typed: str) -> int | None:
    """The number of the open case of this store whose ticket is called so, the newest of
    several days; whoever only waits has none yet."""
    found = TICKET.fullmatch(typed.strip())
    if found is None:
        return None
    called = f"{found[1].upper()} {int(found[2])}"
    return unit.connection.scalar(
        select(_case.id)
        .where(_case.id.in_(_with_ticket(called)), _case.store_id == unit.station.store_id)
        .where(IS_OPEN)
        .order_by(_case.id.desc())
        .limit(1)
    )


def _code_in(typed: str) -> str:
    """``k17`` as ``K000017``; nothing where that is no case's code."""
    found = CODE.fullmatch(typed.strip())
    return f"K{int(found[1]):06}" if found else ""


def _with_words(unit: Unit, words: Collection[str]) -> list[int]:
    """Numbers of this store's cases that have each of the words, as they are listed.

    The rarest word leads, and the others are asked of its cases alone. Of a word that was
    written very often the newest cases do, as long as they fill the list.
    """
    lead, *others = _rarest_first(unit, words)
    listed: list[int] = []
    for most in NEWEST:
        cases, whole = _led_by(unit, lead, most)
        for word in others:
            cases = _those_with(unit, word, cases)
        listed = _listed(unit, cases)
        if whole or len(listed) > MOST_LISTED:
            break
    return listed


def _listed(unit: Unit, cases: Collection[int]) -> list[int]:
    here = _case.store_id == unit.station.store_id
    best = select(_case.id).where(here, _case.id.in_(_among(unit, cases))).order_by(*ORDER)
    return list(unit.connection.scalars(best.limit(MOST_LISTED + 1)))


def _rarest_first(unit: Unit, words: Collection[str]) -> list[str]:
    """By how often each was written, whoever may read it; what is very often, in any order."""
    if len(words) == 1:
        return list(words)
    hits: dict[str, int] = {}
    for word in words:
        counts = [
            select(func.count().label("hits")).select_from(
                select(_hits(unit, table, word).subquery()).limit(OFTEN).subquery()
            )
            for table in SEARCHED
        ]
        every = union_all(*counts).subquery()
        hits[word] = unit.connection.scalar(select(func.sum(every.c.hits))) or 0
    return sorted(hits, key=hits.__getitem__)


def _led_by(unit: Unit, word: str, most: int) -> tuple[set[int], bool]:
    """Cases with that word, by the ``most`` newest titles, entries and customers that have
    it, and the open ones however old; and whether those are all."""
    of_customer = _case.customer_id.in_(_hits(unit, "customer", word))
    for_me = _for_me(unit)
    ways = (
        select(_case.id, true()).where(_case.id.in_(_hits(unit, "counter_case", word, most))),
        select(_said.case_id, for_me).where(
            _said.id.in_(_hits(unit, "case_entry", word, most))
        ),
        select(_case.id, true()).where(of_customer).order_by(_case.id.desc()).limit(most),
    )
    found = [unit.connection.execute(way).all() for way in ways]
    cases = {case_id for each in found for case_id, readable in each if readable}
    if all(len(each) < most for each in found):
        return cases, True
    here = select(_case.id).where(_case.store_id == unit.station.store_id, IS_OPEN)
    return cases | _those_with(unit, word, unit.connection.scalars(here).all()), False


def _those_with(unit: Unit, word: str, cases: Collection[int]) -> set[int]:
    """Which of these cases have it where this person may read it.

    What has the word is gone through once in the index and looked for among what these cases
    say: ``+ 0`` keeps the database from asking the index anew for each of them.
    """
    if not cases:
        return set()
    titles = (
        select(_case.id, _case.customer_id)
        .where(_case.id.in_(_among(unit, cases)))
        .cte("titles")
        .prefix_with("MATERIALIZED")
    )
    entries = (
        select(_said.id, _said.case_id)
        .where(_said.case_id.in_(_among(unit, cases)), _for_me(unit))
        .cte("entries")
        .prefix_with("MATERIALIZED")
    )

    def hit(table: str, keys: ColumnElement[int]) -> ColumnElement[bool]:
        hits = _hits(unit, table, word).subquery()
        return keys.in_(select(hits.c.id).where((hits.c.id + 0).in_(select(keys))))

    named = titles.c.customer_id
    found = union(
        select(titles.c.id).where(
            or_(hit("counter_case", titles.c.id), hit("customer", named))
        ),
        select(entries.c.case_id).where(hit("case_entry", entries.c.id)),
    )
    return set(unit.connection.scalars(found))


def _for_me(unit: Unit) -> ColumnElement[bool]:
    me = unit.clerk.staff_id
    return or_(_said.for_staff_id.is_(None), _said.for_staff_id == me, _said.staff_id == me)


def _among(unit: Unit, cases: Iterable[int]) -> Select[int]:
    """The numbers as one value: there may be more than a statement takes values."""
    numbers = sorted(cases)
    if unit.connection.dialect.name == "postgresql":
        array = bindparam("cases", numbers, ARRAY(BigInteger), unique=True)
        return select(func.unnest(array).label("id"))
    each = func.json_each(bindparam("cases", json.dumps(numbers), unique=True))
    return select(each.table_valued("value").c.value)


def _with_ticket(called: str) -> Select[int | None]:
    return select(Ticket.case_id).where(
        Ticket.called == called.upper(), Ticket.case_id.is_not(None)
    )


def _hits(unit: Unit, table: str, word: str, most: int | None = None) -> TextualSelect:
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
