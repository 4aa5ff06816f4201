"""What a list of papers says of each: how much it is about, of whom, and what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.drawer_papers import DrawerReport
from models.values.exception_papers import ExceptionForm
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.papers import ReturnSlip
from models.values.void_papers import VoidSlip
from models.values.voucher_papers import ValueVoucher

if TYPE_CHECKING:
    from models.values.every_paper import Paper


def amount_on(paper: Paper) -> int | None:
    """In minor units, as the paper says it largest; nothing where it is about no money."""
    match paper:
        case ReturnSlip():
            return paper.refund
        case ExchangeSlip():
            return abs(paper.difference)
        case VoidSlip():
            return sum(line.amount for line in paper.given_back)
        case CorrectionSlip() | GoodwillSlip() | ValueVoucher() | ExceptionForm():
            return paper.amount
        case DrawerReport():
            return paper.counted
        case _:
            return None


def customer_on(paper: Paper) -> str:
    """Whom it is about, as far as it says so."""
    return str(getattr(paper, "customer", ""))


def belongs_to(paper: Paper, code: str) -> str:
    """What the one box opens to show what the paper is about, where the paper itself says it.

    Slips and vouchers are opened by their own number, a form by that of its slip.
    """
    match paper:
        case ReturnSlip() | ExchangeSlip() | VoidSlip() | CorrectionSlip() | GoodwillSlip():
            return code
        case ValueVoucher():
            return code
        case ExceptionForm():
            return paper.paper
        case _:
            return str(getattr(paper, "sale_number", ""))
