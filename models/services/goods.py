"""What becomes of goods that came back: proposed with the return, changed at any time after.

Each change moves the stock once, out of the bucket where the goods lie into the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal_column, select, union
from sqlalchemy.orm import aliased

from models.services.journal import record
from models.services.requests import digest_of, mark_shown, outcome_of, remember
from models.services.returns import BUCKETS
from models.services.rights import needs
from models.tables.base import add_row
from models.tables.goods import StockMovement
from models.tables.goods_moves import GoodsMove
from models.tables.people import Customer, Staff
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SaleLine
from models.tables.shop import Store
from models.values import NOTHING, Quantity, Topic, refuse
from models.values.codes import Disposition
from models.values.rights import Right
from models.values.tag_papers import ItemTag

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Row, Select

    from models.unit import Unit

REQUEST = "goods-move"
RECENT_DAYS: Final = 14
"""For how long goods that were decided about stay on the list."""
MOST: Final = 200
"""Lines of a list; who needs an older one scans its tag."""
_newest = (
    select(GoodsMove.disposition)
    .where(GoodsMove.return_line_id == ReturnLine.id)
    .order_by(GoodsMove.seq.desc())
    .limit(1)
    .correlate(ReturnLine)
    .scalar_subquery()
)
NOW_AS = func.coalesce(_newest, ReturnLine.disposition)
"""What was decided of a returned line last."""
_undecided: ColumnElement[str] = literal_column("'undecided'")
"""To the letter, as SQLite finds an index of some rows only by its own words."""
WAITS = (
    ReturnLine.id.in_(
        union(
            select(ReturnLine.id).where(ReturnLine.disposition == _undecided),
            select(GoodsMove.return_line_id).where(GoodsMove.disposition == _undecided),
        )
    ),
    NOW_AS == Disposition.UNDECIDED,
)
"""Nobody has decided about it, or the last word was that nobody has."""
_other = aliased(ReturnLine)
PLACE = (
    select(func.count(_other.id))
    .where(_other.return_id == ReturnLine.return_id, _other.id <= ReturnLine.id)
    .correlate(ReturnLine)
    .scalar_subquery()
)
"""Which line of its slip it is, from 1."""
HERE = (STANDS, GoodsReturn.register_id.is_not(None))
"""Brought to a counter and not voided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsBack:
    """A returned line, as it lies in the store."""

    return_line_id: int
    tag: str
    """What its tag is scanned by: the slip's number and which of its lines."""
    slip: str
    description: str
    sku: str
    serial: str
    quantity: Quantity
    reason: str
    condition: str
    disposition: Disposition
    since: date
    days: int
    """For how many of the shop's days it has been here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision about goods, by whom and when in the shop's own time."""

    disposition: Disposition
    at: datetime
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsStory:
    """All that is known of a returned line; the first decision came with its return."""

    goods: GoodsBack
    taken_at: datetime
    customer: str
    decisions: tuple[Decided, ...]
    tag: ItemTag


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsMoved:
    """``before`` is what was decided until then, for whoever takes it back."""

    goods: GoodsBack
    before: Disposition
    changed: frozenset[Topic] = frozenset({Topic.RETURNS})


@needs(Right.LOOK)
def list_waiting(unit: Unit) -> tuple[GoodsBack, ...]:
    """What nobody has decided about in this store, the oldest first."""
    rows = unit.connection.execute(
        _goods()
        .where(GoodsReturn.store_id == unit.station.store_id, *WAITS)
        .order_by(GoodsReturn.taken_at, ReturnLine.id)
        .limit(MOST)
    )
    return tuple(_back(unit, row) for row in rows)


@needs(Right.LOOK)
def count_waiting(unit: Unit) -> int:
    """How many returned lines of this store wait for a decision."""
    waiting = (
        select(func.count(ReturnLine.id))
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(*HERE, GoodsReturn.store_id == unit.station.store_id, *WAITS)
    )
    return unit.connection.scalar(waiting) or 0


