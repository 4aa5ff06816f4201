"""Small values the whole program speaks in: money, quantities, messages, topics."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def rounded_share(whole: int, part: int, of: int) -> int:
    """``whole × part / of`` as a whole number, a half rounded away from zero.

    Exact integer arithmetic; ``of`` must be positive.
    """
    doubled = 2 * whole * part
    sign = -1 if doubled < 0 else 1
    return sign * ((abs(doubled) + of) // (2 * of))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole minor units of the shop's currency (cents, rupiah)."""

    minor: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + other.minor)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - other.minor)

    def __neg__(self) -> Money:
        return Money(-self.minor)

    def __bool__(self) -> bool:
        return self.minor != 0

    def share(self, part: Quantity, of: Quantity) -> Money:
        """The value of the first ``part`` of ``of`` units; the parts of a line add up."""
        return Money(rounded_share(self.minor, part.thousandths, of.thousandths))

    def proportion(self, part: Money, of: Money) -> Money:
        """This amount scaled as ``part`` is to ``of``; nothing where ``of`` is nothing."""
        return Money(rounded_share(self.minor, part.minor, of.minor)) if of else Money()

    def percent(self, rate: Decimal) -> Money:
        """``rate`` per cent of it, half a minor unit rounded away from zero."""
        exact = Decimal(self.minor) * rate / 100
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        return cls(sum(amount.minor for amount in amounts))


ZERO = Money(0)


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """How much of something: pieces, or weighed goods with up to three decimals."""

    thousandths: int = 0

    @classmethod
    def of(cls, number: int | str | Decimal) -> Self:
        """Raise ``ValueError`` for what is no number or has more than three decimals."""
        try:
            exact = Decimal(number) * 1000
        except InvalidOperation as why:
            raise ValueError(f"not a quantity: {number!r}") from why
        if not exact.is_finite() or exact != exact.to_integral_value():
            raise ValueError(f"not a quantity: {number!r}")
        return cls(int(exact))

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths + other.thousandths)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.thousandths - other.thousandths)

    def __bool__(self) -> bool:
        return self.thousandths != 0

    @property
    def whole(self) -> bool:
        return self.thousandths % 1000 == 0

    @property
    def number(self) -> Decimal:
        """As a decimal without trailing zeros: 2, 0.75."""
        if self.whole:
            return Decimal(self.thousandths // 1000)
        return Decimal(self.thousandths).scaleb(-3).normalize()

    def __str__(self) -> str:
        return f"{self.number:f}"


NOTHING = Quantity(0)
ONE = Quantity(1000)


@dataclass(frozen=True, slots=True)
class Currency:
    """The shop's currency: ISO 4217 code, decimals shown, and the step cash is rounded to."""

    code: str
    digits: int = 2
    cash_step: int = 1
    """In minor units: 100 where the smallest coin is Rp 100."""

    def amount(self, number: Decimal | str | int) -> Money:
        """A decimal in major units; raise ``ValueError`` for parts of a minor unit."""
        try:
            exact = Decimal(number).scaleb(self.digits)
        except InvalidOperation as why:
            raise ValueError(f"not an amount: {number!r}") from why
        if not exact.is_finite() or exact != exact.to_integral_value():
            raise ValueError(f"not an amount in {self.code}: {number!r}")
        return Money(int(exact))

    def decimal(self, money: Money) -> Decimal:
        """In major units, with the currency's own decimals: 12.50, 350000."""
        return Decimal(money.minor).scaleb(-self.digits)


def now_utc() -> datetime:
    return datetime.now(UTC)


class Topic(StrEnum):
    """What a use case may have changed; screens listen for theirs."""

    SHOP = "shop"
    SALES = "sales"
    RETURNS = "returns"
    DOCUMENTS = "documents"
    POLICY = "policy"
    DRAWER = "drawer"
    CARDS = "cards"
    HOLDS = "holds"
    """Visits on hold."""
    APPROVALS = "approvals"
    """Requests for a yes and what was said to them; authority that is lent."""
    PRINTING = "printing"
    """What waits to be printed or failed; printers, and which papers go where."""
    MAIL = "mail"
    """What waits to be e-mailed or failed, and the server that it goes through."""
    PEOPLE = "people"
    """Who works here, and what their roles may do."""
    CASES = "cases"
    """Cases, and who has them in hand."""
    QUEUE = "queue"
    """Tickets: who waits, who is called."""
    TEAM = "team"
    """Briefings, hand-over notes and coaching, and who has read them."""


class TenderKind(StrEnum):
    """Means of payment."""

    CASH = "cash"
    CREDIT = "credit"
    DEBIT = "debit"
    CHEQUE = "cheque"
    GIFT_CARD = "gift-card"
    EWALLET = "e-wallet"
    TRANSFER = "transfer"
    STORE_CREDIT = "store-credit"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: a code and its facts; ``receipts.sentences`` has the words."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """The program said no, for reasons a person can act on. Never a bug.

    Carries every reason, not only the first. ``aftermath`` is what must be on record
    although nothing else of the use case is kept, such as a wrong PIN; it is given a unit of
    work.
    """

    def __init__(
        self, *messages: Message, aftermath: Callable[[Any], None] | None = None
    ) -> None:
        super().__init__(", ".join(message.code for message in messages))
        self.messages = messages
        self.aftermath = aftermath


def refuse(code: str, /, **facts: object) -> Refused:
    """``raise refuse("nothing-found", text=number)`` reads like the refusal it is."""
    return Refused(Message(code, facts))
