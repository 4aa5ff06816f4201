"""Requests from a file that give money without goods: a corrected price, goodwill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.forms import Malformed
from desktop.process_goods import sale_named, told
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.goodwill import (
    GoodwillAsked,
    decide_goodwill,
    find_customer,
    give_goodwill,
)
from models.values.codes import CorrectionReason, GoodwillReason

if TYPE_CHECKING:
    from desktop.forms import Deed, Given, Result
    from models.services.approvals import Approval
    from models.unit import Unit


def read_correction(given: Given) -> Deed:
    number, place = given.text("sale"), given.whole("line")
    amount = given.amount("amount")
    reason = given.code("reason", CorrectionReason)
    note, by = given.text("note", ""), given.wish()
    approval = _approval(given)

    def deed(unit: Unit) -> Result:
        sale_id, (line_id,) = sale_named(unit, number, place)
        asked = CorrectionAsked(
            sale_id=sale_id,
            line_id=line_id,
            amount=amount,
            reason=reason,
            note=note,
            refund_by=by,
        )
        seen = decide_correction(unit, asked)
        return told(unit, correct_price(unit, given.request_id, asked, seen, approval))

    return deed


def read_goodwill(given: Given) -> Deed:
    amount, reason = given.amount("amount"), given.code("reason", GoodwillReason)
    note, by = given.text("note", ""), given.wish()
    customer, sale = given.text("customer", ""), given.text("sale", "")
    places = (given.whole("line"),) if given.given("line") else ()
    if places and not sale:
        raise Malformed("“line” is of no “sale”")
    approval = _approval(given)

    def deed(unit: Unit) -> Result:
        sale_id, ids = sale_named(unit, sale, *places) if sale else (None, [])
        asked = GoodwillAsked(
            amount=amount,
            reason=reason,
            note=note,
            by=by,
            customer_id=find_customer(unit, customer) if customer else None,
            sale_id=sale_id,
            line_id=ids[0] if ids else None,
        )
        seen = decide_goodwill(unit, asked)
        return told(unit, give_goodwill(unit, given.request_id, asked, seen, approval))

    return deed


def _approval(given: Given) -> Approval | None:
    """Asked for only where the request says why a manager allows it."""
    why = given.text("approval", "")
    return given.approval(why) if why else None
