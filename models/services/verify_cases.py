"""Cases: as the journal tells that they were opened, moved and closed, and every entry of
theirs vouched for by one of the journal's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from models.services.verify_examination import AT_ONCE, moment_of
from models.values.cases import CaseState

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.verify_examination import Examination, Rows
    from models.services.verify_told import OfCase

CASES = """
SELECT id, code, kind, channel, state, smile, opened_at, closed_at
FROM counter_case WHERE id > :after ORDER BY id LIMIT :most
"""
ENTRIES = """
SELECT id, case_id, at, staff_id, register_id, what FROM case_entry
WHERE case_id > :after AND case_id <= :last ORDER BY id
"""
CODES = "SELECT code FROM counter_case WHERE code IN ({places})"
LEADS_TO: Final = {
    "CaseOpened": CaseState.SERVING,
    "CaseTakenUp": CaseState.SERVING,
    "CaseAside": CaseState.ASIDE,
    "CaseHandedOver": CaseState.ASIDE,
    "CaseClosed": CaseState.CLOSED,
}
SMILED: Final = frozenset({"CaseRated", "CaseClosed"})


class _Vouched(NamedTuple):
    """What an entry of the journal says of an entry of a case."""

    at: object
    staff_id: int | None
    register_id: int | None
    what: str | None


def check_cases(ex: Examination) -> None:
    after = 0
    while cases := ex.rows(CASES, after=after, most=AT_ONCE):
        entries: defaultdict[int, Rows] = defaultdict(list)
        for row in ex.rows(ENTRIES, after=after, last=cases[-1].id):
            entries[row.case_id].append(row)
        told = ex.told.cases(row.code for row in cases)
        for row in cases:
            if row.code != f"K{row.id:06}":
                ex.wrong("case-code-differs", "counter_case", row.id, case=row.code)
            _check_course(ex, row, told.get(row.code, []))
            _check_entries(ex, row, entries[row.id], told.get(row.code, []))
        after = cases[-1].id
    for codes in ex.told.all_codes_of_cases():
        named = {f"c{place}": code for place, code in enumerate(codes)}
        places = ", ".join(f":{name}" for name in named)
        there = {row.code for row in ex.rows(CODES.format(places=places), **named)}
        for code in sorted(set(codes) - there):
            ex.wrong("case-missing", "counter_case", code, case=code)


def _check_course(ex: Examination, row: Row[Any], told: list[OfCase]) -> None:
    """Opened once, and in the state and with the smile that the last entries say."""
    opened = [each for each in told if each.event == "CaseOpened"]
    if len(opened) != 1 or _opening(opened[0]) != (
        moment_of(row.opened_at),
        row.kind,
        row.channel,
    ):
        ex.wrong("case-opening-differs", "counter_case", row.id, case=row.code)
    moves = [each for each in told if each.event in LEADS_TO]
    state = LEADS_TO[moves[-1].event] if moves else ""
    closed_at = moves[-1].at if state == CaseState.CLOSED else None
    if (row.state, moment_of(row.closed_at)) != (state, closed_at):
        facts = {"case": row.code, "stored": row.state, "due": str(state)}
        ex.wrong("case-state-differs", "counter_case", row.id, **facts)
    smiles = [each.body.get("smile") for each in told if each.event in SMILED]
    if (row.smile or "") != (smiles[-1] if smiles else ""):
        ex.wrong("case-smile-differs", "counter_case", row.id, case=row.code)


def _opening(each: OfCase) -> tuple[object, ...]:
    return each.at, each.body.get("kind"), each.body.get("channel")


def _check_entries(ex: Examination, row: Row[Any], entries: Rows, told: list[OfCase]) -> None:
    vouched = {
        each.body["entry"]: _Vouched(
            each.at, each.staff_id, each.register_id, each.body.get("what")
        )
        for each in told
        if "entry" in each.body
    }
    for entry in entries:
        said = vouched.pop(entry.id, None)
        if said is None:
            ex.wrong("case-entry-added", "case_entry", entry.id, case=row.code)
        elif said != (
            moment_of(entry.at),
            entry.staff_id,
            entry.register_id,
            said.what and entry.what,
        ):
            ex.wrong("case-entry-differs", "case_entry", entry.id, case=row.code)
    for gone in sorted(vouched):
        ex.wrong("case-entry-missing", "case_entry", gone, case=row.code)
