"""What a cash box should hold, which day its money belongs to, and who may say it is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from models.values import ZERO, Money
from models.values.drawer_papers import CashKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, tzinfo

    from models.values.denominations import Denomination

OUT = frozenset({CashKind.PAID_OUT, CashKind.PICKUP, CashKind.REFUND})

CLOCK_MAY_BE_BEHIND = timedelta(days=1)


def may_see_expected(rights: frozenset[Right], person: int, holder: int) -> bool:
    """Whether somebody with these rights may know what a drawer in use should hold.

    Never who has it: they are going to count it, and a count is worth most when it is blind.
    """
    return Right.SEE_EXPECTED in rights and person != holder


def can_be(kind: CashKind, amount: Money) -> bool:
    """Whether such an amount makes sense: some, but none for a drawer that is only opened.

    A float may be nothing, and only a count's difference may be below zero.
    """
    match kind:
        case CashKind.DIFFERENCE:
            return True
        case CashKind.FLOAT:
            return amount >= ZERO
        case CashKind.NO_SALE:
            return not amount
        case _:
            return amount > ZERO


def moved(kind: CashKind, amount: Money) -> Money:
    """What the drawer gains by it: more, less, or nothing."""
    return -amount if kind in OUT else amount


def expected_cash(movements: Iterable[Money]) -> Money:
    """Float + in − out."""
    return Money.total(movements)


def can_pay(held: Money, movement: Money) -> bool:
    """Whether the drawer holds that much: no box ever held less than nothing."""
    return held + movement >= ZERO


def over_short(expected: Money, counted: Money) -> Money:
    """Over is positive, short is negative."""
    return counted - expected


def needs_manager(difference: Money, limit: Money | None) -> bool:
    """Whether somebody else has to look at it; never where the shop set no limit."""
    return limit is not None and abs(difference.minor) > limit.minor


def counted(pieces: Mapping[Denomination, int]) -> Money:
    """The worth of what was counted."""
    return Money.total(
        Money(denomination.value.minor * number) for denomination, number in pieces.items()
    )


def business_day(moment: datetime, ends_at: int) -> date:
    """The day whose takings it belongs to, by the clock on the shop's wall.

    ``ends_at`` is the hour at which the day ends: with 4, what happens at 3:59 belongs to
    the day before. ``moment`` is in the shop's own time.
    """
    day = moment.date()
    return day - timedelta(days=1) if moment.hour < ends_at else day


def hours_of(day: date, ends_at: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a business day begins and when it is over, by the clock on the shop's wall."""
    begin, after = (
        datetime.combine(each, time(ends_at), tzinfo=zone)
        for each in (day, day + timedelta(days=1))
    )
    return begin, after


@dataclass(frozen=True, slots=True)
class LastDrawer:
    """The one closed last at a register, its moments in the shop's own time."""

    business_day: date
    turn: int
    closed_at: datetime


def opening_day(
    moment: datetime, ends_at: int, last: LastDrawer | None
) -> tuple[date, int] | None:
    """The business day of a drawer opened now, and which of that day's it is.

    Days never go back. Where the clock is behind the last closing by less than a day (it was
    put right, or summer time ended) the drawer belongs to the last business day again, as
    its next turn: a shop must be able to take money. Further behind, the clock is wrong, and
    with it every return window: then there is no day, as setting the clock is the cure.
    """
    day = business_day(moment, ends_at)
    if last is None:
        return day, 1
    if last.closed_at - moment > CLOCK_MAY_BE_BEHIND:
        return None
    return (day, 1) if day > last.business_day else (last.business_day, last.turn + 1)
