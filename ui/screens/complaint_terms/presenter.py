"""What the page of complaints' terms says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.complaint_terms import complaint_terms, set_complaint_terms, try_terms
from models.values import Message, Refused, Topic
from ui.screens.complaint_terms.state import Said, TermsState
from ui.screens.complaint_terms.typed import read_dates, read_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from models.services.complaint_terms import TermsTried
    from models.values.complaints import ComplaintKind, ComplaintTerms, TermsVersion
    from ui.work import Work

HOUR = 60


class TermsPresenter:
    """Hours, days and limits, as they are typed; each change is tried at once, so that the
    page says what a complaint that began now would come to. ``closed`` goes back."""

    def __init__(
        self,
        work: Work,
        show: Callable[[TermsState], None],
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._show = show
        self._closed = closed
        self._state = TermsState()
        self._before: ComplaintTerms | None = None
        """What was in force before the last save."""

    @property
    def state(self) -> TermsState:
        return self._state

    def start(self) -> None:
        self._work.read_latest("terms", complaint_terms, self._looked, self._failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody else may have changed them; what is typed here is not lost over that."""
        if Topic.CASES in topics and not self._state.busy and not self._state.changed:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        self._closed()

    def look_again(self) -> None:
        """What is on record now, in place of what was typed."""
        self._set(replace(self._state, terms=self._state.kept, said=None))
        self.start()

    def set_day(self, weekday: int, text: str) -> bool:
        """The hours of a weekday, 0 for Monday; False for what are none."""
        try:
            day = read_day(text)
        except ValueError:
            return False
        week = list(self._state.terms.week)
        week[weekday] = day
        self._edit(replace(self._state.terms, week=tuple(week)))
        return True

    def set_closed(self, text: str) -> bool:
        """Days on which the store is closed; False for what are none."""
        try:
            closed = read_dates(text)
        except ValueError:
            return False
        self._edit(replace(self._state.terms, closed=closed))
        return True

    def set_holidays(self, closed: bool) -> None:
        self._edit(replace(self._state.terms, holidays=closed))

    def set_limit(self, kind: ComplaintKind, severity: int, hours: Decimal) -> None:
        """In working hours, to the minute."""
        limits = {**self._state.terms.limits, (kind, severity): int(hours * HOUR)}
        self._edit(replace(self._state.terms, limits=limits))

    def set_nears(self, percent: int) -> None:
        self._edit(replace(self._state.terms, nears=percent))

    def set_alone(self, severity: int) -> None:
        self._edit(replace(self._state.terms, alone=severity))

    def save(self) -> None:
        if self._state.changed and not self._state.busy:
            self._before = self._state.kept
            undo = Said((Message("complaint-terms-kept"),), bad=False, undo=True)
            self._keep(self._state.terms, undo)

    def undo(self) -> None:
        """Those before the last save, as another version."""
        if self._before is not None and not self._state.busy:
            before, self._before = self._before, None
            self._keep(before, Said((Message("complaint-terms-back"),), bad=False))

    def _keep(self, terms: ComplaintTerms, said: Said) -> None:
        base = self._state.base
        self._set(replace(self._state, busy=True, said=None))

        def kept(version: TermsVersion) -> None:
            self._looked(version)
            self._set(replace(self._state, said=said))

        self._work.run(lambda unit: set_complaint_terms(unit, terms, base), kept, self._failed)

    def _edit(self, terms: ComplaintTerms) -> None:
        if terms != self._state.terms:
            self._set(replace(self._state, terms=terms, said=None))
            self._try()

    def _try(self) -> None:
        terms = self._state.terms
        self._work.read_latest(
            "try-terms", lambda unit: try_terms(unit, terms), self._tried, self._failed
        )

    # What comes back from the worker.

    def _looked(self, version: TermsVersion) -> None:
        self._set(
            replace(
                self._state,
                busy=False,
                looked=True,
                base=version.version,
                kept=version.terms,
                terms=version.terms,
                turn=self._state.turn + 1,
            )
        )
        self._try()

    def _tried(self, tried: TermsTried) -> None:
        self._set(replace(self._state, due=tried.due, wrong=tried.wrong, now=tried.now))

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _set(self, state: TermsState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: TermsState) -> None:
    """Nobody looks."""
