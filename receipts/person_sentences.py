"""Words for what is kept about people, and for why it cannot be given or forgotten."""

from __future__ import annotations

from receipts.language import Counted, mark

PERSON_REFUSALS: dict[str, str | Counted] = {
    "person-not-found": mark(
        "Nobody on record has the number, phone or e-mail “{text}”. Nothing was changed. "
        "Look the customer up at the counter and use the number shown there."
    ),
    "person-not-one": mark(
        "That belongs to several customers: {numbers}. Nothing was changed. "
        "Give one of these numbers instead."
    ),
    "person-money-waits": mark(
        "Money for this customer still waits for the terminal: {numbers}. Nothing was "
        "forgotten, and the refund is safe. Settle or decline it at the counter, then try "
        "again."
    ),
    "forget-reason-missing": mark(
        "The reason is missing. Nothing was changed. Enter why the customer is forgotten, "
        "without naming them."
    ),
    "person-not-as-sealed": mark(
        "What this paper or entry says of a person (row {number} of the personal data) is not "
        "what was sealed: somebody changed the records. No money has moved. Run konter "
        "verify, and call whoever looks after the shop's records."
    ),
}

KEPT_WHAT = {
    "number": mark("The customer's number at the till"),
    "name": mark("The customer's name"),
    "phone": mark("The customer's phone"),
    "e-mail": mark("The customer's e-mail"),
    "tier": mark("What kind of customer they are"),
    "language": mark("The language they read"),
    "name-on-papers": mark("Names on papers, and words about them"),
    "card": mark("Brand and last four digits of the card that paid"),
    "captured": mark("What was noted when goods came back"),
    "notes": mark("Why money was given, declined or voided"),
    "signature": mark("Their signature under papers"),
    "asked": mark("What they asked or complained of, and what they were told"),
    "approvals": mark("What a manager was asked for, and what was said of it"),
    "cases": mark("What a case was about, what was promised, and notes in it"),
    "mailed": mark("Where a paper goes by e-mail"),
    "mailed-shown": mark("Where it went: the first letter and the provider"),
    "request": mark("The fingerprint of what was entered"),
    "identity": mark("A document shown: its kind, a keyed hash and three characters"),
    "on-hold": mark("A visit on hold, and its note"),
    "hand-over": mark("What somebody left word of at the end of a shift"),
    "priority": mark("Why somebody was called before others"),
    "staff": mark("Names, badges and roles of staff"),
    "pin": mark("A hash of the PIN"),
    "papers": mark("Who served, on papers and in the journal"),
    "reasons": mark("What staff wrote about drawers and policies"),
}

KEPT_ABOUT = {
    "customer": mark("Customers"),
    "visitor": mark("Whoever returns without a receipt"),
    "staff": mark("Staff"),
}

KEPT_WHY = {
    "mail": mark("to send them a paper they asked for"),
    "recognise": mark("to find their purchases and keep what the shop promised"),
    "paper": mark("because the customer's paper says whose it is"),
    "refund": mark("so that money goes back the way it came"),
    "limits": mark("so that limits on returns hold"),
    "decision": mark("because a decision may be questioned"),
    "visit": mark("to go on with the visit"),
    "answer": mark("to answer what they asked, and keep what was promised"),
    "accounts": mark("because it is a business record"),
    "sign-on": mark("so that nobody works under another's name"),
}

KEPT_LONG = {
    "served": mark("until they were served, or the day is over"),
    "sent": mark("until it is sent or given up"),
    "forgotten": mark("until the person asks to be forgotten"),
    "papers": mark("as long as the shop keeps its papers"),
}
KEPT_DAYS = Counted("{count} day", "{count} days", "days")

KEPT_THEN = {
    "deleted": mark("deleted"),
    "blanked": mark("blanked: only that something was noted stays"),
    "pseudonym": mark("replaced by a pseudonym"),
    "stays": mark("stays"),
}
