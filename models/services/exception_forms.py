"""The form on which an exception stands, made from the request that was used for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.plain import plain_clause
from models.values.codes import Answer
from models.values.exception_papers import (
    ExceptionForm,
    ExceptionLine,
    Paragraph,
    ThreadLine,
)
from models.values.papers import PaidOut

if TYPE_CHECKING:
    from models.services.approval_cards import ApprovalCard
    from models.values import Message
    from models.values.papers import PaperHead


def exception_form(head: PaperHead, card: ApprovalCard, paper: str) -> ExceptionForm:
    """As it stands once ``paper`` rests on it; ``head`` has the form's own number."""
    return ExceptionForm(
        head=head,
        kind=card.kind.value,
        paper=paper,
        sale_number=card.sale_number,
        customer=card.customer,
        asker=card.person,
        approvers=card.yes_by,
        lines=tuple(
            ExceptionLine(
                description=line.description,
                sku=line.sku,
                quantity=line.quantity.thousandths,
                amount=line.amount.minor,
                reason=line.reason,
                out=line.out,
            )
            for line in card.lines
        ),
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


def _reasons(card: ApprovalCard) -> tuple[Message, ...]:
    """Each once, however many lines it is said of."""
    said: list[Message] = []
    overridden = (f.message for f in card.findings if f.answer is Answer.OVERRIDE)
    for message in (*overridden, *card.beyond):
        if message not in said:
            said.append(message)
    return tuple(said)


def _paragraphs(card: ApprovalCard) -> tuple[Paragraph, ...]:
    named = {(f.version, f.clause) for f in card.findings if f.answer is Answer.OVERRIDE}
    found = []
    for (policy, number), clause in sorted(card.clauses.items()):
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
