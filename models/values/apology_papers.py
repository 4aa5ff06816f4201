"""A letter of apology: what the shop says to a customer who complained, in its own words.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, and a reprint is the
same letter for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyLetter:
    """One that nobody may send yet has no number."""

    WORDS: ClassVar = ("words",)
    """The field in which somebody wrote what may tell who they are: kept aside."""

    head: PaperHead
    case: str
    """The code of the case in which they complained."""
    customer: str = ""
    about: str = ""
    """The goods that it is about."""
    sale_number: str = ""
    words: str
    """What is said between greeting and goodbye; an empty line begins another paragraph."""
    by: str
    """Who says it, and signs."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Each as one line, as writers of papers break lines themselves."""
        found: list[list[str]] = [[]]
        for line in self.words.splitlines():
            if line.strip():
                found[-1].append(line.strip())
            elif found[-1]:
                found.append([])
        return tuple(" ".join(lines) for lines in found if lines)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "head": PaperHead.from_json(stored["head"])})
