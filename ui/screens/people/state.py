"""All that the page of people and roles shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values.shop import Role

if TYPE_CHECKING:
    from models.services.roles import RoleSeen
    from models.services.staff import Colleague
    from models.values import Message
    from models.values.rights import Right


class Part(StrEnum):
    PEOPLE = "people"
    ROLES = "roles"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether it can be taken back."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands on the card of a person; badge and PIN only of somebody new."""

    name: str
    role: Role
    language: str
    badge: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleState:
    busy: bool = False
    said: Said | None = None
    looked: bool = False
    """Whether the lists were read at all."""
    parts: tuple[Part, ...] = ()
    """What whoever looks may see."""
    part: Part = Part.PEOPLE
    people: tuple[Colleague, ...] = ()
    chosen: int | None = None
    """The number of the person on the card."""
    adding: bool = False
    """Whether the card is for somebody new."""
    turn: int = 0
    """Moves on whenever a card begins anew, so that what was typed on it goes."""
    roles: tuple[RoleSeen, ...] = ()
    may_hold: frozenset[Right] = frozenset()
    """The rights that whoever looks may give or take away."""
    role: Role = Role.CLERK

    @property
    def person(self) -> Colleague | None:
        return next((each for each in self.people if each.staff_id == self.chosen), None)

    @property
    def role_seen(self) -> RoleSeen | None:
        return next((each for each in self.roles if each.role is self.role), None)
