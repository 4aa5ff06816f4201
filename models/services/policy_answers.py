"""“Can I bring this back, until when, and for what?” before it is bought, or after.

The policy is asked as it would be at the return, once for each reason that people have, so
that what is promised at the shelf is what is kept at the counter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from models.rules.alternatives import alternatives
from models.rules.differences import tax_within
from models.rules.facts import Asked, SoldLine
from models.rules.refunds import choices_of
from models.rules.returns import judge_return
from models.rules.terms import SHOPS_FAULT
from models.services.decisions import ComingBack, ReturnAsked, clauses_named, facts_of
from models.services.policies import policies_for
from models.services.prices import prices_today
from models.services.rights import needs
from models.services.sold import attributes_of, load_sale
from models.services.visits import load_visit
from models.tables.goods import Category, Department, Product
from models.values import ONE, refuse
from models.values.codes import Condition, Reason
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.rules.alternatives import Alternative
    from models.rules.clauses import Clause
    from models.rules.facts import Visit
    from models.rules.findings import Finding, Kept
    from models.rules.policy import Policy
    from models.unit import Unit
    from models.values import Money
    from models.values.codes import Answer, RefundBy

REASONS: Final = tuple(reason for reason in Reason if reason is not Reason.OTHER)
"""What people ask for; of any other reason nothing can be said before it is told."""

GOODS = (
    select(
        Product.id,
        Product.sku,
        Product.name,
        Product.brand,
        Product.attributes,
        Product.price,
        Product.tax_rate,
        Product.serialised,
        Product.weighed,
        Product.category_id,
        Category.name.label("category"),
        Department.name.label("department"),
    )
    .outerjoin(Category, Category.id == Product.category_id)
    .outerjoin(Department, Department.id == Category.department_id)
    .where(Product.id == bindparam("product"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForReason:
    """What is said to whoever brings it back for this reason, in a usual ``condition``."""

    reason: Reason
    condition: Condition
    answer: Answer
    last_day: date | None
    """Until when; no end or no such day where it is nothing, as the findings say."""
    refund: Money
    """Of one unit as it was bought, or of all that is left of a line, after ``kept``."""
    kept: tuple[Kept, ...]
    findings: tuple[Finding, ...]
    ways: tuple[RefundBy, ...]
    """How the money can go back, the policy's own way first; none where it is refused."""
    others: tuple[Alternative, ...]
    """What else the customer can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnswer:
    """``clauses`` are the paragraphs that the findings quote, by version and number."""

    about: str
    sku: str
    bought_on: date
    """Today, of what is not bought yet."""
    sale: str
    """The sale's number, or nothing before it is bought."""
    policy: int
    reasons: tuple[ForReason, ...]
    clauses: Mapping[tuple[int, int], Clause]


@needs(Right.LOOK)
def ask_before_buying(unit: Unit, product_id: int) -> PolicyAnswer:
    """What holds for one unit that is bought here today at today's price, with its receipt.

    Raise :class:`models.values.Refused` for a product that is none of the shop's.
    """
    row = unit.connection.execute(GOODS, {"product": product_id}).one_or_none()
    if row is None:
        raise refuse("goods-unknown", text=str(product_id))
    policies = policies_for(unit, unit.today)
    today = prices_today(unit, {product_id: (row.price, row.category_id)})[product_id]
    visit = load_visit(unit, policies, customer_id=None, case_value=today.price)
    line = SoldLine(
        sold=ONE,
        paid=today.price,
        tax=tax_within(today.price, row.tax_rate),
        promotions=(today.promotion,) if today.promotion else (),
        sold_on=unit.today,
        sku=row.sku,
        department=row.department or "",
        category=row.category or "",
        brand=row.brand,
        attributes=attributes_of(row.attributes),
        serialised=row.serialised,
        weighed=row.weighed,
        store=visit.store,
    )
    asked = tuple(
        (reason, Asked(quantity=ONE, reason=reason, condition=_usual(reason)))
        for reason in REASONS
    )
    return _answered(row.name, "", line, asked, visit, policies)


@needs(Right.LOOK)
def ask_after_buying(unit: Unit, sale_id: int, line_id: int) -> PolicyAnswer:
    """What holds today for all that is left of a sale line, with its receipt.

    Raise :class:`models.values.Refused` where the line is not of that sale, and where the sale
    was voided.
    """
    sale = load_sale(unit, sale_id)
    row = next((row for row in sale.lines if row.id == line_id), None)
    if row is None:
        raise refuse("line-unknown")
    policies = policies_for(unit, sale.sold_on)
    left = row.quantity - row.returned
    coming = ComingBack(line_id=line_id, quantity=left, serial=row.serial or "")
    back = ReturnAsked(sale_id=sale_id, lines=(coming,))
    ((line, asked),), visit = facts_of(unit, back, sale, policies)
    asked_for = tuple(
        (reason, replace(asked, reason=reason, condition=_usual(reason))) for reason in REASONS
    )
    return _answered(row.description, sale.number, line, asked_for, visit, policies)


def _usual(reason: Reason) -> Condition:
    """Whoever found a fault had to open it."""
    return Condition.OPENED if reason in SHOPS_FAULT else Condition.AS_NEW


def _answered(
    about: str,
    sale: str,
    line: SoldLine,
    asked: Sequence[tuple[Reason, Asked]],
    visit: Visit,
    policies: tuple[Policy, Policy],
) -> PolicyAnswer:
    """Each reason decided by itself, as if it were the only return."""
    decided = [judge_return([(line, ask)], visit, *policies)[0] for _, ask in asked]
    return PolicyAnswer(
        about=about,
        sku=line.sku,
        bought_on=line.sold_on,
        sale=sale,
        policy=max(one.version for one in decided),
        reasons=tuple(
            ForReason(
                reason=reason,
                condition=_usual(reason),
                answer=one.answer,
                last_day=one.last_day,
                refund=one.refund,
                kept=one.kept,
                findings=one.findings,
                ways=choices_of((one.way,), ()) if one.way else (),
                others=alternatives(one, line, ask, visit, *policies),
            )
            for (reason, ask), one in zip(asked, decided, strict=True)
        ),
        clauses=clauses_named(decided, policies),
    )
