"""All that the page of a replay shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.services.replay import Turn
from models.values.codes import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.services.replay import Group, Replay, ReplayedLine, Sums
    from models.values import Message


class Stage(StrEnum):
    """How far it is; each has its own page."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    NOTHING = "nothing"
    """There is nothing on record."""


class Figure(StrEnum):
    """What stands in the cards; each has lines behind it."""

    DECISIONS = "decisions"
    CHANGED = "changed"
    REFUNDED = "refunded"
    FEES = "fees"
    APPROVALS = "approvals"
    CUSTOMERS = "customers"


class Grouping(StrEnum):
    """What the bars stand for."""

    DEPARTMENT = "department"
    REASON = "reason"


MEASURES: Mapping[Figure, Callable[[Sums], int]] = {
    Figure.REFUNDED: lambda sums: sums.refunded.minor,
    Figure.FEES: lambda sums: sums.fees.minor,
    Figure.APPROVALS: lambda sums: sums.approvals,
}
"""What the bars measure beside each other; of the other figures, the money refunded."""

BEHIND: Mapping[Figure, Callable[[ReplayedLine], bool]] = {
    Figure.DECISIONS: lambda line: True,
    Figure.CHANGED: lambda line: line.turn is not Turn.SAME,
    Figure.REFUNDED: lambda line: line.in_force.refund != line.draft.refund,
    Figure.FEES: lambda line: line.in_force.fee != line.draft.fee,
    Figure.APPROVALS: lambda line: Answer.OVERRIDE in (line.in_force.answer, line.draft.answer),
    Figure.CUSTOMERS: lambda line: line.customer_id is not None and line.turn is not Turn.SAME,
}
"""Which lines stand behind a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayState:
    """``group`` is the chosen bar: one department or reason, ``None`` for all of them."""

    stage: Stage = Stage.WAITING
    title: str = ""
    progress: tuple[int, int] = (0, 0)
    result: Replay | None = None
    figure: Figure = Figure.CHANGED
    grouping: Grouping = Grouping.DEPARTMENT
    group: str | None = None
    lines: tuple[ReplayedLine, ...] = ()
    """Those behind the chosen figure and group."""
    saving: bool = False
    saved: str = ""
    """Where the workbook is, once it was written."""
    refused: tuple[Message, ...] = ()

    @property
    def groups(self) -> Mapping[str, Group]:
        """What the bars show: only what anything came back of."""
        if self.result is None:
            return {}
        figures = self.result.figures
        found = (
            figures.by_department if self.grouping is Grouping.DEPARTMENT else figures.by_reason
        )
        return {name: group for name, group in found.items() if group.decisions}


def lines_behind(
    result: Replay, figure: Figure, grouping: Grouping, group: str | None
) -> tuple[ReplayedLine, ...]:
    """The decisions that a figure counts, newest first."""
    counts = BEHIND[figure]
    by_department = grouping is Grouping.DEPARTMENT
    return tuple(
        line
        for line in reversed(result.rows)
        if counts(line)
        and (group is None or group == (line.department if by_department else line.reason))
    )
