"""Words for questions: what they are about, and why one, an answer or what is kept of them
is not taken as it is."""

from __future__ import annotations

from typing import Final

from receipts.language import Counted, mark

QUESTION_KINDS: Final = {
    "product": mark("A product"),
    "bill": mark("A bill"),
    "policy": mark("What is allowed"),
    "shop": mark("The shop itself"),
    "other": mark("Something else"),
}

QUESTION_REFUSALS: dict[str, str | Counted] = {
    "question-asked": mark("Written down. It stands in the case until somebody answers it."),
    "question-not-saved": mark(
        "What you typed is not written down yet. Write it down, or do the same once more to "
        "drop it."
    ),
    "question-promised": mark(
        "Written down. Tell the customer: {name} comes back to you by {day}."
    ),
    "question-answered": mark("Written down, with the answer."),
    "question-came-back": mark("Done: the customer heard from us as promised."),
    "knowledge-added": mark("Kept. It is offered to everybody who types the like."),
    "knowledge-saved": mark("Saved. It is offered as it stands now."),
    "knowledge-not-saved": mark(
        "What you typed is not saved yet. Save it, or do the same once more to drop it."
    ),
    "knowledge-outdated": mark("It is offered to nobody any more. Change it to bring it back."),
    "knowledge-merged-into": mark("Two became one: only “{asked}” is offered from now on."),
    "question-empty": mark(
        "The question is missing. Nothing was written down. Enter what the customer asks."
    ),
    "question-unknown": mark(
        "This question is not on record. Nothing was changed. Open the case again."
    ),
    "question-open": mark(
        "This question has no answer yet. Nothing was kept. Answer it first."
    ),
    "question-followed": mark(
        "Somebody came back to the customer already. Nothing was changed. Ask a new question."
    ),
    "answer-empty": mark(
        "The answer is missing. Nothing was written down. Enter what the customer was told."
    ),
    "follow-up-gone-by": mark(
        "{day} has gone by. Nothing was promised. Choose today or a later day."
    ),
    "follow-up-nobody": mark(
        "This person does not work here any more. Nothing was promised. Choose somebody else."
    ),
    "follow-up-not-promised": mark(
        "Nobody promised to come back to this customer. Nothing was changed. Promise a day "
        "first, or close the case."
    ),
    "knowledge-empty": mark(
        "A question and an answer are needed. Nothing was kept. Enter both in words."
    ),
    "knowledge-long": mark(
        "This is too long to be found again. Nothing was kept. Use at most {asked} characters "
        "for the question and {said} for the answer."
    ),
    "knowledge-names-customer": mark(
        "The customer stands in it. Nothing was kept, as everybody would read it. Take out "
        "the name, phone, e-mail and number."
    ),
    "knowledge-kept-already": mark(
        "An answer to this question is kept already. Nothing was changed. A manager can say "
        "it better."
    ),
    "knowledge-unknown": mark(
        "This answer is not on record. Nothing was changed. Look for it again."
    ),
    "knowledge-changed": mark(
        "{name} changed this answer meanwhile. Nothing of yours was saved. Read theirs, then "
        "change it."
    ),
    "knowledge-merged": mark(
        "Another answer took its place. Nothing was changed. Change that one."
    ),
    "knowledge-not-offered": mark(
        "The other answer is not offered to anybody. Nothing was merged. Choose one that is."
    ),
}
