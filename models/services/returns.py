"""Take goods back: decide while the clerk types, then commit all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, update

from models.rules.approvals import overridden
from models.services import refunds
from models.services.approvals import Granted, allow
from models.services.decisions import decide_sale
from models.services.documents import (
    RETURN,
    next_number,
    open_paper,
    paper_head,
    store_paper,
)
from models.services.exception_forms import form_of, store_form
from models.services.journal import canonical, record
from models.services.letterheads import paper_language
from models.services.requests import outcome_of, remember
from models.services.rights import needs
from models.services.sold import load_sale
from models.services.sought import of_return
from models.services.splits import SplitAsked, keep_split
from models.services.terminal import list_awaiting
from models.services.vouchers import vouchers_for
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.goods import StockMovement
from models.tables.returns import (
    OF_GOODS,
    OVERRIDDEN,
    WITHOUT_GOODS,
    GoodsReturn,
    ReturnLine,
)
from models.tables.sales import SaleLine
from models.values import NOTHING, ZERO, Message, Money, Refused, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Answer, Disposition, Proof, Remedy
from models.values.papers import KeptPart, PaidOut, PaperHead, ReturnedLine, ReturnSlip
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from models.rules.findings import LineDecision
    from models.rules.refunds import PlannedRefund
    from models.services.approvals import Approval, Approved
    from models.services.decisions import ComingBack, DecidedLine, Decision, ReturnAsked
    from models.services.documents import Number
    from models.services.exception_forms import FormOpened
    from models.services.giving import Giving
    from models.services.sold import SoldSale
    from models.services.sought import Sought
    from models.services.terminal import AwaitingTerminal
    from models.services.vouchers import VoucherOpened
    from models.unit import Unit

BUCKETS = {
    Disposition.RETURN_TO_STOCK: "sellable",
    Disposition.REPAIR: "repair",
    Disposition.RETURN_TO_SUPPLIER: "supplier",
    Disposition.WRITE_OFF: "waste",
    Disposition.WASTE: "waste",
    Disposition.UNDECIDED: "inspection",
}
NOWHERE: Mapping[str, int] = MappingProxyType({})

_line = rows_of(SaleLine).c
COME_BACK = (
    update(rows_of(SaleLine))
    .where(_line.id == bindparam("line_id"))
    .values(
        returned=_line.returned + bindparam("more", type_=_line.returned.type),
        refunded=_line.refunded + bindparam("worth", type_=_line.refunded.type),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTaken:
    """What happened: the slip as it is stored, and what is still to do at a terminal."""

    request_id: str
    slip: ReturnSlip
    copy: int = 0
    """What the next print of the slip is marked: 0 for the one the customer leaves with."""
    awaiting: tuple[AwaitingTerminal, ...]
    vouchers: tuple[VoucherOpened, ...] = ()
    """The papers of the credit that was issued for it."""
    form: FormOpened | None = None
    """The form of the exception, where it took somebody's yes."""
    changed: frozenset[Topic] = frozenset(
        {Topic.SALES, Topic.RETURNS, Topic.DOCUMENTS, Topic.DRAWER, Topic.CARDS}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What comes back, as a return's line names it; ``line_id`` is empty without a sale.

    ``serial`` is that of goods without a receipt.
    """

    line_id: int | None = None
    product_id: int | None
    sku: str
    description: str
    serial: str | None = None


@needs(Right.SERVE)
def take_return(
    unit: Unit,
    request_id: str,
    asked: ReturnAsked,
    seen: Decision,
    approval: Approval | Granted | None = None,
    wish: PaperWish = AS_USUAL,
) -> ReturnTaken:
    """Take the goods back, pay, number the slip and write the journal: all or nothing.

    ``seen`` is the decision the clerk confirmed, ``approval`` the managers' yes to this very
    request where it takes one. Raise :class:`models.values.Refused` where the decision is
    neither *accept* nor *override*, the money is no longer what was seen, or that yes is
    missing or not one. The same
    ``request_id`` and request again give the same slip and change nothing. ``wish`` is how the
    customer wants their paper; it is no part of the request.
    """
    digest = asked.digest()
    known = outcome_of(unit, request_id, digest)
    if known is not None:
        return reopen_return(unit, request_id, known)
    sale = load_sale(unit, asked.sale_id, lock=True)
    decision = decide_sale(unit, asked, sale, lock=True)
    if asked.remedy is not Remedy.REFUND:
        raise refuse("nothing-coming-back")
    check_decision(decision, seen)

    number = next_number(unit, RETURN)
    yes = approve_decision(
        unit, decision, approval, of_return(asked, decision, sale), number.code
    )
    return_id = add_return(
        unit,
        number,
        decision,
        sale_id=sale.sale_id,
        customer_id=brought_by(sale, asked.proof).customer_id,
        proof=asked.proof,
    )
    split = SplitAsked(number.code, digest, asked.split_why, yes)
    keep_split(unit, return_id, decision, split)
    for line, decided in zip(asked.lines, decision.lines, strict=True):
        take_line(unit, return_id, sale, line, decided.decision, asked.remedy)
    for part in decision.plan:
        refunds.pay(unit, return_id, part, wish)
    head = paper_head(unit, number, paper_language(unit, wish, sale.customer_id))
    slip = _slip(head, sale, asked, decision, yes.names if yes else "")
    store_paper(unit, number, slip.to_json(), return_id, wish=wish)
    store_form(unit, yes, number.code, return_id)
    remember(unit, request_id, RETURN, digest, number.code)
    record(
        unit,
        "ReturnTaken",
        slip=number.code,
        sale=sale.number,
        policy=decision.policy,
        refund=decision.refund.minor,
        paid=decision.to_pay.minor,
        lines=[[line.line_id, line.quantity.thousandths] for line in asked.lines],
        goods=goods_chosen(asked.lines, decision.lines),
        **approval_recorded(yes),
    )
    return as_taken(unit, request_id, slip)


def reopen_return(unit: Unit, request_id: str, slip: str) -> ReturnTaken:
    """A return that was committed before, as if it had just been taken."""
    paper = open_paper(unit, slip)
    return as_taken(unit, request_id, paper.slip, paper.copy)


def as_taken(unit: Unit, request_id: str, slip: ReturnSlip, copy: int = 0) -> ReturnTaken:
    """What is said of a return whose slip is stored."""
    awaiting = list_awaiting(unit, slip.head.number)
    return ReturnTaken(
        request_id=request_id,
        slip=slip,
        copy=copy,
        awaiting=awaiting,
        vouchers=vouchers_for(unit, slip.head.number),
        form=form_of(unit, slip),
    )


def check_decision(decision: Decision, seen: Decision) -> None:
    """Raise :class:`models.values.Refused` where it is no yes, or not what the clerk saw."""
    if not decision.lines:
        raise refuse("nothing-coming-back")
    refuse_unless_accepted(decision)
    if (decision.refund, decision.plan) != (seen.refund, seen.plan):
        raise refuse("decision-changed")


def refuse_unless_accepted(decision: Decision) -> None:
    """Say every reason why not; money that cannot be shared out like that is one as well.

    What managers can allow is no reason: whether they do is looked at next.
    """
    refused = (Answer.ASK, Answer.REFUSE)
    found = [f for line in decision.lines for f in line.decision.findings]
    if any(finding.answer in refused for finding in found):
        raise Refused(
            Message("return-refused"),
            *(finding.message for finding in found if finding.answer is not Answer.ACCEPT),
        )
    if decision.faults:
        raise Refused(*decision.faults)


def approve_decision(
    unit: Unit,
    decision: Decision,
    approval: Approval | Granted | None,
    sought: Sought,
    paper: str,
) -> Approved | None:
    """The yes that this takes, used up for its paper; nothing where it takes none.

    Refused as :func:`models.services.approvals.allow`, where it is missing, and where a yes
    to something else was given from another screen.
    """
    if not decision.needs_approval:
        if isinstance(approval, Granted):
            raise refuse("approval-changed")
        return None
    beyond = decision.split.beyond if decision.split else ()
    shared_out = bool(beyond) and decision.answer is Answer.ACCEPT and not decision.beyond
    if approval is None:
        code = "split-needs-approval" if shared_out else "approval-needed"
        raise Refused(Message(code), *sought.why)
    return allow(
        unit,
        approval,
        sought,
        paper,
        what="refund-split" if shared_out else "",
        slip=paper,
        request=sought.digest,
        amount=decision.refund.minor,
        codes=sorted(sought.needed.codes),
    )


def approval_recorded(yes: Approved | None) -> dict[str, Any]:
    """What the journal says of a paper that took a yes."""
    if yes is None:
        return {}
    people = [person.staff_id for person in yes.people]
    return {"approval": yes.approval_id, "approved_by": people}


class Bringer(NamedTuple):
    """Who brings goods back, as far as the shop knows."""

    customer_id: int | None
    name: str


def brought_by(sale: SoldSale, proof: Proof) -> Bringer:
    """The customer of the sale, unless somebody else was given the goods: their paper and
    their credit are not the buyer's, and tell nothing of who that was."""
    if proof is Proof.GIFT_RECEIPT:
        return Bringer(None, "")
    return Bringer(sale.customer_id, sale.customer)


def goods_chosen(
    lines: Sequence[ComingBack], decided: Sequence[DecidedLine]
) -> list[list[int | str]]:
    """Where the clerk chose otherwise than was proposed: the line, the proposal, the choice."""
    return [
        [line.line_id, one.decision.disposition, line.disposition]
        for line, one in zip(lines, decided, strict=True)
        if line.disposition is not None and line.disposition is not one.decision.disposition
    ]


def add_return(
    unit: Unit,
    number: Number,
    decision: Decision | Giving,
    *,
    sale_id: int | None,
    customer_id: int | None,
    proof: Proof = Proof.RECEIPT,
) -> int:
    """The return itself, without its lines, or money that goes out without goods; its id.

    Which of them it is, its paper's kind says.
    """
    return add_numbered(
        unit.connection,
        GoodsReturn,
        number=number.code,
        sale_id=sale_id,
        store_id=unit.station.store_id,
        register_id=unit.station.register_id,
        clerk_id=unit.clerk.staff_id,
        customer_id=customer_id,
        taken_at=unit.now,
        policy=decision.policy,
        proof=proof,
        what=number.kind if number.kind in WITHOUT_GOODS else OF_GOODS,
    )


def take_line(
    unit: Unit,
    return_id: int,
    sale: SoldSale,
    line: ComingBack,
    decision: LineDecision,
    remedy: Remedy,
) -> None:
    """Book one line on the sale, the return and the stock."""
    row = next(row for row in sale.lines if row.id == line.line_id)
    own = min(decision.gross, row.paid - row.refunded - row.corrected)
    unit.connection.execute(COME_BACK, {"line_id": row.id, "more": line.quantity, "worth": own})
    elsewhere = _give_back_elsewhere(unit, sale, row, decision.gross - own)
    goods = Goods(
        line_id=row.id,
        product_id=row.product_id,
        sku=row.sku,
        description=row.description,
    )
    add_return_line(unit, return_id, goods, line, decision, remedy, elsewhere)


def add_return_line(
    unit: Unit,
    return_id: int,
    goods: Goods,
    line: ComingBack,
    decision: LineDecision,
    remedy: Remedy = Remedy.REFUND,
    elsewhere: Mapping[str, int] = NOWHERE,
) -> None:
    """The line as it was decided, and the goods in their bucket.

    ``elsewhere`` is what of its worth was booked on other lines of the sale, by their id.
    """
    disposition = line.disposition or decision.disposition
    return_line_id = add_numbered(
        unit.connection,
        ReturnLine,
        return_id=return_id,
        line_id=goods.line_id,
        product_id=goods.product_id,
        sku=goods.sku,
        description=goods.description,
        serial=goods.serial,
        quantity=line.quantity,
        reason=line.reason,
        condition=line.condition or "",
        gross=decision.gross,
        fee=decision.fee,
        tax=decision.tax,
        disposition=disposition,
        remedy=remedy,
        version=decision.version,
        captured=canonical(_noted(line)),
        kept=canonical({part.name: part.amount.minor for part in decision.kept}),
        elsewhere=canonical(dict(elsewhere)),
        findings=canonical({"codes": _codes(decision), **_overridden(decision)}),
    )
    if goods.product_id is not None:
        add_row(
            unit.connection,
            StockMovement,
            product_id=goods.product_id,
            store_id=unit.station.store_id,
            bucket=BUCKETS[disposition],
            quantity=line.quantity,
            moved_at=unit.now,
            return_line_id=return_line_id,
        )


def _give_back_elsewhere(
    unit: Unit, sale: SoldSale, row: Row[Any], rest: Money
) -> dict[str, int]:
    """A bundle's discount that was taken back on one line and is due again now that less of
    the bundle is kept: booked on the lines it was taken from, which are named."""
    booked: dict[str, int] = {}
    for other in sale.lines if rest else ():
        more = min(rest, sale.value(other, other.returned) - other.refunded)
        if other.id != row.id and more > ZERO:
            unit.connection.execute(
                COME_BACK, {"line_id": other.id, "more": NOTHING, "worth": more}
            )
            booked[str(other.id)] = more.minor
            rest -= more
    if rest:
        raise ValueError(f"line {row.id} is worth {rest.minor} more than was paid")
    return booked


def _noted(line: ComingBack) -> dict[str, str]:
    """What was seen: never the number of an identity document, nor of a card."""
    return {what.value: mask_card_numbers(note) for what, note in line.captured.items() if note}


def _codes(decision: LineDecision) -> list[list[Any]]:
    return [
        [finding.message.code, finding.clause, finding.version] for finding in decision.findings
    ]


def _overridden(decision: LineDecision) -> dict[str, list[str]]:
    """What somebody's yes outweighed: such a line's paper rests on an approval."""
    codes = sorted(overridden(decision.findings))
    return {OVERRIDDEN: codes} if codes else {}


def _slip(
    head: PaperHead,
    sale: SoldSale,
    asked: ReturnAsked,
    decision: Decision,
    approver: str,
) -> ReturnSlip:
    rows = {row.id: row for row in sale.lines}
    return slip_of(
        head,
        decision,
        tuple(
            line_on_slip(rows[line.line_id].sku, rows[line.line_id].serial, line, decided)
            for line, decided in zip(asked.lines, decision.lines, strict=True)
        ),
        sale_number=sale.number,
        sold_on=sale.sold_on.isoformat(),
        customer=brought_by(sale, asked.proof).name,
        approver=approver,
    )


def slip_of(
    head: PaperHead,
    decision: Decision,
    lines: tuple[ReturnedLine, ...],
    *,
    sale_number: str = "",
    sold_on: str = "",
    customer: str = "",
    approver: str = "",
) -> ReturnSlip:
    """The paper of a decision; without a sale where there was no receipt."""
    return ReturnSlip(
        head=head,
        sale_number=sale_number,
        sold_on=sold_on,
        customer=customer,
        lines=lines,
        cash_rounding=decision.cash_rounding.minor,
        paid_out=tuple(
            PaidOut(kind=kind, label=label, amount=amount.minor)
            for (kind, label), amount in by_tender(decision.plan).items()
        ),
        policy=decision.policy,
        clauses=tuple(sorted(decision.clauses)),
        approver=approver,
    )


def line_on_slip(
    sku: str, serial: str | None, line: ComingBack, decided: DecidedLine
) -> ReturnedLine:
    """As the customer reads it."""
    decision = decided.decision
    promotion, taken_back = decided.taken_back
    return ReturnedLine(
        description=decided.description,
        sku=sku,
        serial=serial or "",
        quantity=line.quantity.thousandths,
        reason=line.reason or "",
        condition=line.condition or "",
        gross=decision.gross.minor,
        fee=decision.fee.minor,
        tax=decision.tax.minor,
        kept=tuple(
            KeptPart(name=part.name, amount=part.amount.minor, clause=part.clause)
            for part in decision.kept
        ),
        promotion=promotion,
        taken_back=taken_back.minor,
    )


def by_tender(plan: tuple[PlannedRefund, ...]) -> dict[tuple[str, str], Money]:
    """What is handed over by each kind and label: the parts in cash are one sum."""
    sums: dict[tuple[str, str], Money] = {}
    for part in plan:
        key = (str(part.kind), part.label)
        sums[key] = sums.get(key, Money()) + part.amount
    return sums
