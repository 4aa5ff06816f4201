"""Cases: opened with a ticket or without, put aside and taken up again, closed.

While a case is in hand at a register, whatever is recorded there says that it belongs to it
(:func:`models.services.journal.record`), so that its story can be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import aliased

from models.services.complaint_clocks import rest_clocks, start_clocks, stop_clocks
from models.services.journal import record
from models.services.rights import check_right, needs
from models.services.served import end_service
from models.services.still_open import still_open
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.people import Customer, Staff
from models.tables.queue import Ticket
from models.tables.shop import Register
from models.values import Message, Refused, Topic, refuse
from models.values.card_numbers import refuse_card_number
from models.values.cases import (
    AsideFor,
    CaseKind,
    CaseSeen,
    CaseState,
    Channel,
    EntryKind,
    Smile,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_TITLE: Final = 120
LONGEST_NOTE: Final = 4000
_cases = rows_of(Case)
_columns = _cases.c
_Earlier = aliased(Case)
_Promiser = aliased(Staff)
_called = (
    select(Ticket.called)
    .where(Ticket.case_id == _columns.id)
    .order_by(Ticket.id)
    .limit(1)
    .scalar_subquery()
)
CASES = (
    select(
        _cases,
        Staff.name.label("person"),
        Register.code.label("register"),
        Customer.name.label("customer"),
        _Earlier.code.label("linked"),
        _Promiser.name.label("promiser"),
        _called.label("ticket"),
    )
    .select_from(_cases)
    .join(Staff, Staff.id == _columns.staff_id)
    .join(Register, Register.id == _columns.register_id)
    .outerjoin(Customer, Customer.id == _columns.customer_id)
    .outerjoin(_Earlier, _Earlier.id == _columns.linked_id)
    .outerjoin(_Promiser, _Promiser.id == _columns.promised_by)
)
NEXT_ID: Final = {
    "postgresql": select(func.nextval(func.pg_get_serial_sequence("counter_case", "id"))),
    "sqlite": select(func.coalesce(func.max(_columns.id), 0) + 1),
}
"""The number comes before the row, as the code is made of it and no two may have the same;
on SQLite whoever writes is alone, and no case is ever deleted."""


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
    :class:`models.values.Refused` for a title that holds a card's number or is too long, for
    a customer who is not on record or was forgotten, and for a ticket that there is not.
    """
    title = checked_title(title)
    if customer_id is not None:
        check_customer(unit, customer_id)
    _clear_hand(unit, _held(unit))
    case_id = unit.connection.execute(NEXT_ID[unit.connection.dialect.name]).scalar_one()
    code = f"K{case_id:06}"
    add_row(
        unit.connection,
        Case,
        id=case_id,
        code=code,
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
        promise="",
    )
    unit.in_hand.clear()
    if ticket_id is not None:
        tickets = rows_of(Ticket)
        found = update(tickets).where(tickets.c.id == ticket_id).values(case_id=case_id)
        if not unit.connection.execute(found).rowcount:
            raise refuse("case-ticket-unknown")
    named = {} if customer_id is None else {"customer": customer_id}
    record(unit, "CaseOpened", case=code, kind=kind, channel=channel, **named)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.LOOK)
def case_in_hand(unit: Unit) -> CaseSeen | None:
    """The case that this register serves now; nothing where it serves none."""
    row = unit.connection.execute(
        CASES.where(_columns.at_register_id == unit.station.register_id)
    ).one_or_none()
    return None if row is None else seen_of(unit, row)


