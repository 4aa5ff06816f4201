"""What the window on the customer's side of the desk has to know beside the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.services.cases import case_in_hand, case_of
from models.services.letterheads import letterhead_of, logos_named
from models.services.rights import anybody, needs
from models.services.signatures import when_to_sign
from models.values.cases import CaseState
from models.values.rights import Right
from models.values.signatures import Signs

if TYPE_CHECKING:
    from models.unit import Unit

GOODBYE: Final = timedelta(seconds=60)
"""How long somebody whose case was just closed may still say how it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSign:
    """What hangs over the door, as it were."""

    name: str
    language: str
    logo: bytes = b""
    """A PNG; nothing where the shop has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHere:
    """Who stands at this register, and nothing of what they came for."""

    case_id: int | None = None
    ticket: str = ""
    leaves: bool = False
    """Goodbye was said, and that not long ago."""
    rated: bool = False
    signs: Signs = Signs.NEVER


@anybody("whoever walks by may read the shop's name")
def shop_sign(unit: Unit) -> ShopSign:
    digest = letterhead_of(unit, unit.shop.language).logo
    logos = logos_named(unit, frozenset({digest})) if digest else {}
    return ShopSign(
        name=unit.shop.name, language=unit.shop.language, logo=logos.get(digest, b"")
    )


@needs(Right.LOOK)
def customer_here(unit: Unit, last: int | None = None) -> CustomerHere:
    """The case in hand at this register; else that of key ``last``, which was in hand here
    before, for :data:`GOODBYE` after it was closed."""
    case = case_in_hand(unit)
    signs = when_to_sign(unit)
    if case is None and last is not None:
        before = case_of(unit, last)
        long_ago = unit.now - before.changed_at > GOODBYE
        case = before if before.state is CaseState.CLOSED and not long_ago else None
    if case is None:
        return CustomerHere(signs=signs)
    return CustomerHere(
        case_id=case.id,
        ticket=case.ticket,
        leaves=case.state is CaseState.CLOSED,
        rated=case.smile is not None,
        signs=signs,
    )
