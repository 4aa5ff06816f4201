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
    "sign-on-wait": Counted(
        "Too many wrong PINs for this badge. Nothing was changed. Wait {seconds} second, then "
        "try again.",
        "Too many wrong PINs for this badge. Nothing was changed. Wait {seconds} seconds, then "
        "try again.",
        "seconds",
    ),
    "sign-on-locked": mark(
        "This badge is locked after too many wrong PINs. Nothing was changed and no money has "
        "moved. Ask somebody who looks after people to unlock it."
    ),
    "pin-same": mark(
        "This is the PIN that was there already. Nothing was saved. Choose a new one."
    ),
    "person-unknown": mark("This person is not on record. Nothing was changed. Look again."),
    "person-mightier": mark(
        "{name} may do more than you. Nothing was changed. Ask somebody who may do as much."
    ),
    "own-role": mark(
        "Nobody changes their own role. Nothing was changed. Ask a colleague who may."
    ),
    "own-disabling": mark(
        "Nobody disables themselves. Nothing was changed. Ask a colleague who may."
    ),
    "own-role-rights": mark(
        "Nobody changes what their own role may do. Nothing was changed. Ask a colleague with "
        "another role."
    ),
    "role-mightier": mark(
        "The role “{role}” may do more than yours. Nothing was changed. Choose another, or ask "
        "somebody who may do as much."
    ),
    "role-limit-wrong": mark("A limit is not below zero. Nothing was changed. Enter it again."),
    "last-with-right": mark(
        "Nobody would be left with the right “{right}”, and nobody could give it back. Nothing "
        "was changed. Give it to somebody else first."
    ),
    "badge-wrong": Counted(
        "A badge has {most} character or fewer, all of them readable. Nothing was saved. Scan "
        "it again, or type its number.",
        "A badge has {most} characters or fewer, all of them readable. Nothing was saved. Scan "
        "it again, or type its number.",
        "most",
    ),
    "badge-taken": mark(
        "Somebody has the badge {badge} already. Nothing was saved. Take another one."
    ),
    "badge-names-other": mark(
        "{badge} is the number of something else here: a paper, an article, a card or a "
        "customer. Scanned, nobody could tell which is meant. Nothing was saved. Take another "
        "badge."
    ),
    "badge-unknown": mark(
        "Nobody has the badge {badge}. Nothing was changed. Check it, or list all people."
    ),
    "name-too-long": Counted(
        "A name has {most} character or fewer. Nothing was saved. Shorten it.",
        "A name has {most} characters or fewer. Nothing was saved. Shorten it.",
        "most",
    ),
}
