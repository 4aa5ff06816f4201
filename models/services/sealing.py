"""Names and words kept aside of papers and journal, which hold a commitment in their place.

A commitment is SHA-256 of a salt and what is kept aside. While both are on record it proves
that a paper says what it said when it was made; once they are forgotten it proves nothing and
leads nowhere, and the paper's amounts, its hash and the chain are as they were.

A name is kept aside once for each customer, so all papers of one person carry the same
commitment and, once forgotten, the same pseudonym: the shop still sees that five returns were
one person's, which its limits and its auditors need, and no longer whose. The records link
them by the customer's row anyway, so papers that each had a pseudonym of their own would hide
nothing from whoever can read them.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select

from models.tables.base import add_numbered, rows_of
from models.tables.personal import Personal
from models.tables.returns import GoodsReturn
from models.values import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from models.unit import Unit

NAME, WORDS = "name", "words"
BLANK: Final = "•••"
"""What stands where words were that are forgotten."""
NOT_AS_SEALED: Final = "‹?›"
"""What stands where an auditor would read words that are not those that were sealed."""
CUSTOMER: Final = "customer"
"""The field of a paper that names whom it is about."""

_kept = rows_of(Personal).c
KNOWN = select(_kept.id, _kept.salt, _kept.value).where(
    _kept.what == NAME,
    _kept.customer_id == bindparam("customer"),
    _kept.value == bindparam("name"),
)


def commitment(salt: str, value: str) -> str:
    return hashlib.sha256((salt + value).encode()).hexdigest()


def pseudonym(sealed: str) -> str:
    """How a forgotten person is called: told apart by eight characters of the commitment."""
    return f"#{sealed[:8].upper()}"


def seal_paper(
    unit: Unit,
    snapshot: Mapping[str, Any],
    *,
    code: str,
    words: Collection[str] = (),
    return_id: int | None,
    customer_id: int | None = None,
) -> dict[str, Any]:
    """The snapshot as it is stored: who it is about stands aside, and so does what somebody
    wrote in the fields that ``words`` names.

    Where ``customer_id`` is not said it is that of the return.
    """
    stored = dict(snapshot)
    if stored.get(CUSTOMER):
        if customer_id is None and return_id is not None:
            whose = select(GoodsReturn.customer_id).where(GoodsReturn.id == return_id)
            customer_id = unit.connection.scalar(whose)
        stored[CUSTOMER] = seal_name(unit, customer_id, stored[CUSTOMER])
    for field in words:
        stored[field] = seal_words(unit, stored.get(field) or "", code)
    return stored


def seal_name(unit: Unit, customer_id: int | None, name: str) -> dict[str, Any]:
    """Keep a name aside, once for each customer; what stands in its place."""
    if customer_id is not None:
        asked = {"customer": customer_id, "name": name}
        known = unit.connection.execute(KNOWN, asked).first()
        if known is not None:
            return {"person": known.id, "sealed": commitment(known.salt, known.value)}
    return _keep(unit, NAME, name, customer_id=customer_id, paper=None)


def seal_words(unit: Unit, words: str, paper: str | None) -> dict[str, Any] | str:
    """Keep aside what somebody wrote about a paper, as it may name a person; what stands in
    its place in the journal. Nothing is kept of no words."""
    return _keep(unit, WORDS, words, customer_id=None, paper=paper) if words else ""


def open_sealed(unit: Unit, *stored: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Papers or journal entries with what is kept aside of them, in one query for all.

    A forgotten name is its pseudonym, forgotten words are :data:`BLANK`. Raise
    :class:`models.values.Refused` where what is kept aside is not what was sealed.
    """
    return _open(unit, stored, _refuse_other)


def look_at_sealed(unit: Unit, *stored: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """As :func:`open_sealed`, for whoever looks over many: where what is kept aside is not
    what was sealed, :data:`NOT_AS_SEALED` stands, and the rest is still told."""
    return _open(unit, stored, lambda _: NOT_AS_SEALED)


def _refuse_other(number: int) -> str:
    raise refuse("person-not-as-sealed", number=number)


def _open(
    unit: Unit, stored: Sequence[Mapping[str, Any]], other: Callable[[int], str]
) -> tuple[dict[str, Any], ...]:
    wanted = {value["person"] for each in stored for value in each.values() if is_sealed(value)}
    if not wanted:
        return tuple(map(dict, stored))
    rows = unit.connection.execute(
        select(_kept.id, _kept.what, _kept.salt, _kept.value).where(_kept.id.in_(wanted))
    )
    kept = {row.id: row for row in rows}

    def said(value: Any) -> Any:
        if not is_sealed(value):
            return value
        row, sealed = kept.get(value["person"]), value["sealed"]
        if row is None:
            return other(value["person"])
        if row.value is None:
            return pseudonym(sealed) if row.what == NAME else BLANK
        if commitment(row.salt, row.value) != sealed:
            return other(row.id)
        return row.value

    return tuple({field: said(value) for field, value in each.items()} for each in stored)


def is_sealed(value: object) -> bool:
    """Whether this stands in a paper or entry for what is kept aside."""
    return isinstance(value, dict) and value.keys() == {"person", "sealed"}


def _keep(
    unit: Unit, what: str, value: str, *, customer_id: int | None, paper: str | None
) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    key = add_numbered(
        unit.connection,
        Personal,
        customer_id=customer_id,
        paper=paper,
        what=what,
        salt=salt,
        value=value,
        made_at=unit.now,
    )
    return {"person": key, "sealed": commitment(salt, value)}
