"""Papers that are not on paper yet, and what a person does about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
from models.values.printing import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.print_jobs import JobSeen
    from models.unit import Unit
    from ui.screens.papers.presenter import PapersPresenter
    from ui.screens.papers.state import PapersState
    from ui.work import Work

    Jobs = tuple[tuple[JobSeen, ...], tuple[JobSeen, ...]]


class JobsWaiting:
    """The part of the page over the list."""

    def __init__(self, work: Work, page: PapersPresenter) -> None:
        self._work = work
        self._page = page

    def look(self) -> None:
        self._work.read_latest("jobs", _jobs_here, self._seen, self._page.failed)

    def pick(self, job: int) -> None:
        self._page.set(replace(self._page.state, job=job))

    def show_sent(self, shown: bool) -> None:
        """Also what nobody knows of whether it came out, or no more."""
        state = replace(self._page.state, shows_sent=shown)
        self._page.set(replace(state, job=_which(state)))

    def retry(self) -> None:
        """Print it, once what stood against it is over."""
        self._do(retry_job, Message("job-retried"))

    def redirect(self, printer: int | None) -> None:
        """Another printer may have it."""
        self._do(lambda unit, job: redirect_job(unit, job, printer), Message("job-redirected"))

    def confirm(self) -> None:
        """Somebody holds the paper in their hand."""
        self._do(confirm_job, Message("job-confirmed"))

    def cancel(self) -> None:
        """Nobody wants it on paper any more."""
        self._do(cancel_job, Message("job-cancelled"))

    def save(self) -> None:
        """A file instead of the paper: it counts as one more print of it."""
        job = self._page.state.picked_job
        if job is not None and job.code and not self._page.state.busy:
            code = job.code
            self._work.read(
                lambda unit: open_any(unit, code), self._page.save_paper, self._page.failed
            )

    def _do(self, act: Callable[[Unit, int], Any], done: Message) -> None:
        job = self._page.state.picked_job
        if job is None or self._page.state.busy:
            return

        def told(_: Any) -> None:
            self._page.tell(done)
            self.look()

        self._page.busy()
        self._work.run(lambda unit: act(unit, job.id), told, self._failed)

    def _failed(self, problem: Exception) -> None:
        """It may have moved on meanwhile: look again, too."""
        self._page.failed(problem)
        self.look()

    def _seen(self, found: Jobs) -> None:
        jobs, sent = found
        state = replace(self._page.state, jobs=jobs, sent=sent)
        state = replace(state, shows_sent=state.shows_sent and bool(sent))
        self._page.set(replace(state, job=_which(state)))


def _which(state: PapersState) -> int | None:
    """The one that something is done about stays; else one that needs somebody."""
    listed = state.listed_jobs
    if state.job in {each.id for each in listed}:
        return state.job
    failed = (each for each in listed if each.state is JobState.FAILED)
    first = next(failed, None) or next(iter(listed), None)
    return first.id if first else None


def _jobs_here(unit: Unit) -> Jobs:
    return list_open_jobs(unit), list_sent_jobs(unit)
