"""A recall is told, read at another register, and seen to be read; the counter is seen live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.cases import close_case
from models.services.hand_over_notes import leave_note
from models.services.tickets import begin_serving
from models.values.cases import Smile
from tests.drawers import SARI_PIN, bela, sari
from tests.prints import another_register
from tests.queues import call, draw
from tests.team import as_
from tests.walks.driver import Clerk
from ui.screens.team.screen import TeamScreen
from ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop


def go_to_the_team(clerk: Clerk) -> TeamScreen:
    clerk.come_here()
    clerk.press("Ctrl+T")
    clerk.until(lambda: any(each.isVisible() for each in screens(clerk)))
    (screen,) = (each for each in screens(clerk) if each.isVisible())
    clerk.until(lambda: screen.state.looked)
    return screen


def screens(clerk: Clerk) -> list[TeamScreen]:
    return clerk.window.findChildren(TeamScreen)


def counted(clerk: Clerk) -> str:
    """What the rail says beside the way to the team."""
    (entry,) = (
        each
        for each in clerk.window.rail.findChildren(RailEntry)
        if each.accessibleName().startswith("Team")
    )
    return entry.accessibleName()


def test_a_recall_is_told_and_read(
    come: Callable[..., Clerk], qtbot: QtBot, tmp_path: Path, database_url: str, shop: Shop
) -> None:
    sari(shop)
    another_register(shop)
    there = Clerk(qtbot, database_url, tmp_path / "papers", "2")
    there.sign_on("7", SARI_PIN)
    there.waits_for_the_next()
    ann = come(database_url)
    screen = go_to_the_team(ann)
    ann.press("F6")
    ann.until(lambda: screen.briefing.isVisible())
    screen.briefing.kind.setFocus()
    ann.press("1")
    screen.briefing.title.setFocus()
    ann.write("Kettle KT-200")
    screen.briefing.words.editor.setFocus()
    ann.press("Do not sell it.", "F9")
    ann.sees("“Kettle KT-200” is told from now on.", "0 of 2 people have read it")

    there.until(lambda: counted(there) == "Team 1 thing to read waits for you")
    seen = go_to_the_team(there)
    there.sees("Do not sell it.")
    there.until(seen.reading.go.hasFocus)
    there.press("Return")
    there.sees("All is read.")
    there.until(lambda: counted(there) == "Team")
    ann.sees("1 of 2 people have read it")
    there.go()


def test_a_ticket_is_seen_from_its_drawing_to_its_smile(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    ann = come(database_url)
    screen = go_to_the_team(ann)
    draw(shop)
    ann.until(lambda: bool(screen.state.board and screen.state.board.waiting[0].count))
    called = call(shop)
    ann.sees(f"1 · Ann Lee · {called.called}")
    case_id = shop.run(lambda unit: begin_serving(unit, called.id)).case_id
    ann.until(lambda: bool(screen.state.board and screen.state.board.serving[0].case))
    lane = screen.board.serving.rows[0]
    lane.setFocus()
    ann.press("Return")
    ann.until(lambda: not screen.isVisible())
    ann.sees("K000001")
    go_to_the_team(ann)
    shop.run(lambda unit: close_case(unit, case_id, Smile.GOOD))
    ann.sees("1 good · 0 fair · 0 bad")


def test_who_comes_next_is_told_once_and_nothing_stands_in_the_way(
    come: Callable[..., Clerk], database_url: str, shop: Shop
) -> None:
    as_(shop, bela(shop), leave_note, "The printer jams")
    ann = come(database_url)
    ann.sees("Somebody left word for you. Read it under Team (Ctrl+T).")
    assert ann.has_the_box
    go_to_the_team(ann)
    ann.sees("The printer jams")
    ann.press("F9")
    ann.sees("All is read.")
