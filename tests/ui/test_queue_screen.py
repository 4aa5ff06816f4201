"""The page of the queue in its window: whole in every language, and led by keys alone."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.services.tickets import begin_serving, hold_ticket
from models.values.cases import CaseKind
from models.values.queue import Priority
from tests.builders import another_shop
from tests.prints import at_register, later
from tests.queues import call, draw, serve
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, press, settle, wrong_with
from ui.screens.queue.presenter import Around, QueuePresenter
from ui.screens.queue.screen import QueueScreen
from ui.screens.queue.state import Doing
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop

RETURN, INQUIRY, COMPLAINT, PICKUP = CaseKind
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Some wait with priority or without, one is held, one is served at the other register."""
    with closing(another_shop(tmp_path / "shop.db")) as made:
        for _ in range(5):
            draw(made)
            serve(made, 4 * MINUTE)
        draw(made, COMPLAINT, Priority.PREGNANT)
        other = at_register(made)
        other.clock = made.clock
        called = call(other)
        other.run(lambda unit: begin_serving(unit, called.id))
        held = draw(made, PICKUP)
        draw(made)
        draw(made, INQUIRY, Priority.OLDER)
        draw(made, COMPLAINT, Priority.APPOINTMENT, made.clock() + 20 * MINUTE)
        made.run(lambda unit: hold_ticket(unit, held.ticket.id))
        later(made, 2 * MINUTE)
        yield made


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("counter", "counter", mark("Counter"), shortcut="Ctrl+1")
    made.add_screen("queue", "queue", mark("Queue"), shortcut="Ctrl+2")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def open_page(window: Shell, shop: Shop) -> QueueScreen:
    window.shop_opened(Present("Sari Wulandari", say("senior clerk"), "Melati Bandung"))
    screen = QueueScreen()
    around = Around(
        clock=lambda: shop.clock().astimezone(shop.facts.zone),
        language="en",
        keep_kinds=lambda _: None,
        show_wall=lambda _: None,
    )
    presenter = QueuePresenter(AtOnce(shop), around, screen.show_state)
    screen.bind(presenter)
    window.put_screen("queue", screen)
    window.show_screen("queue")
    presenter.start()
    settle()
    return screen


def test_the_page_is_whole_in_every_state(window: Shell, shop: Shop) -> None:
    screen = open_page(window, shop)
    assert len(screen.state.rows) == 5
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F7)
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_5)
    assert screen.draw.time.hasFocus()
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Escape, Qt.Key.Key_F7, Qt.Key.Key_1)
    assert screen.draw.called.accessibleName() == "C 3"
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F9)
    assert screen.call.doings[Doing.GONE].isVisibleTo(screen)
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F4)
    assert wrong_with(window) == []


def test_an_empty_queue_says_what_to_do(window: Shell, tmp_path: Path) -> None:
    with closing(another_shop(tmp_path / "bare.db")) as bare:
        screen = open_page(window, bare)
        assert screen.list.empty.isVisible()
        assert wrong_with(window) == []


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_by_keys_alone(window: Shell, shop: Shop) -> None:
    screen = open_page(window, shop)
    assert screen.list.queue.hasFocus()
    assert in_sight(window, screen.kinds, whole=True)
    assert screen.state.chosen is not None
    assert screen.state.chosen.ticket.called == "B 1", "whom something can be done with"
    press(window, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert screen.draw.called.accessibleName() == "A 7"
    press(window, Qt.Key.Key_F3)
    assert screen.notice.sentence == "B 1 is held: nobody calls it until it is put in again."
    press(window, Qt.Key.Key_F3, Qt.Key.Key_F9)
    assert screen.notice.sentence == "B 1 is called to register 1."
    press(window, Qt.Key.Key_F11)
    assert "until they count as gone" in screen.notice.sentence
    press(window, Qt.Key.Key_F4, Qt.Key.Key_1)
    assert screen.call.kind.hasFocus()
    assert screen.call.kind.code == RETURN
    screen.call.send.click()
    settle()
    assert screen.notice.sentence == "B 1 was moved and keeps its place."


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_rows_tell_a_screen_reader_all_of_it(window: Shell, shop: Shop) -> None:
    screen = open_page(window, shop)
    queue = screen.list.queue
    told = [queue.told(queue.model().index(at, 0)) for at in range(len(queue.rows))]
    assert [each.title for each in told] == [
        "C 1 · Complaints",
        "B 1 · Questions",
        "A 6 · Returns and exchanges",
        "C 2 · Complaints",
        "D 1 · Pick-up",
    ]
    assert told[1].detail.startswith("Older person, 2 min, since ")
    assert "expected at" in told[3].detail
    assert told[4].detail.endswith("held")
