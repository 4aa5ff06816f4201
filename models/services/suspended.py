"""Visits on hold: put aside at one register, resumed once at any register of the store.

No money and no goods move by it, and nothing is reserved: what is on hold can be brought back
or bought elsewhere meanwhile. So no decision is kept either. Whoever resumes it has what was
entered, is told what of it came back since, and everything is decided anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, delete, null, select, update
from sqlalchemy.orm import aliased

from models.services.decisions import ReturnAsked
from models.services.exchange_decisions import ExchangeAsked, offer_again
from models.services.journal import record
from models.services.no_receipt import ProductBack, WithoutSale, open_product
from models.services.rights import anybody, needs
from models.services.sales import open_sale
from models.services.search import customer_again
from models.services.suspended_bodies import kind_of, lines_of, read_body, write_body
from models.tables.base import add_numbered, rows_of
from models.tables.goods import Product
from models.tables.people import Staff
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.tables.sales import Sale
from models.tables.shop import Register
from models.tables.suspended import SuspendedCase
from models.values import Message, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.services.exchange_decisions import Offered
    from models.services.sales import LineOnCounter, SaleOnCounter
    from models.services.search import Choice
    from models.services.suspended_bodies import Entered
    from models.unit import Unit

KEPT: Final = timedelta(days=14)
"""For how long a visit on hold can be resumed; then nothing of it is kept but the journal."""
LONGEST_NOTE: Final = 200
LONGEST_ABOUT: Final = 200

_rows = rows_of(SuspendedCase)
_Taker, _TakerRegister = aliased(Staff), aliased(Register)
CASES = (
    select(
        SuspendedCase.__table__,
        Staff.name.label("person"),
        Register.code.label("register"),
        _Taker.name.label("taker"),
        _TakerRegister.code.label("taker_register"),
    )
    .join(Staff, Staff.id == SuspendedCase.staff_id)
    .join(Register, Register.id == SuspendedCase.register_id)
    .outerjoin(_Taker, _Taker.id == SuspendedCase.resumed_by)
    .outerjoin(_TakerRegister, _TakerRegister.id == SuspendedCase.resumed_register_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnHold:
    """A visit on hold, as any register lists it."""

    case_id: int
    kind: str
    """``return``, ``exchange`` or ``no-receipt``."""
    about: str
    items: int
    """Lines that come back."""
    person: str
    register: str
    at: datetime
    """In the shop's own time."""
    days: int
    """For how many of the shop's days it has been on hold."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldChanged:
    """A visit was put on hold, noted, dropped, or kept after all."""

    held: OnHold
    changed: frozenset[Topic] = frozenset({Topic.HOLDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed:
    """All that a counter needs to go on: the request, and what it is about as of now.

    ``sale`` is there unless ``asked`` is without one; then ``goods`` are its products, each
    at its place, which is its ``line_id``.
    """

    held: OnHold
    asked: Entered
    request_id: str
    """Under which exactly this was tried before, or empty."""
    sale: SaleOnCounter | None = None
    goods: tuple[LineOnCounter, ...] = ()
    customer: Choice | None = None
    out: tuple[Offered, ...] = ()
    meanwhile: tuple[Message, ...] = ()
    """What of it came back since it was put on hold."""
    changed: frozenset[Topic] = frozenset({Topic.HOLDS})


@needs(Right.SERVE)
def suspend(unit: Unit, asked: Entered, note: str = "", request_id: str = "") -> HoldChanged:
    """Put on hold what was entered, complete or not.

    Payments of an exchange are left out: none was taken. Raise
    :class:`models.values.Refused` where nothing comes back.
    """
    lines = lines_of(asked)
    if not lines:
        raise refuse("suspended-empty")
    case_id = add_numbered(
        unit.connection,
        SuspendedCase,
        store_id=unit.station.store_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        at=unit.now,
        kind=kind_of(asked),
        about=_about(unit, asked),
        items=len(lines),
        note=_noted(note),
        body=write_body(asked, request_id),
    )
    held = _on_hold(unit, _found(unit, case_id))
    record(
        unit,
        "TransactionSuspended",
        case=case_id,
        kind=held.kind,
        about=held.about,
        sale=_sale_of(held),
        items=held.items,
    )
    return HoldChanged(held=held)


@needs(Right.LOOK)
def list_suspended(unit: Unit) -> tuple[OnHold, ...]:
    """What is on hold in this store, the newest first."""
    rows = unit.connection.execute(
        CASES.where(SuspendedCase.store_id == unit.station.store_id, *_open())
        .where(SuspendedCase.at >= unit.now - KEPT)
        .order_by(SuspendedCase.at.desc(), SuspendedCase.id.desc())
    )
    return tuple(_on_hold(unit, row) for row in rows)


@needs(Right.SERVE)
def resume(unit: Unit, case_id: int) -> CaseResumed:
    """Take a visit off hold, here and once.

    Raise :class:`models.values.Refused` where another register has it, where it was dropped
    or is none of this store's, and where it cannot be read: then it stays on hold.
    """
    _change(
        unit,
        case_id,
        resumed_at=unit.now,
        resumed_register_id=unit.station.register_id,
        resumed_by=unit.clerk.staff_id,
    )
    row = _found(unit, case_id)
    held = _on_hold(unit, row)
    try:
        asked, request_id = read_body(row.body)
    except ValueError as why:
        raise refuse("suspended-unreadable", about=held.about) from why
    resumed = _again(unit, CaseResumed(held=held, asked=asked, request_id=request_id))
    resumed = replace(resumed, meanwhile=_meanwhile(unit, asked, row.at))
    record(
        unit,
        "TransactionResumed",
        case=case_id,
        of=row.register,
        about=held.about,
        sale=_sale_of(held),
    )
    return resumed


@needs(Right.SERVE)
def drop(unit: Unit, case_id: int) -> HoldChanged:
    """The customer will not come back for it; refused as :func:`resume` is."""
    _change(unit, case_id, dropped_at=unit.now, dropped_by=unit.clerk.staff_id)
    held = _on_hold(unit, _found(unit, case_id))
    record(unit, "SuspendedTransactionDropped", case=case_id, about=held.about)
    return HoldChanged(held=held)


@needs(Right.SERVE)
def keep(unit: Unit, case_id: int) -> HoldChanged:
    """Undo a drop: it is on hold as before. Nothing happens to one that is on hold.

    Raise :class:`models.values.Refused` where it was resumed, or is not here any more.
    """
    clerk = unit.clerk
    undone = unit.connection.execute(
        update(_rows)
        .where(_rows.c.id == case_id, _rows.c.store_id == unit.station.store_id)
        .where(_rows.c.dropped_at.is_not(None))
        .values(dropped_at=null(), dropped_by=null())
    ).rowcount
    row = _found(unit, case_id)
    if row.resumed_at is not None:
        raise _elsewhere(unit, row)
    if undone:
        record(
            unit,
            "SuspendedTransactionKept",
            case=case_id,
            about=row.about,
            by=clerk.staff_id,
        )
    return HoldChanged(held=_on_hold(unit, row))


@needs(Right.SERVE)
def note_suspended(unit: Unit, case_id: int, note: str) -> HoldChanged:
    """Write on it what whoever resumes it should know; refused as :func:`resume` is.

    The journal has that it was noted, not what: a note may name a customer, and goes in time.
    """
    _change(unit, case_id, note=_noted(note))
    held = _on_hold(unit, _found(unit, case_id))
    record(unit, "SuspendedTransactionNoted", case=case_id, by=unit.clerk.staff_id)
    return HoldChanged(held=held)


@anybody("it keeps a promise, and shows nothing")
def forget_suspended_in_time(unit: Unit) -> int:
    """Delete what was put on hold longer ago than :data:`KEPT`, whatever became of it; done
    whenever the shop opens. Return how many."""
    before = unit.now - KEPT
    forgotten = unit.connection.execute(delete(_rows).where(_rows.c.at < before)).rowcount
    if forgotten:
        record(
            unit,
            "SuspendedTransactionsForgotten",
            number=forgotten,
            before=before.isoformat(),
        )
    return forgotten


def _open() -> tuple[ColumnElement[bool], ...]:
    return SuspendedCase.resumed_at.is_(None), SuspendedCase.dropped_at.is_(None)


def _change(unit: Unit, case_id: int, **values: Any) -> None:
    """Change a visit that is on hold here, in one statement: of two registers at once, the
    second finds it changed."""
    changed = unit.connection.execute(
        update(_rows)
        .where(_rows.c.id == case_id, _rows.c.store_id == unit.station.store_id)
        .where(_rows.c.resumed_at.is_(None), _rows.c.dropped_at.is_(None))
        .values(**values)
    ).rowcount
    if not changed:
        raise _elsewhere(unit, _found(unit, case_id))


def _found(unit: Unit, case_id: int) -> Row[Any]:
    row = unit.connection.execute(
        CASES.where(
            SuspendedCase.id == case_id, SuspendedCase.store_id == unit.station.store_id
        )
    ).one_or_none()
    if row is None:
        raise refuse("suspended-not-here")
    return row


def _elsewhere(unit: Unit, row: Row[Any]) -> Exception:
    """Why it is not on hold any more, and who has it."""
    if row.resumed_at is None:
        return refuse("suspended-dropped", about=row.about)
    return refuse(
        "suspended-taken",
        about=row.about,
        person=row.taker,
        register=row.taker_register,
        moment=row.resumed_at.astimezone(unit.shop.zone),
    )


def _on_hold(unit: Unit, row: Row[Any]) -> OnHold:
    return OnHold(
        case_id=row.id,
        kind=row.kind,
        about=row.about,
        items=row.items,
        person=row.person,
        register=row.register,
        at=row.at.astimezone(unit.shop.zone),
        days=(unit.today - unit.day_of(row.at)).days,
        note=row.note,
    )


def _about(unit: Unit, asked: Entered) -> str:
    """The sale's number, or the first of the goods."""
    match asked:
        case WithoutSale():
            name = select(Product.name).where(Product.id == asked.lines[0].product_id)
            return (unit.connection.scalar(name) or "")[:LONGEST_ABOUT]
        case ReturnAsked(sale_id=sale_id) | ExchangeAsked(back=ReturnAsked(sale_id=sale_id)):
            return unit.connection.scalar(select(Sale.number).where(Sale.id == sale_id)) or ""


