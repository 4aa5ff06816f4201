"""What a decision comes to in money: the sum, its parts, and the words of the key that pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.returns import by_tender
from models.values import TenderKind
from models.values.codes import Answer
from ui import words
from ui.widgets.money_rows import MoneyRow
from ui.words import say

if TYPE_CHECKING:
    from models.rules.findings import Kept
    from models.services.decisions import Decision
    from models.services.exchange_decisions import ExchangeDecided
    from models.values import Money
    from ui.screens.returns.state import CounterState


@dataclass(frozen=True, slots=True)
class Sum:
    """The one figure that counts, with what it is called and made of."""

    lead: str
    amount: Money
    rows: tuple[MoneyRow, ...]


def sum_of(decision: Decision, exchange: ExchangeDecided | None) -> Sum:
    """What goes over the counter, one way or the other."""
    if exchange is None:
        return Sum(say("Refund"), decision.to_pay, tuple(money_rows(decision)))
    owed = exchange.difference.to_shop
    out = [
        MoneyRow(
            say("{item} goes out", item=line.product.name),
            words.amount(line.price if owed else -line.price),
        )
        for line in exchange.out
    ]
    lead = say("The customer pays") if owed else say("The customer gets")
    rows = (*out, *money_rows(exchange.decision, owed=bool(owed)))
    return Sum(lead, owed or exchange.decision.to_pay, rows)


def money_rows(decision: Decision, *, owed: bool = False) -> list[MoneyRow]:
    """The sum and its parts: goods, what is kept by name, the coin, and where it goes.

    Where the customer has to pay (``owed``), what came back is taken off that.
    """

    def row(name: str, amount: Money) -> MoneyRow:
        return MoneyRow(name, words.amount(-amount if owed else amount))

    rows = []
    for line in decision.lines:
        if line.decision.answer is Answer.REFUSE:
            continue
        promotion, taken_back = line.taken_back
        worth = line.decision.gross + taken_back
        rows.append(row(line.description, worth))
        if taken_back:
            rows.append(row(say("{promotion} ends", promotion=promotion), -taken_back))
        rows += [row(_kept_words(part), -part.amount) for part in line.decision.kept]
    if decision.cash_rounding:
        rows.append(MoneyRow(say("Cash rounding"), words.amount(decision.cash_rounding)))
    for (kind, label), amount in by_tender(decision.plan).items():
        to = words.tender(kind, label)
        rows.append(MoneyRow(say("to {tender}", tender=to), words.amount(amount), strong=True))
    return rows


def _kept_words(part: Kept) -> str:
    name = words.kept(part.name)
    if part.clause:
        name = say("{name}, clause {clause}", name=name, clause=part.clause)
    return name


def pay_words(decision: Decision | None) -> str:
    if decision is None or not decision.plan or not decision.possible:
        return say("Refund")
    if all(part.kind is TenderKind.CASH for part in decision.plan):
        return say("Pay out {amount}", amount=decision.to_pay)
    return say("Refund {amount}", amount=decision.to_pay)


def exchange_words(state: CounterState) -> str:
    exchange = state.exchange
    if exchange is None or not exchange.out or not exchange.decision.possible:
        return say("Exchange")
    if state.to_pay:
        in_cash = state.all_in_cash
        return say("Take {amount}", amount=exchange.in_cash if in_cash else state.to_pay)
    return pay_words(exchange.decision) if exchange.decision.plan else say("Exchange")
