"""A new shop: what must be known before the counter opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from sqlalchemy import insert, select

from models.rules.clauses import Clause
from models.rules.policy import PLAIN_POLICY
from models.services.journal import record
from models.services.people import add_staff
from models.services.policies import put_in_force
from models.tables.base import add_numbered
from models.tables.shop import Register, Shop, Store
from models.unit import Unit
from models.values import Currency, Message, Refused, refuse
from models.values.card_numbers import refuse_card_number
from models.values.denominations import Shape, denominations_of
from models.values.shop import Role, Rounding, ShopFacts, Station

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from models.rules.policy import Policy

LANGUAGES = ("en", "id", "fil")

SMALLEST_COINS = {
    "IDR": Currency("IDR", 0, 100),  # Bank Indonesia: Rp 100 is the smallest coin in use
    "JPY": Currency("JPY", 0, 1),
    "KRW": Currency("KRW", 0, 10),
    "HKD": Currency("HKD", 2, 10),
    "SGD": Currency("SGD", 2, 5),
    "MYR": Currency("MYR", 2, 5),  # Bank Negara Malaysia's rounding mechanism, 2008
    "AUD": Currency("AUD", 2, 5),
    "NZD": Currency("NZD", 2, 10),
    "CHF": Currency("CHF", 2, 5),
    "SEK": Currency("SEK", 2, 100),
    "CAD": Currency("CAD", 2, 5),
}
"""Where the smallest coin in use is not the minor unit, or CLDR counts other decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """The answers of the guided set-up."""

    name: str
    country: str
    currency: str
    time_zone: str
    language: str
    manager: str
    pin: str
    badge: str = "1"
    demo: bool = False
    cash_rounding: Rounding = Rounding.HALF_UP
    tax_number: str = ""
    store: str = ""
    address: str = ""


def currency_of(code: str) -> Currency:
    """What is known of a currency; refused where there is no such code in CLDR."""
    code = code.upper()
    if code in SMALLEST_COINS:
        return SMALLEST_COINS[code]
    if code not in get_global("all_currencies"):
        raise refuse("currency-unknown", code=code)
    fractions = get_global("currency_fractions")
    digits, _, _, _ = fractions.get(code, fractions["DEFAULT"])
    return Currency(code, digits, 1)


def opening_policy(currency: Currency) -> Policy:
    """What a new shop starts with: thirty days, no fee, and as much without goods as one note
    of the middle kind.

    Without a sum of its own a shop of one manager could give nothing: nobody approves what
    they ask for themselves.
    """
    notes = [each for each in denominations_of(currency) if each.shape is not Shape.COIN]
    small = notes[(len(notes) - 1) // 2].value
    terms = {"goodwill.clerk": small, "correction.clerk": small}
    return replace(PLAIN_POLICY, clauses=(*PLAIN_POLICY.clauses, Clause(number=2, terms=terms)))


def set_up_shop(
    connection: Connection, now: datetime, answers: SetUp, policy: Policy | None = None
) -> Unit:
    """Write the shop, its first store, register, policy and manager; hand out its unit.

    Without a ``policy`` it starts with :func:`opening_policy`. Raise
    :class:`models.values.Refused` with everything that is wrong, and for a database that
    holds a shop already.
    """
    there = connection.scalar(select(Shop.name))
    if there is not None:
        raise refuse("shop-exists", name=there)
    facts = _checked(answers)
    connection.execute(
        insert(Shop).values(
            id=1,
            name=facts.name,
            country=facts.country,
            currency=facts.currency.code,
            currency_digits=facts.currency.digits,
            cash_step=facts.currency.cash_step,
            cash_rounding=facts.cash_rounding,
            time_zone=facts.zone.key,
            language=facts.language,
            tax_number=facts.tax_number,
            demo=facts.demo,
            created_at=now,
        )
    )
    store = answers.store or facts.name
    store_id = add_numbered(connection, Store, code="1", name=store, address=answers.address)
    register_id = add_numbered(connection, Register, store_id=store_id, code="1")
    add_staff(
        connection,
        badge=answers.badge,
        name=answers.manager.strip(),
        role=Role.MANAGER,
        language=facts.language,
        pin=answers.pin,
    )
    station = Station(
        register_id=register_id,
        register="1",
        store_id=store_id,
        store=store,
        address=answers.address,
    )
    unit = Unit(connection=connection, now=now, shop=facts, station=station)
    record(
        unit,
        "ShopSetUp",
        shop=facts.name,
        country=facts.country,
        currency=facts.currency.code,
        demo=facts.demo,
    )
    first = policy or opening_policy(facts.currency)
    put_in_force(unit, first, unit.today, author=answers.manager.strip())
    return unit


def _checked(answers: SetUp) -> ShopFacts:
    for typed in (answers.name, answers.manager, answers.store, answers.address):
        refuse_card_number(typed)
    wrong: list[Message] = []
    if not answers.name.strip() or not answers.manager.strip():
        wrong.append(Message("name-missing"))
    country = answers.country.upper()
    if country not in get_global("territory_currencies"):
        wrong.append(Message("country-unknown", {"code": answers.country}))
    if answers.language not in LANGUAGES:
        wrong.append(Message("language-unknown", {"code": answers.language}))
    currency, zone = Currency("XXX"), ZoneInfo("UTC")
    try:
        currency = currency_of(answers.currency)
    except Refused as why:
        wrong.extend(why.messages)
    try:
        zone = ZoneInfo(answers.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong.append(Message("time-zone-unknown", {"name": answers.time_zone}))
    if wrong:
        raise Refused(*wrong)
    return ShopFacts(
        name=answers.name.strip(),
        country=country,
        currency=currency,
        cash_rounding=answers.cash_rounding,
        zone=zone,
        language=answers.language,
        tax_number=answers.tax_number,
        demo=answers.demo,
    )
