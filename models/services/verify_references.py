"""What entries of the journal can be found by: exactly what they name.

There are several references to an entry, so they are compared as two sums first, in whatever
order the database gives them; only where the sums differ it is looked where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.rules.references import references_in
from models.services.verify_examination import facts_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.services.verify_examination import Examination

REFERENCES = "SELECT reference, number FROM journal_reference"
BODIES = "SELECT number, event, body FROM journal ORDER BY number"
SLIP = (
    "SELECT g.number FROM refund r JOIN goods_return g ON g.id = r.return_id WHERE r.id = :id"
)
OF_REFUNDS: Final = frozenset({"RefundSettled", "RefundDeclined"})


def named_by(ex: Examination, event: str, body: Mapping[str, Any]) -> frozenset[str]:
    """What an entry is found by.

    Older ones about a refund do not say themselves of which return, and are found by its slip
    all the same. Those that migration 0017 wrote vouch for hundreds of papers each, say
    nothing else, and are found by none.
    """
    if event == "PapersSealed" and body.keys() == {"papers"}:
        return frozenset()
    found = references_in(body)
    if event in OF_REFUNDS and "slip" not in body and isinstance(body.get("refund"), int):
        found |= {row.number for row in ex.rows(SLIP, id=body["refund"])}
    return found


def check_references(ex: Examination) -> None:
    found = 0
    for portion in ex.stream(REFERENCES, 2000):
        found += sum(hash((row.reference, row.number)) for row in portion)
    if found == ex.named:
        return
    ex.told.take_in_references(
        (row.reference, row.number, 1) for part in ex.stream(REFERENCES) for row in part
    )
    ex.told.take_in_references(
        (each, row.number, -1)
        for part in ex.stream(BODIES)
        for row in part
        for each in named_by(ex, row.event, facts_in(row.body))
    )
    for reference, number, more in ex.told.references_that_differ():
        facts = {"number": number, "reference": reference}
        if more > 0:
            ex.wrong("reference-added", "journal_reference", number, **facts)
        else:
            ex.wrong("reference-missing", "journal_reference", number, **facts)
