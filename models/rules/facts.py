"""What a clause may ask about: the facts of one line that somebody wants to bring back.

Facts come from three sides: the line as it was sold, what is asked of it now, and the visit.
The order of :data:`FACTS` is the order of specificity, most specific first. It is written
down here and nowhere else: the editor shows it, ``policy check`` relies on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from models.values import NOTHING, ONE, ZERO, Money, Quantity, rounded_share
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
    from collections.abc import Callable, Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A quantity break on which the line's price rests.

    It is earned while at least ``least`` units are kept. A unit then costs ``list_price``
    without it.
    """

    name: str
    least: Quantity
    list_price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """Goods sold together for less, of which this line is a part.

    ``unearned`` is the discount of all that would be kept of the bundle when this return is
    over, less what was taken back before: below nothing where less is kept than then. One
    line of the return carries it; for the others it is nothing. ``room`` is what the whole
    bundle can still give back.
    """

    name: str
    unearned: Money = ZERO
    room: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Some of a line's price was given back without goods.

    ``since`` is how much of the line had come back by then: ``amount``, of which ``tax`` is
    contained tax, is taken off what is left from there on.
    """

    since: Quantity
    amount: Money
    tax: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """A sale line as it was sold, and what has come back of it so far.

    ``paid`` and ``tax`` are for the whole line, as recorded on the day of sale;
    ``refunded`` is what went back for ``returned``, before fees, and ``corrections`` what
    went back without goods, oldest first.
    """

    sold: Quantity
    returned: Quantity = NOTHING
    paid: Money
    tax: Money = ZERO
    refunded: Money = ZERO
    corrections: tuple[Corrected, ...] = ()
    sold_on: date
    sold_at: datetime | None = None
    delivered_on: date | None = None
    sku: str = ""
    department: str = ""
    category: str = ""
    brand: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    serialised: bool = False
    weighed: bool = False
    serial: str = ""
    promotions: tuple[str, ...] = ()
    coupon: str = ""
    """``own`` or ``other``: whose coupon was used, if one was."""
    earned: Earned | None = None
    bundled: Bundled | None = None
    obtained: Obtained = Obtained.BOUGHT
    charge: Charge | None = None
    """What kind of charge it is; nothing for goods."""
    channel: str = "store"
    store: str = ""
    """The code of the store of purchase."""
    tender: str = ""
    """The kind of tender that paid most of the sale."""
    tenders: frozenset[str] = frozenset()
    """Every kind that paid a part of it."""
    cheque_on: date | None = None
    """When the last cheque for it was taken, if that was not on the day it was sold."""
    tier: str = ""
    """The customer's, as it stood on the sale."""
    staff: bool = False
    lowest_price: Money | None = None
    """Of one unit in the look-back period, for a return without a receipt."""

    @property
    def left(self) -> Quantity:
        return self.sold - self.returned

    @property
    def room(self) -> Money:
        """What of the price was never given back, with goods or without."""
        return self.paid - self.refunded - Money.total(each.amount for each in self.corrections)

    @property
    def price(self) -> int:
        """Of one unit, as paid, in minor units."""
        return rounded_share(self.paid.minor, ONE.thousandths, self.sold.thousandths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What the customer wants in exchange."""

    value: Money
    same_product: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the customer wants to bring back of a line, as far as it is known."""

    quantity: Quantity
    units: Quantity | None = None
    """What comes back of this product in the whole return; the line's where it is left out."""
    reason: Reason | None = None
    condition: Condition | None = None
    serial: str = ""
    remedy: Remedy = Remedy.REFUND
    proof: Proof = Proof.RECEIPT
    refund_by: str = ""
    """The kind of tender asked for; the policy's own way where none is."""
    captured: Mapping[Capture, str] = field(default_factory=dict)
    missing_parts: Money = ZERO
    gifts_kept: Money = ZERO
    """What the free gifts are worth that came with it and stay with the customer."""
    instead: Instead | None = None
    goods_back: GoodsBack = GoodsBack.NONE
    """Of the sale that a charge stands on; of no matter for goods."""
    agreed: Money = ZERO
    """What the shop keeps of the line because a manager and the customer agreed on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReturn:
    """An earlier return of the same customer."""

    on: date
    value: Money
    receipted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The customer at the counter, as far as the shop knows them."""

    known: bool = False
    documented: bool = False
    """Known again by a document shown without a receipt, if not by name."""
    standing: Standing = Standing.USUAL
    returns: tuple[PastReturn, ...] = ()
    """Of the last 366 days, this one left out."""
    bought: tuple[tuple[date, Money], ...] = ()
    """Sales of the last 366 days: when and for how much."""

    @property
    def recognised(self) -> bool:
        """Whether what they brought back before can be counted."""
        return self.known or self.documented


NOBODY = Visitor()


def every_day(day: date) -> bool:
    """A shop that never closes."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When and where the goods are brought back, by whom, and to whom."""

    today: date
    now: datetime | None = None
    store: str = ""
    country: str = ""
    carries_brand: bool = True
    case_value: Money = ZERO
    """As paid for everything that comes back in this return."""
    clerk_day: Money = ZERO
    """What this clerk has refunded today."""
    visitor: Visitor = NOBODY
    works: Callable[[date], bool] = every_day


@dataclass(frozen=True, slots=True)
class Facts:
    """Plain values, known before any rule is asked."""

    line: SoldLine
    asked: Asked
    visit: Visit

    @property
    def age(self) -> int:
        """The shop's days since the sale."""
        return (self.visit.today - self.line.sold_on).days

    @property
    def place(self) -> Place:
        if not self.visit.carries_brand:
            return Place.NOT_CARRIED
        return Place.SAME if self.line.store == self.visit.store else Place.OTHER

    @property
    def value(self) -> Money:
        """As paid for the units that come back."""
        return self.line.paid.share(self.asked.quantity, self.line.sold)


class Sort(StrEnum):
    """How a fact is asked for."""

    WORD = "word"
    """One of some words, compared without regard to case."""
    WORDS = "words"
    """The fact holds several words; the condition is met by any of them."""
    FLAG = "flag"
    NUMBER = "number"
    QUANTITY = "quantity"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Askable:
    """A fact that clauses may name, read as conditions compare it.

    Words are in lower case, flags ``yes`` or ``no``; amounts are minor units, quantities
    thousandths, days ordinals of the calendar.
    """

    name: str
    sort: Sort
    read: Callable[[Facts], Any]


def _flag(value: object) -> str:
    return "yes" if value else "no"


FACTS: Final = (
    Askable("sku", Sort.WORD, lambda f: f.line.sku.casefold()),
    Askable("attribute", Sort.WORD, lambda f: f.line.attributes),
    Askable("charge", Sort.WORD, lambda f: f.line.charge or ""),
    Askable("promotion", Sort.WORDS, lambda f: frozenset(map(str.casefold, f.line.promotions))),
    Askable("coupon", Sort.WORD, lambda f: f.line.coupon),
    Askable("obtained", Sort.WORD, lambda f: f.line.obtained),
    Askable("condition", Sort.WORD, lambda f: f.asked.condition or ""),
    Askable("reason", Sort.WORD, lambda f: f.asked.reason or ""),
    Askable("brand", Sort.WORD, lambda f: f.line.brand.casefold()),
    Askable("category", Sort.WORD, lambda f: f.line.category.casefold()),
    Askable("serialised", Sort.FLAG, lambda f: _flag(f.line.serialised)),
    Askable("price", Sort.MONEY, lambda f: f.line.price),
    Askable("value", Sort.MONEY, lambda f: f.value.minor),
    Askable("case_value", Sort.MONEY, lambda f: f.visit.case_value.minor),
    Askable("units", Sort.QUANTITY, lambda f: (f.asked.units or f.asked.quantity).thousandths),
    Askable("department", Sort.WORD, lambda f: f.line.department.casefold()),
    Askable("proof", Sort.WORD, lambda f: f.asked.proof),
    Askable("tender", Sort.WORD, lambda f: f.line.tender),
    Askable("staff", Sort.FLAG, lambda f: _flag(f.line.staff)),
    Askable("standing", Sort.WORD, lambda f: f.visit.visitor.standing),
    Askable("tier", Sort.WORD, lambda f: f.line.tier.casefold()),
    Askable("remedy", Sort.WORD, lambda f: f.asked.remedy),
    Askable("sold", Sort.DATE, lambda f: f.line.sold_on.toordinal()),
    Askable("age", Sort.NUMBER, lambda f: f.age),
    Askable("place", Sort.WORD, lambda f: f.place),
    Askable("sold_in", Sort.WORD, lambda f: f.line.store.casefold()),
    Askable("returned_in", Sort.WORD, lambda f: f.visit.store.casefold()),
    Askable("channel", Sort.WORD, lambda f: f.line.channel.casefold()),
    Askable("country", Sort.WORD, lambda f: f.visit.country.casefold()),
)
"""Most specific first: a clause that names an earlier fact wins over any that does not."""

OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "charge": tuple(Charge),
    "coupon": ("own", "other"),
    "obtained": tuple(Obtained),
    "condition": tuple(Condition),
    "reason": tuple(Reason),
    "proof": tuple(Proof),
    "standing": (Standing.TRUSTED, Standing.BLOCKED),
    "remedy": tuple(Remedy),
    "place": tuple(Place),
}
"""The words that a fact can have, where they are the program's own."""
