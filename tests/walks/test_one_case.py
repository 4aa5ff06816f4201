"""One customer from the ticket to goodbye, at two windows: one case, one story, all papers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from models.services.printers import PrinterAsked, add_printer, set_route
from models.values import Money, Quantity
from models.values.printing import Way
from models.values.shop import Role
from tests.builders import NOON, PIN, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import SARI_PIN, a_person
from tests.prints import another_register
from tests.walks.driver import Clerk
from tests.walks.test_asking import LATE
from ui.screens.cases.screen import CasesScreen
from ui.screens.complaints.screen import ComplaintsScreen
from ui.screens.in_hand.bar import InHandBar
from ui.screens.in_hand.state import Stage
from ui.screens.inquiries.screen import InquiriesScreen
from ui.screens.queue.screen import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop


T = TypeVar("T", bound=QWidget)


class Hours:
    """The clock on the wall, which both windows read."""

    def __init__(self, at: datetime = NOON) -> None:
        self.now = at

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def sit(
    qtbot: QtBot, database_url: str, tmp_path: Path, hours: Hours
) -> Iterator[Callable[[str, str, str], Clerk]]:
    """Somebody at a register, signed on with badge and PIN."""
    here: list[Clerk] = []

    def open_window(register: str, badge: str, pin: str) -> Clerk:
        clerk = Clerk(qtbot, database_url, tmp_path / "papers", register, clock=hours)
        here.append(clerk)
        clerk.sign_on(badge, pin)
        clerk.waits_for_the_next()
        return clerk

    yield open_window
    for clerk in here:
        if not clerk.gone:
            clerk.go()


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A blender that Budi bought twenty days ago, and a better one on the shelf."""
    in_force(shop, LATE)
    another_register(shop)
    a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    budi = a_customer(shop, "Budi Santoso", number="LOYAL-1", phone="+447700900123")
    mirano = a_product(shop, "Blender Mirano", sku="MIRANO", price=Money(4500))
    a_product(shop, "Blender Torrento", sku="TORRENTO", price=Money(6000))
    line = a_line(
        mirano,
        sku="MIRANO",
        description="Blender Mirano",
        unit_price=Money(4500),
        paid=Money(4500),
        tax=Money(750),
    )
    bought = NOON - timedelta(days=20)
    a_sale(shop, line, number="S-0020", sold_at=bought, customer_id=budi)
    folder = PrinterAsked(name="Folder", way=Way.FOLDER)
    printer = shop.run(lambda unit: add_printer(unit, folder)).printer
    shop.run(lambda unit: set_route(unit, None, printer.id, False))
    return shop


def bar(clerk: Clerk) -> InHandBar:
    (one,) = (each for each in clerk.window.findChildren(InHandBar) if each.isVisible())
    return one


def reaches(clerk: Clerk, stage: Stage) -> None:
    clerk.until(lambda: bar(clerk).state.stage is stage and not bar(clerk).state.busy)
    clerk.rest()


def button(name: str) -> Callable[[QWidget], bool]:
    return lambda each: isinstance(each, QAbstractButton) and each.accessibleName() == name


def writes(clerk: Clerk, text: str) -> None:
    field = clerk.window.focusWidget()
    assert isinstance(field, QPlainTextEdit), field
    QTest.keyClicks(field, text)


def page(clerk: Clerk, kind: type[T]) -> T:
    clerk.until(lambda: any(each.isVisible() for each in clerk.window.findChildren(kind)))
    (one,) = (each for each in clerk.window.findChildren(kind) if each.isVisible())
    return one


def look(clerk: Clerk, name: str) -> None:
    print("-----", name, "focus:", clerk.focus_name or clerk.window.focusWidget())
    print(clerk.reading)
    clerk.window.resize(1280, 720)
    clerk.rest()
    clerk.window.grab().save(f"/tmp/k/pics/walk-{name}.png")