def _sale_of(held: OnHold) -> str | None:
    """The number of the sale that it is about, by which the journal finds it."""
    return None if held.kind == "no-receipt" else held.about


def _noted(note: str) -> str:
    return mask_card_numbers(note.strip())[:LONGEST_NOTE]


def _again(unit: Unit, resumed: CaseResumed) -> CaseResumed:
    """With what it is about, looked up anew; goods without a sale get places from 1."""
    asked = resumed.asked
    match asked:
        case ReturnAsked():
            return replace(resumed, sale=open_sale(unit, asked.sale_id))
        case ExchangeAsked():
            out = offer_again(unit, [one.product_id for one in asked.out])
            return replace(resumed, sale=open_sale(unit, asked.back.sale_id), out=out)
        case WithoutSale():
            placed = tuple(
                ProductBack(
                    product_id=line.product_id, coming=replace(line.coming, line_id=place)
                )
                for place, line in enumerate(asked.lines, 1)
            )
            goods = tuple(
                open_product(unit, line.product_id, line.coming.line_id) for line in placed
            )
            who = asked.customer_id
            return replace(
                resumed,
                asked=replace(asked, lines=placed),
                goods=goods,
                customer=None if who is None else customer_again(unit, who),
            )


def _meanwhile(unit: Unit, asked: Entered, since: datetime) -> tuple[Message, ...]:
    """The lines on hold that came back elsewhere, with the paper of it."""
    if isinstance(asked, WithoutSale):
        return ()
    rows = unit.connection.execute(
        select(ReturnLine.description, GoodsReturn.number)
        .join(GoodsReturn, GoodsReturn.id == ReturnLine.return_id)
        .where(
            STANDS,
            ReturnLine.line_id.in_([line.line_id for line in lines_of(asked)]),
            GoodsReturn.taken_at >= since,
        )
        .order_by(ReturnLine.id)
    )
    return tuple(
        Message("suspended-came-back", {"goods": row.description, "number": row.number})
        for row in rows
    )
