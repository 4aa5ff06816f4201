"""What whoever asks may pay out alone, by the limits of their role."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from models.rules.approvals import beyond_own
from models.services.rights import authority_of
from models.tables.returns import STANDS, GoodsReturn, Refund
from models.values import ZERO, Message, Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.unit import Unit

PAID_TODAY = (
    select(func.sum(Refund.exact))
    .join(GoodsReturn, GoodsReturn.id == Refund.return_id)
    .where(
        STANDS,
        GoodsReturn.store_id == bindparam("store"),
        GoodsReturn.taken_at >= bindparam("since"),
        GoodsReturn.clerk_id == bindparam("clerk"),
        Refund.status != "declined",
        Refund.carried_to_id.is_(None),
    )
)


def midnight(unit: Unit) -> datetime:
    """When the shop's day began."""
    return datetime.combine(unit.today, time(), unit.shop.zone)


def beyond_limits(unit: Unit, lines: Sequence[Money], case: Money) -> tuple[Message, ...]:
    """What of these amounts is beyond whoever is signed on; what they paid out today counts."""
    if unit.person is None:
        return ()
    authority = authority_of(unit, unit.person.staff_id)
    so_far = ZERO
    if authority.day_most is not None:
        asked = {
            "store": unit.station.store_id,
            "since": midnight(unit),
            "clerk": unit.person.staff_id,
        }
        so_far = unit.connection.scalar(PAID_TODAY, asked) or ZERO
    return beyond_own(authority, lines, case, so_far)
