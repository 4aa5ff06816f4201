"""Words for why the records could not be verified, or a role not granted."""

from __future__ import annotations

from receipts.language import Counted, mark

VERIFY_REFUSALS: dict[str, str | Counted] = {
    "head-wrong": mark(
        "“{text}” is no seal of a journal: that has 64 digits and letters from a to f. Nothing "
        "was looked at. Type all of it as the Z prints it."
    ),
    "head-count-wrong": mark(
        "{count} is no number of entries. Nothing was looked at. Type the number that stands "
        "above the seal on the Z."
    ),
    "grant-postgresql-only": mark(
        "These records are a file, which knows no roles: whoever may write to the file may do "
        "anything. Nothing was changed. Roles are for records on PostgreSQL."
    ),
    "grant-role-wrong": mark(
        "“{role}” cannot be the name of a role. Nothing was changed. Choose another name."
    ),
    "grant-not-owner": mark(
        "You are connected as {user}, who does not own these records. Nothing was changed. "
        "Connect as their owner and try again."
    ),
    "grant-role-mighty": mark(
        "The role {role} may do anything with these records, as an owner or administrator of "
        "the database. Nothing was changed. Choose a role of its own for the counter."
    ),
}
