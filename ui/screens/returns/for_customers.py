"""What the counter lets the customer know: made of its own state, nothing decided twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.rules.signatures import pays_out
from models.services.exception_forms import paragraphs_named
from models.services.returns import by_tender
from models.values import ZERO, Money, Quantity
from models.values.codes import Answer
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.void_papers import VoidSlip
from ui.customer import Becomes, ForCustomer, Lead, Less, SeenLine, SeenTender
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.services.decisions import DecidedLine, Decision
    from models.values.papers import PaidOut, ReturnedLine
    from models.values.slips import Slip
    from ui.screens.returns.state import CounterState, Going

FOR_CUSTOMERS: Final = frozenset(
    {
        *("late", "late-since", "late-hours", "late-stage", "late-refused", "sold-after"),
        *("final-sale", "never-taken", "never-refunded", "no-refund", "no-exchange"),
        *("no-repair", "reason-not-accepted", "condition-not-accepted", "nothing-left"),
        *("not-by-weight", "charge-alone", "charge-kept", "proof-not-enough"),
        *("gift-must-come", "exchanged-once", "same-product-only", "no-refund-of-exchanged"),
        *("remedy-first", "decided-by-nobody"),
    }
)
"""Findings whose reason is the goods, the day or the terms, never a person or a limit."""


_MAKES: Final = frozenset({Stage.RETURN, Stage.GIVING})


def made_here(before: CounterState, state: CounterState, made: str) -> str:
    """The number of the slip that is shown, where it was made for whoever stands here: one that
    is opened again, from a list or by its number, may be anybody's. ``made`` is what was said
    of ``before``."""
    if state.stage is not Stage.PAPER or state.taken is None:
        return ""
    number = state.taken.slip.head.number
    known = before.taken.slip.head.number if before.taken else ""
    voided = before.stage is Stage.PAPER and before.voiding
    if state.taken.request_id and number != known and (before.stage in _MAKES or voided):
        return number
    return made if number == made else ""


def for_customers(state: CounterState, made: str) -> ForCustomer:
    """What they may know; of a slip only where it is the one that was ``made`` for them."""
    if state.stage is Stage.PAPER and state.taken and state.taken.slip.head.number == made:
        return _done(state.taken.slip)
    if state.stage is Stage.RETURN and state.coming:
        return _being_decided(state)
    if state.stage in _MAKES:
        return ForCustomer(language=state.paper_language)
    return ForCustomer()


def _being_decided(state: CounterState) -> ForCustomer:
    decision, exchange = state.decision, state.exchange
    sure = decision is not None and _is_sure(state, decision)
    exchanged = bool(state.out)
    lines = []
    for came in state.coming:
        line = state.line(came.line_id)
        decided = state.decided(came.line_id)
        name = decided.description if decided else line.description if line else ""
        if decided is None or decision is None:
            seen = SeenLine(name=name, quantity=came.quantity, becomes=Becomes.LOOKED_AT)
        else:
            seen = _decided(decided, decision, came.quantity, sure=sure, exchanged=exchanged)
        lines.append(seen)
    if exchange is not None:
        lines += [
            SeenLine(
                name=out.product.name,
                quantity=out.quantity,
                becomes=Becomes.OUT,
                amount=out.price,
            )
            for out in exchange.out
        ]
    else:
        lines += map(_going, state.out)
    sees = ForCustomer(language=state.paper_language, lines=tuple(lines))
    if not sure or decision is None or (exchanged and exchange is None):
        return sees
    return _with_money(sees, state, decision)


def _is_sure(state: CounterState, decision: Decision) -> bool:
    """Whether it is a yes that waits for nobody any more."""
    return decision.possible and (not decision.needs_approval or state.allowed is not None)


def _decided(
    line: DecidedLine, decision: Decision, quantity: Quantity, *, sure: bool, exchanged: bool
) -> SeenLine:
    found = line.decision
    if found.answer is Answer.REFUSE:
        against = [
            finding
            for finding in found.findings
            if finding.answer is Answer.REFUSE and finding.message.code in FOR_CUSTOMERS
        ][:1]  # one friendly sentence: the rest is on paper for whoever asks
        named = {(finding.version, finding.clause) for finding in against}
        return SeenLine(
            name=line.description,
            quantity=quantity,
            becomes=Becomes.STAYS,
            reasons=tuple(finding.message for finding in against),
            clauses=paragraphs_named(decision.clauses, named),
        )
    if not sure and found.answer is not Answer.ACCEPT:
        return SeenLine(name=line.description, quantity=quantity, becomes=Becomes.LOOKED_AT)
    promotion, taken_back = line.taken_back
    less = [Less(promotion, taken_back, promotion=True)] if taken_back else []
    less += [Less(part.name, part.amount) for part in found.kept]
    return SeenLine(
        name=line.description,
        quantity=quantity,
        becomes=_taken(bool(less), exchanged=exchanged),
        amount=found.refund,
        less=tuple(less),
    )


def _taken(less: bool, *, exchanged: bool) -> Becomes:
    if less:
        return Becomes.LESS
    return Becomes.SWAPPED if exchanged else Becomes.TAKEN


def _going(one: Going) -> SeenLine:
    return SeenLine(name=one.product.name, quantity=one.quantity, becomes=Becomes.OUT)


def _with_money(sees: ForCustomer, state: CounterState, decision: Decision) -> ForCustomer:
    exchange = state.exchange if state.out else None
    if exchange is not None and state.to_pay:
        amount = exchange.in_cash if state.all_in_cash else state.to_pay
        paid = tuple(SeenTender(one.kind, "", one.amount) for one in state.payments)
        return _with_sum(sees, Lead.PAY, amount, paid)
    plan = tuple(
        SeenTender(kind, label, amount)
        for (kind, label), amount in by_tender(decision.plan).items()
    )
    lead = Lead.GET if decision.to_pay or exchange is None else Lead.EVEN
    rounding = decision.cash_rounding if decision.plan else ZERO
    return _with_sum(sees, lead, decision.to_pay, plan, rounding)


def _with_sum(
    sees: ForCustomer,
    lead: Lead,
    amount: Money,
    tenders: tuple[SeenTender, ...],
    rounding: Money = ZERO,
) -> ForCustomer:
    return replace(sees, lead=lead, amount=amount, tenders=tenders, rounding=rounding)


def _done(slip: Slip) -> ForCustomer:
    """As the slip says it, in its language."""
    sees = ForCustomer(
        language=slip.head.language,
        lines=tuple(_on_slip(slip)),
        paper=slip.head.number,
        money_out=pays_out(slip),
    )
    if isinstance(slip, VoidSlip):
        back, again = _tenders(slip.given_back), _tenders(slip.paid_back)
        if again:
            return _with_sum(sees, Lead.GET, _sum(again), again)
        return _with_sum(sees, Lead.GIVE_BACK if back else Lead.EVEN, _sum(back), back)
    rounding = Money(slip.cash_rounding)
    if isinstance(slip, ExchangeSlip) and slip.paid_in:
        paid = tuple(
            SeenTender(part.kind, part.label, Money(part.amount)) for part in slip.paid_in
        )
        return _with_sum(sees, Lead.PAY, _sum(paid), paid, rounding)
    out = _tenders(slip.paid_out)
    return _with_sum(sees, Lead.GET if out else Lead.EVEN, _sum(out), out, rounding)


def _on_slip(slip: Slip) -> Iterable[SeenLine]:
    if isinstance(slip, VoidSlip):
        for lines, becomes in ((slip.lines, Becomes.AGAIN), (slip.out, Becomes.OURS_AGAIN)):
            for line in lines:
                yield SeenLine(
                    name=line.description,
                    quantity=Quantity(line.quantity),
                    becomes=becomes,
                    amount=Money(line.gross),
                )
    elif isinstance(slip, CorrectionSlip):
        yield SeenLine(
            name=slip.description,
            quantity=Quantity(slip.quantity),
            becomes=Becomes.CHEAPER,
            amount=Money(slip.amount),
        )
    elif isinstance(slip, GoodwillSlip):
        yield SeenLine(
            name=slip.about,
            quantity=Quantity(),
            becomes=Becomes.GIVEN,
            amount=Money(slip.amount),
        )
    else:
        exchanged = isinstance(slip, ExchangeSlip)
        yield from (_back(line, exchanged=exchanged) for line in slip.lines)
        for out in slip.out if isinstance(slip, ExchangeSlip) else ():
            yield SeenLine(
                name=out.description,
                quantity=Quantity(out.quantity),
                becomes=Becomes.OUT,
                amount=Money(out.price),
            )


def _back(line: ReturnedLine, *, exchanged: bool) -> SeenLine:
    less = [Less(part.name, Money(part.amount)) for part in line.kept]
    if line.taken_back:
        less.insert(0, Less(line.promotion, Money(line.taken_back), promotion=True))
    return SeenLine(
        name=line.description,
        quantity=Quantity(line.quantity),
        becomes=_taken(bool(less), exchanged=exchanged),
        amount=Money(line.refund),
        less=tuple(less),
    )


def _tenders(parts: Iterable[PaidOut]) -> tuple[SeenTender, ...]:
    return tuple(SeenTender(part.kind, part.label, Money(part.amount)) for part in parts)


def _sum(tenders: Iterable[SeenTender]) -> Money:
    return Money.total(tender.amount for tender in tenders)
