"""The queue by keys: a ticket, two registers that call, and the wall that shows both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.cases import CaseKind
from tests.prints import at_register
from tests.queues import call, draw, names
from ui.screens.queue.screen import QueueScreen
from ui.screens.queue.state import Doing, Next
from ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from tests.walks.driver import Clerk
    from ui.screens.wall.screen import WallScreen


def screen_of(clerk: Clerk) -> QueueScreen:
    (screen,) = (each for each in clerk.window.findChildren(QueueScreen) if each.isVisible())
    return screen


def go_to_the_queue(clerk: Clerk) -> QueueScreen:
    clerk.come_here()
    clerk.press("Ctrl+2")
    clerk.until(lambda: any(each.isVisible() for each in screens(clerk)))
    screen = screen_of(clerk)
    clerk.until(lambda: screen.state.queue is not None)
    return screen


def waiting(screen: QueueScreen) -> list[tuple[str, CaseKind]]:
    return [(row.ticket.called, row.ticket.kind) for row in screen.state.rows]


def screens(clerk: Clerk) -> list[QueueScreen]:
    return clerk.window.findChildren(QueueScreen)


def wall_of(clerk: Clerk) -> WallScreen:
    wall = clerk.program.wall
    assert wall is not None
    assert wall.screen is not None
    return wall.screen


def shows(clerk: Clerk, *lines: str) -> None:
    """The wall comes to begin with these."""
    clerk.until(lambda: wall_of(clerk).reading().splitlines()[: len(lines)] == [*lines])


def test_tickets_are_drawn_called_and_shown_on_the_wall(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    at_register(shop)
    sari, agus = come(database_url), come(database_url, "2")
    screen = go_to_the_queue(sari)
    sari.sees("Nobody waits")
    sari.press("F5", "1")
    sari.sees("They are next.")
    for kind in ("F7", "F6", "F5"):
        sari.until(lambda: not screen.state.busy)
        sari.press(kind, "1")
        sari.until(lambda: screen.state.drawing is None and not screen.state.busy)
    sari.sees("4 people wait")
    sari.press("Ctrl+Shift+W")
    shows(sari, "Nobody is called now.")

    sari.press("F9")
    sari.sees("A 1 is called to register 1.")
    shows(sari, "A 1: register 1")
    there = go_to_the_queue(agus)
    agus.press("F9")
    agus.sees("C 1 is called to register 2.")
    shows(sari, "C 1: register 2", "A 1: register 1")

    sari.come_here()
    sari.press("F11")
    sari.sees("A 1 keeps its place: it takes 120 seconds yet until they count as gone.")
    sari.press("F9")
    sari.sees("A 1 is served here now.")

    agus.come_here()
    agus.press("F3")
    agus.sees("C 1 is held: nobody calls it until it is put in again.")
    shows(sari, "A 1: register 1")
    agus.until(lambda: not there.state.busy)
    agus.press("F4")
    agus.until(lambda: there.state.moving)
    agus.press("4")
    agus.tab_to(lambda each: each is there.call.send)
    agus.press(" ")
    agus.sees("C 1 was moved and keeps its place.")
    agus.until(lambda: ("C 1", CaseKind.PICKUP) in waiting(there))
    assert names(shop) == ["C 1", "B 1", "A 2"]


def test_the_wall_goes_on_while_the_counter_is_locked_and_nobody_is_there(
    clerk: Clerk, shop: Shop
) -> None:
    go_to_the_queue(clerk)
    clerk.press("Ctrl+Shift+W")
    shows(clerk, "Nobody is called now.")
    clerk.press("Ctrl+L")
    clerk.until(lambda: clerk.is_asked_to_sign_on)
    draw(shop)
    other = at_register(shop)
    call(other)
    shows(clerk, "A 1: register 2")
    clerk.press("Ctrl+Shift+W")
    assert wall_of(clerk).isVisible(), "what a locked counter hears is nobody's key"


def test_the_wall_opens_again_with_the_counter(clerk: Clerk) -> None:
    go_to_the_queue(clerk)
    wall = clerk.program.wall
    assert wall is not None
    clerk.press("Ctrl+Shift+W")
    clerk.sees("Close “now serving”")
    assert wall.settings.now.wall
    wall_of(clerk).close()
    clerk.sees("Now serving")
    assert not wall.settings.now.wall
    clerk.press("Ctrl+Shift+W")
    clerk.until(lambda: wall.is_open)
    clerk.go()
    assert wall.settings.now.wall, "the program ended: it comes again"
    assert not wall.is_open


def test_how_many_wait_stands_in_the_rail(clerk: Clerk, shop: Shop) -> None:
    for _ in range(3):
        draw(shop)
    clerk.until(lambda: "Queue 3 people wait to be called" in ways(clerk))
    call(at_register(shop))
    clerk.until(lambda: "Queue 2 people wait to be called" in ways(clerk))


def test_nobody_came(clerk: Clerk, shop: Shop) -> None:
    screen = go_to_the_queue(clerk)
    clerk.press("F5", "1")
    clerk.sees("They are next.")
    clerk.until(lambda: screen.state.next is Next.CALL)
    clerk.press("F9")
    clerk.sees("A 1 is called to register 1.")
    clerk.until(lambda: Doing.AGAIN in screen.state.doings)
    for calls in (2, 3):
        clerk.until(lambda: not screen.state.busy)
        clerk.press("F10")
        clerk.until(lambda calls=calls: screen.state.rows[0].ticket.calls == calls)  # type: ignore[misc]
    clerk.until(lambda: not screen.state.busy)
    clerk.press("F11")
    clerk.sees("Nobody came with A 1. It can be put in again for an hour.")
    clerk.until(lambda: screen.state.doings == (Doing.PUT_IN,))
    clerk.press("F3")
    clerk.sees("A 1 waits again, at its old place.")
    assert names(shop) == ["A 1"]


def ways(clerk: Clerk) -> list[str]:
    return [each.accessibleName() for each in clerk.window.findChildren(RailEntry)]
