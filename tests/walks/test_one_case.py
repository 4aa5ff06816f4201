"""A customer from the ticket to goodbye, at two windows: one case, one story, all papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from models.services.case_facts import link_to
from models.services.case_views import case_story
from models.services.cases import close_case, open_case
from models.services.papers import open_any
from models.services.printers import PrinterAsked, add_printer, set_route
from models.tables.cases import Case
from models.tables.drawers import DrawerEntry
from models.tables.goods import Product, StockMovement
from models.values import Money, Quantity
from models.values.case_papers import CaseFile
from models.values.cases import CaseKind, Smile
from models.values.codes import Answer
from models.values.exchange_papers import ExchangeSlip
from models.values.printing import PaperKind, Way
from models.values.shop import Role
from receipts import text
from receipts.case_files import case_file
from tests.builders import FLOAT, NOON, PIN, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import SARI_PIN, a_person
from tests.prints import another_register
from tests.services.test_long_visit import read_out
from tests.services.verified import nothing_is_wrong
from tests.walks.driver import Clerk
from tests.walks.test_asking import LATE
from tests.walks.test_customer_side import comes_to, window
from tests.walks.visits import (
    WallClock,
    page,
    presses,
    reaches,
    shows_the_case,
    story,
    writes,
)
from ui.screens.cases.screen import CasesScreen
from ui.screens.complaints.screen import ComplaintsScreen
from ui.screens.customer_side.state import Scene
from ui.screens.in_hand.asked import GoodbyeCard
from ui.screens.in_hand.state import Stage
from ui.screens.inquiries.screen import InquiriesScreen
from ui.screens.papers.screen import PapersScreen
from ui.screens.questions.screen import QuestionsScreen
from ui.screens.queue.screen import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop

GOLDEN = Path(__file__).parents[1] / "golden"
PAPERS = ("T1-000001", "N1-000001", "E1-000001", "A1-000001")
"""The ticket, that it is on record, the exchange, and the form for the manager's yes."""
TOLD = [
    "Sari drew ticket C 1: Complaint",
    "Sari called ticket C 1",
    "Sari welcomed the customer: Complaint",
    "Sari wrote down what it is about: A blender that smells",
    "The customer complained to Sari: “It smells of burnt rubber!”",
    "Sari understood: “The motor burns.”; the customer wants: “One that works.”",
    "Sari promised until 5 Nov 2026, 16:00: “An answer from whoever leads the shop”",
    "Sari gave the customer on paper that it is on record: N1-000001",
    "Sari printed N1-000001",
    "Sari told the customer about Blender Torrento (TORRENTO)",
    "Sari said whether Blender Torrento can come back once it is bought",
    "Sari learned who the customer is: Budi Santoso",
    "Sari asked a manager for a yes: Exchange, S-0020",
    "Ann Lee said yes: A good customer. “Ten years with us”",
    "Sari exchanged goods of sale S-0020; the customer paid £15.00, slip E1-000001",
    "Sari printed E1-000001",
    "The customer told Sari that it was good",
    "Sari made it good with an exchange, slip E1-000001: “The better one”",
    "Sari settled the complaint",
    "Sari kept what was promised: “He had his answer at once”",
    "Sari said goodbye; the customer said that it was good",
]


@pytest.fixture
def wall_clock() -> WallClock:
    return WallClock()


