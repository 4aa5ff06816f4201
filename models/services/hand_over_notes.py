"""A word at the end of a shift, for whoever comes next.

A customer's name may stand in it, so it is kept for :data:`KEPT` only, read or not. What was
still open is counted when it is written: nobody has to remember it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, or_, select, update

from models.services.case_views import IS_OPEN
from models.services.journal import record
from models.services.rights import anybody, needs
from models.services.shifts import bounds_of_day
from models.services.terminal import IS_AWAITING
from models.tables.base import add_numbered, rows_of
from models.tables.cases import Case
from models.tables.drawers import Drawer
from models.tables.people import Staff
from models.tables.returns import GoodsReturn, Refund
from models.tables.shop import Register
from models.tables.team import HandOver
from models.values import refuse
from models.values.card_numbers import refuse_card_number
from models.values.rights import Right
from models.values.team import HandOverNote, StillOpen, TeamChanged

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

    from models.unit import Unit

KEPT: Final = timedelta(days=14)
LONGEST: Final = 2000
_notes = rows_of(HandOver)
_columns = _notes.c


@needs(Right.LOOK)
def still_open(unit: Unit) -> StillOpen:
    """What whoever is signed on would leave behind here now."""
    me = unit.clerk.staff_id
    ask = unit.connection.execute(
        select(
            _count(Case, Case.store_id == unit.station.store_id, IS_OPEN, Case.staff_id == me),
            _count(
                Case, IS_OPEN, Case.promised_by == me, Case.promised_at < bounds_of_day(unit)[1]
            ),
            select(func.count(Refund.id))
            .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
            .where(GoodsReturn.register_id == unit.station.register_id, *IS_AWAITING)
            .scalar_subquery(),
            _count(
                Drawer,
                Drawer.register_id == unit.station.register_id,
                Drawer.closed_at.is_(None),
            ),
        )
    ).one()
    cases, promises, terminals, drawers = map(int, ask)
    return StillOpen(cases=cases, promises=promises, terminals=terminals, drawer=bool(drawers))


@needs(Right.LOOK)
def leave_note(unit: Unit, words: str, *, only_here: bool = False) -> TeamChanged:
    """For whoever comes next at this store, or ``only_here`` at this register.

    Raise :class:`models.values.Refused` without a word, for too many, and for a card's
    number.
    """
    words = words.strip()
    if not words:
        raise refuse("hand-over-note-empty")
    if len(words) > LONGEST:
        raise refuse("hand-over-note-long", most=LONGEST)
    refuse_card_number(words)
    left = still_open(unit)
    note_id = add_numbered(
        unit.connection,
        HandOver,
        store_id=unit.station.store_id,
        register_id=unit.station.register_id,
        only_here=only_here,
        at=unit.now,
        staff_id=unit.clerk.staff_id,
        words=words,
        cases=left.cases,
        promises=left.promises,
        terminals=left.terminals,
        drawer=left.drawer,
    )
    record(unit, "HandOverNoteLeft", note=note_id, only_here=only_here)
    return TeamChanged(id=note_id)


@needs(Right.LOOK)
def notes_waiting(unit: Unit) -> tuple[HandOverNote, ...]:
    """What others left for whoever comes next here and nobody has confirmed, the newest
    first."""
    rows = unit.connection.execute(
        select(_notes, Staff.name.label("by"), Register.code.label("register"))
        .join(Staff, Staff.id == _columns.staff_id)
        .join(Register, Register.id == _columns.register_id)
        .where(*waits(unit))
        .order_by(_columns.id.desc())
    )
    return tuple(_seen(unit, row) for row in rows)


def waits(unit: Unit) -> tuple[ColumnElement[bool], ...]:
    """What makes a note one that waits for whoever is signed on."""
    return (
        _columns.store_id == unit.station.store_id,
        _columns.seen_at.is_(None),
        _columns.staff_id != unit.clerk.staff_id,
        _columns.at > unit.now - KEPT,
        or_(~_columns.only_here, _columns.register_id == unit.station.register_id),
    )


@needs(Right.LOOK)
def note_seen(unit: Unit, note_id: int) -> TeamChanged:
    """Whoever is signed on came next, and has read it: of two at once, the first.

    Nothing happens to what was confirmed before, or is gone.
    """
    seen = (
        update(_notes)
        .where(_columns.id == note_id, *waits(unit))
        .values(seen_at=unit.now, seen_by=unit.clerk.staff_id)
    )
    if not unit.connection.execute(seen).rowcount:
        return TeamChanged(id=note_id, changed=frozenset())
    record(unit, "HandOverNoteSeen", note=note_id)
    return TeamChanged(id=note_id)


@anybody("it keeps a promise, and shows nothing")
def forget_notes_in_time(unit: Unit) -> int:
    """Delete what was left longer ago than :data:`KEPT`, read or not; done whenever the shop
    opens. Return how many."""
    before = unit.now - KEPT
    forgotten = unit.connection.execute(delete(_notes).where(_columns.at < before)).rowcount
    if forgotten:
        record(unit, "HandOverNotesForgotten", number=forgotten, before=before.isoformat())
    return forgotten


def _count(table: Any, *wanted: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(*wanted).scalar_subquery()


def _seen(unit: Unit, row: Row[Any]) -> HandOverNote:
    return HandOverNote(
        id=row.id,
        words=row.words,
        at=row.at.astimezone(unit.shop.zone),
        by=row.by,
        register=row.register,
        only_here=row.only_here,
        open=StillOpen(
            cases=row.cases,
            promises=row.promises,
            terminals=row.terminals,
            drawer=row.drawer,
        ),
    )
