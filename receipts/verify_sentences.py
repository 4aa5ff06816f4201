"""Words for what ``konter verify`` found: what is wrong, where, and what to do next.

Amounts are told as they are stored, in the smallest unit, and quantities in thousandths: who
looks for them in the tables finds the same figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.language import mark
from receipts.sentences import said

if TYPE_CHECKING:
    from models.values import Message
    from receipts.language import Language

EDITED = mark(
    "{place}, of {number}: {column} is {stored}, and the sealed paper says {paper}. Somebody "
    "changed it outside the counter. Go by the paper."
)
PAPER_DISAGREES = mark(
    "{place}, of {number}: {stored} is stored, and the sealed paper says {paper}. Somebody "
    "changed it outside the counter. Go by the paper."
)
SUM_DISAGREES = mark(
    "{place}, of {number}: {stored} is stored, and what belongs to it adds up to {due}. Look "
    "at both for a row that was changed, added or taken out."
)
DRAWER_DISAGREES = mark(
    "{place}, of drawer {drawer}: {stored} is stored, and it should be {due}. Compare with "
    "the drawer's Z and with a backup."
)
CARD_DISAGREES = mark(
    "{place}, of value card {card}: it is not what the journal tells, or does not follow the "
    "entry before. Compare with a backup before the card is used again."
)
UNSEALED = mark(
    "Paper {number} is stored, and no journal entry vouches for it. Somebody put it in outside "
    "the counter. Do not honour it before that is cleared up."
)
GONE = mark(
    "Paper {number} is gone: entry {entry} of the journal vouches for it. Take it from a "
    "backup."
)
NOT_THERE = mark(
    "{place}: what belongs to {number} is not there. Take it from a backup, and look for what "
    "else is gone."
)
STOCK = mark(
    "{place}, of {number}: the stock did not move as the slip says. Count these goods, and "
    "compare with a backup."
)
STOCK_LATER = mark(
    "{place}: stock of product {product} in “{bucket}” moved with no decision or void that "
    "explains it, or did not move with one. Count these goods."
)
DECIDED = mark(
    "{place}, of returned line {line}: what was decided about the goods is not what the "
    "journal tells. Look where the goods lie."
)
CUT = mark(
    "Entries {first} to {last} are gone from the journal. Take them from a backup, and look "
    "for what else happened then."
)
HEAD_ROW = mark(
    "{place}: the head of the journal does not name its last entry. Entries were added, taken "
    "out or changed at the end: compare with the last Z, by --head and --count."
)
UNLIKE_TOLD = mark(
    "{place}: request {approval} for approval is not what the journal tells of it. Ask who was "
    "there, and compare with a backup."
)
FOUND_BY = mark(
    "{place}: that entry {number} of the journal names “{reference}” was put in or taken out. "
    "Whoever follows a case may be misled: compare with the entry itself."
)

FAULTS: dict[str, str] = {
    "journal-gap": CUT,
    "journal-cut": CUT,
    "journal-changed": mark(
        "Entry {number} of the journal, {event}, is not as it was sealed: somebody changed it. "
        "Compare it with a backup."
    ),
    "journal-unlinked": mark(
        "Entry {number} of the journal does not follow entry {before}: one of them was put in "
        "or sealed anew. Compare both with a backup."
    ),
    "journal-moment": mark(
        "Entry {number} of the journal says it was made at {at}, which cannot be. Check the "
        "clocks of this machine and of the counters."
    ),
    "journal-unreadable": mark(
        "Entry {number} of the journal cannot be read. Compare it with a backup."
    ),
    "journal-unsealed": mark(
        "Nothing vouches for who made entries {first} to {last} of the journal. Somebody took "
        "out the entry that does: compare with a backup."
    ),
    "journal-who-changed": mark(
        "Among entries {first} to {last} of the journal somebody changed who made one, or at "
        "which register. Compare them with a backup."
    ),
    "journal-head-missing": HEAD_ROW,
    "journal-head-behind": HEAD_ROW,
    "journal-head-differs": HEAD_ROW,
    "head-cut": mark(
        "The paper was printed when the journal had {count} entries, and these records have "
        "{entries}: they were cut, or are an older backup. Find the newer records."
    ),
    "head-rewritten": mark(
        "Entry {count} of the journal has another seal than the paper: what is on record up to "
        "there was written anew, or the paper is of another shop. Compare with a backup."
    ),
    "paper-sealed-twice": mark(
        "Entry {entry} of the journal vouches for paper {number} once more. Somebody may have "
        "covered up a change: go by what was printed."
    ),
    "paper-gap": mark(
        "Papers from {number} on are gone: numbers {first} to {last} of that series. Take them "
        "from a backup."
    ),
    "paper-renumbered": mark(
        "{place}: paper {number} has a number or register that is not its own. Compare it with "
        "a backup."
    ),
    "paper-unsealed": UNSEALED,
    "paper-changed": mark(
        "Paper {number} was changed after entry {entry} of the journal sealed it. Do not print "
        "it: take it from a backup."
    ),
    "paper-elsewhere": mark(
        "{place}: paper {number} is kept with another return than its own. Compare it with a "
        "backup."
    ),
    "paper-moment": mark(
        "{place}: paper {number} says it was made at another moment or register than entry "
        "{entry} of the journal. Compare it with a backup."
    ),
    "paper-missing": GONE,
    "closing-ahead": mark(
        "{number} was printed when the journal had {count} entries, more than there are now. "
        "The journal was cut: take it from a backup."
    ),
    "closing-differs": mark(
        "{number} printed another seal for entry {count} of the journal. What is on record up "
        "to there was written anew: compare with the printed paper and with a backup."
    ),
    "series-behind": mark(
        "{place}: paper {number} is there, and the last number given out is {last}. Do not "
        "take returns at that register before this is put right."
    ),
    "request-paper-missing": NOT_THERE,
    "return-paper-missing": NOT_THERE,
    "return-entry-missing": mark(
        "{place}: the journal does not know {number}. Somebody put it in outside the counter, "
        "or took the entry out. Look for the customer's slip."
    ),
    "return-lines-count": mark(
        "{place}: {number} has {stored} lines, and the sealed paper has {paper}. Go by the "
        "paper."
    ),
    "amount-differs": EDITED,
    "refund-differs": PAPER_DISAGREES,
    "giving-missing": NOT_THERE,
    "exchange-lines-count": mark(
        "{place}: of {number} {stored} lines went out, and the sealed paper has {paper}. Go by "
        "the paper."
    ),
    "tender-missing": NOT_THERE,
    "paid-in-differs": mark(
        "{place}, of {number}: what the customer paid is not what the sealed paper says. Go by "
        "the paper."
    ),
    "entry-differs": mark(
        "{place}, {number}: {what} is {stored}, and entry {entry} of the journal says {said}. "
        "Go by the journal."
    ),
    "refund-due-differs": SUM_DISAGREES,
    "refund-rounded": mark(
        "{place}, of {number}: another amount went out than it stands for, and not in cash. "
        "Compare with the slip."
    ),
    "refund-not-replaced": mark(
        "{place}, of {number}: a terminal declined it, and not the same sum went out "
        "in another way. Ask what the customer got."
    ),
    "void-hidden": mark(
        "{place}: whether {number} was voided is not clear: its paper and its row disagree. "
        "Look for the paper of the void."
    ),
    "void-of-nothing": mark(
        "{place}: void {number} undoes no return. Somebody changed the return it undid: look "
        "at the paper of the void."
    ),
    "void-entry-missing": mark(
        "{place}: the journal knows no void {number} of this return. Look for its paper."
    ),
    "void-paper-missing": NOT_THERE,
    "void-differs": mark(
        "{place}: void {number} took back other money than its paper says. Go by the paper."
    ),
    "cash-differs": SUM_DISAGREES,
    "credit-differs": SUM_DISAGREES,
    "line-returned-differs": SUM_DISAGREES,
    "line-refunded-differs": SUM_DISAGREES,
    "line-corrected-differs": SUM_DISAGREES,
    "line-too-much": mark(
        "{place}, of sale {number}: more came back or was refunded than was sold or paid. Take "
        "nothing more back of it before that is cleared up."
    ),
    "tender-refunded-differs": SUM_DISAGREES,
    "tender-too-much": mark(
        "{place}, of sale {number}: more went back on it than it paid. Refund nothing more on "
        "this sale before that is cleared up."
    ),
    "drawer-gap": mark(
        "{place}: entry {nth} of drawer {drawer} is gone. Compare with the drawer's Z and "
        "with a backup."
    ),
    "drawer-balance": DRAWER_DISAGREES,
    "drawer-below-zero": mark(
        "{place}: drawer {drawer} holds less than nothing. Compare with its Z and with "
        "a backup."
    ),
    "count-differs": DRAWER_DISAGREES,
    "count-missing": mark(
        "{place}: the count that ended this shift of drawer {drawer} is gone. Take it from a "
        "backup."
    ),
    "difference-differs": mark(
        "{place}: what drawer {drawer} was over or short, {due}, is not booked as it was "
        "counted. Compare with its Z."
    ),
    "difference-uncounted": mark(
        "{place}: drawer {drawer} has a difference that nobody counted. Compare with its Z."
    ),
    "by-hand-differs": DRAWER_DISAGREES,
    "closing-missing": mark(
        "{place}: drawer {drawer} was closed, and its Z is gone. Take it from a backup."
    ),
    "closing-count-differs": PAPER_DISAGREES,
    "closing-sum-differs": PAPER_DISAGREES,
    "card-gap": CARD_DISAGREES,
    "card-balance": CARD_DISAGREES,
    "card-entry-differs": CARD_DISAGREES,
    "card-ended-with-value": CARD_DISAGREES,
    "card-entry-missing": CARD_DISAGREES,
    "stock-differs": STOCK,
    "stock-missing": STOCK,
    "stock-unexplained": STOCK_LATER,
    "stock-move-missing": STOCK_LATER,
    "move-differs": DECIDED,
    "move-missing": DECIDED,
    "approval-own": mark(
        "{place}: whoever asked for approval {approval} approved it, or by an authority that "
        "they lent. Somebody put that in outside the counter: ask who was there."
    ),
    "approval-without-yes": mark(
        "{place}: request {approval} counts as approved without every yes that it needs. "
        "Somebody changed it outside the counter: ask who was there."
    ),
    "approval-paper-missing": NOT_THERE,
    "approval-entry-missing": UNLIKE_TOLD,
    "approval-entry-differs": UNLIKE_TOLD,
    "approval-yes-differs": UNLIKE_TOLD,
    "approval-use-differs": UNLIKE_TOLD,
    "approval-unused": mark(
        "{place}: request {approval} was used, as the journal tells, and it is not kept as "
        "used, so it could be used once more. Compare with a backup."
    ),
    "paper-unapproved": mark(
        "{place}: {number} rests on an exception, and nobody approved it. Look at its slip, "
        "and ask who took it."
    ),
    "personal-changed": mark(
        "{place}: the name or words kept there are not those that were sealed. Somebody "
        "changed them: take them from a backup."
    ),
    "personal-unsealed": mark(
        "{place}: no paper and no entry of the journal has what is kept there. Somebody put "
        "it in outside the counter, or changed the paper."
    ),
    "personal-missing": mark(
        "{place}: what a paper or an entry says of a person is gone, and was not forgotten in "
        "the usual way. Take it from a backup."
    ),
    "case-code-differs": mark(
        "{place}: case {case} has a code that is not its own. Compare it with a backup."
    ),
    "case-missing": mark(
        "The journal tells of case {case}, and it is not on record. Take it from a backup."
    ),
    "case-opening-differs": mark(
        "{place}: the journal does not tell that case {case} was opened, or not as it is kept. "
        "Compare it with a backup."
    ),
    "case-state-differs": mark(
        "{place}: case {case} is kept as {stored}, and by the journal it is {due}, or closed "
        "at another moment. Go by the journal."
    ),
    "case-smile-differs": mark(
        "{place}: what the customer of case {case} said is not what the journal has. Go by the "
        "journal."
    ),
    "case-entry-added": mark(
        "{place}: the journal knows nothing of these words in case {case}. Somebody put them "
        "in outside the counter."
    ),
    "case-entry-differs": mark(
        "{place}: these words in case {case} are not by whom, from when or of the kind that "
        "the journal says. Go by the journal."
    ),
    "case-entry-missing": mark(
        "{place}: words that were written down in case {case} are gone. Take them from a "
        "backup."
    ),
    "signature-differs": mark(
        "{place}: the signature under {number} is not what the journal vouches for. Somebody "
        "changed it, or put it in, outside the counter. Go by the paper alone."
    ),
    "signature-missing": mark(
        "The journal tells that {number} was signed, and the signature is not on record. Take "
        "it from a backup."
    ),
    "reference-added": FOUND_BY,
    "reference-missing": FOUND_BY,
}
"""One sentence for each code of :class:`models.services.verify_examination.Fault`."""


def fault_sentence(language: Language, message: Message) -> str:
    """What is wrong, in words; its bare code where there are none."""
    return said(language, FAULTS, message)
