"""What stands on papers: the shop's own lines, the customer's language, and no paper at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from models.services.papers import open_any
from models.services.printers import PrinterAsked, add_printer, set_route
from models.values.printing import Way
from tests.builders import a_line, a_product, a_sale
from tests.printer import Printer
from ui.screens.letterhead.screen import LetterheadScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop
    from models.values.papers import PaperHead
    from tests.walks.driver import Clerk


@pytest.fixture
def till() -> Iterator[Printer]:
    with Printer() as printer:
        yield printer


@pytest.fixture
def sold(shop: Shop, till: Printer) -> Shop:
    """Kettles sold on three receipts; slips come out of the till's printer as they are made."""
    kettle = a_product(shop)
    for number in ("S-0001", "S-0002", "S-0003"):
        a_sale(shop, a_line(kettle), number=number)
    asked = PrinterAsked(name="Till", way=Way.NETWORK, address=till.address)
    printer = shop.run(lambda unit: add_printer(unit, asked)).printer
    shop.run(lambda unit: set_route(unit, None, printer.id, True))
    return shop


@pytest.fixture
def clerk(come: Callable[[str], Clerk], database_url: str, sold: Shop) -> Clerk:
    return come(database_url)


def bring_back(clerk: Clerk, sale: str, *wishes: str) -> str:
    clerk.open_sale(sale)
    clerk.bring("KETTLE", "1")
    clerk.press(*wishes, "F8")
    slip = clerk.has_slip()
    clerk.press("F9")
    clerk.waits_for_the_next()
    return slip


def head(shop: Shop, slip: str) -> PaperHead:
    paper = shop.read(lambda unit: open_any(unit, slip)).paper
    return paper.head  # type: ignore[union-attr]


def test_what_a_manager_writes_stands_on_the_next_slip_and_not_on_the_last(
    clerk: Clerk, sold: Shop, till: Printer
) -> None:
    before = bring_back(clerk, "S-0001")
    clerk.press("Ctrl+Shift+P")
    clerk.sees("Number, sale or customer")
    clerk.rest()
    clerk.press("F11")
    clerk.sees("Under the address")
    clerk.rest()
    field = clerk.tab_to_field("Under the address")
    QTest.keyClicks(field, "Open daily 9 to 21")
    clerk.press("F9")
    clerk.rest()
    clerk.press("Esc")
    clerk.until(lambda: not clerk.window.findChildren(LetterheadScreen))
    clerk.press("Ctrl+1")
    after = bring_back(clerk, "S-0002")
    clerk.until(lambda: len(till.papers) == 2, within=10_000)
    assert ["Open daily 9 to 21" in paper.text for paper in till.papers] == [False, True]
    assert [head(sold, slip).header for slip in (before, after)] == [
        (),
        ("Open daily 9 to 21",),
    ]


def test_a_slip_speaks_the_customer_s_language_and_the_next_the_shop_s(
    clerk: Clerk, sold: Shop, till: Printer
) -> None:
    other = bring_back(clerk, "S-0001", "Alt+L")
    usual = bring_back(clerk, "S-0002")
    assert head(sold, usual).language == "en"
    assert head(sold, other).language != "en"
    clerk.until(lambda: len(till.papers) == 2, within=10_000)
    assert ["Refund" in paper.text for paper in till.papers] == [False, True]


def test_no_paper_thanks(clerk: Clerk, sold: Shop, till: Printer) -> None:
    """It is kept all the same, and comes out as the original when somebody asks for it."""
    kept = bring_back(clerk, "S-0001", "Alt+N")
    printed = bring_back(clerk, "S-0002")
    clerk.until(lambda: len(till.papers) == 1, within=10_000)
    assert printed in till.papers[0].barcodes
    clerk.press("Ctrl+Shift+P")
    clerk.sees("Number, sale or customer")
    clerk.rest()
    clerk.scan(kept)
    clerk.sees(f"Picture of {kept}", "Comes out as the original.")
    clerk.press("Ctrl+P")
    clerk.until(lambda: len(till.papers) == 2, within=10_000)
    assert kept in till.papers[1].barcodes
    assert "COPY" not in till.papers[1].text
