"""Stock: each returned line moved once, and again by what was decided later or voided.

The database holds what must have moved against what did, and only differences come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.returns import BUCKETS

if TYPE_CHECKING:
    from models.services.verify_examination import Examination


def _bucket(disposition: str) -> str:
    """In the database's words."""
    cases = " ".join(f"WHEN '{of.value}' THEN '{to}'" for of, to in BUCKETS.items())
    return f"CASE {disposition} {cases} END"


RETURNED = f"""
SELECT r.id, g.number, r.quantity AS due, s.id AS movement, s.quantity AS stored
FROM return_line r
JOIN goods_return g ON g.id = r.return_id
LEFT JOIN stock_movement s ON s.return_line_id = r.id
WHERE r.product_id IS NOT NULL AND g.register_id IS NOT NULL AND (
    s.id IS NULL OR s.quantity <> r.quantity OR s.product_id <> r.product_id
    OR s.store_id <> g.store_id OR s.bucket <> {_bucket("r.disposition")}
    OR s.moved_at <> g.taken_at
)
ORDER BY r.id
"""
GONE_OUT = """
SELECT l.id, sale.number, -l.quantity AS due, s.id AS movement, s.quantity AS stored
FROM exchange e
JOIN sale ON sale.id = e.sale_id
JOIN sale_line l ON l.sale_id = e.sale_id
LEFT JOIN stock_movement s ON s.sale_line_id = l.id
WHERE l.product_id IS NOT NULL AND (
    s.id IS NULL OR s.quantity <> -l.quantity OR s.product_id <> l.product_id
    OR s.store_id <> sale.store_id OR s.bucket <> 'sellable' OR s.moved_at <> sale.sold_at
)
ORDER BY l.id
"""
DECIDED = """
SELECT m.id, m.return_line_id AS line, r.product_id, g.store_id, r.quantity, m.at,
       coalesce(
           lag(m.disposition) OVER (PARTITION BY m.return_line_id ORDER BY m.seq),
           r.disposition
       ) AS was,
       m.disposition AS became
FROM goods_move m
JOIN return_line r ON r.id = m.return_line_id
JOIN goods_return g ON g.id = r.return_id
WHERE r.product_id IS NOT NULL
"""
LIES = """coalesce(
    (SELECT m.disposition FROM goods_move m WHERE m.return_line_id = r.id
     ORDER BY m.seq DESC LIMIT 1),
    r.disposition
)"""
MOVED_LATER = f"""
WITH decided AS ({DECIDED}),
expected AS (
    SELECT product_id, store_id, {_bucket("was")} AS bucket, -quantity AS quantity, at
    FROM decided WHERE {_bucket("was")} <> {_bucket("became")}
    UNION ALL
    SELECT product_id, store_id, {_bucket("became")}, quantity, at
    FROM decided WHERE {_bucket("was")} <> {_bucket("became")}
    UNION ALL
    SELECT r.product_id, g.store_id, {_bucket(LIES)}, -r.quantity, v.at
    FROM return_line r
    JOIN goods_return g ON g.id = r.return_id
    JOIN return_void v ON v.id = g.voided_by
    WHERE r.product_id IS NOT NULL
    UNION ALL
    SELECT l.product_id, sale.store_id, 'sellable', l.quantity, v.at
    FROM sale_line l
    JOIN sale ON sale.id = l.sale_id
    JOIN return_void v ON v.id = sale.voided_by
    WHERE l.product_id IS NOT NULL
),
compared AS (
    SELECT product_id, store_id, bucket, quantity, at, 1 AS due, 0 AS there, NULL AS movement
    FROM expected
    UNION ALL
    SELECT product_id, store_id, bucket, quantity, moved_at, 0, 1, id
    FROM stock_movement
    WHERE return_line_id IS NULL AND sale_line_id IS NULL
      AND moved_at > (SELECT created_at FROM shop)
)
SELECT product_id, store_id, bucket, quantity, min(movement) AS movement,
       sum(due) AS due, sum(there) AS there
FROM compared GROUP BY product_id, store_id, bucket, quantity, at
HAVING sum(due) <> sum(there)
ORDER BY min(movement), product_id, bucket, quantity
"""
MOVES = """
SELECT id, return_line_id, seq, disposition FROM goods_move ORDER BY return_line_id, seq
"""


def check_stock(ex: Examination) -> None:
    for statement in (RETURNED, GONE_OUT):
        for portion in ex.stream(statement):
            for row in portion:
                if row.movement is None:
                    ex.wrong("stock-missing", "stock_movement", None, number=row.number)
                else:
                    ex.wrong("stock-differs", "stock_movement", row.movement, number=row.number)
    for portion in ex.stream(MOVED_LATER):
        for row in portion:
            facts = {"product": row.product_id, "bucket": row.bucket}
            if row.there > row.due:
                ex.wrong("stock-unexplained", "stock_movement", row.movement, **facts)
            else:
                ex.wrong("stock-move-missing", "stock_movement", None, **facts)
    _check_decisions(ex)


def _check_decisions(ex: Examination) -> None:
    """What became of goods, as the journal has it, decision by decision."""
    for portion in ex.stream(MOVES):
        told = ex.told.moved({row.return_line_id for row in portion})
        for row in portion:
            decided = told.get(row.return_line_id, [])
            if row.seq > len(decided) or decided[row.seq - 1] != row.disposition:
                ex.wrong("move-differs", "goods_move", row.id, line=row.return_line_id)
    for rows in ex.told.all_of("moved"):
        lines = sorted({int(row[0]) for row in rows})
        told = ex.told.moved(lines)
        keys = ", ".join(map(str, lines))
        stored = {
            row.return_line_id: int(row.moves)
            for row in ex.rows(
                "SELECT return_line_id, count(*) AS moves FROM goods_move "
                f"WHERE return_line_id IN ({keys}) GROUP BY return_line_id"
            )
        }
        for line in lines:
            if len(told[line]) > stored.get(line, 0):
                ex.wrong("move-missing", "goods_move", None, line=line)
