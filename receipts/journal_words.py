"""An entry of the journal in words: its sentence, and each value of its body with a name."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from models.values import Message, Money, Quantity
from models.values.events import FROM_HAND_TO_HAND, PEOPLE
from receipts.approval_sentences import (
    APPROVAL_KINDS,
    APPROVAL_SAID,
    NO_REASONS,
    YES_REASONS,
)
from receipts.case_sentences import CASE_KINDS, CHANNELS, ENTRY_KINDS, SMILES, WAITS_FOR
from receipts.drawer_sentences import CASH_KINDS
from receipts.findings import TAGS
from receipts.giving_sentences import CORRECTION_REASONS, GOODWILL_REASONS
from receipts.journal_sentences import (
    APPROVED,
    FORMS,
    GROUPS,
    JOURNAL,
    KINDS,
    NAMES,
    YES_NO,
)
from receipts.language import Counted
from receipts.printing_sentences import PAPER_KINDS
from receipts.sentences import ANSWERS, DISPOSITIONS, REASONS, ROLES, TENDERS, tag, word
from receipts.signature_sentences import SIGNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from receipts.language import Language

AMOUNTS: Final = frozenset(
    {
        *("amount", "balance", "counted", "difference", "expected", "float", "limit", "off"),
        *("paid", "paid_in", "paid_out", "price", "refund", "taken", "value"),
    }
)
MAIN: Final = ("paid", "paid_out", "amount", "counted", "float", "value")
"""Which of an entry's amounts stands for it, the first that it has."""
DAYS: Final = frozenset({"day", "business_day", "from", "on", "since", "until"})
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "answer": ANSWERS,
    "channel": CHANNELS,
    "form": FORMS,
    "instead": TENDERS,
    "kind": {**CASE_KINDS, **PAPER_KINDS, **CASH_KINDS, **APPROVAL_KINDS, **KINDS, **TENDERS},
    "of": DISPOSITIONS,
    "reason": {
        **YES_REASONS,
        **NO_REASONS,
        **CORRECTION_REASONS,
        **GOODWILL_REASONS,
        **REASONS,
    },
    "role": ROLES,
    "said": APPROVAL_SAID,
    "signs": SIGNING,
    "smile": SMILES,
    "to": DISPOSITIONS,
    "waits_for": WAITS_FOR,
    "what": {**ENTRY_KINDS, **APPROVAL_KINDS, **APPROVED},
}
OF_REFUNDS: Final = frozenset({"RefundSettled", "RefundDeclined"})
"""Their ``refund`` is which one it is, and no amount."""


def event_name(language: Language, event: str) -> str:
    return language.say(JOURNAL[event].name) if event in JOURNAL else event


def group_name(language: Language, group: str) -> str:
    return word(language, GROUPS, group)


def told(
    language: Language,
    event: str,
    body: Mapping[str, Any],
    people: Mapping[int, str],
) -> str:
    """The entry as a sentence, as far as it says what that needs; else the event's name."""
    if event not in JOURNAL:
        return event
    said = say_known(language, JOURNAL[event].says, facts_in(language, event, body, people))
    return said or language.say(JOURNAL[event].name)


def facts_in(
    language: Language, event: str, body: Mapping[str, Any], people: Mapping[int, str]
) -> dict[str, str]:
    """Every value of the body that says anything, in words, by its own name there."""
    return {
        key: shown
        for key, value in body.items()
        if (shown := _value(language, event, key, value, people))
    }


def say_known(language: Language, says: Sequence[str], facts: Mapping[str, str]) -> str:
    """The first of the sentences whose facts are all known; nothing where there is none."""
    for sentence in says:
        if set(_FACT.findall(sentence)) <= facts.keys():
            return language.say(sentence, **facts)
    return ""


def body_rows(
    language: Language, event: str, body: Mapping[str, Any], people: Mapping[int, str]
) -> list[tuple[str, str]]:
    """Every value of the body that says anything, by the order of their names there."""
    return [
        (word(language, NAMES, _named(key, value)), shown)
        for key, value in body.items()
        if (shown := _value(language, event, key, value, people))
    ]


def _named(key: str, value: object) -> str:
    """A visit on hold is known by its number, and stands where a case has its code."""
    return "hold" if key == "case" and isinstance(value, int) else key


def main_amount(body: Mapping[str, Any]) -> Money | None:
    """What it was about in money; nothing where it was about none."""
    for key in MAIN:
        if isinstance(body.get(key), int):
            return Money(body[key])
    return None


_FACT: Final = re.compile(r"{(\w+)}")
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def _value(
    language: Language, event: str, key: str, value: Any, people: Mapping[int, str]
) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case bool():
            return language.say(YES_NO[value])
        case int() if key in AMOUNTS and not (key == "refund" and event in OF_REFUNDS):
            return language.money(Money(value))
        case int() if key in PEOPLE or (event in FROM_HAND_TO_HAND and key in ("of", "to")):
            return people.get(value, str(value))
        case int() if key == "quantity":
            return language.quantity(Quantity(value))
        case str() if key in DAYS or key == "before":
            return _moment(language, value)
        case str() if key in WORDS:
            return word(language, WORDS[key], value)
        case str() if _ID.fullmatch(value):
            return value.replace("-", " ")  # in words that a narrow column can break
        case str() if _DIGEST.fullmatch(value):
            return " ".join(re.findall("....", value))
        case dict():
            parts = (
                f"{word(language, NAMES, name)}: {shown}"
                for name, each in value.items()
                if (shown := _value(language, event, name, each, people))
            )
            return ", ".join(parts)
        case list() if key == "findings":
            return ", ".join(finding_words(language, *each) for each in value)
        case list() if key in ("lines", "products", "out"):
            return ", ".join(f"{what} × {_pieces(language, many)}" for what, many in value)
        case list():
            return ", ".join(map(_plain, value))
        case _:
            return str(value)


def finding_words(language: Language, code: str, clause: int = 0, version: int = 0) -> str:
    """A finding in a few words; its figures are not on record, the paragraph is."""
    text = TAGS.get(code, code)
    figures = re.findall(r"{(\w+)}", text.many if isinstance(text, Counted) else text)
    said = tag(language, Message(code, dict.fromkeys(figures, "…")))
    if not clause:
        return said
    return language.say(
        "{finding} (clause {clause} of version {version})",
        finding=said,
        clause=clause,
        version=version,
    )


def _pieces(language: Language, thousandths: object) -> str:
    if isinstance(thousandths, int):
        return language.quantity(Quantity(thousandths))
    return str(thousandths)


def _plain(each: object) -> str:
    return " ".join(map(str, each)) if isinstance(each, list) else str(each)


def _moment(language: Language, text: str) -> str:
    """A day, or a moment; what is neither stands as it is."""
    try:
        if len(text) == len("2026-11-22"):
            return language.day(date.fromisoformat(text))
        return language.moment(datetime.fromisoformat(text))
    except ValueError:
        return text
