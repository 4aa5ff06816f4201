"""The file of a case, made from the snapshot that was stored with its number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.values import Currency, Money
from models.values.cases import CaseTold
from receipts.approval_sentences import APPROVAL_KINDS
from receipts.case_stories import story_line, told_once
from receipts.document import Column, Document, Gap, Line, Pair, Rule, Signature, Size, Table
from receipts.drawer_papers import journal_seal
from receipts.exception_forms import paragraph_line
from receipts.journal_papers import made_by, story
from receipts.journal_words import event_name, finding_words
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, shop_head
from receipts.record_sentences import PAPER_NAMES, REQUEST_STATES
from receipts.sentences import TENDERS, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.values.case_papers import CaseApproval, CaseDecision, CaseFile, CasePaper
    from models.values.journal_papers import Recorded
    from receipts.document import Block


def case_file(file: CaseFile, copy: int = 0) -> Document:
    """The file in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moments cannot be read.
    """
    head = file.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Case file {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Pair(language.say("Case file"), head.number, strong=True, size=Size.LARGE),
            Pair(language.say("Case of"), file.reference, strong=True),
            *made_by(head, language),
            Rule(),
            *_about(file, language),
            Rule(),
            *_story(file, language),
            *_papers(file, language),
            *_decisions(file, language),
            *_approvals(file, language),
            Rule(),
            *journal_seal(file.journal_entries, file.journal_head, language),
            Signature(language.say("Made by: {name}", name=head.clerk)),
            Signature(language.say("Manager")),
            Signature(language.say("Seen by")),
            *number_codes(head.number),
        ),
    )


def _about(file: CaseFile, language: Language) -> Iterator[Block]:
    """The sale, whose it is, and the money."""
    yield Line(language.say("What it is about"), strong=True)
    sold = language.moment(datetime.fromisoformat(file.sold_at)) if file.sold_at else ""
    facts = [
        (language.say("Sale"), file.sale_number or language.say("without a receipt")),
        (language.say("Sold on"), sold),
        (language.say("Customer"), file.customer),
        (language.say("First paper"), file.slip),
    ]
    for label, fact in facts:
        if fact:
            yield Pair(label, fact, size=Size.SMALL)
    if file.sale_total is not None:
        yield Pair(language.say("Total of the sale"), language.money(Money(file.sale_total)))
    if file.goods:
        yield Pair(language.say("Paid for what came back"), language.money(Money(file.goods)))
    if file.kept:
        yield Pair(language.say("Kept by the shop"), language.money(-Money(file.kept)))
    for part in file.paid_out:
        tender = word(language, TENDERS, part.kind)
        yield Pair(f"{tender} {part.label}".strip(), language.money(Money(part.amount)))
    out = language.money(Money(sum(part.amount for part in file.paid_out)))
    yield Pair(language.say("Money out"), out, strong=True, figure_size=Size.LARGE)


def _story(file: CaseFile, language: Language) -> Iterator[Block]:
    yield Line(language.say("What happened"), strong=True)
    if not file.whole:
        first = language.say("The first {count} entries", count=len(file.entries))
        yield Line(first, size=Size.SMALL)
    if file.visit:
        yield from _told(file, language)
    else:
        yield story(file.entries, dict(file.people), language)


def _told(file: CaseFile, language: Language) -> Iterator[Block]:
    """Who said and did what, day by day."""
    said, people = file.said(), dict(file.people)
    entries = [_entry(each, said.get(each.number, {})) for each in file.entries]
    shown = None
    for each in told_once(entries):
        if each.at.date() != shown:
            shown = each.at.date()
            yield Line(language.day(shown), strong=True, size=Size.SMALL)
        sentence = story_line(language, people, each)
        yield Line(f"{language.clock(each.at.time())} {sentence}", size=Size.SMALL)


def _entry(each: Recorded, said: Mapping[str, Any]) -> CaseTold:
    facts = {key: value for key, value in each.body.items() if not isinstance(value, dict)}
    return CaseTold(
        number=each.number,
        at=datetime.fromisoformat(each.at),
        event=each.event,
        person=each.person,
        register=each.register,
        facts={**facts, **said},
        words=str(said.get("words", "")),
    )


def _papers(file: CaseFile, language: Language) -> Iterator[Block]:
    if not file.papers:
        return
    yield Gap()
    yield Line(language.say("Papers of the case"), strong=True)
    columns = (
        Column(language.say("Number"), 16),
        Column(language.say("Paper"), 30),
        Column(language.say("Made"), 22),
        Column(language.say("Prints"), 10, figures=True),
        Column(language.say("Amount"), 22, figures=True),
    )
    yield Table(columns, tuple(_paper(each, language) for each in file.papers))


def _paper(paper: CasePaper, language: Language) -> tuple[str, ...]:
    return (
        paper.number,
        word(language, PAPER_NAMES, paper.kind),
        language.moment(datetime.fromisoformat(paper.made_at)),
        str(paper.prints),
        "" if paper.amount is None else language.money(Money(paper.amount)),
    )


def _decisions(file: CaseFile, language: Language) -> Iterator[Block]:
    if file.decisions:
        yield Gap()
        yield Line(language.say("What was decided, and why"), strong=True)
    for decision in file.decisions:
        yield from _decision(decision, language)
    if file.paragraphs:
        yield Gap()
    for paragraph in file.paragraphs:
        yield paragraph_line(paragraph, language)


def _decision(decision: CaseDecision, language: Language) -> Iterator[Block]:
    entry = language.say("Entry {number}", number=decision.entry)
    yield Pair(event_name(language, decision.event), entry, strong=True, size=Size.SMALL)
    for code, clause, version in decision.findings:
        said = (
            finding_words(language, code, clause, version)
            if code
            else language.say("Policy {policy}, clause {clause}", policy=version, clause=clause)
        )
        yield Line(said, size=Size.SMALL)


def _approvals(file: CaseFile, language: Language) -> Iterator[Block]:
    if not file.approvals:
        return
    yield Gap()
    yield Line(language.say("Approvals"), strong=True)
    columns = (
        Column(language.say("Asked"), 20),
        Column(language.say("Asked by"), 16),
        Column(language.say("What"), 20),
        Column(language.say("Answer"), 14),
        Column(language.say("Answered by"), 16),
        Column(language.say("Amount"), 14, figures=True),
    )
    yield Table(columns, tuple(_approval(each, language) for each in file.approvals))


def _approval(approval: CaseApproval, language: Language) -> tuple[str, ...]:
    what = word(language, APPROVAL_KINDS, approval.kind)
    return (
        language.moment(datetime.fromisoformat(approval.asked_at)),
        approval.asked_by,
        f"{what}, {approval.paper}" if approval.paper else what,
        word(language, REQUEST_STATES, approval.state),
        ", ".join(approval.answered_by),
        language.money(Money(approval.amount)),
    )
