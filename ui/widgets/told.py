"""Findings as reasons to read: the gravest first, each with what helps and its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.codes import Answer
from ui import words
from ui.widgets.finding_card import Told
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from models.rules.clauses import Clause
    from models.rules.findings import Finding

    Clauses = Mapping[tuple[int, int], Clause]


def gravest_first(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.answer.gravity, reverse=True)


def told(
    found: Iterable[Finding],
    clauses: Clauses,
    cure: Callable[[Finding], str],
    *,
    in_full: bool = True,
) -> list[Told]:
    """A paragraph is quoted once, under the last reason that it gives.

    ``cure`` says what would help; unless ``in_full``, a clause that a plain yes names is not
    quoted.
    """
    sorted_ = gravest_first(found)
    reasons = []
    for at, finding in enumerate(sorted_):
        paragraph = (finding.version, finding.clause)
        again = any((later.version, later.clause) == paragraph for later in sorted_[at + 1 :])
        quote = "" if again else quoted(finding, clauses, in_full=in_full)
        reasons.append(Told(words.sentence(finding.message), cure(finding), quote))
    return reasons


def quoted(finding: Finding, clauses: Clauses, *, in_full: bool = True) -> str:
    """Which paragraph says so, and what it says; nothing where none is involved."""
    clause = clauses.get((finding.version, finding.clause))
    if clause is None:
        return ""
    named = say(
        "Policy {policy}, clause {clause}", policy=finding.version, clause=finding.clause
    )
    if in_full or needs_quote(finding, clause):
        return f"{named}: {words.clause(clause)}"
    return named


def needs_quote(finding: Finding, clause: Clause) -> bool:
    """A plain yes needs no more than the number, unless the shop wrote a text for it."""
    return finding.answer is not Answer.ACCEPT or bool(clause.text)
