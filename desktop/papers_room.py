"""The page of papers, and the pages that managers go to from there and come back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from desktop.wiring import keep_fresh
from receipts import escpos
from ui.screens.papers.presenter import PapersPresenter
from ui.screens.papers.printers_presenter import PrintersPresenter
from ui.screens.papers.printers_state import Profile
from ui.screens.papers.screen import PapersScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ui.papers import Papers
    from ui.screens.mail_server.screen import MailServerScreen
    from ui.screens.papers.printers_page import PrintersPage
    from ui.work import QtWork


class PapersRoom(QStackedWidget):
    """Papers, and over them whatever page was asked for last."""

    def __init__(self, screen: PapersScreen) -> None:
        super().__init__()
        self.papers = screen
        self.addWidget(screen)

    def enter(self, code: str) -> None:
        """A paper's number was typed into the one box, or scanned elsewhere."""
        self.come_back()
        self.papers.enter(code)

    def scan(self, text: str) -> bool:
        """A paper's number: show it. All else is for the one box."""
        return self.currentWidget() is self.papers and self.papers.scan(text)

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the papers; what was visited is over."""
        page = self.currentWidget()
        if page is not None and page is not self.papers:
            self.setCurrentWidget(self.papers)
            self.removeWidget(page)
            page.deleteLater()


def papers_room(
    work: QtWork,
    papers: Papers,
    show_case: Callable[[str], None],
    mail_server: Callable[[], MailServerScreen],
) -> PapersRoom:
    """All papers, kept fresh by what is made and printed; with the printers of the shop.

    ``mail_server`` makes the page of the server that takes the shop's mail; what it imports
    is there by then.
    """
    screen = PapersScreen()
    presenter = PapersPresenter(work, papers, screen.show_state, show_case)
    room = PapersRoom(screen)

    def make_printers(page: PrintersPage) -> PrintersPresenter:
        printers = PrintersPresenter(work, page.show_state)

        def offer(found: tuple[Sequence[str], tuple[Profile, ...]]) -> None:
            if isValid(page):
                page.form.offer(*found)

        page.mail_asked.connect(lambda: visit(make_mail_server))
        keep_fresh(page, work, printers.refresh, leave=printers.leave)
        work.compute(
            lambda: (QPrinterInfo.availablePrinterNames(), receipt_printers()),
            offer,
            presenter.failed,
        )
        return printers

    def make_letterhead() -> QWidget:
        from desktop.managers import letterhead_screen

        return letterhead_screen(work, room.come_back)

    def make_mail_server() -> QWidget:
        page = mail_server()
        page.back_asked.connect(room.come_back)
        return page

    def visit(make: Callable[[], QWidget]) -> None:
        """Imports of managers' pages would hold the window; made when they are there."""

        def show(_: object) -> None:
            if isValid(room):
                room.visit(make())

        work.compute(lambda: import_module("desktop.managers"), show, presenter.failed)

    screen.bind(presenter, make_printers)
    screen.letterhead_asked.connect(lambda: visit(make_letterhead))
    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return room


def receipt_printers() -> tuple[Profile, ...]:
    """The models of receipt printers to choose from."""
    return tuple(
        Profile(each.id, f"{each.vendor} {each.name}", f"{each.vendor} {each.name} {each.id}")
        for each in escpos.PROFILES
    )
