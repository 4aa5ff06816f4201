"""How the money goes back: on the card's terminal, in cash instead, in whole coins."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.drawer_ledger import cash_held
from models.services.slips import reopen
from models.services.terminal import count_awaiting
from models.tables.drawers import DrawerEntry
from models.tables.returns import Refund
from models.tables.sales import Tender
from models.values import Money
from models.values.papers import ReturnSlip
from tests.builders import a_line, a_product, a_sale, a_shop
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Row

    from models.db import Shop
    from tests.walks.driver import Clerk

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
REFERENCE = "Terminal's reference"


def sold_by_card(shop: Shop) -> None:
    a_sale(shop, a_line(a_product(shop)), number="S-0007", tenders=(VISA,))


def bring_it_back(clerk: Clerk, number: str, reason: str = "1") -> None:
    clerk.open_sale(number)
    assert clerk.bring("KETTLE", reason).answer == "accept"


def refunds(shop: Shop) -> list[Row[Any]]:
    with shop.unit(writes=False) as unit:
        rows = select(
            Refund.kind, Refund.exact, Refund.amount, Refund.status, Refund.reference
        ).order_by(Refund.id)
        return list(unit.connection.execute(rows))


def test_a_card_waits_for_its_terminal_while_the_next_customer_comes(
    clerk: Clerk, shop: Shop
) -> None:
    sold_by_card(shop)
    bring_it_back(clerk, "S-0007")
    clerk.sees("Refund £10.00", "to Credit card Visa •••• 4242")
    clerk.press("F8")
    number = clerk.has_slip()
    waiting = "£10.00 to Credit card Visa •••• 4242"
    clerk.sees(waiting)
    assert [row.status for row in refunds(shop)] == ["awaiting"]

    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.sees("1 refund waits for its terminal", waiting, f"Slip {number}. Refund it")

    clerk.tab_to_field(REFERENCE)
    clerk.press("Return")
    clerk.sees("The terminal's reference is missing. The refund is recorded and still waits.")
    clerk.tab_to_field(REFERENCE)
    clerk.write("T-20418")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.awaiting == () and not clerk.state.busy)
    assert "waits for its terminal" not in clerk.reading
    assert [(row.status, row.reference) for row in refunds(shop)] == [("paid", "T-20418")]


@pytest.mark.parametrize("system", ["sqlite"])
def test_a_reference_that_is_missing_is_asked_for_where_the_keys_are(
    clerk: Clerk, shop: Shop
) -> None:
    sold_by_card(shop)
    bring_it_back(clerk, "S-0007")
    clerk.press("F8")
    clerk.has_slip()
    field = clerk.tab_to_field(REFERENCE)
    clerk.press("Return")
    clerk.sees("The terminal's reference is missing.")
    clerk.rest()
    assert clerk.window.focusWidget() is field
    clerk.write("T-1")
    clerk.press("Return")
    clerk.until(lambda: clerk.state.taken is not None and clerk.state.taken.awaiting == ())


@pytest.mark.parametrize("system", ["sqlite"])
def test_cash_instead_of_the_card_when_policy_allows_it(clerk: Clerk, shop: Shop) -> None:
    sold_by_card(shop)
    bring_it_back(clerk, "S-0007")
    clerk.tab_to_field("How the customer gets the money")
    clerk.press("2")
    assert [part.kind for part in clerk.decided().plan] == ["cash"]
    clerk.sees("Pay out £10.00", "to Cash")
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Hand over in cash")
    assert [(row.kind, row.status) for row in refunds(shop)] == [("cash", "paid")]


def held(shop: Shop) -> Money:
    return shop.read(lambda unit: cash_held(unit, lock=False))


def test_cash_and_a_card_that_is_declined(clerk: Clerk, shop: Shop) -> None:
    """Half was paid in cash: that half goes back at once, and so does the other at last."""
    before = held(shop)
    half = Money(500)
    tenders = ({"kind": "cash", "amount": half}, {**VISA, "amount": half})
    a_sale(shop, a_line(a_product(shop)), number="S-0007", tenders=tenders)
    bring_it_back(clerk, "S-0007")
    clerk.sees("to Credit card Visa •••• 4242", "to Cash")
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Hand over in cash", "£5.00 to Credit card Visa •••• 4242")
    assert held(shop) == before - half
    assert shop.read(count_awaiting) == 1
    clerk.tab_to(lambda each: getattr(each, "text", str)() == "The terminal declines")
    clerk.press(" ")
    clerk.tab_to_field("What the terminal said")
    clerk.write("Card blocked")
    clerk.tab_to_field("How the customer gets it instead")
    clerk.press("1")
    clerk.tab_to(lambda each: getattr(each, "text", str)() == "Pay it this way")
    clerk.press(" ")
    clerk.sees("Hand over £5.00 in cash.")
    assert [(row.kind, row.amount, row.status) for row in refunds(shop)] == [
        ("credit", half, "declined"),
        ("cash", half, "paid"),
        ("cash", half, "paid"),
    ]
    assert held(shop) == before - half - half
    with shop.unit(writes=False) as unit:
        booked = unit.connection.execute(
            select(DrawerEntry.kind, DrawerEntry.amount).where(
                DrawerEntry.return_id.is_not(None)
            )
        ).all()
        given = unit.connection.execute(select(Tender.kind, Tender.refunded)).all()
    assert [tuple(row) for row in booked] == [("refund", -half)] * 2
    assert sorted(tuple(row) for row in given) == [("cash", half), ("credit", half)]
    slip = shop.read(lambda unit: reopen(unit, "", "R1-000001")).slip
    assert isinstance(slip, ReturnSlip)
    assert sorted((part.kind, part.amount) for part in slip.paid_out) == [
        ("cash", 500),
        ("credit", 500),
    ]
    clerk.press("F9")
    clerk.waits_for_the_next()
    assert shop.read(count_awaiting) == 0
    assert "waits for its terminal" not in clerk.reading


@pytest.fixture
def in_rupiah(empty_database_url: str) -> str:
    """Rp 24.637 for two things, paid with Rp 24.600 in coins."""
    with closing(
        a_shop(
            empty_database_url,
            currency="IDR",
            country="ID",
            time_zone="Asia/Jakarta",
        )
    ) as shop:
        goods = a_line(a_product(shop), paid=Money(12_345), tax=Money(0))
        more = a_line(
            a_product(shop, "Teacup"),
            sku="TEACUP",
            description="Teacup",
            paid=Money(12_292),
            tax=Money(0),
        )
        a_sale(shop, goods, more, number="S-0009", cash_rounding=Money(-37))
    return empty_database_url


def test_rupiah_go_back_in_the_coins_that_were_paid(
    come: Callable[[str], Clerk], in_rupiah: str
) -> None:
    clerk = come(in_rupiah)
    bring_it_back(clerk, "S-0009")
    clerk.sees("Pay out Rp 12.300", "Cash rounding", "−45")
    clerk.press("F8")
    clerk.has_slip()
    clerk.sees("Hand over in cash", "Rp 12.300")
    clerk.scan("S-0009")
    clerk.until(lambda: clerk.state.stage is Stage.RETURN)
    clerk.bring("TEACUP", "2")
    clerk.press("F8")
    clerk.has_slip()
    paid = refunds(clerk.records)
    assert [row.exact.minor for row in paid] == [12_345, 12_292]
    assert [row.amount.minor for row in paid] == [12_300, 12_300]
