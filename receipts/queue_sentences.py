"""Words for the queue: what people wait for, who goes first, and why a ticket stays put."""

from __future__ import annotations

from receipts.language import Counted, mark

TICKET_KINDS = {
    "return": mark("Returns and exchanges"),
    "inquiry": mark("Questions"),
    "complaint": mark("Complaints"),
    "pick-up": mark("Pick-up"),
}

PRIORITIES = {
    "older": mark("Older person"),
    "pregnant": mark("Pregnant"),
    "disabled": mark("Disabled"),
    "appointment": mark("Appointment"),
}

QUEUE_SAID = {
    "ticket-called-now": mark("{ticket} is called to register {register}."),
    "ticket-called-again": mark("{ticket} is called to register {register} again."),
    "ticket-noted-gone": mark("Nobody came with {ticket}. It can be put in again for an hour."),
    "ticket-held-now": mark("{ticket} is held: nobody calls it until it is put in again."),
    "ticket-put-in": mark("{ticket} waits again, at its old place."),
    "ticket-moved": mark("{ticket} was moved and keeps its place."),
    "ticket-begun": mark("{ticket} is served here now."),
    "ticket-taken-back": mark("{ticket} was taken back: its stub does not count any more."),
    "ticket-nobody-due": mark("Nobody waits whom this register calls. Nobody was called."),
}

QUEUE_REFUSALS: dict[str, str | Counted] = {
    "ticket-unknown": mark(
        "There is no such ticket in this store. Nothing was changed. Look at the queue again."
    ),
    "ticket-called-here": mark(
        "{ticket} was called here and has not come yet. Nobody else was called. "
        "Begin if they are here, call again, or say that nobody came."
    ),
    "ticket-served-here": mark(
        "{ticket} is still served here. Nobody else was called. "
        "Close the case or put it aside first."
    ),
    "ticket-is-waiting": mark(
        "{ticket} waits and has not been called. Nothing was changed. Call it first."
    ),
    "ticket-is-held": mark(
        "{ticket} is held. Nothing was changed. Put it in again, or call it by its number."
    ),
    "ticket-is-called": mark(
        "{ticket} was called to register {register}. Nothing was changed. Ask there."
    ),
    "ticket-is-serving": mark(
        "{ticket} is served at register {register}. Nothing was changed. Ask there."
    ),
    "ticket-is-done": mark(
        "{ticket} was served already. Nothing was changed. "
        "Look for the case, or draw a new ticket."
    ),
    "ticket-is-gone": mark(
        "{ticket} was called and nobody came. Nothing was changed. "
        "Put it in again if they are back, or draw a new ticket."
    ),
    "ticket-not-counted": mark(
        "{ticket} does not count any more. Nothing was changed. Draw a new ticket."
    ),
    "ticket-call-again": Counted(
        "{ticket} keeps its place: it takes {count} second yet until they count as gone. "
        "Nothing was changed. Wait, or call again.",
        "{ticket} keeps its place: it takes {count} seconds yet until they count as gone. "
        "Nothing was changed. Wait, or call again.",
        "count",
    ),
    "ticket-too-late": mark(
        "{ticket} was called more than an hour ago and lost its place. Nothing was changed. "
        "Draw a new ticket."
    ),
    "ticket-moved-nowhere": mark(
        "{ticket} waits for that already. Nothing was changed. "
        "Choose something else, or another register."
    ),
    "ticket-no-such-register": mark(
        "There is no register {register} in this store. Nothing was changed. "
        "Choose one of this store's."
    ),
    "appointment-not-today": mark(
        "The appointment ({moment}) is not today. No ticket was drawn. "
        "Give a time of today, or draw the ticket on that day."
    ),
}
