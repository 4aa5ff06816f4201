"""Money that goes out without goods, as it is entered at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.services.corrections import CorrectionAsked
from models.services.goodwill import GoodwillAsked
from models.values import ZERO
from models.values.codes import CorrectionReason, GoodwillReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.giving import Giving
    from models.services.search import Choice
    from models.values import Money
    from models.values.codes import RefundBy

GivingAsked = CorrectionAsked | GoodwillAsked


class What(StrEnum):
    """What the money is for."""

    CORRECTION = "correction"
    """A part of the price of one line of the open sale."""
    GOODWILL = "goodwill"


REASONS_OF: Final[Mapping[What, type[CorrectionReason | GoodwillReason]]] = {
    What.CORRECTION: CorrectionReason,
    What.GOODWILL: GoodwillReason,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutGoods:
    """The form, and what the policy says of exactly what it holds."""

    what: What = What.GOODWILL
    line_id: int | None = None
    """The line whose price it is; or, for goodwill, what it is about."""
    amount: Money = ZERO
    reason: CorrectionReason | GoodwillReason | None = None
    note: str = ""
    by: RefundBy | None = None
    """What the customer chose; the policy's own way while nothing is chosen."""
    customer: Choice | None = None
    """Named here; where nobody is, it is for the customer of the open sale."""
    named: tuple[Choice, ...] = ()
    """Customers that were meant, to choose one of."""
    decided: Giving | None = None
    """Of exactly what is entered now; empty while it is being made."""
    tried: tuple[GivingAsked, str] | None = None
    """What was submitted before, and its id: the same keeps it when it is tried again."""

    @property
    def begun(self) -> bool:
        """Whether something is entered that would be missed."""
        return bool(self.amount or self.reason or self.note or self.customer)

    @property
    def wants_note(self) -> bool:
        """Whether the reason alone says nothing."""
        return self.reason is not None and self.reason.value == CorrectionReason.OTHER.value

    def asked(self, sale_id: int | None) -> GivingAsked | None:
        """The request as it is entered now; nothing until a price to correct is named."""
        note = self.note.strip() if self.wants_note else ""
        if self.what is What.GOODWILL:
            return GoodwillAsked(
                amount=self.amount,
                reason=self.reason if isinstance(self.reason, GoodwillReason) else None,
                note=note,
                by=self.by,
                customer_id=self.customer.id if self.customer else None,
                sale_id=sale_id,
                line_id=self.line_id,
            )
        if sale_id is None or self.line_id is None:
            return None
        return CorrectionAsked(
            sale_id=sale_id,
            line_id=self.line_id,
            amount=self.amount,
            reason=self.reason if isinstance(self.reason, CorrectionReason) else None,
            note=note,
            refund_by=self.by,
        )
