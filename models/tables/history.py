"""Tables whose rows are never changed: the database refuses it, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

HISTORY: Final = frozenset(
    {
        "document",
        "document_print",
        "drawer_count",
        "drawer_entry",
        "exchange",
        "goods_move",
        "goodwill",
        "journal",
        "policy_version",
        "price_correction",
        "refund_split",
        "return_line",
        "return_void",
        "stock_movement",
        "value_entry",
    }
)
"""Only added to; on PostgreSQL a counter's role has no right to do anything else either."""

BLANKED: Final[Mapping[str, tuple[str, ...]]] = {
    "goodwill": ("note",),
    "personal": ("salt", "value", "forgotten_at"),
    "price_correction": ("note",),
    "refund_split": ("reason",),
    "return_line": ("captured",),
    "return_void": ("reason",),
}
"""Words of such rows that are blanked to forget a person, which triggers let happen."""
