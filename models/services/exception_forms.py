"""The form on which an exception stands, made from the request that was used for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.rules.plain import plain_clause
from models.services.approval_seen import LISTED, events_of, seen_of
from models.services.approval_threads import Thread
from models.services.documents import (
    EXCEPTION,
    next_number,
    open_snapshot,
    paper_head,
    store_paper,
)
from models.tables.approvals import Approval as ApprovalRow
from models.tables.documents import Document
from models.values.approvals import ApprovalKind
from models.values.codes import Answer
from models.values.exception_papers import (
    ExceptionForm,
    ExceptionLine,
    Paragraph,
    ThreadLine,
)
from models.values.papers import PaidOut

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from models.rules.clauses import Clause
    from models.services.approval_seen import ApprovalSeen
    from models.services.approvals import Approved
    from models.unit import Unit
    from models.values import Message
    from models.values.papers import PaperHead
    from models.values.slips import Slip


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOpened:
    """A form as it was printed; ``copy`` is what the next print of it will be marked."""

    form: ExceptionForm
    copy: int


def store_form(unit: Unit, yes: Approved | None, paper: str, return_id: int) -> None:
    """The form of what was allowed, under the next number of this register's exceptions;
    nothing where no yes was needed. The paper's own journal entry vouches for it as well."""
    if yes is None:
        return
    request = LISTED.where(ApprovalRow.id == yes.approval_id)
    row = unit.connection.execute(request).one()
    seen = seen_of(unit, Thread(row, events_of(unit, row.id)))
    number = next_number(unit, EXCEPTION)
    form = exception_form(paper_head(unit, number, unit.shop.language), seen, paper)
    words = [field for field, said in form.words.items() if said]
    store_paper(unit, number, form.to_json(), return_id, row.customer_id, words=words)


def form_of(unit: Unit, slip: Slip) -> FormOpened | None:
    """The form that goes with a slip; nothing where it took no yes."""
    if not slip.approver:
        return None
    paper = slip.head.number
    of = select(Document.return_id).where(Document.code == paper)
    forms = unit.connection.execute(
        select(Document.code, Document.snapshot).where(
            Document.return_id == of.scalar_subquery(), Document.kind == EXCEPTION
        )
    )
    for code, snapshot in forms.all():
        if json.loads(snapshot)["paper"] == paper:
            stored, copy = open_snapshot(unit, EXCEPTION, code)
            return FormOpened(form=ExceptionForm.from_json(stored), copy=copy)
    return None


def paper_on_form(unit: Unit, code: str) -> str | None:
    """The number of the paper that a form goes with; nothing where it is no form."""
    snapshot = unit.connection.scalar(
        select(Document.snapshot).where(Document.code == code, Document.kind == EXCEPTION)
    )
    return None if snapshot is None else str(json.loads(snapshot)["paper"])


def exception_form(head: PaperHead, card: ApprovalSeen, paper: str) -> ExceptionForm:
    """As it stands once ``paper`` rests on it; ``head`` has the form's own number."""
    return ExceptionForm(
        head=head,
        kind=card.kind.value,
        paper=paper,
        sale_number=card.sale_number,
        customer=card.customer,
        asker=card.person,
        approvers=card.yes_by,
        lines=_lines(card),
        reasons=_reasons(card),
        paragraphs=_paragraphs(card),
        asked_amount=card.asked_amount.minor,
        amount=card.amount.minor,
        paid_out=tuple(
            PaidOut(kind=kind, label=label, amount=amount.minor)
            for kind, label, amount in card.tenders
        ),
        thread=tuple(
            ThreadLine(
                said=entry.said.value,
                name=entry.name,
                at=entry.at.isoformat(timespec="seconds"),
                reason=entry.reason,
                words=entry.words,
                amount=entry.amount.minor if entry.amount is not None else None,
                instead_of=entry.instead_of,
            )
            for entry in card.thread
        ),
    )


def _lines(card: ApprovalSeen) -> tuple[ExceptionLine, ...]:
    """Without goods there is one: the slip that a void undoes, or why money was given."""
    if not card.lines:
        undone = card.about if card.kind is ApprovalKind.VOID else ""
        amount = card.amount.minor
        return (ExceptionLine(description=undone, amount=amount, reason=card.why),)
    return tuple(
        ExceptionLine(
            description=line.description,
            sku=line.sku,
            quantity=line.quantity.thousandths,
            amount=line.amount.minor,
            reason=line.reason,
            out=line.out,
        )
        for line in card.lines
    )


def _reasons(card: ApprovalSeen) -> tuple[Message, ...]:
    """Each once, however many lines it is said of."""
    said: list[Message] = []
    overridden = (f.message for f in card.findings if f.answer is Answer.OVERRIDE)
    for message in (*overridden, *card.beyond):
        if message not in said:
            said.append(message)
    return tuple(said)


def _paragraphs(card: ApprovalSeen) -> tuple[Paragraph, ...]:
    named = {(f.version, f.clause) for f in card.findings if f.answer is Answer.OVERRIDE}
    return paragraphs_named(card.clauses, named)


def paragraphs_named(
    clauses: Mapping[tuple[int, int], Clause], named: Collection[tuple[int, int]]
) -> tuple[Paragraph, ...]:
    """Those of the clauses that are named by version and number, as they read on this day."""
    found = []
    for (policy, number), clause in sorted(clauses.items()):
        if (policy, number) in named:
            when, terms = plain_clause(clause)
            found.append(
                Paragraph(
                    policy=policy,
                    number=number,
                    text=clause.text,
                    when=tuple(when),
                    terms=tuple(terms),
                )
            )
    return tuple(found)
