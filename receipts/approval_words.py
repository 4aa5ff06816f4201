"""Words for requests for a manager's yes: what they are for, and what is said of them."""

from __future__ import annotations

from receipts.language import Counted, mark

APPROVAL_KINDS = {
    "return": mark("Return"),
    "exchange": mark("Exchange"),
    "no-receipt": mark("Return without a receipt"),
    "goodwill": mark("Goodwill"),
    "correction": mark("Price correction"),
    "void": mark("Void"),
    "drawer": mark("Drawer difference"),
    "card": mark("End of a card"),
    "help": mark("Call for help"),
}

APPROVAL_STATES = {
    "open": mark("Waits for a manager"),
    "question": mark("Waits for the clerk"),
    "granted": mark("Approved"),
    "refused": mark("Refused"),
    "withdrawn": mark("Taken back"),
    "expired": mark("Too late"),
    "used": mark("Paid"),
}

HELP_STATES = {
    **APPROVAL_STATES,
    "granted": mark("Somebody is coming"),
    "used": mark("Done"),
}
"""The same of a call for help."""

APPROVAL_SAID = {
    "asked": mark("asked"),
    "approved": mark("said yes"),
    "changed": mark("said yes to something else"),
    "refused": mark("said no"),
    "question": mark("asked back"),
    "reply": mark("answered"),
    "withdrawn": mark("took it back"),
    "expired": mark("nobody answered in time"),
    "used": mark("used it"),
    "coming": mark("is coming"),
    "done": mark("said that it is done"),
}
"""What somebody did, after their name."""

YES_REASONS = {
    "good-customer": mark("Good customer"),
    "shops-mistake": mark("The shop's mistake"),
    "fault-seen": mark("The fault was seen"),
    "just-too-late": mark("Only just too late"),
    "promised": mark("It was promised"),
    "other": mark("Another reason"),
}

NO_REASONS = {
    "against-policy": mark("Against the policy"),
    "goods-not-fit": mark("The goods are not fit"),
    "not-shown": mark("Not shown to be so"),
    "too-often": mark("Too often"),
    "suspicion": mark("Suspicion"),
    "other": mark("Another reason"),
}

APPROVAL_NEWS: dict[str, str | Counted] = {
    "approval-new": mark(
        "{person} asks for a yes at register {register}: {about}, {amount}. "
        "Ctrl+4 shows the request."
    ),
    "approval-new-void": mark(
        "{person} asks for a yes at register {register}: {about}. Ctrl+4 shows the request."
    ),
    "help-new": mark("{person} calls a manager to register {register}. Ctrl+4 shows the call."),
    "approval-said-yes": mark("Approved: {person} at register {register} can go on now."),
    "approval-said-yes-first": mark(
        "Your yes is noted. Another manager has to say yes before {person} can go on."
    ),
    "approval-said-changed": mark(
        "Approved with {amount}: {person} at register {register} can go on now."
    ),
    "approval-said-no": mark("Refused. {person} at register {register} is told why."),
    "approval-asked-back": mark("{person} at register {register} is asked."),
    "approval-replied": mark("Your answer is with the managers."),
    "approval-taken-back": mark("The request was taken back. No money has moved."),
    "help-coming": mark("{person} at register {register} knows that you are coming."),
    "help-done": mark("The call is done."),
    "approval-gone": mark(
        "This request is not here any more. No money has moved by it. Choose another one."
    ),
    "delegation-given": mark("{name} may answer for you from {since} until {until}."),
    "delegation-ended": mark("{name} answers for {giver} no longer."),
}
