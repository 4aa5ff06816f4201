"""A gentle guide beside the form: what to say to a customer, step by step. It never blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.values import Topic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.values.cases import CaseKind


class GuideStep(StrEnum):
    """In the order in which a talk goes."""

    GREET = "greet"
    ASK = "ask"
    REPEAT = "repeat"
    """Say back what was understood."""
    ANSWER = "answer"
    """Point by point."""
    OFFER = "offer"
    CLOSE = "close"


LONGEST_STEP: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSeen:
    """A version of the guide for a kind of case in a language.

    ``words`` has a text for each step that is not left out; none at all stands for the words
    that the program has itself.
    """

    kind: CaseKind
    language: str
    version: int
    """0 where nobody ever changed it."""
    words: Mapping[GuideStep, str] = field(default_factory=dict)
    made_at: datetime | None = None
    by: str = ""
    changed: frozenset[Topic] = field(default=frozenset({Topic.CASES}))

    @property
    def own(self) -> bool:
        """Whether the shop says it in words of its own."""
        return bool(self.words)