@needs(Right.SERVE)
def put_aside(unit: Unit, case_id: int, waits_for: AsideFor) -> CaseMoved:
    """Not finished, and not in hand any more; any register of the store can take it up.

    The clocks of its complaints stand while it waits for the customer. Raise
    :class:`models.values.Refused` for a case that is closed or of another store.
    """
    row = open_row(unit, case_id)
    move_case(unit, case_id, CaseState.ASIDE, aside_for=waits_for)
    record(unit, "CaseAside", case=row.code, waits_for=waits_for)
    if waits_for is AsideFor.CUSTOMER:
        stop_clocks(unit, case_id)
    else:
        start_clocks(unit, case_id)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def take_up(unit: Unit, case_id: int, *, over: bool = False) -> CaseMoved:
    """Go on with it here; what was in hand here is put aside for the shop. Nothing happens to
    what is in hand here already. The clocks of its complaints run again.

    Raise :class:`models.values.Refused` as :func:`put_aside` does, and while another register
    has it in hand: of two that take it up at once, one gets it, and the other is told who
    has it. With ``over`` it is taken from there all the same.
    """
    row, others = _with_held(unit, case_id)
    if row.at_register_id == unit.station.register_id:
        return CaseMoved(case=case_of(unit, case_id), changed=frozenset())
    now = case_of(unit, case_id)
    if row.at_register_id is not None and not over:
        raise refuse("case-in-hand", case=row.code, person=now.person, register=now.register)
    _clear_hand(unit, others)
    move_case(
        unit,
        case_id,
        CaseState.SERVING,
        at_register_id=unit.station.register_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
    )
    taken_from = {"from_register": now.register} if row.at_register_id is not None else {}
    record(unit, "CaseTakenUp", case=row.code, **taken_from)
    start_clocks(unit, case_id)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def close_case(
    unit: Unit, case_id: int, smile: Smile | None = None, *, elsewhere: str = ""
) -> CaseMoved:
    """Goodbye. A closed case is not opened again: a later one is linked to it.

    Raise :class:`models.values.Refused` as :func:`put_aside` does, while a promise made in it
    is open, and while there is a question or a complaint that is not over, unless words say
    where they go on ``elsewhere``. A complaint about which something was promised never does:
    it is settled first, or the case is put aside for the shop.
    """
    row = open_row(unit, case_id)
    elsewhere = elsewhere.strip()
    problems = _unfinished(unit, row, left=bool(elsewhere))
    if problems:
        raise Refused(*problems)
    smile = smile or (Smile(row.smile) if row.smile else None)
    said: dict[str, int] = {}
    if elsewhere:
        said["entry"] = add_entry(unit, case_id, EntryKind.ELSEWHERE, elsewhere)
        rest_clocks(unit, case_id)
    move_case(unit, case_id, CaseState.CLOSED, closed_at=unit.now, smile=smile)
    record(unit, "CaseClosed", case=row.code, smile=smile or "", **said)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def add_note(
    unit: Unit,
    case_id: int,
    words: str,
    for_staff_id: int | None = None,
) -> CaseMoved:
    """Somebody's own words, in the case from now on; a closed one can still be noted in.

    What is for one person is coaching: it is seen by nobody but them and who wrote it, and
    needs the right to approve. Raise :class:`models.values.Refused` where there are no words
    or too many, where they hold a card's number, and for a case of another store.
    """
    what = EntryKind.NOTE
    if for_staff_id is not None:
        check_right(unit, Right.APPROVE)
        check_colleague(unit, for_staff_id)
        what = EntryKind.COACHING
    row = row_of(unit, case_id)
    entry = add_entry(unit, case_id, what, words, for_staff_id=for_staff_id)
    if row.state != CaseState.CLOSED and for_staff_id is None:
        change_case(unit, case_id)
    record(unit, "CaseNoted", case=row.code, what=what, entry=entry)
    return CaseMoved(case=case_of(unit, case_id))


def add_entry(
    unit: Unit, case_id: int, what: str, words: str, *, for_staff_id: int | None = None
) -> int:
    """Keep somebody's words; the journal's entry about it names the number returned."""
    words = words.strip()
    if not words:
        raise refuse("note-empty")
    if len(words) > LONGEST_NOTE:
        raise refuse("case-words-too-long", most=LONGEST_NOTE)
    refuse_card_number(words)
    return add_numbered(
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


def checked_title(title: str) -> str:
    """In one line; refused where it holds a card's number, or is too long."""
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise refuse("case-words-too-long", most=LONGEST_TITLE)
    refuse_card_number(title)
    return title


def case_of(unit: Unit, case_id: int) -> CaseSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(CASES.where(_columns.id == case_id)).one_or_none()
    if row is None:
        raise refuse("case-unknown")
    return seen_of(unit, row)


def seen_of(unit: Unit, row: Row[tuple[object, ...]]) -> CaseSeen:
    """A row of :data:`CASES`, in the shop's own time."""

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
        promised_by=row.promiser or "",
        escalated=row.escalated_at is not None,
        linked=row.linked or "",
        linked_id=row.linked_id,
        ticket=row.ticket or "",
        smile=Smile(row.smile) if row.smile else None,
    )


