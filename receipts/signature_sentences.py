"""Why a signature is not taken, and when customers are asked for one."""

from __future__ import annotations

from receipts.language import Counted, mark

SIGNATURE_REFUSALS: dict[str, str | Counted] = {
    "signature-empty": mark(
        "Nothing was drawn. Nothing was signed, and the money is as the slip says. Sign in "
        "the box, or go on without."
    ),
    "signature-too-long": mark(
        "That is more than a signature. Nothing was signed, and the money is as the slip "
        "says. Sign again, or go on without."
    ),
    "signature-not-here": mark(
        "Paper {number} is not signed at this register. Nothing was changed."
    ),
    "signature-there": mark(
        "Paper {number} was signed before. Nothing was changed: one signature stays."
    ),
}
SIGNING = {
    "never": mark("never"),
    "money": mark("when money goes out"),
    "always": mark("always"),
}
