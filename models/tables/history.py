"""Tables whose rows are never changed: the database refuses it, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

HISTORY: Final = frozenset(
    {
        "approval_event",
        "briefing",
        "briefing_end",
        "briefing_read",
        "case_entry",
        "coaching_seen",
        "complaint_stop",
        "complaint_terms",
        "document",
        "document_print",
        "drawer_count",
        "drawer_entry",
        "exchange",
        "goods_move",
        "goodwill",
        "guide",
        "journal",
        "journal_reference",
        "letterhead",
        "logo",
        "policy_version",
        "price_correction",
        "refund_split",
        "return_line",
        "return_void",
        "signature",
        "signing_terms",
        "stock_movement",
        "value_entry",
    }
)
"""Only added to; on PostgreSQL a counter's role has no right to do anything else either."""

BLANKED: Final[Mapping[str, tuple[str, ...]]] = {
    "approval_event": ("words", "body"),
    "case_entry": ("words",),
    "goodwill": ("note",),
    "personal": ("salt", "value", "forgotten_at"),
    "price_correction": ("note",),
    "refund_split": ("reason",),
    "return_line": ("captured",),
    "return_void": ("reason",),
    "signature": ("path",),
}
"""Words of such rows that are blanked to forget a person, which triggers let happen."""

MOVED_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "approval": ("state", "used_by", "body"),
    "counter_case": (
        "state",
        "title",
        "at_register_id",
        "register_id",
        "staff_id",
        "customer_id",
        "linked_id",
        "changed_at",
        "aside_for",
        "promise",
        "promised_at",
        "promised_by",
        "escalated_at",
        "smile",
        "closed_at",
    ),
    "delegation": ("ended_at", "ended_by"),
    "journal_head": ("entries", "hash", "at"),
    "paper_mail": (
        "address",
        "shown",
        "state",
        "attempts",
        "problem",
        "changed_at",
        "due_at",
        "holder",
        "held_until",
    ),
    "print_job": (
        "copy",
        "printer_id",
        "state",
        "attempts",
        "problem",
        "changed_at",
        "due_at",
        "holder",
        "held_until",
    ),
}
"""Rows that stay and go on, in these columns alone, as far as triggers let them."""
