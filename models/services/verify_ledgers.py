"""Drawers and value cards: entry after entry, each with the balance that follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from models.services.journal import sha256
from models.services.verify_examination import AT_ONCE, Rows, facts_in
from models.services.verify_told import BY_HAND
from models.values.drawer_papers import CashKind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.verify_examination import Examination

DRAWERS = """
SELECT d.id, d.register_id, d.business_day, d.turn, d.closed_at, d.paper, p.snapshot
FROM drawer d LEFT JOIN document p ON p.code = d.paper
WHERE d.id > :after ORDER BY d.id LIMIT :most
"""
OF_DRAWERS = {
    "entry": "SELECT * FROM drawer_entry WHERE {these} ORDER BY drawer_id, position",
    "count": "SELECT * FROM drawer_count WHERE {these} ORDER BY id",
    "shift": "SELECT * FROM shift WHERE {these} ORDER BY id",
}
CARD_ENTRIES = """
SELECT v.id, v.card_id, v.seq, v.amount, v.balance, c.state
FROM value_card c LEFT JOIN value_entry v ON v.card_id = c.id ORDER BY c.id, v.seq
"""


def check_drawers(ex: Examination) -> None:
    after = 0
    while drawers := ex.rows(DRAWERS, after=after, most=AT_ONCE):
        found: dict[str, defaultdict[int, Rows]] = {}
        for name, statement in OF_DRAWERS.items():
            found[name] = defaultdict(list)
            these = "drawer_id > :after AND drawer_id <= :last"
            for row in ex.rows(statement.format(these=these), after=after, last=drawers[-1].id):
                found[name][row.drawer_id].append(row)
        for drawer in drawers:
            entries = found["entry"][drawer.id]
            _walk_entries(ex, drawer, entries)
            counts = {row.id: row for row in found["count"][drawer.id]}
            _check_counts(ex, entries, counts)
            _check_differences(ex, drawer, entries, found["shift"][drawer.id], counts)
            _check_by_hand(ex, drawer, entries)
            _check_closing(ex, drawer, entries, found["shift"][drawer.id], counts)
        after = drawers[-1].id


def _walk_entries(ex: Examination, drawer: Row[Any], entries: Rows) -> None:
    held = 0
    for place, row in enumerate(entries, 1):
        if row.position != place and (place == 1 or entries[place - 2].position == place - 1):
            ex.wrong("drawer-gap", "drawer_entry", row.id, drawer=drawer.id, nth=place)
        if row.balance != held + row.amount:
            ex.wrong(
                "drawer-balance", "drawer_entry", row.id,
                drawer=drawer.id, place=row.position, stored=row.balance, due=held + row.amount,
            )  # fmt: skip
        if row.balance < 0:
            ex.wrong("drawer-below-zero", "drawer_entry", row.id, drawer=drawer.id)
        held = row.balance


def _check_counts(ex: Examination, entries: Rows, counts: dict[int, Any]) -> None:
    balances = {row.position: row.balance for row in entries}
    for key, row in counts.items():
        if row.expected != balances.get(row.position, 0):
            ex.wrong(
                "count-differs", "drawer_count", key,
                drawer=row.drawer_id, stored=row.expected, due=balances.get(row.position, 0),
            )  # fmt: skip


def _check_differences(
    ex: Examination, drawer: Row[Any], entries: Rows, shifts: Rows, counts: dict[int, Any]
) -> None:
    """What a shift's last count found over or short was booked right after it."""
    booked = {row.position: row for row in entries if row.kind == CashKind.DIFFERENCE}
    for shift in shifts:
        count = counts.get(shift.count_id)
        if count is None:
            if shift.count_id is not None:
                ex.wrong("count-missing", "shift", shift.id, drawer=drawer.id)
            continue
        off = count.counted - count.expected
        row = booked.pop(count.position + 1, None) if off else None
        if off and (row is None or row.amount != off):
            key = row.id if row is not None else None
            ex.wrong("difference-differs", "drawer_entry", key, drawer=drawer.id, due=off)
    for row in booked.values():
        ex.wrong("difference-uncounted", "drawer_entry", row.id, drawer=drawer.id)


