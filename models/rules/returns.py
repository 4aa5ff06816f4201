"""May these lines come back, and for how much? No storage, no clock, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.rules.policy import NO_LIMIT
from models.values import NOTHING, ONE, ZERO, Message, Money, Quantity
from models.values.codes import Answer, Condition, Disposition, Reason

if TYPE_CHECKING:
    from models.rules.policy import Policy, Terms


SHOPS_FAULT = frozenset({Reason.FAULTY, Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
OPENED = frozenset({Condition.OPENED, Condition.USED, Condition.DAMAGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """The facts of a sale line that a decision rests on.

    ``paid`` and ``tax`` are for the whole line, as recorded on the day of sale.
    """

    department: str | None
    sold: Quantity
    returned: Quantity
    paid: Money
    tax: Money
    sold_on: date
    serial: str | None = None
    weighed: bool = False

    @property
    def left(self) -> Quantity:
        return self.sold - self.returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the customer wants to bring back of a line, as far as it is known."""

    quantity: Quantity
    reason: Reason | None = None
    condition: Condition | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one line; ``clause`` is 0 where no policy is involved."""

    answer: Answer
    message: Message
    clause: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    answer: Answer
    findings: tuple[Finding, ...]
    gross: Money = ZERO
    fee: Money = ZERO
    tax: Money = ZERO
    """Contained in ``gross - fee``."""
    disposition: Disposition = Disposition.UNDECIDED

    @property
    def refund(self) -> Money:
        return self.gross - self.fee


def graver(findings: tuple[Finding, ...]) -> Answer:
    """Where findings meet, the graver answer stands."""
    return max((f.answer for f in findings), key=lambda a: a.gravity, default=Answer.ACCEPT)


def judge_standing(line: SoldLine, policy: Policy, today: date) -> tuple[Finding, ...]:
    """What holds for a line before anything is asked: is any left, and is it in time?"""
    terms = policy.terms_for(line.department)
    if line.left <= NOTHING:
        return (Finding(Answer.REFUSE, Message("nothing-left")),)
    if terms.final_sale.value:
        clause = terms.final_sale.clause
        facts = {"department": line.department}
        return (Finding(Answer.REFUSE, Message("final-sale", facts), clause),)
    return (_judge_window(line, terms, policy, today),)


def judge_line(line: SoldLine, asked: Asked, policy: Policy, today: date) -> LineDecision:
    """Decide one line with every finding; amounts are nothing where it is refused."""
    terms = policy.terms_for(line.department)
    findings = [*judge_standing(line, policy, today), *_judge_asked(line, asked)]
    fee_percent = terms.opened_fee_percent
    charged = (
        asked.condition in OPENED and asked.reason not in SHOPS_FAULT and fee_percent.value
    )
    if charged:
        facts = {"percent": fee_percent.value}
        found = Finding(Answer.ACCEPT, Message("fee-opened", facts), fee_percent.clause)
        findings.append(found)
    answer = graver(tuple(findings))
    if answer is Answer.REFUSE or asked.quantity <= NOTHING:
        return LineDecision(answer=answer, findings=tuple(findings))

    gross = part_of(line.paid, line, asked.quantity)
    gross_tax = part_of(line.tax, line, asked.quantity)
    fee = gross.percent(fee_percent.value) if charged else ZERO
    return LineDecision(
        answer=answer,
        findings=tuple(findings),
        gross=gross,
        fee=fee,
        tax=gross_tax.proportion(gross - fee, gross),
        disposition=propose_disposition(asked),
    )


def part_of(whole: Money, line: SoldLine, quantity: Quantity) -> Money:
    """The value of the next ``quantity`` units of a line.

    A difference of two roundings, so that parts taken back in any order add up to
    ``whole`` to the last minor unit.
    """
    before, after = line.returned, line.returned + quantity
    return whole.share(after, line.sold) - whole.share(before, line.sold)


def propose_disposition(asked: Asked) -> Disposition:
    """What usually becomes of goods that come back like this."""
    if asked.reason is Reason.FAULTY:
        return Disposition.RETURN_TO_SUPPLIER
    if asked.condition is Condition.DAMAGED:
        return Disposition.WRITE_OFF
    if asked.condition in (Condition.SEALED, Condition.AS_NEW):
        return Disposition.RETURN_TO_STOCK
    return Disposition.UNDECIDED


def _judge_window(line: SoldLine, terms: Terms, policy: Policy, today: date) -> Finding:
    days, clause = terms.window_days.value, terms.window_days.clause
    age = (today - line.sold_on).days
    if age < 0:
        message = Message("sale-in-future", {"sold_on": line.sold_on})
        return Finding(Answer.REFUSE, message, clause)
    if days == NO_LIMIT:
        return Finding(Answer.ACCEPT, Message("no-limit"), clause)
    last_day = line.sold_on + timedelta(days - (1 if policy.day_of_sale_counts else 0))
    day = age + (1 if policy.day_of_sale_counts else 0)
    if today > last_day:
        late: dict[str, object] = {
            "days": (today - last_day).days,
            "window": days,
            "last_day": last_day,
        }
        return Finding(Answer.REFUSE, Message("late", late), clause)
    return Finding(Answer.ACCEPT, Message("in-window", {"day": day, "days": days}), clause)


def _judge_asked(line: SoldLine, asked: Asked) -> list[Finding]:
    """What is missing or wrong in the request itself; no clause is needed to say so."""
    findings = []
    if asked.quantity <= NOTHING:
        findings.append(Finding(Answer.ASK, Message("quantity-missing")))
    elif NOTHING < line.left < asked.quantity:
        facts = {"asked": asked.quantity, "left": line.left}
        findings.append(Finding(Answer.REFUSE, Message("more-than-left", facts)))
    if line.sold.whole and not line.weighed and not asked.quantity.whole:
        findings.append(Finding(Answer.REFUSE, Message("not-by-weight")))
    if asked.reason is None:
        findings.append(Finding(Answer.ASK, Message("reason-missing")))
    if asked.condition is None:
        findings.append(Finding(Answer.ASK, Message("condition-missing")))
    if line.serial:
        if not asked.serial:
            findings.append(Finding(Answer.ASK, Message("serial-missing")))
        elif asked.serial.casefold() != line.serial.casefold():
            findings.append(Finding(Answer.REFUSE, Message("serial-differs")))
        elif asked.quantity > ONE:
            facts = {"asked": asked.quantity, "left": ONE}
            findings.append(Finding(Answer.REFUSE, Message("more-than-left", facts)))
    return findings