def test_explore(sit: Callable[..., Clerk], sold: Shop, hours: Hours) -> None:
    ann = sit("2", "1", PIN)
    sari = sit("1", "7", SARI_PIN)
    sari.come_here()
    sari.press("Ctrl+2")
    queue = page(sari, QueueScreen)
    sari.until(lambda: queue.state.queue is not None)
    sari.rest()
    sari.press("F7", "1")
    sari.sees("They are next.")
    look(sari, "drawn")
    hours.pass_(6)
    sari.press("Ctrl+N")
    reaches(sari, Stage.CALLED)
    hours.pass_(1)
    sari.press("Ctrl+N")
    reaches(sari, Stage.SERVING)
    look(sari, "serving")
    sari.press("Ctrl+K")
    cases = page(sari, CasesScreen)
    sari.until(lambda: cases.state.page is not None and cases.state.page.here)
    sari.rest()
    look(sari, "case")
    sari.tab_to(button("Complaint"))
    sari.press(" ")
    complaints = page(sari, ComplaintsScreen)
    sari.until(lambda: complaints.state.page is not None)
    sari.rest()
    look(sari, "calm")
    writes(sari, "It smells of burnt rubber!")
    sari.press("Tab")
    sari.press("1", "Tab", "1", "Tab", "2")
    sari.until(complaints.calm.typed.hasFocus)
    sari.write("mirano")
    sari.press("Return")
    sari.sees("About: Blender Mirano")
    sari.press("F9")
    sari.until(complaints.issue.issue.editor.hasFocus)
    look(sari, "issue")
    writes(sari, "The motor burns")
    sari.press("Tab")
    writes(sari, "One that works")
    sari.press("F9")
    sari.until(complaints.remedy.remedy.hasFocus)
    sari.rest()
    sari.press("2")
    sari.rest()
    look(sari, "remedy0")
    sari.press("2")
    sari.rest()
    look(sari, "remedy")
    sari.press("F6")
    sari.until(complaints.promise.what.editor.hasFocus)
    sari.rest()
    look(sari, "promise0")
    writes(sari, "A blender that works")
    sari.tab_to_field("Until the day")
    sari.write("2026-11-05")
    sari.tab_to_field("Time")
    sari.write("16:00")
    sari.press("F9")
    sari.sees("Promised until")
    sari.press("Ctrl+P")
    sari.until(lambda: complaints.state.picture is not None)
    sari.rest()
    look(sari, "taken-down")
    sari.press("Esc")
    sari.rest()
    look(sari, "case1")
    sari.press("Ctrl+I")
    asks = page(sari, InquiriesScreen)
    sari.until(lambda: asks.state.case is not None)
    sari.rest()
    look(sari, "asks")
    sari.write("blendr torento")
    sari.press("Return")
    sari.until(lambda: asks.state.card is not None)
    sari.rest()
    look(sari, "card")
    sari.press("Ctrl+Return")
    sari.sees("Noted in case K000001.")
    sari.rest()
    sari.press("F7")
    sari.until(lambda: asks.policy.isVisible())
    sari.rest()
    look(sari, "policy")
    sari.press("Ctrl+P")
    sari.until(lambda: len(asks.state.told) == 2)
    sari.rest()
    look(sari, "policy2")
    hours.pass_(3)
    sari.press("Ctrl+1")
    sari.rest()
    look(sari, "counter")
    sari.scan("S-0020")
    sari.rest()
    look(sari, "sale")
    sari.press("Ctrl+Shift+N")
    sari.rest()
    print(sari.bring("MIRANO", "1").answer)
    sari.rest()
    look(sari, "brought")
    sari.press("F6")
    sari.scan("TORRENTO")
    sari.sees("Blender Torrento goes out")
    sari.rest()
    look(sari, "exchange")
    sari.tab_to_field("What the managers should know")
    sari.write("It burns; she wants one that works")
    sari.press("Ctrl+Return")
    sari.sees("Waiting for a manager")
    sari.rest()
    hours.pass_(2)
    ann.come_here()
    ann.rest()
    look(ann, "ann")
    ann.press("Ctrl+4")
    ann.rest()
    ann.press("Return")
    ann.rest()
    look(ann, "ann-request")
    ann.press("2")
    ann.tab_to_field("In a few words")
    ann.write("Ten years with us")
    ann.press("F8")
    ann.rest()
    look(ann, "ann-yes")
    sari.come_here()
    sari.sees("allowed it")
    sari.rest()
    look(sari, "allowed")
    hours.pass_(1)
    sari.press("F8")
    sari.has_slip()
    sari.rest()
    look(sari, "slip")
    sari.press("Ctrl+P")
    sari.rest()
    look(sari, "printed")
    sari.press("Ctrl+K")
    sari.until(lambda: cases.isVisible())
    sari.rest()
    look(sari, "case2")
    sari.press("F9")
    complaints = page(sari, ComplaintsScreen)
    sari.until(lambda: complaints.state.page is not None)
    sari.rest()
    look(sari, "remedy-again")
    sari.press("2", "Tab", "Tab")
    look(sari, "remedy-paper")
    sari.press("3")
    sari.rest()
    sari.press("F9")
    sari.rest()
    look(sari, "remedied")
    sari.press("F12")
    sari.sees("The complaint is settled.")
    sari.rest()
    look(sari, "settled")
    sari.press("Ctrl+G")
    sari.rest()
    look(sari, "goodbye")
    sari.press("1")
    sari.press("Ctrl+N")
    sari.rest()
    look(sari, "goodbye2")
    assert False
