"""A refund shared out otherwise than the policy offers: a manager comes and says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables.goods import StockMovement
from models.tables.returns import Refund
from models.tables.splits import RefundSplit
from models.values import Money
from models.values.shop import Role
from tests.builders import a_line, a_product, a_sale, in_force
from tests.drawers import a_person

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
BELA, PIN = "M-0042", "2467"


def test_half_in_cash_and_half_as_credit_with_a_managers_yes(clerk: Clerk, shop: Shop) -> None:
    in_force(shop, 'window = "30 days"')
    a_person(shop, "Bela", BELA, Role.MANAGER, PIN)
    a_sale(shop, a_line(a_product(shop)), number="S-0007", tenders=(VISA,))
    clerk.open_sale("S-0007")
    assert clerk.bring("KETTLE", "1").answer == "accept"

    clerk.tab_to_field("Change how the refund is paid")
    clerk.press("Return")
    clerk.until(lambda: clerk.focus_name == "Amount of part 1")
    clerk.write("4")
    clerk.press("Return")
    clerk.sees("£6.00 is left to share out.")
    clerk.press("F8")
    clerk.rest()
    assert clerk.state.taken is None
    clerk.tab_to_field("Way of part 1")
    clerk.press("2")
    clerk.tab_to_field("Add a part")
    clerk.press("Return")
    clerk.until(lambda: clerk.focus_name == "Amount of part 2")
    clerk.tab_to_field("Way of part 2")
    clerk.press("3")
    clerk.sees(
        "All of it is shared out.",
        "For what was paid by credit card the policy does not offer cash: £4.00.",
        "For what was paid by credit card the policy does not offer store credit: £6.00.",
        "A manager can approve it.",
    )
    clerk.rest()

    clerk.press("F8")
    clerk.sees("Say in a few words why.")
    assert clerk.focus_name == "Reason"
    clerk.write("Her card was stolen")
    clerk.press("F8")
    clerk.sees("A manager approves here", "Beyond what you may do alone")
    clerk.scan(BELA)
    clerk.until(lambda: clerk.focus_name == "Manager's PIN")
    clerk.write("1111")
    clerk.press("Return", "1", "F8")
    clerk.sees("The badge or the PIN is not right. Nothing was changed.")
    clerk.rest()
    clerk.until(lambda: clerk.focus_name == "Manager's PIN")
    clerk.write(PIN)
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken
    assert clerk.state.taken.slip.approver == "Bela"
    with shop.unit(writes=False) as unit:
        paid = unit.connection.execute(select(Refund.kind, Refund.amount, Refund.status))
        assert sorted(tuple(row) for row in paid) == [
            ("cash", Money(400), "paid"),
            ("store-credit", Money(600), "paid"),
        ]
        assert unit.connection.scalars(select(RefundSplit.reason)).all() == [
            "Her card was stolen"
        ]


def test_esc_goes_back_to_what_the_policy_proposes(clerk: Clerk, shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0007", tenders=(VISA,))
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.tab_to_field("Change how the refund is paid")
    clerk.press("Return")
    clerk.until(lambda: clerk.focus_name == "Amount of part 1")
    clerk.press("Esc")
    clerk.sees("to Credit card Visa •••• 4242")
    assert clerk.state.sale


def test_the_goods_go_to_repair(clerk: Clerk, shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0007")
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "1")
    clerk.tab_to_field("Back to stock")
    clerk.press("Return")
    clerk.until(lambda: clerk.focus_name == "What becomes of the goods")
    clerk.press("2")
    clerk.decided()
    clerk.press("F8")
    clerk.has_slip()
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalars(select(StockMovement.bucket)).all() == ["repair"]