@pytest.fixture
def sit(
    qtbot: QtBot, database_url: str, tmp_path: Path, wall_clock: WallClock
) -> Iterator[Callable[[str, str, str], Clerk]]:
    """Somebody at a register, with badge and PIN. A scan is heard by who sat down last."""
    here: list[Clerk] = []

    def at(register: str, badge: str, pin: str) -> Clerk:
        papers = tmp_path / f"papers-{register}"
        clerk = Clerk(qtbot, database_url, papers, register, clock=wall_clock)
        here.append(clerk)
        clerk.sign_on(badge, pin)
        clerk.waits_for_the_next()
        return clerk

    yield at
    for clerk in here:
        clerk.go()


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A blender that Budi bought twenty days ago, of which fourteen were his to bring it back,
    and a better one on the shelf; papers go to a folder."""
    in_force(shop, LATE)
    another_register(shop)
    a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    budi = a_customer(shop, "Budi Santoso", number="LOYAL-1")
    mirano = a_product(shop, "Blender Mirano", sku="MIRANO", price=Money(4500))
    a_product(shop, "Blender Torrento", sku="TORRENTO", price=Money(6000))
    paid = Money(4500)
    line = a_line(
        mirano, sku="MIRANO", description="Blender Mirano", unit_price=paid, paid=paid
    )
    bought = NOON - timedelta(days=20)
    a_sale(shop, line, number="S-0020", sold_at=bought, customer_id=budi)
    folder = PrinterAsked(name="Folder", way=Way.FOLDER)
    printer = shop.run(lambda unit: add_printer(unit, folder)).printer
    shop.run(lambda unit: set_route(unit, None, printer.id, False))
    shop.run(lambda unit: set_route(unit, PaperKind.TICKET, printer.id, True))
    return shop


def test_a_blender_from_the_ticket_to_a_smile(
    sit: Callable[..., Clerk], sold: Shop, wall_clock: WallClock
) -> None:
    ann, sari = sit("2", "1", PIN), sit("1", "7", SARI_PIN)
    ann.come_here()
    ann.press("Ctrl+J", "Ctrl+N")
    reaches(ann, Stage.SERVING)

    sari.come_here()
    sari.press("Ctrl+Shift+C")
    draws_a_ticket(sari)
    wall_clock.goes_on(minutes=6)
    sari.press("Ctrl+N")
    reaches(sari, Stage.CALLED)
    wall_clock.goes_on(minutes=1)
    sari.press("Ctrl+N")
    reaches(sari, Stage.SERVING)
    sari.tab_to_field("What the case is about")
    sari.write("A blender that smells")
    sari.press("Return")
    sari.rest()

    shows_the_case(sari)
    complains(sari)
    wall_clock.goes_on(minutes=3)
    asks_about_another(sari)
    wall_clock.goes_on(minutes=2)
    brings_it_back_late(sari)
    wall_clock.goes_on(minutes=1)
    approves(ann)
    wall_clock.goes_on(minutes=1)
    pays_the_difference(sari)
    smiles_on_his_side(sari)
    cases = is_made_good(sari)
    says_goodbye(sari)
    sari.sees("Goodbye said: case K000002 is closed.")
    sari.rest()

    assert cases.state.page is not None
    told, seen = story(cases), cases.state.page.case
    assert told == TOLD
    assert [*read_out(sold, seen.id, "en")] == golden("one-case-story")
    money_and_goods_are_where_they_belong(sold)
    nothing_is_wrong(sold)
    all_papers_open(ann, seen.code)
    its_file_is_made(ann, sold)
    nothing_of_it_is_in_her_own(sold)


def draws_a_ticket(clerk: Clerk) -> None:
    clerk.press("Ctrl+2")
    queue = page(clerk, QueueScreen)
    clerk.until(lambda: queue.state.queue is not None)
    clerk.press("F7", "1")
    clerk.sees("They are next.")
    clerk.rest()
    is_printed(clerk, "T1-000001")


def complains(clerk: Clerk) -> None:
    """About the blender; the customer takes home that they will hear from the shop."""
    clerk.press("F9")
    complaints = page(clerk, ComplaintsScreen)
    clerk.until(lambda: complaints.calm.said.editor.hasFocus())
    clerk.press("Alt+G")
    clerk.sees("Guide", "Thank you for telling us. What happened?")
    assert complaints.calm.said.editor.hasFocus()
    writes(clerk, "It smells of burnt rubber!")
    clerk.press("Tab", "1", "Tab", "1", "Tab", "2")
    clerk.until(complaints.calm.typed.hasFocus)
    clerk.write("miranno")
    clerk.press("Return")
    clerk.sees("About: Blender Mirano")
    clerk.rest()
    clerk.press("F9")
    clerk.until(complaints.issue.issue.editor.hasFocus)
    writes(clerk, "The motor burns.")
    clerk.press("Tab")
    writes(clerk, "One that works.")
    clerk.press("F9")
    clerk.until(complaints.remedy.remedy.hasFocus)
    clerk.press("2")
    clerk.sees("Give it at the counter first: its paper is named here then.")
    clerk.press("F6")
    clerk.until(complaints.promise.what.editor.hasFocus)
    clerk.sees("There is no remedy yet: promise when they hear from us.")
    writes(clerk, "An answer from whoever leads the shop")
    clerk.tab_to_field("Until the day")
    clerk.write("2026-11-05")
    clerk.tab_to_field("Time")
    clerk.write("16:00")
    clerk.press("F9")
    clerk.sees("Promised until 5 Nov 2026, 16:00.")
    clerk.rest()
    clerk.press("Ctrl+P")
    clerk.sees("Sent to Folder.", "Picture of the customer's paper")
    is_printed(clerk, "N1-000001")


def asks_about_another(clerk: Clerk) -> None:
    """As badly spelled as it is said; whether it can come back goes along on paper."""
    clerk.press("Ctrl+I")
    inquiries = page(clerk, InquiriesScreen)
    clerk.until(lambda: inquiries.state.case is not None)
    clerk.write("blendr torento")
    clerk.press("Return")
    clerk.sees("Blender Torrento", "£60.00", "Can it come back if it is bought today?")
    clerk.rest()
    clerk.press("Ctrl+Return")
    clerk.sees("Noted in case K000002.")
    clerk.rest()
    clerk.press("F7")
    clerk.sees("Can it come back? Blender Torrento", "Whatever the reason: until 19 Nov 2026")
    clerk.rest()
    clerk.press("Ctrl+P")
    clerk.sees("Told, and noted", "Sent to Folder.")
    clerk.until(lambda: len(list(clerk.papers.iterdir())) == 3)


def brings_it_back_late(clerk: Clerk) -> None:
    """No clerk decides that alone: the managers are asked."""
    clerk.press("Ctrl+1")
    assert clerk.has_the_box
    clerk.open_sale("S-0020")
    clerk.sees("This is Budi Santoso")
    clerk.press("Ctrl+Shift+N")
    clerk.sees("Complaint · Budi Santoso")
    clerk.rest()
    assert clerk.bring("MIRANO", "2").answer is Answer.OVERRIDE
    clerk.sees("6 days late")
    clerk.press("F6")
    clerk.scan("TORRENTO")
    clerk.sees("Blender Torrento goes out", "The customer pays", "£15.00")
    clerk.rest()
    clerk.tab_to_field("What the managers should know")
    clerk.write("It burns, and he is afraid of it")
    clerk.press("Ctrl+Return")
    clerk.sees("Waiting for a manager", "S-0020 · It burns, and he is afraid of it")
    assert not clerk.pay.isVisible()
    clerk.rest()


def approves(manager: Clerk) -> None:
    """From her own window, with a reason."""
    manager.come_here()
    manager.sees("Sari asks for a yes at register 1: S-0020. Ctrl+4 shows the request.")
    manager.press("Ctrl+4")
    manager.until(lambda: manager.focus_name == "S-0020")
    manager.press("Return")
    manager.sees("Exchange · S-0020", "“It burns, and he is afraid of it”")
    manager.until(lambda: manager.focus_name == "Reason")
    manager.press("1")
    manager.tab_to_field("In a few words")
    manager.write("Ten years with us")
    manager.press("F8")
    manager.sees("Approved: Sari at register 1 can go on now.")


def pays_the_difference(clerk: Clerk) -> None:
    clerk.come_here()
    clerk.sees("Ann Lee allowed it. A good customer. “Ten years with us”", "Take £15.00")
    clerk.rest()
    clerk.press("F8")
    assert clerk.has_slip() == "E1-000001"
    clerk.sees("Take in cash", "£15.00", "Approved by Ann Lee")
    clerk.press("Ctrl+P")
    is_printed(clerk, "E1-000001")
    assert clerk.state.taken is not None
    slip = clerk.state.taken.slip
    assert isinstance(slip, ExchangeSlip)
    assert [(one.kind, one.amount) for one in slip.paid_in] == [("cash", 1500)]


def smiles_on_his_side(clerk: Clerk) -> None:
    """What he gets and what he pays stood there; now how it was is asked."""
    comes_to(clerk, Scene.PAID)
    QTest.mouseClick(window(clerk).goodbye.faces[Smile.GOOD], Qt.MouseButton.LeftButton)
    clerk.until(lambda: window(clerk).state.thanks)


def is_made_good(clerk: Clerk) -> CasesScreen:
    """The complaint is settled by the slip, and what was promised was kept."""
    cases = shows_the_case(clerk)
    clerk.press("F9")
    complaints = page(clerk, ComplaintsScreen)
    clerk.until(complaints.remedy.remedy.hasFocus)
    clerk.press("2")
    assert complaints.remedy.paper.code == "E1-000001"
    clerk.press("Tab")
    writes(clerk, "The better one")
    clerk.press("F9")
    clerk.until(complaints.promise.what.editor.hasFocus)
    clerk.rest()
    clerk.press("F12")
    clerk.sees("The complaint is settled.")
    clerk.rest()
    clerk.press("Esc")
    clerk.until(cases.isVisible)
    clerk.press("F7")
    clerk.sees("The promise was kept")
    writes(clerk, "He had his answer at once")
    clerk.press("F8")
    clerk.until(lambda: cases.state.case is not None and not cases.state.case.promise)
    clerk.rest()
    return cases


def says_goodbye(clerk: Clerk) -> None:
    """The bar knows already how it was."""
    clerk.press("Ctrl+G")
    clerk.sees("Goodbye: how was it for the customer?")
    (card,) = (each for each in clerk.window.findChildren(GoodbyeCard) if each.isVisible())
    assert card.smiles[Smile.GOOD].isChecked()
    clerk.press("Ctrl+N")


def is_printed(clerk: Clerk, code: str) -> None:
    """As the printer here does it: into a folder."""
    clerk.until(lambda: (clerk.papers / f"{code}.pdf").exists(), within=10_000)


def golden(name: str) -> list[str]:
    return (GOLDEN / f"{name}.en.txt").read_text("utf-8").splitlines()


def money_and_goods_are_where_they_belong(shop: Shop) -> None:
    """One case of his, £15 more in the drawer, one blender came and another went."""
    with shop.unit(writes=False) as unit:
        read = unit.connection
        his = select(func.count()).select_from(Case).where(Case.customer_id.is_not(None))
        assert read.scalar(his) == 1
        last = select(DrawerEntry.amount, DrawerEntry.balance).order_by(DrawerEntry.id.desc())
        assert tuple(read.execute(last.limit(1)).one()) == (Money(1500), FLOAT + Money(1500))
        moved = (
            select(Product.sku, StockMovement.bucket, StockMovement.quantity)
            .join(Product, Product.id == StockMovement.product_id)
            .order_by(StockMovement.id)
        )
        assert [tuple(row) for row in read.execute(moved)] == [
            ("MIRANO", "supplier", Quantity.of(1)),
            ("TORRENTO", "sellable", Quantity(-1000)),
        ]


def all_papers_open(manager: Clerk, code: str) -> None:
    """Each is a link on the page of the case, and shown where papers are."""
    manager.come_here()
    manager.press("Ctrl+3")
    page(manager, CasesScreen)
    manager.write(code)
    manager.press("Return")
    manager.sees("Begin a case that goes on with it")
    for paper in PAPERS:
        presses(manager, paper)
        papers = page(manager, PapersScreen)
        manager.sees(f"Picture of {paper}")
        manager.rest()
        assert papers.isVisible()
        manager.press("Ctrl+3")
        manager.sees("Begin a case that goes on with it")


def its_file_is_made(manager: Clerk, shop: Shop) -> None:
    """Everything on one paper, numbered at the manager's register."""
    presses(manager, "Case file")
    manager.sees("Picture of F2-000001")
    manager.rest()
    paper = shop.read(lambda unit: open_any(unit, "F2-000001")).paper
    assert isinstance(paper, CaseFile)
    sealed = replace(paper, journal_head="0" * 64)
    assert text.lines(case_file(sealed)) == golden("one-case-file")


