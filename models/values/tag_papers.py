"""What the tag on a returned item says; it is written anew whenever the goods are moved."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


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

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)
