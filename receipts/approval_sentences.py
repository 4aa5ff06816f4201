"""Words of a second person's yes: what it is for, what became of it, why it is none."""

from __future__ import annotations

from receipts.language import Counted, mark

APPROVAL_KINDS = {
    "return": mark("Return"),
    "exchange": mark("Exchange"),
    "no-receipt": mark("Return without a receipt"),
    "goodwill": mark("Goodwill"),
    "correction": mark("Price correction"),
    "void": mark("Void"),
    "remedy": mark("Remedy of a complaint"),
    "drawer": mark("Drawer difference"),
    "card": mark("Gift card taken back"),
    "help": mark("Manager called"),
}

APPROVAL_STATES = {
    "open": mark("Waiting for a manager"),
    "question": mark("A manager asks back"),
    "granted": mark("Approved, not used yet"),
    "refused": mark("Refused"),
    "withdrawn": mark("Withdrawn"),
    "expired": mark("Lapsed"),
    "used": mark("Used"),
}

APPROVAL_SAID = {
    "asked": mark("Asked"),
    "approved": mark("Approved"),
    "changed": mark("Approved with a change"),
    "refused": mark("Refused"),
    "question": mark("Asked back"),
    "reply": mark("Replied"),
    "withdrawn": mark("Withdrawn"),
    "expired": mark("Lapsed"),
    "used": mark("Used"),
    "coming": mark("Is coming"),
    "done": mark("Done"),
}

YES_REASONS = {
    "good-customer": mark("A good customer"),
    "shops-mistake": mark("The shop's own mistake"),
    "fault-seen": mark("The fault was seen"),
    "just-too-late": mark("Only just too late"),
    "promised": mark("It was promised"),
    "other": mark("Other reason"),
}

NO_REASONS = {
    "against-policy": mark("The policy is clear"),
    "goods-not-fit": mark("The goods are not as they should be"),
    "not-shown": mark("Nothing shows that it is so"),
    "too-often": mark("Too often"),
    "suspicion": mark("Something is not right here"),
    "other": mark("Other reason"),
}

APPROVAL_REFUSALS: dict[str, str | Counted] = {
    "approval-unknown": mark(
        "This request is not here. Nothing was changed and no money has moved. "
        "Look at the list of requests again."
    ),
    "approval-not-yours": mark(
        "Somebody else asked for this approval. Nothing was changed. "
        "Only they can withdraw it or reply."
    ),
    "approval-not-needed": mark(
        "This needs no approval. No money has moved. Confirm it as it is."
    ),
    "approval-impossible": mark(
        "No manager can approve this as it is. No money has moved. "
        "Look at the reasons, and change what was entered."
    ),
    "approval-pending": mark(
        "An approval of this is already asked for, by {name} at register {register}. No money "
        "has moved. Wait for the answer, or withdraw that request first."
    ),
    "approval-changed": mark(
        "This is not what was approved: lines, amounts, tenders or the policy have changed. "
        "No money has moved. Ask for approval again."
    ),
    "approval-not-granted": mark(
        "This is not approved: {approval_state}. No money has moved. "
        "Wait for the answer, or ask a manager to the counter."
    ),
    "approval-closed": mark(
        "This can no longer be answered: {approval_state}. Nothing was changed. "
        "Look at the list of requests again."
    ),
    "approval-used": mark(
        "This approval was already used, for {paper}. Nothing was paid twice. "
        "Ask for approval again if there is more to do."
    ),
    "approval-expired": mark(
        "This approval has lapsed. No money has moved. Ask for approval again."
    ),
    "approval-second-needed": mark(
        "Two managers have to approve this, and only one has. No money has moved. "
        "Ask another manager."
    ),
    "approval-words-missing": mark(
        "A few words are missing. Nothing was changed. Say why, then send it again."
    ),
    "approval-unchangeable": mark(
        "Only the amount and the means of payment can be changed here. Nothing was changed. "
        "Refuse it with a few words, or ask the clerk."
    ),
    "approver-may-not-override": mark(
        "{name} may not approve exceptions of this kind. No money has moved. "
        "Ask a manager who may."
    ),
    "approver-line-most": mark(
        "{name} may approve up to {most} for a line, and this is {amount}. No money has moved. "
        "Ask a manager who may approve more."
    ),
    "approver-case-most": mark(
        "{name} may approve up to {most} at once, and this is {amount}. No money has moved. "
        "Ask a manager who may approve more."
    ),
    "approver-day-most": mark(
        "{name} may approve up to {most} a day, and with this it would be {amount}. "
        "No money has moved. Ask another manager."
    ),
    "own-line-most": mark("This is {amount} for a line. You may pay up to {most} alone."),
    "own-case-most": mark("This is {amount}. You may pay up to {most} at once alone."),
    "own-day-most": mark(
        "With this it is {amount} today. You may pay up to {most} a day alone."
    ),
    "lowered-not-lower": mark(
        "{amount} is not less than the {due} that is due. Nothing was changed. "
        "Agree on less, or leave the amount as it is."
    ),
    "lowered-too-far": mark(
        "{amount} is too little: the policy itself gives {least}. Nothing was changed. "
        "Agree on at least that."
    ),
    "delegation-to-nobody": mark(
        "Approvals can only be handed to somebody else who is in use here. Nothing was "
        "changed. Choose another person."
    ),
    "delegation-time-wrong": Counted(
        "This time is over, ends before it begins, or is longer than {days} day. Nothing was "
        "changed. Choose other days.",
        "This time is over, ends before it begins, or is longer than {days} days. Nothing was "
        "changed. Choose other days.",
        "days",
    ),
    "delegation-unknown": mark(
        "This is not here, or is not yours to end. Nothing was changed. Look at the list again."
    ),
}
