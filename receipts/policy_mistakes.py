"""Words for what is wrong with a policy file: the line, what is wrong, what would be right.

The facts are those that ``models.formats.policy_toml`` gives: ``line``, ``where`` it stands
(``fee.restocking.percent``), what was ``found`` there, and what would fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.language import mark

if TYPE_CHECKING:
    from receipts.language import Counted

MISTAKES: dict[str, str | Counted] = {
    "policy-not-toml": mark(
        "Line {line}: this cannot be read as TOML ({why}). "
        'Texts stand in quotes, each setting on a line of its own: window = "30 days".'
    ),
    "policy-key-near": mark(
        "Line {line}: “{word}” has no meaning here. Did you mean “{near}”?"
    ),
    "policy-key-unknown": mark(
        "Line {line}: “{word}” has no meaning here. What can stand here: {known}."
    ),
    "policy-key-missing": mark("Line {line}: “{key}” is missing here, and has to be given."),
    "policy-term-near": mark("Line {line}: “{word}” is no term. Did you mean “{near}”?"),
    "policy-term-unknown": mark(
        "Line {line}: “{word}” is no term, nor like any. Terms begin with one of: {known}."
    ),
    "policy-term-twice": mark(
        "Line {line}: “{word}” is set twice in this clause. Leave one of the two out."
    ),
    "policy-fact-near": mark(
        "Line {line}: no condition can ask for “{word}”. Did you mean “{near}”?"
    ),
    "policy-fact-unknown": mark(
        "Line {line}: no condition can ask for “{word}”. It can ask for: {known}."
    ),
    "policy-word-near": mark(
        "Line {line}: “{where}” cannot be “{found}”. Did you mean “{near}”?"
    ),
    "policy-word-unknown": mark(
        "Line {line}: “{where}” cannot be “{found}”. It can be one of: {known}."
    ),
    "policy-word-twice": mark(
        "Line {line}: “{found}” stands twice in “{where}”. Name each once, the first first."
    ),
    "policy-list-empty": mark(
        "Line {line}: “{where}” names nothing, so it could never hold. "
        "Name at least one value, or leave the condition out."
    ),
    "policy-no-table": mark(
        "Line {line}: “{where}” cannot be “{found}” alone. Give its parts by their names, "
        'such as fee.restocking = 15 or when.department = "Toys".'
    ),
    "policy-no-flag": mark(
        "Line {line}: “{where}” is either true or false, without quotes; not “{found}”."
    ),
    "policy-only-true": mark(
        "Line {line}: “{where}” can only be true. Where it does not hold, leave it out."
    ),
    "policy-no-text": mark(
        "Line {line}: “{where}” must be a text in quotes; “{found}” is none."
    ),
    "policy-no-count": mark(
        "Line {line}: “{where}” must be a whole number from {least} to {most}, without quotes; "
        "not “{found}”."
    ),
    "policy-no-amount": mark(
        "Line {line}: “{found}” is no amount in {currency} for “{where}”. Write a number from "
        "0 on with at most {digits} decimals, a point before them, and no other sign."
    ),
    "policy-no-percent": mark(
        "Line {line}: “{where}” is a share in per cent from 0 to 100, such as 15 or 7.5; "
        "not “{found}”."
    ),
    "policy-no-quantity": mark(
        "Line {line}: “{where}” must be a number with at most three decimals; not “{found}”."
    ),
    "policy-no-day": mark(
        "Line {line}: “{found}” is no date for “{where}”. Write year, month and day, "
        "such as 2026-12-24."
    ),
    "policy-bounds-missing": mark(
        "Line {line}: “{where}” has no bound. Give at least one of from, over, to, under."
    ),
    "policy-bounds-empty": mark(
        "Line {line}: nothing lies between the bounds of “{where}”. The lower one must not be "
        "above the upper one; from and to are in, over and under are out."
    ),
    "policy-no-window": mark(
        "Line {line}: “{found}” is no window for “{where}”. Write “30 days”, “48 hours”, "
        "“3 months”, “2 years”, “no limit”, “none” or “until 2026-12-24”."
    ),
    "policy-window-limits": mark(
        "Line {line}: “{where}” needs exactly one of days, hours, months, years, until, "
        "no_limit and none; it has {count}. A second limit goes into or_later or or_earlier."
    ),
    "policy-window-second": mark(
        "Line {line}: “{where}” has both or_later and or_earlier. Only one can hold: "
        "leave one out, or put it inside the other."
    ),
    "policy-stage-end": mark(
        "Line {line}: each stage of “{where}” ends either “days” after the day that the window "
        "counts from, or “late” days after its last day. Give one of the two."
    ),
    "policy-stages-order": mark(
        "Line {line}: this stage of “{where}” ends no later than the one before it, so it "
        "would never hold. Write the stages in the order of their days."
    ),
    "policy-fee-empty": mark(
        "Line {line}: “{where}” says no amount. Give percent, flat or tiers; "
        "or write false where no such fee is taken."
    ),
    "policy-tier-end": mark(
        "Line {line}: only the last of “{where}” may have no “days”, as nothing comes after it."
    ),
    "policy-tiers-order": mark(
        "Line {line}: this one of “{where}” ends no later than the one before it, so it would "
        "never be charged. Write them in the order of their days."
    ),
    "policy-waiver-one": mark(
        "Line {line}: each table of “{where}” names exactly one condition. "
        "Several tables in the list are several ways to have the fee waived."
    ),
    "policy-no-measure": mark(
        "Line {line}: “{where}” does not say how much is too much. Give one of: {known}."
    ),
    "policy-number-twice": mark(
        "Line {line}: another clause has the number {number} already. "
        "Papers quote clauses by their number: give this one its own."
    ),
    "policy-tie": mark(
        "Line {line}: clauses {one} and {other} both set “{term}”, can hold for the same "
        "goods, and neither is more specific. Add a condition to one of them, "
        "or take “{term}” out."
    ),
}
