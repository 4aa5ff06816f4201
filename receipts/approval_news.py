"""What is said of requests for a manager's yes as they come in and are answered."""

from __future__ import annotations

from receipts.approval_sentences import APPROVAL_STATES
from receipts.language import Counted, mark

HELP_STATES = {
    **APPROVAL_STATES,
    "open": mark("Waiting for somebody"),
    "granted": mark("Somebody is coming"),
    "used": mark("Done"),
}
"""How a call for help stands."""

APPROVAL_NEWS: dict[str, str | Counted] = {
    "approval-new": mark(
        "{person} asks for a yes at register {register}: {about}, {amount}. "
        "Ctrl+4 shows the request."
    ),
    "approval-new-no-amount": mark(
        "{person} asks for a yes at register {register}: {about}. Ctrl+4 shows the request."
    ),
    "approval-new-remedy": mark(
        "{person} asks for a yes at register {register}: remedy of a complaint, case {about}. "
        "Ctrl+4 shows the request."
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
    "approval-withdrawn": mark("The request was taken back. No money has moved."),
    "help-coming": mark("{person} at register {register} knows that you are coming."),
    "help-done": mark("The call is done."),
    "approval-gone": mark(
        "This request is not here any more. No money has moved by it. Choose another one."
    ),
    "delegation-given": mark("{name} may answer for you from {since} until {until}."),
    "delegation-ended": mark("{name} answers for {giver} no longer."),
}
