"""Cases found by what somebody remembers of them: closed ones, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, literal_column, or_, select, text, union

from models.services.case_views import IS_OPEN, MOST_LISTED, CaseList
from models.services.cases import CASES, seen_of
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.people import Customer
from models.tables.queue import Ticket
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, ColumnElement, Select, SQLColumnExpression

    from models.unit import Unit

MOST_WORDS: Final = 8
CODE: Final = re.compile(r"[Kk]0*([1-9]\d{0,17})")
PRINTED: Final = re.compile(r"K\d{6,18}")
TICKET: Final = re.compile(r"([A-Za-z]) ?(\d{1,4})")
_case = rows_of(Case).c
_row = literal_column("id", type_=_case.id.type)
_said = rows_of(CaseEntry).c


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
    has = [_case.id.in_(_with_word(unit, word)) for word in dict.fromkeys(words)]
    wanted = _case.code == code if code else and_(here, *has)
    if called:  # asked before: an "or" of two ways would have every case looked at
        wanted = or_(wanted, here & _case.id.in_(called))
    rows = unit.connection.execute(
        CASES.where(wanted)
        .order_by(IS_OPEN.desc(), _case.changed_at.desc(), _case.id.desc())
        .limit(MOST_LISTED + 1)
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


def _with_word(unit: Unit, word: str) -> Select[int]:
    """Numbers of cases that have it somewhere, by the full-text indexes."""
    me = unit.clerk.staff_id
    for_me = or_(_said.for_staff_id.is_(None), _said.for_staff_id == me, _said.staff_id == me)
    ways = union(
        select(_case.id).where(_has(unit, "counter_case", "title", _case.id, word)),
        select(_said.case_id).where(_has(unit, "case_entry", "words", _said.id, word), for_me),
        select(_case.id).where(
            _case.customer_id.in_(
                select(Customer.id).where(_has(unit, "customer", "name", Customer.id, word))
            )
        ),
    ).subquery()
    return select(ways.c[0])


def _with_ticket(called: str) -> Select[int | None]:
    return select(Ticket.case_id).where(
        Ticket.called == called.upper(), Ticket.case_id.is_not(None)
    )


def _has(
    unit: Unit, table: str, column: str, key: SQLColumnExpression[int], word: str
) -> ColumnElement[bool]:
    """Rows of ``table`` whose ``column`` has a word that begins like this."""
    if unit.connection.dialect.name == "postgresql":
        found = text(
            f"SELECT id FROM {table} WHERE to_tsvector('simple', {column}) "
            "@@ to_tsquery('simple', :word)"
        )
        begun = f"{word}:*"
    else:
        search = f"{table}_search"
        found = text(f"SELECT rowid FROM {search} WHERE {search} MATCH :word")
        begun = f'"{word}"*'
    asked: BindParameter[str] = bindparam("word", begun, unique=True)
    return key.in_(found.bindparams(asked).columns(_row))
