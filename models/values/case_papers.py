"""What a case file says: one case from its sale to its last paper, as stored facts.

As with every snapshot (:mod:`models.values.papers`) it holds plain facts, amounts are minor
units, moments ISO 8601 in the shop's own time, and a reprint is the same paper for ever.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from models.values.exception_papers import Paragraph
from models.values.journal_papers import entries_from_json, entries_to_json, people_from_json
from models.values.papers import PaidOut, PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values.journal_papers import Recorded


SAYINGS: Final = ("sayings",)
"""Fields of a case file that hold somebody's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaper:
    """One numbered paper of the case; ``kind`` is a code of
    :class:`models.values.printing.PaperKind`."""

    number: str
    kind: str
    made_at: str
    amount: int | None = None
    """What it is about in money: out of the shop, or into it where it is less than nothing."""
    prints: int = 0
    """How often it was printed until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecision:
    """What was found about it, each with the paragraph that says so: code, clause, version.

    ``entry`` is the entry of the journal that has it.
    """

    entry: int
    event: str
    findings: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproval:
    """A request for somebody's yes; ``kind`` and ``state`` are codes."""

    kind: str
    state: str
    asked_by: str
    asked_at: str
    answered_by: tuple[str, ...] = ()
    """Who said yes, or no."""
    amount: int
    paper: str = ""
    """What rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that is on record about one case, and where the chain stood then.

    ``reference`` is what it was followed by, ``slip`` the first paper for goods that came back
    or money that went out; nothing where there was none.
    """

    head: PaperHead
    reference: str
    slip: str = ""
    sale_number: str = ""
    sold_at: str = ""
    sale_total: int | None = None
    customer: str = ""
    goods: int = 0
    """What was paid for goods that came back, without what was voided."""
    kept: int = 0
    """What the shop kept of it."""
    paid_out: tuple[PaidOut, ...] = ()
    """What went out, by tender, without what was voided."""
    entries: tuple[Recorded, ...]
    whole: bool = True
    """Whether these are all the entries of the case."""
    people: tuple[tuple[int, str], ...] = ()
    papers: tuple[CasePaper, ...] = ()
    decisions: tuple[CaseDecision, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    """Of the policies, that the decisions name."""
    approvals: tuple[CaseApproval, ...] = ()
    journal_entries: int
    journal_head: str
    sayings: str = ""
    """Of the file of a visit: what was said in it, as JSON, by the number of the entry that
    points at it. It stands aside of the snapshot, and can be blanked; empty for any other
    file."""
    visit: bool = False
    """Whether it is the file of one visit, and reads as its story."""

    def to_json(self) -> dict[str, Any]:
        plain = asdict(replace(self, paragraphs=(), entries=()))
        plain["paragraphs"] = [each.to_json() for each in self.paragraphs]
        return plain | entries_to_json(self.entries)

    def said(self) -> dict[int, dict[str, Any]]:
        """What was said, by entry; nothing of it once it is forgotten."""
        try:
            return {int(number): facts for number, facts in json.loads(self.sayings).items()}
        except ValueError:
            return {}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            paid_out=tuple(PaidOut(**each) for each in facts.pop("paid_out")),
            entries=entries_from_json(facts),
            people=people_from_json(facts),
            papers=tuple(CasePaper(**each) for each in facts.pop("papers")),
            decisions=tuple(_decision(each) for each in facts.pop("decisions")),
            paragraphs=tuple(Paragraph.from_json(each) for each in facts.pop("paragraphs")),
            approvals=tuple(_approval(each) for each in facts.pop("approvals")),
            **facts,
        )


def _decision(stored: Mapping[str, Any]) -> CaseDecision:
    findings = tuple((code, clause, version) for code, clause, version in stored["findings"])
    return CaseDecision(**{**stored, "findings": findings})


def _approval(stored: Mapping[str, Any]) -> CaseApproval:
    return CaseApproval(**{**stored, "answered_by": tuple(stored["answered_by"])})
