"""What was decided and then left: the customer went with a no, or without what they asked.

Nothing was moved, so there is no request and no paper: the journal alone has it. Nothing that
was typed is kept, only what was asked for and which paragraphs spoke. A no that the customer
got on paper (:mod:`models.services.denials`) is told there, in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.services.corrections import CorrectionAsked
from models.services.decisions import Decision, ReturnAsked
from models.services.exchange_decisions import ExchangeAsked
from models.services.goodwill import GoodwillAsked
from models.services.journal import record
from models.services.no_receipt import WithoutSale
from models.services.rights import anybody
from models.services.suspended_bodies import kind_of
from models.tables.returns import CORRECTION, GOODWILL
from models.tables.sales import Sale, SaleLine
from models.values import Money
from models.values.codes import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.rules.findings import Finding
    from models.services.decisions import ComingBack
    from models.services.giving import Giving
    from models.services.suspended_bodies import Entered
    from models.unit import Unit


@dataclass(frozen=True, slots=True)
class Left:
    """What was asked, and the answer that was shown."""

    asked: Entered | CorrectionAsked | GoodwillAsked
    decided: Decision | Giving


@anybody("it tells what whoever is signed on did, and shows and changes nothing else")
def note_abandoned(unit: Unit, left: Sequence[Left]) -> None:
    """What was asked and answered without effect: ``ReturnDenied`` where the answer was no,
    else ``ReturnAbandoned``.

    Raise :class:`models.values.Refused` where nobody is signed on.
    """
    _ = unit.clerk
    for each in left:
        denied = each.decided.answer is Answer.REFUSE
        record(unit, "ReturnDenied" if denied else "ReturnAbandoned", **told_of(unit, each))


def told_of(unit: Unit, left: Left) -> dict[str, Any]:
    """What the journal says of what was asked and answered."""
    return {
        "answer": left.decided.answer,
        "policy": left.decided.policy,
        **_asked(unit, left.asked),
        **_answered(left.decided),
    }


def _asked(unit: Unit, asked: Entered | CorrectionAsked | GoodwillAsked) -> dict[str, Any]:
    match asked:
        case CorrectionAsked() | GoodwillAsked():
            goodwill = isinstance(asked, GoodwillAsked)
            return {
                "kind": GOODWILL if goodwill else CORRECTION,
                "sale": _number(unit, asked.sale_id),
                "reason": asked.reason,
            }
        case WithoutSale():
            products = [[line.product_id, _pieces(line.coming)] for line in asked.lines]
            return {"kind": kind_of(asked), "sale": None, "products": products}
        case ReturnAsked() | ExchangeAsked():
            back = asked.back if isinstance(asked, ExchangeAsked) else asked
            return {
                "kind": kind_of(asked),
                "sale": _number(unit, back.sale_id),
                "lines": [[line.line_id, _pieces(line)] for line in back.lines],
                "value": _value(unit, back.lines).minor,
            }


def _answered(decided: Decision | Giving) -> dict[str, Any]:
    if isinstance(decided, Decision):
        findings = [each for line in decided.lines for each in line.decision.findings]
        return {"refund": decided.refund.minor, "findings": _spoke(findings)}
    return {"amount": decided.amount.minor, "findings": _spoke(decided.findings)}


def _spoke(findings: Iterable[Finding]) -> list[list[Any]]:
    """What stood against it, each thing once, with its paragraph and version."""
    against = (
        (each.message.code, each.clause, each.version)
        for each in findings
        if each.answer is not Answer.ACCEPT
    )
    return [list(each) for each in dict.fromkeys(against)]


def _number(unit: Unit, sale_id: int | None) -> str | None:
    return unit.connection.scalar(select(Sale.number).where(Sale.id == sale_id))


def _value(unit: Unit, lines: Sequence[ComingBack]) -> Money:
    """What was paid for the goods."""
    rows = unit.connection.execute(
        select(SaleLine.id, SaleLine.paid, SaleLine.quantity).where(
            SaleLine.id.in_([line.line_id for line in lines])
        )
    )
    sold = {row.id: row for row in rows}
    return Money.total(
        sold[line.line_id].paid.share(line.quantity, sold[line.line_id].quantity)
        for line in lines
        if line.line_id in sold
    )


def _pieces(line: ComingBack) -> int:
    return line.quantity.thousandths