@needs(Right.LOOK)
def list_recent(
    unit: Unit, of: Disposition | None = None, days: int = RECENT_DAYS
) -> tuple[GoodsBack, ...]:
    """What came back to this store in the last so many days and was decided about, the
    newest first; all of it, or what was decided ``of`` it."""
    first = datetime.combine(unit.today - timedelta(days), time(), unit.shop.zone)
    wanted = tuple(set(Disposition) - {Disposition.UNDECIDED}) if of is None else (of,)
    rows = unit.connection.execute(
        _goods()
        .where(
            GoodsReturn.store_id == unit.station.store_id,
            GoodsReturn.taken_at >= first,
            NOW_AS.in_(wanted),
        )
        .order_by(GoodsReturn.taken_at.desc(), ReturnLine.id)
        .limit(MOST)
    )
    return tuple(_back(unit, row) for row in rows)


@needs(Right.LOOK)
def open_goods(unit: Unit, return_line_id: int) -> GoodsStory:
    """What came back, why, and every decision about it since.

    Raise :class:`models.values.Refused` where there are no such goods in this store, or
    their return was voided.
    """
    row = _found(unit, return_line_id)
    zone = unit.shop.zone
    moves = unit.connection.execute(
        select(GoodsMove.disposition, GoodsMove.at, Staff.name)
        .join(Staff, Staff.id == GoodsMove.staff_id)
        .where(GoodsMove.return_line_id == return_line_id)
        .order_by(GoodsMove.seq)
    )
    taken_at = row.taken_at.astimezone(zone)
    first = Decided(disposition=Disposition(row.at_first), at=taken_at, person=row.clerk or "")
    return GoodsStory(
        goods=_back(unit, row),
        taken_at=taken_at,
        customer=row.customer or "",
        decisions=(
            first,
            *(
                Decided(
                    disposition=Disposition(move.disposition),
                    at=move.at.astimezone(zone),
                    person=move.name,
                )
                for move in moves
            ),
        ),
        tag=_tag(unit, row),
    )


@needs(Right.LOOK)
def find_tag(unit: Unit, scanned: str) -> int | None:
    """The returned line on whose goods that tag sticks; none where it is no tag of ours."""
    parts = re.fullmatch(r"(.+-\d+)-(\d{1,4})", scanned.strip().upper())
    if parts is None:
        return None
    lines = (
        select(ReturnLine.id)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(*HERE, GoodsReturn.number == parts[1])
        .where(GoodsReturn.store_id == unit.station.store_id)
        .order_by(ReturnLine.id)
        .offset(max(int(parts[2]) - 1, 0))
        .limit(1)
    )
    return unit.connection.scalar(lines)


@needs(Right.GOODS)
def move_goods(
    unit: Unit, request_id: str, return_line_id: int, disposition: Disposition
) -> GoodsMoved:
    """Decide anew what becomes of a returned line, and move its stock once.

    Raise :class:`models.values.Refused` where there are no such goods in this store (or the
    return was voided), and where that was decided already.
    """
    digest = digest_of({"goods": return_line_id, "to": disposition})
    if outcome_of(unit, request_id, digest):
        return _moved_before(unit, return_line_id)
    row = _found(unit, return_line_id, lock=True)
    if row.disposition == disposition:
        raise refuse("goods-there-already", goods=row.description)
    moves = select(func.count()).where(GoodsMove.return_line_id == return_line_id)
    add_row(
        unit.connection,
        GoodsMove,
        return_line_id=return_line_id,
        seq=(unit.connection.scalar(moves) or 0) + 1,
        disposition=disposition,
        at=unit.now,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
    )
    out, into = BUCKETS[Disposition(row.disposition)], BUCKETS[disposition]
    if row.product_id is not None and out != into:
        for bucket, quantity in ((out, NOTHING - row.quantity), (into, row.quantity)):
            add_row(
                unit.connection,
                StockMovement,
                product_id=row.product_id,
                store_id=row.store_id,
                bucket=bucket,
                quantity=quantity,
                moved_at=unit.now,
                return_line_id=None,
            )
    remember(unit, request_id, REQUEST, digest, f"goods {return_line_id}")
    mark_shown(unit, request_id)
    record(
        unit,
        "GoodsMoved",
        line=return_line_id,
        slip=row.number,
        of=row.disposition,
        to=disposition,
        quantity=row.quantity.thousandths,
    )
    return GoodsMoved(
        goods=_back(unit, _found(unit, return_line_id)), before=Disposition(row.disposition)
    )


