"""Names and words that are kept aside: as they were sealed in papers and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.sealing import commitment

if TYPE_CHECKING:
    from models.services.verify_examination import Examination

KEPT = "SELECT id, salt, value FROM personal ORDER BY id"


def check_personal(ex: Examination) -> None:
    """What was forgotten proves nothing any more; everything else is what was sealed."""
    for portion in ex.stream(KEPT):
        sealed = ex.told.kept_aside(row.id for row in portion)
        for row in portion:
            if row.id not in sealed:
                ex.wrong("personal-unsealed", "personal", row.id)
            elif row.value is not None and sealed[row.id] != {commitment(row.salt, row.value)}:
                ex.wrong("personal-changed", "personal", row.id)
    for told in ex.told.all_of("aside"):
        keys = {f"p{place}": row[0] for place, row in enumerate(told)}
        places = ", ".join(f":{name}" for name in keys)
        rows = ex.rows(f"SELECT id FROM personal WHERE id IN ({places})", **keys)
        for gone in sorted(set(keys.values()) - {row.id for row in rows}):
            ex.wrong("personal-missing", "personal", gone)
