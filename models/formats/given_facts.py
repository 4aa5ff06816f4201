"""A fact given by name and text, in the place of the one on record: for trying a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.rules.conditions import ATTRIBUTE
from models.rules.facts import FACTS, OPTIONS, Facts
from models.values import ONE, Money, Quantity, TenderKind, rounded_share
from models.values.codes import (
    Capture,
    Charge,
    Condition,
    GoodsBack,
    Obtained,
    Place,
    Proof,
    Reason,
    Remedy,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values import Currency

CAPTURED = "captured."
ELSEWHERE = "another store"
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


class WrongFact(ValueError):
    """Something given that is no fact (``known`` is false), or that it cannot be."""

    def __init__(self, name: str, text: str, *, known: bool) -> None:
        super().__init__(f"{name}={text}")
        self.name = name
        self.known = known


def give_fact(facts: Facts, name: str, text: str, currency: Currency) -> Facts:
    """The same facts with this one as said: ``tier=gold``, ``attribute.size=L``, ``age=31``.

    Raise :class:`WrongFact` for a name that is no fact, and for a text that it cannot be.
    """
    try:
        return _given(facts, name, text, currency)
    except (KeyError, ValueError) as why:
        known = name in NAMES or name.startswith((ATTRIBUTE, CAPTURED))
        raise WrongFact(name, text, known=known) from why


def _given(facts: Facts, name: str, text: str, currency: Currency) -> Facts:
    if name.startswith(ATTRIBUTE):
        attributes = {**facts.line.attributes, name.removeprefix(ATTRIBUTE).casefold(): text}
        return _line(facts, attributes=attributes)
    if name.startswith(CAPTURED):
        what = Capture(name.removeprefix(CAPTURED))
        return _asked(facts, captured={**facts.asked.captured, what: text})
    if name in _AMOUNTS:
        return _AMOUNTS[name](facts, currency.amount(text))
    return _GIVEN[name](facts, text)


def _line(facts: Facts, **values: Any) -> Facts:
    return replace(facts, line=replace(facts.line, **values))


def _asked(facts: Facts, **values: Any) -> Facts:
    return replace(facts, asked=replace(facts.asked, **values))


def _visit(facts: Facts, **values: Any) -> Facts:
    return replace(facts, visit=replace(facts.visit, **values))


def _paid(facts: Facts, paid: Money) -> Facts:
    """What was paid for the line; its tax keeps its share."""
    line = facts.line
    return _line(facts, paid=paid, tax=line.tax.proportion(paid, line.paid))


def _unit_price(facts: Facts, price: Money) -> Facts:
    sold = facts.line.sold.thousandths
    return _paid(facts, Money(rounded_share(price.minor, sold, ONE.thousandths)))


def _value(facts: Facts, value: Money) -> Facts:
    sold, asked = facts.line.sold.thousandths, facts.asked.quantity.thousandths
    if not asked:
        raise ValueError("nothing comes back")
    return _paid(facts, Money(rounded_share(value.minor, sold, asked)))


def _place(facts: Facts, text: str) -> Facts:
    place = Place(text)
    if place is Place.NOT_CARRIED:
        return _visit(facts, carries_brand=False)
    store = facts.visit.store if place is Place.SAME else ELSEWHERE
    return _line(_visit(facts, carries_brand=True), store=store)


def _standing(facts: Facts, text: str) -> Facts:
    visitor = replace(facts.visit.visitor, known=True, standing=Standing(text))
    return _visit(facts, visitor=visitor)


def _tender(facts: Facts, text: str) -> Facts:
    kind = TenderKind(text).value
    return _line(facts, tender=kind, tenders=frozenset({kind}))


def _age(facts: Facts, text: str) -> Facts:
    try:
        sold_on = facts.visit.today - timedelta(int(text))
    except OverflowError as why:
        raise ValueError(text) from why
    return _line(facts, sold_on=sold_on, sold_at=None)


def _coupon(text: str) -> str:
    if text not in ("", *OPTIONS["coupon"]):
        raise ValueError(text)
    return text


def _charge(text: str) -> Charge | None:
    return Charge(text) if text else None


def _flag(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise ValueError(text)
    return text.casefold() in YES


def _of_line(name: str, read: Callable[[str], Any] = str) -> Callable[[Facts, str], Facts]:
    return lambda facts, text: _line(facts, **{name: read(text)})


def _of_asked(name: str, read: Callable[[str], Any]) -> Callable[[Facts, str], Facts]:
    return lambda facts, text: _asked(facts, **{name: read(text)})


_AMOUNTS: dict[str, Callable[[Facts, Money], Facts]] = {
    "price": _unit_price,
    "value": _value,
    "case_value": lambda facts, amount: _visit(facts, case_value=amount),
    "clerk_day": lambda facts, amount: _visit(facts, clerk_day=amount),
    "missing_parts": lambda facts, amount: _asked(facts, missing_parts=amount),
    "gifts_kept": lambda facts, amount: _asked(facts, gifts_kept=amount),
    "lowest_price": lambda facts, amount: _line(facts, lowest_price=amount),
}
_GIVEN: dict[str, Callable[[Facts, str], Facts]] = {
    "sku": _of_line("sku"),
    "promotion": _of_line("promotions", lambda text: tuple(filter(None, text.split(",")))),
    "charge": _of_line("charge", _charge),
    "goods_back": _of_asked("goods_back", GoodsBack),
    "coupon": _of_line("coupon", _coupon),
    "obtained": _of_line("obtained", Obtained),
    "condition": _of_asked("condition", Condition),
    "reason": _of_asked("reason", Reason),
    "brand": _of_line("brand"),
    "category": _of_line("category"),
    "serialised": _of_line("serialised", _flag),
    "units": _of_asked("units", Quantity.of),
    "department": _of_line("department"),
    "proof": _of_asked("proof", Proof),
    "tender": _tender,
    "staff": _of_line("staff", _flag),
    "standing": _standing,
    "tier": _of_line("tier"),
    "remedy": _of_asked("remedy", Remedy),
    "sold": _of_line("sold_on", date.fromisoformat),
    "delivered": _of_line("delivered_on", date.fromisoformat),
    "age": _age,
    "place": _place,
    "sold_in": _of_line("store"),
    "returned_in": lambda facts, text: _visit(facts, store=text),
    "channel": _of_line("channel"),
    "country": lambda facts, text: _visit(facts, country=text),
    "serial": _of_asked("serial", str),
}
NAMES = tuple(
    dict.fromkeys((*(f.name for f in FACTS if f.name != "attribute"), *_GIVEN, *_AMOUNTS))
)
"""Every name that can be given, besides ``attribute.…`` and ``captured.…``."""
