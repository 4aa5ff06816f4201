"""What a person may do, and up to which amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.shop import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Money


class Right(StrEnum):
    """One thing a shop may give to some and not to others. A role is a set of them."""

    LOOK = "look"
    """Look up sales, cards and papers, and see what would be decided."""
    SERVE = "serve"
    """Take goods back, exchange, pay out, and undo it on the same day."""
    GIVE = "give"
    """Goodwill, and a part of a price back."""
    CARDS = "cards"
    GOODS = "goods"
    """Say what becomes of goods that came back."""
    DRAWER = "drawer"
    SEE_EXPECTED = "see-expected"
    """Know what somebody else's drawer should hold while it is in use."""
    APPROVE = "approve"
    """Say yes to what somebody else may not do alone."""
    POLICY = "policy"
    """Read and write policies, and send them for review."""
    REVIEW = "review"
    """Say yes to somebody else's policy, and put it in force."""
    IMPORT = "import"
    SETTINGS = "settings"
    PEOPLE = "people"
    """Add, change and disable people."""
    ROLES = "roles"
    """Change what a role may do."""
    JOURNAL = "journal"
    """Read the journal, verify and export it."""
    PERSONAL = "personal"
    """Give a person their data, or forget it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What somebody may do alone, or approve for others.

    Without an amount there is no limit. ``overrides`` are the codes of the findings they may
    approve; nothing stands for all of them.
    """

    rights: frozenset[Right]
    line_most: Money | None = None
    case_most: Money | None = None
    day_most: Money | None = None
    overrides: frozenset[str] | None = None


_COUNTER = frozenset(
    {Right.LOOK, Right.SERVE, Right.GIVE, Right.CARDS, Right.GOODS, Right.DRAWER}
)
USUAL_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: _COUNTER,
    Role.SENIOR_CLERK: _COUNTER,
    Role.MANAGER: frozenset(Right),
    Role.AUDITOR: frozenset({Right.LOOK, Right.SEE_EXPECTED, Right.POLICY, Right.JOURNAL}),
    Role.ADMINISTRATOR: frozenset(Right),
}
"""What a new shop starts with. A shop may have one manager and nobody else, so a manager may
do all; where there is an administrator, the shop can take of it what it likes."""