def row_of(unit: Unit, case_id: int) -> Row[tuple[object, ...]]:
    """As it is stored, held until the unit of work ends; refused where this store has none of
    that number."""
    return _checked(
        unit,
        unit.connection.execute(
            select(_cases).where(_columns.id == case_id).with_for_update()
        ).one_or_none(),
    )


def open_row(unit: Unit, case_id: int) -> Row[tuple[object, ...]]:
    """As :func:`row_of`, refused for a closed one, too."""
    return _still_open(row_of(unit, case_id))


def check_customer(unit: Unit, customer_id: int) -> None:
    """Refused where nobody of that number is on record, and for who was forgotten: nothing
    new is kept of them."""
    known = select(Customer.id).where(
        Customer.id == customer_id, Customer.forgotten_at.is_(None)
    )
    if unit.connection.scalar(known) is None:
        raise refuse("customer-unknown", number=customer_id)


def check_colleague(unit: Unit, staff_id: int) -> None:
    """Refused where nobody of that number works here any more."""
    works = select(Staff.id).where(Staff.id == staff_id, Staff.active.is_(True))
    if unit.connection.scalar(works) is None:
        raise refuse("person-unknown")


def change_case(unit: Unit, case_id: int, **values: object) -> None:
    unit.connection.execute(
        update(_cases).where(_columns.id == case_id).values(changed_at=unit.now, **values)
    )


def move_case(unit: Unit, case_id: int, state: CaseState, **values: Any) -> None:
    """Into another state, with what belongs to it; all else of the other states is gone.

    The ticket that was served where it was in hand is done with, unless it stays there; so
    is one that waits, once somebody has the case in hand.
    """
    end_service(unit, case_id, values.get("at_register_id"))
    gone = {"at_register_id": None, "aside_for": None}
    change_case(unit, case_id, **{**gone, "state": state, **values})
    unit.in_hand.clear()


def _unfinished(unit: Unit, row: Row[tuple[object, ...]], *, left: bool) -> tuple[Message, ...]:
    """Why it cannot be closed; ``left`` where what may go on elsewhere does."""
    found = still_open(unit, row.id)
    problems = []
    if row.promised_at is not None:
        facts = {"case": row.code, "promise": row.promise}
        problems.append(Message("case-promise-open", facts))
    for words in found.promised:
        facts = {"case": row.code, "words": words}
        problems.append(Message("case-complaint-promised", facts))
    for words in () if left else found.complaints:
        facts = {"case": row.code, "words": words}
        problems.append(Message("case-complaint-open", facts))
    for words in () if left else found.questions:
        problems.append(Message("case-question-open", {"case": row.code, "words": words}))
    return tuple(problems)


def _checked(unit: Unit, row: Row[tuple[object, ...]] | None) -> Row[tuple[object, ...]]:
    if row is None:
        raise refuse("case-unknown")
    if row.store_id != unit.station.store_id:
        raise refuse("case-other-store", case=row.code)
    return row


def _still_open(row: Row[tuple[object, ...]]) -> Row[tuple[object, ...]]:
    if row.state == CaseState.CLOSED:
        raise refuse("case-closed", case=row.code)
    return row


def _held(unit: Unit, case_id: int | None = None) -> Sequence[Row[tuple[object, ...]]]:
    """The case in hand here, and another one: held together and in their order, so that two
    registers that swap theirs do not wait for each other for ever."""
    here = _columns.at_register_id == unit.station.register_id
    wanted = here if case_id is None else or_(here, _columns.id == case_id)
    return unit.connection.execute(
        select(_cases).where(wanted).order_by(_columns.id).with_for_update()
    ).all()


def _with_held(
    unit: Unit, case_id: int
) -> tuple[Row[tuple[object, ...]], Sequence[Row[tuple[object, ...]]]]:
    """The case, refused as :func:`open_row` is, and what is in hand here beside it."""
    held = _held(unit, case_id)
    wanted = next((row for row in held if row.id == case_id), None)
    return _still_open(_checked(unit, wanted)), [row for row in held if row.id != case_id]


def _clear_hand(unit: Unit, held: Sequence[Row[tuple[object, ...]]]) -> None:
    for row in held:
        move_case(unit, row.id, CaseState.ASIDE, aside_for=AsideFor.SHOP)
        record(unit, "CaseAside", case=row.code, waits_for=AsideFor.SHOP)
