"""Sending a paper by e-mail, on whichever page it is shown: what is asked, and what is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from models.services.mail import address_for, mail_paper
from models.values import Message, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.mail import Mailed, MailProposed
    from ui.work import Work

OF_THE_ADDRESS: Final = frozenset(
    {
        "mail-address-letters",
        "mail-address-several",
        "mail-address-wrong",
        "card-number-refused",
    }
)
"""Refusals that are said at the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """A paper that is about to be sent."""

    code: str
    proposed: str
    """The customer's address on record; nothing where there is none."""
    wrong: Message | None = None
    """Why what was typed is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPage:
    """A page that shows papers, as this part sees it."""

    asked: Callable[[], Addressing | None]
    is_busy: Callable[[], bool]
    busy: Callable[[], None]
    show: Callable[[Addressing | None], None]
    """What is asked from now on; the page is busy no more."""
    tell: Callable[[Message], None]
    failed: Callable[[Exception], None]


class Mailing:
    """Nothing is sent while the page is busy, and no paper but the one that is asked about."""

    def __init__(self, work: Work, page: MailPage) -> None:
        self._work = work
        self._page = page

    def begin(self, code: str) -> None:
        """Ask where to; the address on record is proposed."""
        if not self._page.is_busy() and self._page.asked() is None:
            self._page.busy()
            self._work.read(
                lambda unit: address_for(unit, code), self._proposed, self._page.failed
            )

    def send(self, address: str) -> None:
        asked = self._page.asked()
        if asked is not None and not self._page.is_busy():
            self._page.busy()
            self._work.run(
                lambda unit: mail_paper(unit, asked.code, address),
                self._queued,
                self._refused,
            )

    def leave(self) -> None:
        """It is not sent."""
        if self._page.asked() is not None and not self._page.is_busy():
            self._page.show(None)

    def _proposed(self, proposed: MailProposed) -> None:
        self._page.show(Addressing(code=proposed.code, proposed=proposed.address))

    def _queued(self, mailed: Mailed) -> None:
        self._page.show(None)
        facts = {"paper": mailed.code, "shown": mailed.shown, "copy": mailed.copy}
        self._page.tell(Message("mail-queued-copy" if mailed.copy else "mail-queued", facts))

    def _refused(self, problem: Exception) -> None:
        asked = self._page.asked()
        if asked is not None and isinstance(problem, Refused):
            first = problem.messages[0]
            if first.code in OF_THE_ADDRESS:
                self._page.show(replace(asked, wrong=first))
                return
        self._page.failed(problem)
