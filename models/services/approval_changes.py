"""What a manager may make of a request: less money, or another tender, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from models.rules.splits import SplitPart
from models.services.approval_bodies import RemedyAsked, VoidAsked
from models.services.approval_decisions import decide_wanted
from models.services.corrections import CorrectionAsked
from models.services.decisions import Decision, ReturnAsked
from models.services.exchange_decisions import ExchangeAsked, ExchangeDecided
from models.services.goodwill import GoodwillAsked
from models.services.no_receipt import WithoutSale
from models.values import Money, TenderKind, refuse
from models.values.codes import RefundBy

if TYPE_CHECKING:
    from models.services.approval_bodies import Wanted
    from models.services.approval_decisions import Decided
    from models.unit import Unit

Goods = TypeVar("Goods", ReturnAsked, WithoutSale)


def changed_wanted(
    unit: Unit, asked: Wanted, lowered_to: Money | None, by: RefundBy | None
) -> Wanted:
    """The request with that much and by that tender; ``unit`` is that of who asked.

    Where the policy does not offer the tender, all that is due is shared out to it. Raise
    :class:`models.values.Refused` where that cannot be: a sum that is not lower, a void, and
    the tenders it was paid by where the policy does not offer them.
    """
    match asked:
        case VoidAsked() | RemedyAsked():
            raise refuse("approval-unchangeable")
        case GoodwillAsked() | CorrectionAsked():
            return _less(asked, lowered_to, by)
        case ExchangeAsked():
            less = replace(asked, back=_lowered(asked.back, lowered_to), paid=())
            if by is None:
                return less
            decided, _ = decide_wanted(unit, less)
            return replace(less, back=_paid_by(less.back, _decision(decided), by))
        case ReturnAsked():
            return _goods_changed(unit, asked, lowered_to, by)
        case WithoutSale():
            return _goods_changed(unit, asked, lowered_to, by)


def only_money_differs(before: Wanted, after: Wanted) -> bool:
    """Whether it is the same request but for amount and tender."""
    match before, after:
        case ExchangeAsked(), ExchangeAsked():
            return replace(before, back=_plain(before.back), paid=()) == replace(
                after, back=_plain(after.back), paid=()
            )
        case ReturnAsked(), ReturnAsked():
            return _plain(before) == _plain(after)
        case WithoutSale(), WithoutSale():
            return _plain(before) == _plain(after)
        case GoodwillAsked(), GoodwillAsked():
            less = after.amount <= before.amount
            return less and replace(before, amount=after.amount, by=after.by) == after
        case CorrectionAsked(), CorrectionAsked():
            less = after.amount <= before.amount
            return less and (
                replace(before, amount=after.amount, refund_by=after.refund_by) == after
            )
        case _:
            return False


def _less(
    asked: GoodwillAsked | CorrectionAsked, to: Money | None, by: RefundBy | None
) -> GoodwillAsked | CorrectionAsked:
    amount = asked.amount if to is None else to
    if not Money() < amount <= asked.amount:
        raise refuse("lowered-not-lower", amount=amount, due=asked.amount)
    if isinstance(asked, GoodwillAsked):
        return replace(asked, amount=amount, by=by or asked.by)
    return replace(asked, amount=amount, refund_by=by or asked.refund_by)


def _goods_changed(
    unit: Unit, asked: Goods, lowered_to: Money | None, by: RefundBy | None
) -> Goods:
    less = _lowered(asked, lowered_to)
    if by is None:
        return less
    decided, _ = decide_wanted(unit, less)
    return _paid_by(less, _decision(decided), by)


def _lowered(asked: Goods, to: Money | None) -> Goods:
    """What was shared out before is computed anew for another sum."""
    if to is None:
        return asked
    return replace(asked, lowered_to=to, split=(), split_why="")


def _plain(asked: Goods) -> Goods:
    return replace(asked, lowered_to=None, refund_by=None, split=(), split_why="")


def _paid_by(asked: Goods, decision: Decision, by: RefundBy) -> Goods:
    plain = replace(asked, refund_by=None, split=(), split_why="")
    if by in decision.choices:
        return replace(plain, refund_by=by)
    if by is RefundBy.ORIGINAL:
        raise refuse("approval-unchangeable")
    kind = TenderKind(by.value)
    sums: dict[int | None, Money] = {}
    for part in decision.proposed or decision.plan:
        sums[part.tender_id] = sums.get(part.tender_id, Money()) + part.exact
    split = tuple(
        SplitPart(tender_id=tender_id, kind=kind, exact=exact)
        for tender_id, exact in sums.items()
    )
    return replace(plain, split=split)


def _decision(decided: Decided | None) -> Decision:
    match decided:
        case ExchangeDecided():
            return decided.decision
        case Decision():
            return decided
        case _:
            raise TypeError(f"no decision of goods: {decided!r}")
