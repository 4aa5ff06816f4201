"""People and the print queue: what is made is queued with it, and helped on to paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from models.services.drawer_reports import close_drawer, count_drawer, read_drawer
from models.services.goods import list_recent, open_goods
from models.services.print_jobs import (
    cancel_job,
    confirm_job,
    list_open_jobs,
    list_sent_jobs,
    queue_print,
    queue_unnumbered,
    redirect_job,
    retry_job,
)
from models.services.print_queue import (
    job_failed,
    job_printed,
    job_sent,
    job_waits,
    job_wanted,
)
from models.services.printers import set_route
from models.values import Topic
from models.values.drawer_papers import CashKind
from models.values.printing import JobState, PaperKind, PaperWish
from tests.builders import a_line, a_product, a_sale
from tests.drawers import move, pieces_for, sari
from tests.prints import (
    JAM,
    NO_PAPER,
    a_paper,
    a_printer,
    at_register,
    claim,
    helped,
    jobs,
    noted,
    nothing_due,
    refusal,
    says,
    send,
    states,
    stored,
)
from tests.services.test_returns import asking, take
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.printers import PrinterSeen
    from models.unit import Unit

PRINTS = ("ReceiptPrint", "ReceiptReprint")


@pytest.fixture
def front(shop: Shop) -> PrinterSeen:
    """The printer that everything of register 1 goes to, though nothing at once."""
    printer = a_printer(shop, "Front")
    shop.run(lambda unit: set_route(unit, None, printer.id, False))
    return printer


@pytest.fixture
def drawer(shop: Shop) -> PrinterSeen:
    """The printer that the drawer of register 1 hangs on."""
    return a_printer(shop, "Front", kicks=True)


def test_a_paper_of_a_kind_that_goes_out_at_once_is_queued_with_it(shop: Shop) -> None:
    printer = a_printer(shop)
    shop.run(lambda unit: set_route(unit, PaperKind.RETURN, printer.id, True))
    a_sale(shop, a_line(a_product(shop)))
    number = take(shop, asking(shop, "1")).slip.head.number

    (job,) = shop.read(list_open_jobs)
    assert (job.kind, job.code, job.copy) == (PaperKind.RETURN, number, 0)
    assert (job.printer, job.state, job.person) == ("Front", JobState.WAITING, "Ann Lee")
    assert noted(shop, *PRINTS) == [("ReceiptPrint", {"paper": number, "copy": 0})]
    assert shop.run(lambda unit: queue_print(unit, number)).copy == 1
    nothing_is_wrong(shop)


def test_where_nothing_is_set_nothing_is_queued(shop: Shop, front: PrinterSeen) -> None:
    number = a_paper(shop)
    assert jobs(shop) == []
    assert shop.run(lambda unit: queue_print(unit, number)).copy == 0


def test_no_paper_thanks(shop: Shop, front: PrinterSeen) -> None:
    shop.run(lambda unit: set_route(unit, None, front.id, True))
    number = a_paper(shop, PaperWish(printed=False))
    assert jobs(shop) == []
    assert shop.run(lambda unit: queue_print(unit, number)).copy == 0


def test_a_command_at_the_machine_prints_nothing_and_opens_no_drawer(
    shop: Shop, drawer: PrinterSeen
) -> None:
    shop.run(lambda unit: set_route(unit, None, drawer.id, True))
    shop.machine = True
    a_paper(shop)
    move(shop, CashKind.NO_SALE)
    assert jobs(shop) == []


def test_what_is_undone_is_not_printed(shop: Shop, front: PrinterSeen) -> None:
    shop.run(lambda unit: set_route(unit, None, front.id, True))

    def undone(unit: Unit) -> None:
        stored(unit)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shop.run(undone)
    assert jobs(shop) == []
    assert noted(shop, *PRINTS) == []


def test_one_more_statement_says_where_all_papers_of_a_use_case_go(
    shop: Shop, drawer: PrinterSeen
) -> None:
    asked: list[str] = []

    def note(_: object, __: object, query: str, *___: object) -> None:
        asked.append(query)

    with shop.unit() as unit:
        event.listen(unit.connection, "before_cursor_execute", note)
        for _ in range(3):
            stored(unit)
        event.remove(unit.connection, "before_cursor_execute", note)
    assert sum("paper_route" in query for query in asked) == 1
    assert sum("print_job" in query for query in asked) == 0


def test_a_print_is_counted_where_it_is_queued(shop: Shop, front: PrinterSeen) -> None:
    number = a_paper(shop)
    for copy in range(3):
        queued = shop.run(lambda unit: queue_print(unit, number))
        assert queued.copy == copy
        assert Topic.PRINTING in queued.changed
    assert [copy for _, copy in states(shop)] == [0, 1, 2]
    assert [body["copy"] for _, body in noted(shop, *PRINTS)] == [0, 1, 2]


def test_without_a_route_it_goes_to_the_printer_of_the_machine(shop: Shop) -> None:
    send(shop, a_paper(shop))
    (job,) = shop.read(list_open_jobs)
    assert (job.printer_id, job.printer) == (None, "")
    assert claim(shop).printer is None


def test_a_number_that_no_paper_has_prints_nothing(shop: Shop) -> None:
    assert refusal(shop, queue_print, "R9-000001") == "nothing-found"
    number = a_paper(shop)
    assert refusal(shop, queue_print, number, None, PaperKind.COUNT_SHEET) == "nothing-found"
    assert jobs(shop) == []


def test_the_count_sheet_has_copies_of_its_own(shop: Shop, front: PrinterSeen) -> None:
    count = shop.run(
        lambda unit: count_drawer(unit, pieces_for(shop.facts.currency, 10_000_000))
    )
    closed = shop.run(lambda unit: close_drawer(unit, str(uuid4()), count.count_id))
    number = closed.report.head.number
    sheet = (None, PaperKind.COUNT_SHEET)
    for more in (sheet, (), sheet, ()):
        send(shop, number, *more)
    assert [copy for _, copy in states(shop)] == [0, 0, 1, 1]
    job = claim(shop)
    printed = shop.read(lambda unit: job_wanted(unit, job))
    assert (printed.kind, printed.paper, printed.copy) == (
        PaperKind.COUNT_SHEET,
        closed.report,
        0,
    )
    nothing_is_wrong(shop)


def test_what_has_no_number_is_printed_as_it_was_read(shop: Shop, front: PrinterSeen) -> None:
    report = shop.run(read_drawer)
    shop.run(lambda unit: queue_unnumbered(unit, PaperKind.READING, report))
    job = claim(shop)
    assert (job.code, job.copy, job.printer) == ("", 0, front)
    assert shop.read(lambda unit: job_wanted(unit, job)).paper == report
    with pytest.raises(ValueError, match="has a number"):
        shop.run(lambda unit: queue_unnumbered(unit, PaperKind.CLOSING, report))


def test_a_tag_is_found_in_the_queue_by_its_code(shop: Shop, front: PrinterSeen) -> None:
    a_sale(shop, a_line(a_product(shop)))
    take(shop, asking(shop, "1"))
    (goods,) = shop.read(list_recent)
    tag = shop.read(lambda unit: open_goods(unit, goods.return_line_id)).tag
    shop.run(lambda unit: queue_unnumbered(unit, PaperKind.TAG, tag))
    (job,) = shop.read(list_open_jobs)
    assert (job.kind, job.code) == (PaperKind.TAG, tag.code)


def test_what_failed_goes_on_as_the_next_copy(shop: Shop, front: PrinterSeen) -> None:
    number = a_paper(shop)
    job_id = send(shop, number)
    claim(shop)
    assert says(shop, job_failed, job_id, [JAM])
    (failed,) = shop.read(list_open_jobs)
    assert failed.problem == (JAM,)
    again = helped(shop, retry_job, job_id)
    assert (again.state, again.copy, again.problem) == (JobState.WAITING, 1, ())
    assert claim(shop).copy == 1
    assert shop.run(lambda unit: queue_print(unit, number)).copy == 2
    assert [body["copy"] for _, body in noted(shop, *PRINTS)] == [0, 1, 2]


def test_what_waits_keeps_its_number_when_it_is_tried_at_once(
    shop: Shop, front: PrinterSeen
) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    says(shop, job_waits, job_id, [NO_PAPER])
    assert helped(shop, retry_job, job_id).copy == 0
    assert claim(shop).copy == 0
    assert len(noted(shop, *PRINTS)) == 1


@pytest.mark.parametrize(("failed", "copy"), [(False, 0), (True, 1)])
def test_it_can_be_sent_to_another_printer(
    shop: Shop, front: PrinterSeen, failed: bool, copy: int
) -> None:
    office = a_printer(shop, "Office")
    number = a_paper(shop)
    job_id = send(shop, number)
    claim(shop)
    says(shop, job_failed if failed else job_waits, job_id, [NO_PAPER])
    moved = helped(shop, redirect_job, job_id, office.id)
    assert (moved.printer, moved.copy) == ("Office", copy)
    assert claim(shop).printer == office
    said = {"paper": number, "kind": "return", "copy": copy, "printer": "Office"}
    assert noted(shop, "PrintRedirected") == [("PrintRedirected", said)]
    assert len(noted(shop, *PRINTS)) == 1 + failed


def test_it_can_be_sent_to_the_printer_of_the_machine(shop: Shop, front: PrinterSeen) -> None:
    moved = helped(shop, redirect_job, send(shop, a_paper(shop)), None)
    assert moved.printer_id is None
    assert claim(shop).printer is None


def test_an_unnumbered_paper_that_failed_is_a_copy_too(shop: Shop, front: PrinterSeen) -> None:
    report = shop.run(read_drawer)
    job_id = shop.run(lambda unit: queue_unnumbered(unit, PaperKind.READING, report)).job_id
    claim(shop)
    says(shop, job_failed, job_id, [JAM])
    assert helped(shop, retry_job, job_id).copy == 1


def test_a_count_sheet_that_failed_is_its_own_next_copy(shop: Shop, front: PrinterSeen) -> None:
    count = shop.run(
        lambda unit: count_drawer(unit, pieces_for(shop.facts.currency, 10_000_000))
    )
    closed = shop.run(lambda unit: close_drawer(unit, str(uuid4()), count.count_id))
    job_id = send(shop, closed.report.head.number, None, PaperKind.COUNT_SHEET)
    claim(shop)
    says(shop, job_failed, job_id, [JAM])
    assert helped(shop, retry_job, job_id).copy == 1
    assert send(shop, closed.report.head.number)
    assert states(shop)[-1] == ("waiting", 0)


def test_what_was_sent_is_printed_once_somebody_saw_it(shop: Shop, front: PrinterSeen) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    says(shop, job_sent, job_id)
    assert shop.read(list_open_jobs) == ()
    (sent,) = shop.read(list_sent_jobs)
    assert sent.id == job_id
    assert helped(shop, confirm_job, job_id).state is JobState.PRINTED
    assert shop.read(list_sent_jobs) == ()


def test_what_failed_may_have_come_out_whole(shop: Shop, front: PrinterSeen) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    says(shop, job_failed, job_id, [JAM])
    seen = helped(shop, confirm_job, job_id)
    assert (seen.state, seen.copy) == (JobState.PRINTED, 0)


def test_what_is_given_up_is_in_the_journal(shop: Shop, front: PrinterSeen) -> None:
    number = a_paper(shop)
    helped(shop, cancel_job, send(shop, number))
    said = {"paper": number, "kind": "return", "copy": 0, "printer": "Front"}
    assert noted(shop, "PrintCancelled") == [("PrintCancelled", said)]
    assert nothing_due(shop)
    assert shop.run(lambda unit: queue_print(unit, number)).copy == 1


HELP = (retry_job, cancel_job, confirm_job, lambda unit, id_: redirect_job(unit, id_, None))


@pytest.mark.parametrize("end", [job_printed, job_sent])
def test_what_is_finished_is_past_help(
    shop: Shop, front: PrinterSeen, end: Callable[..., Any]
) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    says(shop, end, job_id)
    if end is job_sent:
        helped(shop, confirm_job, job_id)
    for help_on in HELP:
        assert refusal(shop, help_on, job_id) == "print-finished"
    assert states(shop) == [("printed", 0)]


def test_what_is_being_printed_can_only_be_cancelled(shop: Shop, front: PrinterSeen) -> None:
    job_id = send(shop, a_paper(shop))
    claim(shop)
    for help_on in (*HELP[:1], *HELP[2:]):
        assert refusal(shop, help_on, job_id) == "print-under-way"
    helped(shop, cancel_job, job_id)


def test_jobs_of_other_registers_are_for_who_may_change_settings(
    shop: Shop, front: PrinterSeen
) -> None:
    job_id = send(shop, a_paper(shop))
    shared = a_printer(shop, "Shared", register="")
    elsewhere = at_register(shop)
    there = a_printer(shop, "There", register="2")
    (seen,) = elsewhere.read(lambda unit: list_open_jobs(unit, everywhere=True))
    assert (seen.id, seen.register) == (job_id, "1")
    assert refusal(elsewhere, redirect_job, job_id, there.id) == "printer-not-here"
    assert helped(elsewhere, redirect_job, job_id, shared.id).printer == "Shared"
    sari(elsewhere)
    for help_on in (*HELP, lambda unit, _: list_open_jobs(unit, everywhere=True)):
        assert refusal(elsewhere, help_on, job_id) == "right-missing"
    for help_on in HELP:
        assert refusal(shop, help_on, 99) == "print-unknown"
