"""Gift receipts: a paper without a price for whoever is given the goods.

Its number opens exactly those goods for a return; what is said of it then is the policy's
matter (:mod:`models.rules.tenders`): nothing goes back to what the buyer paid with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.decisions import ComingBack, ReturnAsked, decide_sale
from models.services.documents import next_number, open_snapshot, paper_head, store_paper
from models.services.journal import record
from models.services.requests import digest_of, outcome_of, remember
from models.services.rights import needs
from models.services.sold import load_sale
from models.values import NOTHING, Quantity, Topic, refuse
from models.values.codes import Answer, Condition, Proof, Reason
from models.values.gift_papers import GiftReceipt, GivenLine
from models.values.printing import AS_USUAL, PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.sold import SoldSale
    from models.unit import Unit
    from models.values.printing import PaperWish


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftAsked:
    """Which goods of a sale are a gift, each line with how much of it."""

    sale_id: int
    lines: tuple[tuple[int, Quantity], ...]

    def digest(self, language: str) -> str:
        lines = [[line_id, quantity.thousandths] for line_id, quantity in self.lines]
        return digest_of({"gift": self.sale_id, "lines": lines, "language": language})


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftGiven:
    """What was made: the receipt as it is stored."""

    request_id: str
    slip: GiftReceipt
    copy: int = 0
    """What the next print of it is marked."""
    changed: frozenset[Topic] = frozenset({Topic.DOCUMENTS})


@needs(Right.SERVE)
def make_gift_receipt(
    unit: Unit, request_id: str, asked: GiftAsked, wish: PaperWish = AS_USUAL
) -> GiftGiven:
    """A receipt without a price, under the next number of this register's gift receipts.

    Raise :class:`models.values.Refused` where no goods are named, a line is not of that sale
    or is no goods, and where more is named than can still come back. The same ``request_id``
    and request again give the same paper.
    """
    digest = asked.digest(wish.language)
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_gift_receipt(unit, request_id, known)
    sale = load_sale(unit, asked.sale_id)
    lines = _given(asked, sale)
    number = next_number(unit, PaperKind.GIFT)
    receipt = GiftReceipt(
        head=paper_head(unit, number, wish.language or unit.shop.language),
        sale_id=sale.sale_id,
        sold_on=sale.sold_on.isoformat(),
        until=_until(unit, asked, sale),
        lines=lines,
    )
    store_paper(unit, number, receipt.to_json())
    remember(unit, request_id, PaperKind.GIFT, digest, number.code)
    record(
        unit,
        "GiftReceiptMade",
        slip=number.code,
        sale=sale.number,
        lines=[[line.line_id, line.quantity] for line in lines],
    )
    return GiftGiven(request_id=request_id, slip=receipt)


def reopen_gift_receipt(unit: Unit, request_id: str, code: str) -> GiftGiven:
    """One that was made before; refused where no gift receipt has that number."""
    snapshot, copy = open_snapshot(unit, PaperKind.GIFT, code)
    return GiftGiven(request_id=request_id, slip=GiftReceipt.from_json(snapshot), copy=copy)


def given_with(unit: Unit, code: str) -> Mapping[int, Quantity]:
    """How much of which sale line that gift receipt names; refused where there is none."""
    receipt = reopen_gift_receipt(unit, "", code).slip
    return {line.line_id: Quantity(line.quantity) for line in receipt.lines}


def _until(unit: Unit, asked: GiftAsked, sale: SoldSale) -> str:
    """Until when all of it can come back as it is, by what holds today."""
    back = ReturnAsked(
        sale_id=sale.sale_id,
        lines=tuple(
            ComingBack(
                line_id=line_id,
                quantity=quantity,
                reason=Reason.GIFT,
                condition=Condition.SEALED,
            )
            for line_id, quantity in asked.lines
        ),
        proof=Proof.GIFT_RECEIPT,
    )
    decided = [line.decision for line in decide_sale(unit, back, sale).lines]
    days = [one.last_day for one in decided if one.last_day is not None]
    settled = all(one.answer in (Answer.ACCEPT, Answer.ASK) for one in decided)
    return min(days).isoformat() if settled and len(days) == len(decided) else ""


def _given(asked: GiftAsked, sale: SoldSale) -> tuple[GivenLine, ...]:
    rows = {row.id: row for row in sale.lines}
    if not asked.lines:
        raise refuse("gift-nothing-chosen")
    for line_id, quantity in asked.lines:
        row = rows.get(line_id)
        if row is None:
            raise refuse("line-unknown")
        if row.charge:
            raise refuse("gift-no-goods", item=row.description)
        left = row.quantity - row.returned
        if not NOTHING < quantity <= left:
            raise refuse("gift-not-left", item=row.description, left=left)
    return tuple(
        GivenLine(
            line_id=line_id,
            description=rows[line_id].description,
            sku=rows[line_id].sku,
            serial=rows[line_id].serial or "",
            quantity=quantity.thousandths,
        )
        for line_id, quantity in asked.lines
    )
