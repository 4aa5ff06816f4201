"""What is told of requests wherever whoever may answer them is in the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.approval_cards import count_approvals, list_approvals
from models.services.delegations import list_delegations
from models.services.rights import has_right
from models.values import Message, Refused, Topic
from models.values.approvals import ApprovalKind, ApprovalState
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.unit import Unit
    from models.values.approvals import ApprovalCount, ApprovalListed
    from ui.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Where it is told."""

    allow: Callable[[bool], None]
    """Whether there is anything for whoever is here on the page of approvals."""
    count: Callable[[ApprovalCount], None]
    tell: Callable[[Message], None]
    chime: Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Here:
    concerned: bool
    count: ApprovalCount
    to_answer: tuple[ApprovalListed, ...]


class Arrivals:
    """Counts what waits, and tells of each request once; of those that waited before anybody
    was here, only the count."""

    def __init__(self, work: Work, outside: Outside) -> None:
        self._work = work
        self._outside: Outside | None = outside
        self._known: frozenset[str] | None = None

    def start(self) -> None:
        self.refresh(frozenset({Topic.APPROVALS}))

    def refresh(self, topics: frozenset[Topic]) -> None:
        if Topic.APPROVALS in topics and self._outside is not None:
            self._work.read_latest("arrivals", _look, self._looked, self._failed)

    def leave(self) -> None:
        """Nobody is here any more."""
        self._outside = None

    def _looked(self, here: _Here) -> None:
        if self._outside is None:
            return
        self._outside.allow(here.concerned)
        self._outside.count(here.count)
        known, self._known = self._known, frozenset(e.approval_id for e in here.to_answer)
        if known is None:
            return
        new = [each for each in here.to_answer if each.approval_id not in known]
        for each in new:
            self._outside.tell(_news(each))
        if new:
            self._outside.chime()

    def _failed(self, problem: Exception) -> None:
        """Whoever may not even look has nothing to do there."""
        if self._outside is not None and isinstance(problem, Refused):
            self._outside.allow(False)


def _look(unit: Unit) -> _Here:
    listed = list_approvals(unit)
    here = unit.clerk.staff_id
    lent = any(each.in_force and each.to_id == here for each in list_delegations(unit))
    return _Here(
        bool(listed) or lent or has_right(unit, Right.APPROVE),
        count_approvals(unit),
        tuple(each for each in listed if each.state is ApprovalState.OPEN and not each.own),
    )


def _news(request: ApprovalListed) -> Message:
    facts = {
        "person": request.person,
        "register": request.register,
        "about": request.about,
        "amount": request.amount,
    }
    match request.kind:
        case ApprovalKind.HELP:
            return Message("help-new", facts)
        case ApprovalKind.VOID:
            return Message("approval-new-no-amount", facts)
        case ApprovalKind.REMEDY:
            return Message("approval-new-remedy", facts)
        case _ if not request.amount:
            return Message("approval-new-no-amount", facts)
        case _:
            return Message("approval-new", facts)
