"""What the journal only points at, in the story of a case: words of questions, complaints
and answers to requests, which are kept where they can be blanked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.tables.approvals import Approval, ApprovalEvent
from models.tables.base import rows_of
from models.tables.complaints import Complaint
from models.tables.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.cases import CaseSeen

    Facts = Mapping[str, object]


class Sayings:
    """Read once for a case: asked for each of its entries, it asks the records no more."""

    def __init__(
        self,
        unit: Unit,
        case: CaseSeen,
        entries: Sequence[tuple[str, int]],
        bodies: Sequence[Facts],
    ) -> None:
        case_id = case.id
        self._case, self._last = case, dict(entries)
        self._questions = _by_id(unit, Question, Question.case_id == case_id)
        self._complaints = _by_id(unit, Complaint, Complaint.case_id == case_id)
        approvals = {str(body["approval"]) for body in bodies if body.get("approval")}
        self._requests = _by_id(unit, Approval, Approval.id.in_(approvals))
        self._answers: defaultdict[tuple[object, object], list[str]] = defaultdict(list)
        for row in unit.connection.execute(
            select(rows_of(ApprovalEvent))
            .where(ApprovalEvent.approval_id.in_(approvals))
            .order_by(ApprovalEvent.id)
        ):
            self._answers[row.approval_id, row.said].append(row.words)

    def of(self, event: str, number: int, body: Facts) -> dict[str, object]:
        """What is to be added to what the entry itself says; called in the journal's order,
        as the answers to one request are told one by one. Of titles and customers only the
        last is known."""
        case = self._case
        match event:
            case "CaseEntitled" if self._last[event] == number and case.title:
                return {"title": case.title}
            case "CaseCustomerNamed" if self._last[event] == number and case.customer:
                return {"name": case.customer}
            case "QuestionAsked":
                return _columns(self._questions.get(body.get("question")), words="asked")
            case "QuestionAnswered":
                return _columns(self._questions.get(body.get("question")), words="answer")
            case "ComplaintBegun":
                return _columns(self._complaints.get(body.get("complaint")), words="said")
            case "ComplaintStep":
                return self._step(body)
            case "ApprovalAsked":
                return _columns(self._requests.get(body.get("approval")), about="about")
            case "ApprovalAnswered":
                said = self._answers[body.get("approval"), body.get("said")]
                return {"words": said.pop(0)} if said else {}
            case _:
                return {}

    def _step(self, body: Facts) -> dict[str, object]:
        row = self._complaints.get(body.get("complaint"))
        match body.get("step"):
            case "issue":
                return _columns(row, words="issue", wants="wants")
            case "remedy":
                return _columns(
                    row, words="remedy_words", remedy="remedy", paper="remedy_paper"
                )
            case _:
                return {}


def _by_id(unit: Unit, table: type[Any], condition: Any) -> dict[object, Row[Any]]:
    found = unit.connection.execute(select(rows_of(table)).where(condition))
    return {row.id: row for row in found}


def _columns(row: Row[Any] | None, **named: str) -> dict[str, object]:
    if row is None:
        return {}
    found = {fact: row._mapping[column] for fact, column in named.items()}
    return {fact: value for fact, value in found.items() if value}
