"""Free questions: written down in a case, answered now or later, followed up by a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from models.services.cases import case_of, open_row
from models.services.journal import record
from models.services.knowledge import count_use
from models.services.rights import has_right, needs
from models.tables.base import add_numbered, rows_of
from models.tables.cases import Case
from models.tables.people import Staff
from models.tables.questions import Question
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.questions import (
    QuestionKind,
    QuestionSeen,
    QuestionsOfCase,
    QuestionState,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from models.unit import Unit

LONGEST_QUESTION: Final = 2000
LONGEST_ANSWER: Final = 4000

_questions = rows_of(Question)
_columns = _questions.c
_Answerer, _Follower = aliased(Staff), aliased(Staff)
QUESTIONS = (
    select(
        _questions,
        Case.code.label("case"),
        Staff.name.label("asker"),
        _Answerer.name.label("answerer"),
        _Follower.name.label("follower"),
    )
    .select_from(_questions)
    .join(Case, Case.id == _columns.case_id)
    .join(Staff, Staff.id == _columns.asked_by)
    .outerjoin(_Answerer, _Answerer.id == _columns.answered_by)
    .outerjoin(_Follower, _Follower.id == _columns.follow_up_by)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Somebody comes back to the customer by a day of the shop's."""

    on: date
    staff_id: int


@needs(Right.SERVE)
def ask_question(
    unit: Unit,
    case_id: int,
    kind: QuestionKind,
    asked: str,
    follow_up: FollowUp | None = None,
) -> QuestionSeen:
    """Write down what is asked; numbers of cards in it are masked.

    Raise :class:`models.values.Refused` where nothing is asked, for a case that is closed or of
    another store, for a day that has gone by, and for somebody who does not work here any more.
    """
    words = _kept(asked, LONGEST_QUESTION)
    if not words:
        raise refuse("question-empty")
    case = str(open_row(unit, case_id).code)
    question_id = add_numbered(
        unit.connection,
        Question,
        case_id=case_id,
        kind=kind,
        state=QuestionState.OPEN,
        asked=words,
        asked_at=unit.now,
        asked_by=unit.clerk.staff_id,
        **_promised(unit, follow_up),
    )
    record(unit, "QuestionAsked", case=case, question=question_id, kind=kind)
    if follow_up is not None:
        _record_planned(unit, case, question_id, follow_up)
    return question_of(unit, question_id)


@needs(Right.SERVE)
def answer_question(
    unit: Unit, question_id: int, answer: str, entry_id: int | None = None
) -> QuestionSeen:
    """What the customer was told; ``entry_id`` is what was known already, and is counted.

    An answer may be corrected until the question was followed up. Numbers of cards in it are
    masked. Raise :class:`models.values.Refused` without one, and after that.
    """
    words = _kept(answer, LONGEST_ANSWER)
    if not words:
        raise refuse("answer-empty")
    row = _row(unit, question_id)
    if row.state == QuestionState.FOLLOWED:
        raise refuse("question-followed")
    used = row.entry_id
    if entry_id is not None and entry_id != row.entry_id:
        used = count_use(unit, entry_id)
    _change(
        unit,
        question_id,
        state=QuestionState.ANSWERED,
        answer=words,
        answered_at=unit.now,
        answered_by=unit.clerk.staff_id,
        entry_id=used,
    )
    record(unit, "QuestionAnswered", case=row.case, question=question_id, knowledge=used)
    return question_of(unit, question_id)


@needs(Right.SERVE)
def plan_follow_up(unit: Unit, question_id: int, follow_up: FollowUp) -> QuestionSeen:
    """Promise that somebody comes back to the customer, or promise another day or person.

    Refused as :func:`ask_question` is, and for what was followed up already.
    """
    row = _row(unit, question_id)
    if row.state == QuestionState.FOLLOWED:
        raise refuse("question-followed")
    promised = _promised(unit, follow_up)
    _change(unit, question_id, **promised)
    _record_planned(unit, row.case, question_id, follow_up)
    return question_of(unit, question_id)


@needs(Right.SERVE)
def follow_up(unit: Unit, question_id: int, answer: str = "") -> QuestionSeen:
    """Somebody came back to the customer, as was promised.

    Raise :class:`models.values.Refused` where nothing was promised, it was done already, or
    where the question has no answer and none is given now.
    """
    row = _row(unit, question_id)
    if row.follow_up_on is None:
        raise refuse("follow-up-not-promised")
    if row.state == QuestionState.FOLLOWED:
        raise refuse("question-followed")
    if answer.strip():
        row_id = answer_question(unit, question_id, answer).id
    elif row.state == QuestionState.OPEN:
        raise refuse("answer-empty")
    else:
        row_id = question_id
    _change(unit, row_id, state=QuestionState.FOLLOWED, followed_at=unit.now)
    record(unit, "FollowUpDone", case=row.case, question=question_id)
    return question_of(unit, question_id)


