"""One unit of work: everything a use case may touch, and nothing global."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from models.values import refuse

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from models.values.letterheads import Letterhead
    from models.values.printing import Route
    from models.values.rights import Authority
    from models.values.shop import Person, ShopFacts, Station

HOLDS_TURNS: Final = "konter_holds_turns"
"""Set on a connection that has to give them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Lives for one use case; committed if it returns, undone if it raises.

    Use cases speak to the tables in statements (SQLAlchemy Core) over ``connection``.
    """

    connection: Connection
    now: datetime
    shop: ShopFacts
    station: Station
    person: Person | None = None
    machine: bool = False
    """Whether a command at the machine that keeps the records does it."""
    authorities: dict[int, Authority] = field(default_factory=dict, compare=False)
    """What those concerned may do, as it was read in this unit of work, by their id."""
    letterheads: dict[tuple[int, str], Letterhead] = field(default_factory=dict, compare=False)
    """What papers carry, by store and language, as it was read in this unit of work."""
    unsealed: dict[str, str] = field(default_factory=dict, compare=False)
    """Papers stored in this unit that no journal entry names yet: code and SHA-256 of what
    they say. The next entry takes them in."""

    routes: dict[str, Route] = field(default_factory=dict, compare=False)
    """Where papers of this register go, by their kind, as it was read in this unit of work;
    once read, there is one for those of no kind of their own (an empty text)."""
    in_hand: dict[int, str] = field(default_factory=dict, compare=False)
    """The code of the case that a register serves, as it was read in this unit of work; an
    empty text where it serves none."""
    sent_out: list[str] = field(default_factory=list, compare=False)
    """Papers queued to be printed as they are made, which the next entry is followed by."""

    def check_sealed(self) -> None:
        """Before a commit: a paper that no entry vouches for could be edited unseen.

        Raise ``RuntimeError`` where one is left, as that is a bug.
        """
        if self.unsealed:
            raise RuntimeError(f"stored, and in no journal entry: {', '.join(self.unsealed)}")

    def day_of(self, moment: datetime) -> date:
        """The shop's own calendar day, which is what customers count in."""
        return moment.astimezone(self.shop.zone).date()

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def take_turn(self, key: str) -> None:
        """Be the only one who does this until the transaction is over, aftermath included.

        On SQLite whoever writes is alone anyway. On PostgreSQL a lock of the transaction
        would go as soon as a refusal undoes it, before the aftermath is on record; so it is
        one of the connection, which :func:`models.db.transaction` gives back.
        """
        if self.connection.dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)
            self.connection.info[HOLDS_TURNS] = True
            self.connection.execute(select(func.pg_advisory_lock(number)))

    @property
    def clerk(self) -> Person:
        """Who is signed on; refused where nobody is, so no service forgets to ask."""
        if self.person is None:
            raise refuse("sign-on-needed")
        return self.person