def nothing_of_it_is_in_her_own(shop: Shop) -> None:
    """The manager had somebody at her own register all the time."""
    her_own = shop.read(lambda unit: case_story(unit, 1))
    assert {each.person for each in her_own.told} == {"Ann Lee"}
    assert [each.event for each in her_own.told] == ["CaseOpened"]
    assert her_own.papers == ()


def test_a_call_is_answered_at_another_counter_on_the_next_day(
    sit: Callable[..., Clerk], kettles: Shop, wall_clock: WallClock
) -> None:
    sari = sit("1", "7", SARI_PIN)
    takes_the_call(sari)
    goes_on_with_the_earlier_ones(sari)
    promises_for_a_colleague(sari)
    sari.press("Ctrl+H", "2")
    sari.sees("Case K000003 is put aside; it waits for the shop.")

    wall_clock.goes_on(days=1)
    dewi = sit("2", "8", SARI_PIN)
    dewi.enter("Budi Santoso")
    dewi.sees("1 open case of theirs: Return goes on with it.")
    dewi.until(lambda: dewi.focus_name == "K000003 · The kettle, again and again")
    dewi.press("Return")
    reaches(dewi, Stage.SERVING)
    dewi.sees("Third time about this")
    comes_back_to_the_customer(dewi)
    cases = shows_the_case(dewi)
    dewi.press("Ctrl+G", "1", "Ctrl+N")
    dewi.sees("Goodbye said: case K000003 is closed.")
    dewi.rest()
    assert story(cases) == [
        "Sari took a call: Question",
        "Sari wrote down what it is about: The kettle, again and again",
        "Sari learned who the customer is: Budi Santoso",
        "Sari saw that it goes on with case K000002",
        "Sari was asked: “When does a new lid come?”",
        "Sari promised an answer by 6 Nov 2026; Dewi sees to it",
        "Sari put the case aside; it waits for the shop",
        "Dewi went on with the case",
        "Dewi answered: “On Monday, and it costs nothing.”",
        "Dewi came back to the customer with the answer",
        "Dewi said goodbye; the customer said that it was good",
    ]
    nothing_is_wrong(kettles)


