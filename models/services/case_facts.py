"""What is learnt of a case while it lasts: whose it is, what it goes on with, how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.services.cases import (
    CaseMoved,
    add_entry,
    case_of,
    change_case,
    check_colleague,
    check_customer,
    checked_title,
    move_case,
    open_row,
    row_of,
)
from models.services.journal import record
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.cases import Case
from models.tables.shop import Register
from models.values import refuse
from models.values.cases import AsideFor, CaseState, EntryKind, Smile
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit


@needs(Right.SERVE)
def entitle(unit: Unit, case_id: int, title: str) -> CaseMoved:
    """Say in a few words what it is about; no words take back those before.

    Raise :class:`models.values.Refused` for a card's number, for too many words, and for a
    case that is closed or of another store; so do all others here.
    """
    title = checked_title(title)
    row = open_row(unit, case_id)
    change_case(unit, case_id, title=title)
    record(unit, "CaseEntitled", case=row.code)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def name_customer(unit: Unit, case_id: int, customer_id: int | None) -> CaseMoved:
    """Say whose case it is, or that nobody knows after all."""
    row = open_row(unit, case_id)
    if customer_id is not None:
        check_customer(unit, customer_id)
    change_case(unit, case_id, customer_id=customer_id)
    record(unit, "CaseCustomerNamed", case=row.code, customer=customer_id)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def link_to(unit: Unit, case_id: int, earlier_id: int) -> CaseMoved:
    """Say which earlier case it goes on with, of whatever store: the third time about this
    kettle. Refused for one that is not earlier, so that no case leads back to itself."""
    row = open_row(unit, case_id)
    earlier = case_of(unit, earlier_id)
    if earlier_id >= case_id:
        raise refuse("case-not-earlier", case=row.code, earlier=earlier.code)
    change_case(unit, case_id, linked_id=earlier_id)
    record(unit, "CaseLinked", case=row.code, earlier=earlier.code)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def escalate(unit: Unit, case_id: int, words: str) -> CaseMoved:
    """Ask for somebody with more to say, and say why; once for each case."""
    row = open_row(unit, case_id)
    if row.escalated_at is not None:
        raise refuse("case-escalated", case=row.code)
    entry = add_entry(unit, case_id, EntryKind.ESCALATED, words)
    change_case(unit, case_id, escalated_at=unit.now)
    record(unit, "CaseEscalated", case=row.code, entry=entry)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def rate(unit: Unit, case_id: int, smile: Smile) -> CaseMoved:
    """How the customer says that it was. They may say it after goodbye, and then no more."""
    row = row_of(unit, case_id)
    if row.state == CaseState.CLOSED and row.smile is not None:
        raise refuse("case-rated", case=row.code)
    rows = rows_of(Case)
    unit.connection.execute(update(rows).where(rows.c.id == case_id).values(smile=smile))
    record(unit, "CaseRated", case=row.code, smile=smile)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def transfer(
    unit: Unit,
    case_id: int,
    *,
    staff_id: int | None = None,
    register_id: int | None = None,
    words: str = "",
) -> CaseMoved:
    """Give it to another person, to another register of the store, or both, with words on
    what they should know. It waits there until they take it up.

    Refused where it goes to nobody, to somebody who works here no more, or to a register of
    another store.
    """
    row = open_row(unit, case_id)
    if staff_id is None and register_id is None:
        raise refuse("case-to-nobody", case=row.code)
    body: dict[str, object] = {}
    if staff_id is not None:
        check_colleague(unit, staff_id)
        body |= {"of": row.staff_id, "to": staff_id}
    if register_id is not None:
        body["to_register"] = _register(unit, register_id)
    if words.strip():
        body["entry"] = add_entry(unit, case_id, EntryKind.HANDED_OVER, words)
    move_case(
        unit,
        case_id,
        CaseState.ASIDE,
        aside_for=row.aside_for or AsideFor.SHOP,
        staff_id=row.staff_id if staff_id is None else staff_id,
        register_id=row.register_id if register_id is None else register_id,
    )
    record(unit, "CaseHandedOver", case=row.code, **body)
    return CaseMoved(case=case_of(unit, case_id))


def _register(unit: Unit, register_id: int) -> str:
    code = unit.connection.scalar(
        select(Register.code).where(
            Register.id == register_id, Register.store_id == unit.station.store_id
        )
    )
    if code is None:
        raise refuse("case-register-unknown")
    return code
