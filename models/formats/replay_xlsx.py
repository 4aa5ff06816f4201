"""A replay as a workbook: the figures on one sheet, every decision on the next.

Written row by row and never held as a whole. What a shop or customer wrote is written as
text, whatever it begins with: no cell is ever a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from models.formats.workbooks import MOST_ROWS, Looks, Page, workbook
from models.rules.replays import Turn
from models.values.codes import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xlsxwriter import Workbook

    from models.rules.replays import Clauses, Figures, Group, Outcome, ReplayedLine
    from models.values import Currency

DECIDED: Final = (
    "slip", "sale", "day", "department", "reason", "customer", "description", "turn",
    "answer", "refund", "fee", "clauses", "answer", "refund", "fee", "clauses", "difference",
)  # fmt: skip
SIDES: Final = (*[""] * 8, *["in-force"] * 4, *["draft"] * 4, "")
SUMMED: Final = (
    "decisions", "changed", "customers", "refunded", "refunded", "fees", "fees",
    "approvals", "approvals", "refused", "refused", "sold", "returnable", "returnable",
)  # fmt: skip
SUMMED_SIDES: Final = (*[""] * 3, *["in-force", "draft"] * 4, "", "in-force", "draft")
WIDTHS: Final = (16, 16, 12, 20, 18, 22, 34, 12, *(18, 14, 12, 14) * 2, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookWords:
    """The words of a workbook in one language.

    ``heads`` names the columns by the codes above, the sheets ``summary`` and ``decisions``,
    ``in-force`` and ``draft``, and ``all``; ``notes`` stand above the figures.
    """

    heads: Mapping[str, str]
    answers: Mapping[str, str]
    reasons: Mapping[str, str]
    turns: Mapping[str, str]
    notes: Sequence[str] = ()


def write_replay(
    path: Path,
    figures: Figures,
    rows: Iterable[ReplayedLine],
    currency: Currency,
    words: WorkbookWords,
) -> None:
    """Write the workbook, or leave what was there before.

    Raise :class:`models.values.Refused` where the disk is full or the place can't be
    written to.
    """
    with workbook(path) as book:
        _write(book, figures, rows, currency, words)


def _write(
    book: Workbook,
    figures: Figures,
    rows: Iterable[ReplayedLine],
    currency: Currency,
    words: WorkbookWords,
) -> None:
    looks = Looks(book, currency)
    _write_summary(Page(book.add_worksheet(words.heads["summary"]), looks), figures, words)
    left = iter(rows)
    number = 1
    while (first := next(left, None)) is not None or number == 1:
        name = words.heads["decisions"] + (f" {number}" if number > 1 else "")
        page = Page(book.add_worksheet(name), looks)
        _write_decisions(page, _with(first, islice(left, MOST_ROWS - 1)), words)
        number += 1


def _write_summary(page: Page, figures: Figures, words: WorkbookWords) -> None:
    heads = words.heads
    page.sheet.set_column(0, 0, 30)
    page.sheet.set_column(1, len(SUMMED), 16)
    for note in words.notes:
        page.values(note)
    reasons = {words.reasons.get(k, k): group for k, group in figures.by_reason.items()}
    for title, groups in (
        ("all", {heads["all"]: figures.whole}),
        ("department", figures.by_department),
        ("reason", reasons),
    ):
        page.row += 1
        page.heads(_titles(heads, (title, *SUMMED), ("", *SUMMED_SIDES)))
        for name, group in groups.items():
            page.values(name or "–", *_sums(group))
    page.row += 1
    answers = [words.answers[answer] for answer in Answer]
    page.heads([f"{heads['in-force']} → {heads['draft']}", *answers])
    for one in Answer:
        counts = [figures.matrix.get((one, other), 0) for other in Answer]
        page.values(words.answers[one], *counts)
    page.row += 1
    for turn in Turn:
        page.values(words.turns[turn], figures.turned.get(turn, 0))


def _write_decisions(page: Page, rows: Iterable[ReplayedLine], words: WorkbookWords) -> None:
    for column, width in enumerate(WIDTHS):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(1, 0)
    page.heads(_titles(words.heads, DECIDED, SIDES))
    for line in rows:
        page.values(*_cells(line, words))
    page.sheet.autofilter(0, 0, page.row - 1, len(DECIDED) - 1)


def _cells(line: ReplayedLine, words: WorkbookWords) -> Iterator[Any]:
    yield from (line.slip, line.sale, line.day, line.department)
    yield words.reasons.get(line.reason, line.reason)
    yield from (line.customer, line.description, words.turns[line.turn])
    for outcome in (line.in_force, line.draft):
        yield from _outcome(outcome, words)
    yield line.draft.refund - line.in_force.refund


def _outcome(outcome: Outcome, words: WorkbookWords) -> tuple[Any, ...]:
    named = _named(outcome.clauses)
    return (words.answers[outcome.answer], outcome.refund, outcome.fee, named)


def _named(clauses: Clauses) -> str:
    """``12/3`` is clause 3 of version 12; a draft has no version yet."""
    return ", ".join(f"{version}/{n}" if version else f"{n}" for version, n in clauses)


def _sums(group: Group) -> Iterator[Any]:
    one, other = group.in_force, group.draft
    yield from (group.decisions, group.changed, group.customers)
    yield from (one.refunded, other.refunded, one.fees, other.fees)
    yield from (one.approvals, other.approvals, one.refused, other.refused)
    yield from (group.sold, one.returnable, other.returnable)


def _titles(
    heads: Mapping[str, str], names: Sequence[str], sides: Sequence[str]
) -> Iterator[str]:
    for name, side in zip(names, sides, strict=True):
        yield f"{heads[name]}\n{heads[side]}" if side else heads[name]


def _with(first: ReplayedLine | None, others: Iterator[ReplayedLine]) -> Iterator[ReplayedLine]:
    if first is not None:
        yield first
        yield from others
