"""Words for what cannot be done with a policy or its draft, and what to do instead."""

from __future__ import annotations

from receipts.language import Counted, mark

POLICY_REFUSALS: dict[str, str | Counted] = {
    "policy-unknown": mark(
        "There is no version {number} of the policy. Nothing was changed. "
        "Choose one from the list of versions."
    ),
    "policy-file-unreadable": mark(
        "The file {path} cannot be read as text. Nothing was changed. "
        "Check its name and place, and save it as UTF-8."
    ),
    "policy-file-unwritable": mark(
        "The file {path} cannot be written. The policy itself is safe. "
        "Choose another place, or ask whoever looks after this machine for the right."
    ),
    "policy-day-past": mark(
        "{day} has passed already. Nothing was changed, as what was decided then stands. "
        "Choose tomorrow or a later day."
    ),
    "policy-today-reason-missing": mark(
        "A policy that is in force today changes what customers were told this morning. "
        "Nothing was changed. Give a reason, or choose tomorrow."
    ),
    "policy-weak-reason-missing": Counted(
        "The policy gives customers less than the law does, in {count} place. Nothing was "
        "changed. Give a reason, which the journal keeps, or mend the draft.",
        "The policy gives customers less than the law does, in {count} places. Nothing was "
        "changed. Give a reason, which the journal keeps, or mend the draft.",
        "count",
    ),
    "policy-base-reason-missing": mark(
        "This draft started from version {base}; version {number} came later, and its changes "
        "would be undone. Nothing was changed. Give a reason, or start a draft from "
        "version {number}."
    ),
    "draft-unknown": mark(
        "There is no draft {draft}. Nothing was changed. Choose one from the list of drafts."
    ),
    "draft-changed": mark(
        "{author} has changed this draft since you opened it. Your change was not saved, and "
        "theirs stands. Open the draft again and look before you go on."
    ),
    "draft-closed": mark(
        "This draft is in force already, or was discarded. Nothing was changed. "
        "Start a new draft from the version that you want to change."
    ),
    "draft-sent-already": mark(
        "This draft is with its reviewer already. Nothing was changed. "
        "Wait for the review, or change the draft and send it again."
    ),
    "draft-not-sent": mark(
        "This draft is not up for review: its author is still at work on it. Nothing was "
        "changed. Ask its author to send it."
    ),
    "draft-not-accepted": mark(
        "Nobody has accepted this draft as it stands. Nothing was changed. "
        "Send it to a second person first."
    ),
    "draft-own": mark(
        "You wrote this draft, so a second person has to review it. Nothing was changed. "
        "Ask another manager or administrator."
    ),
    "draft-alone-reason-missing": mark(
        "There is no second manager to review this draft. Nothing was changed. "
        "Give a reason why it may do without; the journal keeps it."
    ),
    "draft-remark-missing": mark(
        "The draft is not sent back without a word. Nothing was changed. "
        "Say what its author should change."
    ),
    "draft-tie": mark(
        "Clauses {one} and {other} both set “{term}”, can hold for the same goods, and neither "
        "is more specific. Add a condition to one of them, or take “{term}” out."
    ),
    "draft-number-twice": mark(
        "Two clauses have the number {number}. "
        "Papers quote clauses by their number: give each its own."
    ),
    "draft-mistake": mark(
        "Clause {clause}: “{where}” cannot be “{found}”. Choose another value for it."
    ),
}
