"""The traps that other counters fell into: each has a test that fails without its guard.

Most stand where their subject is tested; here each trap is named with the tests that hold it,
and those that had none of their own.
"""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.rules.refunds import CashSoFar, Coin, Due, PaidBy, plan_refund
from models.rules.terms import RefundWay
from models.services.approvals import Approval
from models.services.decisions import decide_return
from models.services.drawer_reports import close_drawer
from models.services.returns import take_return
from models.services.value_card_requests import sell_card, void_card
from models.services.value_cards import CardLife
from models.services.voids import void_return
from models.tables.drawers import DrawerEntry, Shift
from models.tables.goods import StockMovement
from models.tables.returns import Refund
from models.values import ONE, Money, Quantity, Refused, TenderKind
from models.values.codes import Answer, RefundBy
from models.values.shop import Role, Rounding
from receipts import pdf, pictures
from receipts.document import QR, Barcode, Document, Line
from receipts.exchange_slips import exchange_slip
from receipts.slips import return_slip
from tests.builders import NOON, PIN, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, a_person, begin, bela, close, count, limit
from tests.services.test_exchanges import asking as exchanging
from tests.services.test_exchanges import take as exchange
from tests.services.test_returns import asking, take
from tests.services.test_voids import void

if TYPE_CHECKING:
    from models.db import Shop

HELD_ELSEWHERE = {
    "the last item returned at two tills": (
        "tests.services.test_two_counters:test_the_last_item_comes_back_once",
        "tests.walks.test_two_windows:test_the_last_one_goes_to_whoever_confirms_first",
    ),
    "a gift card spent twice at once": (
        "tests.services.test_value_cards_two_counters"
        ":test_a_card_shown_at_three_registers_pays_once",
    ),
    "tax at today's rate": (
        "tests.services.test_returns:test_today_s_price_and_tax_do_not_matter",
    ),
    "a cent too much after rounding parts": (
        "tests.services.test_counter_machine"
        ":test_the_books_hold_whatever_is_done_at_the_counter",
        "tests.rules.test_refunds:test_several_refunds_together_pay_what_one_would",
    ),
    "stock moved twice": (
        "tests.services.test_goods:test_each_change_moves_the_stock_once",
        "tests.services.test_goods:test_a_void_takes_the_goods_from_where_they_lie",
    ),
    "a paper assumed printed": (
        "tests.services.test_returns"
        ":test_the_first_print_is_the_original_and_every_other_a_copy",
        "tests.services.test_printing_killed"
        ":test_what_was_being_printed_is_told_once_its_lease_is_over",
        "tests.walks.test_printer_gone"
        ":test_gone_in_the_middle_it_is_told_and_printed_again_as_a_copy",
    ),
    "the scanner's digits typed into a text field": (
        "tests.ui.test_scanner:test_a_burst_is_a_scan_and_never_lands_in_a_field",
    ),
    "no return, no exchange": (
        "tests.receipts.test_return_slip:test_no_slip_says_that_goods_cannot_come_back",
        "tests.receipts.test_return_slip:test_what_is_unlawful_would_be_found",
        "tests.receipts.test_calm:test_no_finding_says_what_no_paper_may_say",
    ),
}
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="Wrong line scanned")
BY_THEMSELVES = Approval(badge="1", pin=PIN, reason="It is fine")
BY_A_CLERK = Approval(badge="9", pin="2465", reason="A colleague")
FOR_EVER = CardLife(months=None, expires_allowed=True)


@pytest.mark.parametrize(
    "place", [place for places in HELD_ELSEWHERE.values() for place in places]
)
def test_what_holds_a_trap_elsewhere_is_still_there(place: str) -> None:
    module, name = place.split(":")
    assert callable(getattr(importlib.import_module(module), name, None)), place


def test_three_returns_on_a_quantity_of_two(shop: Shop) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(2)))
    for request in ("first", "second"):
        take(shop, asking(shop, "1"), request)
    with pytest.raises(Refused, match="return-refused"):
        take(shop, asking(shop, "1"), "third")


def test_a_refund_refunded_again(shop: Shop) -> None:
    """Neither by another request nor by returning the goods that went out for them twice."""
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle))
    exchange(shop, exchanging(shop, kettle))
    with pytest.raises(Refused, match="return-refused"):
        take(shop, asking(shop, "1"), "the old receipt")
    take(shop, asking(shop, "1", number="E1-000001"), "the slip")
    with pytest.raises(Refused, match="return-refused"):
        take(shop, asking(shop, "1", number="E1-000001"), "the slip again")
    with shop.unit(writes=False) as unit:
        handed = select(func.sum(Refund.amount)).where(Refund.carried_to_id.is_(None))
        assert unit.connection.scalar(handed) == Money(1000)


def test_a_refund_at_list_or_at_today_s_price(shop: Shop) -> None:
    """Listed at 20, 12 after the line's discount, 9 after the order's; 50 today."""
    product = a_product(shop, price=Money(5000))
    a_sale(shop, a_line(product, unit_price=Money(2000), paid=Money(900), tax=Money(150)))
    slip = take(shop, asking(shop, "1")).slip
    assert (slip.refund, slip.paid_out[0].amount) == (900, 900)


