"""Do approvals and papers agree? Asked of the records, whoever wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables.approvals import YES, Approval, ApprovalEvent
from models.tables.base import rows_of
from models.tables.documents import Document
from models.tables.returns import OVERRIDDEN, GoodsReturn, ReturnLine
from models.values.approvals import ApprovalKind, ApprovalState, Said

if TYPE_CHECKING:
    from sqlalchemy import Connection

WITHOUT_PAPER = (ApprovalKind.DRAWER, ApprovalKind.CARD, ApprovalKind.HELP)
_row = rows_of(Approval)


@dataclass(frozen=True, slots=True)
class WrongApproval:
    """What does not agree: ``code`` is ``approval-without-yes``, ``approval-without-paper`` or
    ``paper-without-approval``; what is not known of it is empty."""

    code: str
    approval_id: str = ""
    paper: str = ""


def approvals_wrong(connection: Connection) -> tuple[WrongApproval, ...]:
    """Used approvals without every valid yes they need, or whose paper is not there; and
    papers with lines that somebody overrode and no approval that was used for them."""
    return (
        *_without_yes(connection),
        *_without_paper(connection),
        *_unapproved(connection),
    )


def _without_yes(connection: Connection) -> list[WrongApproval]:
    used = connection.execute(
        select(_row.c.id, _row.c.staff_id, _row.c.digest, _row.c.managers, _row.c.used_by)
        .where(_row.c.state == ApprovalState.USED, _row.c.kind != ApprovalKind.HELP)
        .order_by(_row.c.asked_at, _row.c.id)
    ).all()
    said: dict[str, list[tuple[str, int, str, int | None]]] = {}
    for event in connection.execute(
        select(
            ApprovalEvent.approval_id,
            ApprovalEvent.said,
            ApprovalEvent.staff_id,
            ApprovalEvent.digest,
            ApprovalEvent.managers,
        )
        .where(ApprovalEvent.said.in_(YES))
        .order_by(ApprovalEvent.id)
    ):
        approval_id, *rest = event
        said.setdefault(approval_id, []).append(tuple(rest))  # type: ignore[arg-type]
    wrong = []
    for row in used:
        digest, managers = row.digest, row.managers
        for what, _, to, more in said.get(row.id, ()):
            if what == Said.CHANGED:
                digest, managers = to, more
        givers = {by for _, by, to, _ in said.get(row.id, ()) if to == digest}
        if len(givers - {row.staff_id}) < managers:
            wrong.append(WrongApproval("approval-without-yes", row.id, row.used_by))
    return wrong


def _without_paper(connection: Connection) -> list[WrongApproval]:
    papers = select(Document.code)
    rows = connection.execute(
        select(_row.c.id, _row.c.used_by)
        .where(
            _row.c.state == ApprovalState.USED,
            _row.c.kind.not_in([kind.value for kind in WITHOUT_PAPER]),
            _row.c.used_by.not_in(papers),
        )
        .order_by(_row.c.asked_at, _row.c.id)
    )
    return [WrongApproval("approval-without-paper", *row) for row in rows]


def _unapproved(connection: Connection) -> list[WrongApproval]:
    used = select(_row.c.used_by).where(_row.c.used_by.is_not(None))
    rows = connection.scalars(
        select(GoodsReturn.number)
        .distinct()
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(
            ReturnLine.findings.contains(f'"{OVERRIDDEN}":'),
            GoodsReturn.number.not_in(used),
        )
        .order_by(GoodsReturn.number)
    )
    return [WrongApproval("paper-without-approval", paper=number) for number in rows]
