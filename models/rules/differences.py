"""An exchange in figures: what goods that go out cost, and who owes whom the difference.

The same product goes out at the price that was paid for the unit that comes back, unless the
policy says today's price or the lower of both; other goods at today's price. What the goods
that came back paid is *carried*: booked on their sale's tenders as if it had been refunded,
and on the new sale as if it had been paid again by the same tenders, and never handed over.
So no tender ever gives back more than it paid, however long the chain of exchanges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.rules.facts import Instead
from models.rules.refunds import CashSoFar, Due, plan_refund
from models.rules.terms import RefundWay
from models.values import NOTHING, ONE, ZERO, Money, Quantity, TenderKind, rounded_share
from models.values.codes import RefundBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import Coin, PaidBy, PlannedRefund

WHOLE = 10_000
"""All of a price, in hundredths of a per cent."""
AS_PAID = RefundWay(to=RefundBy.ORIGINAL)
"""How value is carried: by the tenders that paid it, whatever they may be refunded by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What tells one product from another; ``price`` is today's, of one unit."""

    sku: str
    category: int | None = None
    price: Money = ZERO

    def is_same_product(self, other: Kind) -> bool:
        """The same article, or a variant: of the same category and equally dear today."""
        if self.sku == other.sku:
            return True
        of_one_category = self.category is not None and self.category == other.category
        return of_one_category and self.price == other.price


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """A line that comes back: ``worth`` was paid for ``quantity``, before any fee.

    ``price`` says at which price the same product goes out: paid, today, or lower.
    """

    line_id: int
    kind: Kind
    quantity: Quantity
    worth: Money
    price: str = "paid"
    goods: bool = True
    """False for a charge, which nothing takes the place of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A promotion of today: hundredths of a per cent off, or another price of a unit."""

    name: str
    percent: int = 0
    price: Money | None = None

    def scaled(self, price: Money) -> int:
        """What a unit costs under it, times :data:`WHOLE`; ``price`` is the usual one."""
        if self.price is not None:
            return self.price.minor * WHOLE
        return max(price.minor * (WHOLE - self.percent), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """``offers`` are the promotions of today for it; the one that is best counts alone."""

    kind: Kind
    quantity: Quantity
    offers: tuple[Offer, ...] = ()

    @property
    def offer(self) -> Offer | None:
        """The one that makes it cheapest, and cheaper than it is; the first of equal ones."""
        price = self.kind.price
        best = min(self.offers, key=lambda offer: offer.scaled(price), default=None)
        return best if best and best.scaled(price) < price.minor * WHOLE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What goods that go out cost.

    ``replaces`` is the line whose place they take. ``shares`` are the parts of the price that
    stand for the same product of a line, ``more`` is the price of the rest, and ``kin`` says
    that the rest is the same product, too: more units of it than came back. ``off`` is what
    ``promotion`` took off the usual price of what is priced as of today.
    """

    price: Money
    replaces: int
    shares: tuple[tuple[int, Money], ...] = ()
    more: Money = ZERO
    kin: bool = False
    promotion: str = ""
    off: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``value`` is what the goods that came back are worth after fees, ``price`` what those
    that go out cost."""

    value: Money
    price: Money

    @property
    def carried(self) -> Money:
        return min(self.value, self.price)

    @property
    def to_shop(self) -> Money:
        """What the customer owes."""
        return self.price - self.carried

    @property
    def to_customer(self) -> Money:
        return self.value - self.carried


def price_goods(back: Sequence[CameBack], going: Sequence[Going]) -> tuple[Priced, ...]:
    """The price of everything that goes out, in that order.

    Each unit that comes back pays for one unit of the same product; more units of it cost
    what they cost today. Units of a line are parts that add up to its worth.
    ``back`` must not be empty.
    """
    left = [line.quantity for line in back]
    return tuple(_price(one, back, left) for one in going)


def _price(one: Going, back: Sequence[CameBack], left: list[Quantity]) -> Priced:
    done, shares, off = NOTHING, [], ZERO
    first = next((place for place, line in enumerate(back) if line.goods), 0)
    same = [place for place, line in enumerate(back) if line.kind.is_same_product(one.kind)]
    for place in same:
        line = back[place]
        units = min(one.quantity - done, left[place])
        if not units:
            continue
        before = line.quantity - left[place]
        paid = line.worth.share(before + units, line.quantity) - line.worth.share(
            before, line.quantity
        )
        today, less = _today(one, done, units)
        prices = {"paid": paid, "today": today, "lower": min(paid, today)}
        shares.append((line.line_id, prices[line.price]))
        if line.price == "today" or (line.price == "lower" and today < paid):
            off += less
        left[place] -= units
        done += units
    more, less = _today(one, done, one.quantity - done)
    off += less
    return Priced(
        price=Money.total(share for _, share in shares) + more,
        replaces=shares[0][0] if shares else back[same[0] if same else first].line_id,
        shares=tuple(shares),
        more=more,
        kin=bool(same),
        promotion=one.offer.name if one.offer and off else "",
        off=off,
    )


def _today(one: Going, before: Quantity, units: Quantity) -> tuple[Money, Money]:
    """Today's price of the next units, and what a promotion took off it: parts that add up to
    those of all, each sum rounded once."""
    usual = one.kind.price.minor * WHOLE
    offered = one.offer.scaled(one.kind.price) if one.offer else usual

    def next_at(price: int) -> int:
        after = rounded_share(price, (before + units).thousandths, ONE.thousandths * WHOLE)
        return after - rounded_share(price, before.thousandths, ONE.thousandths * WHOLE)

    price = next_at(offered)
    return Money(price), Money(next_at(usual) - price)


def instead_of(back: Sequence[CameBack], priced: Sequence[Priced]) -> tuple[Instead, ...]:
    """What each line is exchanged for, as the policy judges it line by line.

    The same product counts for the line it replaces. Other goods fill what is left of the
    lines' worth, in order; what they cost beyond that counts for the last line.
    """
    values = [
        Money.total(share for one in priced for of, share in one.shares if of == line.line_id)
        for line in back
    ]
    same = [True] * len(back)
    for kin in (False, True):
        rest = Money.total(one.more for one in priced if one.kin is kin)
        for place, line in enumerate(back):
            last = place == len(back) - 1
            room = max(line.worth - values[place], ZERO)
            taken = rest if last else min(rest, room)
            values[place] += taken
            rest -= taken
            same[place] &= kin or not taken
    return tuple(Instead(value=v, same_product=s) for v, s in zip(values, same, strict=True))


def tax_within(price: Money, rate: int) -> Money:
    """The tax contained in a price; ``rate`` is in hundredths of a per cent."""
    return Money(rounded_share(price.minor, rate, 10_000 + rate))


def as_credit(due: Due) -> Due:
    """Where the policy gives a difference as store credit only."""
    return Due(due.amount, replace(due.way, to=RefundBy.STORE_CREDIT, choices=frozenset()))


def dues_beyond(dues: Sequence[Due], carried: Money) -> tuple[Due, ...]:
    """What of the dues is still to be paid out once the first of it was carried over."""
    left = []
    for due in dues:
        taken = min(carried, due.amount)
        carried -= taken
        if rest := due.amount - taken:
            left.append(Due(rest, due.way))
    return tuple(left)


def carry(
    carried: Money,
    tenders: Sequence[PaidBy],
    paid_out: Sequence[PlannedRefund],
    coin: Coin,
    so_far: CashSoFar,
) -> tuple[PlannedRefund, ...]:
    """Which tenders the carried value comes from: what ``paid_out`` leaves on them.

    Raise ``ValueError`` where they cannot bear it, as :func:`models.rules.refunds.plan_refund`
    does. Its amount in cash is rounded on from what was refunded so far.
    """
    if not carried:
        return ()
    gone: dict[int | None, Money] = {}
    for part in paid_out:
        gone[part.tender_id] = gone.get(part.tender_id, ZERO) + part.exact
    left = [
        replace(tender, left=tender.left - gone.get(tender.tender_id, ZERO))
        for tender in tenders
    ]
    dues = (Due(carried, AS_PAID),)
    return plan_refund(dues, left, RefundBy.ORIGINAL, coin, after(so_far, paid_out))


def after(so_far: CashSoFar, parts: Sequence[PlannedRefund]) -> CashSoFar:
    """What was refunded in cash once these parts were, too."""
    cash = [part for part in parts if part.kind is TenderKind.CASH]
    return CashSoFar(
        exact=so_far.exact + Money.total(part.exact for part in cash),
        paid=so_far.paid + Money.total(part.amount for part in cash),
    )


def cash_to_take(exact: Money, coin: Coin, before: CashSoFar) -> Money:
    """What the customer hands over in cash for ``exact``, where so much stands before it."""
    return max(coin.round(before.exact + exact) - before.paid, ZERO)
