"""What the window on the wall says, with no widget in sight and nobody signed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.services.wall import wall_seen
from models.values import Topic
from models.values.queue import TicketState
from ui.screens.wall.state import WallState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from models.services.wall import NowServing, WallSeen
    from receipts.language import Language
    from ui.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the wall is told of the program that it is a part of."""

    clock: Callable[[], datetime]
    """The moment, in the shop's own time."""
    languages: Sequence[Language]
    """Those of the shop, its own first; they take turns."""
    chime: Callable[[], None]
    """Somebody is called."""


class WallPresenter:
    """Who is called where. Every change is a new state, shown whole."""

    def __init__(self, work: Work, around: Around, show: Callable[[WallState], None]) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._known: dict[str, int] | None = None
        """How often each was called, as far as the wall has seen; nothing before its first
        look, as who was called before it hung there is no news."""
        self._order: list[str] = []
        """Who was called last comes last."""
        self._state = WallState(language=around.languages[0], now=around.clock())

    @property
    def state(self) -> WallState:
        return self._state

    def start(self) -> None:
        self._show(self._state)
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody drew a ticket, called, or closed a case, here or at another counter."""
        if topics & {Topic.QUEUE, Topic.CASES}:
            self._look()

    def tick(self) -> None:
        """Waits get shorter while nothing happens."""
        self._look()

    def turn(self) -> None:
        """The next language has its turn."""
        spoken = self._around.languages
        after = (spoken.index(self._state.language) + 1) % len(spoken)
        self._set(replace(self._state, language=spoken[after], now=self._around.clock()))

    def leave(self) -> None:
        """The window is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def _look(self) -> None:
        self._work.read_latest("wall", wall_seen, self._looked, self._failed)

    def _looked(self, seen: WallSeen) -> None:
        news = self._news(seen)
        for each in news:
            if each.called in self._order:
                self._order.remove(each.called)
            self._order.append(each.called)
        there = {each.called: each for each in seen.calls}
        self._order = [called for called in self._order if called in there]
        lately = [there[called] for called in reversed(self._order)]
        others = [each for each in seen.calls if each.called not in self._order]
        state = replace(
            self._state,
            now=self._around.clock(),
            calls=(*lately, *others),
            kinds=seen.kinds,
            minutes=seen.minutes,
            flashes=self._state.flashes + bool(news),
            old=False,
        )
        self._set(state)
        if news:
            self._around.chime()

    def _news(self, seen: WallSeen) -> list[NowServing]:
        """Who is called now and was not when the wall looked last; the newest last."""
        before, self._known = self._known, {each.called: each.calls for each in seen.calls}
        if before is None:
            return []
        return [
            each
            for each in reversed(seen.calls)
            if each.state is not TicketState.DONE and each.calls > before.get(each.called, 0)
        ]

    def _failed(self, _: Exception) -> None:
        self._set(replace(self._state, now=self._around.clock(), old=True))

    def _set(self, state: WallState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: WallState) -> None:
    """Nobody looks."""
