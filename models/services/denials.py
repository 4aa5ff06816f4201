"""A no on paper: what was asked and answered, for the customer to take along.

Nothing moves, so it needs no second person; but it is numbered, stored and told to the journal
like every paper, once only, and what was told like that is not told again as left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from models.rules.alternatives import OtherWay
from models.services.abandoned import Left, told_of
from models.services.decisions import ReturnAsked, decide_return
from models.services.documents import next_number, open_snapshot, paper_head, store_paper
from models.services.exception_forms import paragraphs_named
from models.services.exchange_decisions import ExchangeAsked, decide_exchange
from models.services.journal import record
from models.services.no_receipt import WithoutSale, decide_without_sale
from models.services.requests import digest_of, outcome_of, remember
from models.services.returns import Bringer, brought_by
from models.services.rights import needs
from models.services.sold import load_sale
from models.services.suspended_bodies import kind_of, lines_of
from models.tables.goods import Product
from models.tables.people import Customer
from models.values import Message, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Answer, CureKind
from models.values.denial_papers import DenialSlip, DeniedLine
from models.values.printing import AS_USUAL, PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.rules.findings import Finding
    from models.services.decisions import ComingBack, DecidedLine, Decision
    from models.services.sold import SoldSale
    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from models.values.exception_papers import Paragraph
    from models.values.printing import PaperWish

DENIED: Final = frozenset({Answer.OVERRIDE, Answer.REFUSE})
"""Answers that can be given on paper: whatever is still to be asked is no answer yet."""
SAID_AS_WAYS: Final = frozenset(
    {CureKind.APPROVAL, CureKind.ENTRY, CureKind.PROOF, CureKind.WAIT}
)
"""Cures that are another way already, or something for the clerk alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What was told: the paper as it is stored."""

    request_id: str
    slip: DenialSlip
    copy: int = 0
    """What the next print of it is marked: 0 for the one the customer leaves with."""
    changed: frozenset[Topic] = frozenset({Topic.DOCUMENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goods:
    """What a line is about, as the customer reads it."""

    sku: str
    serial: str = ""


@needs(Right.SERVE)
def deny(
    unit: Unit,
    request_id: str,
    asked: Entered,
    seen: Decision,
    wish: PaperWish = AS_USUAL,
) -> Denied:
    """Give the customer the answer on paper; nothing is taken back and nothing is paid.

    ``seen`` is the decision that the clerk has read out. Raise :class:`models.values.Refused`
    where the answer is neither *override* nor *refuse*, and where it is another than was seen.
    The same ``request_id`` and request again give the same paper.
    """
    digest = digest_of({"denied": asked.digest(), "language": wish.language})
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_denial(unit, request_id, known)
    decision = _decide(unit, asked)
    if decision.answer not in DENIED:
        raise refuse("nothing-denied")
    if _said(decision) != _said(seen):
        raise refuse("answer-changed")
    number = next_number(unit, PaperKind.DENIAL)
    sale = _sale(unit, asked)
    whose = _customer(unit, asked, sale)
    language = wish.language or unit.shop.language
    slip = DenialSlip(
        head=paper_head(unit, number, language),
        asked=kind_of(asked),
        sale_id=sale.sale_id if sale else None,
        sale_number=sale.number if sale else "",
        sold_on=sale.sold_on.isoformat() if sale else "",
        customer=whose.name,
        lines=tuple(
            _line(came, decided, goods, language)
            for came, decided, goods in zip(
                lines_of(asked), decision.lines, _goods(unit, asked, sale), strict=True
            )
        ),
        goes_out=_goes_out(unit, asked),
        paragraphs=_paragraphs(decision),
        policy=decision.policy,
        clauses=tuple(sorted(decision.clauses)),
    )
    store_paper(unit, number, slip.to_json(), customer_id=whose.customer_id)
    remember(unit, request_id, PaperKind.DENIAL, digest, number.code)
    record(unit, "ReturnDenied", slip=number.code, **told_of(unit, Left(asked, decision)))
    return Denied(request_id=request_id, slip=slip)


def reopen_denial(unit: Unit, request_id: str, code: str) -> Denied:
    """What was told before; refused where no denial has that number."""
    snapshot, copy = open_snapshot(unit, PaperKind.DENIAL, code)
    return Denied(request_id=request_id, slip=DenialSlip.from_json(snapshot), copy=copy)


def _decide(unit: Unit, asked: Entered) -> Decision:
    match asked:
        case ReturnAsked():
            return decide_return(unit, asked)
        case ExchangeAsked():
            return decide_exchange(unit, asked).decision
        case WithoutSale():
            return decide_without_sale(unit, asked)


def _said(decision: Decision) -> list[tuple[Answer, tuple[Message, ...]]]:
    """What was said of each line; two decisions that say the same are one."""
    return [
        (line.decision.answer, tuple(finding.message for finding in line.decision.findings))
        for line in decision.lines
    ]


def _sale(unit: Unit, asked: Entered) -> SoldSale | None:
    match asked:
        case ReturnAsked():
            return load_sale(unit, asked.sale_id)
        case ExchangeAsked():
            return load_sale(unit, asked.back.sale_id)
        case WithoutSale():
            return None


def _customer(unit: Unit, asked: Entered, sale: SoldSale | None) -> Bringer:
    """Who asked, as far as the shop knows; never who bought a gift."""
    if isinstance(asked, WithoutSale) or sale is None:
        customer_id = asked.customer_id if isinstance(asked, WithoutSale) else None
        name = select(Customer.name).where(Customer.id == customer_id)
        return Bringer(customer_id, unit.connection.scalar(name) or "")
    back = asked.back if isinstance(asked, ExchangeAsked) else asked
    return brought_by(sale, back.proof)


def _goods(unit: Unit, asked: Entered, sale: SoldSale | None) -> list[_Goods]:
    """Of each line that was asked about, in order."""
    if isinstance(asked, WithoutSale):
        skus = _named(unit, [line.product_id for line in asked.lines])
        return [
            _Goods(
                sku=skus[line.product_id][0],
                serial=mask_card_numbers(line.coming.serial),
            )
            for line in asked.lines
        ]
    rows = {row.id: row for row in sale.lines} if sale else {}
    return [
        _Goods(sku=rows[line.line_id].sku, serial=rows[line.line_id].serial or "")
        for line in lines_of(asked)
    ]


def _goes_out(unit: Unit, asked: Entered) -> tuple[str, ...]:
    if not isinstance(asked, ExchangeAsked):
        return ()
    named = _named(unit, [one.product_id for one in asked.out])
    return tuple(named[one.product_id][1] for one in asked.out)


def _named(unit: Unit, ids: list[int]) -> Mapping[int, tuple[str, str]]:
    """SKU and name of products."""
    rows = unit.connection.execute(
        select(Product.id, Product.sku, Product.name).where(Product.id.in_(ids))
    )
    return {row.id: (row.sku, row.name) for row in rows}


def _line(came: ComingBack, decided: DecidedLine, goods: _Goods, language: str) -> DeniedLine:
    against = sorted(
        _against(decided), key=lambda finding: finding.answer.gravity, reverse=True
    )
    return DeniedLine(
        description=decided.description,
        sku=goods.sku,
        serial=goods.serial,
        quantity=came.quantity.thousandths,
        reason=came.reason or "",
        condition=came.condition or "",
        answer=decided.decision.answer,
        against=tuple(finding.message for finding in against),
        instead=tuple(other.message(language) for other in decided.alternatives),
        cures=tuple(_cures(decided)),
    )


def _against(decided: DecidedLine) -> list[Finding]:
    return [f for f in decided.decision.findings if f.answer in DENIED]


def _cures(decided: DecidedLine) -> Iterator[Message]:
    """What the customer can do about it, where no other way says so already."""
    ways = {other.kind.value for other in decided.alternatives} | {OtherWay.APPEAL.value}
    for finding in decided.decision.findings:
        cure = finding.cure
        if cure is None or finding.answer is Answer.ACCEPT or cure.kind in SAID_AS_WAYS:
            continue
        if cure.kind.value not in ways:
            yield Message(cure.kind.value, cure.facts)


def _paragraphs(decision: Decision) -> tuple[Paragraph, ...]:
    """Those that stand against it."""
    named = {
        (finding.version, finding.clause)
        for line in decision.lines
        for finding in _against(line)
    }
    return paragraphs_named(decision.clauses, named)
