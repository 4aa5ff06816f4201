"""A day's business at one counter, with everything that moves money or goods in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.documents import count_print
from models.services.drawer_ledger import cash_held
from models.services.drawers import open_drawer
from models.services.goods import list_recent, move_goods
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.services.value_card_requests import move_card, pay_by_card, sell_card
from models.services.voids import void_return
from models.values import Money, Quantity, TenderKind
from models.values.codes import Disposition, RefundBy
from models.values.drawer_papers import CashKind
from tests.builders import FLOAT, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import bela, close, move
from tests.services import test_corrections as corrections
from tests.services import test_exchanges as exchanges
from tests.services import test_goodwill as goodwill
from tests.services import test_returns as returns
from tests.services.test_voids import BY_BELA, FOR_EVER

if TYPE_CHECKING:
    from models.db import Shop

POLICY = """window = "30 days"
refund.choices = ["original", "cash", "store-credit"]
goodwill.clerk = 5
goodwill.ways = ["cash", "store-credit"]
correction.clerk = 5"""
VISA = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(3000)}


def a_day(shop: Shop) -> None:
    """Returns of each kind, one of them voided, cards, cash by hand, and a Z in the end."""
    bela(shop)
    in_force(shop, POLICY)
    kettle, blender = a_product(shop), a_product(shop, "Blender", price=Money(2550))
    three = a_line(kettle, quantity=Quantity.of(3), paid=Money(3000), tax=Money(500))
    four = {**three, "quantity": Quantity.of(4), "paid": Money(4000)}
    a_sale(shop, four, customer_id=a_customer(shop))
    a_sale(shop, three, number="S-2", tenders=(VISA,))

    first = returns.take(shop, returns.asking(shop, "1"), "r-1").slip.head.number
    for _ in range(2):
        shop.run(lambda unit: count_print(unit, first))
    credit = replace(returns.asking(shop, "1"), refund_by=RefundBy.STORE_CREDIT)
    card = returns.take(shop, credit, "r-2").vouchers[0].voucher.card
    shop.run(lambda unit: pay_by_card(unit, "p-1", card, Money(300), "T-9", FOR_EVER))
    shop.run(lambda unit: move_card(unit, "m-1", card, FOR_EVER))
    _at_the_terminal(shop)
    _goods_are_decided_about(shop)

    asked = exchanges.asking(shop, blender)
    paid = (exchanges.paying(1550, exchanges.CASH),)
    exchanges.take(shop, replace(asked, paid=paid))
    corrections.correct(shop, 200, line=1, approval=None)
    goodwill.give(shop, 300, by=RefundBy.CASH)
    mistake = returns.take(shop, returns.asking(shop, "1", number="E1-000001"), "r-9")
    number = mistake.slip.head.number
    shop.run(lambda unit: void_return(unit, "v-1", number, BY_BELA))

    kind = TenderKind.GIFT_CARD
    shop.run(lambda unit: sell_card(unit, "s-1", Money(5000), "T-1", FOR_EVER, kind=kind))
    move(shop, CashKind.PAID_IN, 500)
    move(shop, CashKind.PAID_OUT, 200)
    close(shop, shop.read(lambda unit: cash_held(unit, lock=False)).minor - 50)
    shop.run(lambda unit: open_drawer(unit, str(uuid4()), FLOAT))


def _at_the_terminal(shop: Shop) -> None:
    """One refund is paid there, one is declined and paid in cash."""
    for request in ("r-3", "r-4"):
        returns.take(shop, returns.asking(shop, "1", number="S-2"), request)
    paid, declined = (each.refund_id for each in shop.read(list_awaiting))
    shop.run(lambda unit: settle_refund(unit, paid, "A-1"))
    by = RefundBy.CASH
    shop.run(lambda unit: decline_refund(unit, "d-1", declined, "No such card", by))


def _goods_are_decided_about(shop: Shop) -> None:
    line = shop.read(list_recent)[0].return_line_id
    for request, to in (("move-1", Disposition.REPAIR), ("move-2", Disposition.WASTE)):
        shop.run(lambda unit, r=request, d=to: move_goods(unit, r, line, d))  # type: ignore[misc]
