"""Signatures under papers: as they were drawn, one for each that the journal tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.sealing import BLANK
from models.services.signatures import digest_of_drawing

if TYPE_CHECKING:
    from models.services.verify_examination import Examination

KEPT = """
SELECT signature.id, width, height, path, digest, code
FROM signature JOIN document ON document.id = signature.document_id ORDER BY signature.id
"""
CODES = """
SELECT code FROM document JOIN signature ON signature.document_id = document.id
WHERE code IN ({places})
"""


def check_signatures(ex: Examination) -> None:
    """What was forgotten proves nothing any more but that there was a signature."""
    for portion in ex.stream(KEPT):
        told = ex.told.signed(row.code for row in portion)
        for row in portion:
            blank = row.path == BLANK
            drawn = blank or digest_of_drawing(row.width, row.height, row.path) == row.digest
            if not drawn or told.get(row.code) != row.digest:
                ex.wrong("signature-differs", "signature", row.id, number=row.code)
    for signed in ex.told.all_of("signed"):
        named = {f"p{place}": code for place, (code, _) in enumerate(signed)}
        places = ", ".join(f":{name}" for name in named)
        there = {row.code for row in ex.rows(CODES.format(places=places), **named)}
        for gone in sorted(set(named.values()) - there):
            ex.wrong("signature-missing", "signature", gone, number=gone)
