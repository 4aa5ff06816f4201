"""What the page of papers says and does: found, looked at, printed again, helped on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

from desktop.paper_files import PaperFiles
from models.services.mail import cancel_mail
from models.services.mail_queue import mail_failed, mail_sent
from models.services.print_jobs import list_open_jobs
from models.services.print_queue import claim_job, job_failed, job_sent
from models.services.printers import (
    PrinterAsked,
    add_printer,
    list_printers,
    list_routes,
    set_route,
)
from models.services.signatures import when_to_sign
from models.values import Message, Topic
from models.values.mail import MailState
from models.values.printing import JobState, PaperKind, Sheet, Way
from models.values.signatures import Signs
from tests.drawers import sari
from tests.mails import SITI, a_mail_server, mail, mails, states, take, tells
from tests.services.test_papers import came_back, closed
from tests.ui.at_once import AtOnce
from ui.screens.papers.presenter import PapersPresenter
from ui.screens.papers.printers_presenter import PrintersPresenter
from ui.screens.papers.printers_state import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from models.db import Shop
    from models.services.mail import MailSeen
    from models.services.print_jobs import JobSeen
    from models.services.printers import PrinterSeen
    from models.unit import Unit
    from ui.screens.papers.printers_state import PrintersState
    from ui.screens.papers.state import PapersState


T = TypeVar("T")


@pytest.fixture
def system() -> str:
    return "sqlite"


class Overtaking(AtOnce):
    """Of what is read under one key only what was asked last is answered, as by the worker."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self._turns: dict[Hashable, int] = {}

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        turn = self._turns[key] = self._turns.get(key, 0) + 1

        def answer(found: T) -> None:
            if self._turns[key] == turn:
                done(found)

        self.run(use_case, answer, failed)


