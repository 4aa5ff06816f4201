"""What somebody asks a yes for, as plain data and back.

Goods are written as visits on hold are; this adds what moves money alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from models.services.corrections import CorrectionAsked
from models.services.decisions import ReturnAsked
from models.services.exchange_decisions import ExchangeAsked
from models.services.goodwill import GoodwillAsked
from models.services.journal import canonical
from models.services.no_receipt import WithoutSale
from models.services.suspended_bodies import read_body, write_body
from models.values import Money
from models.values.card_numbers import mask_card_numbers
from models.values.codes import CorrectionReason, GoodwillReason, RefundBy

NO_REQUEST: Final = "{}"
"""The body of a request that only somebody on the spot answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidAsked:
    """A return, exchange or payment of today is to be undone; ``slip`` is its number."""

    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyAsked:
    """The remedy that was chosen for a complaint is to be allowed, as it stands there."""

    complaint_id: int


Wanted = (
    ReturnAsked
    | ExchangeAsked
    | WithoutSale
    | GoodwillAsked
    | CorrectionAsked
    | VoidAsked
    | RemedyAsked
)
"""What a yes can be asked for; an exchange without its payments."""


def write_wanted(asked: Wanted | None) -> str:
    match asked:
        case None:
            return NO_REQUEST
        case ReturnAsked() | ExchangeAsked() | WithoutSale():
            return write_body(asked)
        case GoodwillAsked():
            return canonical(
                {
                    "kind": "goodwill",
                    **_amount_and_why(asked),
                    "by": asked.by,
                    "customer": asked.customer_id,
                    "sale": asked.sale_id,
                    "line": asked.line_id,
                }
            )
        case CorrectionAsked():
            return canonical(
                {
                    "kind": "correction",
                    **_amount_and_why(asked),
                    "by": asked.refund_by,
                    "sale": asked.sale_id,
                    "line": asked.line_id,
                }
            )
        case VoidAsked():
            return canonical({"kind": "void", "slip": asked.slip})
        case RemedyAsked():
            return canonical({"kind": "remedy", "complaint": asked.complaint_id})


def read_wanted(body: str) -> Wanted | None:
    """Raise ``ValueError`` for what this version did not write."""
    if body == NO_REQUEST:
        return None
    written = json.loads(body)
    match written.get("kind"):
        case "goodwill":
            return GoodwillAsked(
                amount=Money(written["amount"]),
                reason=GoodwillReason(written["reason"]) if written["reason"] else None,
                note=written["note"],
                by=_by(written),
                customer_id=written["customer"],
                sale_id=written["sale"],
                line_id=written["line"],
            )
        case "correction":
            return CorrectionAsked(
                sale_id=written["sale"],
                line_id=written["line"],
                amount=Money(written["amount"]),
                reason=CorrectionReason(written["reason"]) if written["reason"] else None,
                note=written["note"],
                refund_by=_by(written),
            )
        case "void":
            return VoidAsked(slip=written["slip"])
        case "remedy":
            return RemedyAsked(complaint_id=written["complaint"])
        case _:
            return read_body(body)[0]


def _amount_and_why(asked: GoodwillAsked | CorrectionAsked) -> dict[str, Any]:
    return {
        "amount": asked.amount.minor,
        "reason": asked.reason,
        "note": mask_card_numbers(asked.note),
    }


def _by(written: dict[str, Any]) -> RefundBy | None:
    return None if written["by"] is None else RefundBy(written["by"])
