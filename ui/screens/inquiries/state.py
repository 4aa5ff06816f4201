"""All that the page of questions shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.services.inquiries import Asked, BillNamed, OnPaper, SaleExplained
    from models.services.pairings import PairingsNow
    from models.services.policy_answers import PolicyAnswer
    from models.services.product_cards import ProductCard
    from models.services.product_search import ProductFound
    from models.values import Message
    from models.values.cases import CaseSeen
    from models.values.products import Pairing

    Found = BillNamed | ProductFound


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether it can be taken back."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyShown:
    """An answer, and what it answers."""

    asked: OnPaper
    answer: PolicyAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingShown:
    """What managers named beside the product that is open, while it is changed."""

    kind: Pairing
    now: PairingsNow
    before: tuple[int, ...] | None = None
    """How this kind was before the last change, until that is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiriesState:
    """``policy`` and ``pairing`` lie over the ``card`` or the ``bill`` they were asked from."""

    busy: bool = False
    said: Said | None = None
    typed: str = ""
    looked: bool = False
    """Whether what is found belongs to what is typed."""
    found: tuple[Found, ...] = ()
    card: ProductCard | None = None
    bill: SaleExplained | None = None
    policy: PolicyShown | None = None
    pairing: PairingShown | None = None
    case: CaseSeen | None = None
    """That this register serves, in whose story an answer lands."""
    may_settle: bool = False
    """Whether whoever looks settles for all what stands beside a product and what is said."""
    told: frozenset[Asked] = frozenset()
    """What the customer who is here was told already."""
    paper_language: str = ""
    """What a paper of the answer would speak; nothing while that is not known."""
