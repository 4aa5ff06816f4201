"""Verify all records: what was edited, taken out or put in by another way than the counter.

Reads one snapshot and changes nothing, so it runs beside the counters. The journal vouches for
papers, papers for amounts, and amounts for each other; a Z that somebody kept vouches for the
journal itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.rights import anybody
from models.services.verify_approvals import check_approvals
from models.services.verify_cases import check_cases
from models.services.verify_chain import Head, walk_chain
from models.services.verify_examination import Examination, Fault
from models.services.verify_ledgers import check_cards, check_drawers
from models.services.verify_papers import check_papers
from models.services.verify_personal import check_personal
from models.services.verify_references import check_references
from models.services.verify_returns import check_returns
from models.services.verify_signatures import check_signatures
from models.services.verify_stock import check_stock
from models.services.verify_sums import check_sums
from models.services.verify_told import Told
from models.values import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.verify_examination import Progress
    from models.unit import Unit

CHECKS: tuple[Callable[[Examination], object], ...] = (
    check_sums,
    check_drawers,
    check_cards,
    check_stock,
    check_approvals,
    check_cases,
    check_personal,
    check_signatures,
    check_references,
)
"""Besides the chain, the papers and the returns; a new one is put in here and told its faults
by :meth:`Examination.wrong`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at; everything is as it was written where there is no fault."""

    entries: int
    papers: int
    returns: int
    head: Head
    faults: tuple[Fault, ...]
    """The first wrong row first: the journal's, then papers, returns and their sums."""
    more: int = 0
    """Faults that are not told one by one."""


@anybody("it changes nothing, and whoever reads the records can do the same")
def verify_records(
    unit: Unit,
    known: Head | None = None,
    progress: Progress = lambda done, total: None,
) -> Verified:
    """Look at every row that money, goods or papers hang on; for :meth:`models.db.Shop.read`.

    ``known`` is the head that a Z printed: the journal must still have it at that count.
    ``progress`` is told rows done and their total.
    """
    with Told() as told:
        ex = Examination(unit, told, progress)
        papers = ex.count("document")
        ex.total = ex.count("journal") + papers
        ex.total += ex.count("goods_return", "register_id IS NOT NULL")
        head = walk_chain(ex, known)
        check_papers(ex)
        returns = check_returns(ex)
        for check in CHECKS:
            check(ex)
    return Verified(
        entries=head.count,
        papers=papers,
        returns=returns,
        head=head,
        faults=tuple(ex.faults),
        more=ex.more,
    )


def head_from_paper(typed: str, count: int) -> Head:
    """The head as a Z prints it: 64 digits and letters in groups, in any case.

    Raise :class:`models.values.Refused` for anything else.
    """
    digits = "".join(typed.split()).lower()
    if len(digits) != 64 or not set(digits) <= set("0123456789abcdef"):
        raise refuse("head-wrong", text=typed)
    if count < 0:
        raise refuse("head-count-wrong", count=count)
    return Head(digits, count)
