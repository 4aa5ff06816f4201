"""What people get in their hand who wait, or who asked or complained, as stored facts.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, moments are ISO 8601
in the shop's own time, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTicket:
    """The stub of somebody who waits."""

    head: PaperHead
    called: str
    """What is called out, and stands on the screen: ``A 42``."""
    service: str
    """What they wait for: a kind of case, or in the shop's own words."""
    ahead: int = 0
    """How many wait before them."""
    minutes: int | None = None
    """About how long they wait; nothing where nobody can say."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "head": PaperHead.from_json(stored["head"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """That a question or a complaint is on record, under the paper's own number."""

    WORDS: ClassVar = ("said", "reach_at")
    """The fields in which somebody wrote what may tell who they are: kept aside."""

    head: PaperHead
    kind: str
    """``inquiry`` or ``complaint``."""
    about: str = ""
    """The goods or the sale that it is about."""
    sale_number: str = ""
    customer: str = ""
    said: str
    """In the customer's own words."""
    promise: str
    """What the shop does about it."""
    promised_at: str
    """By when."""
    promised_by: str
    """Who sees to it."""
    reach_at: str = ""
    """Where the customer wants to be told."""
    reach_us: tuple[str, ...] = ()
    """How the shop is reached until then."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **stored,
                "head": PaperHead.from_json(stored["head"]),
                "reach_us": tuple(stored["reach_us"]),
            }
        )
