"""By which tenders does the money go back? Exact sums, then the coin.

Each original tender gives back at most what was paid by it and not yet refunded on it.
Cash rounding touches the cash part only and mirrors the sale: what was refunded in cash so
far is rounded as one sum, and what was already paid out is taken off, so that a full refund
of a cash sale pays exactly the cash that was paid, in one piece or in many.

What the terminal declines goes back in another way (:func:`pay_otherwise`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.values import ZERO, Money, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.rules.terms import RefundWay


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBy:
    """A tender of the sale; ``left`` is the exact money it can still give back."""

    tender_id: int | None
    kind: TenderKind
    label: str = ""
    paid: Money = ZERO
    """Exactly, of the sale."""
    left: Money
    paid_on: date | None = None
    """When, where that was not with the sale: what was carried over was paid before it."""


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
    otherwise: tuple[RefundBy, ...] = ()
    """What else the policy lets the customer have, should the terminal decline."""
    months: int | None = None
    """How long a voucher for it is good by the policy; empty for ever."""


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


@dataclass(frozen=True, slots=True)
class Due:
    """Money that goes back in one way, whatever lines it is for."""

    amount: Money
    way: RefundWay


def plan_refund(
    dues: Sequence[Due],
    tenders: Sequence[PaidBy],
    by: RefundBy,
    coin: Coin,
    so_far: CashSoFar,
    held: Money | None = None,
) -> tuple[PlannedRefund, ...]:
    """Spread what is due over the sale's tenders, cash last, so that the drawer opens once.

    ``by`` is what the customer would rather have; it counts where the way allows it. Cash
    beyond the way's cap, and beyond what the drawer has (``held``, where that matters), goes
    out by the way's alternative. Raise ``ValueError`` where the tenders cannot give that
    much back: the lines of a sale never allow more than its tenders paid, so that is a fault
    of the records.
    """
    left = [tender.left for tender in tenders]
    room = None if held is None else _exact_cash(held, coin, so_far)
    plan: list[PlannedRefund] = []
    for due in together(dues):
        parts = _cap_cash(_take(due, tenders, left, by), due.way.cash_most, due.way)
        if room is not None:
            parts = _cap_cash(parts, room, due.way)
            room -= Money.total(part.exact for part in cash_of(parts))
        plan += parts
    return in_coins(once_each(plan), coin, so_far)


def pay_otherwise(
    part: PlannedRefund, by: RefundBy, coin: Coin, so_far: CashSoFar
) -> PlannedRefund:
    """The same money in another way than the one that was declined."""
    kind = TenderKind(by.value)
    others = tuple(each for each in part.otherwise if each is not by)
    other = replace(part, kind=kind, label="", amount=part.exact, otherwise=others)
    return in_coins([other], coin, so_far)[0]


def choices_of(ways: Sequence[RefundWay], tenders: Sequence[PaidBy]) -> tuple[RefundBy, ...]:
    """How the customer may get all of the money; the policy's own way first.

    What would come to the same as that way is no choice.
    """
    if not ways:
        return (RefundBy.ORIGINAL,)
    shared = frozenset.intersection(*(way.choices for way in ways))
    own = ways[0].to if len({way.to for way in ways}) == 1 else RefundBy.ORIGINAL
    same = {own}
    kinds = {kind_by(way, tender.kind) for way in ways for tender in tenders}
    if own is RefundBy.ORIGINAL and len(kinds) == 1:
        same |= {by for by in RefundBy if by.value == next(iter(kinds)).value}
    return (own, *(by for by in RefundBy if by in shared - same))


def together(dues: Sequence[Due]) -> list[Due]:
    """Lines of the same way are paid as one sum."""
    sums: dict[RefundWay, Money] = {}
    for due in dues:
        sums[due.way] = sums.get(due.way, ZERO) + due.amount
    return [Due(amount, way) for way, amount in sums.items()]


def _take(
    due: Due, tenders: Sequence[PaidBy], left: list[Money], by: RefundBy
) -> list[PlannedRefund]:
    way = due.way
    to = by if by in way.choices else way.to
    wanted = due.amount
    parts = []
    for place in sorted(range(len(tenders)), key=lambda at: _turn(way, tenders[at].kind)):
        exact = min(wanted, left[place])
        if exact > ZERO:
            left[place] -= exact
            wanted -= exact
            parts.append(_part(tenders[place], exact, to, way))
    if wanted:
        raise ValueError(f"tenders are short by {wanted.minor} of {due.amount.minor}")
    return parts


def once_each(parts: Sequence[PlannedRefund]) -> list[PlannedRefund]:
    """Lines that go back in several ways, but to the same tender: a card is refunded once."""
    sums: dict[tuple[int | None, TenderKind, str], PlannedRefund] = {}
    for part in parts:
        key = part.tender_id, part.kind, part.label
        known = sums.get(key)
        sums[key] = part if known is None else _joined(known, part)
    return list(sums.values())


def _joined(one: PlannedRefund, other: PlannedRefund) -> PlannedRefund:
    """What both may have otherwise, and the longer life of a voucher."""
    lives = one.months, other.months
    return replace(
        one,
        exact=one.exact + other.exact,
        amount=one.amount + other.amount,
        otherwise=tuple(by for by in one.otherwise if by in other.otherwise),
        months=None if None in lives else max(life for life in lives if life is not None),
    )


def _turn(way: RefundWay, kind: TenderKind) -> tuple[int, int]:
    """The policy's order first, then as they were given; cash last unless it is named."""
    if kind in way.order:
        return 0, way.order.index(kind)
    return (2 if kind is TenderKind.CASH else 1), 0


