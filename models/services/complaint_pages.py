"""All complaints of a case with what a page of them needs, and what one may be about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from models.rules.complaints import working_time
from models.services.case_views import case_story
from models.services.complaint_terms import complaint_terms, working_hours
from models.services.complaint_views import complaints_in
from models.services.policies import policy_on
from models.services.product_search import find_products
from models.services.rights import has_right, needs
from models.services.sales import find_sale
from models.tables.base import rows_of
from models.tables.goods import Product
from models.tables.people import Customer, Staff
from models.tables.sales import Sale
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.complaints import SEVERITIES, About, ComplaintRemedy
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from models.rules.policy import Policy
    from models.unit import Unit
    from models.values.cases import CaseSeen, CaseTold
    from models.values.complaints import ComplaintSeen

GIVEN: Final = {
    "ExchangeTaken": ComplaintRemedy.EXCHANGE,
    "GoodwillGiven": ComplaintRemedy.GOODWILL,
    "ReturnTaken": ComplaintRemedy.REFUND,
}
"""What the journal tells of a remedy that was given at the counter."""
PRODUCT, SALE, STAFF = "product", "sale", "staff"


@dataclass(frozen=True, slots=True)
class Given:
    """Money or goods, with the paper that shows it."""

    remedy: ComplaintRemedy
    paper: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintsPage:
    case: CaseSeen
    complaints: tuple[ComplaintSeen, ...]
    now: datetime
    """In the shop's own time."""
    left: Mapping[int, timedelta]
    """Working time until each is due, by its id; none of those that have no moment for it."""
    names: Mapping[tuple[str, int], str]
    """Of what they are about, by :data:`PRODUCT`, :data:`SALE` or :data:`STAFF` and id."""
    people: tuple[tuple[int, str], ...]
    """Who works here, by name."""
    policy: Policy
    """In force today."""
    papers: tuple[str, ...]
    """Of this case, which a remedy may name."""
    given: tuple[Given, ...]
    """At the counter with this case in hand, what came last at the end; nothing undone."""
    sales: tuple[str, ...]
    """Numbers of those that came up in this case."""
    alone: int
    """Up to which severity whoever looks offers a remedy without a manager's yes."""
    me: int
    may_allow: bool
    reach_at: str = ""
    """Where the customer is reached, as far as it is on record."""


@needs(Right.LOOK)
def complaints_page(unit: Unit, case_id: int) -> ComplaintsPage:
    """In a fixed number of queries, however many complaints there are.

    Raise :class:`models.values.Refused` for a case that there is not.
    """
    story = case_story(unit, case_id)
    found = complaints_in(unit, case_id)
    terms = complaint_terms(unit).terms
    may_allow = has_right(unit, Right.APPROVE)
    hours = working_hours(unit, terms)
    return ComplaintsPage(
        case=story.case,
        complaints=found,
        now=unit.now.astimezone(unit.shop.zone),
        left={
            one.id: working_time(unit.now, one.due_at, hours)
            for one in found
            if one.due_at is not None
        },
        names=_names(unit, found),
        people=_people(unit),
        policy=policy_on(unit, unit.today),
        papers=story.papers,
        given=_given(story.told),
        sales=story.sales,
        alone=SEVERITIES[-1] if may_allow else terms.alone,
        me=unit.clerk.staff_id,
        may_allow=may_allow,
        reach_at=_reached(unit, story.case.customer_id),
    )


@needs(Right.LOOK)
def find_about(unit: Unit, kind: str, typed: str) -> tuple[About, str]:
    """A product by any of its words or codes, or a sale by its number; what it is called.

    Raise :class:`models.values.Refused` where nothing is found.
    """
    wanted = typed.strip()
    if kind == SALE:
        sale_id = find_sale(unit, wanted)
        if sale_id is not None:
            return About(sale_id=sale_id), wanted
    elif wanted:
        for found in find_products(unit, wanted, 1):
            return About(product_id=found.product_id), found.name
    raise refuse("nothing-found", text=mask_card_numbers(wanted))


def _given(told: Sequence[CaseTold]) -> tuple[Given, ...]:
    undone = {paper for each in told if each.event == "PostVoid" for paper in each.papers}
    return tuple(
        Given(GIVEN[each.event], each.papers[0], each.at)
        for each in told
        if each.event in GIVEN and each.papers and each.papers[0] not in undone
    )


def _names(unit: Unit, found: Iterable[ComplaintSeen]) -> dict[tuple[str, int], str]:
    about = [one.about for one in found]
    wanted: tuple[tuple[str, Any, str, set[int | None]], ...] = (
        (PRODUCT, Product, "name", {each.product_id for each in about}),
        (SALE, Sale, "number", {each.sale_id for each in about}),
        (STAFF, Staff, "name", {each.staff_id for each in about}),
    )
    names: dict[tuple[str, int], str] = {}
    for kind, table, name, ids in wanted:
        columns = rows_of(table).c
        those = [each for each in ids if each is not None]
        if those:
            rows = unit.connection.execute(
                select(columns.id, columns[name]).where(columns.id.in_(those))
            )
            names |= {(kind, row[0]): str(row[1]) for row in rows}
    return names


def _people(unit: Unit) -> tuple[tuple[int, str], ...]:
    rows = unit.connection.execute(
        select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name, Staff.id)
    )
    return tuple((row.id, row.name) for row in rows)


def _reached(unit: Unit, customer_id: int | None) -> str:
    customer = rows_of(Customer).c
    row = unit.connection.execute(
        select(customer.phone, customer.email).where(customer.id == customer_id)
    ).one_or_none()
    return next((each for each in row or () if each), "")
