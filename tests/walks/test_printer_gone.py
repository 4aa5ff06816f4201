"""The printer fails at every moment it can: nothing is lost, nothing is taken as printed, and
everything is told."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.services.print_jobs import list_open_jobs, retry_job
from models.services.printers import set_route
from models.values.printing import JobState, PaperKind, Way
from tests.builders import NOON, a_line, a_product, a_sale
from tests.printer import Printer
from tests.prints import a_paper, a_printer, noted, send, states
from tests.walks.driver import Clerk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.services.print_jobs import JobSeen
    from tests.printed import PrintedPaper

ROOT = Path(__file__).parents[2]
KETTLE = "5012345678900"


class Clock:
    """Goes on when a test says so."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def go_on(self) -> None:
        """Longer than any job waits."""
        self.now += timedelta(minutes=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def printer() -> Iterator[Printer]:
    with Printer() as made:
        yield made


@pytest.fixture
def kicks() -> bool:
    """Whether the drawer hangs on the printer."""
    return False


@pytest.fixture(autouse=True)
def _a_kettle_was_sold(shop: Shop, printer: Printer, kicks: bool) -> None:
    a_sale(shop, a_line(a_product(shop, sku=KETTLE)), number="S-1001")
    slips = a_printer(shop, "Counter", address=printer.address, kicks=kicks)
    shop.run(lambda unit: set_route(unit, PaperKind.RETURN, slips.id, at_once=True))


@pytest.fixture
def clerk(qtbot: QtBot, database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Clerk]:
    here = Clerk(qtbot, database_url, tmp_path / "papers", clock=clock)
    here.sign_on()
    here.waits_for_the_next()
    yield here
    if not here.gone:
        here.go()


def take_one_back(clerk: Clerk) -> str:
    """By keys alone; the number of its slip."""
    clerk.open_sale("S-1001")
    clerk.bring(KETTLE, "2")
    clerk.press("F8")
    return clerk.has_slip()


def newest(clerk: Clerk, printer: Printer, count: int) -> PrintedPaper:
    """The last of so many papers, once it is cut."""
    clerk.until(lambda: len(printer.papers) >= count)
    assert len(printer.papers) == count
    return printer.papers[-1]


def open_jobs(shop: Shop) -> tuple[JobSeen, ...]:
    return shop.read(list_open_jobs)


def test_gone_in_the_middle_it_is_told_and_printed_again_as_a_copy(
    clerk: Clerk, shop: Shop, printer: Printer
) -> None:
    printer.gone_after(300)
    number = take_one_back(clerk)
    clerk.sees("Counter went away while it was printing: part of the paper may be out.")
    (job,) = open_jobs(shop)
    assert (job.code, job.state, job.copy) == (number, JobState.FAILED, 0)
    assert [message.code for message in job.problem] == ["printer-gone-midway"]
    assert noted(shop, "PrintFailed") != []

    printer.well()
    printer.tear()
    halves = len(printer.papers)
    shop.run(lambda unit: retry_job(unit, job.id))
    paper = newest(clerk, printer, halves + 1)
    assert "COPY 1" in paper.text
    assert number in paper.text
    clerk.until(lambda: states(shop) == [(JobState.PRINTED, 1)])

    clerk.press("Ctrl+P")
    clerk.sees("Sent to Counter.")
    paper = newest(clerk, printer, halves + 2)
    assert "COPY 2" in paper.text
    clerk.until(lambda: open_jobs(shop) == ())


def test_without_paper_it_waits_and_then_prints_by_itself(
    clerk: Clerk, shop: Shop, printer: Printer, clock: Clock
) -> None:
    printer.paper_out()
    number = take_one_back(clerk)
    clerk.sees("Counter is out of paper. The money is booked; only the paper is missing.")
    clerk.until(lambda: [job.state for job in open_jobs(shop)] == [JobState.WAITING])
    assert printer.hanging.text == ""

    printer.well()
    clock.go_on()
    paper = newest(clerk, printer, 1)
    assert number in paper.text
    assert "COPY" not in paper.text
    clerk.until(lambda: states(shop) == [(JobState.PRINTED, 0)])
    assert noted(shop, "PrintFailed", "ReceiptReprint") == []


def test_out_of_paper_on_the_way_it_goes_on_with_a_new_roll(
    clerk: Clerk, shop: Shop, printer: Printer
) -> None:
    printer.paper_out(after=5)
    number = take_one_back(clerk)
    clerk.sees("Counter is out of paper.")
    assert [job.state for job in open_jobs(shop)] == [JobState.PRINTING]
    printer.well()
    assert number in newest(clerk, printer, 1).text
    clerk.until(lambda: states(shop) == [(JobState.PRINTED, 0)])


def test_whoever_closes_the_window_meanwhile_has_it_looked_after(
    clerk: Clerk, shop: Shop, printer: Printer
) -> None:
    printer.paper_out(after=5)
    take_one_back(clerk)
    clerk.sees("Counter is out of paper.")
    clerk.go()
    (job,) = open_jobs(shop)
    assert (job.state, job.problem[0].code) == (JobState.FAILED, "print-interrupted")


def test_a_window_that_was_killed_tells_at_its_next_start(
    qtbot: QtBot,
    database_url: str,
    shop: Shop,
    printer: Printer,
    tmp_path: Path,
    clock: Clock,
) -> None:
    printer.slow(step=100)
    number = a_paper(shop)
    printing = subprocess.Popen(
        [sys.executable, "-m", "tests.walks.killed_printing", database_url, str(tmp_path)],
        cwd=ROOT,
    )
    printer.wait(lambda: printer.connections == 1, seconds=30)
    printer.allow(4)
    printer.wait(lambda: printer.received > 300)
    printing.kill()
    printing.wait()
    assert states(shop) == [(JobState.PRINTING, 0)]

    clock.go_on()
    printer.well()
    clerk = Clerk(qtbot, database_url, tmp_path / "papers", clock=clock)
    clerk.sees("Konter or the power stopped while this was being printed.")
    (job,) = open_jobs(shop)
    assert (job.code, job.state) == (number, JobState.FAILED)
    clerk.go()

    clerk = Clerk(qtbot, database_url, tmp_path / "papers", clock=clock)
    clerk.sees("1 paper was not printed, or not whole.")
    clerk.go()


@pytest.mark.parametrize("kicks", [True])
def test_cash_opens_the_drawer_once_and_before_the_slip(
    clerk: Clerk, shop: Shop, printer: Printer
) -> None:
    take_one_back(clerk)
    clerk.until(lambda: states(shop) == [(JobState.PRINTED, 0)] * 2)
    assert printer.kicks == 1
    assert len(printer.papers) == 1
    assert [job[0] for job in noted(shop, "DrawerKickFailed")] == []


@pytest.mark.parametrize("kicks", [True])
def test_a_drawer_that_did_not_open_is_told_and_never_opened_later(
    clerk: Clerk, shop: Shop, printer: Printer, clock: Clock
) -> None:
    printer.refusing()
    number = take_one_back(clerk)
    clerk.sees("The drawer did not open: Counter did not take the order.")
    clerk.sees("Counter cannot be reached.")
    ((_, why),) = noted(shop, "DrawerKickFailed")
    assert why["printer"] == "Counter"

    printer.well()
    clock.go_on()
    assert number in newest(clerk, printer, 1).text
    clerk.until(lambda: [job.state for job in open_jobs(shop)] == [JobState.FAILED])
    assert printer.kicks == 0


def test_a_folder_is_a_printer_that_is_always_there(
    clerk: Clerk, shop: Shop, tmp_path: Path
) -> None:
    folder = a_printer(shop, "Kept", way=Way.FOLDER, address=str(tmp_path / "kept"))
    number = a_paper(shop)
    send(shop, number, folder.id)
    send(shop, number, folder.id)
    clerk.until(lambda: (tmp_path / "kept" / f"{number}-copy-2.pdf").exists())
    clerk.until(
        lambda: JobState.PRINTED in {state for state, copy in states(shop) if copy == 2}
    )
