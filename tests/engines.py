"""Statements are compiled once for all tests of a worker, as for all of a day at the counter.

Each test opens a shop of its own, and each engine compiles what it is given: in a suite of
short tests that would be a quarter of all work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.util import LRUCache

from models import db

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine
    from sqlalchemy.engine import Dialect

STATEMENTS = 5000
"""Compiled, of one dialect, before the oldest are let go."""

_spoken: dict[tuple[type[Dialect], object], tuple[Dialect, LRUCache[Any, Any]]] = {}


def _create_engine(url: URL, **options: Any) -> Engine:
    """An engine that speaks as the first one did that reached a database of that system."""
    engine = sqlalchemy.create_engine(url, **options)
    tongue = type(engine.dialect), engine.dialect.dbapi

    def reached(*_: object) -> None:
        _spoken.setdefault(tongue, (engine.dialect, LRUCache(STATEMENTS)))

    if tongue in _spoken:
        engine.dialect, engine._compiled_cache = _spoken[tongue]
        engine.pool._dialect = engine.dialect
    else:
        event.listen(engine, "connect", reached)
    return engine


def share_statements() -> None:
    """From now on, among all shops that this process opens."""
    vars(db)["create_engine"] = _create_engine
