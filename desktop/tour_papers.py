"""Papers that the tour does not make by keys: those of a colleague at the next register.

The same services make them as at any counter, on sales that the demo can count on
(:mod:`desktop.demo.tour`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from desktop.demo import goods
from desktop.demo.drawers import close_exactly
from desktop.demo.people import BUDI, CLERK, DEMO_PIN, MANAGER, STAFF
from desktop.demo.tour import CASH_SALE, LATE_SALE, ONLINE_SALE
from models.services.apology_letters import write_letter
from models.services.approvals import Approval
from models.services.bills import explain_bill
from models.services.case_files import make_case_file
from models.services.cases import case_in_hand, close_case, open_case
from models.services.complaint_remedies import choose_remedy
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.day_summaries import business_day_now, make_day_summary
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.denials import deny
from models.services.documents import count_print
from models.services.drawer_reports import read_drawer
from models.services.drawers import move_cash
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
    offer_goods,
)
from models.services.exchanges import take_exchange
from models.services.gift_receipts import GiftAsked, make_gift_receipt
from models.services.goods import tags_of
from models.services.goodwill import (
    GoodwillAsked,
    decide_goodwill,
    find_customer,
    give_goodwill,
)
from models.services.inquiries import BeforeBuying, answer_paper
from models.services.journal_papers import make_extract
from models.services.journal_views import Filter
from models.services.papers import open_any
from models.services.people import sign_on
from models.services.returns import take_return
from models.services.sales import find_sale, open_sale
from models.services.taken_down import TakeDownAsked, take_down
from models.services.tickets import draw_ticket
from models.services.voids import void_return
from models.values import ONE, Money, TenderKind
from models.values.approvals import YesReason
from models.values.cases import CaseKind
from models.values.codes import (
    Condition,
    CorrectionReason,
    GoodwillReason,
    Reason,
    RefundBy,
    Remedy,
)
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.drawer_papers import CashKind
from models.values.printing import PaperKind, Sheet, usual_sheet
from receipts.papers import document_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.demo.goods import Known
    from desktop.demo.people import Colleague
    from desktop.demo.tour import KnownSale
    from models.db import Shop
    from models.services.sales import SaleOnCounter
    from models.unit import Unit
    from receipts.document import Document

NEXT_REGISTER: Final = "2"
TO_THE_SAFE, GOODWILL, PRICE_MATCH = Money(5_000_000), Money(75_000), Money(20_000)
"""In rupiah; the goodwill is more than a clerk may give without a manager."""
COMPLAINT: Final = "Penanak nasi saya sudah dua minggu di bengkel dan tidak ada yang menelepon."
PROMISE: Final = "Kami menanyakan ke bengkel dan menelepon Bapak dengan tanggal selesainya."
CORE: Final = "Perbaikan lama tanpa kabar."
APOLOGY: Final = (
    "Terima kasih sudah datang dan menceritakan semuanya. Dua minggu tanpa kabar bukan cara "
    "kami melayani, dan kami mohon maaf untuk itu.\n\n"
    "Bengkel sudah kami hubungi. Mulai hari ini satu orang yang mengurus penanak nasi Bapak "
    "sampai kembali di dapur, dan dialah yang menelepon.\n\n"
    "Terima kasih atas kesabaran Bapak."
)
ANSWERED_IN: Final = timedelta(days=3)


class Left(NamedTuple):
    """A paper to keep: what its file is called, what it says and what it is printed on."""

    name: str
    document: Document
    sheet: Sheet


def papers_left(shop: Shop, slip: str) -> Iterator[Left]:
    """One paper of every kind but a return's, whose ``slip`` was made before.

    ``shop`` is the demo at :data:`NEXT_REGISTER`; whoever is needed signs on there, and its
    drawer is closed in the end.
    """
    at_counter = _Colleagues(shop)
    at_counter.sign_on(CLERK)
    at_counter.see_off()
    yield at_counter.item_tag(slip)
    for code in at_counter.clerks_papers():
        yield at_counter.numbered(code)
    for code in at_counter.queue_papers():
        yield at_counter.numbered(code)
    yield at_counter.bill()
    yield at_counter.answer()
    yield from at_counter.drawer_papers()
    at_counter.sign_on(MANAGER)
    for code in at_counter.managers_papers():
        yield at_counter.numbered(code)


class _Colleagues:
    """A clerk, and a manager who comes over."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def sign_on(self, who: Colleague) -> None:
        self._shop.person = self._shop.run(lambda unit: sign_on(unit, who.badge, DEMO_PIN))

    def numbered(self, code: str) -> Left:
        """A paper as it is stored; it counts as printed."""
        copy = self._shop.run(lambda unit: count_print(unit, code))
        found = self._shop.read(lambda unit: open_any(unit, code))
        return Left(code, document_of(found.paper, copy), usual_sheet(found.kind))

    def see_off(self) -> None:
        """Whoever was served there when the demo began."""
        case = self._shop.read(case_in_hand)
        if case is not None:
            self._shop.run(lambda unit: close_case(unit, case.id))

    def item_tag(self, slip: str) -> Left:
        """For the first of the goods on that slip."""
        tag = self._shop.read(lambda unit: tags_of(unit, slip))[0]
        return Left(tag.code, document_of(tag), usual_sheet(PaperKind.TAG))

    def clerks_papers(self) -> Iterator[str]:
        """Their numbers, each once it is made."""
        yield self._void_a_return()
        yield self._correct_a_price()
        yield from self._give_goodwill()
        yield self._exchange()
        yield self._deny()
        yield self._gift_receipt()

    def queue_papers(self) -> Iterator[str]:
        """A stub, and what a customer takes along who complains of a repair."""
        drawn = self._shop.run(lambda unit: draw_ticket(unit, CaseKind.RETURN))
        yield drawn.ticket.paper
        customer = self._shop.read(lambda unit: find_customer(unit, BUDI.number))
        case = self._shop.run(
            lambda unit: open_case(unit, CaseKind.COMPLAINT, customer_id=customer)
        ).case
        asked = TakeDownAsked(
            case_id=case.id,
            complaint=True,
            about=goods.RICE_COOKER.name,
            said=COMPLAINT,
            promise=PROMISE,
            promised_at=self._shop.clock() + ANSWERED_IN,
            promised_by=STAFF.index(MANAGER) + 1,
            reach_at=BUDI.phone or "",
        )
        yield self._shop.run(lambda unit: take_down(unit, asked)).head.number
        yield self._apologise(case.id)

    def _apologise(self, case_id: int) -> str:
        """A letter for whoever waited for the repair."""
        complained = ComplaintAsked(
            case_id=case_id, kind=ComplaintKind.SERVICE, severity=2, said=COMPLAINT
        )
        key = self._shop.run(lambda unit: begin_complaint(unit, complained)).id
        self._shop.run(lambda unit: name_issue(unit, key, CORE, ""))
        self._shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.APOLOGY, APOLOGY))
        return self._shop.run(lambda unit: write_letter(unit, key)).letter.head.number

    def bill(self) -> Left:
        """What a sale came to, and why, for whoever asks."""
        sale = self._sale(CASH_SALE)
        explained = self._shop.read(lambda unit: explain_bill(unit, sale.sale_id))
        return Left(f"{sale.number}-bill", document_of(explained), usual_sheet(PaperKind.BILL))

    def answer(self) -> Left:
        """Whether a rice cooker can come back, for somebody who has not bought it yet."""
        sku = self._sku(goods.RICE_COOKER)
        asked = BeforeBuying(self._shop.read(lambda unit: offer_goods(unit, sku)).product_id)
        paper = self._shop.read(lambda unit: answer_paper(unit, asked))
        sheet = usual_sheet(PaperKind.POLICY_ANSWER)
        return Left(f"{sku}-answer", document_of(paper), sheet)

    def drawer_papers(self) -> Iterator[Left]:
        """A reading, then the closing of the drawer with the sheet of its count."""
        kind = CashKind.PICKUP
        self._shop.run(lambda unit: move_cash(unit, _once(), kind, TO_THE_SAFE))
        reading = self._shop.run(read_drawer)
        at = datetime.fromisoformat(reading.head.printed_at)
        name = f"X-{reading.head.register}-{at:%Y-%m-%d-%H%M}"
        yield Left(name, document_of(reading), usual_sheet(PaperKind.READING))
        closed = self._shop.run(lambda unit: close_exactly(unit, _once())).report
        number = closed.head.number
        yield self.numbered(number)
        sheet = document_of(closed, kind=PaperKind.COUNT_SHEET)
        yield Left(f"{number}-count", sheet, usual_sheet(PaperKind.COUNT_SHEET))

    def managers_papers(self) -> Iterator[str]:
        """What is in the journal: the day as it was, one case, and the day in figures."""
        day = self._shop.read(business_day_now)
        wanted = Filter(since=day, until=day)
        yield self._shop.run(lambda unit: make_extract(unit, wanted)).code
        case = CASH_SALE.number(self._today)
        yield self._shop.run(lambda unit: make_case_file(unit, case)).code
        yield self._shop.run(lambda unit: make_day_summary(unit, day)).code

    def _void_a_return(self) -> str:
        """Taken back by mistake: the manager says yes, and the customer has it again."""
        asked = self._back(CASH_SALE, goods.TOWEL)
        decision = self._shop.read(lambda unit: decide_return(unit, asked))
        taken = self._shop.run(lambda unit: take_return(unit, _once(), asked, decision))
        slip = taken.slip.head.number
        self._shop.run(lambda unit: count_print(unit, slip))
        yes = _approved("Handuk tertukar dengan milik pelanggan lain")
        voided = self._shop.run(lambda unit: void_return(unit, _once(), slip, yes))
        return voided.slip.head.number

    def _correct_a_price(self) -> str:
        """Another shop has the shirt for less."""
        sale = self._sale(CASH_SALE)
        asked = CorrectionAsked(
            sale_id=sale.sale_id,
            line_id=_line(sale, goods.BATIK),
            amount=PRICE_MATCH,
            reason=CorrectionReason.PRICE_MATCH,
        )
        seen = self._shop.read(lambda unit: decide_correction(unit, asked))
        given = self._shop.run(lambda unit: correct_price(unit, _once(), asked, seen))
        return given.slip.head.number

    def _give_goodwill(self) -> Iterator[str]:
        """More than the clerk may give: the slip, the voucher and the form of the yes."""
        asked = GoodwillAsked(
            amount=GOODWILL,
            reason=GoodwillReason.LATE_DELIVERY,
            by=RefundBy.STORE_CREDIT,
            customer_id=self._shop.read(lambda unit: find_customer(unit, BUDI.number)),
        )
        seen = self._shop.read(lambda unit: decide_goodwill(unit, asked))
        yes = _approved("Dua kali menunggu kurir", YesReason.PROMISED)
        given = self._shop.run(lambda unit: give_goodwill(unit, _once(), asked, seen, yes))
        yield given.slip.head.number
        for opened in given.vouchers:
            yield opened.voucher.head.number
        if given.form is not None:
            yield given.form.form.head.number

    def _exchange(self) -> str:
        """A blender goes back unopened, a rice cooker goes out, the rest is paid in cash."""
        out = self._shop.read(lambda unit: offer_goods(unit, self._sku(goods.RICE_COOKER)))
        back = self._back(ONLINE_SALE, goods.BLENDER, Remedy.EXCHANGE)
        going = (GoingOut(product_id=out.product_id, quantity=ONE),)
        offered = ExchangeAsked(back=back, out=going)
        seen = self._shop.read(lambda unit: decide_exchange(unit, offered))
        paid = PaidIn(kind=TenderKind.CASH, amount=seen.difference.to_shop)
        asked = ExchangeAsked(back=back, out=going, paid=(paid,))
        taken = self._shop.run(lambda unit: take_exchange(unit, _once(), asked, seen))
        return taken.slip.head.number

    def _deny(self) -> str:
        """Three days late for a refund, in time for other things."""
        asked = self._back(LATE_SALE, goods.RICE_COOKER)
        seen = self._shop.read(lambda unit: decide_return(unit, asked))
        denied = self._shop.run(lambda unit: deny(unit, _once(), asked, seen))
        return denied.slip.head.number

    def _gift_receipt(self) -> str:
        sale = self._sale(LATE_SALE)
        asked = GiftAsked(sale_id=sale.sale_id, lines=((_line(sale, goods.TOWEL), ONE),))
        given = self._shop.run(lambda unit: make_gift_receipt(unit, _once(), asked))
        return given.slip.head.number

    def _back(
        self, known: KnownSale, what: Known, remedy: Remedy = Remedy.REFUND
    ) -> ReturnAsked:
        """One unopened piece of it, as the customer changed their mind."""
        sale = self._sale(known)
        line = ComingBack(
            line_id=_line(sale, what),
            quantity=ONE,
            reason=Reason.CHANGED_MIND,
            condition=Condition.SEALED,
        )
        return ReturnAsked(sale_id=sale.sale_id, lines=(line,), remedy=remedy)

    def _sale(self, known: KnownSale) -> SaleOnCounter:
        number = known.number(self._today)

        def open_it(unit: Unit) -> SaleOnCounter:
            sale_id = find_sale(unit, number)
            if sale_id is None:
                raise RuntimeError(f"the demo has no sale {number}")
            return open_sale(unit, sale_id)

        return self._shop.read(open_it)

    def _sku(self, what: Known) -> str:
        lines = self._sale(LATE_SALE).lines
        return next(line.sku for line in lines if line.description == what.name)

    @property
    def _today(self) -> date:
        return self._shop.clock().astimezone(self._shop.facts.zone).date()


def _line(sale: SaleOnCounter, what: Known) -> int:
    return next(line.line_id for line in sale.lines if line.description == what.name)


def _approved(why: str, code: YesReason = YesReason.OTHER) -> Approval:
    """The manager's badge and PIN, at the clerk's screen."""
    return Approval(badge=MANAGER.badge, pin=DEMO_PIN, reason=why, code=code)


def _once() -> str:
    """The id of a request that nobody sends twice."""
    return str(uuid4())
