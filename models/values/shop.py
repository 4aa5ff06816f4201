"""Who and where: the shop, its registers, the people at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from models.values import Currency


class Rounding(StrEnum):
    """How cash meets the smallest coin."""

    HALF_UP = "half-up"
    UP = "up"
    DOWN = "down"


class Role(StrEnum):
    CLERK = "clerk"
    SENIOR_CLERK = "senior-clerk"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """What the whole shop shares."""

    name: str
    country: str
    currency: Currency
    cash_rounding: Rounding
    zone: ZoneInfo
    language: str
    tax_number: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """The register that this program stands at."""

    register_id: int
    register: str
    store_id: int
    store: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed on."""

    staff_id: int
    name: str
    role: Role
    language: str
