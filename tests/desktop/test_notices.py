"""The watch behind a window: it tells on the ui thread, and ends with the window."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from desktop.notices import Notices
from models.notices import HeardAgain, Jumped, Lost, last_entry
from models.services.journal import record
from models.values import Message, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop

WITHIN = 1000
"""Milliseconds."""


@pytest.fixture
def notices(shop: Shop, qtbot: QtBot) -> Iterator[Notices]:
    made = Notices(shop.engine, last_entry(shop.engine))
    made.start()
    yield made
    made.stop()


def test_what_is_written_is_told_on_the_ui_thread(
    qtbot: QtBot, shop: Shop, notices: Notices
) -> None:
    threads: list[threading.Thread] = []
    notices.written.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(notices.written, timeout=WITHIN) as said:
        shop.run(lambda unit: record(unit, "TransactionSuspended"))
    assert said.args == [frozenset({Topic.HOLDS})]
    assert threads == [threading.main_thread()]


def test_each_kind_of_news_has_its_signal(qtbot: QtBot, notices: Notices) -> None:
    why = Message("database-unreachable", {"place": "here"})
    with qtbot.waitSignals([notices.lost, notices.heard_again, notices.clock_jumped]):
        for news in (Lost(why), HeardAgain(), Jumped(-90)):
            notices._told.emit(news)


def test_it_ends_at_once_and_says_nothing_more(
    qtbot: QtBot, shop: Shop, notices: Notices
) -> None:
    told: list[object] = []
    notices.written.connect(told.append)
    notices.stop()
    shop.run(lambda unit: record(unit, "TransactionSuspended"))
    for thread in threading.enumerate():
        if thread.name.startswith("notices"):
            thread.join(1)
            assert not thread.is_alive()
    assert told == []


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_bug_in_the_watch_reaches_the_crash_dialog(qtbot: QtBot, shop: Shop) -> None:
    since = last_entry(shop.engine)
    with shop.unit() as unit:
        unit.connection.execute(text("ALTER TABLE journal RENAME TO diary"))
    broken = Notices(shop.engine, since)
    with qtbot.captureExceptions() as bugs:
        broken.start()
        qtbot.waitUntil(lambda: bool(bugs))
    assert "journal" in str(bugs[0][1])
    broken.stop()
