"""Who brought goods back without a receipt: known again, counted, and forgotten in time.

The key of the hash is in the shop's records, not beside each counter: with a key of its own a
counter would know nobody that the others have seen, and no limit would hold. Whoever takes
the whole database can therefore try numbers one by one; what stops that is how little there
is to find, because identities go after the retention time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select

from models.rules.facts import PastReturn
from models.rules.identity import LEAST_CHARACTERS, identity_of, long_enough
from models.services.journal import record
from models.services.rights import anybody, needs
from models.tables.base import add_row, rows_of
from models.tables.identities import IdentitySecret, IdentityShown
from models.tables.returns import STANDS, GoodsReturn, ReturnLine
from models.values import refuse
from models.values.card_numbers import refuse_card_number
from models.values.codes import Proof
from models.values.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from models.unit import Unit
    from models.values.identities import Identity, IdentityKind

KEPT = timedelta(days=366)
"""As long as a return is counted by any limit, and no longer."""

KEY = select(IdentitySecret.key)
NOBODY_AT_ALL = -1
"""The id of no customer."""
_shown = rows_of(IdentityShown)
RETURNS_OF = (
    select(GoodsReturn.taken_at, GoodsReturn.proof, func.sum(ReturnLine.gross).label("value"))
    .join(_shown, _shown.c.return_id == GoodsReturn.id)
    .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
    .where(
        STANDS,
        _shown.c.digest == bindparam("identity"),
        func.coalesce(GoodsReturn.customer_id, 0) != bindparam("besides"),
    )
    .group_by(GoodsReturn.id, GoodsReturn.taken_at, GoodsReturn.proof)
    .order_by(GoodsReturn.taken_at, GoodsReturn.id)
)


@needs(Right.LOOK)
def identify_document(unit: Unit, kind: IdentityKind, issuer: str, number: str) -> Identity:
    """What may be remembered of a document; writes nothing.

    Raise :class:`models.values.Refused` for a number too short to be one, which the refusal
    does not say, and for a payment card's number in place of the issuer.
    """
    refuse_card_number(issuer)
    if not long_enough(number):
        raise refuse("identity-too-short", least=LEAST_CHARACTERS)
    return identity_of(unit.connection.scalars(KEY).one(), kind, issuer, number)


def remember_identity(unit: Unit, return_id: int, identity: Identity) -> None:
    """It was shown for this return."""
    add_row(
        unit.connection,
        IdentityShown,
        return_id=return_id,
        kind=identity.kind,
        issuer=identity.issuer,
        digest=identity.digest,
        last=identity.last,
        shown_at=unit.now,
    )


def returns_of(
    unit: Unit, identity: Identity, besides: int | None = None
) -> tuple[PastReturn, ...]:
    """What came back with this document before, as far as it is remembered; oldest first.

    Without those of the customer ``besides``, which are counted by their name already.
    """
    asked = {"identity": identity.digest, "besides": besides or NOBODY_AT_ALL}
    return tuple(
        PastReturn(
            on=unit.day_of(row.taken_at), value=row.value, receipted=row.proof != Proof.NONE
        )
        for row in unit.connection.execute(RETURNS_OF, asked)
    )


def forget_identities(unit: Unit, before: datetime) -> int:
    """Delete what was shown before then, and say so in the journal; return how many.

    The returns stay, and nothing of who made them.
    """
    forgotten = unit.connection.execute(
        delete(_shown).where(_shown.c.shown_at < before)
    ).rowcount
    if forgotten:
        record(unit, "IdentitiesForgotten", number=forgotten, before=before.isoformat())
    return forgotten


@anybody("it keeps a promise, and shows nothing")
def forget_in_time(unit: Unit) -> int:
    """Forget the identities that no limit counts any more; done whenever the shop opens."""
    return forget_identities(unit, unit.now - KEPT)