@pytest.mark.parametrize(
    ("rounding", "exact", "paid"),
    [
        (Rounding.HALF_UP, 12_345, 12_300),
        (Rounding.HALF_UP, 12_355, 12_400),
        (Rounding.UP, 12_301, 12_400),
        (Rounding.DOWN, 12_399, 12_300),
    ],
)
def test_cash_rounding_with_the_wrong_sign(rounding: Rounding, exact: int, paid: int) -> None:
    """Who paid 12.300 for 12.345 gets 12.300 back, and not 12.400."""
    cash = PaidBy(tender_id=1, kind=TenderKind.CASH, left=Money(exact))
    due = Due(Money(exact), RefundWay())
    coin = Coin(step=100, rounding=rounding)
    (part,) = plan_refund([due], [cash], RefundBy.ORIGINAL, coin, CashSoFar())
    assert (part.exact, part.amount) == (Money(exact), Money(paid))


@pytest.mark.parametrize("cash", [None])
def test_a_refund_booked_to_the_session_of_the_sale(shop: Shop, cash: None) -> None:
    """Sold under one shift, brought back under the next, which pays."""
    begin(shop, 5000)
    a_sale(shop)
    close(shop, 5000)
    shop.clock = lambda: NOON + timedelta(days=1)
    seller, shop.person = shop.person, bela(shop)
    begin(shop, 3000)
    take(shop, asking(shop, "1"))
    with shop.unit(writes=False) as unit:
        paid = unit.connection.execute(
            select(DrawerEntry.amount, DrawerEntry.balance, Shift.staff_id)
            .join(Shift, Shift.id == DrawerEntry.shift_id)
            .where(DrawerEntry.kind == "refund")
        ).one()
    assert seller is not None
    assert shop.person.staff_id != seller.staff_id
    assert tuple(paid) == (Money(-1000), Money(2000), shop.person.staff_id)


@pytest.mark.parametrize("approval", [BY_THEMSELVES, BY_A_CLERK], ids=["oneself", "a clerk"])
def test_approval_checked_only_in_the_screen(shop: Shop, approval: Approval) -> None:
    """The services ask by themselves: a void, a card taken back, a drawer that is short."""
    a_person(shop, "Dewi", "9", Role.CLERK, "2465")
    a_sale(shop)
    take(shop, asking(shop, "1"))
    limit(shop, 0)
    found = count(shop, 9_998_000)
    card = shop.run(
        lambda unit: sell_card(
            unit, "card", Money(500), "T-1", FOR_EVER, kind=TenderKind.GIFT_CARD
        )
    ).card.number
    refused = pytest.raises(Refused, match="approver-not-allowed")
    with refused:
        shop.run(lambda unit: void_return(unit, "v", "R1-000001", approval))
    with refused:
        shop.run(lambda unit: void_card(unit, "c", card, approval, FOR_EVER))
    with refused:
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id, approval))


def test_what_only_a_manager_may_do_is_refused_by_the_service(shop: Shop) -> None:
    """Goods that the policy takes back with a manager's yes: no clerk's request is enough."""
    in_force(shop, 'window = "30 days"\ndecided_by = "manager"')
    a_sale(shop)
    shop.person = a_person(shop, "Dewi", "9", Role.CLERK, "2465")
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    assert seen.answer is Answer.OVERRIDE
    yes = replace(seen, answer=Answer.ACCEPT)
    with pytest.raises(Refused, match="approval-needed"):
        shop.run(lambda unit: take_return(unit, "r", asked, yes))


def test_stock_moved_twice(shop: Shop) -> None:
    """The same request again, and a void asked twice, move nothing more."""
    bela(shop)
    a_sale(shop, a_line(a_product(shop)))
    asked = asking(shop, "1")
    seen = shop.read(lambda unit: decide_return(unit, asked))

    def there() -> Quantity:
        with shop.unit(writes=False) as unit:
            return (
                unit.connection.scalar(select(func.sum(StockMovement.quantity))) or Quantity()
            )

    for _ in range(2):
        shop.run(lambda unit: take_return(unit, "once", asked, seen))
        assert there() == ONE
    for _ in range(2):
        void(shop, approval=BY_BELA)
        assert there() == Quantity()


@pytest.mark.parametrize("copy", [0, 1, 2])
def test_a_reprint_carrying_the_sales_barcode(shop: Shop, copy: int) -> None:
    """Scanned, it would open the sale as if it were its receipt."""
    bela(shop)
    kettle = a_product(shop)
    a_sale(shop, a_line(kettle, quantity=Quantity.of(2)))
    back, changed = take(shop, asking(shop, "1")), exchange(shop, exchanging(shop, kettle))
    papers = {
        "R1-000001": return_slip(back.slip, copy),
        "E1-000001": exchange_slip(changed.slip, copy),
    }
    for number, paper in papers.items():
        codes = {block.data for block in paper.blocks if isinstance(block, Barcode | QR)}
        assert codes == {number}


@pytest.mark.parametrize("strong", [False, True], ids=["plain", "strong"])
def test_the_peso_printed_as_a_box(strong: bool) -> None:
    """A sign that the font lacks is drawn like any other that it lacks."""

    def picture(sign: str) -> bytes:
        paper = Document("", "fil", (Line(sign, strong=strong),))
        return pictures.pages(pdf.render(paper), 150)[0].png()

    box = picture("\ufdd0")
    assert picture("\ufdd1") == box
    assert picture("₱") != box
