"""Requests for a manager's yes, as clerks make them in the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import Policy
from models.rules.terms import Stage as LateStage
from models.rules.windows import Window
from models.services.approval_requests import answer_approval, ask_approval, call_manager
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.policies import put_in_force
from models.services.sold import load_sale
from models.values import Money
from models.values.codes import Condition, Decider, Reason, RefundBy
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, sale_id_of

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.approval_cards import ApprovalCard
    from models.services.approval_requests import Answered
    from models.values.shop import Person

PRICE = Money(350_000)
POLICY = Policy(
    number=2,
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=14),
                "late": (LateStage(late=60, decider=Decider.MANAGER),),
                "refund.choices": frozenset({RefundBy.CASH, RefundBy.STORE_CREDIT}),
            },
            text={"en": "Within 14 days; until 60 days later a manager decides."},
        ),
        Clause(
            number=2,
            when=(Among("department", frozenset({"jewels"})),),
            terms={"late": (LateStage(late=60, decider=Decider.TWO_MANAGERS),)},
        ),
    ),
)
"""What comes back after two weeks takes a manager's yes; jewels take two of them."""


def sell(shop: Shop, number: str, name: str = "Kettle", department: str = "Home") -> None:
    """Twenty days ago, to Budi; paid in cash."""
    sku = name.upper()
    product = a_product(shop, name, department=department)
    budi = a_customer(shop, "Budi Santoso", number=f"B-{number}")
    line = a_line(product, sku=sku, description=name, paid=PRICE, tax=Money(0))
    a_sale(shop, line, number=number, sold_at=NOON - timedelta(days=20), customer_id=budi)


def ask(shop: Shop, clerk: Person, number: str, words: str = "") -> str:
    """A clerk asks for a yes to the whole sale coming back; the request's id."""
    asked = the_return(shop, number)
    here, shop.person = shop.person, clerk
    seen = shop.read(lambda unit: decide_return(unit, asked))
    request = f"a-{number}"
    shop.run(lambda unit: ask_approval(unit, request, asked, seen, words))
    shop.person = here
    return request


def the_return(shop: Shop, number: str) -> ReturnAsked:
    sale_id = sale_id_of(shop, number)
    lines = shop.read(lambda unit: load_sale(unit, sale_id)).lines
    coming = (
        ComingBack(
            line_id=line.id,
            quantity=line.quantity,
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        for line in lines
    )
    return ReturnAsked(sale_id=sale_id, lines=tuple(coming))


def call(shop: Shop, clerk: Person, words: str, number: str = "") -> str:
    """A clerk calls a manager, with the case where there is one."""
    here, shop.person = shop.person, clerk
    asked = the_return(shop, number) if number else None
    shop.run(lambda unit: call_manager(unit, "call-1", asked, words))
    shop.person = here
    return "call-1"


def answer(shop: Shop, manager: Person, request: str, said: Answered) -> ApprovalCard:
    """Another manager, at another window, says something."""
    here, shop.person = shop.person, manager
    changed = shop.run(lambda unit: answer_approval(unit, request, said))
    shop.person = here
    return changed.card


def yes_needed(shop: Shop) -> None:
    """From this year on goods that are late take a manager."""
    with shop.unit() as unit:
        put_in_force(unit, POLICY, NOON.date().replace(month=1, day=1), author="Ann Lee")
