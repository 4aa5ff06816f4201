"""Papers that are not on paper or sent yet, and what a person does about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.services.mail import cancel_mail, list_open_mail, retry_mail
from models.services.papers import open_any
from models.services.print_jobs import (
    cancel_job,
    confirm_job,
    list_open_jobs,
    list_sent_jobs,
    redirect_job,
    retry_job,
)
from models.values import Message
from models.values.mail import MailState
from models.values.printing import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.mail import MailSeen
    from models.services.print_jobs import JobSeen
    from models.unit import Unit
    from ui.screens.papers.presenter import PapersPresenter
    from ui.screens.papers.state import PapersState
    from ui.work import Work

    Found = tuple[tuple[JobSeen, ...], tuple[JobSeen, ...], tuple[MailSeen, ...]]
    Act = Callable[[Unit, int], Any]


class JobsWaiting:
    """The part of the page over the list."""

    def __init__(self, work: Work, page: PapersPresenter) -> None:
        self._work = work
        self._page = page

    def look(self) -> None:
        self._work.read_latest("jobs", _open_here, self._seen, self._page.failed)

    def pick(self, job: int) -> None:
        self._page.set(replace(self._page.state, job=job, mail=None))

    def pick_mail(self, mail: int) -> None:
        self._page.set(replace(self._page.state, job=None, mail=mail))

    def show_sent(self, shown: bool) -> None:
        """Also what nobody knows of whether it came out, or no more."""
        state = replace(self._page.state, shows_sent=shown)
        self._page.set(_picked(state))

    def retry(self) -> None:
        """Print or send it, once what stood against it is over."""
        if (mail := self._page.state.picked_mail) is not None:
            self._do(retry_mail, mail, Message("mail-retried"))
        else:
            self._do_job(retry_job, Message("job-retried"))

    def redirect(self, printer: int | None) -> None:
        """Another printer may have it."""
        self._do_job(
            lambda unit, job: redirect_job(unit, job, printer), Message("job-redirected")
        )

    def confirm(self) -> None:
        """Somebody holds the paper in their hand."""
        self._do_job(confirm_job, Message("job-confirmed"))

    def cancel(self) -> None:
        """Nobody wants it any more."""
        if (mail := self._page.state.picked_mail) is not None:
            self._do(cancel_mail, mail, Message("mail-cancelled"))
        else:
            self._do_job(cancel_job, Message("job-cancelled"))

    def save(self) -> None:
        """A file instead of the paper: it counts as one more print of it."""
        state = self._page.state
        waiting = state.picked_mail or state.picked_job
        if waiting is not None and waiting.code and not state.busy:
            code = waiting.code
            self._work.read(
                lambda unit: open_any(unit, code), self._page.save_paper, self._page.failed
            )

    def _do_job(self, act: Act, done: Message) -> None:
        if (job := self._page.state.picked_job) is not None:
            self._do(act, job, done)

    def _do(self, act: Act, waiting: JobSeen | MailSeen, done: Message) -> None:
        if self._page.state.busy:
            return

        def told(_: Any) -> None:
            self._page.tell(done)
            self.look()

        self._page.busy()
        self._work.run(lambda unit: act(unit, waiting.id), told, self._failed)

    def _failed(self, problem: Exception) -> None:
        """It may have moved on meanwhile: look again, too."""
        self._page.failed(problem)
        self.look()

    def _seen(self, found: Found) -> None:
        jobs, sent, mails = found
        state = replace(self._page.state, jobs=jobs, sent=sent, mails=mails)
        state = replace(state, shows_sent=state.shows_sent and bool(sent))
        self._page.set(_picked(state))


def _picked(state: PapersState) -> PapersState:
    """What something is done about stays; else it is what needs somebody, or the oldest."""
    listed = state.listed_jobs
    if state.picked_mail is not None:
        return state
    if state.job in {each.id for each in listed}:
        return replace(state, mail=None)
    job = next((each.id for each in listed if each.state is JobState.FAILED), None)
    mail = next((each.id for each in state.mails if each.state is MailState.FAILED), None)
    if job is None and mail is None:
        job = next((each.id for each in listed), None)
        mail = next((each.id for each in state.mails), None)
    return replace(state, job=job, mail=mail if job is None else None)


def _open_here(unit: Unit) -> Found:
    return list_open_jobs(unit), list_sent_jobs(unit), list_open_mail(unit)
