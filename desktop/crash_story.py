"""What went wrong, told so that it can be mended and names nobody.

A message of an exception may hold whatever was worked on: a name, a phone, a card's number.
So the story has where it happened, line by line, and of the messages only those that cannot
hold data: what the interpreter says of the program itself, what a database says of its own
schema, the codes of a refusal.
"""

from __future__ import annotations

import os
import traceback
from typing import Final

from sqlalchemy.exc import DBAPIError

from models.values import Refused
from models.values.card_numbers import mask_card_numbers

OF_THE_PROGRAM: Final = (
    AttributeError,
    ImportError,
    ModuleNotFoundError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnboundLocalError,
    ZeroDivisionError,
)
"""Kinds of errors whose words are about names in the program. Not their subclasses: those
may say anything."""


def story_of(problem: BaseException) -> str:
    """The whole chain of what happened, the cause first."""
    parts = []
    seen: set[int] = set()
    each: BaseException | None = problem
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        stack = "".join(traceback.format_list(traceback.extract_tb(each.__traceback__)))
        parts.append(f"Traceback (most recent call last):\n{stack}{_named(each)}\n")
        cause = each.__cause__
        each = cause if cause or each.__suppress_context__ else each.__context__
    return mask_card_numbers("\nAfter that:\n\n".join(reversed(parts)))


def _named(problem: BaseException) -> str:
    kind = type(problem)
    said = _said(problem)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _full_name(kind)
    return f"{name}: {said}" if said else name


def _full_name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _said(problem: BaseException) -> str:
    match problem:
        case Refused():
            return str(problem)
        case DBAPIError(orig=BaseException() as orig):
            return _of_the_database(orig, problem.statement)
        case OSError(errno=int(number)):
            return os.strerror(number)
        case _ if type(problem) in OF_THE_PROGRAM:
            return str(problem)
        case _:
            return ""


def _of_the_database(orig: BaseException, statement: str | None) -> str:
    """SQLite speaks of its schema only; of PostgreSQL's words the details quote the row."""
    diagnosis = getattr(orig, "diag", None)
    if diagnosis is None:
        words = f"({type(orig).__name__}) {orig}"
    else:
        named = (
            getattr(diagnosis, part, None)
            for part in ("sqlstate", "table_name", "column_name", "constraint_name")
        )
        words = " ".join((f"({type(orig).__name__})", *filter(None, named)))
    return f"{words}\n[SQL: {statement}]" if statement else words
