"""The counter is locked and opened again: by the one who left, and by another."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.people import add_staff
from models.services.suspended import list_suspended
from models.tables.journal import JournalEntry
from models.values.shop import Role
from tests.builders import PIN, a_line, a_product, a_sale
from ui import theme
from ui.screens.returns.state import Stage
from ui.screens.sign_on.screen import SignOnScreen
from ui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from models.db import Shop
    from models.unit import Unit
    from tests.walks.driver import Clerk

LOCKED = "Locked by Ann Lee. Badge and PIN to go on."


@pytest.fixture(autouse=True)
def _two_sales_and_dewi(shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0001")
    a_sale(shop, a_line(a_product(shop, "Toaster"), sku="TOASTER"), number="S-0002")
    with shop.unit() as unit:
        add_staff(
            unit.connection, badge="2", name="Dewi", role=Role.CLERK, language="en", pin=PIN
        )


def enter_a_return(clerk: Clerk) -> None:
    clerk.open_sale("S-0001")
    clerk.bring("KETTLE", "3")


def lock(clerk: Clerk) -> None:
    clerk.press("Ctrl+L")
    clerk.sees(LOCKED)
    clerk.rest()
    assert clerk.records.person is None


def come_back(clerk: Clerk) -> None:
    clerk.sign_on()
    clerk.until(lambda: clerk.at_the_counter)
    clerk.rest()


def events(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.event).order_by(JournalEntry.number)
        return list(unit.connection.scalars(query))


def test_whoever_left_finds_everything_as_it_was(clerk: Clerk, shop: Shop) -> None:
    enter_a_return(clerk)
    clerk.press("F2")
    clerk.write("half a na")
    screen, state = clerk.counter, clerk.state
    lock(clerk)
    assert not clerk.at_the_counter
    assert "KETTLE" not in clerk.reading
    come_back(clerk)
    assert clerk.counter is screen
    assert clerk.state == state
    assert clerk.has_the_box
    assert clerk.window.box.text() == "half a na"
    assert clerk.records.person is not None
    clerk.window.box.clear()
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"
    assert events(shop).count("OperatorLock") == events(shop).count("OperatorUnlock") == 1


@pytest.mark.parametrize("system", ["sqlite"])
def test_nothing_behind_the_lock_hears_a_key_or_a_scan(clerk: Clerk) -> None:
    enter_a_return(clerk)
    state = clerk.state
    lock(clerk)
    (page,) = clerk.window.findChildren(SignOnScreen)
    for key in ("Ctrl+5", "Ctrl+1", "F8", "F9", "Esc", "F2", "Ctrl+Z", "Ctrl+L"):
        clerk.press(key)
        assert clerk.window.focusWidget() in (page.badge, page.pin, page.go)
    clerk.scan("S-0002")
    clerk.rest()
    assert page.badge.text() == "S-0002"
    assert clerk.is_asked_to_sign_on
    clerk.tab_to_field("Badge")
    come_back(clerk)
    assert clerk.state == state


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_a_hidden_screen_does_never_takes_the_keyboard(clerk: Clerk) -> None:
    enter_a_return(clerk)
    lock(clerk)
    (page,) = clerk.window.findChildren(SignOnScreen)
    clerk.window.box.setFocus()
    clerk.window.box.setFocus()
    assert page.badge.hasFocus()
    clerk.write("7")
    assert page.badge.text() == "7"


def test_another_finds_it_on_hold(clerk: Clerk, shop: Shop) -> None:
    enter_a_return(clerk)
    lock(clerk)
    clerk.sees("Somebody else may sign on here. What Ann Lee entered is put on hold.")
    clerk.sign_on("2")
    clerk.waits_for_the_next()
    clerk.sees("What Ann Lee had entered is on hold: “S-0001”.", "1 visit is on hold", "Dewi")
    (held,) = shop.read(list_suspended)
    assert held.person == "Ann Lee"
    assert clerk.records.person is not None
    assert clerk.records.person.name == "Dewi"
    clerk.open_sale("S-0002")
    clerk.sees("Sale S-0002")


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_wrong_pin_opens_nothing(clerk: Clerk) -> None:
    enter_a_return(clerk)
    lock(clerk)
    clerk.sign_on(pin="1357")
    clerk.sees("The badge or the PIN is not right. Nothing was changed.")
    assert clerk.records.person is None
    assert not clerk.at_the_counter
    clerk.write(PIN)
    clerk.press("Return")
    clerk.until(lambda: clerk.at_the_counter)
    assert clerk.state.coming


def test_what_was_being_paid_when_it_was_locked_is_paid_once(
    clerk: Clerk, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The idle time does not lock then; a key does, and the slip is there on the return."""
    going_on = threading.Event()
    from models.services.returns import take_return

    def slowly(unit: Unit, *asked: object, **how: object) -> object:
        going_on.wait(10)
        return take_return(unit, *asked, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.screens.returns.presenter.take_return", slowly)
    enter_a_return(clerk)
    clerk.press("F8")
    clerk.until(lambda: clerk.state.busy)
    clerk.program._idle.idled.emit()
    assert clerk.at_the_counter
    clerk.press("Ctrl+L")
    clerk.sees(LOCKED)
    going_on.set()
    clerk.until(lambda: clerk.records.person is None)
    come_back(clerk)
    assert clerk.has_slip() == "R1-000001"
    clerk.rest()
    assert "R1-000001" in clerk.reading
    assert events(shop).count("ReturnTaken") == 1


@pytest.mark.parametrize("system", ["sqlite"])
def test_left_alone_it_locks_itself_unless_nobody_is_there(clerk: Clerk) -> None:
    enter_a_return(clerk)
    clerk.rest()
    clerk.program._idle.idled.emit()
    clerk.sees(LOCKED)
    come_back(clerk)
    assert clerk.state.stage is Stage.RETURN
    clerk.press("Ctrl+Shift+L")
    clerk.sees("Who is at the counter?")
    clerk.program._idle.idled.emit()
    clerk.rest()
    assert LOCKED not in clerk.reading


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_lock_stands_beside_the_name(clerk: Clerk) -> None:
    (button,) = (
        each
        for each in clerk.window.findChildren(IconButton)
        if each.accessibleName() == "Lock this counter"
    )
    assert (button.accessibleName(), button.toolTip()) == (
        "Lock this counter",
        "Lock this counter (Ctrl+L)",
    )
    assert min(button.width(), button.height()) >= theme.TARGET_SMALL
    clerk.tab_to(lambda each: each is button)
    clerk.press("Return")
    clerk.sees(LOCKED)
