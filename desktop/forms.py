"""The fields of one request from a file, read before any of it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from models.services.approvals import Approval
from models.values import Money, Quantity
from models.values.codes import RefundBy
from models.values.denominations import Denomination, denominations_of

if TYPE_CHECKING:
    from models.unit import Unit
    from models.values.shop import ShopFacts

Code = TypeVar("Code", bound=StrEnum)
Number = TypeVar("Number")
Result = dict[str, Any]
Deed = Callable[["Unit"], Result]
ALWAYS = frozenset({"id", "do"})


class Malformed(Exception):
    """A line that is no request; the text says why, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who says yes to what needs a second person, for the whole file."""

    badge: str
    pin: str


@dataclass(kw_only=True)
class Given:
    """The fields of one request, taken one by one; what nobody took is a mistake."""

    fields: Mapping[str, Any]
    shop: ShopFacts
    approver: Approver | None = None
    taken: set[str] = field(default_factory=lambda: set(ALWAYS))

    @property
    def request_id(self) -> str:
        return str(self.fields["id"])

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, default)
        if not isinstance(value, str):
            raise Malformed(f"“{name}” is not a text")
        return value

    def whole(self, name: str) -> int:
        value = self._take(name, None)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Malformed(f"“{name}” is not a whole number")
        return value

    def quantity(self, name: str) -> Quantity:
        return self._number(name, Quantity.of)

    def amount(self, name: str, default: str | None = None) -> Money:
        return self._number(name, self.shop.currency.amount, default)

    def code(self, name: str, codes: type[Code], default: str | None = None) -> Code:
        return self._one(name, self.text(name, default), codes)

    def coded(self, name: str, codes: type[Code]) -> dict[Code, str]:
        """An object of texts by code; empty where it is left out."""
        return {self._one(name, key, codes): value for key, value in self._texts(name).items()}

    def keyed(self, name: str) -> dict[int, str]:
        """An object of texts by whole number; empty where it is left out."""
        texts = self._texts(name)
        if not all(key.isascii() and key.isdigit() for key in texts):
            raise Malformed(f"“{name}” has a key that is not a whole number")
        return {int(key): value for key, value in texts.items()}

    def given(self, name: str) -> bool:
        """Whether the field is there at all."""
        return self.fields.get(name) is not None

    def counted(self, name: str) -> dict[Denomination, int]:
        """An object of whole numbers by piece of money, such as ``note-2000``."""
        value = self._take(name, None)
        pieces = {each.code: each for each in denominations_of(self.shop.currency)}
        if not isinstance(value, dict):
            raise Malformed(f"“{name}” is not an object of whole numbers")
        for code, number in value.items():
            if code not in pieces:
                raise Malformed(f"“{name}” has {code!r}, not one of {', '.join(pieces)}")
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                raise Malformed(f"“{name}” has {code!r} without a whole number")
        return {pieces[code]: number for code, number in value.items()}

    def one(self, name: str) -> Given:
        value = self._take(name, None)
        if not isinstance(value, dict):
            raise Malformed(f"“{name}” is not an object")
        return Given(fields=value, shop=self.shop, taken=set())

    def several(self, name: str, default: list[Any] | None = None) -> list[Given]:
        value = self._take(name, default)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Malformed(f"“{name}” is not a list of objects")
        return [Given(fields=one, shop=self.shop, taken=set()) for one in value]

    def approval(self, reason: str) -> Approval:
        """Refused when it comes to it, where no approver was named."""
        if self.approver is None:
            return Approval(badge="", pin="", reason=reason)
        return Approval(badge=self.approver.badge, pin=self.approver.pin, reason=reason)

    def wish(self) -> RefundBy | None:
        """How the customer would rather have the money; empty for the policy's way."""
        return self.code("refund_by", RefundBy) if self.text("refund_by", "") else None

    def nothing_else(self) -> None:
        unknown = sorted(set(self.fields) - self.taken)
        if unknown:
            raise Malformed(f"“{unknown[0]}” is not a field of this request")

    def _take(self, name: str, default: object) -> Any:
        self.taken.add(name)
        value = self.fields.get(name, default)
        if value is None:
            raise Malformed(f"“{name}” is missing")
        return value

    def _number(
        self, name: str, read: Callable[[str], Number], default: str | None = None
    ) -> Number:
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise Malformed(f"“{name}” is not a number")
        try:
            return read(str(value))
        except ValueError as why:
            raise Malformed(f"“{name}” cannot be {value}") from why

    def _texts(self, name: str) -> dict[str, str]:
        value = self._take(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise Malformed(f"“{name}” is not an object of texts")
        return value

    @staticmethod
    def _one(name: str, text: str, codes: type[Code]) -> Code:
        try:
            return codes(text)
        except ValueError as why:
            known = ", ".join(code for code in codes if code)
            raise Malformed(f"“{name}” is {text!r}, not one of {known}") from why


def decimal(unit: Unit, amount: Money) -> str:
    """In major units, as the results tell amounts."""
    return str(unit.shop.currency.decimal(amount))
