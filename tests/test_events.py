"""Every event that is recorded is in the table, and the table lists nothing else."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.values import Topic
from models.values.events import (
    CLOCK_JUMP,
    EVENTS,
    OWN,
    POSLOG,
    SAFT,
    EventGroup,
    events_of,
    topics_of,
)
from receipts.journal_sentences import GROUPS, JOURNAL, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
BY_MIGRATIONS = {"EntriesSealed"}
"""Written into the chain by migration 0017, which has a way of its own."""


def recorded(source: str) -> Iterator[str]:
    """The events that a module records; ``LookupError`` for one that cannot be read off."""
    tree = ast.parse(source)
    tables = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name(id="record"), args=[_, event, *_]):
                yield from events(event, tables)
            case _:
                pass


def events(event: ast.expr, tables: dict[str, ast.expr]) -> Iterator[str]:
    match event:
        case ast.Constant(value=str() as name):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from events(one, tables)
            yield from events(other, tables)
        case ast.Name(id="CLOCK_JUMP"):
            yield CLOCK_JUMP
        case ast.Subscript(value=ast.Name(id=table)) if isinstance(tables.get(table), ast.Dict):
            listed = tables[table]
            assert isinstance(listed, ast.Dict)
            for each in listed.values:
                yield from events(each, tables)
        case _:
            raise LookupError(f"which event is {ast.unparse(event)}?")


def all_recorded() -> set[str]:
    files = [
        file for room in ("models", "desktop", "ui") for file in (ROOT / room).rglob("*.py")
    ]
    return {name for file in files for name in recorded(file.read_text("utf-8"))}


def test_what_is_recorded_is_listed_and_nothing_else() -> None:
    assert all_recorded() | BY_MIGRATIONS == set(EVENTS)


def test_every_event_has_words_and_none_is_said_for_nothing() -> None:
    assert set(JOURNAL) == set(EVENTS)
    assert set(GROUPS) == {group.value for group in EventGroup}
    assert all(isinstance(each, Telling) and each.name for each in JOURNAL.values())


def test_an_event_nobody_knows_may_have_changed_anything() -> None:
    assert topics_of(["PrintFailed"]) == {Topic.PRINTING}
    assert topics_of(["PrintFailed", "Unheard"]) == frozenset(Topic)


def test_every_event_says_what_it_means_and_where_its_name_is_from() -> None:
    assert all(
        event.meaning and event.source in (POSLOG, SAFT, OWN) for event in EVENTS.values()
    )
    assert sorted(name for group in EventGroup for name in events_of(group)) == sorted(EVENTS)
    assert max(map(len, EVENTS)) <= 40, "the column holds no more"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('record(unit, "NoSale", drawer=1)', {"NoSale"}),
        ('record(unit, "A" if copy else "B")', {"A", "B"}),
        ('KINDS = {1: "A", 2: "B"}\nrecord(unit, KINDS[kind])', {"A", "B"}),
    ],
)
def test_an_event_is_read_off_however_it_is_given(source: str, found: set[str]) -> None:
    assert set(recorded(source)) == found


def test_an_event_that_is_put_together_is_found_out() -> None:
    with pytest.raises(LookupError):
        list(recorded('record(unit, "A" + kind)'))
