"""An auditor finds a refund by its slip, follows the case, and takes the journal along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QLineEdit

from models.services.approvals import Approval
from models.services.journal_views import Filter, list_entries
from models.services.voids import void_return
from models.values.shop import Role
from tests.builders import a_line, a_product, a_sale
from tests.drawers import BELA_PIN, a_person, bela
from tests.services.test_returns import asking, take
from tests.services.verified import nothing_is_wrong
from ui.screens.journal.screen import JournalScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.db import Shop
    from tests.walks.driver import Clerk

AUDITOR_PIN = "8642"


@pytest.fixture
def slip(shop: Shop) -> str:
    """Of a return that was voided."""
    bela(shop)
    a_person(shop, "Dewi", "9", Role.AUDITOR, AUDITOR_PIN)
    a_sale(shop, a_line(a_product(shop)))
    number = take(shop, asking(shop, "1")).slip.head.number
    yes = Approval(badge="2", pin=BELA_PIN, reason="Wrong line")
    shop.run(lambda unit: void_return(unit, "v-1", number, yes))
    return number


def page(clerk: Clerk) -> JournalScreen:
    (screen,) = clerk.window.findChildren(JournalScreen)
    return screen


def test_a_refund_is_found_followed_and_exported(
    come: Callable[..., Clerk], database_url: str, shop: Shop, slip: str, tmp_path: Path
) -> None:
    clerk = come(database_url)
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("9", AUDITOR_PIN)
    clerk.waits_for_the_next()
    clerk.rest()
    clerk.press("Ctrl+0")
    clerk.sees("Journal entries", "Seal of the journal")

    field = clerk.tab_to_field("Slip, sale or entry")
    assert isinstance(field, QLineEdit)
    clerk.write(slip)
    clerk.press("Return")
    clerk.until(lambda: len(page(clerk).state.entries) == 3)
    clerk.tab_to(lambda each: each is page(clerk).list)
    clerk.press("Down", "Down")
    clerk.sees(f"Took goods of sale S-1 back: £10.00 out, slip {slip}")

    clerk.press("F6")
    clerk.sees("Case of", "Back to the list")
    told = [entry.event for entry in page(clerk).list.entries]
    assert told == ["ReturnTaken", "OperatorBypassApproval", "ApprovalUsed", "PostVoid"]
    clerk.press("Esc")
    clerk.until(lambda: page(clerk).state.case is None)

    place = tmp_path / "journal.xlsx"
    page(clerk)._ask_for_file = lambda _proposal: str(place)
    clerk.press("F9")
    clerk.sees(f"3 entries were written to {place}.")
    with ZipFile(place) as book:
        assert slip in book.read("xl/worksheets/sheet1.xml").decode()
    with shop.unit(writes=False) as unit:
        newest = list_entries(unit, Filter()).entries[0]
    assert (newest.event, newest.person) == ("JournalExported", "Dewi")
    assert newest.body["rows"] == 3


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_slip_that_is_scanned_is_followed(clerk: Clerk, slip: str) -> None:
    clerk.press("Ctrl+0")
    clerk.sees("Seal of the journal")
    clerk.scan(slip)
    clerk.sees(f"Case of {slip}: 4 entries")
    clerk.press("Esc")
    clerk.scan("R9-999999")
    clerk.sees("Nothing was found for “R9-999999”.")


@pytest.mark.parametrize("system", ["sqlite"])
def test_papers_of_the_records_are_made_and_kept(
    clerk: Clerk, slip: str, shop: Shop, tmp_path: Path
) -> None:
    """A manager scans a slip, takes its file along, then the day's figures and an extract."""
    clerk.press("Ctrl+0")
    clerk.sees("Seal of the journal")
    clerk.scan(slip)
    clerk.sees(f"Case of {slip}: 4 entries")
    clerk.press("F8")
    clerk.sees("Case file F1-000001")
    clerk.press("Ctrl+S")
    clerk.sees("F1-000001.pdf")
    clerk.press("Esc")
    clerk.sees(f"Case of {slip}: 4 entries")
    clerk.press("Esc")

    clerk.press("F7")
    clerk.sees("Make the summary")
    clerk.press("F9")
    clerk.sees("Day summary M1-000001")
    clerk.press("Esc")
    clerk.until(lambda: page(clerk).day.isVisible())

    clerk.press("F8")
    clerk.sees("Journal extract J1-000001")
    clerk.press("Ctrl+S")
    clerk.sees("J1-000001.pdf")
    with shop.unit(writes=False) as unit:
        newest = [entry.event for entry in list_entries(unit, Filter()).entries[:3]]
    assert newest == ["ReceiptPrint", "JournalExtracted", "DaySummaryMade"]
    nothing_is_wrong(shop)


@pytest.mark.parametrize("system", ["sqlite"])
def test_who_has_not_the_right_has_no_way_there(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    a_person(shop, "Sari", "7", Role.CLERK, "2469")
    clerk = come(database_url)
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("7", "2469")
    clerk.waits_for_the_next()
    clerk.rest()
    clerk.press("Ctrl+0")
    clerk.rest()
    assert clerk.at_the_counter


@pytest.mark.parametrize("system", ["sqlite"])
def test_opening_and_closing_a_window_are_on_record(clerk: Clerk, shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-100")
    clerk.open_sale("S-100")
    clerk.bring("KETTLE", "2")
    clerk.go()
    with shop.unit(writes=False) as unit:
        newest = list_entries(unit, Filter()).entries[:5]
    assert [entry.event for entry in reversed(newest)] == [
        "ApplicationStart",
        "OperatorSignOn",
        "ReturnAbandoned",
        "OperatorSignOff",
        "ApplicationShutDown",
    ]
