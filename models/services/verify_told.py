"""What the journal tells of papers, cards and goods, put aside to be held against the tables.

On disk and not in memory, as a shop has millions of entries; gone when the check is over.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from models.db import sqlite
from models.values.drawer_papers import CashKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.services.journal import Entry

AT_ONCE = 500
"""Rows of one look-up."""
TABLES = """
CREATE TABLE sealed (
    code TEXT PRIMARY KEY, hash TEXT, entry INTEGER, at TEXT, register INTEGER
) WITHOUT ROWID;
CREATE TABLE happened (
    code TEXT PRIMARY KEY, entry INTEGER, event TEXT, body TEXT
) WITHOUT ROWID;
CREATE TABLE valued (
    card INTEGER, seq INTEGER, amount INTEGER, balance INTEGER, entry INTEGER,
    PRIMARY KEY (card, seq)
) WITHOUT ROWID;
CREATE TABLE moved (
    line INTEGER, entry INTEGER, disposition TEXT, PRIMARY KEY (line, entry)
) WITHOUT ROWID;
"""
NAMES_PAPER = {
    "ReturnTaken": "slip",
    "ExchangeTaken": "slip",
    "PriceCorrected": "slip",
    "GoodwillGiven": "slip",
    "PostVoid": "paper",
    "TillSettle": "paper",
}
"""Events that a paper was made for, and where they name it."""
BY_HAND = {
    "PaidIn": CashKind.PAID_IN,
    "PaidOut": CashKind.PAID_OUT,
    "CashPickup": CashKind.PICKUP,
}
"""Cash that somebody moved without a sale, by its drawer."""


class Sealed(NamedTuple):
    """A paper as the journal vouches for it; ``register`` is empty for what was on record
    before papers were sealed."""

    code: str
    hash: str
    entry: int
    at: str
    register: int | None


class Happened(NamedTuple):
    code: str
    entry: int
    event: str
    body: dict[str, Any]


class Told:
    """Filled entry by entry, then asked by the codes and keys of rows."""

    def __init__(self) -> None:
        # SQLite's own temporary database: in memory while it is small, on disk beyond.
        self._db = sqlite.connect("", isolation_level=None)
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")
        self.cash: Counter[tuple[int, str]] = Counter()
        """Of each drawer and kind, as it was booked by hand; never negative."""
        self.floats: dict[tuple[int | None, str, int], int] = {}
        """By register, business day and turn."""
        self.sealed_twice: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def take_in(self, entry: Entry) -> None:
        """Keep what will be asked for; raise ``ValueError`` where it says nothing readable."""
        event, text = entry.event, entry.body
        of_a_card = event.startswith("ValueCard")
        known = event in NAMES_PAPER or event in BY_HAND or event in ("TillOpen", "GoodsMoved")
        if not (of_a_card or known or '"papers":' in text):
            return
        body = json.loads(text)
        try:
            if of_a_card:
                self._value(entry, body)
            elif known:
                self._known(entry, body)
            for code, sha256 in body.get("papers", {}).items():
                self._seal(entry, code, sha256)
        except (AttributeError, KeyError, TypeError) as why:
            raise ValueError(f"entry {entry.number}") from why

    def _value(self, entry: Entry, body: dict[str, Any]) -> None:
        if "entry" in body:
            row = (body["card"], body["entry"], body["amount"], body["balance"], entry.number)
            self._db.execute("INSERT OR IGNORE INTO valued VALUES (?, ?, ?, ?, ?)", row)

    def _known(self, entry: Entry, body: dict[str, Any]) -> None:
        event = entry.event
        if event in NAMES_PAPER:
            row = (body[NAMES_PAPER[event]], entry.number, event, entry.body)
            self._db.execute("INSERT OR IGNORE INTO happened VALUES (?, ?, ?, ?)", row)
        elif event in BY_HAND:
            self.cash[body["drawer"], BY_HAND[event].value] += body["amount"]
        elif event == "TillOpen":
            place = (entry.register_id, body["business_day"], body["turn"])
            self.floats[place] = body["float"]
        else:
            moved = (body["line"], entry.number, body["to"])
            self._db.execute("INSERT OR IGNORE INTO moved VALUES (?, ?, ?)", moved)

    def _seal(self, entry: Entry, code: str, sha256: str) -> None:
        """The first word counts; a second one would be how to cover up an edit."""
        row = (code, sha256, entry.number, entry.at.isoformat(), entry.register_id)
        added = self._db.execute("INSERT OR IGNORE INTO sealed VALUES (?, ?, ?, ?, ?)", row)
        if not added.rowcount:
            self.sealed_twice.append((code, entry.number))

    def sealed(self, codes: Iterable[str]) -> dict[str, Sealed]:
        return {row[0]: Sealed(*row) for row in self._of("sealed", "code", codes)}

    def happened(self, codes: Iterable[str]) -> dict[str, Happened]:
        rows = self._of("happened", "code", codes)
        return {
            code: Happened(code, entry, event, json.loads(body))
            for code, entry, event, body in rows
        }

    def valued(self, cards: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
        """Amount and balance of each entry, by card and place on it."""
        return {(row[0], row[1]): row[2:4] for row in self._of("valued", "card", cards)}

    def moved(self, lines: Iterable[int]) -> dict[int, list[str]]:
        """What was decided about each returned line, in that order."""
        found: dict[int, list[str]] = {}
        for line, _, disposition in self._of("moved", "line", lines):
            found.setdefault(line, []).append(disposition)
        return found

    def all_of(self, table: str) -> Iterator[list[tuple[Any, ...]]]:
        """Every row of one of the tables, in portions."""
        rows = self._db.execute(f"SELECT * FROM {table}")
        while portion := rows.fetchmany(AT_ONCE):
            yield portion

    def _of(self, table: str, column: str, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        wanted = list(keys)
        places = ", ".join("?" * len(wanted))
        found = self._db.execute(
            f"SELECT * FROM {table} WHERE {column} IN ({places}) ORDER BY 1, 2", wanted
        )
        rows: list[tuple[Any, ...]] = found.fetchall()
        return rows
