"""By which tenders does the money go back? Exact sums, then the coin.

Each original tender gives back at most what was paid by it and not yet refunded on it.
Cash rounding touches the cash part only and mirrors the sale: what was refunded in cash so
far is rounded as one sum, and what was already paid out is taken off, so that a full refund
of a cash sale pays exactly the cash that was paid, in one piece or in many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.values import ZERO, Money, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBy:
    """A tender of the sale; ``left`` is the exact money it can still give back."""

    tender_id: int | None
    kind: TenderKind
    label: str = ""
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSoFar:
    """What was already refunded in cash on this sale, before and after the coin."""

    exact: Money = ZERO
    paid: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRefund:
    """``exact`` is the part of the refund it covers, ``amount`` what is handed over."""

    tender_id: int | None
    kind: TenderKind
    label: str = ""
    exact: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Coin:
    """The smallest coin and how sums meet it."""

    step: int
    rounding: Rounding

    def round(self, money: Money) -> Money:
        """To a whole number of coins; ``money`` must not be negative."""
        coins, over = divmod(money.minor, self.step)
        up = {
            Rounding.HALF_UP: 2 * over >= self.step,
            Rounding.UP: over > 0,
            Rounding.DOWN: False,
        }[self.rounding]
        return Money((coins + up) * self.step)


def plan_refund(
    total: Money,
    tenders: Sequence[PaidBy],
    by: RefundBy,
    coin: Coin,
    so_far: CashSoFar,
) -> tuple[PlannedRefund, ...]:
    """Spread ``total`` over the sale's tenders, cash last, so that the drawer opens once.

    Raise ``ValueError`` where the tenders cannot give that much back: the lines of a sale
    never allow more than its tenders paid, so that is a fault of the records.
    """
    plan = []
    left = total
    for tender in sorted(tenders, key=lambda t: t.kind is TenderKind.CASH):
        exact = min(left, tender.left)
        if exact > ZERO:
            left -= exact
            plan.append(_like_for_like(tender, exact, by))
    if left:
        raise ValueError(f"tenders are short by {left.minor} of {total.minor}")
    return _in_coins(plan, coin, so_far)


def _like_for_like(tender: PaidBy, exact: Money, by: RefundBy) -> PlannedRefund:
    if by is RefundBy.CASH or tender.kind is TenderKind.CASH:
        kind, label = TenderKind.CASH, ""
    else:
        kind, label = tender.kind, tender.label
    return PlannedRefund(
        tender_id=tender.tender_id, kind=kind, label=label, exact=exact, amount=exact
    )


def _in_coins(
    plan: list[PlannedRefund], coin: Coin, so_far: CashSoFar
) -> tuple[PlannedRefund, ...]:
    """Round the cash of the plan as one sum; the last cash part carries the difference."""
    cash = [part for part in plan if part.kind is TenderKind.CASH]
    if not cash:
        return tuple(plan)
    exact = Money.total(part.exact for part in cash)
    to_pay = max(coin.round(so_far.exact + exact) - so_far.paid, ZERO)
    parts = [part for part in plan if part.kind is not TenderKind.CASH]
    for part in cash[:-1]:
        parts.append(replace(part, amount=min(part.exact, to_pay)))
        to_pay -= parts[-1].amount
    return (*parts, replace(cash[-1], amount=to_pay))
