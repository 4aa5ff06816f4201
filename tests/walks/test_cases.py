"""One case at two registers: both see each other, and go on with what the other put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.services.test_cases import at_another_register, begin
from ui.screens.cases.screen import CasesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk


def in_the_room(clerk: Clerk) -> CasesScreen:
    clerk.come_here()
    clerk.press("Ctrl+3")
    clerk.until(lambda: clerk.window.findChild(CasesScreen) is not None)
    screen = clerk.window.findChild(CasesScreen)
    assert isinstance(screen, CasesScreen)
    clerk.until(lambda: screen.state.looked)
    return screen


def button(name: str) -> Callable[[QWidget], bool]:
    return lambda each: isinstance(each, QAbstractButton) and each.accessibleName() == name


def test_a_case_goes_from_one_register_to_the_other(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    earlier = begin(shop, title="A kettle that leaks")
    at_another_register(shop)
    sari, agus = come(database_url, "1"), come(database_url, "2")

    here = in_the_room(sari)
    sari.press("F6")
    sari.tab_to_field("What it is about")
    sari.write("The kettle again")
    sari.press("F8")
    sari.until(lambda: here.state.page is not None and here.state.page.here)
    sari.sees("K000002", "The kettle again", "in hand here")
    sari.tab_to(button("Link"))
    sari.press(" ")
    sari.sees("Link it to an earlier case", earlier.code)
    sari.press(" ")
    sari.sees("It goes on with 1 earlier case:")

    there = in_the_room(agus)
    agus.write("again")
    agus.until(lambda: [each.code for each in there.state.listed] == ["K000002"])
    agus.press("Return")
    agus.sees("Ann Lee at register 1 looks at this case too.", "Take it up here")
    sari.come_here()
    sari.press("Ctrl+1")
    in_the_room(sari)
    sari.sees("Ann Lee at register 2 looks at this case too.")

    sari.tab_to(button("Promise"))
    sari.press(" ")
    sari.sees("Promise something")
    sari.write("Call the maker")
    sari.tab_to(button("In 3 days"))
    sari.press(" ")
    sari.press("F8")
    sari.sees("“Call the maker”. Ann Lee sees to it.")
    sari.press("Ctrl+H")
    sari.sees("For the customer")
    sari.press("1")
    sari.sees("Case K000002 is put aside; it waits for the customer.")

    agus.come_here()
    agus.sees("waits for the customer", "“Call the maker”. Ann Lee sees to it.")
    agus.press("F8")
    agus.until(lambda: there.state.page is not None and there.state.page.here)
    agus.tab_to(button("Kept"))
    agus.press(" ")
    agus.sees("The promise was kept")
    agus.press("F8")
    agus.until(lambda: there.state.case is not None and not there.state.case.promise)
    agus.press("F8")
    agus.press("F8")
    agus.sees("closed", "Begin a case that goes on with it")
    said = [each.sentence for each in there.state.lines]
    assert said[-2:] == ["Ann Lee kept what was promised", "Ann Lee said goodbye"]
