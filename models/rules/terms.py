"""The terms that a clause may set: their names, what shape they have, the careful defaults.

A term's name is what a person writes in a policy file. Some stand alone (``window``), some in
a family (``exchange.once``); the families of :data:`OPEN` take any name of the shop's own
behind the dot (``fee.restocking``), so that a clause can set or waive one and leave the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from models.rules.conditions import Among
from models.rules.windows import Window
from models.values import TenderKind
from models.values.codes import (
    Capture,
    Condition,
    Decider,
    Disposition,
    Proof,
    Reason,
    RefundBy,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.rules.conditions import Condition as When
    from models.values import Money

SHOPS_FAULT = frozenset({Reason.FAULTY, Reason.WRONG_ITEM, Reason.NOT_AS_DESCRIBED})
OUR_FAULT: Final = Among("reason", frozenset(SHOPS_FAULT))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundWay:
    """How the money of a line goes back; lines of the same way are paid together.

    ``to`` is ``original`` or a kind of tender, ``choices`` what the customer may have
    instead, ``instead`` what replaces a kind that was paid with, ``order`` in which kinds
    are used up. Cash beyond ``cash_most`` goes out by ``beyond``. A voucher is good for
    ``voucher_months``; empty for ever.
    """

    to: RefundBy = RefundBy.ORIGINAL
    choices: frozenset[RefundBy] = frozenset()
    order: tuple[TenderKind, ...] = ()
    instead: tuple[tuple[TenderKind, RefundBy], ...] = ()
    cash_most: Money | None = None
    beyond: RefundBy = RefundBy.STORE_CREDIT
    voucher_months: int | None = None


class Shape(StrEnum):
    """What a term's value looks like."""

    WINDOW = "window"
    STAGES = "stages"
    FLAG = "flag"
    OPTION = "option"
    SOME = "some"
    """A set of options."""
    ORDER = "order"
    """Options, first to last."""
    FEE = "fee"
    MONEY = "money"
    COUNT = "count"
    ALLOWANCE = "allowance"
    VELOCITY = "velocity"
    INSPECTION = "inspection"
    WORDS = "words"
    """A text of the shop's own, by language."""


class Per(StrEnum):
    UNIT = "unit"
    LINE = "line"
    CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What holds after the window: until when, who decides, what share is lost.

    ``days`` counts from where the window counts, ``late`` from its last day; one is set.
    ``lost`` is in per cent of what was paid.
    """

    days: int | None = None
    late: int | None = None
    decider: Decider = Decider.CLERK
    lost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tier:
    """A fee's rate until so many days after the sale; the last one has no end."""

    days: int | None
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What the shop keeps: a share of the price, a flat sum, or both.

    ``flat`` is charged for each unit, line or case. Never more than ``most``, and never more
    than the goods are worth. Any condition of ``waived`` takes it away; unless others are
    named, the shop's own fault does.
    """

    percent: Decimal = Decimal(0)
    flat: Money | None = None
    tiers: tuple[Tier, ...] = ()
    per: Per = Per.LINE
    most: Money | None = None
    waived: tuple[When, ...] = (OUR_FAULT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How much or how many a customer may bring back in so many days."""

    value: Money | None = None
    count: int | None = None
    days: int


class Receipted(StrEnum):
    """Which returns are counted."""

    ANY = "any"
    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Velocity:
    """Beyond so many returns, so much money, or such a share of what they bought, in per
    cent, within ``days``, somebody else decides."""

    days: int
    count: int | None = None
    value: Money | None = None
    share: Decimal | None = None
    receipt: Receipted = Receipted.ANY
    decider: Decider = Decider.MANAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Held until somebody has looked inside, within ``days``.

    With ``credit`` the customer leaves with store credit meanwhile.
    """

    days: int
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One setting: the shape of its value, what it may be, and the careful default."""

    shape: Shape
    default: Any
    options: tuple[str, ...] = ()


REFUND_WAYS: Final = tuple(RefundBy)
PAID_BY: Final = tuple(TenderKind)
REMEDIES_OF_DEFECT: Final = ("repair", "replace", "refund")
DECIDERS: Final = tuple(Decider)


def _amount() -> Term:
    return Term(Shape.MONEY, None)