def _check_by_hand(ex: Examination, drawer: Row[Any], entries: Rows) -> None:
    """Floats and what was moved by hand, as the journal has them."""
    place = (drawer.register_id, str(drawer.business_day), drawer.turn)
    expected = {CashKind.FLOAT.value: ex.told.floats.get(place, 0)}
    expected |= {kind.value: ex.told.cash[drawer.id, kind.value] for kind in BY_HAND.values()}
    for kind, due in expected.items():
        rows = [row for row in entries if row.kind == kind]
        stored = sum(abs(row.amount) for row in rows)
        if stored != due:
            ex.wrong(
                "by-hand-differs", "drawer_entry", rows[0].id if len(rows) == 1 else None,
                drawer=drawer.id, kind=kind, stored=stored, due=due,
            )  # fmt: skip


def _check_closing(
    ex: Examination, drawer: Row[Any], entries: Rows, shifts: Rows, counts: dict[int, Any]
) -> None:
    if drawer.closed_at is None:
        return
    if drawer.snapshot is None:
        ex.wrong("closing-missing", "drawer", drawer.id, drawer=drawer.id)
        return
    sealed = ex.told.sealed([drawer.paper]).get(drawer.paper)
    if sealed is None or sealed.hash != sha256(str(drawer.snapshot)):
        return  # said of the paper itself
    says = facts_in(drawer.snapshot)
    count = counts.get(shifts[-1].count_id) if shifts else None
    for name in ("expected", "counted"):
        stored = getattr(count, name, None)
        if stored != says.get(name):
            ex.wrong(
                "closing-count-differs", "drawer_count", getattr(count, "id", None),
                number=drawer.paper, stored=stored, paper=says.get(name),
            )  # fmt: skip
    up_to = getattr(count, "position", 0)
    stored_sums = Counter[str]()
    for row in entries:
        stored_sums[row.kind] += row.amount if row.position <= up_to else 0
    on_paper = {each["kind"]: each["amount"] for each in says.get("sums", [])}
    for kind in sorted(stored_sums.keys() | on_paper.keys()):
        if stored_sums[kind] != on_paper.get(kind, 0):
            ex.wrong(
                "closing-sum-differs", "drawer", drawer.id, number=drawer.paper,
                kind=kind, stored=stored_sums[kind], paper=on_paper.get(kind, 0),
            )  # fmt: skip


def check_cards(ex: Examination) -> None:
    card, held, place = 0, 0, 0
    last: Row[Any] | None = None
    for portion in ex.stream(CARD_ENTRIES):
        told = ex.told.valued({row.card_id for row in portion if row.card_id is not None})
        for row in portion:
            if row.id is None:
                continue  # the journal's own entry for it is missed below
            if row.card_id != card:
                _check_ended(ex, last)
                card, held, place = row.card_id, 0, 0
            place += 1
            if row.seq != place:
                ex.wrong("card-gap", "value_entry", row.id, card=card, place=place)
                place = row.seq
            if row.balance != held + row.amount or row.balance < 0:
                ex.wrong(
                    "card-balance", "value_entry", row.id,
                    card=card, stored=row.balance, due=held + row.amount,
                )  # fmt: skip
            if told.get((card, row.seq)) != (row.amount, row.balance):
                ex.wrong("card-entry-differs", "value_entry", row.id, card=card, place=row.seq)
            held, last = row.balance, row
    _check_ended(ex, last)
    for rows in ex.told.all_of("valued"):
        _check_told(ex, rows)


def _check_ended(ex: Examination, last: Row[Any] | None) -> None:
    if last is not None and last.state != "usable" and last.balance:
        ex.wrong("card-ended-with-value", "value_card", last.card_id, card=last.card_id)


def _check_told(ex: Examination, told: list[tuple[Any, ...]]) -> None:
    cards = ", ".join(str(int(card)) for card in {row[0] for row in told})
    rows = ex.rows(f"SELECT card_id, seq FROM value_entry WHERE card_id IN ({cards})")
    there = {(row.card_id, row.seq) for row in rows}
    for card, seq, _, _, entry in told:
        if (card, seq) not in there:
            ex.wrong(
                "card-entry-missing", "value_entry", f"{card}/{seq}", card=card, entry=entry
            )
