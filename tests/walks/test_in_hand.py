"""From ticket to goodbye at the bar above every room, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.cases import open_case, put_aside
from models.tables.base import add_numbered
from models.tables.cases import Case, CaseEntry
from models.tables.shop import Register
from models.values.cases import AsideFor, CaseKind
from tests.builders import a_customer, a_sale
from tests.queues import draw
from ui.screens.in_hand.bar import InHandBar
from ui.screens.in_hand.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk


def bar(clerk: Clerk) -> InHandBar:
    (one,) = (each for each in clerk.window.findChildren(InHandBar) if each.isVisible())
    return one


def reaches(clerk: Clerk, stage: Stage) -> None:
    clerk.until(lambda: bar(clerk).state.stage is stage and not bar(clerk).state.busy)


def called(clerk: Clerk) -> str:
    seen = bar(clerk).state.seen
    return seen.ticket.called if seen and seen.ticket else ""


def test_two_tickets_a_note_and_a_smile(shop: Shop, clerk: Clerk) -> None:
    for kind in (CaseKind.COMPLAINT, CaseKind.RETURN):
        draw(shop, kind)
    clerk.sees("2 people wait")
    clerk.press("Ctrl+N")
    clerk.sees("C 1", "was called 0:00 ago")
    reaches(clerk, Stage.CALLED)
    clerk.press("Ctrl+N")
    reaches(clerk, Stage.SERVING)
    clerk.press("Ctrl+J")
    clerk.write("She is in a hurry, and the kettle is still hot")
    clerk.press("Return")
    clerk.sees("The note is in case K000001.")
    reaches(clerk, Stage.SERVING)
    assert clerk.has_the_box
    clerk.press("Ctrl+H")
    clerk.sees("For the customer")
    clerk.press("1")
    reaches(clerk, Stage.NOBODY)
    clerk.sees("Case K000001 is put aside; it waits for the customer.")
    clerk.press("Ctrl+N")
    reaches(clerk, Stage.CALLED)
    clerk.press("Ctrl+N")
    reaches(clerk, Stage.SERVING)
    clerk.press("Ctrl+G", "1")
    clerk.press("Ctrl+N")
    reaches(clerk, Stage.NOBODY)
    clerk.sees("Goodbye said: case K000002 is closed.")
    with shop.unit(writes=False) as unit:
        cases = unit.connection.execute(
            select(Case.code, Case.state, Case.smile).order_by(Case.id)
        ).all()
        notes = unit.connection.scalars(select(CaseEntry.words)).all()
    assert [tuple(each) for each in cases] == [
        ("K000001", "aside", None),
        ("K000002", "closed", "good"),
    ]
    assert notes == ["She is in a hurry, and the kettle is still hot"]


def test_esc_leaves_what_was_asked_and_not_the_sale_below(shop: Shop, clerk: Clerk) -> None:
    a_sale(shop)
    clerk.press("Ctrl+J")
    clerk.press("Tab", "2", "Ctrl+N")
    reaches(clerk, Stage.SERVING)
    clerk.sees("Question · by phone · nobody named")
    clerk.enter("S-1")
    clerk.until(lambda: clerk.state.sale is not None)
    clerk.press("Ctrl+G")
    clerk.sees("Close and call the next")
    clerk.press("Esc")
    clerk.rest()
    assert bar(clerk).state.asking is None
    assert clerk.state.sale is not None


def test_the_customer_of_a_sale_names_the_case_by_one_key(shop: Shop, clerk: Clerk) -> None:
    a_sale(shop, customer_id=a_customer(shop))
    clerk.press("Ctrl+J")
    clerk.press("Ctrl+N")
    reaches(clerk, Stage.SERVING)
    clerk.enter("S-1")
    clerk.until(lambda: clerk.state.sale is not None)
    clerk.sees("This is Budi Santoso")
    clerk.press("Ctrl+Shift+N")
    clerk.sees("Question · Budi Santoso")


def test_a_customers_open_cases_come_before_their_sales(shop: Shop, clerk: Clerk) -> None:
    budi = a_customer(shop)
    a_sale(shop, customer_id=budi)
    a_sale(shop, number="S-2", customer_id=budi)
    case = shop.run(
        lambda unit: open_case(unit, CaseKind.COMPLAINT, title="It leaks", customer_id=budi)
    ).case
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.SHOP))
    clerk.enter("Budi Santoso")
    clerk.sees("K000001 · It leaks", "waits for the shop")
    assert clerk.focus_name == "K000001 · It leaks"
    clerk.press("Return")
    reaches(clerk, Stage.SERVING)
    clerk.sees("Case K000001 is in hand here. It goes on where it was.")
    assert "K000001 · It leaks" not in clerk.reading


def test_of_two_windows_each_calls_another_and_the_third_is_told(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    with shop.unit() as unit:
        add_numbered(unit.connection, Register, store_id=unit.station.store_id, code="2")
    sari, agus = come(database_url), come(database_url, "2")
    draw(shop)
    for clerk in (sari, agus):
        clerk.sees("1 person waits")
    for clerk in (sari, agus):
        clerk.come_here()
        clerk.press("Ctrl+N")
    sari.until(lambda: {called(sari), called(agus)} == {"", "A 1"})
    late = agus if called(sari) else sari
    late.sees("Nobody waits who could be called now.")
    draw(shop, CaseKind.INQUIRY)
    late.sees("1 person waits")
    late.come_here()
    reaches(late, Stage.NOBODY)
    late.press("Ctrl+N")
    sari.until(lambda: {called(sari), called(agus)} == {"B 1", "A 1"})
