"""Drawers as the tests open, count and close them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import move_cash, open_drawer
from models.services.people import add_staff
from models.services.shifts import set_drawer_terms
from models.values import Money
from models.values.denominations import denominations_of
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.approvals import Approval
    from models.services.drawer_ledger import Count
    from models.services.drawer_reports import CountCompared, DrawerClosed
    from models.values import Currency
    from models.values.drawer_papers import CashKind

SARI_PIN, BELA_PIN = "2469", "2467"


def a_person(shop: Shop, name: str, badge: str, role: Role, pin: str) -> Person:
    with shop.unit() as unit:
        staff_id = add_staff(
            unit.connection, badge=badge, name=name, role=role, language="en", pin=pin
        )
    return Person(staff_id=staff_id, name=name, role=role, language="en")


def sari(shop: Shop) -> Person:
    """A clerk, who also stands at the counter from now on."""
    shop.person = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    return shop.person


def bela(shop: Shop) -> Person:
    """A second manager."""
    return a_person(shop, "Bela", "2", Role.MANAGER, BELA_PIN)


def begin(shop: Shop, float_: int = 10_000) -> None:
    shop.run(lambda unit: open_drawer(unit, str(uuid4()), Money(float_)))


def move(shop: Shop, kind: CashKind, amount: int = 0, reason: str = "why") -> None:
    shop.run(lambda unit: move_cash(unit, str(uuid4()), kind, Money(amount), reason))


def limit(shop: Shop, most: int | None, day_ends_at: int = 0) -> None:
    """What the shop's manager decides about its drawers."""
    here, shop.person = shop.person, Person(staff_id=1, name="", role=Role.MANAGER, language="")
    wanted = None if most is None else Money(most)
    shop.run(lambda unit: set_drawer_terms(unit, day_ends_at, wanted))
    shop.person = here


def pieces_for(currency: Currency, amount: int) -> Count:
    """An amount laid out with as few pieces as may be."""
    count = {}
    for each in sorted(denominations_of(currency), key=lambda each: -each.value.minor):
        count[each], amount = divmod(amount, each.value.minor)
    assert amount == 0
    return count


def count(shop: Shop, amount: int) -> CountCompared:
    pieces = pieces_for(shop.facts.currency, amount)
    return shop.run(lambda unit: count_drawer(unit, pieces))


def close(
    shop: Shop, amount: int, approval: Approval | None = None, request: str = ""
) -> DrawerClosed:
    count_id = count(shop, amount).count_id
    request = request or str(uuid4())
    return shop.run(lambda unit: close_drawer(unit, request, count_id, approval))
