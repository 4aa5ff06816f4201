"""What the paper of a denial says: what was asked, what stands against it, what is possible.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, quantities are
thousandths, and a reprint is the same paper for ever: the clauses and the other ways stand in
it as they were on that day.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from models.values.exception_papers import Paragraph
from models.values.messages import read, written
from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedLine:
    """One line of what was asked, with the answer to it.

    ``answer`` is a :class:`models.values.codes.Answer`; the messages of ``against`` are
    findings, of ``instead`` other ways (:class:`models.rules.alternatives.OtherWay`), and of
    ``cures`` kinds of cures.
    """

    description: str
    sku: str
    serial: str = ""
    quantity: int
    reason: str = ""
    condition: str = ""
    answer: str
    against: tuple[Message, ...] = ()
    instead: tuple[Message, ...] = ()
    cures: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, against=(), instead=(), cures=()))
        return plain | {
            "against": [written(each) for each in self.against],
            "instead": [written(each) for each in self.instead],
            "cures": [written(each) for each in self.cures],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        said = {
            name: tuple(read(each) for each in stored[name])
            for name in ("against", "instead", "cures")
        }
        return cls(**{**stored, **said})


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialSlip:
    """The paper a customer leaves with where nothing was taken back.

    ``asked`` is what was asked for: ``return``, ``exchange`` or ``no-receipt``; without a
    receipt there is no sale. ``goes_out`` names what the customer wanted to take instead.
    """

    head: PaperHead
    asked: str
    sale_id: int | None = None
    """By which the sale is opened again; nothing that is printed."""
    sale_number: str = ""
    sold_on: str = ""
    customer: str = ""
    lines: tuple[DeniedLine, ...]
    goes_out: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    """Of the policy, that what stands against it names."""
    policy: int
    clauses: tuple[tuple[int, int], ...] = ()
    """The paragraphs that decided: version and number, in that order."""

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, lines=(), paragraphs=()))
        plain["lines"] = [each.to_json() for each in self.lines]
        plain["paragraphs"] = [each.to_json() for each in self.paragraphs]
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            lines=tuple(DeniedLine.from_json(each) for each in facts.pop("lines")),
            goes_out=tuple(facts.pop("goes_out")),
            paragraphs=tuple(Paragraph.from_json(each) for each in facts.pop("paragraphs")),
            clauses=tuple((version, number) for version, number in facts.pop("clauses")),
            **facts,
        )
