"""Three counters, three processes, the same cards: each is spent once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.value_cards import CardLife, issue_credit, spend_card
from models.tables.value_cards import ValueEntry
from models.values import Money, Refused, TenderKind
from tests.builders import MANAGER, NOON
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
CARDS, COUNTERS = 12, 3
ON_EACH, PRICE = Money(5000), Money(3000)
LIFE = CardLife(months=None, expires_allowed=True)


def test_a_card_shown_at_three_registers_pays_once(shop: Shop, database_url: str) -> None:
    numbers = [
        shop.run(
            lambda unit: issue_credit(unit, ON_EACH, kind=TenderKind.GIFT_CARD, life=LIFE)
        ).number
        for _ in range(CARDS)
    ]
    module = "tests.services.test_value_cards_two_counters"
    told = all_at_once(module, *([database_url, name, *numbers] for name in "abc"[:COUNTERS]))

    assert sum(int(out) for out in told) == CARDS
    with shop.unit(writes=False) as unit:
        spent = unit.connection.execute(
            select(ValueEntry.amount, ValueEntry.balance).where(ValueEntry.kind == "spent")
        ).all()
    assert [tuple(row) for row in spent] == [(-PRICE, ON_EACH - PRICE)] * CARDS


def counter(url: str, name: str, numbers: list[str]) -> int:
    """Try to pay with every card; how many did."""
    from models.db import open_shop

    shop = open_shop(url, clock=lambda: NOON)
    shop.person = MANAGER
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    paid = sum(pays(shop, number, f"{name}-{number}") for number in numbers)
    shop.close()
    return paid


def pays(shop: Shop, number: str, receipt: str) -> bool:
    try:
        shop.run(lambda unit: spend_card(unit, number, PRICE, receipt, LIFE))
    except Refused as refusal:
        if refusal.messages[0].code != "value-card-short":
            raise
        return False
    return True


if __name__ == "__main__":
    print(counter(sys.argv[1], sys.argv[2], sys.argv[3:]))  # noqa: T201
