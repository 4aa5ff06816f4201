"""One look at all records: what is read, what was found wrong, and how far it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from models.values import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from models.services.verify_told import Told
    from models.unit import Unit

MOST_FAULTS = 1000
"""Told one by one; whoever finds more needs no longer list."""
AT_ONCE = 500
Progress = Callable[[int, int], None]
Rows = list["Row[*tuple[Any, ...]]"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, in which table and row, and what shows it.

    ``key`` is the row's own key, or how it is known where the row itself is gone.
    """

    code: str
    table: str
    key: int | str | None
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def message(self) -> Message:
        """For ``receipts.verify_sentences``, which has the words."""
        place = self.table if self.key is None else f"{self.table} {self.key}"
        return Message(self.code, {**self.facts, "place": place})


@dataclass(slots=True)
class Examination:
    """What every check is given: one snapshot of the records, and where faults are noted."""

    unit: Unit
    told: Told
    progress: Progress = lambda done, total: None
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    """Faults beyond :data:`MOST_FAULTS`."""
    total: int = 0
    done: int = 0
    named: int = 0
    """The sum of what entries name, see :mod:`models.services.verify_references`."""

    def wrong(self, code: str, table: str, key: int | str | None, **facts: object) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, table, key, MappingProxyType(facts)))
        else:
            self.more += 1

    def rows(self, statement: str, **values: Any) -> Rows:
        """In the form the database keeps them: minor units, thousandths, naive moments."""
        return list(self.unit.connection.execute(text(statement), values))

    def stream(self, statement: str, at_once: int = AT_ONCE) -> Iterator[Sequence[Row[Any]]]:
        """The same in portions, never all in memory."""
        found = self.unit.connection.execute(
            text(statement), execution_options={"yield_per": at_once}
        )
        yield from found.partitions()

    def count(self, table: str, where: str = "true") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def advance(self, rows: int) -> None:
        self.done += rows
        self.progress(min(self.done, self.total), self.total)


def moment_of(stored: object) -> datetime | None:
    """A moment as its column holds it; nothing where that is none."""
    if isinstance(stored, str):
        try:
            stored = datetime.fromisoformat(stored)
        except ValueError:
            return None
    if not isinstance(stored, datetime) or stored.tzinfo is not None:
        return None
    return stored.replace(tzinfo=UTC)


def facts_in(text: object) -> dict[str, Any]:
    """A JSON object as a column holds it; an empty one where it is none."""
    try:
        found = json.loads(str(text))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
