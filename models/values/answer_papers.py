"""What the shop answers whoever asks whether something can come back: before or after buying.

It has no number of its own and promises no more than the policy does on the day it was asked.
As with every snapshot (:mod:`models.values.papers`) it holds plain facts, amounts are minor
units, and days are ISO 8601.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from models.values.exception_papers import Paragraph
from models.values.messages import read, written
from models.values.papers import KeptPart, PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredReasons:
    """What is said alike to whoever comes for one of these ``reasons``.

    ``answer`` is a :class:`models.values.codes.Answer`, ``said`` what was found, ``instead``
    other ways (:class:`models.rules.alternatives.OtherWay`), ``ways`` how money goes back
    (:class:`models.values.codes.RefundBy`), the policy's own first.
    """

    reasons: tuple[str, ...]
    condition: str
    answer: str
    last_day: str = ""
    """Nothing where there is no end, and where there is no such day."""
    refund: int = 0
    kept: tuple[KeptPart, ...] = ()
    ways: tuple[str, ...] = ()
    said: tuple[Message, ...] = ()
    instead: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, said=(), instead=()))
        return plain | {
            "said": [written(each) for each in self.said],
            "instead": [written(each) for each in self.instead],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        lists = {name: tuple(stored[name]) for name in ("reasons", "ways")}
        said = {name: tuple(map(read, stored[name])) for name in ("said", "instead")}
        kept = tuple(KeptPart(**each) for each in stored["kept"])
        return cls(**{**stored, **lists, **said, "kept": kept})


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnswered:
    """``sale_number`` is nothing before it is bought; then ``bought_on`` is the day it was
    asked."""

    head: PaperHead
    about: str
    sku: str
    sale_number: str = ""
    bought_on: str
    policy: int
    answers: tuple[AnsweredReasons, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    """Of the policy, that the answers name."""

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, answers=(), paragraphs=()))
        plain["answers"] = [each.to_json() for each in self.answers]
        plain["paragraphs"] = [each.to_json() for each in self.paragraphs]
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            answers=tuple(map(AnsweredReasons.from_json, facts.pop("answers"))),
            paragraphs=tuple(map(Paragraph.from_json, facts.pop("paragraphs"))),
            **facts,
        )
