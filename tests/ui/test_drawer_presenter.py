"""What the drawer's page says and does, asked without a window on real records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.services.approvals import Approval
from models.services.drawer_ledger import book_cash
from models.tables.documents import DocumentPrint
from models.tables.drawers import DrawerEntry
from models.values import Money, Topic, refuse
from models.values.drawer_papers import CashKind
from models.values.shop import Role
from tests.drawers import BELA_PIN, SARI_PIN, a_person, bela, limit, pieces_for, sari
from tests.ui.drawer import Desk
from tests.ui.queued import queued
from tests.ui.test_returns_presenter import AtOnce
from ui.screens.drawer.state import Purpose, Stage

if TYPE_CHECKING:
    from models.db import Shop

APPROVED = Approval(badge="2", pin=BELA_PIN, reason="counted it with Sari")


@pytest.fixture
def cash() -> None:
    """The drawer is what is opened here."""


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


@pytest.fixture
def work(shop: Shop) -> AtOnce:
    sari(shop)
    return AtOnce(shop)


@pytest.fixture
def desk(work: AtOnce) -> Desk:
    made = Desk(work)
    made.drawer.start()
    return made


def entries(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(DrawerEntry.id))) or 0


def count(desk: Desk, amount: int, purpose: Purpose = Purpose.CLOSING) -> None:
    assert desk.state.seen
    desk.drawer.begin_count(purpose)
    assert desk.at(Stage.COUNT)
    desk.drawer.count(pieces_for(desk.state.seen.currency, amount))


def test_a_day_from_the_float_to_the_z(desk: Desk) -> None:
    assert desk.at(Stage.CLOSED)
    desk.drawer.open_with(Money(10_000))
    assert desk.at(Stage.OPEN)
    desk.drawer.begin_move(CashKind.PAID_OUT)
    assert (desk.state.stage, desk.state.moving) == (Stage.MOVE, CashKind.PAID_OUT)
    desk.drawer.move(Money(500), "stamps")
    assert desk.at(Stage.OPEN)
    count(desk, 9_500)
    assert desk.at(Stage.END)
    assert desk.state.found
    assert desk.state.found.difference == Money(0)
    desk.drawer.close(None)
    assert desk.at(Stage.PAPER)
    assert desk.state.report
    assert desk.state.report.head.number == "Z1-000001"
    assert b"Z1-000001" in (desk.state.picture or b"")
    desk.drawer.start()
    assert desk.at(Stage.CLOSED)
    assert desk.state.seen
    assert desk.state.seen.last_paper == "Z1-000001"
    desk.drawer.show_last()
    assert desk.at(Stage.PAPER)


def test_nothing_tells_what_should_be_there_before_the_count(desk: Desk) -> None:
    desk.drawer.open_with(Money(10_000))
    desk.drawer.begin_count(Purpose.CLOSING)
    for state in desk.shown:
        assert state.found is None
        assert state.seen is None or state.seen.open is None or state.seen.open.held is None
    desk.drawer.read()
    assert desk.state.report
    assert desk.state.report.expected is None


def test_a_float_counted_opens_the_drawer(desk: Desk, shop: Shop) -> None:
    count(desk, 12_345, Purpose.FLOAT)
    assert desk.at(Stage.OPEN)
    assert entries(shop) == 1


def test_a_shortage_waits_for_a_manager(desk: Desk, shop: Shop) -> None:
    limit(shop, 100)
    bela(shop)
    desk.drawer.open_with(Money(10_000))
    count(desk, 9_000)
    desk.drawer.close(None)
    assert desk.said == ["drawer-needs-manager"]
    assert desk.at(Stage.END)
    desk.drawer.close(Approval(badge="7", pin=SARI_PIN, reason="it is me"))
    assert desk.said == ["approver-not-allowed"]
    desk.drawer.close(APPROVED)
    assert desk.at(Stage.PAPER)
    assert desk.state.report
    assert desk.state.report.over_short == -1_000


def test_it_is_handed_to_another_with_a_count_or_without(desk: Desk, shop: Shop) -> None:
    dewi = a_person(shop, "Dewi", "9", Role.CLERK, "2465")
    bela(shop)
    desk.drawer.open_with(Money(10_000))
    desk.drawer.begin_hand_over()
    desk.drawer.hand_over("9", "2465", None)
    assert desk.given_to == [dewi]
    shop.person = dewi
    count(desk, 9_990, Purpose.HAND_OVER)
    desk.drawer.hand_over("2", BELA_PIN, None)
    assert [person.name for person in desk.given_to] == ["Dewi", "Bela"]
    assert desk.at(Stage.OPEN)


def test_cash_that_moved_after_the_count_sends_back_to_counting(desk: Desk, shop: Shop) -> None:
    desk.drawer.open_with(Money(10_000))
    count(desk, 10_000)
    with shop.unit() as unit:
        book_cash(unit, Money(300), CashKind.REFUND)
    desk.drawer.close(None)
    assert desk.at(Stage.COUNT)
    assert desk.said == ["count-outdated"]


def test_a_lost_answer_is_not_booked_twice(desk: Desk, work: AtOnce, shop: Shop) -> None:
    desk.drawer.open_with(Money(10_000))
    desk.drawer.begin_move(CashKind.PAID_IN)
    work.lost = refuse("database-unreachable", place="here")
    desk.drawer.move(Money(500), "change")
    assert desk.said == ["database-unreachable"]
    assert desk.at(Stage.MOVE)
    desk.drawer.move(Money(500), "change")
    assert desk.at(Stage.OPEN)
    assert entries(shop) == 2
    desk.drawer.begin_move(CashKind.PAID_IN)
    desk.drawer.move(Money(500), "change")
    assert entries(shop) == 3


def test_pressed_twice_it_happens_once(desk: Desk, work: AtOnce, shop: Shop) -> None:
    desk.drawer.open_with(Money(10_000))
    desk.drawer.begin_move(CashKind.PICKUP)
    work.waiting = []
    desk.drawer.move(Money(500), "")
    desk.drawer.move(Money(500), "")
    desk.drawer.back()
    work.go_on()
    assert entries(shop) == 2


def test_another_page_that_moves_cash_is_heard(desk: Desk, shop: Shop) -> None:
    desk.drawer.open_with(Money(10_000))
    with shop.unit() as unit:
        book_cash(unit, Money(300), CashKind.REFUND)
    desk.drawer.refresh(frozenset({Topic.POLICY}))
    assert desk.state.seen
    assert desk.state.seen.open
    assert len(desk.state.seen.open.entries) == 1
    desk.drawer.refresh(frozenset({Topic.RETURNS}))
    assert desk.state.seen.open
    assert len(desk.state.seen.open.entries) == 2
    desk.drawer.begin_move(CashKind.PAID_IN)
    desk.drawer.refresh(frozenset({Topic.RETURNS}))
    assert desk.at(Stage.MOVE)


def prints(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(DocumentPrint.copy))) or 0


def test_a_z_is_counted_when_it_is_printed_and_an_x_is_not(desk: Desk, shop: Shop) -> None:
    desk.drawer.open_with(Money(10_000))
    desk.drawer.read()
    desk.drawer.print()
    assert prints(shop) == 0
    desk.drawer.start()
    count(desk, 10_000)
    desk.drawer.close(None)
    desk.drawer.print()
    desk.drawer.save()
    desk.drawer.show_sheet(True)
    assert b"Count sheet" in (desk.state.picture or b"")
    desk.drawer.print()
    assert prints(shop) == 2
    assert [name for name, _ in desk.paper.out] == ["Z1-000001-copy-1"]
    assert queued(shop) == [
        ("reading", "", 0),
        ("closing", "Z1-000001", 0),
        ("count-sheet", "Z1-000001", 0),
    ]
    assert desk.said == ["paper-sent-here"]


def test_a_screen_that_is_gone_is_shown_nothing(desk: Desk, work: AtOnce) -> None:
    work.waiting = []
    desk.drawer.open_with(Money(10_000))
    shown = len(desk.shown)
    desk.drawer.leave()
    work.go_on()
    assert len(desk.shown) == shown
