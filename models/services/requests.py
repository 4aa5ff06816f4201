"""Once only: a request that moves money or goods happens at most one time.

The id is made at the counter. The same id with the same body gives the same outcome again;
with another body it is refused. What was committed but never shown is told at the next start.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from models.services.journal import canonical
from models.services.rights import needs
from models.tables.base import add_row
from models.tables.journal import Request
from models.values import refuse
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from models.unit import Unit


KNOWN = select(Request.digest, Request.document).where(Request.id == bindparam("request"))


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A committed request whose outcome the clerk may not have seen."""

    request_id: str
    document: str
    made_at: datetime


def digest_of(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def outcome_of(unit: Unit, request_id: str, digest: str) -> str | None:
    """The paper this request already led to, or nothing; refused for another body."""
    known = unit.connection.execute(KNOWN, {"request": request_id}).one_or_none()
    if known is None:
        return None
    if known.digest != digest:
        raise refuse("request-changed", request=request_id)
    return str(known.document)


def remember(unit: Unit, request_id: str, kind: str, digest: str, document: str) -> None:
    add_row(
        unit.connection,
        Request,
        id=request_id,
        kind=kind,
        digest=digest,
        register_id=unit.station.register_id,
        made_at=unit.now,
        document=document,
        shown_at=None,
    )


@needs(Right.LOOK)
def mark_shown(unit: Unit, request_id: str) -> None:
    """The clerk has seen what became of it."""
    unit.connection.execute(
        update(Request)
        .where(Request.id == request_id, Request.shown_at.is_(None))
        .values(shown_at=unit.now)
    )


@needs(Right.LOOK)
def list_unconfirmed(unit: Unit) -> tuple[Unconfirmed, ...]:
    """What this register committed and never showed: a crash lies between."""
    rows = unit.connection.execute(
        select(Request.id, Request.document, Request.made_at)
        .where(Request.register_id == unit.station.register_id, Request.shown_at.is_(None))
        .order_by(Request.made_at)
    )
    return tuple(Unconfirmed(*row) for row in rows)
