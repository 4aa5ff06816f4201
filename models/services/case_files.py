"""The file of one case: its story, its papers, and who decided what, numbered and sealed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, or_, select

from models.rules.plain import plain_clause
from models.rules.references import case_references
from models.services.case_search import case_coded
from models.services.case_views import case_story, rows_of_case
from models.services.documents import next_number, paper_head, store_paper
from models.services.journal import HEAD, record
from models.services.journal_papers import PaperMade, made, people_of, recorded
from models.services.journal_views import MOST_OF_CASE, case_rows
from models.services.policies import policy_numbered
from models.services.rights import needs
from models.services.sealing import look_at_sealed
from models.tables.approvals import Approval, ApprovalEvent
from models.tables.documents import Document, DocumentPrint
from models.tables.people import Customer, Staff
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale
from models.values import refuse
from models.values.approvals import Said
from models.values.card_numbers import mask_card_numbers
from models.values.case_papers import SAYINGS, CaseApproval, CaseDecision, CaseFile, CasePaper
from models.values.cases import EntryKind
from models.values.drawer_papers import DrawerReport
from models.values.every_paper import read_paper
from models.values.exception_papers import ExceptionForm, Paragraph
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.papers import PaidOut, ReturnSlip
from models.values.printing import PaperKind
from models.values.rights import Right
from models.values.void_papers import VoidSlip
from models.values.voucher_papers import ValueVoucher

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.cases import CaseStory
    from models.values.every_paper import Paper

    AnyRow = Row[*tuple[Any, ...]]

ANSWERS = (Said.APPROVED, Said.CHANGED, Said.REFUSED)
Found = tuple[str, int, int]


class _Read(NamedTuple):
    """A paper of the case as it is stored, and as it reads today."""

    row: AnyRow
    paper: Paper


@needs(Right.JOURNAL)
def make_case_file(unit: Unit, reference: str) -> PaperMade:
    """Everything on record about the case of a paper, a sale, a card…, or of one visit.

    The file of a visit has a case's code for its reference, and tells what was said in it,
    but for what is for one person alone. The
    file is of the case from then on, and the journal keeps who made it. Raise
    :class:`models.values.Refused` where nothing has that number.
    """
    chain = unit.connection.execute(HEAD).one()
    case_id = case_coded(unit, reference)
    visit = case_story(unit, case_id) if case_id is not None else None
    rows = case_rows(unit, reference) if visit is None else _rows_of(unit, visit)
    if not rows:
        raise refuse("nothing-found", text=mask_card_numbers(reference))
    shown = rows[:MOST_OF_CASE]
    bodies = [json.loads(row.body) for row in shown]
    named = {each for body in bodies for each in case_references(body)}
    returns = _returns(unit, named)
    sale = _sale(unit, named, returns)
    customers = {row.customer_id for row in (*returns, *([sale] if sale else []))} - {None}
    customer = customers.pop() if len(customers) == 1 else None
    if visit is not None and visit.case.customer_id is not None:
        customer = visit.case.customer_id
    papers = _papers(unit, named)
    decisions = _decisions(shown, bodies, papers)
    number = next_number(unit, PaperKind.CASE_FILE)
    file = CaseFile(
        head=paper_head(unit, number, unit.shop.language),
        reference=mask_card_numbers(reference.strip()),
        slip=returns[0].number if returns else "",
        sale_number=sale.number if sale else "",
        sold_at=_said(unit, sale.sold_at) if sale else "",
        sale_total=sale.total.minor if sale else None,
        customer=_name(unit, customer),
        **_money(unit, [row.id for row in returns if row.voided_by is None]),
        entries=recorded(unit, shown),
        whole=len(rows) <= MOST_OF_CASE and (visit is None or visit.whole),
        people=people_of(unit, shown),
        papers=tuple(_listed(unit, each) for each in papers),
        decisions=decisions,
        paragraphs=_paragraphs(unit, decisions, papers),
        approvals=_approvals(unit, named),
        journal_entries=chain.entries,
        journal_head=chain.hash,
        sayings=_sayings(visit, bodies, shown) if visit is not None else "",
        visit=visit is not None,
    )
    return_id = returns[0].id if returns else None
    store_paper(unit, number, file.to_json(), return_id, customer, words=SAYINGS)
    about = {"slip": file.slip, "sale": file.sale_number}
    if visit is not None:
        about["case"] = visit.case.code
    known = {key: value for key, value in about.items() if value}
    record(unit, "CaseFileMade", paper=number.code, **known)
    return made(unit, PaperKind.CASE_FILE, number.code)


def _rows_of(unit: Unit, visit: CaseStory) -> list[AnyRow]:
    """As the counter reads it, without what only auditors do."""
    told = {each.number for each in visit.told}
    found, _ = rows_of_case(unit, visit.case.code)
    return [row for row, _ in found if row.number in told]


def _sayings(visit: CaseStory, bodies: Sequence[dict[str, Any]], rows: Sequence[AnyRow]) -> str:
    """What the records add to each entry; nothing of a note for one person."""
    known = {row.number: body for row, body in zip(rows, bodies, strict=True)}
    said: dict[int, dict[str, object]] = {}
    for each in visit.told:
        if each.number not in known or each.what == EntryKind.COACHING:
            continue
        body = known[each.number]
        added = {key: value for key, value in each.facts.items() if key not in body}
        if each.words:
            added["words"] = each.words
        if added:
            said[each.number] = added
    return json.dumps(said, ensure_ascii=False)


def _returns(unit: Unit, named: Collection[str]) -> Sequence[AnyRow]:
    """Goods back and money out of the case, oldest first."""
    return unit.connection.execute(
        select(
            GoodsReturn.id,
            GoodsReturn.number,
            GoodsReturn.sale_id,
            GoodsReturn.customer_id,
            GoodsReturn.voided_by,
        )
        .where(GoodsReturn.number.in_(named))
        .order_by(GoodsReturn.id)
    ).all()


def _sale(unit: Unit, named: Collection[str], returns: Iterable[AnyRow]) -> AnyRow | None:
    """The sale that the first return is of; else the one that is named, if it is one."""
    sold = [row.sale_id for row in returns if row.sale_id is not None]
    which = Sale.id == sold[0] if sold else Sale.number.in_(named)
    rows = unit.connection.execute(
        select(Sale.number, Sale.sold_at, Sale.total, Sale.customer_id).where(which).limit(2)
    ).all()
    return rows[0] if len(rows) == 1 else None


def _name(unit: Unit, customer_id: int | None) -> str:
    name = select(Customer.name).where(Customer.id == customer_id)
    return (unit.connection.scalar(name) or "") if customer_id is not None else ""


def _money(unit: Unit, stand: Sequence[int]) -> dict[str, Any]:
    """What came back, what was kept of it, and what went out, of the returns that stand."""
    lines = unit.connection.execute(
        select(
            func.sum(ReturnLine.gross).label("gross"), func.sum(ReturnLine.fee).label("fee")
        ).where(ReturnLine.return_id.in_(stand))
    ).one()
    paid = unit.connection.execute(
        select(Refund.kind, func.sum(Refund.amount).label("amount"))
        .where(
            Refund.return_id.in_(stand),
            Refund.status != "declined",
            Refund.carried_to_id.is_(None),
        )
        .group_by(Refund.kind)
        .order_by(func.sum(Refund.amount).desc(), Refund.kind)
    )
    return {
        "goods": lines.gross.minor if lines.gross else 0,
        "kept": lines.fee.minor if lines.fee else 0,
        "paid_out": tuple(
            PaidOut(kind=row.kind, amount=row.amount.minor) for row in paid if row.amount
        ),
    }


def _papers(unit: Unit, named: Collection[str]) -> list[_Read]:
    """Every paper that the case names, oldest first; case files are not of their own story."""
    rows = unit.connection.execute(
        select(
            Document.code,
            Document.kind,
            Document.made_at,
            Document.snapshot,
            func.count(DocumentPrint.copy).label("prints"),
        )
        .outerjoin(DocumentPrint, DocumentPrint.document_id == Document.id)
        .where(Document.code.in_(named), Document.kind != PaperKind.CASE_FILE)
        .group_by(Document.id)
        .order_by(Document.made_at, Document.id)
    ).all()
    said = look_at_sealed(unit, *(json.loads(row.snapshot) for row in rows))
    return [
        _Read(row, read_paper(PaperKind(row.kind), says))
        for row, says in zip(rows, said, strict=True)
    ]


def _listed(unit: Unit, each: _Read) -> CasePaper:
    return CasePaper(
        number=each.row.code,
        kind=each.row.kind,
        made_at=_said(unit, each.row.made_at),
        amount=_amount(each.paper),
        prints=each.row.prints,
    )


def _amount(paper: Paper) -> int | None:
    match paper:
        case ReturnSlip():
            return sum(part.amount for part in paper.paid_out)
        case ExchangeSlip():
            paid_in = sum(part.amount for part in paper.paid_in)
            return sum(part.amount for part in paper.paid_out) - paid_in
        case VoidSlip():
            paid_back = sum(part.amount for part in paper.paid_back)
            return paid_back - sum(part.amount for part in paper.given_back)
        case CorrectionSlip() | GoodwillSlip() | ValueVoucher() | ExceptionForm():
            return paper.amount
        case DrawerReport():
            return paper.counted
        case _:
            return None


def _decisions(
    rows: Sequence[AnyRow],
    bodies: Sequence[dict[str, Any]],
    papers: Iterable[_Read],
) -> tuple[CaseDecision, ...]:
    """What an entry found, or the paragraphs on the slip of what it did."""
    clauses = {
        each.row.code: tuple(("", number, version) for version, number in paid.clauses)
        for each in papers
        if isinstance(
            paid := each.paper, ReturnSlip | ExchangeSlip | CorrectionSlip | GoodwillSlip
        )
    }
    found = []
    done: set[str] = set()
    for row, body in zip(rows, bodies, strict=True):
        slip = body.get("slip", "")
        against: tuple[Found, ...] = tuple(
            (code, int(clause), int(version))
            for code, clause, version in body.get("findings", ())
        )
        if not against and slip not in done and "policy" in body:
            against = clauses.get(slip, ())
            done.add(slip)
        if against:
            found.append(CaseDecision(entry=row.number, event=row.event, findings=against))
    return tuple(found)


def _paragraphs(
    unit: Unit, decisions: Iterable[CaseDecision], papers: Iterable[_Read]
) -> tuple[Paragraph, ...]:
    """Each paragraph once, as it read on that day."""
    known = {
        (each.policy, each.number): each
        for read in papers
        if isinstance(read.paper, ExceptionForm)
        for each in read.paper.paragraphs
    }
    wanted = {(version, clause) for each in decisions for _, clause, version in each.findings}
    for version, number in wanted - known.keys():
        clause = policy_numbered(unit, version).clause(number) if version and number else None
        if clause is not None:
            when, terms = plain_clause(clause)
            known[version, number] = Paragraph(
                policy=version,
                number=number,
                text=clause.text,
                when=tuple(when),
                terms=tuple(terms),
            )
    return tuple(paragraph for _, paragraph in sorted(known.items()))


def _approvals(unit: Unit, named: Collection[str]) -> tuple[CaseApproval, ...]:
    """Every request of the case, by whom it was answered, and what rests on it."""
    begun = select(func.min(ApprovalEvent.id)).where(ApprovalEvent.approval_id == Approval.id)
    rows = unit.connection.execute(
        select(
            Approval.id,
            Approval.kind,
            Approval.state,
            Approval.asked_at,
            Approval.amount,
            Approval.used_by,
            Staff.name,
        )
        .join(Staff, Staff.id == Approval.staff_id)
        .where(or_(Approval.id.in_(named), Approval.used_by.in_(named)))
        .order_by(Approval.asked_at, begun.scalar_subquery())
    ).all()
    said = unit.connection.execute(
        select(ApprovalEvent.approval_id, Staff.name)
        .join(Staff, Staff.id == ApprovalEvent.staff_id)
        .where(
            ApprovalEvent.approval_id.in_([row.id for row in rows]),
            ApprovalEvent.said.in_(ANSWERS),
        )
        .order_by(ApprovalEvent.id)
    )
    answered: dict[str, list[str]] = defaultdict(list)
    for approval_id, name in said:
        if name not in answered[approval_id]:
            answered[approval_id].append(name)
    return tuple(
        CaseApproval(
            kind=row.kind,
            state=row.state,
            asked_by=row.name,
            asked_at=_said(unit, row.asked_at),
            answered_by=tuple(answered[row.id]),
            amount=row.amount.minor,
            paper=row.used_by or "",
        )
        for row in rows
    )


def _said(unit: Unit, moment: datetime) -> str:
    return moment.astimezone(unit.shop.zone).isoformat(timespec="seconds")
