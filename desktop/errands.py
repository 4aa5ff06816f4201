"""What a window does beside its counter, whoever is signed on there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.escalations import Escalations
from desktop.mailing.mailing import Mailing
from desktop.mailing.password import MailPassword
from desktop.notices import Notices
from desktop.places import mail_file
from desktop.printing.news import PrintingNews
from desktop.printing.printing import Printing
from models.services.clock import note_clock_jump
from ui import words
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.db import Shop
    from models.values import Message
    from ui.shell import Shell
    from ui.work import QtWork


PATIENCE: Final = 2.0
"""Seconds in which what is escalated at this moment is written."""


class Errands(QObject):
    """Hears what other counters do within a second; prints and e-mails what is queued at this
    register, and escalates complaints whose limit nears.

    ``since`` is the last entry of the journal before anything of the shop was shown, ``folder``
    where papers lie; ``failed`` is told what could not be noted in the journal.

    Signals:
        heard: the topics that other counters, prints or mails may have changed.
    """

    heard = Signal(frozenset)

    def __init__(
        self,
        shop: Shop,
        since: int,
        folder: Path,
        shell: Shell,
        work: QtWork,
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self._shell = shell
        self._work = work
        self._failed = failed
        self.notices = Notices(shop.engine, since, self)
        self._printing = Printing(shop, folder, self)
        self._mailing = Mailing(shop, MailPassword(mail_file()), self)
        self._escalations = Escalations(shop, self)
        self._news = PrintingNews(self._tell, self)

    def start(self) -> None:
        self.notices.written.connect(self.heard)
        self.notices.lost.connect(self._lost)
        self.notices.heard_again.connect(self._heard_again)
        self.notices.clock_jumped.connect(self._note_jump)
        self.notices.start()
        for queue in (self._printing, self._mailing):
            queue.told.connect(self._news.tell)
            queue.changed.connect(self.heard)
            self._work.changed.connect(queue.wake)
            self.notices.written.connect(queue.wake)
            queue.start()
        self._escalations.changed.connect(self.heard)
        self._escalations.start()

    def stop(self) -> None:
        """Finish what is on its way; nothing is told after this."""
        self._escalations.halt(PATIENCE)
        self._printing.stop()
        self._mailing.stop()
        self.notices.stop()

    def _tell(self, news: str) -> None:
        """The window may be gone when the printing thread has its last word."""
        if isValid(self._shell):
            self._shell.toast(news)

    def _lost(self, why: Message) -> None:
        text = say("What other counters do is not shown here for now.")
        self._shell.toast(f"{text}\n{words.sentence(why)}")

    def _heard_again(self) -> None:
        self._shell.toast(say("What other counters do is shown here again."))

    def _note_jump(self, seconds: int) -> None:
        self._work.run_ahead(
            lambda unit: note_clock_jump(unit, seconds), lambda _: None, self._failed
        )
