"""Words for complaints: what they are called, and why one does not go on as wanted."""

from __future__ import annotations

from typing import Final

from receipts.language import Counted, mark

COMPLAINT_KINDS: Final = {
    "goods": mark("Goods"),
    "service": mark("Service"),
    "price": mark("Price or bill"),
    "policy": mark("A rule of the shop"),
    "delivery": mark("Delivery"),
    "other": mark("Something else"),
}
SEVERITIES: Final = {
    "1": mark("It annoys"),
    "2": mark("It cost money or time"),
    "3": mark("Somebody may come to harm"),
}
COMPLAINT_STEPS: Final = {
    "calm": mark("Calm"),
    "issue": mark("What it is about"),
    "remedy": mark("Remedy"),
    "promise": mark("Promise"),
    "settled": mark("Settled"),
}
COMPLAINT_REMEDIES: Final = {
    "goodwill": mark("Goodwill"),
    "exchange": mark("Exchange"),
    "refund": mark("Refund"),
    "repair": mark("Repair"),
    "apology": mark("Letter of apology"),
    "explained": mark("Explained: nothing was wrong"),
}
COMPLAINT_ABOUT: Final = {
    "nothing": mark("Nothing special"),
    "product": mark("A product"),
    "sale": mark("A sale"),
    "staff": mark("A colleague"),
    "clause": mark("A clause of the policy"),
}

COMPLAINT_REFUSALS: dict[str, str | Counted] = {
    "complaint-empty": mark(
        "The complaint is missing. Nothing was written down. Enter what the customer says."
    ),
    "complaint-severity": mark(
        "A complaint is of severity 1, 2 or 3. Nothing was written down. Choose one of them."
    ),
    "complaint-unknown": mark(
        "This complaint is not on record. Nothing was changed. Open the case again."
    ),
    "complaint-settled": mark(
        "This complaint is settled. Nothing was changed. If it is not over for the customer, "
        "begin a new one in a case linked to this."
    ),
    "complaint-about-nothing": mark(
        "What it is about is not on record. Nothing was written down. Choose the product, "
        "sale, person or clause again, or none."
    ),
    "complaint-issue-empty": mark(
        "The core of the complaint is missing. Nothing was written down. Say in one sentence "
        "what it is really about."
    ),
    "complaint-issue-first": mark(
        "It is not clear yet what this is about. Nothing was promised. Write down the core of "
        "it first."
    ),
    "complaint-remedy-first": mark(
        "Nothing makes it good yet. Nothing was promised. Choose a remedy first."
    ),
    "complaint-waits-for-yes": mark(
        "This remedy waits for a manager's yes. Nothing was promised. Ask a manager."
    ),
    "complaint-nothing-waits": mark(
        "Nothing of this complaint waits for a yes. Nothing was changed. Open it again."
    ),
    "complaint-own-remedy": mark(
        "Somebody else has to say yes to a remedy that you chose. Nothing was changed. Ask "
        "another manager."
    ),
    "complaint-paper-other": mark(
        "{paper} does not show what was given. The complaint was not changed. Choose the paper "
        "of the goodwill, the exchange or the refund."
    ),
    "complaint-paper-elsewhere": mark(
        "That paper was not made in case {case}. The complaint was not changed. Give the "
        "goodwill, exchange or refund in this case, then enter the number of its paper."
    ),
    "complaint-hours-wrong": mark(
        "Working hours of a day have to follow each other, within the day. Nothing was saved. "
        "Correct them."
    ),
    "complaint-hours-none": mark(
        "There are no working hours in the week. Nothing was saved. Enter at least one."
    ),
    "complaint-limit-wrong": mark(
        "A limit is of one minute to 60 days, a manager is told after 1 to 100 percent of it. "
        "Nothing was saved. Correct the figures."
    ),
    "complaint-terms-changed": mark(
        "{name} changed these settings meanwhile. Nothing of yours was saved. Look at theirs, "
        "then change them."
    ),
    "taken-down-empty": mark(
        "What the customer said is missing. No paper was made. Enter it in their words."
    ),
    "letter-empty": mark(
        "The letter has no words yet. It was not made. Write it, offer it, then send it."
    ),
    "letter-forbidden": mark(
        "No paper may say “{words}”: the law gives back what was faulty. Nothing was kept. "
        "Say it in other words."
    ),
    "letter-money": mark(
        "A letter names no money, and this one says “{words}”. Nothing was kept, and no money "
        "moved. Give goodwill or a refund at the counter: its slip says how much."
    ),
    "letter-not-chosen": mark(
        "The remedy of this complaint is no letter of apology. None was made. Choose it first."
    ),
    "letter-waits-for-yes": mark(
        "This letter waits for a manager's yes. It was not made. Ask a manager."
    ),
    "letter-ready": mark("The letter is kept. Print, save or e-mail it when it is right."),
    "complaint-begin-first": mark(
        "This complaint is not on record yet. Nothing was changed. Write down what the "
        "customer says first, in step 1."
    ),
    "complaint-promise-when": mark(
        "It is not clear until when. Nothing was promised. Enter a day and a time, such as "
        "2026-12-31 and 14:00."
    ),
    "complaint-asked": mark("The managers are asked. You hear of it here."),
    "complaint-is-settled": mark("The complaint is settled."),
    "complaint-nears": mark(
        "A complaint in case {case} is due {due}. It was passed on to the managers."
    ),
    "complaint-escalated": mark("A complaint in case {case} was passed on to the managers."),
    "complaint-overdue": mark(
        "A complaint in case {case} was due {due}. It was passed on to the managers."
    ),
    "complaint-terms-kept": mark("New complaints are dealt with like this from now on."),
    "complaint-terms-back": mark("New complaints are dealt with as before."),
}
