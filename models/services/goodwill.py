"""Give money or credit with no goods, where something went wrong that goods cannot mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.rules.corrections import Wish
from models.rules.facts import Asked, Facts, SoldLine
from models.rules.findings import Judging
from models.rules.goodwill import GivenBefore, goodwill_way, judge_goodwill
from models.rules.refunds import Due, PaidBy
from models.services import refunds
from models.services.documents import next_number, paper_head, store_paper
from models.services.exception_forms import store_form
from models.services.giving import (
    approve_giving,
    as_given,
    as_noted,
    check_giving,
    decided,
    reopen_giving,
)
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.limits import beyond_limits
from models.services.policies import policy_on
from models.services.requests import digest_of, outcome_of, remember
from models.services.returns import add_return
from models.services.rights import needs
from models.services.sold import load_sale
from models.services.sought import of_goodwill
from models.services.visits import REMEMBERED_DAYS, load_visit
from models.tables.base import add_row
from models.tables.giving import Goodwill
from models.tables.people import Customer
from models.tables.returns import GOODWILL, STANDS, GoodsReturn
from models.values import ONE, ZERO, Money, TenderKind, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.giving_papers import GoodwillSlip
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.rules.policy import Policy, Terms
    from models.services.approvals import Approval, Granted
    from models.services.giving import Giving, MoneyGiven
    from models.services.refunds import Plan
    from models.services.sold import SoldSale
    from models.services.sought import Sought
    from models.unit import Unit
    from models.values.codes import GoodwillReason, RefundBy

NO_SALE = 0
"""The id of no sale: coins are rounded for each goodwill by itself."""

GIVEN_BEFORE = (
    select(GoodsReturn.taken_at, Goodwill.amount)
    .join(Goodwill, Goodwill.return_id == GoodsReturn.id)
    .where(
        STANDS,
        GoodsReturn.customer_id == bindparam("customer"),
        GoodsReturn.taken_at >= bindparam("since"),
    )
)
CUSTOMER = select(Customer.name).where(Customer.id == bindparam("customer"))
HELD_CUSTOMER = CUSTOMER.with_for_update()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillAsked:
    """``sale_id`` and ``line_id`` are what it is about, ``by`` is empty for the policy's way.

    Where nobody is named, it is for the customer of that sale.
    """

    amount: Money
    reason: GoodwillReason | None = None
    note: str = ""
    by: RefundBy | None = None
    customer_id: int | None = None
    sale_id: int | None = None
    line_id: int | None = None

    def digest(self) -> str:
        """Tells one request from another."""
        return digest_of(
            {
                "goodwill": self.amount.minor,
                "why": [self.reason, self.note],
                "by": self.by,
                "for": self.customer_id,
                "about": [self.sale_id, self.line_id],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Concerned:
    """Whom it is for and what it is about, as it is on record."""

    customer_id: int | None
    customer: str
    sale: SoldSale | None
    row: Row[*tuple[Any, ...]] | None


@needs(Right.LOOK)
def find_customer(unit: Unit, number: str) -> int:
    """By the number at the till; refused where nobody has it."""
    found = unit.connection.scalar(select(Customer.id).where(Customer.number == number))
    if found is None:
        raise refuse("customer-unknown", number=mask_card_numbers(number))
    return found


@needs(Right.LOOK)
def decide_goodwill(unit: Unit, asked: GoodwillAsked) -> Giving:
    """What today's policy would say of this; changes nothing.

    Raise :class:`models.values.Refused` for a sale, line or customer that is not there.
    """
    return _decide(unit, asked, _concerned(unit, asked))


@needs(Right.GIVE)
def give_goodwill(
    unit: Unit,
    request_id: str,
    asked: GoodwillAsked,
    seen: Giving,
    approval: Approval | Granted | None = None,
    wish: PaperWish = AS_USUAL,
) -> MoneyGiven:
    """Give it, number the slip and write the journal: all or nothing.

    Refused, approved and once only as :func:`models.services.corrections.correct_price`.
    """
    digest = asked.digest()
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_giving(unit, request_id, GOODWILL, known)
    about = _concerned(unit, asked, lock=True)
    decision = _decide(unit, asked, about, lock=True)
    check_giving(decision, seen, approval)

    number = next_number(unit, GOODWILL)
    sought = _sought(unit, asked, decision, about)
    yes = approve_giving(unit, decision, approval, sought, number.code, "goodwill")
    return_id = add_return(unit, number, decision, sale_id=None, customer_id=about.customer_id)
    for part in decision.plan:
        refunds.pay(unit, return_id, part, wish)
    add_row(
        unit.connection,
        Goodwill,
        return_id=return_id,
        sale_id=asked.sale_id,
        line_id=asked.line_id,
        amount=asked.amount,
        reason=asked.reason,
        note=as_noted(asked.note),
        staff_id=unit.clerk.staff_id,
        approver_id=yes.person.staff_id if yes else None,
    )
    slip = GoodwillSlip(
        head=paper_head(unit, number, paper_language(unit, wish, about.customer_id)),
        sale_number=about.sale.number if about.sale else "",
        customer=about.customer,
        about=about.row.description if about.row else "",
        amount=asked.amount.minor,
        reason=asked.reason or "",
        approver=yes.names if yes else "",
        cash_rounding=decision.cash_rounding.minor,
        paid_out=decision.paid_out,
        policy=decision.policy,
        clauses=tuple(sorted(decision.clauses)),
    )
    store_paper(unit, number, slip.to_json(), return_id, wish=wish)
    store_form(unit, yes, number.code, return_id)
    remember(unit, request_id, GOODWILL, digest, number.code)
    record(
        unit,
        "GoodwillGiven",
        slip=number.code,
        sale=slip.sale_number or None,
        customer=about.customer_id,
        amount=asked.amount.minor,
        paid=decision.to_pay.minor,
        reason=asked.reason,
        policy=decision.policy,
        approved_by=yes.person.staff_id if yes else None,
    )
    return as_given(unit, request_id, slip)


def goodwill_sought(unit: Unit, asked: GoodwillAsked) -> tuple[Giving, Sought]:
    """What would be decided of it, and what a yes to that is bound to."""
    about = _concerned(unit, asked)
    decision = _decide(unit, asked, about)
    return decision, _sought(unit, asked, decision, about)


def _sought(unit: Unit, asked: GoodwillAsked, decision: Giving, about: _Concerned) -> Sought:
    return of_goodwill(
        asked,
        decision,
        customer_id=about.customer_id,
        sale_number=about.sale.number if about.sale else "",
        register_id=unit.station.register_id,
    )


def _concerned(unit: Unit, asked: GoodwillAsked, *, lock: bool = False) -> _Concerned:
    """``lock`` holds the customer, so that what they get is counted one after the other."""
    sale = load_sale(unit, asked.sale_id) if asked.sale_id is not None else None
    rows = {row.id: row for row in sale.lines} if sale else {}
    if asked.line_id is not None and asked.line_id not in rows:
        raise refuse("line-unknown")
    customer_id = asked.customer_id
    if customer_id is None and sale is not None:
        customer_id = sale.customer_id
    name = ""
    if customer_id is not None:
        query = HELD_CUSTOMER if lock else CUSTOMER
        found = unit.connection.scalar(query, {"customer": customer_id})
        if found is None:
            raise refuse("customer-unknown", number=customer_id)
        name = found
    row = rows[asked.line_id] if asked.line_id is not None else None
    return _Concerned(customer_id=customer_id, customer=name, sale=sale, row=row)


def _decide(
    unit: Unit, asked: GoodwillAsked, about: _Concerned, *, lock: bool = False
) -> Giving:
    policy = policy_on(unit, unit.today)
    visit = load_visit(unit, (policy,), customer_id=about.customer_id, case_value=asked.amount)
    line = SoldLine(sold=ONE, paid=ZERO, sold_on=unit.today, store=visit.store)
    if about.sale is not None and about.row is not None:
        line = about.sale.sold_line(about.row)
    facts = Facts(line, Asked(quantity=ONE, refund_by=asked.by or ""), visit)
    judging = Judging(facts, policy, policy.terms_for(facts))
    wish = Wish(amount=asked.amount, reason=asked.reason, note=asked.note.strip())
    before = _given_before(unit, policy, about.customer_id)
    judge_goodwill(judging, wish, asked.by, before)
    plan = _plan(unit, judging.terms, max(asked.amount, ZERO), asked.by, lock=lock)
    beyond = beyond_limits(unit, (asked.amount,), asked.amount)
    return decided(judging, asked.amount, plan, beyond=beyond)


def _given_before(
    unit: Unit, policy: Policy, customer_id: int | None
) -> tuple[GivenBefore, ...]:
    if customer_id is None or not policy.mentions("goodwill.customer"):
        return ()
    since = unit.now - timedelta(REMEMBERED_DAYS)
    asked = {"customer": customer_id, "since": since}
    return tuple(
        GivenBefore(on=unit.day_of(row.taken_at), amount=row.amount)
        for row in unit.connection.execute(GIVEN_BEFORE, asked)
    )


def _plan(unit: Unit, terms: Terms, amount: Money, by: RefundBy | None, *, lock: bool) -> Plan:
    """In one of the ways the policy names, and nothing where it names none."""
    way = goodwill_way(terms)
    if way is None:
        return refunds.Plan(parts=(), choices=())
    paid_by = PaidBy(tender_id=None, kind=TenderKind(way.to.value), left=amount)
    return refunds.plan(unit, NO_SALE, (paid_by,), [Due(amount, way)], by, lock=lock)
