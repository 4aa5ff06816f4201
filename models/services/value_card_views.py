"""A gift card or store credit as a screen shows it: what is on it, and how that came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.rights import needs
from models.services.value_cards import CARD, find_card, stored
from models.tables.base import rows_of
from models.tables.people import Customer, Staff
from models.tables.value_cards import ValueCard
from models.values import Money, TenderKind, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.rights import Right
from models.values.value_cards import CardState, EntryKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from models.services.value_cards import CardLife, StoredCard
    from models.unit import Unit

_card = rows_of(ValueCard).c


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySeen:
    """One movement, in the shop's own time; ``amount`` is negative where value left."""

    at: datetime
    kind: EntryKind
    amount: Money
    balance: Money
    paper: str
    person: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSeen:
    """A card with its movements, the newest first."""

    number: str
    kind: TenderKind
    state: CardState
    balance: Money
    issued_at: datetime
    expires_on: date | None
    usable: bool
    """Whether it can be paid with; what is on it is another matter."""
    over: bool
    """Whether its last day has passed."""
    may_be_voided: bool
    voucher: str
    """The number of its paper."""
    customer: str
    moved_to: str
    """The number of the card that took its place; empty where it was not lost."""
    moved_from: str
    entries: tuple[EntrySeen, ...]


@needs(Right.LOOK)
def show_card(unit: Unit, typed: str, life: CardLife) -> CardSeen:
    """By its number or its voucher's. Raise :class:`models.values.Refused` for neither."""
    number = find_card(unit, typed)
    row = unit.connection.execute(CARD, {"card_number": number}).one_or_none()
    if row is None:
        raise refuse("value-card-unknown", text=mask_card_numbers(typed.strip()))
    return _seen(unit, stored(unit, row), life)


@needs(Right.LOOK)
def list_cards_of(unit: Unit, customer_id: int, life: CardLife) -> tuple[CardSeen, ...]:
    """The cards that were issued to a customer, the newest first."""
    rows = unit.connection.execute(
        select(rows_of(ValueCard))
        .where(_card.customer_id == customer_id)
        .order_by(_card.id.desc())
    ).all()
    return tuple(_seen(unit, stored(unit, row), life) for row in rows)


def _seen(unit: Unit, card: StoredCard, life: CardLife) -> CardSeen:
    ledger, allowed = card.ledger, life.expires_allowed
    return CardSeen(
        number=card.number,
        kind=card.kind,
        state=ledger.state,
        balance=ledger.balance,
        issued_at=card.issued_at.astimezone(unit.shop.zone),
        expires_on=ledger.expires_on if allowed else None,
        usable=ledger.usable(unit.today, expires_allowed=allowed),
        over=ledger.over(unit.today, expires_allowed=allowed),
        may_be_voided=ledger.may_be_voided(unit.today),
        voucher=card.rows[0].paper,
        customer=_name(unit, card.customer_id),
        moved_to=_number(unit, _card.id == card.moved_to) if card.moved_to else "",
        moved_from=_number(unit, _card.moved_to == card.card_id),
        entries=_entries(unit, card),
    )


def _entries(unit: Unit, card: StoredCard) -> tuple[EntrySeen, ...]:
    people = {row.staff_id for row in card.rows} | {row.approver_id for row in card.rows}
    named = select(Staff.id, Staff.name).where(Staff.id.in_(people - {None}))
    names = {row.id: row.name for row in unit.connection.execute(named)}
    return tuple(
        EntrySeen(
            at=row.at.astimezone(unit.shop.zone),
            kind=EntryKind(row.kind),
            amount=row.amount,
            balance=row.balance,
            paper=row.paper,
            person=names[row.staff_id],
            approver=names.get(row.approver_id, ""),
        )
        for row in reversed(card.rows)
    )


def _name(unit: Unit, customer_id: int | None) -> str:
    if customer_id is None:
        return ""
    return unit.connection.scalar(select(Customer.name).where(Customer.id == customer_id)) or ""


def _number(unit: Unit, which: ColumnElement[bool]) -> str:
    return unit.connection.scalar(select(_card.number).where(which)) or ""
