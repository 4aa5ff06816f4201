"""Authority to approve that is lent to somebody of the shop for a time, and ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.rights import anybody, needs
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from models.unit import Unit
    from models.values.approvals import Delegation


@needs(Right.APPROVE)
def delegate(unit: Unit, to_id: int, since: datetime, until: datetime) -> Delegation:
    """Lend one's own authority to approve, and never what was lent to oneself.

    Raise :class:`models.values.Refused` for oneself, for somebody disabled, and for a time
    that is over, ends before it begins, or lasts more than thirty days.
    """
    raise NotImplementedError


@needs(Right.LOOK)
def end_delegation(unit: Unit, delegation_id: int) -> Delegation:
    """By who gave it, who has it, or whoever may change people."""
    raise NotImplementedError


@anybody("everybody may know what they lent, and what was lent to them")
def list_delegations(unit: Unit) -> tuple[Delegation, ...]:
    """Those that are not over, one's own first; all for whoever may change people."""
    raise NotImplementedError
