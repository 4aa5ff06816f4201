"""The drawer's page on a real shop, with papers that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.kept_papers import KeptPapers
from ui.screens.drawer.presenter import DrawerPresenter
from ui.screens.drawer.screen import DrawerScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.shop import Person
    from ui.screens.drawer.state import DrawerState, Stage
    from ui.work import Work


class Desk:
    """A presenter that remembers what it showed."""

    def __init__(
        self,
        work: Work,
        show: Callable[[DrawerState], None] | None = None,
        papers: KeptPapers | None = None,
    ) -> None:
        self.shown: list[DrawerState] = []
        self.paper = papers or KeptPapers()
        self.given_to: list[Person] = []
        self._show = show
        self.drawer = DrawerPresenter(work, self.paper, self._see, self.given_to.append)

    @property
    def state(self) -> DrawerState:
        return self.drawer.state

    def at(self, stage: Stage) -> bool:
        return self.state.stage is stage

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []

    def _see(self, state: DrawerState) -> None:
        self.shown.append(state)
        if self._show:
            self._show(state)


def a_screen(work: Work, papers: KeptPapers | None = None) -> tuple[DrawerScreen, Desk]:
    screen = DrawerScreen()
    desk = Desk(work, screen.show_state, papers)
    screen.bind(desk.drawer)
    return screen, desk
