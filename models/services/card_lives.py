"""How long gift cards and store credit are good: the policy's months, under the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.laws import law_of
from models.services.policies import policy_on
from models.services.rights import anybody
from models.services.value_cards import CardLife
from models.values import ONE, ZERO

if TYPE_CHECKING:
    from models.unit import Unit


def life_of(unit: Unit, months: int | None) -> CardLife:
    """Of a card of which the policy says that it is good for ``months``."""
    law = law_of(unit.shop.country)
    return CardLife(months=law.voucher_months(months), expires_allowed=law.gift_cards_expire)


@anybody("the shop's rules hold for everybody, and name nobody")
def life_today(unit: Unit) -> CardLife:
    """Of any card, whatever goods it is for: what today's policy says in general."""
    line = SoldLine(sold=ONE, paid=ZERO, sold_on=unit.today)
    facts = Facts(line, Asked(quantity=ONE), Visit(today=unit.today))
    terms = policy_on(unit, unit.today).terms_for(facts)
    return life_of(unit, terms.value("refund.voucher_months"))
