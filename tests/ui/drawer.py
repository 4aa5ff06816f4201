"""The drawer's page on a real shop, with papers that are kept instead of saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import Message
from receipts import text
from ui.screens.drawer.presenter import DrawerPresenter
from ui.screens.drawer.screen import DrawerScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.shop import Person
    from receipts.document import Document
    from ui.screens.drawer.state import DrawerState, Stage
    from ui.work import Work


class Papers:
    """A folder that keeps what it was given."""

    def __init__(self) -> None:
        self.out: list[tuple[str, str]] = []

    def picture(self, document: Document) -> bytes:
        return "\n".join(text.lines(document)).encode()

    def find_folder(self) -> None:
        """There always is one."""

    def save(self, document: Document, name: str) -> Message:
        self.out.append((name, "\n".join(text.lines(document))))
        return Message("paper-saved", {"place": name})


class Desk:
    """A presenter that remembers what it showed."""

    def __init__(
        self,
        work: Work,
        show: Callable[[DrawerState], None] | None = None,
        papers: Papers | None = None,
    ) -> None:
        self.shown: list[DrawerState] = []
        self.paper = papers or Papers()
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


def a_screen(work: Work, papers: Papers | None = None) -> tuple[DrawerScreen, Desk]:
    screen = DrawerScreen()
    desk = Desk(work, screen.show_state, papers)
    screen.bind(desk.drawer)
    return screen, desk
