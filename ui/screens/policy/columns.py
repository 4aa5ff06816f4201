"""The columns of the table: which terms stand in which, and in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.rules.terms import PAID_BY, TERMS
from models.values.codes import Capture
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Column(StrEnum):
    """What managers set most, and one for the rest."""

    WINDOW = "window"
    LATE = "late"
    FEE = "fee"
    EXCHANGE = "exchange"
    PROOF = "proof"
    REFUND = "refund"
    NEEDS = "needs"
    ABOVE = "above"
    MORE = "more"


HEADS: Final[Mapping[Column, str]] = {
    Column.WINDOW: mark("Window"),
    Column.LATE: mark("After it"),
    Column.FEE: mark("Fee"),
    Column.EXCHANGE: mark("Exchange"),
    Column.PROOF: mark("Proof"),
    Column.REFUND: mark("Refund to"),
    Column.NEEDS: mark("Needs"),
    Column.ABOVE: mark("Manager above"),
    Column.MORE: mark("More"),
}
CAPTURES: Final = "capture"
"""All ``capture.…`` terms at once, chosen as one set."""
FEES: Final = ("fee.restocking", "fee.opened")
"""Offered though no clause names them yet; a shop may call its fees otherwise."""
NAME: Final = "name"
SETTINGS: Final = (NAME, "day_of_sale_counts", "kinder_today")
"""Of the whole policy: set in the row of the whole shop, under More."""

_NAMED: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.WINDOW: ("window", "final_sale", "never_taken"),
    Column.LATE: ("late",),
    Column.ABOVE: (
        "limit.line", "limit.case", "limit.clerk_day", "limit.two_line", "limit.two_case",
        "decided_by",
    ),
    Column.PROOF: (
        "proof", "no_receipt.item", "no_receipt.period", "no_receipt.year",
        "no_receipt.lowest_price_days",
    ),
    Column.NEEDS: (CAPTURES, "inspection", "reasons", "conditions"),
}  # fmt: skip
_FAMILIES: Final = {
    "fee": Column.FEE,
    "exchange": Column.EXCHANGE,
    "refund": Column.REFUND,
    "no_receipt": Column.PROOF,
    "capture": Column.NEEDS,
    "velocity": Column.ABOVE,
    "limit": Column.ABOVE,
}


def column_of(term: str) -> Column:
    """Where a term stands."""
    for column, terms in _NAMED.items():
        if term in terms:
            return column
    return _FAMILIES.get(term.partition(".")[0], Column.MORE)


def terms_in(
    column: Column, given: Iterable[str] = (), *, whole_shop: bool = False
) -> tuple[str, ...]:
    """What can be set in a cell, the most usual first.

    ``given`` are the terms that clauses set already, for names of the shop's own.
    """
    named = list(_NAMED.get(column, ()))
    named += [term for term in TERMS if column_of(term) is column and term not in named]
    if column is Column.FEE:
        named += FEES
    if column is Column.REFUND:
        named += [f"refund.instead.{kind}" for kind in PAID_BY]
    if column is Column.MORE and whole_shop:
        named += SETTINGS
    own = sorted(
        term
        for term in given
        if column_of(term) is column and not term.startswith("capture.") and term not in named
    )
    return (*own, *named) if column is Column.FEE else (*named, *own)


def capture_terms() -> tuple[str, ...]:
    return tuple(f"{CAPTURES}.{capture}" for capture in Capture)
