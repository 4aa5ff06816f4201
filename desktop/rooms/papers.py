"""The page of papers, and the pages that managers go to from there and come back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo
from shiboken6 import isValid

from desktop.rooms.here import keep_fresh
from desktop.rooms.visited import Visited
from receipts import escpos
from ui.screens.papers.presenter import PapersPresenter
from ui.screens.papers.printers_presenter import PrintersPresenter
from ui.screens.papers.printers_state import Profile
from ui.screens.papers.screen import PapersScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from desktop.rooms.here import Here
    from ui.screens.papers.printers_page import PrintersPage


class PapersRoom(Visited):
    """Papers, and over them whatever page was asked for last."""

    def __init__(self, screen: PapersScreen) -> None:
        super().__init__(screen)
        self.papers = screen

    def enter(self, code: str) -> None:
        """A paper's number was typed into the one box, or scanned elsewhere."""
        self.come_back()
        self.papers.enter(code)

    def scan(self, text: str) -> bool:
        """A paper's number: show it. All else is for the one box."""
        return self.at_home and self.papers.scan(text)


def make(here: Here) -> PapersRoom:
    """Kept fresh by what is made and printed; with the printers of the shop."""
    work = here.work
    screen = PapersScreen()
    presenter = PapersPresenter(work, here.files, screen.show_state, here.look_up)
    room = PapersRoom(screen)

    def make_printers(page: PrintersPage) -> PrintersPresenter:
        printers = PrintersPresenter(work, page.show_state)

        def offer(found: tuple[Sequence[str], tuple[Profile, ...]]) -> None:
            if isValid(page):
                page.form.offer(*found)

        page.mail_asked.connect(lambda: visit("desktop.rooms.mail_server"))
        keep_fresh(page, work, printers.refresh, leave=printers.leave)
        work.compute(
            lambda: (QPrinterInfo.availablePrinterNames(), receipt_printers()),
            offer,
            presenter.failed,
        )
        return printers

    def visit(module: str) -> None:
        """Imported on the worker, as the window would be held by it."""

        def show(visited: ModuleType) -> None:
            if isValid(room):
                room.visit(visited.make(here, room.come_back))

        work.compute(lambda: import_module(module), show, presenter.failed)

    screen.bind(presenter, make_printers)
    screen.letterhead_asked.connect(lambda: visit("desktop.rooms.letterhead"))
    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room


def receipt_printers() -> tuple[Profile, ...]:
    """The models of receipt printers to choose from."""
    return tuple(
        Profile(each.id, f"{each.vendor} {each.name}", f"{each.vendor} {each.name} {each.id}")
        for each in escpos.PROFILES
    )
