"""What of a case nobody may forget at goodbye: questions and complaints that are not over.

Cases ask this before they are closed, so it knows nothing of them but their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables.base import rows_of
from models.tables.complaints import Complaint
from models.tables.questions import Question
from models.values.complaints import Step
from models.values.questions import QuestionState

if TYPE_CHECKING:
    from models.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """Each in the words in which it was written down."""

    questions: tuple[str, ...] = ()
    """Nobody answered them, and nobody is to come back to the customer."""
    complaints: tuple[str, ...] = ()
    """Not settled, and nothing is promised yet."""
    promised: tuple[str, ...] = ()
    """Complaints about which the shop promised something, and which are not settled."""

    @property
    def may_go_on_elsewhere(self) -> bool:
        return bool(self.questions or self.complaints)

    def __bool__(self) -> bool:
        return bool(self.questions or self.complaints or self.promised)


def still_open(unit: Unit, case_id: int) -> StillOpen:
    """Of that case, in the order in which they came."""
    asked, complained = rows_of(Question).c, rows_of(Complaint).c
    questions = unit.connection.scalars(
        select(asked.asked)
        .where(
            asked.case_id == case_id,
            asked.state == QuestionState.OPEN,
            asked.follow_up_on.is_(None),
        )
        .order_by(asked.id)
    )
    complaints = unit.connection.execute(
        select(complained.step, complained.issue, complained.said)
        .where(complained.case_id == case_id, complained.step != Step.SETTLED)
        .order_by(complained.id)
    ).all()
    return StillOpen(
        questions=tuple(questions),
        complaints=tuple(
            row.issue or row.said for row in complaints if row.step != Step.PROMISE
        ),
        promised=tuple(row.issue or row.said for row in complaints if row.step == Step.PROMISE),
    )
