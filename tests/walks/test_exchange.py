"""Other goods instead, with the keyboard alone: the customer pays, or is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.services.value_cards import CardLife, issue_credit
from models.tables.goods import StockMovement
from models.tables.sales import Sale, SaleLine, Tender
from models.values import ONE, Money, Quantity, TenderKind
from models.values.exchange_papers import ExchangeSlip
from tests.builders import a_line, a_product, a_sale
from ui.widgets.link_button import LinkButton

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
REFERENCE = "Reference of the payment"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A kettle for £10, paid by card; a dearer blender and a cup on the shelf."""
    a_sale(shop, a_line(a_product(shop)), number="S-0007", tenders=(VISA,))
    a_product(shop, "Blender", price=Money(2550))
    a_product(shop, "Saucer", price=Money(300))
    return shop


def test_the_customer_pays_the_difference_by_qris(clerk: Clerk, sold: Shop) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F6")
    clerk.sees("Going out", "Scans add what goes out.", "Scan what the customer takes instead.")
    clerk.scan("BLENDER")
    clerk.sees("Blender goes out", "The customer pays", "£15.50", "Take £15.50")

    clerk.tab_to_field("How the customer pays")
    clerk.press("4")
    clerk.press("F8")
    clerk.sees("The reference of the payment is missing. Nothing was exchanged.")
    clerk.decided()
    clerk.tab_to_field(REFERENCE)
    clerk.write("QR-77120")
    clerk.press("F8")

    assert clerk.has_slip() == "E1-000001"
    clerk.sees("Exchange E1-000001", "Exchanged", "Paid by E-wallet", "£15.50")
    assert clerk.codes_on_the_picture() == {"E1-000001"}
    with sold.unit(writes=False) as unit:
        sale = unit.connection.execute(
            select(Sale.id, Sale.total).where(Sale.number == "E1-000001")
        ).one()
        assert sale.total == Money(2550)
        tenders = select(Tender.kind, Tender.exact, Tender.reference).order_by(Tender.id)
        assert [
            tuple(row)
            for row in unit.connection.execute(tenders.where(Tender.sale_id == sale.id))
        ] == [("e-wallet", Money(1550), "QR-77120"), ("credit", Money(1000), "")]
        moved = unit.connection.scalars(select(StockMovement.quantity))
        assert list(moved) == [ONE, Quantity(-1000)]
        bought = select(SaleLine.refunded).where(SaleLine.obtained == "bought")
        assert unit.connection.scalar(bought) == Money(1000)

    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.open_sale("E1-000001")
    clerk.bring("BLENDER", "1")
    clerk.sees("£25.50", "to Credit card Visa •••• 4242", "to E-wallet")


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_shop_pays_the_difference_back(clerk: Clerk, sold: Shop) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F6")
    clerk.scan("SAUCER")
    clerk.sees("Saucer goes out", "The customer gets", "£7.00", "to Credit card Visa •••• 4242")
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken is not None
    slip = clerk.state.taken.slip
    assert isinstance(slip, ExchangeSlip)
    assert (slip.difference, [out.amount for out in slip.paid_out]) == (-700, [700])


@pytest.mark.parametrize("system", ["sqlite"])
def test_pressed_again_scans_bring_goods_back_as_before(clerk: Clerk, sold: Shop) -> None:
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F6")
    clerk.scan("TEAPOT")
    clerk.sees("There is no product “TEAPOT” in this shop.")
    clerk.press("F6")
    clerk.decided()
    assert (clerk.state.exchanging, clerk.state.exchange) == (False, None)
    clerk.press("F8")
    assert clerk.has_slip() == "R1-000001"


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_customer_pays_by_gift_card_and_the_rest_in_cash(clerk: Clerk, sold: Shop) -> None:
    life = CardLife(months=None, expires_allowed=False)
    card = sold.run(
        lambda unit: issue_credit(unit, Money(600), kind=TenderKind.GIFT_CARD, life=life)
    ).number
    clerk.open_sale("S-0007")
    clerk.bring("KETTLE", "3")
    clerk.press("F6")
    clerk.scan("BLENDER")
    clerk.sees("The customer pays", "£15.50")
    clerk.tab_to_field("How the customer pays")
    clerk.press("8")
    clerk.tab_to_field("Amount of the payment")
    clerk.write("6.00")
    clerk.tab_to_field(REFERENCE)
    clerk.write(card)
    clerk.tab_to(lambda each: isinstance(each, LinkButton) and each.text() == "Add a payment")
    clerk.sees("Still owed £9.50")
    clerk.press("Return")
    clerk.until(lambda: len(clerk.state.paid) == 2)
    clerk.press("F8")
    clerk.has_slip()
    assert clerk.state.taken is not None
    slip = clerk.state.taken.slip
    assert isinstance(slip, ExchangeSlip)
    assert [(one.kind, one.amount) for one in slip.paid_in] == [
        ("gift-card", 600),
        ("cash", 950),
    ]