class Page:
    """Its presenter, and what it would show."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shown: list[PapersState] = []
        self.cases: list[str] = []
        self.work = Overtaking(shop)
        self.presenter = PapersPresenter(
            self.work, PaperFiles(folder), self.shown.append, self.cases.append
        )
        self.presenter.start()

    @property
    def state(self) -> PapersState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [each.code for each in self.state.said.messages] if self.state.said else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "papers"


@pytest.fixture
def slip(shop: Shop) -> str:
    return came_back(shop, customer="Budi Santoso")


@pytest.fixture
def page(shop: Shop, slip: str, folder: Path) -> Page:
    return Page(shop, folder)


def a_printer(shop: Shop, name: str = "Till", **asked: object) -> PrinterSeen:
    wanted = PrinterAsked(name=name, **{"way": Way.FOLDER, **asked})  # type: ignore[arg-type]
    return shop.run(lambda unit: add_printer(unit, wanted)).printer


def test_the_newest_paper_is_open_and_drawn(page: Page, slip: str) -> None:
    assert [row.code for row in page.state.rows] == [slip]
    assert page.state.picked == slip
    (picture,) = page.state.pictures
    assert picture.startswith(b"\x89PNG")


def test_another_paper_is_looked_for_and_found(page: Page, shop: Shop, slip: str) -> None:
    closing = closed(shop)
    page.presenter.refresh(frozenset({Topic.DOCUMENTS}))
    assert [row.code for row in page.state.rows] == [closing, slip]
    assert page.state.picked == slip, "what somebody reads is not taken away"
    page.presenter.seek(kinds=(PaperKind.CLOSING,))
    assert [row.code for row in page.state.rows] == [closing]
    page.presenter.pick(closing)
    assert page.state.picked == closing
    page.presenter.seek(kinds=(), text="budi")
    assert [row.code for row in page.state.rows] == [slip]


def test_what_was_scanned_is_shown_though_another_paper_is_made_meanwhile(
    page: Page, shop: Shop, slip: str
) -> None:
    closing = closed(shop)
    page.work.held = True
    page.presenter.refresh(frozenset({Topic.DOCUMENTS}))
    page.presenter.enter(closing)
    page.work.answer()
    assert page.state.picked == closing


def test_a_number_that_nothing_has_is_said(page: Page, slip: str) -> None:
    page.presenter.enter("R9-000009")
    assert page.said == ["nothing-found"]
    page.presenter.enter(slip)
    assert page.said == []


def test_each_print_is_the_next_copy(page: Page, shop: Shop, slip: str) -> None:
    till = a_printer(shop)
    shop.run(lambda unit: set_route(unit, None, till.id, False))
    page.presenter.print()
    assert page.said == ["paper-sent", "paper-original"]
    assert page.state.opened
    assert page.state.opened.copy == 1
    page.presenter.print()
    assert page.said == ["paper-sent", "paper-marked"]
    assert [(job.copy, job.printer) for job in page.state.jobs] == [(0, "Till"), (1, "Till")]
    assert page.state.rows[0].prints == 2


def test_a_printer_is_chosen_for_this_one_paper(page: Page, shop: Shop) -> None:
    office = a_printer(shop, "Office", sheet=Sheet.A4)
    a_printer(shop, "Elsewhere", register="1")
    page.presenter.refresh(frozenset({Topic.PRINTING}))
    assert [each.name for each in page.state.printers] == ["Elsewhere", "Office"]
    on_a_roll = page.state.pictures
    page.presenter.choose_printer(office.id)
    assert page.state.pictures != on_a_roll, "it is shown as it comes out there"
    page.presenter.print()
    assert [job.printer for job in page.state.jobs] == ["Office"]


def test_a_file_counts_as_a_print(page: Page, slip: str, folder: Path) -> None:
    page.presenter.save()
    page.presenter.save()
    assert page.said == ["paper-saved"]
    assert sorted(file.name for file in folder.iterdir()) == [
        f"{slip}-copy-1.pdf",
        f"{slip}.pdf",
    ]
    assert page.state.opened
    assert [each.copy for each in page.state.opened.prints] == [0, 1]


def test_its_case_is_shown_at_the_counter(page: Page, slip: str) -> None:
    page.presenter.show_case()
    assert page.cases == [slip]


class TestJobs:
    @pytest.fixture
    def till(self, shop: Shop) -> PrinterSeen:
        return a_printer(shop, way=Way.NETWORK, address="192.168.1.20")

    @pytest.fixture
    def failed(self, page: Page, shop: Shop, till: PrinterSeen) -> Page:
        """The slip was half out when the printer went away."""
        page.presenter.refresh(frozenset({Topic.PRINTING}))
        page.presenter.choose_printer(till.id)
        page.presenter.print()
        job = shop.run(lambda unit: claim_job(unit, "this"))
        assert job is not None
        why = [Message("printer-gone-midway", {"printer": till.name})]
        shop.run(lambda unit: job_failed(unit, job.job_id, "this", why))
        page.presenter.refresh(frozenset({Topic.PRINTING}))
        return page

    def test_what_failed_is_told_with_its_reason(self, failed: Page) -> None:
        (job,) = failed.state.jobs
        assert (job.state, job.problem[0].code) == (JobState.FAILED, "printer-gone-midway")
        assert failed.state.picked_job == job

    def test_it_is_printed_again_as_the_next_copy(self, failed: Page) -> None:
        failed.presenter.jobs.retry()
        (job,) = failed.state.jobs
        assert (job.state, job.copy) == (JobState.WAITING, 1)
        assert failed.said == ["job-retried"]

    def test_another_printer_has_it(self, failed: Page, shop: Shop) -> None:
        office = a_printer(shop, "Office")
        failed.presenter.jobs.redirect(office.id)
        (job,) = failed.state.jobs
        assert (job.state, job.printer, job.copy) == (JobState.WAITING, "Office", 1)

    def test_somebody_saw_that_it_came_out(self, failed: Page) -> None:
        failed.presenter.jobs.confirm()
        assert failed.state.jobs == ()
        assert failed.said == ["job-confirmed"]

    def test_nobody_wants_it_any_more(self, failed: Page) -> None:
        failed.presenter.jobs.cancel()
        assert failed.state.jobs == ()
        failed.presenter.jobs.cancel()
        assert failed.said == ["job-cancelled"], "there is nothing left to be cancelled"

    def test_a_file_instead(self, failed: Page, slip: str, folder: Path) -> None:
        failed.presenter.jobs.save()
        assert [file.name for file in folder.iterdir()] == [f"{slip}-copy-1.pdf"]
        assert len(failed.state.jobs) == 1, "the job itself is somebody's to end"

    def test_what_moved_on_meanwhile_is_seen(self, failed: Page, shop: Shop) -> None:
        other = Page(shop, failed.presenter._papers.folder)  # type: ignore[attr-defined]
        other.presenter.jobs.cancel()
        failed.presenter.jobs.retry()
        assert failed.said == ["print-finished"]
        assert failed.state.jobs == ()

    def test_what_was_sent_without_an_answer_is_listed_when_asked_for(
        self, page: Page, shop: Shop
    ) -> None:
        page.presenter.print()
        job = shop.run(lambda unit: claim_job(unit, "this"))
        assert job is not None
        shop.run(lambda unit: job_sent(unit, job.job_id, "this"))
        page.presenter.refresh(frozenset({Topic.PRINTING}))
        assert (len(page.state.sent), page.state.listed_jobs) == (1, ())
        page.presenter.jobs.show_sent(True)
        assert page.state.picked_job
        page.presenter.jobs.confirm()
        assert page.state.sent == ()
        assert not page.state.shows_sent


def picked(page: Page) -> tuple[JobSeen | None, MailSeen | None]:
    return page.state.picked_job, page.state.picked_mail


class TestMail:
    @pytest.fixture(autouse=True)
    def _there_is_a_server(self, shop: Shop) -> None:
        a_mail_server(shop)

    @pytest.fixture
    def failed(self, page: Page, shop: Shop, slip: str) -> Page:
        """The server did not want the address."""
        queued = mail(shop, slip)
        take(shop)
        refused = Message("mail-recipient-refused", {"paper": slip, "code": 550})
        tells(shop, mail_failed, queued.mail_id, [refused])
        page.presenter.refresh(frozenset({Topic.MAIL, Topic.DOCUMENTS}))
        return page

    def test_it_is_queued_and_the_next_print_is_a_copy(self, page: Page, shop: Shop) -> None:
        page.presenter.begin_mail()
        page.presenter.mailing.send(SITI)
        assert page.said == ["mail-queued"]
        assert page.state.addressing is None
        assert page.state.opened
        assert page.state.opened.copy == 1
        (seen,) = page.state.mails
        assert (seen.state, seen.shown) == (MailState.WAITING, "s•••@example.com")
        assert page.state.picked_mail == seen
        page.presenter.begin_mail()
        page.presenter.mailing.send(SITI)
        assert page.said == ["mail-queued-copy"]
        assert states(shop) == [("waiting", 0), ("waiting", 1)]

    def test_a_wrong_address_is_said_at_its_field(self, page: Page, shop: Shop) -> None:
        page.presenter.begin_mail()
        page.presenter.mailing.send("siti@")
        assert page.state.addressing
        assert page.state.addressing.wrong
        assert page.state.addressing.wrong.code == "mail-address-wrong"
        assert mails(shop) == []
        page.presenter.mailing.leave()
        assert page.state.addressing is None

    def test_another_paper_that_is_shown_meanwhile_is_not_sent(
        self, page: Page, shop: Shop, slip: str
    ) -> None:
        closing = closed(shop)
        page.presenter.begin_mail()
        page.presenter.enter(closing)
        assert page.state.addressing is None
        page.presenter.begin_mail()
        assert page.said == ["mail-stays-here"]
        page.presenter.enter(slip)
        page.presenter.begin_mail()
        page.presenter.refresh(frozenset({Topic.DOCUMENTS}))
        assert page.state.addressing, "the same paper is still shown"

    def test_what_failed_is_told_and_sent_again_as_the_same_copy(
        self, failed: Page, shop: Shop
    ) -> None:
        seen = failed.state.picked_mail
        assert seen
        assert seen.problem[0].code == "mail-recipient-refused"
        failed.presenter.jobs.retry()
        assert failed.said == ["mail-retried"]
        assert states(shop) == [("waiting", 0)]
        taken = take(shop)
        tells(shop, mail_sent, taken.mail_id)
        failed.presenter.refresh(frozenset({Topic.MAIL}))
        assert failed.state.mails == ()
        assert failed.state.picked_mail is None

    def test_it_is_given_up(self, failed: Page, shop: Shop) -> None:
        failed.presenter.jobs.cancel()
        assert failed.said == ["mail-cancelled"]
        assert failed.state.mails == ()
        assert mails(shop)[0].address == ""

    def test_a_file_instead(self, failed: Page, slip: str, folder: Path) -> None:
        failed.presenter.jobs.save()
        assert [file.name for file in folder.iterdir()] == [f"{slip}-copy-1.pdf"]
        assert len(failed.state.mails) == 1, "the mail itself is somebody's to end"

    def test_what_is_for_printers_leaves_mail_alone(self, failed: Page, shop: Shop) -> None:
        failed.presenter.jobs.redirect(None)
        failed.presenter.jobs.confirm()
        assert states(shop) == [("failed", 0)]

    def test_a_print_and_a_mail_are_picked_one_at_a_time(
        self, failed: Page, shop: Shop
    ) -> None:
        failed.presenter.print()
        (job,), (seen,) = failed.state.jobs, failed.state.mails
        assert picked(failed) == (None, seen), "it is what needs somebody"
        failed.presenter.jobs.pick(job.id)
        assert picked(failed) == (job, None)
        failed.presenter.jobs.pick_mail(seen.id)
        assert picked(failed) == (None, seen)
        failed.presenter.jobs.cancel()
        assert failed.state.picked_job == job
        assert failed.state.jobs == (job,)

    def test_what_moved_on_meanwhile_is_seen(self, failed: Page, shop: Shop) -> None:
        (seen,) = failed.state.mails
        shop.run(lambda unit: cancel_mail(unit, seen.id))
        failed.presenter.jobs.retry()
        assert failed.said == ["mail-finished"]
        assert failed.state.mails == ()


class TestPrinters:
    @pytest.fixture
    def shown(self) -> list[PrintersState]:
        return []

    @pytest.fixture
    def printers(self, shop: Shop, shown: list[PrintersState]) -> PrintersPresenter:
        presenter = PrintersPresenter(AtOnce(shop), shown.append)
        presenter.start()
        return presenter

    def test_when_customers_sign_is_chosen_here(
        self, printers: PrintersPresenter, shown: list[PrintersState], shop: Shop
    ) -> None:
        assert shown[-1].signs is Signs.NEVER
        printers.ask_to_sign(Signs.MONEY)
        assert (shown[-1].signs, shown[-1].busy) == (Signs.MONEY, False)
        assert shop.read(when_to_sign) is Signs.MONEY

    def test_the_first_one_is_entered(
        self, printers: PrintersPresenter, shown: list[PrintersState]
    ) -> None:
        assert shown[-1].adding
        printers.save(PrinterAsked(name="Till", way=Way.NETWORK, address="192.168.1.20"))
        state = shown[-1]
        assert not state.adding
        assert state.printer
        assert (state.printer.name, state.said and not state.said.bad) == ("Till", True)
        changed = PrinterAsked(name="Till 1", way=Way.NETWORK, address="192.168.1.20:9100")
        printers.save(changed)
        assert [each.name for each in shown[-1].printers] == ["Till 1"]

    @pytest.mark.parametrize(
        ("asked", "where"),
        [
            (PrinterAsked(name=" ", way=Way.FOLDER), Asked.NAME),
            (PrinterAsked(name="A", way=Way.NETWORK, address="two words"), Asked.ADDRESS),
            (PrinterAsked(name="A", way=Way.USB, address="printer"), Asked.ADDRESS),
            (PrinterAsked(name="A", way=Way.SERIAL, address="COM3@fast"), Asked.ADDRESS),
            (PrinterAsked(name="A", way=Way.FILE, address=""), Asked.ADDRESS),
            (
                PrinterAsked(name="A", way=Way.NETWORK, address="h", sheet=Sheet.A4),
                Asked.SHEET,
            ),
            (PrinterAsked(name="A", way=Way.FOLDER, kicks=True), Asked.DRAWER),
            (
                PrinterAsked(name="A", way=Way.NETWORK, address="h", kicks=True),
                Asked.REGISTER,
            ),
            (PrinterAsked(name="A", way=Way.FOLDER, register="9"), Asked.REGISTER),
        ],
    )
    def test_what_cannot_be_is_said_at_its_field(
        self,
        printers: PrintersPresenter,
        shown: list[PrintersState],
        asked: PrinterAsked,
        where: Asked,
    ) -> None:
        printers.save(asked)
        assert set(shown[-1].wrong) == {where}
        assert shown[-1].adding
        assert shown[-1].printers == ()
        printers.begin_adding()
        assert shown[-1].wrong == {}

    def test_a_test_comes_out_and_nothing_is_counted(
        self, printers: PrintersPresenter, shown: list[PrintersState], shop: Shop
    ) -> None:
        a_printer(shop)
        printers.start()
        printers.begin_adding()
        printers.cancel()
        printers.test()
        assert shown[-1].said
        (job,) = shop.read(list_open_jobs)
        assert (job.kind, job.printer, job.copy) == (PaperKind.TAG, "Till", 0)
        printers.disable()
        assert [each.code for each in shown[-1].said.messages] == ["printer-in-use"]

    def test_papers_of_a_kind_get_a_way_and_lose_it(
        self, printers: PrintersPresenter, shown: list[PrintersState], shop: Shop
    ) -> None:
        till = a_printer(shop)
        printers.route(PaperKind.CLOSING, till.id, True)
        route = shown[-1].route(PaperKind.CLOSING)
        assert route
        assert (route.printer_id, route.at_once) == (till.id, True)
        assert shown[-1].route(PaperKind.RETURN) is None
        printers.unroute(PaperKind.CLOSING)
        assert shop.read(list_routes) == ()

    def test_whoever_may_not_is_told_so(
        self, printers: PrintersPresenter, shown: list[PrintersState], shop: Shop
    ) -> None:
        sari(shop)
        printers.save(PrinterAsked(name="Mine", way=Way.FOLDER))
        assert shown[-1].said
        assert [each.code for each in shown[-1].said.messages] == ["right-missing"]
        assert shop.read(list_printers) == ()
