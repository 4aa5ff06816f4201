"""What another counter wrote is told here at once, and nothing of it is missed."""

from __future__ import annotations

import json
import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from models import db
from models.db import open_shop
from models.notices import (
    JUMP,
    HeardAgain,
    Jumped,
    Lost,
    News,
    Watch,
    Written,
    last_entry,
)
from models.services.clock import note_clock_jump
from models.services.journal import record
from models.tables.journal import JournalEntry
from models.values import Topic
from models.values.events import EVENTS, topics_of
from tests.builders import NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop
    from models.unit import Unit

PATIENCE = 10.0
"""Seconds that a machine under load may take."""


class Listener:
    """A watch on a thread of its own, and what it told."""

    def __init__(self, shop: Shop, since: int, **clocks: Callable[[], float]) -> None:
        self.told: queue.Queue[News] = queue.Queue()
        self.watch = Watch(shop.engine, since, self.told.put, **clocks)
        self._thread = threading.Thread(target=self.watch.run)

    def begin(self) -> None:
        self._thread.start()

    def hears(self) -> News:
        return self.told.get(timeout=PATIENCE)

    def hears_of(self, number: int) -> frozenset[Topic]:
        """All that is told up to that entry."""
        topics: frozenset[Topic] = frozenset()
        while True:
            news = self.hears()
            assert isinstance(news, Written), news
            topics |= news.topics
            if news.up_to >= number:
                return topics

    def end(self) -> None:
        self.watch.stop()
        if self._thread.ident is not None:
            self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@contextmanager
def listening(
    shop: Shop, since: int | None = None, **clocks: Callable[[], float]
) -> Iterator[Listener]:
    listener = Listener(shop, last_entry(shop.engine) if since is None else since, **clocks)
    listener.begin()
    try:
        yield listener
    finally:
        listener.end()


@pytest.fixture
def other(database_url: str) -> Iterator[Shop]:
    """The same shop, at another counter."""
    opened = open_shop(database_url, clock=lambda: NOON)
    yield opened
    opened.close()


def write(shop: Shop, event: str) -> int:
    shop.run(lambda unit: record(unit, event))
    return last_entry(shop.engine)


def change_ones_mind(unit: Unit) -> None:
    record(unit, "NoSale")
    raise LookupError


def journal(shop: Shop) -> list[tuple[str, str]]:
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.event, JournalEntry.body).order_by(JournalEntry.number)
        return [(event, body) for event, body in unit.connection.execute(query)]


@pytest.fixture(params=["as-it-is", "without-wal"])
def storage(
    request: pytest.FixtureRequest, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite with a write-ahead log, where its version is safe, and always without one."""
    if request.param == "without-wal":
        if system != "sqlite":
            pytest.skip("only SQLite has one")
        monkeypatch.setattr(db, "wal_is_safe", lambda _: False)


@pytest.mark.usefixtures("storage")
def test_what_another_counter_does_is_told_with_its_topics(shop: Shop, other: Shop) -> None:
    with listening(shop) as listener:
        number = write(other, "TransactionSuspended")
        assert listener.hears_of(number) == {Topic.HOLDS}
        number = write(other, "ApprovalAsked")
        assert listener.hears_of(number) == {Topic.APPROVALS}


def test_what_happened_before_it_began_is_told_too(shop: Shop, other: Shop) -> None:
    since = last_entry(shop.engine)
    write(other, "NoSale")
    number = write(other, "GoodsMoved")
    with listening(shop, since) as listener:
        assert listener.hears_of(number) == {Topic.DRAWER, Topic.DOCUMENTS, Topic.RETURNS}


def test_of_many_entries_at_once_none_is_missed(shop: Shop, other: Shop) -> None:
    written = [name for name, event in EVENTS.items() if event.topics]
    with listening(shop) as listener:
        for event in written:
            number = write(other, event)
        assert listener.hears_of(number) == topics_of(written)


def test_what_was_undone_is_not_told(shop: Shop, other: Shop) -> None:
    with listening(shop) as listener:
        with pytest.raises(LookupError):
            other.run(change_ones_mind)
        number = write(other, "GoodsMoved")
        assert listener.hears_of(number) == {Topic.RETURNS}


def test_a_watch_that_was_stopped_before_it_began_ends_at_once(shop: Shop) -> None:
    listener = Listener(shop, 0)
    listener.watch.stop()
    listener.begin()
    listener.end()
    assert listener.told.empty()


@pytest.mark.parametrize("system", ["postgresql"])
def test_a_lost_line_is_told_and_found_again(shop: Shop, other: Shop) -> None:
    hang_up = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query "
        "LIKE 'SELECT journal.number%' AND state = 'idle' AND datname = current_database()"
    )
    with listening(shop) as listener:
        listener.hears_of(write(other, "NoSale"))
        with other.unit() as unit:
            assert unit.connection.scalar(hang_up) == 1
        news = listener.hears()
        assert isinstance(news, Lost)
        assert news.why.code == "database-unreachable"
        number = write(other, "TransactionSuspended")
        assert listener.hears() == HeardAgain()
        assert listener.hears_of(number) == {Topic.HOLDS}


def test_a_journal_it_cannot_read_is_a_bug(shop: Shop) -> None:
    with shop.unit() as unit:
        unit.connection.execute(text("ALTER TABLE journal RENAME TO diary"))
    with pytest.raises(Exception, match="journal"):
        Watch(shop.engine, 0, lambda _: None).run()


@pytest.mark.parametrize("by", [JUMP + 1, -JUMP - 1])
@pytest.mark.parametrize("system", ["sqlite"])
def test_a_clock_that_is_set_is_told_once(shop: Shop, other: Shop, by: float) -> None:
    wall = 1000.0
    with listening(shop, wall=lambda: wall, steady=lambda: 500.0) as listener:
        wall += JUMP
        listener.hears_of(write(other, "NoSale"))
        wall += by - JUMP
        assert listener.hears() == Jumped(round(by))
        listener.hears_of(write(other, "NoSale"))


def test_a_jump_while_the_program_runs_stands_in_the_journal(shop: Shop) -> None:
    shop.run(lambda unit: note_clock_jump(unit, 3600))
    assert journal(shop)[-1] == ("ClockJump", '{"seconds":3600}')
    shop.clock = lambda: NOON.replace(hour=9)
    shop.run(lambda unit: note_clock_jump(unit, -10800))
    assert journal(shop)[-1] == ("ClockJump", '{"seconds":-10800}')
    assert [event for event, _ in journal(shop)].count("ClockJump") == 2


def test_an_entry_from_before_the_last_one_is_preceded_by_the_jump(shop: Shop) -> None:
    write(shop, "NoSale")
    shop.clock = lambda: NOON.replace(hour=11, minute=59, second=55)
    write(shop, "NoSale")
    assert [event for event, _ in journal(shop)[-2:]] == ["NoSale", "NoSale"]
    shop.clock = lambda: NOON.replace(hour=11, minute=59, second=49)
    write(shop, "XReport")
    write(shop, "XReport")
    assert [event for event, _ in journal(shop)[-3:]] == ["ClockJump", "XReport", "XReport"]
    assert json.loads(journal(shop)[-3][1]) == {"seconds": -6}
