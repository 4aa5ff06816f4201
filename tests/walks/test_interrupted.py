"""A crash, another receipt in between, a person who leaves: nothing is lost or done twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.search import look_up
from models.tables.people import Staff
from models.values import ONE, Quantity
from models.values.codes import Condition, Reason
from tests.builders import PIN, a_line, a_product, a_sale, sale_id_of
from tests.walks.driver import Clerk
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.services.returns import ReturnTaken
    from models.unit import Unit


@pytest.fixture(autouse=True)
def _two_sales(shop: Shop) -> None:
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle, quantity=Quantity.of(2)), number="S-0001")
    a_sale(shop, a_line(kettle), number="S-0002")


def taken_and_never_shown(shop: Shop) -> ReturnTaken:
    """Committed; then the machine stopped before anything was on the screen."""
    sale_id = sale_id_of(shop, "S-0001")
    with shop.unit(writes=False) as unit:
        line = open_sale(unit, sale_id).lines[0].line_id
    coming = ComingBack(
        line_id=line, quantity=ONE, reason=Reason.FAULTY, condition=Condition.USED
    )
    asked = ReturnAsked(sale_id=sale_id, lines=(coming,))
    seen = shop.read(lambda unit: decide_return(unit, asked))
    return shop.run(lambda unit: take_return(unit, "before the crash", asked, seen))


def test_what_a_crash_left_unseen_is_told_once(
    come: Callable[[str], Clerk], database_url: str, shop: Shop
) -> None:
    number = taken_and_never_shown(shop).slip.head.number
    clerk = come(database_url)
    clerk.sees(f"Slip {number} was taken, but nobody saw that it was.", "Show the slip")
    clerk.tab_to_field("Show the slip")
    clerk.press(" ")
    assert clerk.has_slip() == number
    clerk.press("F9")
    clerk.waits_for_the_next()
    assert "nobody saw" not in clerk.reading
    clerk.go()

    next_morning = come(database_url)
    assert next_morning.state.unconfirmed == ()
    assert "nobody saw" not in next_morning.reading


def one_entered(clerk: Clerk) -> None:
    clerk.open_sale("S-0001")
    for _ in range(2):
        clerk.scan("KETTLE")
        clerk.rest()
    clerk.press("2")
    clerk.decided()


def test_another_receipt_puts_a_return_aside_and_undo_brings_it_back(clerk: Clerk) -> None:
    one_entered(clerk)
    entered = clerk.state.coming
    assert [(line.quantity, line.reason) for line in entered] == [
        (Quantity.of(2), Reason.FAULTY)
    ]
    clerk.scan("S-0002")
    clerk.sees("The unfinished return of sale S-0001 was put aside.", "Undo", "Sale S-0002")
    assert clerk.state.coming == ()
    clerk.press("Ctrl+Z")
    clerk.sees("Sale S-0001")
    assert clerk.state.coming == entered
    assert clerk.decided().answer == "accept"
    clerk.press("F8")
    clerk.has_slip()


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_return_closed_without_a_refund_comes_back_as_well(clerk: Clerk) -> None:
    one_entered(clerk)
    entered = clerk.state.coming
    clerk.press("Esc")
    clerk.waits_for_the_next()
    clerk.press("Ctrl+Z")
    clerk.until(lambda: clerk.state.stage is Stage.RETURN)
    assert clerk.state.coming == entered
    clerk.decided()


def test_after_signing_off_the_counter_is_new_and_hears_each_scan_once(
    clerk: Clerk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(unit: Unit, typed: str) -> object:
        asked.append(typed)
        return look_up(unit, typed)

    monkeypatch.setattr("ui.screens.returns.presenter.look_up", counted)
    one_entered(clerk)
    for _ in range(2):
        clerk.press("Ctrl+Shift+L")
        clerk.until(lambda: clerk.is_asked_to_sign_on)
        clerk.rest()
        asked.clear()
        clerk.scan("S-0002")
        clerk.rest()
        assert asked == [], "nobody is at the counter to look anything up"
        assert clerk.window.focusWidget() is not clerk.window.box
        clerk.tab_to_field("Badge")
        clerk.sign_on(pin="1357")
        clerk.sees("The badge or the PIN is not right. Nothing was changed.")
        clerk.write(PIN)
        clerk.press("Return")
        clerk.waits_for_the_next()
        assert clerk.state.coming == ()

    clerk.scan("S-0001")
    clerk.sees("Sale S-0001")
    clerk.rest()
    clerk.enter("S-0002")
    clerk.sees("Sale S-0002")
    clerk.rest()
    assert asked == ["S-0001", "S-0002"]


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_first_badge_of_the_day_is_scanned_from_anywhere(
    qtbot: QtBot, database_url: str, shop: Shop, tmp_path: Path
) -> None:
    with shop.unit() as unit:
        unit.connection.execute(update(Staff).values(badge="B-0001"))
    clerk = Clerk(qtbot, database_url, tmp_path)
    try:
        clerk.until(lambda: clerk.is_asked_to_sign_on)
        clerk.press("Tab")
        clerk.scan("B-0001")
        clerk.write(PIN)
        clerk.press("Return")
        clerk.waits_for_the_next()
    finally:
        clerk.go()
