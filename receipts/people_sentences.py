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
    "person-added": mark("{name} is added and can sign on."),
    "person-changed": mark("Saved: {name}."),
    "person-new-pin": mark("{name} has a new PIN. The old one no longer works."),
    "person-now-disabled": mark("{name} is disabled, at every counter."),
    "person-now-enabled": mark("{name} can sign on again."),
    "person-unlocked": mark("{name} is unlocked and can sign on again."),
    "person-as-before": mark("{name} is as before."),
    "role-changed": mark("Saved. Everybody with the role “{role}” may do exactly that now."),
    "badge-unknown": mark(
        "Nobody has the badge {badge}. Nothing was changed. Check it, or list all people."
    ),
    "name-too-long": Counted(
        "A name has {most} character or fewer. Nothing was saved. Shorten it.",
        "A name has {most} characters or fewer. Nothing was saved. Shorten it.",
        "most",
    ),
}

OVERRIDES = {
    "late-stage": mark("Brought back late, but not too late"),
    "parts-by-manager": mark("Parts are missing"),
    "no-receipt-item": mark("Without a receipt: too much for one item"),
    "no-receipt-period": mark("Without a receipt: too many lately"),
    "no-receipt-year": mark("Without a receipt: too much in a year"),
    "customer-blocked": mark("A customer whom the shop had trouble with"),
    "returns-a-lot": mark("A customer who returns a lot"),
    "limit-line": mark("A line above the limit of clerks"),
    "limit-case": mark("A return above the limit of clerks"),
    "limit-clerk-day": mark("A clerk's day above the limit"),
    "limit-two-line": mark("A line that two managers decide"),
    "limit-two-case": mark("A return that two managers decide"),
    "decided-by-manager": mark("What a manager always decides"),
    "decided-by-two-managers": mark("What two managers always decide"),
    "charge-alone": mark("A charge without its goods"),
    "charge-kept": mark("A charge that the shop keeps"),
    "claim-by-law": mark("A claim by law, after the shop's own time"),
    "tender-by-manager": mark("Another way of paying back"),
    "tender-not-offered": mark("A way of paying back that is not offered"),
    "remedy-first": mark("Another remedy than comes first"),
    "sum-by-manager": mark("A part of a price given back"),
    "sum-above-clerk": mark("A part of a price above the limit of clerks"),
    "goodwill-blocked": mark("Goodwill for a customer with trouble"),
    "goodwill-for-nobody": mark("Goodwill for nobody named"),
    "goodwill-often": mark("Goodwill a lot of times lately"),
}
"""The findings that somebody with the right to approve may say yes to, as the roles' page
names them: without a sale at hand they have no amounts and days."""

BARRED = {
    "person-mightier": mark("{name} may do more than you: ask somebody who may do as much."),
    "role-mightier": mark("This role may do more than yours: ask somebody who may do as much."),
    "own-role-rights": mark(
        "Nobody changes what their own role may do: ask a colleague with another role."
    ),
}
"""Why somebody or something cannot be changed by whoever looks, said before they try."""
