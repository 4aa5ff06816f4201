"""What a gift receipt says: what was given, and never what it cost.

It goes to somebody who did not buy the goods, so there is no amount in it, no tender and no
name of whoever did buy them: what is not in the snapshot, no print and no code can show.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from models.values.papers import PaperHead

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """One line of goods; ``line_id`` is the sale line by which they come back, and
    ``quantity`` is in thousandths."""

    line_id: int
    description: str
    sku: str
    serial: str = ""
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftReceipt:
    """The paper that goes with a gift.

    ``sale_id`` is the sale that its own number leads to; it is not printed, and neither is the
    sale's number, which would open all of the sale.
    """

    head: PaperHead
    sale_id: int
    sold_on: str
    until: str = ""
    """The last day of the line that has the earliest; nothing where one has no such day."""
    lines: tuple[GivenLine, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        facts = dict(stored)
        return cls(
            head=PaperHead.from_json(facts.pop("head")),
            lines=tuple(GivenLine(**line) for line in facts.pop("lines")),
            **facts,
        )
