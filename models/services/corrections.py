"""Correct the price of goods that stay with the customer: a part of it goes back.

What is given back so lessens what a later return of the line pays, and comes out of the same
tenders, so that no line and no tender ever gives back more than was paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, update

from models.rules.corrections import Wish, judge_correction, most_of, tax_within
from models.rules.facts import Asked, Facts
from models.rules.findings import Judging
from models.rules.refunds import Due
from models.rules.tenders import judge_tender
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
from models.services.sought import of_correction
from models.services.visits import load_visit
from models.tables.base import add_row, rows_of
from models.tables.giving import PriceCorrection
from models.tables.returns import CORRECTION
from models.tables.sales import SaleLine
from models.values import ZERO, Money, refuse
from models.values.codes import Capture
from models.values.giving_papers import CorrectionSlip
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.approvals import Approval, Granted
    from models.services.giving import Giving, MoneyGiven
    from models.services.sold import SoldSale
    from models.services.sought import Sought
    from models.unit import Unit
    from models.values.codes import CorrectionReason, RefundBy
    from models.values.papers import PaperHead

NOTHING_TO_LOOK_AT = {Capture.INSPECTION: "-"}
"""No goods come, so that none wait for an inspection before money goes out."""

_line = rows_of(SaleLine).c
CORRECT = (
    update(rows_of(SaleLine))
    .where(_line.id == bindparam("line_id"))
    .values(corrected=_line.corrected + bindparam("more", type_=_line.corrected.type))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked:
    """``refund_by`` is empty for the policy's own way."""

    sale_id: int
    line_id: int
    amount: Money
    reason: CorrectionReason | None = None
    note: str = ""
    refund_by: RefundBy | None = None

    def digest(self) -> str:
        """Tells one request from another."""
        return digest_of(
            {
                "correct": [self.sale_id, self.line_id],
                "amount": self.amount.minor,
                "why": [self.reason, self.note],
                "by": self.refund_by,
            }
        )


@needs(Right.LOOK)
def decide_correction(unit: Unit, asked: CorrectionAsked) -> Giving:
    """What today's policy would say of this correction; changes nothing.

    Raise :class:`models.values.Refused` where the line is not of that sale.
    """
    return _decide(unit, asked, load_sale(unit, asked.sale_id))


@needs(Right.GIVE)
def correct_price(
    unit: Unit,
    request_id: str,
    asked: CorrectionAsked,
    seen: Giving,
    approval: Approval | Granted | None = None,
    wish: PaperWish = AS_USUAL,
) -> MoneyGiven:
    """Give back so much of the price, number the slip and write the journal.

    ``seen`` is the decision the clerk confirmed; ``approval`` counts where it needs one. Raise
    :class:`models.values.Refused` where it is no yes, needs a manager's, or the money is no
    longer what was seen. The same ``request_id`` and request again give the same slip and
    change nothing.
    """
    digest = asked.digest()
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_giving(unit, request_id, CORRECTION, known)
    sale = load_sale(unit, asked.sale_id, lock=True)
    decision = _decide(unit, asked, sale, lock=True)
    check_giving(decision, seen, approval)

    row = _row_of(asked, sale)
    number = next_number(unit, CORRECTION)
    sought = of_correction(asked, decision, sale, row.description, row.sku)
    yes = approve_giving(unit, decision, approval, sought, number.code, "price-correction")
    return_id = add_return(
        unit, number, decision, sale_id=sale.sale_id, customer_id=sale.customer_id
    )
    unit.connection.execute(CORRECT, {"line_id": row.id, "more": asked.amount})
    for part in decision.plan:
        refunds.pay(unit, return_id, part, wish)
    add_row(
        unit.connection,
        PriceCorrection,
        return_id=return_id,
        line_id=row.id,
        amount=asked.amount,
        tax=decision.tax,
        since=row.returned,
        reason=asked.reason,
        note=as_noted(asked.note),
        staff_id=unit.clerk.staff_id,
        approver_id=yes.person.staff_id if yes else None,
    )
    head = paper_head(unit, number, paper_language(unit, wish, sale.customer_id))
    slip = _slip(head, sale, asked, decision, yes.names if yes else "")
    store_paper(unit, number, slip.to_json(), return_id, wish=wish)
    store_form(unit, yes, number.code, return_id)
    remember(unit, request_id, CORRECTION, digest, number.code)
    record(
        unit,
        "PriceCorrected",
        slip=number.code,
        sale=sale.number,
        line=row.id,
        amount=asked.amount.minor,
        paid=decision.to_pay.minor,
        reason=asked.reason,
        policy=decision.policy,
        approved_by=yes.person.staff_id if yes else None,
    )
    return as_given(unit, request_id, slip)


def correction_sought(unit: Unit, asked: CorrectionAsked) -> tuple[Giving, Sought]:
    """What would be decided of it, and what a yes to that is bound to."""
    sale = load_sale(unit, asked.sale_id)
    decision, row = _decide(unit, asked, sale), _row_of(asked, sale)
    return decision, of_correction(asked, decision, sale, row.description, row.sku)


def _row_of(asked: CorrectionAsked, sale: SoldSale) -> Row[*tuple[Any, ...]]:
    for row in sale.lines:
        if row.id == asked.line_id:
            return row
    raise refuse("line-unknown")


def _decide(
    unit: Unit, asked: CorrectionAsked, sale: SoldSale, *, lock: bool = False
) -> Giving:
    line = sale.sold_line(_row_of(asked, sale))
    policy = policy_on(unit, unit.today)
    visit = load_visit(unit, (policy,), customer_id=sale.customer_id, case_value=asked.amount)
    facts = Facts(
        line,
        Asked(
            quantity=line.left,
            refund_by=asked.refund_by or "",
            captured=NOTHING_TO_LOOK_AT,
        ),
        visit,
    )
    judging = Judging(facts, policy, policy.terms_for(facts))
    wish = Wish(amount=asked.amount, reason=asked.reason, note=asked.note.strip())
    judge_correction(judging, wish)
    way = judge_tender(judging)
    if asked.refund_by is not None:
        # Where the policy does not offer it, a finding asks a manager to allow it.
        way = replace(way, choices=way.choices | {asked.refund_by})
    most = most_of(line)
    amount = max(min(asked.amount, most), ZERO)
    plan = refunds.plan(
        unit, sale.sale_id, sale.tenders, [Due(amount, way)], asked.refund_by, lock=lock
    )
    tax = tax_within(line, amount)
    beyond = beyond_limits(unit, (asked.amount,), asked.amount)
    return decided(judging, asked.amount, plan, tax=tax, most=most, beyond=beyond)


def _slip(
    head: PaperHead,
    sale: SoldSale,
    asked: CorrectionAsked,
    decision: Giving,
    approver: str,
) -> CorrectionSlip:
    row = _row_of(asked, sale)
    before = sale.value(row, row.quantity) - sale.value(row, row.returned)
    return CorrectionSlip(
        head=head,
        sale_number=sale.number,
        sold_on=sale.sold_on.isoformat(),
        customer=sale.customer,
        description=row.description,
        sku=row.sku,
        serial=row.serial or "",
        quantity=(row.quantity - row.returned).thousandths,
        before=before.minor,
        amount=asked.amount.minor,
        tax=decision.tax.minor,
        reason=asked.reason or "",
        approver=approver,
        cash_rounding=decision.cash_rounding.minor,
        paid_out=decision.paid_out,
        policy=decision.policy,
        clauses=tuple(sorted(decision.clauses)),
    )
