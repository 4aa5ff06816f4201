"""A slip is found and printed again; what does not come out is helped on: by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.print_jobs import list_open_jobs
from models.services.printers import PrinterAsked, add_printer, list_printers, set_route
from models.tables.documents import DocumentPrint
from models.values.printing import JobState, PaperKind, Way
from tests.builders import FLOAT, a_line, a_product, a_sale
from tests.drawers import close
from tests.printer import Printer
from ui.screens.papers.screen import PapersScreen
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.db import Shop
    from models.services.print_jobs import JobSeen
    from models.values import Message
    from tests.printed import PrintedPaper
    from tests.walks.driver import Clerk

SLIP = "R1-000001"


@pytest.fixture
def till() -> Iterator[Printer]:
    with Printer() as printer:
        yield printer


@pytest.fixture
def sold(shop: Shop, till: Printer) -> Shop:
    """A kettle for £10 in cash; papers go to the till's printer when somebody asks."""
    a_sale(shop, a_line(a_product(shop)), number="S-0007")
    asked = PrinterAsked(name="Till", way=Way.NETWORK, address=till.address)
    printer = shop.run(lambda unit: add_printer(unit, asked)).printer
    folder = PrinterAsked(name="Folder", way=Way.FOLDER)
    shop.run(lambda unit: add_printer(unit, folder))
    shop.run(lambda unit: set_route(unit, None, printer.id, False))
    return shop


@pytest.fixture
def clerk(come: Callable[[str], Clerk], database_url: str, sold: Shop) -> Clerk:
    return come(database_url)


def page(clerk: Clerk) -> PapersScreen:
    (screen,) = clerk.window.findChildren(PapersScreen)
    return screen


def take_it_back(clerk: Clerk) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.press("F8")
    assert clerk.has_slip() == SLIP
    clerk.press("F9")
    clerk.waits_for_the_next()


def go_to_papers(clerk: Clerk) -> None:
    clerk.press("Ctrl+Shift+P")
    clerk.sees("Number, sale or customer")
    clerk.rest()


def jobs(shop: Shop) -> tuple[JobSeen, ...]:
    return shop.read(list_open_jobs)


def copies(shop: Shop) -> list[int]:
    with shop.unit(writes=False) as unit:
        return list(unit.connection.scalars(select(DocumentPrint.copy).order_by("copy")))


def out(clerk: Clerk, till: Printer, count: int) -> tuple[PrintedPaper, ...]:
    clerk.until(lambda: len(till.papers) >= count, within=10_000)
    return till.papers


def stands_there(clerk: Clerk, why: str) -> None:
    """The page says of the paper that was sent what is wrong with it."""
    clerk.until(lambda: [p.code for p in _problem(clerk)] == [why], within=10_000)
    clerk.rest()


def _problem(clerk: Clerk) -> tuple[Message, ...]:
    job = page(clerk).state.picked_job
    return job.problem if job else ()


def all_is_out(clerk: Clerk, shop: Shop) -> None:
    clerk.until(lambda: not jobs(shop), within=10_000)
    clerk.until(lambda: not page(clerk).state.jobs)


def test_a_slip_is_found_and_comes_out_as_the_original_and_as_a_copy(
    clerk: Clerk, sold: Shop, till: Printer
) -> None:
    take_it_back(clerk)
    go_to_papers(clerk)
    clerk.sees(f"Picture of {SLIP}", "Comes out as the original.")
    clerk.press("F3")
    clerk.write(SLIP.lower())
    clerk.press("Return")
    clerk.until(lambda: page(clerk).state.sought.text == SLIP.lower())
    clerk.rest()
    clerk.press("Ctrl+P")
    clerk.sees(f"Sent to Till. {SLIP} comes out as the original.")
    (original,) = out(clerk, till, 1)
    assert SLIP in original.barcodes
    assert "COPY" not in original.text
    clerk.sees("Comes out marked COPY 1.")
    clerk.press("Ctrl+P")
    _, copy = out(clerk, till, 2)
    assert "COPY 1" in copy.text
    all_is_out(clerk, sold)
    assert copies(sold) == [0, 1]
    clerk.press("F8")
    clerk.until(lambda: clerk.at_the_counter and clerk.state.stage is Stage.PAPER)


def test_a_paper_is_shown_by_its_number_scanned_or_typed(clerk: Clerk, sold: Shop) -> None:
    take_it_back(clerk)
    closing = close(sold, FLOAT.minor - 1000).report.head.number
    clerk.scan(closing)
    clerk.until(lambda: bool(clerk.window.findChildren(PapersScreen)))
    clerk.sees(f"Picture of {closing}")
    clerk.scan(SLIP)
    clerk.sees(f"Picture of {SLIP}")
    clerk.press("F3")
    clerk.enter(closing)
    clerk.sees(f"Picture of {closing}")
    clerk.scan("R9-000009")
    clerk.sees("R9-000009")
    assert page(clerk).state.said


def test_paper_that_does_not_come_out_is_helped_on(
    clerk: Clerk, sold: Shop, till: Printer
) -> None:
    take_it_back(clerk)
    go_to_papers(clerk)
    clerk.sees(f"Picture of {SLIP}")

    till.paper_out()
    clerk.press("Ctrl+P")
    stands_there(clerk, "printer-paper-out")
    clerk.sees("Till is out of paper.")
    assert [job.state for job in jobs(sold)] == [JobState.WAITING]
    clerk.press("F6")  # the folder is the other printer
    all_is_out(clerk, sold)
    assert [file.name for file in clerk.papers.iterdir()] == [f"{SLIP}.pdf"]

    till.well()
    till.gone_after(40)
    clerk.press("Ctrl+P")
    stands_there(clerk, "printer-gone-midway")
    clerk.sees("Till went away while it was printing")
    assert [job.state for job in jobs(sold)] == [JobState.FAILED]
    till.well()
    clerk.press("F5")
    clerk.until(lambda: any("COPY 2" in paper.text for paper in till.papers), within=10_000)
    all_is_out(clerk, sold)

    till.paper_out()
    clerk.press("Ctrl+P")
    stands_there(clerk, "printer-paper-out")
    clerk.press("F10")
    clerk.sees("It is not printed any more.")
    all_is_out(clerk, sold)
    assert copies(sold) == [0, 1, 2, 3]


def test_a_printer_is_entered_tried_and_gets_its_papers(clerk: Clerk, sold: Shop) -> None:
    clerk.rest()
    go_to_papers(clerk)
    clerk.press("F4")
    clerk.sees("Printers and where papers go", "Papers of register 1")
    clerk.rest()
    clerk.press("F8")
    clerk.sees("A new printer")
    clerk.write("Office")
    clerk.tab_to_field("Address")
    clerk.write("no address")
    clerk.press("F9")
    clerk.until(lambda: bool(page(clerk).printers.state.wrong))
    assert clerk.focus_name == "Address"
    way = clerk.tab_to_field("How it is reached")
    assert way is page(clerk).printers.form.way
    clerk.press("6")
    clerk.press("F9")
    clerk.sees("Office can be printed on.")
    assert "Office" in [each.name for each in sold.read(list_printers)]
    clerk.press("F6")
    clerk.until(lambda: any("TEST" in file.name for file in _saved(clerk)))
    clerk.tab_to_field("Z report")
    clerk.press("4")
    clerk.until(lambda: page(clerk).printers.state.route(PaperKind.CLOSING) is not None)


def _saved(clerk: Clerk) -> list[Path]:
    return list(clerk.papers.iterdir()) if clerk.papers.is_dir() else []