@needs(Right.LOOK)
def list_follow_ups(unit: Unit, *, mine: bool = False) -> tuple[QuestionSeen, ...]:
    """What was promised by today in this store and is not done, the oldest first; only one's
    own where ``mine``. Each says whether it is overdue."""
    query = QUESTIONS.where(
        _columns.follow_up_on <= unit.today,
        _columns.state != QuestionState.FOLLOWED,
        Case.store_id == unit.station.store_id,
    )
    if mine:
        query = query.where(_columns.follow_up_by == unit.clerk.staff_id)
    rows = unit.connection.execute(query.order_by(_columns.follow_up_on, _columns.id))
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.LOOK)
def questions_in(unit: Unit, case_id: int) -> tuple[QuestionSeen, ...]:
    """All that was asked in a case, in that order."""
    rows = unit.connection.execute(
        QUESTIONS.where(_columns.case_id == case_id).order_by(_columns.id)
    )
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.LOOK)
def open_questions(unit: Unit, case_id: int) -> QuestionsOfCase:
    """What a case's page of questions needs to know at once.

    Raise :class:`models.values.Refused` where there is no such case.
    """
    people = select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id)
    return QuestionsOfCase(
        case=case_of(unit, case_id),
        questions=questions_in(unit, case_id),
        people=tuple((row.id, row.name) for row in unit.connection.execute(people)),
        here=unit.clerk.staff_id,
        today=unit.today,
        keeps=has_right(unit, Right.SETTINGS),
    )


def question_of(unit: Unit, question_id: int) -> QuestionSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(QUESTIONS.where(_columns.id == question_id)).one_or_none()
    if row is None:
        raise refuse("question-unknown")
    return _seen(unit, row)


def _kept(words: str, most: int) -> str:
    return mask_card_numbers(words.strip())[:most]


def _promised(unit: Unit, follow_up: FollowUp | None) -> dict[str, Any]:
    if follow_up is None:
        return {"follow_up_on": None, "follow_up_by": None}
    if follow_up.on < unit.today:
        raise refuse("follow-up-gone-by", day=follow_up.on)
    works = select(Staff.active).where(Staff.id == follow_up.staff_id)
    if not unit.connection.scalar(works):
        raise refuse("follow-up-nobody")
    return {"follow_up_on": follow_up.on, "follow_up_by": follow_up.staff_id}


def _record_planned(unit: Unit, case: str, question_id: int, follow_up: FollowUp) -> None:
    record(
        unit,
        "FollowUpPlanned",
        case=case,
        question=question_id,
        on=follow_up.on.isoformat(),
        person=follow_up.staff_id,
    )


def _row(unit: Unit, question_id: int) -> Row[Any]:
    row = unit.connection.execute(
        select(_questions, Case.code.label("case"))
        .join(Case, Case.id == _columns.case_id)
        .where(_columns.id == question_id)
        .with_for_update(of=_questions)
    ).one_or_none()
    if row is None:
        raise refuse("question-unknown")
    return row


def _change(unit: Unit, question_id: int, **values: Any) -> None:
    unit.connection.execute(
        update(_questions).where(_columns.id == question_id).values(**values)
    )


def _seen(unit: Unit, row: Row[Any]) -> QuestionSeen:
    zone = unit.shop.zone
    waits = row.follow_up_on is not None and row.state != QuestionState.FOLLOWED
    return QuestionSeen(
        id=row.id,
        case_id=row.case_id,
        case=row.case,
        kind=QuestionKind(row.kind),
        state=QuestionState(row.state),
        asked=row.asked,
        answer=row.answer,
        asked_at=row.asked_at.astimezone(zone),
        asked_by=row.asker,
        answered_at=row.answered_at.astimezone(zone) if row.answered_at else None,
        answered_by=row.answerer or "",
        follow_up_on=row.follow_up_on,
        follow_up_by=row.follower or "",
        follow_up_staff_id=row.follow_up_by,
        overdue=waits and row.follow_up_on < unit.today,
        entry_id=row.entry_id,
    )
