"""Gift cards and store credit: a ledger for each, written inside whatever moves the money.

Every entry is made with the card's row locked, so that a card shown at two registers at once
is spent once. What a register asks for on its own (a card voided, a card lost) is in
:mod:`models.services.value_card_requests`, where it happens only once.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, func, select, update

from models.rules.value_cards import (
    RANDOM_DIGITS,
    Entry,
    Ledger,
    last_day,
    number_in,
    number_with,
)
from models.services.journal import record
from models.services.vouchers import store_voucher
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import ZERO, Money, TenderKind, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.printing import AS_USUAL, PaperWish
from models.values.value_cards import ON_A_CARD, CardState, EntryKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.voucher_papers import ValueVoucher

EVENTS = {
    EntryKind.ISSUED: "ValueCardIssued",
    EntryKind.LOADED: "ValueCardLoaded",
    EntryKind.REFUNDED: "ValueCardRefunded",
    EntryKind.SPENT: "ValueCardSpent",
    EntryKind.EXPIRED: "ValueCardExpired",
    EntryKind.VOIDED: "ValueCardVoided",
    EntryKind.MOVED_IN: "ValueCardReplaced",
    EntryKind.MOVED_OUT: "ValueCardBlocked",
}

_card = rows_of(ValueCard)
_entry = rows_of(ValueEntry)
CARD = select(_card).where(_card.c.number == bindparam("card_number"))
LOCKED = CARD.with_for_update()
ENTRIES = select(_entry).where(_entry.c.card_id == bindparam("card")).order_by(_entry.c.seq)
BY_PAPER = (
    select(_card.c.number)
    .join(_entry, _entry.c.card_id == _card.c.id)
    .where(_entry.c.paper == bindparam("code"), _entry.c.seq == 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLife:
    """How long cards are good: the policy's months (empty for ever), as far as the law of
    the shop's country lets them end at all."""

    months: int | None
    expires_allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCard:
    """A new card and the paper to hand over."""

    number: str
    balance: Money
    expires_on: date | None
    voucher: ValueVoucher


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCard:
    """A card as it stands in the tables, with its whole ledger; locked where it is changed."""

    card_id: int
    number: str
    kind: TenderKind
    customer_id: int | None
    issued_at: datetime
    moved_to: int | None
    ledger: Ledger
    rows: tuple[Row[Any], ...]

    @property
    def last_four(self) -> str:
        return self.number[-4:]

    @property
    def balance(self) -> Money:
        return self.ledger.balance


def issue_credit(
    unit: Unit,
    amount: Money,
    *,
    kind: TenderKind,
    life: CardLife,
    return_id: int | None = None,
    customer_id: int | None = None,
    wish: PaperWish = AS_USUAL,
) -> IssuedCard:
    """A new gift card or store credit with its voucher, for money that came in or is owed.

    ``return_id`` is the return that it pays for. Raise :class:`models.values.Refused` for an
    amount that is nothing or less, ``ValueError`` for another means of payment.
    """
    issued = new_card(
        unit,
        amount,
        EntryKind.ISSUED,
        kind=kind,
        expires_on=last_day(unit.today, life.months, expires_allowed=life.expires_allowed),
        return_id=return_id,
        customer_id=customer_id,
        wish=wish,
    )
    return issued[1]


def load_card(unit: Unit, typed: str, amount: Money, paper: str, life: CardLife) -> Money:
    """More on a card that was paid for on ``paper``; return what is on it then."""
    return _put_on(unit, typed, amount, EntryKind.LOADED, paper, life)


def refund_to_card(unit: Unit, typed: str, amount: Money, slip: str, life: CardLife) -> Money:
    """The money of a return back onto a card; return what is on it then."""
    return _put_on(unit, typed, amount, EntryKind.REFUNDED, slip, life)


def spend_card(unit: Unit, typed: str, amount: Money, paper: str, life: CardLife) -> Money:
    """Pay with all or part of what is on a card; return what is left.

    Raise :class:`models.values.Refused` where the card cannot be used or holds less.
    """
    _check_amount(amount)
    card = usable_card(unit, typed, life)
    if amount > card.balance:
        raise refuse("value-card-short", last=card.last_four, left=card.balance)
    return book(unit, card, EntryKind.SPENT, amount, paper)


def expire_cards(unit: Unit, life: CardLife) -> int:
    """Take off what is left on cards whose last day has passed; return how many there were.

    Nothing where the law lets no card end, whatever was printed on it.
    """
    if not life.expires_allowed:
        return 0
    balance = (
        select(func.sum(_entry.c.amount))
        .where(_entry.c.card_id == _card.c.id)
        .scalar_subquery()
    )
    numbers = unit.connection.scalars(
        select(_card.c.number)
        .where(
            _card.c.state == CardState.USABLE, _card.c.expires_on < unit.today, balance > ZERO
        )
        .order_by(_card.c.id)
    ).all()
    for number in numbers:
        card = locked_card(unit, number)
        if card.balance:
            book(unit, card, EntryKind.EXPIRED, card.balance)
    return len(numbers)


def find_card(unit: Unit, typed: str) -> str:
    """The number of the card that a number or a voucher's code names; empty where none."""
    number = number_in(typed)
    if number:
        return number if unit.connection.execute(CARD, {"card_number": number}).first() else ""
    return unit.connection.scalar(BY_PAPER, {"code": typed.strip().upper()}) or ""