def takes_the_call(clerk: Clerk) -> None:
    clerk.come_here()
    clerk.press("Ctrl+J")
    clerk.sees("How they came")
    clerk.press("Tab", "2", "Ctrl+N")
    reaches(clerk, Stage.SERVING)
    clerk.sees("Question · by phone · nobody named")
    clerk.tab_to_field("What the case is about")
    clerk.write("The kettle, again and again")
    clerk.press("Return")
    clerk.rest()


def goes_on_with_the_earlier_ones(clerk: Clerk) -> None:
    """Who calls is known by name, and was here twice about it."""
    shows_the_case(clerk)
    presses(clerk, "Name the customer")
    clerk.write("budi")
    clerk.sees("Budi Santoso")
    clerk.rest()
    presses(clerk, "Budi Santoso")
    clerk.sees("2 earlier cases", "Goes on with K000002 Kettle, again?")
    clerk.rest()
    presses(clerk, "Goes on with K000002 Kettle, again?")
    clerk.sees(
        "It goes on with 2 earlier cases:",
        "K000001 The kettle leaks",
        "K000002 Kettle, again",
        "Third time about this",
    )
    clerk.rest()
    assert clerk.focus_name == "Say goodbye", "the keyboard is not in the rail"


def promises_for_a_colleague(clerk: Clerk) -> None:
    clerk.press("F10")
    questions = page(clerk, QuestionsScreen)
    clerk.until(questions.form.asked.editor.hasFocus)
    writes(clerk, "When does a new lid come?")
    clerk.tab_to_field("Come back to the customer")
    clerk.press("3")
    clerk.tab_to_field("Who comes back")
    clerk.press("2")
    clerk.sees("Tell the customer: Dewi comes back to you by 6 Nov 2026.")
    clerk.press("F9")
    clerk.sees("Written down. Tell the customer: Dewi comes back to you by 6 Nov 2026.")
    clerk.rest()
    clerk.press("Esc")
    clerk.until(lambda: not clerk.window.findChildren(QuestionsScreen))


