"""What the room of cases says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from models.services.case_facts import (
    entitle,
    escalate,
    link_to,
    name_customer,
    transfer,
)
from models.services.case_files import make_case_file
from models.services.case_pages import open_case_page
from models.services.case_promises import break_promise, keep_promise, promise
from models.services.case_search import case_coded, find_cases
from models.services.case_views import count_cases, list_cases
from models.services.case_watch import look_away, look_on
from models.services.cases import add_note, close_case, open_case, put_aside, take_up
from models.services.search import customers_named
from models.values import Message, Refused, Topic
from models.values.cases import AsideFor
from ui import words
from ui.screens.cases.state import CasesState, Doing, Said, Tab

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.services.case_pages import CasePage
    from models.services.case_views import CaseCounts, CaseList
    from models.services.cases import CaseMoved
    from models.services.journal_papers import PaperMade
    from models.services.search import Choice
    from models.unit import Unit
    from models.values.cases import CaseKind, CaseSeen, Channel, Smile, Watching
    from receipts.case_stories import StoryLine
    from ui.work import Work

OF_A_STORY: Final = frozenset(
    {Topic.CASES, Topic.QUEUE, Topic.APPROVALS, Topic.RETURNS, Topic.DOCUMENTS, Topic.MAIL}
)
"""What may add a line to the story that is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the room is told of the program that it is a part of."""

    clock: Callable[[], datetime]
    """The moment, in the shop's own time."""
    staff_id: int
    """Who looks."""
    tell: Callable[[Message], None]
    """Say for a moment what is done."""
    show_paper: Callable[[str], None]
    """Show the paper of that number where papers are."""
    look_up: Callable[[str], None]
    """Show at the counter what has that number."""


@dataclass(frozen=True, slots=True)
class _Opened:
    page: CasePage
    lines: tuple[StoryLine, ...]


