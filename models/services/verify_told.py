"""What the journal tells of papers, cards and goods, put aside to be held against the tables.

On disk and not in memory, as a shop has millions of entries; gone when the check is over.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from models.db import sqlite
from models.services.sealing import is_sealed
from models.values.drawer_papers import CashKind
from models.values.events import EventGroup, events_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
CREATE TABLE approved (
    approval TEXT, entry INTEGER, event TEXT, body TEXT, PRIMARY KEY (approval, entry)
) WITHOUT ROWID;
CREATE TABLE cased (
    code TEXT, entry INTEGER, event TEXT, at TEXT, staff INTEGER, register INTEGER, body TEXT,
    PRIMARY KEY (code, entry)
) WITHOUT ROWID;
CREATE TABLE signed (code TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE approved_before (code TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE aside (
    person INTEGER, sealed TEXT, PRIMARY KEY (person, sealed)
) WITHOUT ROWID;
CREATE TABLE reference (
    reference TEXT, entry INTEGER, times INTEGER, PRIMARY KEY (reference, entry)
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
OF_APPROVALS = frozenset(
    {"ApprovalAsked", "ApprovalUsed", "ManagerCalled", "OperatorBypassApproval"}
)
OF_CASES = frozenset(
    each for each in events_of(EventGroup.CASES) if each.startswith(("Case", "Promise"))
)
"""They tell of a case itself and of its entries; tickets, questions and complaints do not."""
BY_HAND = {
    "PaidIn": CashKind.PAID_IN,
    "PaidOut": CashKind.PAID_OUT,
    "CashPickup": CashKind.PICKUP,
}
"""Cash that somebody moved without a sale, by its drawer."""
KNOWN = frozenset({*NAMES_PAPER, *BY_HAND, "TillOpen", "GoodsMoved"})


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


class OfCase(NamedTuple):
    """What an entry says of a case."""

    event: str
    at: datetime
    staff_id: int | None
    register_id: int | None
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

    def take_in(self, entry: Entry, body: dict[str, Any]) -> None:
        """Keep what will be asked for; raise ``ValueError`` where it says nothing readable."""
        event = entry.event
        try:
            if event.startswith("ValueCard"):
                self._value(entry, body)
            elif event in OF_APPROVALS:
                self._approval(entry, body)
            elif event == "PaperSigned":
                row = (body["paper"], body["digest"])
                self._db.execute("INSERT OR IGNORE INTO signed VALUES (?, ?)", row)
            elif event in OF_CASES:
                self._case(entry, body)
            elif (
                event in NAMES_PAPER or event in BY_HAND or event in ("TillOpen", "GoodsMoved")
            ):
                self._known(entry, body)
            if '"sealed":' in entry.body:
                self.take_in_sealed(body)
            for code, sha256 in body.get("papers", {}).items():
                self._seal(entry, code, sha256)
        except (AttributeError, KeyError, TypeError) as why:
            raise ValueError(f"entry {entry.number}") from why

    def take_in_sealed(self, said: Mapping[str, Any]) -> None:
        """What stands for names and words in a paper or entry."""
        rows = [(v["person"], v["sealed"]) for v in said.values() if is_sealed(v)]
        self._db.executemany("INSERT OR IGNORE INTO aside VALUES (?, ?)", rows)

    def take_in_references(self, rows: Iterable[tuple[str, int, int]]) -> None:
        self._db.executemany(
            "INSERT INTO reference VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET times = times + excluded.times",
            rows,
        )

    def _approval(self, entry: Entry, body: dict[str, Any]) -> None:
        """Before requests had a row of their own, a yes named the paper itself."""
        if "approval" in body:
            row = (body["approval"], entry.number, entry.event, entry.body)
            self._db.execute("INSERT OR IGNORE INTO approved VALUES (?, ?, ?, ?)", row)
        elif "slip" in body:
            before = "INSERT OR IGNORE INTO approved_before VALUES (?)"
            self._db.execute(before, (body["slip"],))

    def _case(self, entry: Entry, body: dict[str, Any]) -> None:
        """Who waits has no case yet; every other entry of the group names its own."""
        if entry.event.startswith("Ticket") and "case" not in body:
            return
        at = entry.at.isoformat()
        who = (entry.staff_id, entry.register_id)
        row = (body["case"], entry.number, entry.event, at, *who, entry.body)
        self._db.execute("INSERT OR IGNORE INTO cased VALUES (?, ?, ?, ?, ?, ?, ?)", row)

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

    def approvals(self, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """What the journal tells of each request, with the event, in its order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for approval, _, event, body in self._of("approved", "approval", ids):
            found.setdefault(approval, []).append({**json.loads(body), "event": event})
        return found

    def cases(self, codes: Iterable[str]) -> dict[str, list[OfCase]]:
        """What the journal tells of each case, in its order."""
        found: dict[str, list[OfCase]] = {}
        for code, _, event, at, staff, register, body in self._of("cased", "code", codes):
            told = OfCase(event, datetime.fromisoformat(at), staff, register, json.loads(body))
            found.setdefault(code, []).append(told)
        return found

    def all_codes_of_cases(self) -> Iterator[list[str]]:
        """Of every case that the journal tells of, in portions."""
        rows = self._db.execute("SELECT DISTINCT code FROM cased")
        while portion := rows.fetchmany(AT_ONCE):
            yield [code for (code,) in portion]

    def approved_before(self, codes: Iterable[str]) -> set[str]:
        """Papers that a yes of before requests were kept names."""
        return {row[0] for row in self._of("approved_before", "code", codes)}

    def kept_aside(self, keys: Iterable[int]) -> dict[int, set[str]]:
        """What was sealed of each name or words: one commitment, where nothing is wrong."""
        found: dict[int, set[str]] = {}
        for person, sealed in self._of("aside", "person", keys):
            found.setdefault(person, set()).add(sealed)
        return found

    def signed(self, codes: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of what is under each paper."""
        return dict(self._of("signed", "code", codes))

    def references_that_differ(self) -> Iterator[tuple[str, int, int]]:
        """Those of only one side: more than nothing where an entry does not name it."""
        yield from self._db.execute("SELECT * FROM reference WHERE times <> 0 ORDER BY 2, 1")

    def all_of(self, table: str) -> Iterator[list[tuple[Any, ...]]]:
        """Every row of one of the tables, in portions."""
        rows = self._db.execute(f"SELECT * FROM {table}")
        while portion := rows.fetchmany(AT_ONCE):
            yield portion

    def _of(self, table: str, column: str, keys: Iterable[Any]) -> list[tuple[Any, ...]]:
        wanted = list(keys)
        places = ", ".join("?" * len(wanted))
        order = column if table in ("approved_before", "signed") else "1, 2"
        found = self._db.execute(
            f"SELECT * FROM {table} WHERE {column} IN ({places}) ORDER BY {order}", wanted
        )
        rows: list[tuple[Any, ...]] = found.fetchall()
        return rows
