"""What this register calls people for, as this machine's settings keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.cases import CaseKind

if TYPE_CHECKING:
    from desktop.settings import Kept


def kinds_called(kept: Kept) -> frozenset[CaseKind]:
    """Everything where that is empty."""
    codes = kept.now.calls.split(",")
    return frozenset(kind for kind in CaseKind if kind in codes)


def call_for(kept: Kept, kinds: frozenset[CaseKind]) -> bool:
    """Whether it could be kept for the next start."""
    return kept.change(calls=",".join(kind for kind in CaseKind if kind in kinds))
