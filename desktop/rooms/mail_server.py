"""The server that takes the shop's mail: a page that one comes to from the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.mailing.machine import MailMachine
from desktop.mailing.password import MailPassword
from desktop.places import mail_file
from desktop.rooms.here import keep_fresh
from ui.screens.mail_server.presenter import MailServerPresenter
from ui.screens.mail_server.screen import MailServerScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here


def make(here: Here, closed: Callable[[], None]) -> MailServerScreen:
    """For whoever may change settings; ``closed`` goes back to where one came from."""
    screen = MailServerScreen()
    machine = MailMachine(MailPassword(mail_file()), here.shop.facts.name, here.language)
    presenter = MailServerPresenter(here.work, machine, screen.show_state)
    screen.bind(presenter)
    screen.back_asked.connect(closed)

    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
