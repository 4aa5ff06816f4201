"""A customer with something of every kind on record, and staff who type too much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import select

from models.services.apology_letters import write_letter
from models.services.approvals import Approval
from models.services.case_promises import keep_promise, promise
from models.services.cases import add_note, close_case, open_case, put_aside
from models.services.complaint_remedies import choose_remedy
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.exchange_decisions import decide_exchange
from models.services.exchanges import take_exchange
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.hand_over_notes import leave_note
from models.services.identities import identify_document
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.questions import answer_question, ask_question
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.signatures import sign
from models.services.suspended import suspend
from models.services.taken_down import TakeDownAsked, take_down
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.services.value_card_requests import move_card
from models.services.value_cards import CardLife, issue_credit
from models.services.voids import void_return
from models.tables.documents import Document
from models.tables.returns import Refund
from models.values import ONE, Money, TenderKind
from models.values.cases import AsideFor, CaseKind, Channel
from models.values.codes import Capture, Condition, GoodwillReason, Reason, RefundBy
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.identities import IdentityKind
from models.values.questions import QuestionKind
from tests.builders import (
    MANAGER,
    NOON,
    a_customer,
    a_line,
    a_product,
    a_sale,
    in_force,
    sale_id_of,
)
from tests.cases import a_case
from tests.drawers import BELA_PIN, bela
from tests.services.test_exchanges import asking as exchanging

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.returns import ReturnTaken

TERMS = """window = "30 days"
proof = ["receipt", "none"]
refund.choices = ["cash", "store-credit"]
no_receipt.lowest_price_days = 90
goodwill.clerk = 5
goodwill.ways = ["cash", "store-credit"]"""
VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
FOR_EVER = CardLife(months=None, expires_allowed=True)
DOCUMENT = "3273010101900001"


@dataclass(frozen=True)
class Somebody:
    """A customer as the shop knows them."""

    id: int
    number: str
    name: str
    phone: str
    email: str

    @property
    def traces(self) -> tuple[str, ...]:
        """What nothing may hold once they are forgotten."""
        return self.number, self.name, self.phone, self.email


def somebody(
    shop: Shop, name: str = "Wulandari Kusumaningrum", number: str = "LOYAL-77120"
) -> Somebody:
    phone, email = "+6281234567890", "wulan.kusuma@example.org"
    key = a_customer(shop, name, number=number, phone=phone, email=email, tier="gold")
    return Somebody(key, number, name, phone, email)


def give_back(shop: Shop, number: str, note: str, by: RefundBy | None = None) -> ReturnTaken:
    """The first line of a sale, with a note on who brought it."""
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, number)))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
        captured={Capture.CUSTOMER: note},
    )
    asked = ReturnAsked(sale_id=sale.sale_id, lines=(line,), refund_by=by)
    seen = shop.read(lambda unit: decide_return(unit, asked))
    return shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))


def a_whole_life(shop: Shop, person: Somebody) -> None:
    """Sales, returns, a void, a decline, goodwill, cards, exchange, an ID, a hold, a case."""
    bela(shop)
    in_force(shop, TERMS)
    said = f"{person.name}, {person.phone}, {person.email}, {person.number}"
    kettle = a_product(shop)
    for number, tenders in (("S-1", None), ("S-2", (VISA,)), ("S-3", (VISA,)), ("S-4", None)):
        a_sale(shop, a_line(kettle), number=number, tenders=tenders, customer_id=person.id)
    give_back(shop, "S-1", said, RefundBy.STORE_CREDIT)
    voided = give_back(shop, "S-2", said).slip.head.number
    settle_waiting(shop)
    _void(shop, voided, said)
    signed = give_back(shop, "S-3", said).slip.head.number
    shop.run(lambda unit: sign(unit, str(uuid4()), signed, [[(10, 10), (60, 40), (110, 10)]]))
    _decline(shop, f"Declined for {said}")
    _exchange(shop)
    _give_goodwill(shop, person, f"An apology to {said}")
    _bring_without_receipt(shop, person, said)
    _lose_a_card(shop, person)
    sale_id = sale_id_of(shop, "S-2")
    line = shop.read(lambda unit: open_sale(unit, sale_id)).lines[0]
    back = ReturnAsked(sale_id=sale_id, lines=(ComingBack(line_id=line.line_id, quantity=ONE),))
    shop.run(lambda unit: suspend(unit, back, said))
    shop.run(lambda unit: leave_note(unit, f"Call {said}"))
    _complain(shop, person, said)
    _ask_and_complain(shop, person, said)


def _ask_and_complain(shop: Shop, person: Somebody, said: str) -> None:
    """In one visit, with a paper to take home."""
    key = a_case(shop, customer_id=person.id).id
    asked = shop.run(lambda unit: ask_question(unit, key, QuestionKind.OTHER, said))
    shop.run(lambda unit: answer_question(unit, asked.id, said))
    complaint = ComplaintAsked(case_id=key, kind=ComplaintKind.GOODS, severity=1, said=said)
    begun = shop.run(lambda unit: begin_complaint(unit, complaint))
    taken = TakeDownAsked(
        case_id=key,
        said=said,
        promise="We call back",
        promised_at=NOON + timedelta(1),
        promised_by=MANAGER.staff_id,
        reach_at=said,
    )
    shop.run(lambda unit: take_down(unit, taken))
    shop.run(lambda unit: name_issue(unit, begun.id, said, said))
    shop.run(lambda unit: choose_remedy(unit, begun.id, ComplaintRemedy.APOLOGY, said))
    shop.run(lambda unit: write_letter(unit, begun.id))
    shop.run(lambda unit: keep_promise(unit, key))
    shop.run(lambda unit: close_case(unit, key, elsewhere=said))


def settle_waiting(shop: Shop) -> None:
    for each in shop.read(list_awaiting):
        shop.run(lambda unit, key=each.refund_id: settle_refund(unit, key, "T-1"))  # type: ignore[misc]


def _void(shop: Shop, number: str, said: str) -> None:
    with shop.unit(writes=False) as unit:
        last = unit.connection.scalars(select(Refund.id).order_by(Refund.id.desc())).first()
    reason = Approval(badge="2", pin=BELA_PIN, reason=f"Wrong one: {said}")
    shop.run(lambda unit: void_return(unit, str(uuid4()), number, reason, {last or 0: "T-2"}))


def _decline(shop: Shop, why: str) -> None:
    (waiting,) = shop.read(list_awaiting)
    shop.run(
        lambda unit: decline_refund(
            unit, str(uuid4()), waiting.refund_id, why, RefundBy.STORE_CREDIT
        )
    )


def _exchange(shop: Shop) -> None:
    other = a_product(shop, "Toaster", price=Money(1000))
    asked = exchanging(shop, other, number="S-4")
    seen = shop.read(lambda unit: decide_exchange(unit, asked))
    shop.run(lambda unit: take_exchange(unit, str(uuid4()), asked, seen))


def _give_goodwill(shop: Shop, person: Somebody, note: str) -> None:
    asked = GoodwillAsked(
        amount=Money(300),
        reason=GoodwillReason.LONG_WAIT,
        note=note,
        customer_id=person.id,
        by=RefundBy.CASH,
    )
    seen = shop.read(lambda unit: decide_goodwill(unit, asked))
    shop.run(lambda unit: give_goodwill(unit, str(uuid4()), asked, seen))


def _bring_without_receipt(shop: Shop, person: Somebody, said: str) -> None:
    line = ComingBack(
        line_id=1,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
        captured={Capture.CUSTOMER: said},
    )
    pan = a_product(shop, "Pan")
    a_sale(shop, a_line(pan, sku="PAN"), number="S-5")
    shown = shop.read(
        lambda unit: identify_document(unit, IdentityKind.NATIONAL, "ID", DOCUMENT)
    )
    asked = WithoutSale(
        lines=(ProductBack(product_id=pan, coming=line),),
        customer_id=person.id,
        identity=shown,
    )
    seen = shop.read(lambda unit: decide_without_sale(unit, asked))
    shop.run(lambda unit: take_without_sale(unit, str(uuid4()), asked, seen))
    shop.run(lambda unit: suspend(unit, replace(asked, identity=shown), said))


def _lose_a_card(shop: Shop, person: Somebody) -> None:
    """Its new voucher belongs to no return."""
    card = shop.run(
        lambda unit: issue_credit(
            unit,
            Money(700),
            kind=TenderKind.STORE_CREDIT,
            life=FOR_EVER,
            customer_id=person.id,
        )
    )
    shop.run(lambda unit: move_card(unit, str(uuid4()), card.number, FOR_EVER))


def _complain(shop: Shop, person: Somebody, said: str) -> None:
    """On the phone, and what was promised is still to come."""
    opened = shop.run(
        lambda unit: open_case(
            unit, CaseKind.COMPLAINT, Channel.PHONE, title=said, customer_id=person.id
        )
    )
    key, later = opened.case.id, shop.clock() + timedelta(days=1)
    shop.run(lambda unit: add_note(unit, key, f"Shouted: {said}"))
    shop.run(lambda unit: promise(unit, key, f"Call {said}", later))
    shop.run(lambda unit: put_aside(unit, key, AsideFor.SHOP))


def papers(shop: Shop) -> list[tuple[str, str]]:
    """Kind and number of every paper on record."""
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(Document.kind, Document.code).order_by(Document.id)
        )
        return [(row.kind, row.code) for row in rows]
