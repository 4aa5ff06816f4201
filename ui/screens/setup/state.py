"""All that the set-up page shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.places import Named
    from models.values import Message


class Asked(StrEnum):
    """What the page asks, in its order."""

    NAME = "name"
    COUNTRY = "country"
    CURRENCY = "currency"
    TIME_ZONE = "time_zone"
    MANAGER = "manager"
    PIN = "pin"
    PIN_AGAIN = "pin_again"


class Doing(StrEnum):
    """What the page waits for."""

    NOTHING = "nothing"
    OPENING = "opening"
    DEMO = "demo"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class Places:
    """What may be chosen, in one language."""

    countries: tuple[Named, ...] = ()
    currencies: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class SetupState:
    """All that the page shows at one moment."""

    language: str = "en"
    least_pin: int = 0
    most_pin: int = 0
    """Digits of a PIN, at least and at most; 0 while the page still waits for its words."""
    places: Places = field(default_factory=Places)
    zones: tuple[Named, ...] = ()
    answers: Mapping[Asked, str] = field(default_factory=dict)
    problems: Mapping[Asked, Message] = field(default_factory=dict)
    """Those to be said now: of answers that were left, or that can only be wrong."""
    missing: tuple[Asked, ...] = tuple(Asked)
    """What keeps the shop from opening, in the order of the page."""
    doing: Doing = Doing.NOTHING
    progress: tuple[int, int] = (0, 0)
    refused: tuple[Message, ...] = ()
