"""Messages as plain data and back, so that a paper can say them again in its own words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.values import Message, Money, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping


def written(message: Message) -> dict[str, Any]:
    """As JSON can hold it; raise ``ValueError`` for a fact that is none of a message's."""
    return {"code": message.code, "facts": written_facts(message.facts)}


def read(stored: Mapping[str, Any]) -> Message:
    return Message(stored["code"], read_facts(stored["facts"]))


def written_facts(facts: Mapping[str, object]) -> dict[str, Any]:
    return {name: _fact(value) for name, value in facts.items()}


def read_facts(stored: Mapping[str, Any]) -> dict[str, object]:
    return {name: _read(value) for name, value in stored.items()}


def _fact(value: object) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Message():
            return {"message": written(value)}
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
        case {"message": stored}:
            return read(stored)
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
