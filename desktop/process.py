"""``konter process``: requests from a file, in order, as the window would make them.

Each line is a JSON object with a request id of its own, and each gets one line of JSON as its
result. A kind of request reads its fields first, so that what is malformed is told before any
of that line is done, and then acts through the same services as the window.
"""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.forms import Given, Malformed, decimal
from desktop.process_goods import read_exchange, read_no_receipt, read_return
from desktop.process_money import read_correction, read_goodwill
from models.services.drawer_reports import close_counted
from models.services.drawers import hand_over, move_cash, open_drawer
from models.services.requests import mark_shown
from models.services.value_card_requests import (
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_cards import CardLife
from models.services.voids import void_return
from models.values import Money, Refused, TenderKind
from models.values.drawer_papers import CashKind
from receipts.language import Language
from receipts.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.forms import Approver, Deed, Result
    from models.db import Shop
    from models.unit import Unit
    from models.values.shop import ShopFacts

LONGEST_ID = 36
LIFE: Final = CardLife(months=None, expires_allowed=False)


def process(
    shop: Shop, lines: Iterable[str], approver: Approver | None = None, language: str = "en"
) -> Iterator[Result]:
    """Carry out one request after another, and yield what became of each.

    Raise :class:`Malformed`, naming the line, for one that is no request; what stands before
    it stays done, and nothing after it is begun.
    """
    tongue = Language.of(language, shop.facts.currency)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = _read(line, shop.facts, approver)
            deed = KINDS[given.fields["do"]](given)
            given.nothing_else()
        except Malformed as why:
            raise Malformed(f"line {number}: {why}") from why
        yield {"line": number, "id": given.request_id, **_carry_out(shop, deed, tongue)}
        shop.run(partial(mark_shown, request_id=given.request_id))


def _read(line: str, shop: ShopFacts, approver: Approver | None) -> Given:
    try:
        fields = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as why:
        raise Malformed("this is not JSON") from why
    if not isinstance(fields, dict):
        raise Malformed("this is not a JSON object")
    given = Given(fields=fields, shop=shop, approver=approver)
    if not 0 < len(given.text("id")) <= LONGEST_ID:
        raise Malformed(f"“id” has to be 1 to {LONGEST_ID} letters long")
    if given.text("do") not in KINDS:
        raise Malformed(f"“do” is {fields['do']!r}, not one of {', '.join(KINDS)}")
    return given


def _carry_out(shop: Shop, deed: Deed, language: Language) -> Result:
    try:
        return {"result": "done", **shop.run(deed)}
    except Refused as why:
        messages = [
            {"code": message.code, "text": sentence(language, message)}
            for message in why.messages
        ]
        return {"result": "refused", "messages": messages}


def read_void(given: Given) -> Deed:
    number = given.text("return")
    approval = given.approval(given.text("reason"))
    references, payments = given.keyed("references"), given.keyed("payments")

    def deed(unit: Unit) -> Result:
        voided = void_return(unit, given.request_id, number, approval, references, payments)
        return {"paper": voided.slip.head.number}

    return deed


class CardDeed(StrEnum):
    SELL = "sell"
    LOAD = "load"
    SPEND = "spend"
    VOID = "void"
    MOVE = "move"


def read_gift_card(given: Given) -> Deed:
    what = given.code("what", CardDeed)
    request = given.request_id
    number = "" if what is CardDeed.SELL else given.text("number")
    receipt, amount = "", Money()
    if what in (CardDeed.SELL, CardDeed.LOAD, CardDeed.SPEND):
        receipt, amount = given.text("receipt"), given.amount("amount")
    approval = given.approval(given.text("reason") if what is CardDeed.VOID else "")

    def deed(unit: Unit) -> Result:
        match what:
            case CardDeed.SELL:
                kind = TenderKind.GIFT_CARD
                changed = sell_card(unit, request, amount, receipt, LIFE, kind=kind)
            case CardDeed.LOAD:
                changed = top_up_card(unit, request, number, amount, receipt, LIFE)
            case CardDeed.SPEND:
                changed = pay_by_card(unit, request, number, amount, receipt, LIFE)
            case CardDeed.VOID:
                changed = void_card(unit, request, number, approval, LIFE)
            case CardDeed.MOVE:
                changed = move_card(unit, request, number, LIFE)
        card = changed.card
        return {
            "number": card.number,
            "balance": decimal(unit, card.balance),
            "paper": changed.paper.voucher.head.number,
        }

    return deed


class ShiftDeed(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    HAND_OVER = "hand-over"
    PAID_IN = "paid-in"
    PAID_OUT = "paid-out"
    PICKUP = "pick-up"
    NO_SALE = "no-sale"


def read_shift(given: Given) -> Deed:
    what = given.code("what", ShiftDeed)
    if what is ShiftDeed.CLOSE:
        return _read_close(given)
    if what is ShiftDeed.HAND_OVER:
        return _read_hand_over(given)
    amount = given.amount("amount", "0" if what is ShiftDeed.NO_SALE else None)
    reason = "" if what is ShiftDeed.OPEN else given.text("reason", "")

    def deed(unit: Unit) -> Result:
        if what is ShiftDeed.OPEN:
            open_drawer(unit, given.request_id, amount)
        else:
            move_cash(unit, given.request_id, CashKind(what), amount, reason)
        return {"amount": decimal(unit, amount)}

    return deed


def _read_close(given: Given) -> Deed:
    """A difference beyond the limit takes the approver's yes, with the reason given."""
    count = given.counted("count")
    approval = given.approval(given.text("reason")) if given.given("reason") else None

    def deed(unit: Unit) -> Result:
        report = close_counted(unit, given.request_id, count, approval).report
        return {
            "paper": report.head.number,
            "expected": decimal(unit, Money(report.expected or 0)),
            "counted": decimal(unit, Money(report.counted or 0)),
        }

    return deed


def _read_hand_over(given: Given) -> Deed:
    """To the approver of the file: nobody else's PIN was given, and none stands in it."""
    badge = given.text("to")
    if given.approver is None or given.approver.badge != badge:
        raise Malformed("“to” is not the badge of the approver")
    pin = given.approver.pin

    def deed(unit: Unit) -> Result:
        handed = hand_over(unit, given.request_id, badge, pin)
        return {"to": handed.person.name}

    return deed


KINDS: dict[str, Callable[[Given], Deed]] = {
    "return": read_return,
    "exchange": read_exchange,
    "no-receipt": read_no_receipt,
    "correction": read_correction,
    "goodwill": read_goodwill,
    "void": read_void,
    "gift-card": read_gift_card,
    "shift": read_shift,
}
"""What a line may ask for, and who reads its fields."""
