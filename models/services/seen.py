"""Findings as plain data and back: what was said of a request stays as it was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.rules.findings import Cure, Finding
from models.values import Message, Money, Quantity
from models.values.codes import Answer, CureKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def written_finding(finding: Finding) -> dict[str, Any]:
    written: dict[str, Any] = {
        "answer": finding.answer,
        "clause": finding.clause,
        "version": finding.version,
        **written_message(finding.message),
    }
    if finding.cure is not None:
        written["cure"] = [finding.cure.kind, _facts(finding.cure.facts)]
    return written


def read_finding(written: Mapping[str, Any]) -> Finding:
    cure = written.get("cure")
    return Finding(
        answer=Answer(written["answer"]),
        message=read_message(written),
        clause=written["clause"],
        version=written["version"],
        cure=None if cure is None else Cure(CureKind(cure[0]), _read_facts(cure[1])),
    )


def written_message(message: Message) -> dict[str, Any]:
    return {"code": message.code, "facts": _facts(message.facts)}


def read_message(written: Mapping[str, Any]) -> Message:
    return Message(written["code"], _read_facts(written["facts"]))


def _facts(facts: Mapping[str, object]) -> dict[str, Any]:
    return {name: _fact(value) for name, value in facts.items()}


def _read_facts(written: Mapping[str, Any]) -> dict[str, object]:
    return {name: _read(value) for name, value in written.items()}


def _fact(value: object) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Money():
            return {"money": value.minor}
        case Quantity():
            return {"quantity": value.thousandths}
        case Decimal():
            return {"number": str(value)}
        case date():
            return {"day": value.isoformat()}
        case tuple() | list():
            return [_fact(each) for each in value]
        case set() | frozenset():
            return [_fact(each) for each in sorted(value, key=str)]
        case dict():
            return {"words": {str(key): str(text) for key, text in value.items()}}
        case _:
            raise ValueError(f"no way to write a fact: {value!r}")


def _read(value: Any) -> object:
    match value:
        case {"money": minor}:
            return Money(minor)
        case {"quantity": thousandths}:
            return Quantity(thousandths)
        case {"number": text}:
            return Decimal(text)
        case {"words": dict(by_language)}:
            return by_language
        case {"day": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(_read(each) for each in value)
        case _:
            return value
