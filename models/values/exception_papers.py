"""What the form of an exception says: who asked, who allowed it, what and why.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, amounts are minor
units, quantities thousandths, and a reprint is the same paper for ever.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from models.values.messages import read, written
from models.values.papers import PaidOut, PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message

WORDS: Final = "words-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What a clause said on that day: the shop's own text, or its terms in plain codes."""

    policy: int
    number: int
    text: Mapping[str, str]
    when: tuple[Message, ...]
    terms: tuple[tuple[str, Message], ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "policy": self.policy,
            "number": self.number,
            "text": dict(self.text),
            "when": [written(each) for each in self.when],
            "terms": [[name, written(each)] for name, each in self.terms],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            policy=stored["policy"],
            number=stored["number"],
            text=stored["text"],
            when=tuple(read(each) for each in stored["when"]),
            terms=tuple((name, read(each)) for name, each in stored["terms"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionLine:
    """One line of what was asked; ``out`` where the customer takes it."""

    description: str
    sku: str = ""
    quantity: int = 0
    """Nothing for money without goods."""
    amount: int
    reason: str = ""
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """One entry of what was said, oldest first; ``said`` and ``reason`` are codes."""

    said: str
    name: str
    at: str
    reason: str = ""
    words: str = ""
    amount: int | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionForm:
    """The paper on which an exception stands, with room for three signatures.

    ``kind`` is what was asked for and ``paper`` what rests on it.
    """

    head: PaperHead
    kind: str
    paper: str
    sale_number: str = ""
    customer: str = ""
    asker: str
    approvers: tuple[str, ...]
    lines: tuple[ExceptionLine, ...] = ()
    reasons: tuple[Message, ...] = ()
    """Why it took a yes."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Of the policy, that the reasons name."""
    asked_amount: int
    amount: int
    paid_out: tuple[PaidOut, ...] = ()
    thread: tuple[ThreadLine, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """What was written in the thread, by the field of the snapshot that has it: fields of
        their own, so that each can be kept aside."""
        return {f"{WORDS}{n}": entry.words for n, entry in enumerate(self.thread)}

    def to_json(self) -> dict[str, Any]:
        thread = tuple(replace(entry, words="") for entry in self.thread)
        plain = asdict(replace(self, reasons=(), paragraphs=(), thread=thread))
        plain["reasons"] = [written(each) for each in self.reasons]
        plain["paragraphs"] = [each.to_json() for each in self.paragraphs]
        return plain | {field: words for field, words in self.words.items() if words}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        thread = [
            ThreadLine(**entry | {"words": facts.pop(f"{WORDS}{n}", "")})
            for n, entry in enumerate(facts.pop("thread", ()))
        ]
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            approvers=tuple(facts.pop("approvers")),
            lines=tuple(ExceptionLine(**line) for line in facts.pop("lines", ())),
            reasons=tuple(read(each) for each in facts.pop("reasons")),
            paragraphs=tuple(Paragraph.from_json(each) for each in facts.pop("paragraphs")),
            paid_out=tuple(PaidOut(**tender) for tender in facts.pop("paid_out", ())),
            thread=tuple(thread),
            **facts,
        )