def _moved_before(unit: Unit, return_line_id: int) -> GoodsMoved:
    """The same request came again: as it stands, and what was decided before that."""
    row = _found(unit, return_line_id)
    decided = unit.connection.scalars(
        select(GoodsMove.disposition)
        .where(GoodsMove.return_line_id == return_line_id)
        .order_by(GoodsMove.seq)
    ).all()
    before = [row.at_first, *decided][-2]
    return GoodsMoved(goods=_back(unit, row), before=Disposition(before))


@needs(Right.LOOK)
def tags_of(unit: Unit, slip: str) -> tuple[ItemTag, ...]:
    """A tag for each line of a return; refused where it is none, or was voided."""
    rows = unit.connection.execute(
        _goods()
        .where(GoodsReturn.number == slip, GoodsReturn.store_id == unit.station.store_id)
        .order_by(ReturnLine.id)
    ).all()
    if not rows:
        raise refuse("goods-not-here")
    return tuple(_tag(unit, row) for row in rows)


def _tag(unit: Unit, row: Row[*tuple[Any, ...]]) -> ItemTag:
    return ItemTag(
        code=f"{row.number}-{row.place}",
        store=row.store,
        description=row.description,
        sku=row.sku,
        serial=row.serial or "",
        quantity=row.quantity.thousandths,
        reason=row.reason,
        condition=row.condition,
        disposition=row.disposition,
        taken_at=row.taken_at.astimezone(unit.shop.zone).isoformat(timespec="minutes"),
        language=unit.shop.language,
    )


def _goods() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ReturnLine.id,
            ReturnLine.product_id,
            ReturnLine.description,
            ReturnLine.sku,
            ReturnLine.quantity,
            ReturnLine.reason,
            ReturnLine.condition,
            NOW_AS.label("disposition"),
            ReturnLine.disposition.label("at_first"),
            PLACE.label("place"),
            func.coalesce(ReturnLine.serial, SaleLine.serial).label("serial"),
            GoodsReturn.number,
            GoodsReturn.store_id,
            GoodsReturn.taken_at,
            Store.name.label("store"),
            Staff.name.label("clerk"),
            Customer.name.label("customer"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .join(Store, Store.id == GoodsReturn.store_id)
        .outerjoin(SaleLine, SaleLine.id == ReturnLine.line_id)
        .outerjoin(Staff, Staff.id == GoodsReturn.clerk_id)
        .outerjoin(Customer, Customer.id == GoodsReturn.customer_id)
        .where(*HERE, func.coalesce(SaleLine.charge, "") == "")
    )


def _found(unit: Unit, return_line_id: int, *, lock: bool = False) -> Row[*tuple[Any, ...]]:
    """The goods, and their return held until the end if ``lock``: a void waits for it."""
    if lock:
        whose = select(ReturnLine.return_id).where(ReturnLine.id == return_line_id)
        held = select(GoodsReturn.id).where(GoodsReturn.id == whose.scalar_subquery())
        unit.connection.execute(held.with_for_update())
    query = _goods().where(
        ReturnLine.id == return_line_id, GoodsReturn.store_id == unit.station.store_id
    )
    row = unit.connection.execute(query).one_or_none()
    if row is None:
        raise refuse("goods-not-here")
    return row


def _back(unit: Unit, row: Row[*tuple[Any, ...]]) -> GoodsBack:
    since = unit.day_of(row.taken_at)
    return GoodsBack(
        return_line_id=row.id,
        tag=f"{row.number}-{row.place}",
        slip=row.number,
        description=row.description,
        sku=row.sku,
        serial=row.serial or "",
        quantity=row.quantity,
        reason=row.reason,
        condition=row.condition,
        disposition=Disposition(row.disposition),
        since=since,
        days=(unit.today - since).days,
    )
