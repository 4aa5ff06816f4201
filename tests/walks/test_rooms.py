"""Every room that the rail leads to: made, shown, scanned in, and left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.rooms import COUNTER, ROOMS
from models.values.shop import Role
from tests.drawers import a_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk

CLERK_PIN = "8642"
KEYS = {room.key: room.keys for room in ROOMS}

pytestmark = pytest.mark.parametrize("system", ["sqlite"])


def ask_for(clerk: Clerk, key: str) -> None:
    QTest.keySequence(clerk.window, QKeySequence(KEYS[key]))


def in_front(clerk: Clerk) -> QWidget:
    """What the window shows beside the rail."""
    stack = clerk.window.findChild(QStackedWidget)
    assert stack is not None
    shown = stack.currentWidget()
    assert shown is not None
    return shown


def test_every_room_is_made_once_and_shown(clerk: Clerk) -> None:
    """A manager goes through all of them by their keys, and once more."""
    clerk.rest()
    seen = {}
    for room in ROOMS:
        ask_for(clerk, room.key)
        clerk.until(lambda key=room.key: clerk.window.has_screen(key))  # type: ignore[misc]
        assert clerk.window.current == room.key
        assert in_front(clerk).isVisible(), room.key
        seen[room.key] = in_front(clerk)
    clerk.rest()
    assert len(set(seen.values())) == len(ROOMS)
    for room in ROOMS:
        ask_for(clerk, room.key)
        assert in_front(clerk) is seen[room.key], room.key


def test_what_is_scanned_in_any_room_is_taken_there_or_looked_up(clerk: Clerk) -> None:
    clerk.rest()
    for room in ROOMS:
        ask_for(clerk, room.key)
        clerk.until(lambda key=room.key: clerk.window.has_screen(key))  # type: ignore[misc]
        clerk.rest()
        clerk.scan("NO-SUCH-THING")
        clerk.rest()
        assert clerk.window.current in (room.key, COUNTER)


def test_nothing_stays_of_any_room_when_its_person_goes(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    """And a clerk comes to none that needs a right they do not have."""
    a_person(shop, "Dewi", "9", Role.CLERK, CLERK_PIN)
    clerk = come(database_url)
    clerk.rest()
    for room in ROOMS:
        ask_for(clerk, room.key)
        clerk.until(lambda key=room.key: clerk.window.has_screen(key))  # type: ignore[misc]
    clerk.press("Ctrl+Shift+L")
    clerk.until(lambda: clerk.is_asked_to_sign_on)
    assert [room.key for room in ROOMS if clerk.window.has_screen(room.key)] == []
    clerk.sign_on("9", CLERK_PIN)
    clerk.waits_for_the_next()
    for room in ROOMS:
        ask_for(clerk, room.key)
    clerk.rest()
    made = {room.key for room in ROOMS if clerk.window.has_screen(room.key)}
    assert not made & {room.key for room in ROOMS if room.needs}


def test_a_room_is_told_what_led_there_at_once_or_when_it_is_made(clerk: Clerk) -> None:
    """Of what was meant for it before it was there, only the newest."""
    told: list[tuple[str, QWidget]] = []
    go = clerk.program._house.go
    go("cards", lambda cards: told.append(("first", cards)))
    go("cards", lambda cards: told.append(("newest", cards)))
    go("goods", None)
    go("drawer", lambda drawer: told.append(("drawer", drawer)))
    clerk.until(lambda: len(told) == 2)
    assert {name for name, _ in told} == {"newest", "drawer"}
    assert clerk.window.current == "drawer"
    go("cards", lambda cards: told.append(("again", cards)))
    assert told[-1] == ("again", dict(told)["newest"])
    assert clerk.window.current == "cards"


def test_nobody_is_led_where_they_may_not_go(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    a_person(shop, "Dewi", "9", Role.CLERK, CLERK_PIN)
    clerk = come(database_url)
    clerk.press("Ctrl+Shift+L")
    clerk.sign_on("9", CLERK_PIN)
    clerk.waits_for_the_next()
    told: list[QWidget] = []
    clerk.program._house.go("policy", told.append)
    clerk.rest()
    assert clerk.window.current == COUNTER
    assert not clerk.window.has_screen("policy")
    assert told == []
