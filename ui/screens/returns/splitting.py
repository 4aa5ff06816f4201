"""A refund shared out by hand: parts entered until they are what is due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.screens.returns.state import Share, Splitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rules.splits import SplitPart
    from models.values import Money, TenderKind
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.state import CounterState


class SplitRefund:
    """The clerk's own parts, from the plan that was proposed."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def begin(self) -> None:
        """From now on the parts are the clerk's; they begin as the policy proposes them."""
        state = self._counter.state()
        if state.busy or state.splitting or not state.decision or not state.decision.refund:
            return
        shares = tuple(
            Share(tender_id=part.tender_id, kind=part.kind, exact=part.exact)
            for part in state.decision.plan
        )
        self._counter.show(replace(state, splitting=Splitting(shares=shares)))

    def end(self) -> None:
        """As the policy proposes it, after all."""
        state = self._counter.state()
        if state.splitting is not None:
            self._counter.change(replace(state, splitting=None))

    def set_way(self, place: int, tender_id: int | None, kind: TenderKind) -> None:
        """Of which tender a part is, and how it goes out."""
        self._edit(place, lambda share: replace(share, tender_id=tender_id, kind=kind))

    def set_amount(self, place: int, exact: Money | None) -> None:
        self._edit(place, lambda share: replace(share, exact=exact))

    def add(self, tender_id: int | None, kind: TenderKind, exact: Money | None) -> None:
        """One more part, as a rule with what is left."""
        state = self._counter.state()
        if state.splitting is not None:
            more = Share(tender_id=tender_id, kind=kind, exact=exact)
            self._show(state, (*state.splitting.shares, more))

    def set_why(self, why: str) -> None:
        state = self._counter.state()
        if state.splitting is not None:
            splitting = replace(state.splitting, why=why.strip())
            self._counter.show(replace(state, splitting=splitting))

    def _edit(self, place: int, change: Callable[[Share], Share]) -> None:
        state = self._counter.state()
        if state.splitting is None or place >= len(state.splitting.shares):
            return
        shares = tuple(
            change(share) if at == place else share
            for at, share in enumerate(state.splitting.shares)
        )
        if shares != state.splitting.shares:
            self._show(state, shares)

    def _show(self, state: CounterState, shares: tuple[Share, ...]) -> None:
        """Decided anew where another sum goes out another way."""
        if state.splitting is None:
            return
        splitting = replace(state.splitting, shares=shares)
        asked = replace(state, splitting=splitting)
        if splitting.parts == state.splitting.parts:
            self._counter.show(asked)
        else:
            self._counter.change(asked)


def split_of(state: CounterState) -> tuple[SplitPart, ...]:
    return state.splitting.parts if state.splitting else ()


def splitting_of(parts: tuple[SplitPart, ...], why: str) -> Splitting | None:
    """As it was entered before; nothing where the plan is the policy's."""
    shares = (
        Share(tender_id=part.tender_id, kind=part.kind, exact=part.exact) for part in parts
    )
    return Splitting(shares=tuple(shares), why=why) if parts else None


def why_split(state: CounterState) -> str:
    return state.splitting.why if state.splitting else ""
