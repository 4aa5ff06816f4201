"""Who may give what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.rights import Right

if TYPE_CHECKING:
    from models.values.rights import Authority


def may_hand_on(own: Authority, other: Authority) -> bool:
    """Whether somebody may make another as mighty as that: only as mighty as they are.

    Otherwise whoever adds people could add themselves a second badge that may do more.
    """
    if not other.rights <= own.rights:
        return False
    if Right.APPROVE in other.rights and not _within(other.overrides, own.overrides):
        return False
    limits = (
        (other.line_most, own.line_most),
        (other.case_most, own.case_most),
        (other.day_most, own.day_most),
    )
    return all(
        mine is None or (theirs is not None and theirs <= mine) for theirs, mine in limits
    )


def _within(part: frozenset[str] | None, whole: frozenset[str] | None) -> bool:
    return whole is None or (part is not None and part <= whole)
