"""A policy as a TOML file: what a person writes, with the line of every mistake."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.formats.policy_document import PolicyMistakes, document_of, read_policy
from models.formats.policy_lines import document_line, key_lines, line_of
from models.formats.policy_terms import GROUPS
from models.rules.law import NEUTRAL
from models.values import Message, Refused, refuse

if TYPE_CHECKING:
    from models.rules.law import Law
    from models.rules.policy import Policy
    from models.values import Currency

__all__ = ["document_line", "parse_policy", "policy_toml"]

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_SPREAD: Final = frozenset({*GROUPS, "when", "when.attribute", "text", "appeal"})
"""Tables of a clause that are written one dotted key a line; others stand in one line."""


def parse_policy(
    text: str, currency: Currency, *, number: int = 0, law: Law = NEUTRAL
) -> Policy:
    """Raise ``Refused`` with every mistake; each message has its ``line`` among its facts."""
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as why:
        raise _not_toml(text, why) from why
    try:
        return read_policy(document, currency, number=number, law=law)
    except PolicyMistakes as why:
        lines = key_lines(text)
        found = sorted((line_of(lines, m.path), n) for n, m in enumerate(why.mistakes))
        mistakes = [(line, why.mistakes[n].message) for line, n in found]
        raise Refused(
            *(Message(said.code, {"line": line, **said.facts}) for line, said in mistakes)
        ) from why


def policy_toml(
    policy: Policy, currency: Currency, comments: Mapping[int, str] | None = None
) -> str:
    """A file that :func:`parse_policy` reads back equal.

    ``comments`` are put above the clauses of those numbers.
    """
    document = document_of(policy, currency)
    clauses = document.pop("clause")
    blocks = ["".join(_pair((key,), value) for key, value in document.items())]
    for clause in clauses:
        comment = (comments or {}).get(clause["number"], "")
        said = "".join(f"# {line}\n" for line in comment.splitlines())
        blocks.append(f"{said}[[clause]]\n{_pairs((), clause)}")
    return "\n".join(blocks)


def _not_toml(text: str, why: Exception) -> Refused:
    said = str(why)
    place = _PLACE.search(said)
    line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
    return refuse("policy-not-toml", line=line, why=_PLACE.sub("", said))


def _pairs(around: tuple[str, ...], table: Mapping[str, Any]) -> str:
    """Families one dotted key a line; the value of a term in one line."""
    lines = ""
    for key, value in table.items():
        path = (*around, key)
        spread = isinstance(value, Mapping) and bool(value) and ".".join(path) in _SPREAD
        lines += _pairs(path, value) if spread else _pair(path, value)
    return lines


def _pair(path: tuple[str, ...], value: Any) -> str:
    return f"{'.'.join(map(_key, path))} = {_value(value)}\n"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """JSON escapes all that TOML wants escaped, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict() if value:
            inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
            return f"{{ {inside} }}"
        case dict():
            return "{}"
        case _:
            return str(value)
