"""All that the page of printers shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.services.papers import PapersHere
from models.values.signatures import Signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.printers import PrinterSeen, RouteSeen
    from models.values import Message
    from models.values.printing import PaperKind
    from ui.screens.papers.state import Said


class Asked(StrEnum):
    """What the form asks, so that a refusal is said where it can be mended."""

    NAME = "name"
    REGISTER = "register"
    ADDRESS = "address"
    SHEET = "sheet"
    DRAWER = "drawer"


@dataclass(frozen=True, slots=True)
class Profile:
    """A model of receipt printer to choose; ``sought`` is its name as people may type it."""

    code: str
    name: str
    sought: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintersState:
    busy: bool = False
    said: Said | None = None
    wrong: Mapping[Asked, Message] = field(default_factory=dict)
    """Why what was entered was refused, by where."""
    here: PapersHere = PapersHere()  # noqa: RUF009  an immutable value
    looked: bool = False
    printers: tuple[PrinterSeen, ...] = ()
    """Of the shop, by their names; disabled ones as well."""
    routes: tuple[RouteSeen, ...] = ()
    """Of this register."""
    signs: Signs = Signs.NEVER
    """When customers of this store are asked to sign."""
    picked: int | None = None
    adding: bool = False
    turn: int = 0
    """Counts how often the form has to begin anew."""

    @property
    def printer(self) -> PrinterSeen | None:
        if self.adding:
            return None
        return next((each for each in self.printers if each.id == self.picked), None)

    @property
    def usable(self) -> tuple[PrinterSeen, ...]:
        """Those that papers of this register can be sent to."""
        whose = ("", self.here.register)
        return tuple(p for p in self.printers if not p.disabled and p.register in whose)

    def route(self, kind: PaperKind | None) -> RouteSeen | None:
        """Nothing where papers of that kind go where all others go."""
        return next((each for each in self.routes if each.kind is kind), None)