def kind_by(way: RefundWay, paid_by: TenderKind) -> TenderKind:
    instead = dict(way.instead).get(paid_by)
    return TenderKind(instead.value) if instead else paid_by


def _part(tender: PaidBy, exact: Money, to: RefundBy, way: RefundWay) -> PlannedRefund:
    kind = kind_by(way, tender.kind) if to is RefundBy.ORIGINAL else TenderKind(to.value)
    label = tender.label if kind is tender.kind else ""
    return PlannedRefund(
        tender_id=tender.tender_id,
        kind=kind,
        label=label,
        exact=exact,
        amount=exact,
        otherwise=otherwise_of(way, kind, exact),
        months=way.voucher_months,
    )


def otherwise_of(way: RefundWay, kind: TenderKind, exact: Money) -> tuple[RefundBy, ...]:
    """What the way lets the customer choose, and its alternative, which always remains."""
    offered = (way.choices | {way.beyond}) - {RefundBy.ORIGINAL}
    if way.cash_most is not None and exact > way.cash_most:
        offered -= {RefundBy.CASH}
    return tuple(by for by in RefundBy if by in offered and by.value != kind.value)


def _cap_cash(
    parts: list[PlannedRefund], most: Money | None, way: RefundWay
) -> list[PlannedRefund]:
    """Cash up to the cap; the rest by the way's alternative."""
    if most is None:
        return parts
    room = most
    capped = []
    for part in parts:
        if part.kind is not TenderKind.CASH:
            capped.append(part)
            continue
        cash = min(part.exact, room)
        room -= cash
        if cash:
            capped.append(replace(part, exact=cash, amount=cash))
        if rest := part.exact - cash:
            kind = TenderKind(way.beyond.value)
            others = tuple(by for by in part.otherwise if by is not way.beyond)
            capped.append(replace(part, kind=kind, exact=rest, amount=rest, otherwise=others))
    return capped


def cash_of(parts: Sequence[PlannedRefund]) -> list[PlannedRefund]:
    return [part for part in parts if part.kind is TenderKind.CASH]


def _exact_cash(held: Money, coin: Coin, so_far: CashSoFar) -> Money:
    """How much can go out in cash, before the coin, so that no more than ``held`` is paid."""
    coins = (so_far.paid + held).minor // coin.step
    return max(Money(coins * coin.step) - so_far.exact, ZERO)


def in_coins(
    plan: list[PlannedRefund], coin: Coin, so_far: CashSoFar
) -> tuple[PlannedRefund, ...]:
    """Round the cash of the plan as one sum; the last cash part carries the difference."""
    cash = cash_of(plan)
    if not cash:
        return tuple(plan)
    exact = Money.total(part.exact for part in cash)
    to_pay = max(coin.round(so_far.exact + exact) - so_far.paid, ZERO)
    parts = [part for part in plan if part.kind is not TenderKind.CASH]
    for part in cash[:-1]:
        parts.append(replace(part, amount=min(part.exact, to_pay)))
        to_pay -= parts[-1].amount
    return (*parts, replace(cash[-1], amount=to_pay))
