"""What may not come back: said at the line and on the decision, and nothing can be paid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import Policy
from models.rules.windows import Window
from models.services.policies import put_in_force
from models.tables.returns import GoodsReturn
from models.values.codes import RefundBy
from tests.builders import NOON, a_line, a_product, a_sale

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

TERMS = Policy(
    number=2,
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=14),
                "refund.choices": frozenset({RefundBy.CASH}),
            },
        ),
        Clause(
            number=2,
            when=(Among("department", frozenset({"food"})),),
            terms={"final_sale": True},
        ),
    ),
)


@pytest.fixture(autouse=True)
def _sold_twenty_days_ago(shop: Shop) -> None:
    shop.run(lambda unit: put_in_force(unit, TERMS, date(2026, 1, 1), "Ann Lee"))
    kettle, rice = a_product(shop), a_product(shop, "Rice", department="Food")
    lines = (a_line(kettle), a_line(rice, sku="RICE", description="Rice"))
    a_sale(shop, *lines, number="S-20", sold_at=NOON - timedelta(days=20))
    a_sale(shop, *lines, number="S-0001", sold_at=NOON - timedelta(days=1))


def test_goods_that_are_late_or_final_say_why_and_nothing_is_paid(
    clerk: Clerk, shop: Shop
) -> None:
    clerk.scan("S-20")
    late = "6 days late: it could come back within 14 days, until 30 Oct 2026."
    clerk.sees("6 days late", late, "final sale", "This was sold as a final sale.")
    for item, why in (("KETTLE", late), ("RICE", "This was sold as a final sale.")):
        assert clerk.bring(item, "2").answer == "refuse"
        clerk.sees("Refused", why)
        assert clerk.pay.accessibleDescription()
        clerk.press("F8")
        clerk.rest()
        assert clerk.state.taken is None
    clerk.sees("Kettle: 6 days late", "Rice: final sale", "Policy 2, clause 2")
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == 0


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_is_in_the_way_is_taken_off_and_the_rest_is_paid(clerk: Clerk) -> None:
    clerk.open_sale("S-0001")
    for item in ("KETTLE", "RICE"):
        clerk.bring(item, "1")
    clerk.sees("Rice: This was sold as a final sale. Take it off to refund the rest.")
    clerk.tab_to_field("Rice £10.00")
    clerk.press("Return")
    assert clerk.decided().answer == "accept"
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Hand over in cash", "£10.00")
