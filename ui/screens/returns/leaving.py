"""What was decided at the counter and then left, told to the journal once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.abandoned import Left, note_abandoned
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from ui.screens.returns.state import CounterState
    from ui.work import Work


class Leaving:
    """``entered`` is the request of a state that has something come back."""

    def __init__(
        self,
        work: Work,
        entered: Callable[[], Entered],
        failed: Callable[[Exception], None],
    ) -> None:
        self._work = work
        self._entered = entered
        self._failed = failed

    def leave(self, state: CounterState) -> CounterState:
        """Tell it; the state remembers that it was told, should somebody come back to it."""
        left = self.left(state)
        if not left:
            return state
        self._work.run(lambda unit: note_abandoned(unit, left), lambda _: None, self._failed)
        return replace(state, left_as=tuple(each.decided.answer for each in left))

    def last(self, state: CounterState) -> Callable[[Unit], None] | None:
        """What is still to be told of a counter that is taken away; nothing if nothing is."""
        left = self.left(state)
        return (lambda unit: note_abandoned(unit, left)) if left else None

    def left(self, state: CounterState) -> tuple[Left, ...]:
        """What was asked and answered, unless it was left with the same answer before."""
        if state.stage not in (Stage.RETURN, Stage.GIVING):
            return ()
        found: list[Left] = []
        if state.coming and state.decision is not None:
            found.append(Left(self._entered(), state.decision))
        giving = state.giving
        if giving is not None and giving.begun and giving.decided is not None:
            asked = giving.asked(state.sale.sale_id if state.sale else None)
            if asked is not None:
                found.append(Left(asked, giving.decided))
        answers = tuple(each.decided.answer for each in found)
        return () if answers == state.left_as else tuple(found)
