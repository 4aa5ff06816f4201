"""What the tag on a returned item says; it is written anew whenever the goods are moved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTag:
    """The tag to stick on goods that came back. Quantities are thousandths, moments ISO 8601
    in the shop's own time."""

    code: str
    """Scanned to find the goods again: the slip's number and which of its lines."""
    store: str
    description: str
    sku: str
    serial: str = ""
    quantity: int
    reason: str
    condition: str
    disposition: str
    taken_at: str
    language: str
