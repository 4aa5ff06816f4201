"""Words for people, their roles and rights, and why somebody may not."""

from __future__ import annotations

from receipts.language import Counted, mark

RIGHTS = {
    "look": mark("Look up sales and papers"),
    "serve": mark("Returns and exchanges"),
    "give": mark("Goodwill and price corrections"),
    "cards": mark("Gift cards and store credit"),
    "goods": mark("Decide what becomes of goods"),
    "drawer": mark("Use a cash drawer"),
    "see-expected": mark("See what a drawer should hold"),
    "approve": mark("Approve exceptions"),
    "policy": mark("Read and write policies"),
    "review": mark("Review policies and put them in force"),
    "import": mark("Take in sales and promotions"),
    "settings": mark("Settings of the shop"),
    "people": mark("Add and change people"),
    "roles": mark("Change what roles may do"),
    "journal": mark("Read and verify the journal"),
    "personal": mark("Hand out or forget personal data"),
}

PEOPLE_REFUSALS: dict[str, str | Counted] = {
    "right-missing": mark(
        "{name} may not do this: the right “{right}” is missing. Nothing was changed. Ask a "
        "manager to do it, or to give the right."
    ),
    "person-disabled": mark(
        "This badge is no longer in use. Nothing was changed and no money has moved. Sign on "
        "with a badge that is, or ask a manager."
    ),
}