def comes_back_to_the_customer(clerk: Clerk) -> None:
    """What she owes a word about is in front of her."""
    shows_the_case(clerk)
    clerk.press("F10")
    questions = page(clerk, QuestionsScreen)
    clerk.sees("When does a new lid come?")
    clerk.until(questions.form.answer.editor.hasFocus)
    writes(clerk, "On Monday, and it costs nothing.")
    clerk.press("F7")
    clerk.sees("Done: the customer heard from us as promised.")
    clerk.rest()
    clerk.press("Esc")
    clerk.until(lambda: not clerk.window.findChildren(QuestionsScreen))


@pytest.fixture
def kettles(shop: Shop) -> Shop:
    """Budi was here twice about the same kettle."""
    another_register(shop)
    a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    budi = a_customer(shop, "Budi Santoso", number="LOYAL-1")
    before = None
    for title in ("The kettle leaks", "Kettle, again"):
        case = shop.run(
            lambda unit, title=title: open_case(  # type: ignore[misc]
                unit, CaseKind.COMPLAINT, title=title, customer_id=budi
            )
        ).case
        if before is not None:
            shop.run(lambda unit, now=case.id, then=before: link_to(unit, now, then))  # type: ignore[misc]
        shop.run(lambda unit, now=case.id: close_case(unit, now))  # type: ignore[misc]
        before = case.id
    return shop
