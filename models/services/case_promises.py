"""What the shop promised in a case: by when, by whom, and whether it was kept.

A case has one open promise at a time, and is not closed while it has one; what was promised
before stands in its entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.services.cases import (
    CaseMoved,
    add_entry,
    case_of,
    change_case,
    check_colleague,
    open_row,
)
from models.services.journal import record
from models.services.rights import needs
from models.values import refuse
from models.values.card_numbers import refuse_card_number
from models.values.cases import EntryKind
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_PROMISE: Final = 200


@needs(Right.SERVE)
def promise(
    unit: Unit, case_id: int, words: str, by_when: datetime, by_whom: int | None = None
) -> CaseMoved:
    """Promise something until a moment; whoever is signed on keeps it, unless it is another.

    Raise :class:`models.values.Refused` where no words say what, or too many do, or a card's
    number is among them; for a moment that is past, for somebody who works here no more,
    while another promise is open, and for a case that is closed or of another store.
    """
    words = _checked(unit, words, by_when)
    row = open_row(unit, case_id)
    if row.promised_at is not None:
        raise refuse("case-promise-open", case=row.code, promise=row.promise)
    whose = unit.clerk.staff_id if by_whom is None else by_whom
    _write(unit, row, words, by_when, whose)
    return CaseMoved(case=case_of(unit, case_id))


def promise_anew(
    unit: Unit, case_id: int, words: str, by_when: datetime, by_whom: int
) -> CaseMoved:
    """As :func:`promise`, in place of one that is open; the same once more is no other."""
    words = _checked(unit, words, by_when)
    row = open_row(unit, case_id)
    if (row.promise, row.promised_at, row.promised_by) != (words, by_when, by_whom):
        _write(unit, row, words, by_when, by_whom)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def keep_promise(unit: Unit, case_id: int, words: str = "") -> CaseMoved:
    """It was kept; ``words`` may say how. Refused where nothing is promised."""
    code, until = _end(unit, case_id)
    how = {"entry": add_entry(unit, case_id, EntryKind.KEPT, words)} if words.strip() else {}
    record(unit, "PromiseKept", case=code, until=until, **how)
    return CaseMoved(case=case_of(unit, case_id))


@needs(Right.SERVE)
def break_promise(unit: Unit, case_id: int, words: str) -> CaseMoved:
    """It was not, and is not going to be: ``words`` say why. Refused where nothing is
    promised, and without a word."""
    code, until = _end(unit, case_id)
    entry = add_entry(unit, case_id, EntryKind.BROKEN, words)
    record(unit, "PromiseBroken", case=code, until=until, entry=entry)
    return CaseMoved(case=case_of(unit, case_id))


def _checked(unit: Unit, words: str, by_when: datetime) -> str:
    words = " ".join(words.split())
    if not words:
        raise refuse("case-promise-empty")
    if len(words) > LONGEST_PROMISE:
        raise refuse("case-words-too-long", most=LONGEST_PROMISE)
    refuse_card_number(words)
    if by_when <= unit.now:
        raise refuse("case-promise-past")
    return words


def _write(unit: Unit, row: Row[Any], words: str, by_when: datetime, by_whom: int) -> None:
    check_colleague(unit, by_whom)
    entry = add_entry(unit, row.id, EntryKind.PROMISE, words)
    change_case(unit, row.id, promise=words, promised_at=by_when, promised_by=by_whom)
    until = by_when.astimezone(unit.shop.zone).isoformat()
    record(unit, "PromiseMade", case=row.code, entry=entry, person=by_whom, until=until)


def _end(unit: Unit, case_id: int) -> tuple[str, str]:
    """Nothing is promised any more; the case's code, and until when it was."""
    row = open_row(unit, case_id)
    if row.promised_at is None:
        raise refuse("case-promise-none", case=row.code)
    change_case(unit, case_id, promise="", promised_at=None, promised_by=None)
    return row.code, row.promised_at.astimezone(unit.shop.zone).isoformat()