def usable_card(unit: Unit, typed: str, life: CardLife) -> StoredCard:
    """The card, locked; refused where it was voided or moved, or its last day has passed."""
    card = locked_card(unit, typed)
    ledger = card.ledger
    if ledger.state is CardState.VOIDED:
        raise refuse("value-card-voided", last=card.last_four)
    if ledger.state is CardState.MOVED:
        raise refuse("value-card-moved", last=card.last_four)
    if ledger.over(unit.today, expires_allowed=life.expires_allowed):
        raise refuse("value-card-over", last=card.last_four, day=ledger.expires_on)
    return card


def locked_card(unit: Unit, typed: str) -> StoredCard:
    """The card, with its row locked until the use case ends; refused where there is none."""
    row = unit.connection.execute(LOCKED, {"card_number": find_card(unit, typed)}).one_or_none()
    if row is None:
        raise refuse("value-card-unknown", text=mask_card_numbers(typed.strip()))
    return stored(unit, row)


def stored(unit: Unit, row: Row[Any]) -> StoredCard:
    rows = tuple(unit.connection.execute(ENTRIES, {"card": row.id}))
    return StoredCard(
        card_id=row.id,
        number=row.number,
        kind=TenderKind(row.kind),
        customer_id=row.customer_id,
        issued_at=row.issued_at,
        moved_to=row.moved_to,
        ledger=Ledger(
            state=CardState(row.state),
            issued_on=unit.day_of(row.issued_at),
            expires_on=row.expires_on,
            entries=tuple(
                Entry(kind=EntryKind(each.kind), amount=each.amount, balance=each.balance)
                for each in rows
            ),
        ),
        rows=rows,
    )


def new_card(
    unit: Unit,
    amount: Money,
    entry: EntryKind,
    *,
    kind: TenderKind,
    expires_on: date | None,
    return_id: int | None = None,
    customer_id: int | None = None,
    instead_of: str = "",
    wish: PaperWish = AS_USUAL,
) -> tuple[int, IssuedCard]:
    """A card with its first entry and its voucher; its key beside it."""
    if kind not in ON_A_CARD:
        raise ValueError(f"no card for {kind}")
    _check_amount(amount)
    number = _drawn_number(unit)
    card_id = add_numbered(
        unit.connection,
        ValueCard,
        number=number,
        kind=kind,
        issued_at=unit.now,
        expires_on=expires_on,
        state=CardState.USABLE,
        return_id=return_id,
        customer_id=customer_id,
        moved_to=None,
    )
    voucher = store_voucher(
        unit,
        kind=kind,
        card=number,
        amount=amount,
        expires_on=expires_on,
        return_id=return_id,
        customer_id=customer_id,
        instead_of=instead_of,
        wish=wish,
    )
    first = Entry(kind=entry, amount=amount, balance=amount)
    _write(unit, Place(card_id, number, 1), first, voucher.head.number)
    issued = IssuedCard(number=number, balance=amount, expires_on=expires_on, voucher=voucher)
    return card_id, issued


def book(
    unit: Unit,
    card: StoredCard,
    kind: EntryKind,
    amount: Money,
    paper: str = "",
    *,
    approver_id: int | None = None,
) -> Money:
    """One more entry on a card that is locked; return what is on it then."""
    entry = card.ledger.next(kind, amount)
    place = Place(card.card_id, card.number, len(card.rows) + 1)
    _write(unit, place, entry, paper, approver_id)
    return entry.balance


def end_card(
    unit: Unit, card: StoredCard, state: CardState, moved_to: int | None = None
) -> None:
    """It can't be used any more; the database keeps it so."""
    unit.connection.execute(
        update(_card).where(_card.c.id == card.card_id).values(state=state, moved_to=moved_to)
    )


def _put_on(
    unit: Unit, typed: str, amount: Money, kind: EntryKind, paper: str, life: CardLife
) -> Money:
    _check_amount(amount)
    card = usable_card(unit, typed, life)
    balance = book(unit, card, kind, amount, paper)
    ends = card.ledger.expires_on
    if ends is not None:
        # Some laws count from the last time that money came onto a card.
        later = last_day(unit.today, life.months, expires_allowed=life.expires_allowed)
        unit.connection.execute(
            update(_card)
            .where(_card.c.id == card.card_id)
            .values(expires_on=later and max(ends, later))
        )
    return balance


def _check_amount(amount: Money) -> None:
    if amount <= ZERO:
        raise refuse("value-card-amount")


def _drawn_number(unit: Unit) -> str:
    """Drawn by lot, so that nobody finds a card by counting on from their own."""
    while True:
        number = number_with(f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}")
        if unit.connection.execute(CARD, {"card_number": number}).first() is None:
            return number


class Place(NamedTuple):
    """Where an entry stands: its card, and how many come before it."""

    card_id: int
    number: str
    seq: int


def _write(
    unit: Unit, place: Place, entry: Entry, paper: str, approver_id: int | None = None
) -> None:
    add_row(
        unit.connection,
        ValueEntry,
        card_id=place.card_id,
        seq=place.seq,
        kind=entry.kind,
        amount=entry.amount,
        balance=entry.balance,
        at=unit.now,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        approver_id=approver_id,
        paper=paper,
    )
    record(
        unit,
        EVENTS[entry.kind],
        card=place.card_id,
        last=place.number[-4:],
        entry=place.seq,
        amount=entry.amount.minor,
        balance=entry.balance.minor,
        paper=paper,
        approved_by=approver_id,
    )
