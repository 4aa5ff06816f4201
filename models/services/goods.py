"""What becomes of goods that came back: proposed with the return, changed at any time after.

Each change moves the stock once, out of the bucket where the goods lie into the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.services.journal import record
from models.services.requests import digest_of, mark_shown, outcome_of, remember
from models.services.returns import BUCKETS
from models.tables.base import add_row
from models.tables.goods import StockMovement
from models.tables.goods_moves import GoodsMove
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import SaleLine
from models.tables.shop import Store
from models.values import NOTHING, Quantity, Topic, refuse
from models.values.codes import Disposition
from models.values.tag_papers import ItemTag

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row, Select

    from models.unit import Unit

REQUEST = "goods-move"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsBack:
    """A returned line, as it lies in the store."""

    return_line_id: int
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
class GoodsMoved:
    goods: GoodsBack
    changed: frozenset[Topic] = frozenset({Topic.RETURNS})


def list_waiting(unit: Unit) -> tuple[GoodsBack, ...]:
    """What nobody has decided about in this store, the oldest first."""
    rows = unit.connection.execute(
        _goods()
        .where(GoodsReturn.store_id == unit.station.store_id, NOW_AS == Disposition.UNDECIDED)
        .order_by(GoodsReturn.taken_at, ReturnLine.id)
    )
    return tuple(_back(unit, row) for row in rows)


def move_goods(
    unit: Unit, request_id: str, return_line_id: int, disposition: Disposition
) -> GoodsMoved:
    """Decide anew what becomes of a returned line, and move its stock once.

    Raise :class:`models.values.Refused` where there are no such goods in this store (or the
    return was voided), and where that was decided already.
    """
    digest = digest_of({"goods": return_line_id, "to": disposition})
    if outcome_of(unit, request_id, digest):
        return GoodsMoved(goods=_back(unit, _found(unit, return_line_id)))
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
    return GoodsMoved(goods=_back(unit, _found(unit, return_line_id)))


def tags_of(unit: Unit, slip: str) -> tuple[ItemTag, ...]:
    """A tag for each line of a return; refused where it is none, or was voided."""
    rows = unit.connection.execute(
        _goods().where(GoodsReturn.number == slip).order_by(ReturnLine.id)
    ).all()
    if not rows:
        raise refuse("goods-not-here")
    return tuple(
        ItemTag(
            code=f"{row.number}-{place}",
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
        for place, row in enumerate(rows, 1)
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
            SaleLine.serial,
            GoodsReturn.number,
            GoodsReturn.store_id,
            GoodsReturn.taken_at,
            Store.name.label("store"),
        )
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .join(Store, Store.id == GoodsReturn.store_id)
        .outerjoin(SaleLine, SaleLine.id == ReturnLine.line_id)
        .where(
            STANDS,
            GoodsReturn.register_id.is_not(None),
            func.coalesce(SaleLine.charge, "") == "",
        )
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
