"""Requests from a file that bring goods back: a return, an exchange, no receipt at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.forms import decimal
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
    offer_goods,
)
from models.services.exchanges import take_exchange
from models.services.goodwill import find_customer
from models.services.identities import identify_document
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.returns import take_return
from models.services.sales import find_sale, open_sale
from models.values import Money, TenderKind, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Capture, Condition, Disposition, Proof, Reason, Remedy
from models.values.identities import IdentityKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.forms import Deed, Given, Result
    from models.services.exchanges import ExchangeTaken
    from models.services.giving import MoneyGiven
    from models.services.returns import ReturnTaken
    from models.unit import Unit

Coming = tuple[int, dict[str, Any]]
"""A line of the receipt, from 1, and what is said of it."""


def read_return(given: Given) -> Deed:
    back = _back(given)

    def deed(unit: Unit) -> Result:
        asked = back(unit)
        seen = decide_return(unit, asked)
        return told(unit, take_return(unit, given.request_id, asked, seen))

    return deed


def read_exchange(given: Given) -> Deed:
    back = _back(given)
    out = [_going(one) for one in given.several("out")]
    paid = tuple(_paying(one) for one in given.several("paid", []))

    def deed(unit: Unit) -> Result:
        goods = tuple(
            GoingOut(product_id=offer_goods(unit, product).product_id, **facts)
            for product, facts in out
        )
        coming = replace(back(unit), remedy=Remedy.EXCHANGE)
        asked = ExchangeAsked(back=coming, out=goods, paid=paid)
        seen = decide_exchange(unit, asked)
        taken = take_exchange(unit, given.request_id, asked, seen)
        taken_in = sum(one.amount for one in taken.slip.paid_in)
        return {**told(unit, taken), "taken": decimal(unit, Money(taken_in))}

    return deed


def read_no_receipt(given: Given) -> Deed:
    by = given.wish()
    customer = given.text("customer", "")
    document = _document(given.one("document")) if given.given("document") else None
    lines = [_coming_product(one) for one in given.several("lines")]

    def deed(unit: Unit) -> Result:
        goods = tuple(
            ProductBack(
                product_id=offer_goods(unit, product).product_id,
                coming=ComingBack(line_id=place, **facts),
            )
            for place, (product, facts) in enumerate(lines, 1)
        )
        asked = WithoutSale(
            lines=goods,
            customer_id=find_customer(unit, customer) if customer else None,
            identity=identify_document(unit, *document) if document else None,
            refund_by=by,
        )
        seen = decide_without_sale(unit, asked)
        return told(unit, take_without_sale(unit, given.request_id, asked, seen))

    return deed


def _back(given: Given) -> Callable[[Unit], ReturnAsked]:
    """What comes back of a sale, once there is a unit to find the sale in."""
    number = given.text("sale")
    by = given.wish()
    proof = given.code("proof", Proof, Proof.RECEIPT)
    lines = [_coming(one) for one in given.several("lines")]

    def back(unit: Unit) -> ReturnAsked:
        sale_id, ids = sale_named(unit, number, *(place for place, _ in lines))
        coming = tuple(
            ComingBack(line_id=line_id, **facts)
            for line_id, (_, facts) in zip(ids, lines, strict=True)
        )
        return ReturnAsked(sale_id=sale_id, lines=coming, refund_by=by, proof=proof)

    return back


def sale_named(unit: Unit, number: str, *places: int) -> tuple[int, list[int]]:
    """A sale by its number, and the ids of some of its lines by their places, from 1."""
    sale_id = find_sale(unit, number)
    if sale_id is None:
        raise refuse("sale-unknown", number=mask_card_numbers(number))
    rows = open_sale(unit, sale_id).lines
    for place in places:
        if not 0 < place <= len(rows):
            raise refuse("sale-line-unknown", number=number, line=place)
    return sale_id, [rows[place - 1].line_id for place in places]


def _coming(given: Given) -> Coming:
    facts = _facts(given)
    place = given.whole("line")
    given.nothing_else()
    return place, facts


def _coming_product(given: Given) -> tuple[str, dict[str, Any]]:
    facts = _facts(given)
    product = given.text("product")
    given.nothing_else()
    return product, facts


def _facts(given: Given) -> dict[str, Any]:
    sent = given.given("disposition")
    return {
        "quantity": given.quantity("quantity"),
        "reason": given.code("reason", Reason),
        "condition": given.code("condition", Condition) if given.given("condition") else None,
        "serial": given.text("serial", ""),
        "captured": given.coded("captured", Capture),
        "missing_parts": given.amount("missing_parts", "0"),
        "disposition": given.code("disposition", Disposition) if sent else None,
    }


def _going(given: Given) -> tuple[str, dict[str, Any]]:
    product = given.text("product")
    facts = {"quantity": given.quantity("quantity"), "serial": given.text("serial", "")}
    given.nothing_else()
    return product, facts


def _paying(given: Given) -> PaidIn:
    paid = PaidIn(
        kind=given.code("by", TenderKind),
        amount=given.amount("amount"),
        reference=given.text("reference", ""),
    )
    given.nothing_else()
    return paid


def _document(given: Given) -> tuple[IdentityKind, str, str]:
    shown = given.code("kind", IdentityKind), given.text("issuer"), given.text("number")
    given.nothing_else()
    return shown


def told(unit: Unit, taken: ReturnTaken | ExchangeTaken | MoneyGiven) -> Result:
    """What became of it: the slip, what was handed over, what waits for a terminal."""
    paid = sum(part.amount for part in taken.slip.paid_out)
    return {
        "paper": taken.slip.head.number,
        "paid": decimal(unit, Money(paid)),
        "awaiting": [
            {"refund": each.refund_id, "amount": decimal(unit, each.amount)}
            for each in taken.awaiting
        ],
    }
