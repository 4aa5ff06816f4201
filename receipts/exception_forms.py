"""The form of an exception, made from the snapshot that was stored with its number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.values import Currency, Money, Quantity
from receipts.approval_sentences import (
    APPROVAL_KINDS,
    APPROVAL_SAID,
    NO_REASONS,
    YES_REASONS,
)
from receipts.document import Document, Gap, Item, Line, Pair, Rule, Signature, Size
from receipts.giving_sentences import CORRECTION_REASONS, GOODWILL_REASONS
from receipts.language import Language, mark
from receipts.letterhead import copy_mark, number_codes, shop_head
from receipts.policy_words import clause_text
from receipts.sentences import REASONS, TENDERS, said, sentence, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.exception_papers import (
        ExceptionForm,
        ExceptionLine,
        Paragraph,
        ThreadLine,
    )
    from receipts.document import Block

WHY: Final = {**REASONS, **CORRECTION_REASONS, **GOODWILL_REASONS}
LIMITS: Final = {
    "own-line-most": mark("{amount} for a line is above the clerk's own limit of {most}."),
    "own-case-most": mark("{amount} is above the clerk's own limit of {most}."),
    "own-day-most": mark("{amount} in a day is above the clerk's own limit of {most}."),
}
"""What the screen says to the clerk, as others read it."""
SIGNERS: Final = (mark("Customer"), mark("Clerk"), mark("Manager"))


def exception_form(form: ExceptionForm, copy: int = 0) -> Document:
    """The form in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moments cannot be read.
    """
    head = form.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Exception {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *_facts(form, language),
            Rule(),
            Line(language.say("What was asked"), strong=True),
            *(_goods(form, line, language) for line in form.lines),
            *_why(form, language),
            Rule(),
            *_money(form, language),
            Rule(),
            Line(language.say("What was said"), strong=True),
            *(line for entry in form.thread for line in _said(entry, language)),
            Rule(),
            *_signatures(form, language),
            *number_codes(head.number),
        ),
    )


def _facts(form: ExceptionForm, language: Language) -> list[Block]:
    head = form.head
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Asked by"), form.asker),
        (language.say("Approved by"), ", ".join(form.approvers)),
        (word(language, APPROVAL_KINDS, form.kind), form.paper),
        (language.say("Sale"), form.sale_number),
        (language.say("Customer"), form.customer),
    ]
    return [
        Pair(language.say("Exception"), head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact),
    ]


def _goods(form: ExceptionForm, line: ExceptionLine, language: Language) -> Item:
    quantity = language.quantity(Quantity(line.quantity or 1000))
    why = word(language, WHY, line.reason) if line.reason else ""
    out = language.say("Goes out") if line.out else ""
    details = " · ".join(part for part in (line.sku, why, out) if part)
    amount = language.amount(Money(line.amount))
    what = line.description or word(language, APPROVAL_KINDS, form.kind)
    return Item(f"{quantity} ×", what, amount, (details,) if details else ())


def _why(form: ExceptionForm, language: Language) -> Iterator[Block]:
    """What stood against it, and the paragraphs that say so."""
    if form.reasons:
        yield Gap()
        yield Line(language.say("Why it took a yes"), strong=True)
    for reason in form.reasons:
        own = reason.code in LIMITS
        yield Line(said(language, LIMITS, reason) if own else sentence(language, reason))
    for paragraph in form.paragraphs:
        yield paragraph_line(paragraph, language)


def paragraph_line(paragraph: Paragraph, language: Language) -> Line:
    """What a paragraph of the policy said on that day, by its number."""
    text = clause_text(language, paragraph.text, paragraph.when, paragraph.terms)
    named = language.say(
        "Policy {policy}, clause {clause}", policy=paragraph.policy, clause=paragraph.number
    )
    return Line(f"{named}: {text}", size=Size.SMALL)


def _money(form: ExceptionForm, language: Language) -> Iterator[Block]:
    """Before and after: what was asked for, what was allowed, and how it is paid."""
    if form.asked_amount != form.amount:
        yield Pair(language.say("Asked for"), language.amount(Money(form.asked_amount)))
    amount = language.money(Money(form.amount))
    yield Pair(language.say("Allowed"), amount, strong=True, figure_size=Size.LARGE)
    for part in form.paid_out:
        tender = f"{word(language, TENDERS, part.kind)} {part.label}".strip()
        yield Pair(tender, language.amount(Money(part.amount)))


def _said(entry: ThreadLine, language: Language) -> Iterator[Block]:
    at = language.moment(datetime.fromisoformat(entry.at))
    what = word(language, APPROVAL_SAID, entry.said)
    yield Pair(f"{what}: {entry.name}", at, size=Size.SMALL)
    if entry.instead_of:
        lent = language.say("By authority of {name}", name=entry.instead_of)
        yield Line(lent, size=Size.SMALL)
    reasons = NO_REASONS if entry.said == "refused" else YES_REASONS
    why = word(language, reasons, entry.reason) if entry.reason else ""
    less = language.money(Money(entry.amount)) if entry.amount is not None else ""
    words = f"“{entry.words}”" if entry.words else ""
    told = " · ".join(part for part in (why, less, words) if part)
    if told:
        yield Line(told, size=Size.SMALL)


def _signatures(form: ExceptionForm, language: Language) -> Iterator[Block]:
    """A line to sign on for each; a second manager has one, too."""
    names = [form.customer, form.asker, form.approvers[0] if form.approvers else ""]
    signers = list(zip(map(language.say, SIGNERS), names, strict=True))
    signers += [(language.say("Manager"), name) for name in form.approvers[1:]]
    for role, name in signers:
        yield Signature(f"{role}: {name}" if name else role)
