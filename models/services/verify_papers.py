"""Papers: numbered without a gap, as they were when they were sealed, and none that is gone."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.services.documents import CLOSING, EXCEPTION, VOID, VOUCHER
from models.services.journal import sha256
from models.services.terminal import DECLINE
from models.services.verify_examination import facts_in, moment_of
from models.values.printing import LETTERS, PaperKind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.verify_examination import Examination
    from models.services.verify_told import Sealed

PAPERS = """
SELECT d.id, d.register_id, d.kind, d.number, d.code, d.made_at, d.return_id, d.snapshot,
       r.code AS register, g.number AS slip
FROM document d
LEFT JOIN register r ON r.id = d.register_id
LEFT JOIN goods_return g ON g.id = d.return_id
ORDER BY d.register_id, d.kind, d.number
"""
NO_PAPER = f"""
SELECT request.id, request.kind, request.document FROM request
LEFT JOIN document ON document.code = request.document
WHERE document.id IS NULL AND request.kind IN ('drawer-close', '{DECLINE}', {{kinds}})
ORDER BY request.made_at, request.id
"""
Series = tuple[int, str]
OF_NO_RETURN = frozenset(
    {
        CLOSING,
        PaperKind.DENIAL,
        PaperKind.GIFT,
        PaperKind.JOURNAL,
        PaperKind.DAY,
        PaperKind.TICKET,
        PaperKind.TAKEN_DOWN,
        PaperKind.APOLOGY,
    }
)
CHAINED = frozenset({CLOSING, PaperKind.JOURNAL, PaperKind.CASE_FILE})
"""Papers that print where the chain stood."""


def check_papers(ex: Examination) -> None:
    last: dict[Series, int] = defaultdict(int)
    for portion in ex.stream(PAPERS):
        sealed = ex.told.sealed(row.code for row in portion)
        for row in portion:
            series = (row.register_id, row.kind)
            if row.number != last[series] + 1:
                _gap(ex, row.register, row.kind, last[series] + 1, row.number - 1)
            last[series] = row.number
            _check_paper(ex, row, sealed.get(row.code))
        ex.advance(len(portion))
    _check_series(ex, last)
    _check_missing(ex)
    kinds = ", ".join(f"'{kind}'" for kind in LETTERS)
    for row in ex.rows(NO_PAPER.format(kinds=kinds)):
        ex.wrong("request-paper-missing", "request", row.id, number=row.document)


def _gap(ex: Examination, register: str, kind: str, first: int, last: int) -> None:
    code = f"{LETTERS.get(kind, '?')}{register}-{first:06}"
    ex.wrong("paper-gap", "document", code, number=code, first=first, last=last)


def _check_paper(ex: Examination, row: Row[Any], sealed: Sealed | None) -> None:
    if row.code != f"{LETTERS.get(row.kind, '?')}{row.register}-{row.number:06}":
        ex.wrong("paper-renumbered", "document", row.id, number=row.code)
        return
    if sealed is None:
        ex.wrong("paper-unsealed", "document", row.id, number=row.code)
        return
    if sha256(str(row.snapshot)) != sealed.hash:
        ex.wrong("paper-changed", "document", row.id, number=row.code, entry=sealed.entry)
        return
    says = facts_in(row.snapshot)
    ex.told.take_in_sealed(says)
    if not _is_of(ex, row, says):
        ex.wrong("paper-elsewhere", "document", row.id, number=row.code)
    if not _made_then(row, says, sealed):
        ex.wrong("paper-moment", "document", row.id, number=row.code, entry=sealed.entry)
    if row.kind in CHAINED:
        _check_closing(ex, row, says)


def _is_of(ex: Examination, row: Row[Any], says: dict[str, Any]) -> bool:
    """Whether it hangs on the return that it says it is about."""
    if row.kind == EXCEPTION:
        of = "SELECT return_id FROM document WHERE code = :code AND kind <> :kind"
        papers = ex.rows(of, code=says.get("paper"), kind=EXCEPTION)
        return [paper.return_id for paper in papers] == [row.return_id]
    if row.kind in OF_NO_RETURN:
        return row.return_id is None
    if row.kind == VOID:
        return bool(row.slip == says.get("return_number"))
    if row.kind in (VOUCHER, PaperKind.CASE_FILE):
        return bool((row.slip or "") == says.get("slip", ""))
    return bool(row.slip == row.code)


def _made_then(row: Row[Any], says: dict[str, Any], sealed: Sealed) -> bool:
    """In the same moment as its entry; an older paper at the second that is printed on it."""
    made = moment_of(row.made_at)
    if made is None:
        return False
    if sealed.register is not None:
        return made.isoformat() == sealed.at and row.register_id == sealed.register
    printed = moment_of_text(says.get("head", {}).get("printed_at"))
    return printed is None or made.replace(microsecond=0).timestamp() == printed


def moment_of_text(said: object) -> float | None:
    """Seconds since 1970 of a moment as papers print it, with its offset."""
    try:
        return datetime.fromisoformat(str(said)).timestamp()
    except ValueError:
        return None


def _check_closing(ex: Examination, row: Row[Any], says: dict[str, Any]) -> None:
    """The head of the journal that it printed is still in the chain."""
    count, head = says.get("journal_entries"), says.get("journal_head")
    there = ex.rows("SELECT hash FROM journal WHERE number = :count", count=count)
    if not there:
        ex.wrong("closing-ahead", "document", row.id, number=row.code, count=count)
    elif there[0].hash != head:
        ex.wrong("closing-differs", "document", row.id, number=row.code, count=count)


def _check_series(ex: Examination, last: dict[Series, int]) -> None:
    """The last number given out is that of the last paper: more, and papers are gone."""
    for row in ex.rows(
        "SELECT s.register_id, s.kind, s.last, r.code AS register FROM number_series s "
        "JOIN register r ON r.id = s.register_id ORDER BY s.register_id, s.kind"
    ):
        found = last.pop((row.register_id, row.kind), 0)
        if row.last > found:
            _gap(ex, row.register, row.kind, found + 1, row.last)
        elif row.last < found:
            code = f"{LETTERS.get(row.kind, '?')}{row.register}-{found:06}"
            ex.wrong("series-behind", "number_series", row.kind, number=code, last=row.last)
    for (register_id, kind), number in last.items():
        ex.wrong(
            "series-behind", "number_series", kind, number=f"{register_id}-{number}", last=0
        )


def _check_missing(ex: Examination) -> None:
    """What an entry vouches for is there."""
    for portion in ex.told.all_of("sealed"):
        names = {f"c{place}": row[0] for place, row in enumerate(portion)}
        places = ", ".join(f":{name}" for name in names)
        rows = ex.rows(f"SELECT code FROM document WHERE code IN ({places})", **names)
        there = {row.code for row in rows}
        for code, _, entry, *_ in portion:
            if code not in there:
                ex.wrong("paper-missing", "document", code, number=code, entry=entry)
