"""Words for cases: what they are called, why something cannot be done, and their story."""

from __future__ import annotations

from typing import Final

from receipts.language import Counted, mark

CASE_KINDS: Final = {
    "return": mark("Return"),
    "inquiry": mark("Question"),
    "complaint": mark("Complaint"),
    "pick-up": mark("Pick-up"),
}
CHANNELS: Final = {
    "counter": mark("at the counter"),
    "phone": mark("by phone"),
    "chat": mark("by chat"),
    "e-mail": mark("by e-mail"),
}
WAITS_FOR: Final = {"customer": mark("the customer"), "shop": mark("the shop")}
SMILES: Final = {"good": mark("good"), "fair": mark("fair"), "bad": mark("bad")}
ENTRY_KINDS: Final = {
    "note": mark("a note"),
    "coaching": mark("a note for one person"),
    "promise": mark("a promise"),
    "kept": mark("a promise kept"),
    "broken": mark("a promise not kept"),
    "escalated": mark("why more say is needed"),
    "handed-over": mark("what the next person should know"),
    "elsewhere": mark("where it goes on"),
}

CASE_REFUSALS: dict[str, str | Counted] = {
    "case-unknown": mark(
        "This case is not on record. Nothing was changed. Look for it in the list of cases."
    ),
    "case-other-store": mark(
        "Case {case} is of another store. Nothing was changed here. Read it, or open a case "
        "of your own and link it to that one."
    ),
    "case-closed": mark(
        "Case {case} is closed and stays so. Nothing was changed. Open a new case and link it "
        "to this one."
    ),
    "case-in-hand": mark(
        "{person} has case {case} in hand at register {register}. Nothing was changed. Ask "
        "there, or take it over."
    ),
    "case-ticket-unknown": mark(
        "That ticket is not on record. No case was begun. Call it again, or begin without one."
    ),
    "case-register-unknown": mark(
        "This store has no such register. The case is where it was. Choose another."
    ),
    "case-to-nobody": mark(
        "Case {case} is given to nobody yet, and is where it was. Choose a person or a "
        "register."
    ),
    "case-not-earlier": mark(
        "Case {earlier} is not earlier than case {case}. Nothing was changed. Link the later "
        "case to the earlier one."
    ),
    "case-escalated": mark(
        "Case {case} was escalated before, and still is. Nothing was changed. Add a note "
        "instead."
    ),
    "case-rated": mark(
        "The customer of case {case} has said how it was. Nothing was changed: what they said "
        "stays."
    ),
    "note-empty": mark("The words are missing. Nothing was changed. Write a few."),
    "case-words-too-long": mark(
        "These are too many words: there is room for {most} letters. Nothing was changed. "
        "Shorten them."
    ),
    "case-promise-empty": mark(
        "What is promised is missing. Nothing was promised. Write it in a few words."
    ),
    "case-promise-past": mark(
        "That moment is past. Nothing was promised. Choose one that is still to come."
    ),
    "case-promise-open": mark(
        "Case {case} still promises: “{promise}”. Nothing was changed. Say first whether that "
        "was kept."
    ),
    "case-complaint-promised": mark(
        "Something is promised about the complaint “{words}”. Case {case} was not closed. "
        "Settle the complaint, or put the case aside for the shop."
    ),
    "case-complaint-open": mark(
        "The complaint “{words}” is not settled. Case {case} was not closed. Settle it, put "
        "the case aside, or say where it goes on."
    ),
    "case-question-open": mark(
        "The question “{words}” has no answer. Case {case} was not closed. Answer it, say who "
        "comes back to the customer and when, or say where it goes on."
    ),
    "case-promise-none": mark(
        "Nothing is promised in case {case} now. Nothing was changed. Look at its story: "
        "somebody may have been quicker."
    ),
}

CASE_NEWS: dict[str, str | Counted] = {
    "case-begun": mark("Case {case} is in hand at this register."),
    "case-taken-up": mark("Case {case} is in hand at this register now."),
    "case-aside": mark("Case {case} is put aside. It stands in the list until it is taken up."),
    "case-said-goodbye": mark("Case {case} is closed."),
    "case-noted": mark("Written down in case {case}."),
    "case-promised": mark("The promise stands in case {case} and in the list of what is due."),
    "case-promise-kept": mark("The promise of case {case} is kept."),
    "case-promise-broken": mark(
        "It is written down why the promise of case {case} was not kept."
    ),
    "case-given": mark("Case {case} waits for {person} at register {register}."),
    "case-passed-up": mark("Case {case} waits for somebody with more to say."),
    "case-entitled": mark("Case {case} has another title."),
    "case-customer-known": mark("It is written down whose case {case} is."),
    "case-linked": mark("Case {case} goes on with the earlier one."),
}
"""What is said for a moment after something was done."""
