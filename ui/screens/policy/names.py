"""What terms, facts and their options are called in the table and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from receipts.options import CAPTURES as CAPTURED
from receipts.options import (
    COUPONS,
    DECIDERS,
    KEPT,
    OBTAINED,
    ORIGINAL,
    PLACES,
    PROOFS,
    REMEDIES,
    STANDINGS,
)
from receipts.sentences import CONDITIONS, DISPOSITIONS, REASONS, TENDERS
from ui import words
from ui.screens.policy.columns import CAPTURES
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

TERMS: Final[Mapping[str, str]] = {
    "window": mark("How long"),
    "late": mark("After the window"),
    "final_sale": mark("Final sale"),
    "never_taken": mark("Never taken back"),
    "never_refunded": mark("Never refunded"),
    "reasons": mark("Accepted reasons"),
    "conditions": mark("Accepted conditions"),
    "proof": mark("Accepted proof"),
    "no_receipt.item": mark("No receipt: most per item"),
    "no_receipt.period": mark("No receipt: in a period"),
    "no_receipt.year": mark("No receipt: most per year"),
    "no_receipt.lowest_price_days": mark("No receipt: lowest price of so many days"),
    "inspection": mark("Held for inspection"),
    "free_gifts": mark("Free gifts"),
    "missing_parts": mark("Missing parts"),
    "quantity_breaks": mark("Quantity offers"),
    "bundles": mark("Bundles"),
    "refund.to": mark("Refund to"),
    "refund.choices": mark("Or, if the customer likes"),
    "refund.order": mark("Which means first"),
    "refund.cash_most": mark("Most in cash"),
    "refund.beyond": mark("Beyond that"),
    "refund.cheque_days": mark("Days for a cheque to clear"),
    "refund.voucher_months": mark("Months a voucher is good"),
    "exchange.window": mark("How long to exchange"),
    "exchange.same_product": mark("Same product only"),
    "exchange.once": mark("Once only"),
    "exchange.value": mark("Value of the new goods"),
    "exchange.difference": mark("Difference to the customer"),
    "exchange.no_refund": mark("Exchanged goods are not refunded"),
    "exchange.price": mark("Price of the new goods"),
    "repair.window": mark("How long to repair"),
    "defect.window": mark("Defects: how long"),
    "defect.remedies": mark("Defects: in which order"),
    "defect.choice": mark("Defects: who chooses"),
    "distance_exempt": mark("No right to withdraw"),
    "decided_by": mark("Who decides"),
    "limit.line": mark("A manager above, per line"),
    "limit.case": mark("A manager above, per return"),
    "limit.clerk_day": mark("A manager above, per clerk and day"),
    "limit.two_line": mark("Two managers above, per line"),
    "limit.two_case": mark("Two managers above, per return"),
    "disposition": mark("What becomes of the goods"),
    "appeal": mark("Where to appeal"),
    CAPTURES: mark("Needed before yes"),
    "when": mark("Whom it is about"),
    "text": mark("Words to read out"),
    "name": mark("Name of the policy"),
    "day_of_sale_counts": mark("The day of sale is day one"),
    "kinder_today": mark("Today's terms where they are kinder"),
}
FAMILIES: Final[Mapping[str, str]] = {
    "fee": mark("Fee: {name}"),
    "velocity": mark("Limit: {name}"),
    "refund.instead": mark("Instead of: {name}"),
}
FACTS: Final[Mapping[str, str]] = {
    "department": mark("Department"),
    "category": mark("Category"),
    "sku": mark("Product"),
    "attribute": mark("Attribute"),
    "promotion": mark("Promotion"),
    "coupon": mark("Coupon"),
    "obtained": mark("How it was obtained"),
    "condition": mark("Condition"),
    "reason": mark("Reason"),
    "brand": mark("Brand"),
    "serialised": mark("Has a serial number"),
    "price": mark("Price of one"),
    "value": mark("Value of the line"),
    "case_value": mark("Value of the return"),
    "units": mark("Units coming back"),
    "proof": mark("Proof"),
    "tender": mark("Paid by"),
    "staff": mark("Staff purchase"),
    "standing": mark("Customer's standing"),
    "tier": mark("Customer's tier"),
    "remedy": mark("Asked for"),
    "sold": mark("Day of sale"),
    "age": mark("Days since the sale"),
    "place": mark("Where it is brought back"),
    "sold_in": mark("Store of the sale"),
    "returned_in": mark("Store of the return"),
    "channel": mark("Channel"),
    "country": mark("Country"),
}
WAYS: Final = {**ORIGINAL, **TENDERS}
"""How a refund may go out."""
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
    "disposition": DISPOSITIONS,
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
    """What a term is called; a name of the shop's own stands as it is."""
    if name in TERMS:
        return say(TERMS[name])
    family, _, own = name.rpartition(".")
    if family == CAPTURES:
        return option(CAPTURES, own)
    if family not in FAMILIES:
        return name
    called = words.word(KEPT, own) if family == "fee" else option("tender", own)
    return say(FAMILIES[family], name=called)


def small(text: str) -> str:
    """As it stands in the middle of a sentence: an abbreviation such as ID stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def option(name: str, code: str) -> str:
    """What one option of a term or fact is called; the bare code where it has no name."""
    table = OPTIONS.get(name, WAYS if name.startswith("refund.") else {})
    return words.word(table, code)


def fee(name: str) -> str:
    """What a fee is for, in the middle of a sentence."""
    return small(words.word(KEPT, name.removeprefix("fee.")))


def options(name: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, option(name, code)) for code in codes]


def fact(name: str) -> str:
    head, _, own = name.partition(".")
    return own if own else words.word(FACTS, head)


_PLACES: Final = {name: place for place, name in enumerate(TERMS)}


def place(name: str) -> tuple[int, str]:
    """Where a term stands in a list of them; fees right after how long."""
    if name.startswith("fee."):
        return _PLACES["late"], name
    return _PLACES.get(name, len(_PLACES)), name
