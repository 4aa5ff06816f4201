"""All that the page of papers shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.papers import PapersHere, PapersSought

if TYPE_CHECKING:
    from models.services.mail import MailSeen
    from models.services.papers import AnyPaper, PaperRow, Place
    from models.services.print_jobs import JobSeen
    from models.services.printers import PrinterSeen
    from models.values import Message
    from ui.mailing import Addressing


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersState:
    busy: bool = False
    said: Said | None = None
    here: PapersHere = PapersHere()  # noqa: RUF009  an immutable value
    """What whoever is here may look among; nothing until it was read."""
    sought: PapersSought = PapersSought()  # noqa: RUF009  an immutable value
    looked: bool = False
    loading: bool = False
    rows: tuple[PaperRow, ...] = ()
    more: Place | None = None
    """Where the rest begins; nothing where there is none."""
    opened: AnyPaper | None = None
    pictures: tuple[bytes, ...] = ()
    """Its pages, as the next print of it comes out."""
    printers: tuple[PrinterSeen, ...] = ()
    """Those that can be printed on here."""
    printer: int | None = None
    """The one that was chosen; nothing for that where such papers go."""
    jobs: tuple[JobSeen, ...] = ()
    """What waits, is being printed or failed: the oldest first."""
    sent: tuple[JobSeen, ...] = ()
    """What was given to printers that cannot say whether it came out: the newest first."""
    shows_sent: bool = False
    job: int | None = None
    """The one that something is done about."""
    mails: tuple[MailSeen, ...] = ()
    """What is to go by e-mail, or failed to: the oldest first."""
    mail: int | None = None
    """The one that something is done about; then nothing is about a job."""
    addressing: Addressing | None = None
    """Where the paper is to go by e-mail is asked for."""

    @property
    def picked(self) -> str:
        return self.opened.code if self.opened else ""

    @property
    def picked_mail(self) -> MailSeen | None:
        return next((each for each in self.mails if each.id == self.mail), None)

    @property
    def picked_job(self) -> JobSeen | None:
        if self.picked_mail is not None:
            return None
        return next((each for each in self.listed_jobs if each.id == self.job), None)

    @property
    def listed(self) -> tuple[JobSeen | MailSeen, ...]:
        """All that somebody can do something about."""
        sent = self.sent if self.shows_sent else ()
        return (*self.jobs, *self.mails, *sent)

    @property
    def listed_jobs(self) -> tuple[JobSeen, ...]:
        return (*self.jobs, *self.sent) if self.shows_sent else self.jobs
