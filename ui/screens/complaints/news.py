"""What managers are told of complaints wherever they are in the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.complaint_clocks import list_escalated
from models.values import Message, Refused, Topic
from ui import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.complaints import ComplaintSeen
    from ui.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Where it is told."""

    count: Callable[[int], None]
    tell: Callable[[Message], None]


class ComplaintNews:
    """Counts what was escalated, and tells of each once; of those before anybody was here,
    only the count. Whoever may not approve is told nothing."""

    def __init__(self, work: Work, outside: Outside) -> None:
        self._work = work
        self._outside: Outside | None = outside
        self._known: frozenset[int] | None = None

    def start(self) -> None:
        self.refresh(frozenset({Topic.CASES}))

    def refresh(self, topics: frozenset[Topic]) -> None:
        if Topic.CASES in topics and self._outside is not None:
            self._work.read_latest("escalated", list_escalated, self._looked, self._failed)

    def leave(self) -> None:
        """Nobody is here any more."""
        self._outside = None

    def _looked(self, escalated: tuple[ComplaintSeen, ...]) -> None:
        if self._outside is None:
            return
        self._outside.count(len(escalated))
        known, self._known = self._known, frozenset(each.id for each in escalated)
        if known is None:
            return
        for each in escalated:
            if each.id not in known:
                self._outside.tell(_news(each))

    def _failed(self, problem: Exception) -> None:
        """Who may not know of it has none to count; records that cannot be reached are told
        by whoever watches them."""
        if self._outside is not None and isinstance(problem, Refused):
            self._outside.count(0)


def _news(complaint: ComplaintSeen) -> Message:
    if complaint.due_at is None:
        return Message("complaint-escalated", {"case": complaint.case})
    facts = {"case": complaint.case, "due": words.moment(complaint.due_at)}
    if complaint.overdue:
        return Message("complaint-overdue", facts)
    return Message("complaint-nears", facts)
