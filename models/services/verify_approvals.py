"""Approvals: each yes by somebody else, used once, for a paper that is there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.services.verify_examination import AT_ONCE, Rows
from models.tables.approvals import YES
from models.tables.returns import OVERRIDDEN
from models.values.approvals import ApprovalKind, ApprovalState, Said

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.services.verify_examination import Examination

WITHOUT_PAPER = (
    ApprovalKind.DRAWER,
    ApprovalKind.CARD,
    ApprovalKind.HELP,
    ApprovalKind.REMEDY,
)
APPROVALS = """
SELECT a.id, a.kind, a.subject, a.staff_id, a.managers, a.digest, a.on_the_spot, a.state,
       a.used_by, d.id AS paper
FROM approval a LEFT JOIN document d ON d.code = a.used_by
WHERE a.id > :after ORDER BY a.id LIMIT :most
"""
EVENTS = """
SELECT id, approval_id, said, staff_id, authority_id, digest, managers FROM approval_event
WHERE approval_id > :after AND approval_id <= :last ORDER BY id
"""
OVERRIDES = f"""
SELECT DISTINCT g.id, g.number FROM goods_return g
JOIN return_line l ON l.return_id = g.id
WHERE l.findings LIKE '%"{OVERRIDDEN}":%'
AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.used_by = g.number)
ORDER BY g.id
"""
TOLD = ("kind", "subject", "managers")
"""What the journal tells of a request that waited for another screen."""


def check_approvals(ex: Examination) -> None:
    after = ""
    while rows := ex.rows(APPROVALS, after=after, most=AT_ONCE):
        said: defaultdict[str, Rows] = defaultdict(list)
        for event in ex.rows(EVENTS, after=after, last=rows[-1].id):
            said[event.approval_id].append(event)
        told = ex.told.approvals(row.id for row in rows)
        for row in rows:
            _check_yes(ex, row, said[row.id])
            _check_told(ex, row, said[row.id], told.get(row.id, []))
            used = row.state == ApprovalState.USED and row.kind not in WITHOUT_PAPER
            if used and row.paper is None:
                ex.wrong("approval-paper-missing", "approval", row.id, number=row.used_by)
        after = rows[-1].id
    _check_used(ex)
    for portion in ex.stream(OVERRIDES):
        before = ex.told.approved_before(row.number for row in portion)
        for row in portion:
            if row.number not in before:
                ex.wrong("paper-unapproved", "goods_return", row.id, number=row.number)


def _check_yes(ex: Examination, row: Row[Any], events: Rows) -> None:
    """None is the asker's own, nor by what the asker lent; there are as many as it needs."""
    digest, managers = row.digest, row.managers
    for event in events:
        if event.said in YES and row.staff_id in (event.staff_id, event.authority_id):
            ex.wrong("approval-own", "approval_event", event.id, approval=row.id)
        if event.said == Said.CHANGED:
            digest, managers = event.digest, event.managers
    valid = {e.staff_id for e in events if e.said in YES and e.digest == digest}
    done = row.state in (ApprovalState.GRANTED, ApprovalState.USED)
    if done and len(valid - {row.staff_id}) < managers:
        ex.wrong("approval-without-yes", "approval", row.id, approval=row.id)


def _check_told(
    ex: Examination, row: Row[Any], events: Rows, told: list[dict[str, Any]]
) -> None:
    """What the journal has of it: that it was asked for, each yes, and what it was used for."""
    entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for body in told:
        entries[body["event"]].append(body)
    if row.kind == ApprovalKind.HELP:
        if not entries["ManagerCalled"]:
            ex.wrong("approval-entry-missing", "approval", row.id, approval=row.id)
        return
    asked = entries["ApprovalAsked"]
    if not row.on_the_spot and (
        not asked or any(asked[0].get(name) != getattr(row, name) for name in TOLD)
    ):
        ex.wrong("approval-entry-differs", "approval", row.id, approval=row.id)
    said = sorted(event.staff_id for event in events if event.said in YES)
    if said != sorted(body["by"] for body in entries["OperatorBypassApproval"]):
        ex.wrong("approval-yes-differs", "approval", row.id, approval=row.id)
    if row.state == ApprovalState.USED and [row.used_by] != [
        body.get("paper") for body in entries["ApprovalUsed"]
    ]:
        ex.wrong("approval-use-differs", "approval", row.id, approval=row.id)


def _check_used(ex: Examination) -> None:
    """What the journal says was used is used: else it could be used once more."""
    for portion in ex.told.all_of("approved"):
        used = {row[0] for row in portion if row[2] == "ApprovalUsed"}
        names = {f"a{place}": each for place, each in enumerate(sorted(used))}
        if not names:
            continue
        places = ", ".join(f":{name}" for name in names)
        rows = ex.rows(
            f"SELECT id FROM approval WHERE state = 'used' AND id IN ({places})", **names
        )
        for gone in sorted(used - {row.id for row in rows}):
            ex.wrong("approval-unused", "approval", gone, approval=gone)
