"""What the policy asks for, puts off or offers instead, at the counter."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import Policy
from models.rules.terms import Fee, Stage
from models.rules.windows import Window
from models.services.policies import put_in_force
from models.tables.returns import GoodsReturn, ReturnLine
from models.values import Money
from models.values.codes import Decider, RefundBy
from tests.builders import NOON, a_line, a_product, a_sale, a_shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from models.db import Shop
    from tests.walks.driver import Clerk

CHEQUE = {"kind": "cheque", "label": "", "amount": Money(1000)}


def department(name: str) -> tuple[Among, ...]:
    return (Among("department", frozenset({name.casefold()})),)


TERMS = Policy(
    number=2,
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=14),
                "late": (Stage(late=20, decider=Decider.MANAGER),),
                "refund.cheque_days": 10,
                "refund.choices": frozenset({RefundBy.CASH}),
            },
            text={"en": "Fourteen days; twenty more with a manager's yes."},
        ),
        Clause(number=2, when=department("Food"), terms={"final_sale": True}),
        Clause(
            number=3,
            when=department("Phones"),
            terms={
                "capture.id": True,
                "capture.approval-number": True,
                "fee.restocking": Fee(percent=Decimal(10)),
            },
        ),
    ),
)


def in_force(shop: Shop) -> None:
    shop.run(lambda unit: put_in_force(unit, TERMS, date(2026, 1, 1), "Ann Lee"))


def taken(shop: Shop) -> list[Any]:
    with shop.unit(writes=False) as unit:
        return list(
            unit.connection.execute(
                select(
                    GoodsReturn.number, GoodsReturn.proof, ReturnLine.captured, ReturnLine.kept
                ).join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
            )
        )


@pytest.fixture
def in_indonesia(empty_database_url: str) -> str:
    made = a_shop(
        empty_database_url,
        policy=TERMS,
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
    )
    with closing(made) as shop:
        rice = a_product(shop, "Rice", department="Food")
        line = a_line(rice, sku="RICE", description="Rice", paid=Money(75_000), tax=Money(0))
        a_sale(shop, line, number="S-0003", sold_at=NOON - timedelta(days=3))
    return empty_database_url


def test_a_final_sale_that_is_faulty_comes_back_by_law(
    come: Callable[[str], Clerk], in_indonesia: str
) -> None:
    clerk = come(in_indonesia)
    clerk.open_sale("S-0003")
    assert clerk.bring("RICE", "1").answer == "refuse"
    clerk.sees("Refused", "This was sold as a final sale.", "You can say")
    clerk.press("2")
    clerk.until(lambda: clerk.state.coming[0].reason == "faulty")
    assert clerk.decided().answer == "accept"
    clerk.sees("By law a defect is put right", "UU 8/1999 Art. 19(3)", "Pay out Rp 75.000")
    clerk.press("F8")
    clerk.has_slip()


@pytest.fixture
def a_phone(shop: Shop) -> Shop:
    in_force(shop)
    phone = a_product(shop, "Phone", department="Phones")
    line = a_line(phone, sku="PHONE", description="Phone")
    a_sale(shop, line, number="S-0004", sold_at=NOON - timedelta(days=2))
    return shop


def test_what_the_policy_wants_to_see_is_a_box_to_tick(clerk: Clerk, a_phone: Shop) -> None:
    clerk.open_sale("S-0004")
    assert clerk.bring("PHONE", "1").answer == "ask"
    clerk.sees("2 things needed", "ID seen", "Approval number")
    assert not clerk.pay.isEnabled()
    clerk.tab_to_field("ID seen")
    clerk.press(" ")
    clerk.until(lambda: "id" in clerk.state.coming[0].captured)
    clerk.decided()
    clerk.sees("One thing needed")
    clerk.tab_to_field("Approval number")
    clerk.write("A-77")
    clerk.until(lambda: clerk.decided().answer == "accept")
    clerk.sees("Restocking fee, clause 3", "−1.00", "Pay out £9.00")
    clerk.press("F8")
    clerk.has_slip()
    (row,) = taken(a_phone)
    assert json.loads(row.captured) == {"approval-number": "A-77", "id": "seen"}
    assert json.loads(row.kept) == {"restocking": 100}


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_was_ticked_by_mistake_is_asked_for_again(clerk: Clerk, a_phone: Shop) -> None:
    clerk.open_sale("S-0004")
    clerk.bring("PHONE", "1")
    clerk.tab_to_field("ID seen")
    clerk.press("Return")
    clerk.until(lambda: "id" in clerk.state.coming[0].captured)
    clerk.press("Return")
    clerk.until(lambda: not clerk.state.coming[0].captured)
    clerk.decided()
    clerk.sees("2 things needed")


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_late_line_is_a_managers_to_decide_and_is_not_paid(clerk: Clerk, shop: Shop) -> None:
    in_force(shop)
    a_sale(shop, a_line(a_product(shop)), number="S-0020", sold_at=NOON - timedelta(days=20))
    clerk.open_sale("S-0020")
    assert clerk.bring("KETTLE", "1").answer == "override"
    clerk.sees(
        "Needs a manager's yes",
        "Kettle: 6 days late",
        "→ A manager can approve it.",
        "Policy 2, clause 1: Fourteen days; twenty more with a manager's yes.",
        "I will ask a manager to look at it.",
    )
    clerk.press("F8")
    clerk.sees("A manager approves here")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None
    assert taken(shop) == []


@pytest.mark.parametrize("system", ["sqlite"])
def test_store_credit_is_chosen_from_what_else_is_possible(clerk: Clerk, shop: Shop) -> None:
    in_force(shop)
    a_sale(
        shop,
        a_line(a_product(shop)),
        number="S-0005",
        sold_at=NOON - timedelta(days=3),
        tenders=(CHEQUE,),
    )
    clerk.open_sale("S-0005")
    assert clerk.bring("KETTLE", "1").answer == "refuse"
    clerk.sees("The cheque it was paid with clears on", "What we can do for you:")
    clerk.tab_to_field("Store credit of £10.00")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.refund_by is RefundBy.STORE_CREDIT)
    assert clerk.decided().answer == "accept"
    clerk.sees("to Store credit", "Refund £10.00")
    clerk.press("F8")
    clerk.has_slip()


@pytest.mark.parametrize("system", ["sqlite"])
def test_without_a_receipt_the_proofs_that_would_do_are_named(
    clerk: Clerk, a_phone: Shop
) -> None:
    clerk.open_sale("S-0004")
    clerk.bring("PHONE", "1")
    clerk.tab_to_field("Proof of purchase")
    clerk.press("6")
    clerk.until(lambda: clerk.state.proof == "none")
    assert clerk.decided().answer == "refuse"
    clerk.sees("Ask for another proof of the purchase")
    clerk.press("5")
    clerk.until(lambda: clerk.state.proof == "e-mail")
    assert clerk.decided().answer == "ask"


@pytest.mark.parametrize("system", ["sqlite"])
def test_missing_parts_are_taken_off_what_is_paid(clerk: Clerk, shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0006")
    clerk.open_sale("S-0006")
    clerk.bring("KETTLE", "2")
    clerk.tab_to_field("Parts are missing")
    clerk.press("Return")
    clerk.until(
        lambda: clerk.window.focusWidget().accessibleName() == "Missing parts are worth"
    )
    clerk.write("nothing much")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None
    clerk.sees("Write their worth as an amount")
    clerk.write("2.50")
    clerk.press("Tab")
    clerk.until(lambda: clerk.state.coming[0].missing_parts == Money(250))
    clerk.decided()
    clerk.sees("Missing parts", "−2.50", "Pay out £7.50")
    clerk.press("F8")
    clerk.has_slip()
    (row,) = taken(shop)
    assert json.loads(row.kept) == {"missing-parts": 250}
