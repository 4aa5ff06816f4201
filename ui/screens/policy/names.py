"""What terms, facts and their options are called in the table and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from receipts.options import CAPTURES as CAPTURED
from receipts.options import (
    CHARGES,
    COUPONS,
    DECIDERS,
    OBTAINED,
    PLACES,
    PROOFS,
    REMEDIES,
    STANDINGS,
)
from receipts.policy_names import FACT_NAMES, TERM_NAMES
from receipts.sentences import CONDITIONS, DISPOSITIONS, REASONS, TENDERS, WAYS
from ui import words
from ui.screens.policy.columns import CAPTURES
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS: Final = {
    CAPTURES: mark("Needed before yes"),
    "when": mark("Whom it is about"),
    "text": mark("Words to read out"),
    "name": mark("Name of the policy"),
    "day_of_sale_counts": mark("The day of sale is day one"),
    "kinder_today": mark("Today's terms where they are kinder"),
}
"""What has a row of its own in the editor and is no term of a clause."""
OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "reasons": REASONS,
    "conditions": CONDITIONS,
    "proof": PROOFS,
    CAPTURES: CAPTURED,
    "free_gifts": {
        "keep": mark("may be kept"), "deduct": mark("are deducted"), "back": mark("come back"),
    },
    "missing_parts": {
        "deduct": mark("are deducted"), "manager": mark("a manager decides"),
        "refuse": mark("refused"),
    },
    "quantity_breaks": {"keep": mark("stay"), "take-back": mark("are taken back")},
    "bundles": {"keep": mark("stay"), "take-back": mark("are taken back")},
    "exchange.value": {
        "any": mark("any"), "same": mark("the same"),
        "same-or-dearer": mark("the same or dearer"),
    },
    "exchange.difference": {
        "paid": mark("is paid"), "store-credit": mark("store credit"),
        "forfeited": mark("is forfeited"),
    },
    "exchange.price": {
        "today": mark("today's"), "paid": mark("as paid"), "lower": mark("the lower one"),
    },
    "defect.remedies": REMEDIES,
    "defect.choice": {"shop": mark("the shop"), "customer": mark("the customer")},
    "decided_by": DECIDERS,
    "goodwill.ways": TENDERS,
    "disposition": DISPOSITIONS,
    "charge": CHARGES,
    "coupon": COUPONS,
    "obtained": OBTAINED,
    "condition": CONDITIONS,
    "reason": REASONS,
    "tender": TENDERS,
    "standing": STANDINGS,
    "remedy": REMEDIES,
    "place": PLACES,
    "staff": {"yes": mark("staff purchase"), "no": mark("no staff purchase")},
    "serialised": {"yes": mark("with a serial number"), "no": mark("without a serial number")},
}  # fmt: skip


def term(name: str) -> str:
    """What a term or setting is called; a name of the shop's own stands as it is."""
    return say(SETTINGS[name]) if name in SETTINGS else words.term_name(name)


def option(name: str, code: str) -> str:
    """What one option of a term or fact is called; the bare code where it has no name."""
    table = OPTIONS.get(name, WAYS if name.startswith("refund.") else {})
    return words.word(table, code)


def options(name: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, option(name, code)) for code in codes]


def fact(name: str) -> str:
    head, _, own = name.partition(".")
    return own if own else words.word(FACT_NAMES, head)


_PLACES: Final = {name: place for place, name in enumerate(TERM_NAMES)}


def place(name: str) -> tuple[int, str]:
    """Where a term stands in a list of them; fees right after how long."""
    if name.startswith("fee."):
        return _PLACES["late"], name
    return _PLACES.get(name, len(_PLACES)), name
