"""Cases: opened with a ticket or without, put aside and taken up again, closed.

While a case is in hand at a register, whatever is recorded there says that it belongs to it
(:func:`models.services.journal.record`), so that its story can be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from models.services.journal import record
from models.services.rights import needs
from models.services.served import end_service
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.people import Customer, Staff
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values import Topic, refuse
from models.values.card_numbers import refuse_card_number
from models.values.cases import (
    AsideFor,
    CaseKind,
    CaseSeen,
    CaseState,
    Channel,
    Smile,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_TITLE: Final = 120
_cases = rows_of(Case)
_columns = _cases.c
_Earlier = aliased(Case)
CASES = (
    select(
        _cases,
        Staff.name.label("person"),
        Register.code.label("register"),
        Customer.name.label("customer"),
        _Earlier.code.label("linked"),
        Ticket.called.label("ticket"),
    )
    .select_from(_cases)
    .join(Staff, Staff.id == _columns.staff_id)
    .join(Register, Register.id == _columns.register_id)
    .outerjoin(Customer, Customer.id == _columns.customer_id)
    .outerjoin(_Earlier, _Earlier.id == _columns.linked_id)
    .outerjoin(Ticket, Ticket.case_id == _columns.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved:
    """A case as it is after something was done to it."""

    case: CaseSeen
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))


@needs(Right.SERVE)
def open_case(
    unit: Unit,
    kind: CaseKind,
    channel: Channel = Channel.COUNTER,
    *,
    title: str = "",
    customer_id: int | None = None,
    ticket_id: int | None = None,
) -> CaseMoved:
    """Begin a case; it is in hand at this register from now on.

    What was in hand here before is put aside for the shop. Raise
    :class:`models.values.Refused` for a title that holds a card's number or is too long.
    """
    title = " ".join(title.split())[:LONGEST_TITLE]
    refuse_card_number(title)
    _clear_hand(unit)
    case_id = add_numbered(
        unit.connection,
        Case,
        code="",
        kind=kind,
        channel=channel,
        state=CaseState.SERVING,
        title=title,
        store_id=unit.station.store_id,
        at_register_id=unit.station.register_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        customer_id=customer_id,
        opened_at=unit.now,
        changed_at=unit.now,
    )
    code = f"K{case_id:06}"
    unit.connection.execute(update(_cases).where(_columns.id == case_id).values(code=code))
    if ticket_id is not None:
        tickets = rows_of(Ticket)
        unit.connection.execute(
            update(tickets).where(tickets.c.id == ticket_id).values(case_id=case_id)
        )
    record(unit, "CaseOpened", case=code, kind=kind, channel=channel)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.LOOK)
def case_in_hand(unit: Unit) -> CaseSeen | None:
    """The case that this register serves now; nothing where it serves none."""
    row = unit.connection.execute(
        CASES.where(_columns.at_register_id == unit.station.register_id)
    ).one_or_none()
    return None if row is None else _seen(unit, row)


@needs(Right.SERVE)
def put_aside(unit: Unit, case_id: int, waits_for: AsideFor) -> CaseMoved:
    """Not finished, and not in hand any more; any register of the store can take it up."""
    row = _open_row(unit, case_id)
    _move(unit, case_id, CaseState.ASIDE, aside_for=waits_for)
    record(unit, "CaseAside", case=row.code, waits_for=waits_for)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def take_up(unit: Unit, case_id: int) -> CaseMoved:
    """Go on with it here, wherever it was in hand before; what was in hand here is put
    aside."""
    row = _open_row(unit, case_id)
    _clear_hand(unit, but=case_id)
    _move(
        unit,
        case_id,
        CaseState.SERVING,
        at_register_id=unit.station.register_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
    )
    record(unit, "CaseTakenUp", case=row.code)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def close_case(unit: Unit, case_id: int, smile: Smile | None = None) -> CaseMoved:
    """Goodbye. A closed case is not opened again: a later one is linked to it."""
    row = _open_row(unit, case_id)
    _move(unit, case_id, CaseState.CLOSED, closed_at=unit.now, smile=smile)
    record(unit, "CaseClosed", case=row.code, smile=smile or "")
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def add_note(
    unit: Unit, case_id: int, words: str, what: str = "note", for_staff_id: int | None = None
) -> CaseMoved:
    """Somebody's own words, in the case from now on.

    Raise :class:`models.values.Refused` where there are none, or where they hold a card's
    number.
    """
    row = _row(unit, case_id)
    words = words.strip()
    if not words:
        raise refuse("note-empty")
    refuse_card_number(words)
    add_row(
        unit.connection,
        CaseEntry,
        case_id=case_id,
        at=unit.now,
        staff_id=unit.clerk.staff_id,
        register_id=unit.station.register_id,
        what=what,
        words=words,
        for_staff_id=for_staff_id,
    )
    _touch(unit, case_id)
    record(unit, "CaseNoted", case=row.code, what=what)
    return CaseMoved(case=case_of(unit, case_id))


def case_of(unit: Unit, case_id: int) -> CaseSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(CASES.where(_columns.id == case_id)).one_or_none()
    if row is None:
        raise refuse("case-unknown")
    return _seen(unit, row)


def _seen(unit: Unit, row: Row[tuple[object, ...]]) -> CaseSeen:
    def here(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(unit.shop.zone)

    return CaseSeen(
        id=row.id,
        code=row.code,
        kind=CaseKind(row.kind),
        channel=Channel(row.channel),
        state=CaseState(row.state),
        title=row.title,
        customer_id=row.customer_id,
        customer=row.customer or "",
        opened_at=row.opened_at.astimezone(unit.shop.zone),
        changed_at=row.changed_at.astimezone(unit.shop.zone),
        person=row.person,
        register=row.register,
        aside_for=AsideFor(row.aside_for) if row.aside_for else None,
        promised_at=here(row.promised_at),
        promise=row.promise,
        escalated=row.escalated_at is not None,
        linked=row.linked or "",
        ticket=row.ticket or "",
        smile=Smile(row.smile) if row.smile else None,
    )


def _row(unit: Unit, case_id: int) -> Row[tuple[object, ...]]:
    row = unit.connection.execute(
        select(_cases).where(_columns.id == case_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise refuse("case-unknown")
    return row


def _open_row(unit: Unit, case_id: int) -> Row[tuple[object, ...]]:
    row = _row(unit, case_id)
    if row.state == CaseState.CLOSED:
        raise refuse("case-closed", case=row.code)
    return row


def _clear_hand(unit: Unit, but: int | None = None) -> None:
    found = unit.connection.execute(
        select(_columns.id, _columns.code).where(
            _columns.at_register_id == unit.station.register_id
        )
    ).one_or_none()
    if found is not None and found.id != but:
        _move(unit, found.id, CaseState.ASIDE, aside_for=AsideFor.SHOP)
        record(unit, "CaseAside", case=found.code, waits_for=AsideFor.SHOP)


def _move(unit: Unit, case_id: int, state: CaseState, **values: Any) -> None:
    """Into another state, with what belongs to it; all else of the other states is gone.

    The ticket that was served where it was in hand is done with, unless it stays there.
    """
    end_service(unit, case_id, values.get("at_register_id"))
    unit.connection.execute(
        update(_cases)
        .where(_columns.id == case_id)
        .values(
            **{
                "at_register_id": None,
                "aside_for": None,
                "state": state,
                "changed_at": unit.now,
                **values,
            }
        )
    )


def _touch(unit: Unit, case_id: int) -> None:
    unit.connection.execute(
        update(_cases).where(_columns.id == case_id).values(changed_at=unit.now)
    )