class CasesPresenter:
    """The cases of this store. Every change is a new state, shown whole."""

    def __init__(self, work: Work, around: Around, show: Callable[[CasesState], None]) -> None:
        self._work = work
        self._around = around
        self._show = show
        self._state = CasesState()
        self._watched: int | None = None
        self._in_front = True
        self._looking = False
        self._open_first = False
        """Whether Return was pressed before what was typed was looked for."""

    @property
    def state(self) -> CasesState:
        return self._state

    def start(self) -> None:
        self._list()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody did something; what is typed here stays."""
        if Topic.CASES in topics:
            self._list()
        if topics & OF_A_STORY and self._state.picked is not None:
            self._read(self._state.picked)

    def tick(self) -> None:
        """Time goes on: this register still looks, and others may as well."""
        if not self._in_front:
            return
        self._set(replace(self._state, now=self._around.clock()))
        self._look_on()

    def come(self) -> None:
        """The room is in front of somebody."""
        self._in_front = True
        self._look_on()

    def go(self) -> None:
        """Another room is: whoever else has the case open need not wait for this register."""
        self._in_front = False
        self._look_away()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self.go()
        self._show = _to_nobody

    # The list.

    def show_tab(self, tab: Tab) -> None:
        if tab is not self._state.tab or self._state.typed:
            self._set(replace(self._state, tab=tab, typed="", said=None))
            self._list()

    def seek(self, typed: str) -> None:
        """Closed ones, too; nothing typed is the tab again."""
        typed = typed.strip()
        self._open_first = False
        if typed != self._state.typed:
            self._set(replace(self._state, typed=typed, said=None))
            self._list()

    def open_first(self) -> None:
        """Of what is listed, as soon as that is what was typed."""
        if self._looking:
            self._open_first = True
        elif self._state.listed:
            self.open_case(self._state.listed[0].id)

    def open_case(self, case_id: int) -> None:
        """Show this one, whatever is listed."""
        if self._state.busy:
            return
        if case_id != self._state.picked:
            self._look_away()
            fresh = replace(self._state, picked=case_id, watching=(), doing=None, said=None)
            self._set(fresh)
        self._read(case_id)

    def enter(self, code: str) -> None:
        """Show the case with this code, as it was scanned."""
        self._work.read(
            lambda unit: case_coded(unit, code),
            lambda case_id: self._coded(code, case_id),
            self.failed,
        )

    # What is done in the case that is open.

    def begin(self, doing: Doing | None) -> None:
        """The form for it is shown; nothing, and it is gone."""
        if self._state.busy:
            return
        cleared = replace(self._state, doing=doing, sought="", customers=(), said=None)
        self._set(cleared)

    def seek_customer(self, typed: str) -> None:
        self._set(replace(self._state, sought=typed))
        self._work.read_latest(
            "customers",
            lambda unit: customers_named(unit, typed),
            self._customers_found,
            self.failed,
        )

    def new_case(
        self, kind: CaseKind, channel: Channel, title: str, customer_id: int | None
    ) -> None:
        """It is in hand at this register, and what was goes aside."""
        self._do(
            lambda unit: open_case(unit, kind, channel, title=title, customer_id=customer_id),
            Message("case-begun"),
        )

    def take_up(self) -> None:
        """Go on with it here; asked about first where another register has it."""
        page = self._state.page
        if page is not None and page.elsewhere and self._state.doing is not Doing.TAKE_OVER:
            self.begin(Doing.TAKE_OVER)
        elif page is not None:
            over = page.elsewhere
            self._do(
                lambda unit: take_up(unit, page.case.id, over=over), Message("case-taken-up")
            )

    def go_on_later(self) -> None:
        """A new case that goes on with the closed one that is open."""
        case = self._state.case
        if case is None:
            return

        def begin_linked(unit: Unit) -> CaseMoved:
            new = open_case(unit, case.kind, title=case.title, customer_id=case.customer_id)
            return link_to(unit, new.case.id, case.id)

        self._do(begin_linked, Message("case-begun"))

    def put_aside(self, waits_for: AsideFor) -> None:
        self._in_case(lambda unit, key: put_aside(unit, key, waits_for), Message("case-aside"))

    def close(self, smile: Smile | None, elsewhere: str = "") -> None:
        """Goodbye; what is still open goes on ``elsewhere``."""
        self._in_case(
            lambda unit, key: close_case(unit, key, smile, elsewhere=elsewhere),
            Message("case-said-goodbye"),
        )

    def note(self, text: str, for_staff_id: int | None = None) -> None:
        self._in_case(
            lambda unit, key: add_note(unit, key, text, for_staff_id=for_staff_id),
            Message("case-noted"),
        )

    def promise(self, text: str, by_when: datetime, by_whom: int) -> None:
        """``by_when`` as the shop's own clock shows it."""
        when = by_when.replace(tzinfo=self._around.clock().tzinfo)
        self._in_case(
            lambda unit, key: promise(unit, key, text, when, by_whom), Message("case-promised")
        )

    def keep(self, text: str) -> None:
        self._in_case(
            lambda unit, key: keep_promise(unit, key, text), Message("case-promise-kept")
        )

    def break_it(self, text: str) -> None:
        self._in_case(
            lambda unit, key: break_promise(unit, key, text), Message("case-promise-broken")
        )

    def transfer(self, staff_id: int | None, register_id: int | None, text: str) -> None:
        self._in_case(
            lambda unit, key: transfer(
                unit, key, staff_id=staff_id, register_id=register_id, words=text
            ),
            Message("case-given"),
        )

    def escalate(self, text: str) -> None:
        self._in_case(lambda unit, key: escalate(unit, key, text), Message("case-passed-up"))

    def entitle(self, title: str) -> None:
        self._in_case(lambda unit, key: entitle(unit, key, title), Message("case-entitled"))

    def name_customer(self, customer_id: int | None) -> None:
        self._in_case(
            lambda unit, key: name_customer(unit, key, customer_id),
            Message("case-customer-known"),
        )

    def link(self, earlier_id: int) -> None:
        self._in_case(lambda unit, key: link_to(unit, key, earlier_id), Message("case-linked"))

    def make_file(self) -> None:
        """The whole case on a numbered paper, shown where papers are."""
        case = self._state.case
        if case is not None and not self._state.busy:
            code = case.code
            self._set(replace(self._state, busy=True, said=None))
            self._work.run(lambda unit: make_case_file(unit, code), self._filed, self.failed)

    def show_paper(self, code: str) -> None:
        self._around.show_paper(code)

    def show_sale(self, number: str) -> None:
        self._around.look_up(number)

    def _in_case(self, use_case: Callable[[Unit, int], CaseMoved], news: Message) -> None:
        case = self._state.case
        if case is not None:
            self._do(lambda unit: use_case(unit, case.id), news)

    def _do(self, use_case: Callable[[Unit], CaseMoved], news: Message) -> None:
        if not self._state.busy:
            self._set(replace(self._state, busy=True, said=None))
            self._work.run(use_case, lambda moved: self._done(moved, news), self.failed)

    def _list(self) -> None:
        typed, tab, me = self._state.typed, self._state.tab, self._around.staff_id

        def read(unit: Unit) -> tuple[CaseList, CaseCounts]:
            found = find_cases(unit, typed) if typed else _of_tab(unit, tab, me)
            return found, count_cases(unit)

        self._looking = True
        self._work.read_latest("cases", read, self._listed, self.failed)

    def _read(self, case_id: int) -> None:
        def read(unit: Unit) -> _Opened:
            page = open_case_page(unit, case_id)
            return _Opened(page, words.story(page.story))

        self._work.read_latest("case", read, self._opened, self._gone)

    def _look_on(self) -> None:
        case_id = self._state.case.id if self._state.case is not None else None
        if case_id is None or not self._in_front:
            return
        self._watched = case_id
        self._work.run(
            lambda unit: look_on(unit, case_id),
            lambda others: self._watching(case_id, others),
            self.failed,
        )

    def _look_away(self) -> None:
        case_id, self._watched = self._watched, None
        if case_id is not None:
            self._work.run(lambda unit: look_away(unit, case_id), _looked_away, self.failed)

    # What comes back from the worker.

    def _listed(self, found: tuple[CaseList, CaseCounts]) -> None:
        listed, counts = found
        self._set(
            replace(
                self._state,
                looked=True,
                now=self._around.clock(),
                listed=listed.cases,
                more=listed.more,
                counts=counts,
            )
        )
        self._looking = False
        if self._open_first:
            self._open_first = False
            self.open_first()

    def _coded(self, code: str, case_id: int | None) -> None:
        if case_id is None:
            self._set(replace(self._state, said=Said((Message("case-unknown"),))))
        else:
            self.open_case(case_id)

    def _opened(self, opened: _Opened) -> None:
        page = opened.page
        if page.case.id != self._state.picked:
            return
        another = self._state.case is None or self._state.case.id != page.case.id
        self._set(replace(self._state, page=page, lines=opened.lines))
        if another:
            self._look_on()

    def _gone(self, problem: Exception) -> None:
        self._set(replace(self._state, picked=None, page=None, lines=(), watching=()))
        self.failed(problem)

    def _watching(self, case_id: int, others: tuple[Watching, ...]) -> None:
        if case_id == self._state.picked and others != self._state.watching:
            self._set(replace(self._state, watching=others))

    def _customers_found(self, found: tuple[Choice, ...]) -> None:
        self._set(replace(self._state, customers=found))

    def _done(self, moved: CaseMoved, news: Message) -> None:
        """List and story are read again by the topic that this changed."""
        state = replace(self._state, busy=False, doing=None, picked=moved.case.id)
        if news.code == "case-noted":
            state = replace(state, noted=state.noted + 1)
        if self._state.picked != moved.case.id:
            self._look_away()
            state = replace(state, watching=())
        self._set(state)
        self._around.tell(Message(news.code, _facts(moved.case)))
        if self._state.case is None or self._state.case.id != moved.case.id:
            self._read(moved.case.id)

    def _filed(self, made: PaperMade) -> None:
        self._set(replace(self._state, busy=False))
        self._around.show_paper(made.code)

    def failed(self, problem: Exception) -> None:
        """A refusal, or a bug that is told elsewhere: nothing here waits for it any more."""
        said = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(said)))

    def _set(self, state: CasesState) -> None:
        self._state = state
        self._show(state)


def _of_tab(unit: Unit, tab: Tab, me: int) -> CaseList:
    match tab:
        case Tab.MINE:
            return list_cases(unit, staff_id=me)
        case Tab.DUE:
            return list_cases(unit, promised_until=unit.today)
        case Tab.ESCALATED:
            return list_cases(unit, escalated=True)
        case Tab.FOR_CUSTOMER:
            return list_cases(unit, waits_for=AsideFor.CUSTOMER)
        case Tab.FOR_SHOP:
            return list_cases(unit, waits_for=AsideFor.SHOP)
        case Tab.OLDEST:
            return list_cases(unit, by_age=True)
        case Tab.OPEN:
            return list_cases(unit)


def _facts(case: CaseSeen) -> dict[str, str]:
    return {"case": case.code, "person": case.person, "register": case.register}


def _looked_away(_: None) -> None:
    """Nobody waits for it."""


def _to_nobody(_: CasesState) -> None:
    """Nobody looks."""
