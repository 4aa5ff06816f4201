"""``konter process``: requests from a file, in order, as the window would make them.

Each line is a JSON object with a request id of its own, and each gets one line of JSON as its
result. A kind of request reads its fields first, so that what is malformed is told before any
of that line is done, and then acts through the same services as the window.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from models.services.approvals import Approval
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.drawers import move_cash, open_drawer
from models.services.requests import mark_shown
from models.services.returns import take_return
from models.services.sales import find_sale
from models.services.sold import load_sale
from models.services.value_card_requests import (
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_cards import CardLife
from models.services.voids import void_return
from models.values import Money, Quantity, Refused, TenderKind, refuse
from models.values.codes import Capture, Condition, Proof, Reason, RefundBy
from models.values.drawer_papers import CashKind
from receipts.language import Language
from receipts.sentences import sentence

if TYPE_CHECKING:
    from models.db import Shop
    from models.unit import Unit
    from models.values.shop import ShopFacts

Code = TypeVar("Code", bound=StrEnum)
Number = TypeVar("Number")
Result = dict[str, Any]
Deed = Callable[["Unit"], Result]
LONGEST_ID = 36
LIFE: Final = CardLife(months=None, expires_allowed=False)
ALWAYS = frozenset({"id", "do"})


class Malformed(Exception):
    """A line that is no request; the text says why, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who says yes to what needs a second person, for the whole file."""

    badge: str
    pin: str


@dataclass(kw_only=True)
class Given:
    """The fields of one request, taken one by one; what nobody took is a mistake."""

    fields: Mapping[str, Any]
    shop: ShopFacts
    approver: Approver | None = None
    taken: set[str] = field(default_factory=lambda: set(ALWAYS))

    @property
    def request_id(self) -> str:
        return str(self.fields["id"])

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, default)
        if not isinstance(value, str):
            raise Malformed(f"“{name}” is not a text")
        return value

    def whole(self, name: str) -> int:
        value = self._take(name, None)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Malformed(f"“{name}” is not a whole number")
        return value

    def quantity(self, name: str) -> Quantity:
        return self._number(name, Quantity.of)

    def amount(self, name: str, default: str | None = None) -> Money:
        return self._number(name, self.shop.currency.amount, default)

    def code(self, name: str, codes: type[Code], default: str | None = None) -> Code:
        return self._one(name, self.text(name, default), codes)

    def coded(self, name: str, codes: type[Code]) -> dict[Code, str]:
        """An object of texts by code; empty where it is left out."""
        return {self._one(name, key, codes): value for key, value in self._texts(name).items()}

    def keyed(self, name: str) -> dict[int, str]:
        """An object of texts by whole number; empty where it is left out."""
        texts = self._texts(name)
        if not all(key.isascii() and key.isdigit() for key in texts):
            raise Malformed(f"“{name}” has a key that is not a whole number")
        return {int(key): value for key, value in texts.items()}

    def several(self, name: str) -> list[Given]:
        value = self._take(name, None)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Malformed(f"“{name}” is not a list of objects")
        return [Given(fields=one, shop=self.shop, taken=set()) for one in value]

    def approval(self, reason: str) -> Approval:
        """Refused when it comes to it, where no approver was named."""
        if self.approver is None:
            return Approval(badge="", pin="", reason=reason)
        return Approval(badge=self.approver.badge, pin=self.approver.pin, reason=reason)

    def nothing_else(self) -> None:
        unknown = sorted(set(self.fields) - self.taken)
        if unknown:
            raise Malformed(f"“{unknown[0]}” is not a field of this request")

    def _take(self, name: str, default: object) -> Any:
        self.taken.add(name)
        value = self.fields.get(name, default)
        if value is None:
            raise Malformed(f"“{name}” is missing")
        return value

    def _number(
        self, name: str, read: Callable[[str], Number], default: str | None = None
    ) -> Number:
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise Malformed(f"“{name}” is not a number")
        try:
            return read(str(value))
        except ValueError as why:
            raise Malformed(f"“{name}” cannot be {value}") from why

    def _texts(self, name: str) -> dict[str, str]:
        value = self._take(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise Malformed(f"“{name}” is not an object of texts")
        return value

    @staticmethod
    def _one(name: str, text: str, codes: type[Code]) -> Code:
        try:
            return codes(text)
        except ValueError as why:
            known = ", ".join(code for code in codes if code)
            raise Malformed(f"“{name}” is {text!r}, not one of {known}") from why


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


def read_return(given: Given) -> Deed:
    number = given.text("sale")
    refund_by = given.text("refund_by", "")
    by = given.code("refund_by", RefundBy) if refund_by else None
    proof = given.code("proof", Proof, Proof.RECEIPT)
    lines = [_coming(one) for one in given.several("lines")]

    def deed(unit: Unit) -> Result:
        sale_id = find_sale(unit, number)
        if sale_id is None:
            raise refuse("sale-unknown", number=number)
        rows = load_sale(unit, sale_id).lines
        for place, _ in lines:
            if not 0 < place <= len(rows):
                raise refuse("sale-line-unknown", number=number, line=place)
        coming = tuple(
            ComingBack(line_id=rows[place - 1].id, **facts) for place, facts in lines
        )
        asked = ReturnAsked(sale_id=sale_id, lines=coming, refund_by=by, proof=proof)
        seen = decide_return(unit, asked)
        taken = take_return(unit, given.request_id, asked, seen)
        slip = taken.slip
        paid = sum(part.amount for part in slip.paid_out)
        return {
            "paper": slip.head.number,
            "paid": _decimal(unit, Money(paid)),
            "awaiting": [
                {"refund": each.refund_id, "amount": _decimal(unit, each.amount)}
                for each in taken.awaiting
            ],
        }

    return deed


def _coming(given: Given) -> tuple[int, dict[str, Any]]:
    facts = {
        "quantity": given.quantity("quantity"),
        "reason": given.code("reason", Reason),
        "condition": given.code("condition", Condition),
        "serial": given.text("serial", ""),
        "captured": given.coded("captured", Capture),
        "missing_parts": given.amount("missing_parts", "0"),
    }
    place = given.whole("line")
    given.nothing_else()
    return place, facts


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
            "balance": _decimal(unit, card.balance),
            "paper": changed.paper.voucher.head.number,
        }

    return deed


class ShiftDeed(StrEnum):
    OPEN = "open"
    PAID_IN = "paid-in"
    PAID_OUT = "paid-out"
    PICKUP = "pick-up"
    NO_SALE = "no-sale"


def read_shift(given: Given) -> Deed:
    what = given.code("what", ShiftDeed)
    amount = given.amount("amount", "0" if what is ShiftDeed.NO_SALE else None)
    reason = "" if what is ShiftDeed.OPEN else given.text("reason", "")

    def deed(unit: Unit) -> Result:
        if what is ShiftDeed.OPEN:
            open_drawer(unit, given.request_id, amount)
        else:
            move_cash(unit, given.request_id, CashKind(what), amount, reason)
        return {"amount": _decimal(unit, amount)}

    return deed


def _decimal(unit: Unit, amount: Money) -> str:
    return str(unit.shop.currency.decimal(amount))


KINDS: dict[str, Callable[[Given], Deed]] = {
    "return": read_return,
    "void": read_void,
    "gift-card": read_gift_card,
    "shift": read_shift,
}
"""What a line may ask for, and who reads its fields."""
