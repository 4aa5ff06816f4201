"""What a customer was told about a product, a bill or the policy: on paper, and on record.

To look something up is nothing that happened; it is once somebody says that they told it, or
gives it out on paper. With a case in hand it stands in its story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.bills import explain_bill
from models.services.cases import case_in_hand
from models.services.documents import Number, paper_head
from models.services.exception_forms import paragraphs_named
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.policy_answers import ask_after_buying, ask_before_buying
from models.services.print_jobs import queue_unnumbered
from models.services.product_search import find_products
from models.services.rights import needs
from models.services.sales import find_sale
from models.services.sold import load_sale
from models.tables.goods import Product
from models.values import Topic, refuse
from models.values.answer_papers import AnsweredReasons, PolicyAnswered
from models.values.papers import KeptPart
from models.values.printing import AS_USUAL, PaperKind
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.services.policy_answers import ForReason, PolicyAnswer
    from models.services.product_search import ProductFound
    from models.unit import Unit
    from models.values.bill_papers import BillExplained

UNNUMBERED = Number(PaperKind.POLICY_ANSWER, 0, "")


@dataclass(frozen=True, slots=True)
class AboutProduct:
    """What it costs, where it is, what goes with it."""

    product_id: int


@dataclass(frozen=True, slots=True)
class AboutBill:
    """What a sale came to, and why."""

    sale_id: int


@dataclass(frozen=True, slots=True)
class BeforeBuying:
    """Whether a product can come back, if it is bought now."""

    product_id: int


@dataclass(frozen=True, slots=True)
class AfterBuying:
    """Whether what is left of a sale line can come back."""

    sale_id: int
    line_id: int


OnPaper = AboutBill | BeforeBuying | AfterBuying
"""What can be given out on paper."""
Asked = AboutProduct | OnPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """It is on record; ``case`` is the code of the case it stands in, nothing where this
    register serves none."""

    case: str
    changed: frozenset[Topic] = frozenset({Topic.CASES})


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """A paper is on its way to a printer, which has no name where it is the machine's usual
    one."""

    printer: str
    changed: frozenset[Topic] = frozenset({Topic.CASES, Topic.PRINTING, Topic.DOCUMENTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAlong:
    """A paper that leaves as a file."""

    paper: BillExplained | PolicyAnswered
    changed: frozenset[Topic] = frozenset({Topic.CASES})


@dataclass(frozen=True, slots=True, kw_only=True)
class BillNamed:
    """The sale whose number was typed."""

    sale_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What was meant, as far as it is known."""

    typed: str
    bill: BillNamed | None
    products: tuple[ProductFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleExplained:
    """A bill, and by which ids its lines are asked about, in their order."""

    sale_id: int
    bill: BillExplained
    line_ids: tuple[int, ...]


@needs(Right.LOOK)
def seek(unit: Unit, typed: str) -> Sought:
    """The bill that has this number, and the products that may be meant."""
    wanted = typed.strip()
    sale_id = find_sale(unit, wanted) if wanted else None
    named = None if sale_id is None else BillNamed(sale_id=sale_id, number=wanted)
    return Sought(typed=typed, bill=named, products=find_products(unit, typed))


@needs(Right.LOOK)
def explain_sale(unit: Unit, sale_id: int, language: str = "") -> SaleExplained:
    """Refused as :func:`models.services.bills.explain_bill` is."""
    bill = explain_bill(unit, sale_id, language)
    sale = load_sale(unit, sale_id)
    return SaleExplained(
        sale_id=sale_id, bill=bill, line_ids=tuple(row.id for row in sale.lines)
    )


@needs(Right.LOOK)
def tell_customer(unit: Unit, asked: Asked) -> Told:
    """Keep on record that a customer was told this.

    Raise :class:`models.values.Refused` for a product, a sale or a line that there is not.
    """
    match asked:
        case AboutProduct():
            sku, name = _product(unit, asked.product_id)
            record(unit, "ProductAnswered", sku=sku, product=name)
        case AboutBill():
            sale = load_sale(unit, asked.sale_id)
            record(unit, "BillAnswered", sale=sale.number)
        case BeforeBuying():
            sku, name = _product(unit, asked.product_id)
            record(unit, "PolicyAnswered", sku=sku, product=name)
        case AfterBuying():
            sale = load_sale(unit, asked.sale_id)
            row = next((row for row in sale.lines if row.id == asked.line_id), None)
            if row is None:
                raise refuse("line-unknown")
            record(
                unit,
                "PolicyAnswered",
                sku=row.sku,
                product=row.description,
                sale=sale.number,
            )
    return Told(case=unit.in_hand.get(unit.station.register_id, ""))


@needs(Right.LOOK)
def paper_speaks(unit: Unit, asked: OnPaper) -> str:
    """The language of whoever asks, as far as it is on record, else the shop's."""
    if isinstance(asked, BeforeBuying):
        case = case_in_hand(unit)
        return paper_language(unit, AS_USUAL, case.customer_id if case else None)
    return paper_language(unit, AS_USUAL, load_sale(unit, asked.sale_id).customer_id)


@needs(Right.LOOK)
def answer_paper(
    unit: Unit, asked: OnPaper, language: str = ""
) -> BillExplained | PolicyAnswered:
    """What the customer takes along, as it stands now, in this language or theirs; refused as
    :func:`tell_customer` is."""
    language = language or paper_speaks(unit, asked)
    match asked:
        case AboutBill():
            return explain_bill(unit, asked.sale_id, language)
        case BeforeBuying():
            return policy_paper(unit, ask_before_buying(unit, asked.product_id), language)
        case AfterBuying():
            answer = ask_after_buying(unit, asked.sale_id, asked.line_id)
            return policy_paper(unit, answer, language)


@needs(Right.LOOK)
def take_along(
    unit: Unit, asked: OnPaper, language: str = "", *, told: bool = False
) -> TakenAlong:
    """The paper to be saved as a file; as with :func:`print_answer` the customer was told."""
    paper = answer_paper(unit, asked, language)
    if not told:
        tell_customer(unit, asked)
    return TakenAlong(paper=paper)


@needs(Right.LOOK)
def print_answer(
    unit: Unit, asked: OnPaper, language: str = "", *, told: bool = False
) -> GivenOut:
    """Print it; whoever takes it along was told, which goes on record unless it is there
    already (``told``)."""
    paper = answer_paper(unit, asked, language)
    kind = PaperKind.BILL if isinstance(asked, AboutBill) else PaperKind.POLICY_ANSWER
    queued = queue_unnumbered(unit, kind, paper)
    if not told:
        tell_customer(unit, asked)
    return GivenOut(printer=queued.printer)


def policy_paper(unit: Unit, answer: PolicyAnswer, language: str) -> PolicyAnswered:
    """An answer as it goes onto paper: reasons that are answered alike stand together."""
    return PolicyAnswered(
        head=paper_head(unit, UNNUMBERED, language),
        about=answer.about,
        sku=answer.sku,
        sale_number=answer.sale,
        bought_on=answer.bought_on.isoformat(),
        policy=answer.policy,
        answers=tuple(_answer(alike, language) for alike in answered_alike(answer.reasons)),
        paragraphs=paragraphs_named(answer.clauses, answer.clauses.keys()),
    )


def answered_alike(reasons: Iterable[ForReason]) -> tuple[tuple[ForReason, ...], ...]:
    """Reasons to which the same is said, in the order in which people have them."""
    alike: dict[object, list[ForReason]] = {}
    for each in reasons:
        said = tuple(finding.message.code for finding in each.findings)
        key = each.answer, each.last_day, each.refund, each.kept, each.ways, said, each.others
        alike.setdefault(key, []).append(each)
    return tuple(map(tuple, alike.values()))


def _answer(alike: Sequence[ForReason], language: str) -> AnsweredReasons:
    first = alike[0]
    return AnsweredReasons(
        reasons=tuple(each.reason for each in alike),
        condition=first.condition,
        answer=first.answer,
        last_day=first.last_day.isoformat() if first.last_day else "",
        refund=first.refund.minor,
        kept=tuple(KeptPart(name=part.name, amount=part.amount.minor) for part in first.kept),
        ways=first.ways,
        said=tuple(finding.message for finding in first.findings),
        instead=tuple(other.message(language) for other in first.others),
    )


def _product(unit: Unit, product_id: int) -> tuple[str, str]:
    """Its SKU and name."""
    row = unit.connection.execute(
        select(Product.sku, Product.name).where(Product.id == product_id)
    ).one_or_none()
    if row is None:
        raise refuse("goods-unknown", text=str(product_id))
    return row.sku, row.name
