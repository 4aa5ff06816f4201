"""What an extract of the journal says: the entries that were looked for, as they are sealed.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, moments are ISO 8601
in the shop's own time, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ASIDE: Final = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry of the chain; ``body`` is what it says, in codes and figures.

    ``aside`` names the fields of the body whose words are kept aside of the chain; they stand
    beside the entries in the snapshot, so that what is forgotten there is forgotten here.
    """

    number: int
    at: str
    event: str
    person: str = ""
    register: str = ""
    body: Mapping[str, Any]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFor:
    """The filter as it was set; nothing where all was wanted. Days are the shop's own."""

    events: tuple[str, ...] = ()
    person: str = ""
    register: str = ""
    since: str = ""
    until: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalExtract:
    """The newest of what was looked for, and where the chain stood then."""

    head: PaperHead
    wanted: LookedFor = LookedFor()
    entries: tuple[Recorded, ...]
    whole: bool = True
    """Whether that is all that there was of it."""
    people: tuple[tuple[int, str], ...] = ()
    """Whom the entries name by their number."""
    journal_entries: int
    journal_head: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | entries_to_json(self.entries)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        wanted = facts.pop("wanted")
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            wanted=LookedFor(**{**wanted, "events": tuple(wanted["events"])}),
            entries=entries_from_json(facts),
            people=people_from_json(facts),
            **facts,
        )


def entries_to_json(entries: Iterable[Recorded]) -> dict[str, Any]:
    """As fields of a snapshot: the entries, and each word kept aside in one of its own."""
    written: list[dict[str, Any]] = []
    fields: dict[str, Any] = {"entries": written}
    for entry in entries:
        plain = {key: value for key, value in entry.body.items() if key not in entry.aside}
        written.append({**asdict(entry), "body": plain})
        fields |= {_field(entry.number, key): entry.body[key] for key in entry.aside}
    return fields


def entries_from_json(facts: dict[str, Any]) -> tuple[Recorded, ...]:
    """Take them out of the fields of a snapshot again."""
    found = []
    for each in facts.pop("entries"):
        aside = tuple(each["aside"])
        words = {key: facts.pop(_field(each["number"], key)) for key in aside}
        found.append(Recorded(**{**each, "aside": aside, "body": {**each["body"], **words}}))
    return tuple(found)


def people_from_json(facts: dict[str, Any]) -> tuple[tuple[int, str], ...]:
    return tuple((key, name) for key, name in facts.pop("people"))


def _field(number: int, key: str) -> str:
    return f"{ASIDE}-{number}-{key}"