TERMS: Final[Mapping[str, Term]] = {
    "window": Term(Shape.WINDOW, Window()),
    "late": Term(Shape.STAGES, ()),
    "final_sale": Term(Shape.FLAG, False),
    "never_taken": Term(Shape.FLAG, False),
    "never_refunded": Term(Shape.FLAG, False),
    "reasons": Term(Shape.SOME, None, tuple(Reason)),
    "conditions": Term(Shape.SOME, None, tuple(Condition)),
    "proof": Term(Shape.SOME, frozenset(set(Proof) - {Proof.NONE}), tuple(Proof)),
    "no_receipt.item": _amount(),
    "no_receipt.period": Term(Shape.ALLOWANCE, None),
    "no_receipt.year": _amount(),
    "no_receipt.lowest_price_days": Term(Shape.COUNT, 30),
    "inspection": Term(Shape.INSPECTION, None),
    "free_gifts": Term(Shape.OPTION, "keep", ("keep", "deduct", "back")),
    "missing_parts": Term(Shape.OPTION, "deduct", ("deduct", "manager", "refuse")),
    "quantity_breaks": Term(Shape.OPTION, "keep", ("keep", "take-back")),
    "bundles": Term(Shape.OPTION, "keep", ("keep", "take-back")),
    "refund.to": Term(Shape.OPTION, RefundBy.ORIGINAL, REFUND_WAYS),
    "refund.choices": Term(Shape.SOME, frozenset[RefundBy](), REFUND_WAYS),
    "refund.order": Term(Shape.ORDER, (), PAID_BY),
    "refund.cash_most": _amount(),
    "refund.beyond": Term(Shape.OPTION, RefundBy.STORE_CREDIT, REFUND_WAYS[2:]),
    "refund.cheque_days": Term(Shape.COUNT, 0),
    "refund.voucher_months": Term(Shape.COUNT, None),
    "exchange.window": Term(Shape.WINDOW, None),
    "exchange.same_product": Term(Shape.FLAG, False),
    "exchange.once": Term(Shape.FLAG, False),
    "exchange.value": Term(Shape.OPTION, "any", ("any", "same", "same-or-dearer")),
    "exchange.difference": Term(Shape.OPTION, "paid", ("paid", "store-credit", "forfeited")),
    "exchange.no_refund": Term(Shape.FLAG, False),
    "exchange.price": Term(Shape.OPTION, "paid", ("today", "paid", "lower")),
    "repair.window": Term(Shape.WINDOW, None),
    "defect.window": Term(Shape.WINDOW, None),
    "defect.remedies": Term(Shape.ORDER, (), REMEDIES_OF_DEFECT),
    "defect.choice": Term(Shape.OPTION, "shop", ("shop", "customer")),
    "distance_exempt": Term(Shape.FLAG, False),
    "decided_by": Term(Shape.OPTION, Decider.CLERK, DECIDERS),
    "limit.line": _amount(),
    "limit.case": _amount(),
    "limit.clerk_day": _amount(),
    "limit.two_line": _amount(),
    "limit.two_case": _amount(),
    "correction.clerk": _amount(),
    "correction.manager": _amount(),
    "goodwill.clerk": _amount(),
    "goodwill.manager": _amount(),
    "goodwill.customer": Term(Shape.ALLOWANCE, None),
    "goodwill.ways": Term(Shape.SOME, frozenset({RefundBy.STORE_CREDIT}), REFUND_WAYS[1:]),
    "disposition": Term(Shape.OPTION, None, tuple(Disposition)),
    "appeal": Term(Shape.WORDS, None),
}
"""Every term that has a name of its own. Defaults are careful: what no clause allows is not
allowed, and nothing is kept from the customer that no clause names."""

OPEN: Final[Mapping[str, Term]] = {
    "fee": Term(Shape.FEE, None),
    "velocity": Term(Shape.VELOCITY, None),
    "capture": Term(Shape.FLAG, False, tuple(Capture)),
    "refund.instead": Term(Shape.OPTION, None, REFUND_WAYS[1:]),
}
"""Families: any name behind the dot for fees and velocities; for ``capture`` one of its
options; for ``refund.instead`` the kind of tender that was paid with."""


def term_of(name: str) -> Term:
    """Raise ``KeyError`` for a name that is no term's."""
    if name in TERMS:
        return TERMS[name]
    family, _, own = name.rpartition(".")
    term = OPEN[family]
    limits = {"capture": tuple(Capture), "refund.instead": PAID_BY}.get(family)
    if not own or (limits is not None and own not in limits):
        raise KeyError(name)
    return term
