"""What a customer pays at the counter, in any mix of tenders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.differences import after, cash_to_take
from models.rules.refunds import CashSoFar
from models.services.card_lives import life_today
from models.services.refunds import coin_of
from models.services.value_cards import spend_card, usable_card
from models.values import ZERO, Money, TenderKind, refuse
from models.values.card_numbers import refuse_card_number
from models.values.value_cards import ON_A_CARD

if TYPE_CHECKING:
    from models.services.documents import Number
    from models.services.exchange_decisions import ExchangeAsked, ExchangeDecided, PaidIn
    from models.unit import Unit

TAKEN_BY = (
    TenderKind.CASH,
    TenderKind.DEBIT,
    TenderKind.CREDIT,
    TenderKind.EWALLET,
    TenderKind.TRANSFER,
    TenderKind.CHEQUE,
    TenderKind.STORE_CREDIT,
    TenderKind.GIFT_CARD,
)
"""How a customer can pay a difference at the counter."""
LONGEST = 40
"""Of a reference or a label, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A tender of the new sale that moves money: ``amount`` is after the coin's rounding."""

    kind: TenderKind
    label: str
    reference: str
    exact: Money
    amount: Money


def take_payments(
    unit: Unit, number: Number, asked: ExchangeAsked, decided: ExchangeDecided
) -> tuple[Payment, ...]:
    """What the customer pays; refused unless it is what is owed, to the last minor unit.

    What is on a card is spent here and now.
    """
    due = decided.difference.to_shop
    paid = Money.total(one.amount for one in asked.paid)
    if paid != due:
        raise refuse("payment-differs", due=due, paid=paid)
    coin, so_far = coin_of(unit), after(decided.cash_before, decided.carried)
    payments = []
    for one in asked.paid:
        _check_payment(one)
        if one.kind in ON_A_CARD:  # its reference is the card's number, which is not kept
            payments.append(_spend(unit, number, one))
            continue
        in_cash = one.kind is TenderKind.CASH
        amount = cash_to_take(one.amount, coin, so_far) if in_cash else one.amount
        payment = Payment(
            kind=one.kind,
            label=one.label.strip(),
            reference=one.reference.strip(),
            exact=one.amount,
            amount=amount,
        )
        payments.append(payment)
        if in_cash:
            so_far = CashSoFar(exact=so_far.exact + one.amount, paid=so_far.paid + amount)
    return tuple(payments)


def _spend(unit: Unit, number: Number, one: PaidIn) -> Payment:
    """Take it off the card; of its number the end is kept."""
    life = life_today(unit)
    card = usable_card(unit, one.reference, life)
    if card.kind is not one.kind:
        raise refuse("payment-card-kind", tender=one.kind, last=card.last_four)
    spend_card(unit, card.number, one.amount, number.code, life)
    return Payment(
        kind=one.kind,
        label=f"•••• {card.last_four}",
        reference="",
        exact=one.amount,
        amount=one.amount,
    )


def _check_payment(one: PaidIn) -> None:
    if one.kind not in TAKEN_BY or one.amount <= ZERO:
        raise refuse("payment-wrong", tender=one.kind)
    if one.kind is not TenderKind.CASH and not one.reference.strip():
        raise refuse("payment-reference-missing", tender=one.kind)
    for typed in (one.reference, one.label):
        refuse_card_number(typed)
        if len(typed.strip()) > LONGEST:
            raise refuse("payment-reference-long", most=LONGEST)
