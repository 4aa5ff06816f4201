"""Sale lines and tenders: what came back of them, and no more than was sold or paid.

The database adds up; only what does not agree is brought here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.services.verify_examination import facts_in

if TYPE_CHECKING:
    from models.services.verify_examination import Examination

LINES = """
SELECT l.id, s.number, l.position, l.quantity, l.paid, l.returned, l.refunded, l.corrected,
       coalesce(b.quantity, 0) AS came, coalesce(b.gross, 0) AS gross,
       coalesce(c.amount, 0) AS lowered
FROM sale_line l
JOIN sale s ON s.id = l.sale_id
LEFT JOIN (
    SELECT r.line_id, sum(r.quantity) AS quantity, sum(r.gross) AS gross
    FROM return_line r JOIN goods_return g ON g.id = r.return_id
    WHERE g.voided_by IS NULL AND r.line_id IS NOT NULL GROUP BY r.line_id
) b ON b.line_id = l.id
LEFT JOIN (
    SELECT p.line_id, sum(p.amount) AS amount
    FROM price_correction p JOIN goods_return g ON g.id = p.return_id
    WHERE g.voided_by IS NULL GROUP BY p.line_id
) c ON c.line_id = l.id
WHERE l.returned <> coalesce(b.quantity, 0) OR l.refunded <> coalesce(b.gross, 0)
   OR l.corrected <> coalesce(c.amount, 0)
   OR l.returned > l.quantity OR l.refunded + l.corrected > l.paid
ORDER BY l.id
"""
ELSEWHERE = """
SELECT r.line_id, r.elsewhere FROM return_line r JOIN goods_return g ON g.id = r.return_id
WHERE g.voided_by IS NULL AND r.elsewhere <> '{}'
"""
TENDERS = """
SELECT t.id, s.number, t.exact, t.refunded, coalesce(b.exact, 0) AS given
FROM tender t
JOIN sale s ON s.id = t.sale_id
LEFT JOIN (
    SELECT r.tender_id, sum(r.exact) AS exact
    FROM refund r JOIN goods_return g ON g.id = r.return_id
    WHERE g.voided_by IS NULL AND r.status <> 'declined' GROUP BY r.tender_id
) b ON b.tender_id = t.id
WHERE t.refunded <> coalesce(b.exact, 0) OR t.refunded > t.exact OR t.refunded < 0
ORDER BY t.id
"""


def check_sums(ex: Examination) -> None:
    moved = Counter[int]()
    """What of a line's worth was booked on another one: less there, more here."""
    for row in ex.rows(ELSEWHERE):
        for line_id, minor in facts_in(row.elsewhere).items():
            moved[row.line_id] -= minor
            moved[int(line_id)] += minor
    for portion in ex.stream(LINES):
        for row in portion:
            known = {"number": row.number, "line": row.position}
            if row.returned != row.came:
                counted = {"stored": int(row.returned), "due": int(row.came)}
                ex.wrong("line-returned-differs", "sale_line", row.id, **known, **counted)
            if row.refunded != row.gross + moved[row.id]:
                sums = {"stored": row.refunded, "due": int(row.gross) + moved[row.id]}
                ex.wrong("line-refunded-differs", "sale_line", row.id, **known, **sums)
            if row.corrected != row.lowered:
                sums = {"stored": row.corrected, "due": int(row.lowered)}
                ex.wrong("line-corrected-differs", "sale_line", row.id, **known, **sums)
            if row.returned > row.quantity or row.refunded + row.corrected > row.paid:
                ex.wrong("line-too-much", "sale_line", row.id, **known)
            moved.pop(row.id, None)
    for portion in ex.stream(TENDERS):
        for row in portion:
            if row.refunded > row.exact or row.refunded < 0:
                ex.wrong("tender-too-much", "tender", row.id, number=row.number)
            if row.refunded != row.given:
                ex.wrong(
                    "tender-refunded-differs", "tender", row.id,
                    number=row.number, stored=row.refunded, due=int(row.given),
                )  # fmt: skip
