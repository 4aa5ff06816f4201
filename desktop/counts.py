"""What waits for whoever is signed on, counted beside each way in the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.values import Topic
from models.values.rights import Right
from ui.words import say_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.case_views import CaseCounts
    from models.services.mail import MailSeen
    from models.services.print_jobs import JobSeen
    from models.unit import Unit
    from models.values.approvals import ApprovalCount
    from models.values.team import TeamWaits
    from ui.shell import Shell
    from ui.work import Work


class Counts:
    """Read again whenever something they count may have changed.

    ``rights`` says what whoever is signed on may do: nothing where nobody is.
    """

    def __init__(
        self,
        shell: Shell,
        work: Work,
        rights: Callable[[], frozenset[Right]],
        failed: Callable[[Exception], None],
    ) -> None:
        self._shell = shell
        self._work = work
        self._rights = rights
        self._failed = failed
        self._escalated = self._promised = 0

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Count what these topics touch, as far as whoever is here may know it."""
        rights = self._rights()
        if Topic.RETURNS in topics and Right.LOOK in rights:
            from models.services.goods import count_waiting
            from models.services.terminal import count_awaiting

            self._read(count_waiting, self._tell_goods)
            self._read(count_awaiting, self._tell_awaiting)
        if topics & {Topic.QUEUE, Topic.CASES} and Right.LOOK in rights:
            from models.services.queue_views import count_queue

            self._read(count_queue, self._tell_queue)
        if Topic.CASES in topics and Right.LOOK in rights:
            from models.services.case_views import count_cases

            self._read(count_cases, self._tell_promises)
        if topics & {Topic.PRINTING, Topic.MAIL} and Right.LOOK in rights:
            self._read(_papers_waiting, self._tell_papers)
        if topics & {Topic.TEAM, Topic.CASES, Topic.PEOPLE} and Right.LOOK in rights:
            from models.services.team_waits import team_waits

            self._read(team_waits, self._tell_team)
        if Topic.POLICY in topics and {Right.POLICY, Right.REVIEW} <= rights:
            from models.services.drafts import count_to_review

            self._read(count_to_review, self._tell_reviews)

    def tell_approvals(self, count: ApprovalCount) -> None:
        number = count.to_answer + count.own_answered
        waiting = say_many(
            "{count} request waits for you", "{count} requests wait for you", number
        )
        self._tell("approvals", number, waiting)

    def tell_escalated(self, count: int) -> None:
        self._escalated = count
        self._tell_cases()

    def _tell_promises(self, counts: CaseCounts) -> None:
        self._promised = counts.promised
        self._tell_cases()

    def _tell_cases(self) -> None:
        """Both wait for whoever is here; what there is none of is not said."""
        passed_on = say_many(
            "{count} complaint was passed on to you",
            "{count} complaints were passed on to you",
            self._escalated,
        )
        due = say_many(
            "{count} promise of yours is due today",
            "{count} promises of yours are due today",
            self._promised,
        )
        both = (self._escalated, passed_on), (self._promised, due)
        waiting = [text for count, text in both if count]
        self._tell("cases", self._escalated + self._promised, ", ".join(waiting))

    def _tell_goods(self, count: int) -> None:
        waiting = say_many(
            "{count} item waits for a decision", "{count} items wait for a decision", count
        )
        self._tell("goods", count, waiting)

    def _tell_queue(self, count: int) -> None:
        waiting = say_many(
            "{count} person waits to be called", "{count} people wait to be called", count
        )
        self._tell("queue", count, waiting)

    def _tell_papers(self, found: tuple[JobSeen | MailSeen, ...]) -> None:
        """Those that do not get on: they failed, or wait for something that was told."""
        count = sum(bool(each.problem) for each in found)
        waiting = say_many(
            "{count} paper is not out yet", "{count} papers are not out yet", count
        )
        self._tell("papers", count, waiting)

    def _tell_team(self, waits: TeamWaits) -> None:
        waiting = say_many(
            "{count} thing to read waits for you",
            "{count} things to read wait for you",
            waits.all,
        )
        self._tell("team", waits.all, waiting)

    def _tell_awaiting(self, count: int) -> None:
        waiting = say_many(
            "{count} refund waits for its terminal",
            "{count} refunds wait for their terminal",
            count,
        )
        self._tell("counter", count, waiting)

    def _tell_reviews(self, count: int) -> None:
        waiting = say_many(
            "{count} draft waits for your review", "{count} drafts wait for your review", count
        )
        self._tell("policy", count, waiting)

    def _tell(self, key: str, count: int, waiting: str) -> None:
        self._shell.set_badge(key, count, waiting if count else "")

    def _read(self, use_case: Callable[[Unit], Any], tell: Callable[[Any], None]) -> None:
        self._work.read(use_case, tell, self._failed)


def _papers_waiting(unit: Unit) -> tuple[JobSeen | MailSeen, ...]:
    from models.services.mail import list_open_mail
    from models.services.print_jobs import list_open_jobs

    return (*list_open_jobs(unit), *list_open_mail(unit))
