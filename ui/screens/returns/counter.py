"""What the parts of the counter's presenter share: the state, and steps that many take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values import Message
    from ui.screens.returns.state import CounterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The counter, as a part of it sees the whole."""

    state: Callable[[], CounterState]
    show: Callable[[CounterState], None]
    """The state as it is from now on."""
    busy: Callable[[], None]
    say: Callable[[Message], None]
    """Something went wrong, or cannot be."""
    failed: Callable[[Exception], None]
    change: Callable[[CounterState], None]
    """Something else is entered now: what was decided no longer holds, and is decided anew."""
    decide: Callable[[], None]
