"""What the page of a replay says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from models.services.replay import replay
from models.values import Refused
from ui.screens.policy.replay_state import (
    Figure,
    Grouping,
    ReplayState,
    Stage,
    lines_behind,
)
from ui.work import Far

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.rules.policy import Policy
    from models.services.replay import Replay
    from ui.work import Work


class SaveWorkbook(Protocol):
    """Writes a replay to a file; called on the worker, may raise ``Refused``."""

    def __call__(self, done: Replay, title: str, path: Path) -> None: ...


class ReplayPresenter:
    """Tries a draft on the last year, and shows what stands behind each figure.

    ``closed`` is called where the person leaves before there is anything to show.
    """

    def __init__(
        self,
        work: Work,
        save: SaveWorkbook,
        show: Callable[[ReplayState], None],
        closed: Callable[[], None],
    ) -> None:
        self._work = work
        self._save = save
        self._show = show
        self._closed = closed
        self._state = ReplayState()
        self._far: Far | None = None

    @property
    def state(self) -> ReplayState:
        return self._state

    def start(self, policy: Policy, title: str) -> None:
        """Decide the last year again under ``policy``; what ran before is dropped."""
        self._drop()
        far = self._far = Far(self._moved)
        self._set(ReplayState(stage=Stage.RUNNING, title=title))
        self._work.read(
            lambda unit: replay(unit, policy, None, far.report, far.stopped),
            lambda done: self._finished(far, done),
            lambda problem: self._failed(far, problem),
        )

    def cancel(self) -> None:
        """Stop what runs; nothing of it is kept."""
        if self._far is not None and self._state.stage is Stage.RUNNING:
            self._far.stop = True
            self._set(replace(self._state, stage=Stage.STOPPING))

    def leave(self) -> None:
        """The page is no longer looked at."""
        self._drop()
        self._set(ReplayState())
        self._closed()

    def choose_figure(self, figure: Figure) -> None:
        self._look_at(figure=figure)

    def choose_grouping(self, grouping: Grouping) -> None:
        self._look_at(grouping=grouping, group=None)

    def choose_group(self, group: str) -> None:
        """Only the lines of one bar; the same again: those of all."""
        self._look_at(group=None if group == self._state.group else group)

    def export(self, path: Path) -> None:
        """Write figures and decisions to a workbook."""
        state = self._state
        if state.result is None or state.saving:
            return
        result, title = state.result, state.title
        self._set(replace(state, saving=True, saved="", refused=()))
        self._work.compute(
            lambda: self._save(result, title, path),
            lambda _: self._told(result, saved=str(path)),
            lambda problem: self._told(result, problem=problem),
        )

    def _drop(self) -> None:
        if self._far is not None:
            self._far.stop = True
            self._far = None

    def _moved(self, done: int, total: int) -> None:
        if self._state.stage is Stage.RUNNING:
            self._set(replace(self._state, progress=(done, total)))

    def _finished(self, far: Far, done: Replay | None) -> None:
        if far is not self._far:
            return
        self._far = None
        if done is None:
            self.leave()
            return
        whole = done.figures.whole
        there = whole.decisions or whole.sold
        self._state = replace(
            self._state, stage=Stage.DONE if there else Stage.NOTHING, result=done
        )
        self._look_at()

    def _failed(self, far: Far, problem: Exception) -> None:
        if far is not self._far:
            return
        self._far = None
        messages = problem.messages if isinstance(problem, Refused) else ()
        self._set(replace(self._state, stage=Stage.WAITING, refused=messages))

    def _told(
        self, result: Replay, *, saved: str = "", problem: Exception | None = None
    ) -> None:
        """What became of a workbook, as long as its replay is still shown."""
        if self._state.result is result:
            messages = problem.messages if isinstance(problem, Refused) else ()
            self._set(replace(self._state, saving=False, saved=saved, refused=messages))

    def _look_at(
        self,
        *,
        figure: Figure | None = None,
        grouping: Grouping | None = None,
        **group: str | None,
    ) -> None:
        now = self._state
        if now.result is None:
            return
        figure, grouping = figure or now.figure, grouping or now.grouping
        chosen = group.get("group", now.group)
        self._set(
            replace(
                now,
                figure=figure,
                grouping=grouping,
                group=chosen,
                lines=lines_behind(now.result, figure, grouping, chosen),
            )
        )

    def _set(self, state: ReplayState) -> None:
        self._state = state
        self._show(state)
