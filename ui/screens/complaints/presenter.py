"""What the page of complaints says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from models.services.approval_bodies import RemedyAsked
from models.services.approval_requests import ask_approval
from models.services.cases import take_up
from models.services.complaint_pages import PRODUCT, SALE, complaints_page, find_about
from models.services.complaint_remedies import (
    allow_remedy,
    choose_remedy,
    promise_remedy,
    settle_complaint,
)
from models.services.complaints import (
    ComplaintAsked,
    begin_complaint,
    customer_answered,
    name_issue,
    wait_for_customer,
)
from models.services.print_jobs import queue_print
from models.services.taken_down import TakeDownAsked, take_down
from models.values import Message, Refused, Topic
from models.values.complaints import About, ComplaintRemedy, Step
from models.values.printing import PaperWish, sent_to
from receipts.papers import document_of
from ui.mailing import Mailing
from ui.screens.complaints.letter import LetterPart
from ui.screens.complaints.mailing import mail_page
from ui.screens.complaints.state import STEPS, ComplaintsState, Said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from models.services.cases import CaseMoved
    from models.services.complaint_pages import ComplaintsPage
    from models.services.print_jobs import Queued
    from models.unit import Unit
    from models.values.cases import CaseSeen
    from models.values.complaints import ComplaintKind, ComplaintSeen
    from models.values.queue_papers import TakenDown
    from ui.papers import Papers
    from ui.work import Work


class ComplaintsPresenter:
    """The complaints of one case. Every change is a new state, shown whole.

    ``closed`` goes back to where one came from. At the counter ``goodwill`` is given to the
    customer of the case, and ``counter`` takes goods back of the sale with this number; without
    one it is only shown.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        case_id: int,
        show: Callable[[ComplaintsState], None],
        closed: Callable[[], None] = lambda: None,
        goodwill: Callable[[CaseSeen], None] = lambda _: None,
        counter: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._work = work
        self._papers = papers
        self._case_id = case_id
        self._show = show
        self._closed = closed
        self._goodwill = goodwill
        self._counter = counter
        self._state = ComplaintsState()
        self.letter = LetterPart(work, papers, self)
        self.mailing = Mailing(work, mail_page(self))

    @property
    def state(self) -> ComplaintsState:
        return self._state

    def start(self) -> None:
        case_id = self._case_id
        self._work.read_latest(
            ("complaints", case_id),
            lambda unit: complaints_page(unit, case_id),
            self._looked,
            self.failed,
        )

    def refresh(self, topics: frozenset[Topic]) -> None:
        """A manager may have allowed a remedy, the counter gave one, or time has gone by."""
        if topics & {Topic.CASES, Topic.RETURNS}:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        self._closed()

    def pick(self, complaint_id: int) -> None:
        """Show another complaint of the case, at the step it has come to."""
        if complaint_id != self._state.picked and not self._state.busy:
            self._picked(replace(self._state, said=None, picked=complaint_id))

    def begin_another(self) -> None:
        """A new one: nothing is on record until its first step is."""
        if not self._state.busy:
            self._picked(replace(self._state, said=None, picked=None))

    def go_to(self, step: Step) -> None:
        """Whichever step: none blocks another, each says itself what it needs."""
        if step is not self._state.step:
            self.set(replace(self._state, step=step, said=None))

    def find_about(self, kind: str, typed: str) -> None:
        """A product or a sale that it is about."""
        self.busy()
        self._work.read(
            lambda unit: find_about(unit, kind, typed),
            lambda found: self._name_about(*found),
            self.failed,
        )

    def about_staff(self, staff_id: int) -> None:
        names = dict(self._state.page.people) if self._state.page else {}
        self._name_about(About(staff_id=staff_id), names.get(staff_id, ""))

    def about_clause(self, clause: int) -> None:
        if self._state.page is not None:
            policy = self._state.page.policy.number
            self._name_about(About(policy=policy, clause=clause), f"§ {clause}")

    def about_nothing(self) -> None:
        self._name_about(About(), "")

    def begin(self, kind: ComplaintKind, severity: int, said: str) -> None:
        """Write it down: its time begins."""
        asked = ComplaintAsked(
            case_id=self._case_id,
            kind=kind,
            severity=severity,
            said=said,
            about=self._state.about,
        )
        self._step(lambda unit: begin_complaint(unit, asked), Step.ISSUE)

    def name_issue(self, issue: str, wants: str) -> None:
        self._on(lambda unit, key: name_issue(unit, key, issue, wants), Step.REMEDY)

    def look_at(self, remedy: ComplaintRemedy | None, words: str) -> None:
        """Before it is offered: a letter is drafted and shown as it will be."""
        if remedy is ComplaintRemedy.APOLOGY:
            self.letter.begin(words)
        else:
            self.letter.leave()

    def choose(self, remedy: ComplaintRemedy, words: str, paper: str) -> None:
        """After a letter one stays: it has to be sent."""
        letter = remedy is ComplaintRemedy.APOLOGY and bool(words.strip())
        self._on(
            lambda unit, key: choose_remedy(unit, key, remedy, words, paper),
            Step.REMEDY if letter else Step.PROMISE,
            Message("letter-ready") if letter else None,
            self.letter.keep,
        )

    def ask_manager(self, words: str) -> None:
        """In every manager's window; asking once more takes the place of asking before."""
        complaint = self._state.complaint
        if complaint is None or self._state.busy:
            return
        asked, request = RemedyAsked(complaint_id=complaint.id), str(uuid4())
        self.busy()
        self._work.run(
            lambda unit: ask_approval(unit, request, asked, None, words, instead=True),
            lambda _: self.tell(Message("complaint-asked"), asked=True),
            self.failed,
        )

    def allow(self) -> None:
        """A manager's yes, from this very page."""
        self._on(allow_remedy, Step.PROMISE)

    def promise(self, words: str, day: date | None, clock: str, staff_id: int) -> None:
        """``clock`` as people write it: ``14:00``, ``14.00`` or ``14``."""
        until = self._moment(day, clock)
        if until is None:
            self.set(replace(self._state, said=Said((Message("complaint-promise-when"),))))
            return
        self._on(
            lambda unit, key: promise_remedy(unit, key, words, until, staff_id), Step.PROMISE
        )

    def take_down(self, language: str, reach_at: str) -> None:
        """The customer's own paper, and out of the printer with it."""
        asked = self._taking_down(reach_at)
        if asked is None or self._state.busy:
            return

        def make(unit: Unit) -> tuple[TakenDown, Queued]:
            paper = take_down(unit, asked, PaperWish(language=language, printed=False))
            return paper, queue_print(unit, paper.head.number)

        def made(paper: TakenDown, queued: Queued) -> None:
            self._taken_down(paper)
            self.tell(sent_to(queued.printer))

        self.busy()
        self._work.run(make, lambda out: made(*out), self.failed)

    def print_again(self) -> None:
        """The paper that was taken down, as its next copy."""
        paper = self._state.paper
        if paper and not self._state.busy:
            self.busy()
            self._work.run(
                lambda unit: queue_print(unit, paper),
                lambda queued: self.tell(sent_to(queued.printer)),
                self.failed,
            )

    def mail(self, language: str, reach_at: str) -> None:
        """The customer's own paper by e-mail: made where there is none yet, then asked where
        to."""
        if self._state.busy or self._state.addressing is not None:
            return
        if self._state.paper:
            self.mailing.begin(self._state.paper)
            return
        asked = self._taking_down(reach_at)
        if asked is None:
            return

        def made(paper: TakenDown) -> None:
            self._taken_down(paper)
            self.start()
            self.mailing.begin(paper.head.number)

        wish = PaperWish(language=language, printed=False)
        self.busy()
        self._work.run(lambda unit: take_down(unit, asked, wish), made, self.failed)

    def settle(self) -> None:
        self._on(settle_complaint, Step.PROMISE, Message("complaint-is-settled"))

    def wait(self) -> None:
        """The customer has to say something: no time passes for the shop."""
        self._clock(lambda unit: wait_for_customer(unit, self._case_id))

    def go_on(self) -> None:
        """The customer answered."""
        self._clock(lambda unit: customer_answered(unit, self._case_id))

    def to_counter(self, remedy: ComplaintRemedy) -> None:
        """There money and goods are given: with this case in hand, so that the paper is its
        own."""
        if self._state.busy:
            return
        case_id = self._case_id
        self.busy()
        self._work.run(
            lambda unit: take_up(unit, case_id),
            lambda moved: self._taken_up(moved, remedy),
            self.failed,
        )

    def _taking_down(self, reach_at: str) -> TakeDownAsked | None:
        page, complaint = self._state.page, self._state.complaint
        if page is None or complaint is None or page.case.promised_at is None:
            return None
        about = complaint.about
        by = next((key for key, name in page.people if name == page.case.promised_by), page.me)
        return TakeDownAsked(
            case_id=self._case_id,
            said=complaint.said,
            about=page.names.get((PRODUCT, about.product_id or 0), ""),
            sale_number=page.names.get((SALE, about.sale_id or 0), ""),
            promise=page.case.promise,
            promised_at=page.case.promised_at,
            promised_by=by,
            reach_at=reach_at,
            complaint=True,
        )

    def _moment(self, day: date | None, clock: str) -> datetime | None:
        if day is None or self._state.page is None:
            return None
        hours, _, minutes = clock.strip().replace(".", ":").partition(":")
        try:
            at = time(int(hours), int(minutes or 0))
        except ValueError:
            return None
        return datetime.combine(day, at, self._state.page.now.tzinfo)

    def _on(
        self,
        use_case: Callable[[Unit, int], ComplaintSeen],
        then: Step,
        said: Message | None = None,
        after: Callable[[ComplaintSeen], None] = lambda _: None,
    ) -> None:
        """To the complaint that is shown."""
        key = self._state.picked
        if key is None:
            self.set(replace(self._state, said=Said((Message("complaint-begin-first"),))))
        else:
            self._step(lambda unit: use_case(unit, key), then, said, after)

    def _step(
        self,
        use_case: Callable[[Unit], ComplaintSeen],
        then: Step,
        said: Message | None = None,
        after: Callable[[ComplaintSeen], None] = lambda _: None,
    ) -> None:
        if self._state.busy:
            return
        self.busy()

        def done(complaint: ComplaintSeen) -> None:
            waits = complaint.waits_for_yes
            self.set(
                replace(
                    self._state,
                    busy=False,
                    picked=complaint.id,
                    step=Step.REMEDY if waits else then,
                    asked=False,
                )
            )
            after(complaint)
            self.tell(None if waits else said)

        self._work.run(use_case, done, self.failed)

    def _clock(self, use_case: Callable[[Unit], Any]) -> None:
        if not self._state.busy:
            self.busy()
            self._work.run(use_case, lambda _: self.tell(), self.failed)

    def tell(self, message: Message | None = None, *, asked: bool | None = None) -> None:
        """It is done; what is on record now is looked at again."""
        said = Said((message,), bad=False) if message else None
        asked = self._state.asked if asked is None else asked
        self.set(replace(self._state, busy=False, said=said, asked=asked))
        self.start()

    # What comes back from the worker.

    def _looked(self, page: ComplaintsPage) -> None:
        first, state = self._state.page is None, replace(self._state, page=page)
        if first and page.complaints:
            open_ = [one for one in page.complaints if one.step is not Step.SETTLED]
            self._picked(replace(state, picked=(open_ or page.complaints)[-1].id))
        else:
            before = self._state.complaint
            self.set(state)
            if state.letter is not None and state.complaint != before:
                self.letter.draft_again()

    def _picked(self, state: ComplaintsState) -> None:
        """Its fields begin anew, at the step that comes next."""
        complaint = state.complaint
        step = Step.CALM
        if complaint is not None:
            reached = complaint.step
            step = Step.PROMISE if reached is Step.SETTLED else _next(reached)
            unsent = complaint.remedy is ComplaintRemedy.APOLOGY and not complaint.remedy_paper
            stays = complaint.waits_for_yes or (unsent and complaint.remedy_words)
            step = Step.REMEDY if stays and reached is Step.REMEDY else step
        fresh = replace(state, step=step, turn=state.turn + 1, asked=False)
        fresh = replace(fresh, about=About(), about_name="", paper="", picture=None)
        fresh = replace(fresh, letter=None, letter_picture=None, addressing=None)
        self.set(fresh)
        if complaint is not None:
            self.look_at(complaint.remedy, complaint.remedy_words)

    def _name_about(self, about: About, name: str) -> None:
        self.set(replace(self._state, busy=False, about=about, about_name=name))

    def _taken_down(self, paper: TakenDown) -> None:
        self.set(replace(self._state, busy=False, paper=paper.head.number))
        self._work.compute(
            lambda: self._papers.picture(document_of(paper)), self._drawn, self.failed
        )

    def _drawn(self, picture: bytes) -> None:
        self.set(replace(self._state, picture=picture))

    def _taken_up(self, moved: CaseMoved, remedy: ComplaintRemedy) -> None:
        self.set(replace(self._state, busy=False))
        if remedy is ComplaintRemedy.GOODWILL:
            self._goodwill(moved.case)
        else:
            self._counter(self._sale())

    def _sale(self) -> str:
        """That the complaint is about, or the only one of the case; else none is known."""
        page, complaint = self._state.page, self._state.complaint
        if page is None or complaint is None:
            return ""
        if complaint.about.sale_id is not None:
            return page.names.get((SALE, complaint.about.sale_id), "")
        return page.sales[0] if len(page.sales) == 1 else ""

    def failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self.set(replace(self._state, busy=False, said=Said(messages)))

    def busy(self) -> None:
        self.set(replace(self._state, busy=True, said=None))

    def set(self, state: ComplaintsState) -> None:
        self._state = state
        self._show(state)


def _next(step: Step) -> Step:
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def _to_nobody(_: ComplaintsState) -> None:
    """Nobody looks."""
