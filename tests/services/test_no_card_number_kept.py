"""No number of a payment card is kept, in whatever field of the counter it is typed.

What a field is, is found in the code: every text that the windows or the command line can
give to a service. One that no case types into, and that is not said to need none, fails.
"""

from __future__ import annotations

import inspect
import json
import logging
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import String, select

from models.db import connect, transaction
from models.migrations.upgrade import upgrade
from models.rules.splits import SplitPart
from models.services.apology_letters import write_letter
from models.services.approval_bodies import VoidAsked
from models.services.approval_requests import (
    Done,
    No,
    Question,
    Yes,
    answer_approval,
    ask_approval,
    call_manager,
    reply_approval,
)
from models.services.approvals import Approval
from models.services.briefings import write_briefing
from models.services.candidates import WhatIsKnown, find_candidates
from models.services.case_facts import entitle, escalate, transfer
from models.services.case_files import make_case_file
from models.services.case_promises import break_promise, keep_promise, promise
from models.services.cases import add_note, close_case, open_case
from models.services.complaint_pages import PRODUCT, SALE, find_about
from models.services.complaint_remedies import choose_remedy, promise_remedy
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.decisions import decide_return
from models.services.documents import open_snapshot
from models.services.drafts import (
    draft_in_force,
    review_draft,
    save_draft,
    send_draft,
    start_draft,
)
from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import move_cash
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
    offer_goods,
)
from models.services.exchanges import take_exchange
from models.services.goodwill import (
    GoodwillAsked,
    decide_goodwill,
    find_customer,
    give_goodwill,
)
from models.services.guides import set_guide
from models.services.hand_over_notes import leave_note
from models.services.identities import identify_document
from models.services.journal_papers import make_extract
from models.services.journal_views import Filter, note_export
from models.services.knowledge import change_entry, keep_answer, suggest
from models.services.mail import mail_paper
from models.services.mail_server import MailServerAsked, set_mail_server
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.personal import export_person, forget_person, try_forgetting
from models.services.printers import PrinterAsked, add_printer
from models.services.product_search import find_products
from models.services.questions import (
    FollowUp,
    answer_question,
    ask_question,
    follow_up,
    plan_follow_up,
)
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.search import customers_named, look_up, products_named
from models.services.setup import SetUp, set_up_shop
from models.services.staff import add_person, change_person, find_badge
from models.services.suspended import note_suspended, suspend
from models.services.taken_down import TakeDownAsked, take_down
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.services.value_card_requests import pay_by_card, sell_card, top_up_card, void_card
from models.services.value_card_views import show_card
from models.services.value_cards import CardLife
from models.services.voids import void_return
from models.tables.base import Base, rows_of
from models.tables.journal import Request
from models.tables.returns import Refund
from models.tables.sales import Tender
from models.values import ONE, Money, Quantity, Refused, TenderKind
from models.values.approvals import NoReason, YesReason
from models.values.card_numbers import (
    ISSUERS,
    LONGEST,
    SHORTEST,
    CardNumbersMasked,
    find_card_numbers,
    luhn_sum,
)
from models.values.cases import CaseKind
from models.values.codes import Capture, CorrectionReason, GoodwillReason, RefundBy
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.drawer_papers import CashKind
from models.values.guides import GuideStep
from models.values.identities import IdentityKind
from models.values.printing import Way
from models.values.questions import QuestionKind
from models.values.shop import Role
from tests.builders import (
    MANAGER,
    NOON,
    a_customer,
    a_line,
    a_policy,
    a_product,
    a_sale,
    in_force,
    sale_id_of,
)
from tests.cases import a_case
from tests.drawers import BELA_PIN, a_person, begin, bela, limit, pieces_for
from tests.persons import papers
from tests.services.test_exchanges import asking as exchanging
from tests.services.test_no_receipt import POLICY, back
from tests.services.test_returns import asking
from tests.services.texts_typed import NO_FIELDS, texts_typed
from tests.team import FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.db import Shop
    from models.unit import Unit
    from models.values.shop import Person

NUMBERS = 10_000
TERMS = f"""{POLICY}
refund.choices = ["cash", "store-credit"]
correction.clerk = 5
goodwill.clerk = 5
goodwill.ways = ["cash"]"""
FOR_EVER = CardLife(months=None, expires_allowed=True)
VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
OTHER_DIGITS = [
    str.maketrans("0123456789", digits)
    for digits in (
        "０１２３４５６７８９",
        "٠١٢٣٤٥٦٧٨٩",
        "०१२३४५६७८९",
        "๐๑๒๓๔๕๖๗๘๙",
        "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵",
        "⓪①②③④⑤⑥⑦⑧⑨",
    )
]
GAPS = (
    " ", "  ", "    ", "-", " - ", "–", "—", "−", "－", ".", "·", "・", "．", "_", "__", "＿",
    "\t", "\u00a0", "\u2009", "\u3000", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad",
    "\u200e", "\u202c", "\u2066", "\ufe0f\u20e3", " \u200b-\u200b ",
)  # fmt: skip


def card_numbers() -> Iterator[str]:
    """Of every brand in its lengths, as people and scanners write them; always the same."""
    draw = Random(20261105)
    while True:
        issuer = draw.choice(ISSUERS)
        length = draw.choice(sorted(issuer.lengths))
        begin = str(draw.randint(int(issuer.first), int(issuer.last)))
        rest = length - len(begin) - 1
        body = begin + "".join(draw.choices("0123456789", k=rest))
        digits = body + str(-luhn_sum(body + "0") % 10)
        if length == 13:  # written as one it is a barcode
            digits = f"{digits[:4]} {digits[4:]}"
        fours = [digits[at : at + 4] for at in range(0, len(digits), 4)]
        gap = draw.choice(GAPS)
        written = draw.choice(
            [digits, " ".join(fours), gap.join(fours), gap.join(digits.replace(" ", ""))]
        )
        if draw.random() < 0.3:
            written = written.translate(draw.choice(OTHER_DIGITS))
        yield written


def digits_of(text: str) -> str:
    return "".join(str(unicodedata.digit(each)) for each in text if each.isdigit())


class Typist:
    """Types card numbers where something else was asked for."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.typed: list[str] = []
        self.into: set[str] = set()
        self._numbers = card_numbers()
        self._known: set[str] | None = None

    def types(self, field: str, many: int = 1) -> str:
        """Into a field, by its service and parameter or by its class and attribute."""
        self.into.add(field)
        numbers = [next(self._numbers) for _ in range(many)]
        self.typed += numbers
        return " | ".join(numbers)

    def typed_in(self, text: str) -> bool:
        """Whether a number that was typed stands in the text, whatever is between its digits:
        without what the program itself knows of cards."""
        if self._known is None:
            self._known = {digits_of(number) for number in self.typed}
        digits = digits_of(text)
        return any(
            digits[at : at + length] in self._known
            for length in range(SHORTEST, LONGEST + 1)
            for at in range(len(digits) - length + 1)
        )

    def approval(self) -> Approval:
        return Approval(badge="2", pin=BELA_PIN, reason=self.types("Approval.reason", 20))

    def is_refused(self, use_case: Callable[[], object]) -> None:
        """Or masked; either way the number goes no further than into the refusal's label."""
        try:
            use_case()
        except Refused as why:
            said = [str(fact) for each in why.messages for fact in each.facts.values()]
            assert not [text for text in said if list(find_card_numbers(text))]


def test_none_of_ten_thousand_is_anywhere(shop: Shop, tmp_path: Path) -> None:
    bela(shop)
    in_force(shop, TERMS)
    limit(shop, 0)
    typist = Typist(shop)
    at_the_drawer(typist)
    with_a_return(typist)
    with_an_exchange(typist)
    without_a_receipt(typist)
    with_gift_cards(typist)
    on_hold(typist)
    with_goodwill(typist)
    asking_a_manager(typist)
    in_the_policy(typist)
    of_people(typist)
    in_the_journal(typist)
    looking_up(typist)
    about_a_person(typist)
    of_printers(typist)
    of_mail(typist)
    in_a_case(typist)
    with_questions(typist)
    with_complaints(typist)
    with_guides(typist)
    with_the_team(typist)
    at_set_up(typist)
    at_the_end_of_the_shift(typist)
    log = a_log(tmp_path / "konter.log")
    while len(typist.typed) < NUMBERS:
        words = typist.types("move_cash.reason", 200)
        log.warning("typed: %s", words)
        shop.run(
            lambda unit, words=words: move_cash(  # type: ignore[misc]
                unit, str(uuid4()), CashKind.NO_SALE, Money(), words
            )
        )
    for handler in log.handlers:
        handler.close()
    assert texts_typed() == typist.into | set(NO_FIELDS)
    assert kept(shop, typist) == []
    for left in ((tmp_path / "konter.log").read_text("utf-8"), *exported(shop)):
        assert list(find_card_numbers(left)) == []
        assert not typist.typed_in(left)


def at_the_drawer(typist: Typist) -> None:
    for kind in (CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP):
        typist.shop.run(
            lambda unit, kind=kind: move_cash(  # type: ignore[misc]
                unit, str(uuid4()), kind, Money(100), typist.types("move_cash.reason", 20)
            )
        )


def of_printers(typist: Typist) -> None:
    """A name is masked; what a printer is found by is refused."""
    shop, way = typist.shop, Way.FILE
    named = PrinterAsked(name=typist.types("PrinterAsked.name"), way=way, address="lp0")
    shop.run(lambda unit: add_printer(unit, named))
    for wrong in (
        replace(named, name="a", address=typist.types("PrinterAsked.address")),
        replace(named, name="b", profile=typist.types("PrinterAsked.profile")),
        replace(named, name="c", register=typist.types("PrinterAsked.register")),
    ):
        typist.is_refused(lambda wrong=wrong: shop.run(lambda unit: add_printer(unit, wrong)))  # type: ignore[misc]


def of_mail(typist: Typist) -> None:
    """The sender's name is masked, all else is refused."""
    shop = typist.shop
    asked = MailServerAsked(
        host="mail.example",
        port=587,
        sender_name=typist.types("MailServerAsked.sender_name"),
        sender_address="shop@mail.example",
    )
    shop.run(lambda unit: set_mail_server(unit, asked))
    address = typist.types("MailServerAsked.sender_address")

    def change(wrong: MailServerAsked) -> None:
        typist.is_refused(lambda: shop.run(lambda unit: set_mail_server(unit, wrong)))

    change(replace(asked, host=typist.types("MailServerAsked.host")))
    change(replace(asked, user=typist.types("MailServerAsked.user")))
    change(replace(asked, sender_address=f"{address}@mail.example"))
    to = f"{typist.types('mail_paper.address')}@mail.example"
    typist.is_refused(lambda: shop.run(lambda unit: mail_paper(unit, "R1-000001", to)))


def in_a_case(typist: Typist) -> None:
    """Words of a case are refused: whoever wrote them is there to write them anew."""
    shop, later = typist.shop, NOON + timedelta(days=1)
    unpromised = shop.run(lambda unit: open_case(unit, CaseKind.COMPLAINT)).case
    case = shop.run(lambda unit: open_case(unit, CaseKind.COMPLAINT)).case
    shop.run(lambda unit: promise(unit, case.id, "Call back", later))
    for use_case in (
        lambda unit: open_case(unit, CaseKind.INQUIRY, title=typist.types("open_case.title")),
        lambda unit: entitle(unit, case.id, typist.types("entitle.title")),
        lambda unit: add_note(unit, case.id, typist.types("add_note.words", 20)),
        lambda unit: close_case(
            unit, unpromised.id, elsewhere=typist.types("close_case.elsewhere")
        ),
        lambda unit: escalate(unit, case.id, typist.types("escalate.words")),
        lambda unit: keep_promise(unit, case.id, typist.types("keep_promise.words")),
        lambda unit: break_promise(unit, case.id, typist.types("break_promise.words")),
        lambda unit: promise(unit, case.id, typist.types("promise.words"), later),
        lambda unit: transfer(unit, case.id, staff_id=1, words=typist.types("transfer.words")),
    ):
        with pytest.raises(Refused, match="card-number-refused"):
            shop.run(use_case)


def with_questions(typist: Typist) -> None:
    """Masked in what was asked and answered, refused in what everybody reads."""
    shop, kind = typist.shop, QuestionKind.OTHER
    case = a_case(shop)
    asked = typist.types("ask_question.asked", 20)
    question = shop.run(lambda unit: ask_question(unit, case.id, kind, asked))
    answer = typist.types("answer_question.answer", 20)
    by = FollowUp(on=NOON.date(), staff_id=MANAGER.staff_id)
    shop.run(lambda unit: answer_question(unit, question.id, answer))
    shop.run(lambda unit: plan_follow_up(unit, question.id, by))
    for part in ("asked", "said"):
        fine = {"asked": "Is it?", "said": "It is."}
        wrong = {**fine, part: typist.types(f"keep_answer.{part}")}
        typist.is_refused(
            lambda wrong=wrong: shop.run(lambda unit: keep_answer(unit, question.id, **wrong))  # type: ignore[misc]
        )
    entry = shop.run(lambda unit: keep_answer(unit, question.id, "Is it?", "It is."))
    for part in ("asked", "said"):
        wrong = {**fine, part: typist.types(f"change_entry.{part}")}
        typist.is_refused(
            lambda wrong=wrong: shop.run(lambda unit: change_entry(unit, entry.id, 1, **wrong))  # type: ignore[misc]
        )
    again = typist.types("follow_up.answer", 20)
    shop.run(lambda unit: follow_up(unit, question.id, again))
    typed = typist.types("suggest.typed")
    assert shop.read(lambda unit: suggest(unit, typed)) == ()


def with_guides(typist: Typist) -> None:
    """What is said to every customer is refused with a number in it."""
    words = {GuideStep.ASK: typist.types("set_guide.words")}
    typist.is_refused(
        lambda: typist.shop.run(lambda unit: set_guide(unit, CaseKind.INQUIRY, "en", words, 0))
    )


def with_the_team(typist: Typist) -> None:
    """What is told to colleagues is refused with a number in it."""
    for part in ("title", "words"):
        wrong: dict[str, Any] = {part: typist.types(f"BriefingWords.{part}")}
        told = replace(FIRST, **wrong)
        typist.is_refused(
            lambda told=told: typist.shop.run(lambda unit: write_briefing(unit, told))  # type: ignore[misc]
        )
    words = typist.types("leave_note.words")
    typist.is_refused(lambda: typist.shop.run(lambda unit: leave_note(unit, words)))


def with_complaints(typist: Typist) -> None:
    """In all words of a complaint, and on the paper that the customer takes home."""
    shop = typist.shop
    case = a_case(shop)
    asked = ComplaintAsked(
        case_id=case.id,
        kind=ComplaintKind.GOODS,
        severity=1,
        said=typist.types("ComplaintAsked.said", 20),
    )
    key = shop.run(lambda unit: begin_complaint(unit, asked)).id
    issue, wants = (typist.types(f"name_issue.{part}", 20) for part in ("issue", "wants"))
    shop.run(lambda unit: name_issue(unit, key, issue, wants))
    words = typist.types("choose_remedy.words", 20)
    shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.REPAIR, words))
    paper = typist.types("choose_remedy.paper")
    typist.is_refused(
        lambda: shop.run(
            lambda unit: choose_remedy(unit, key, ComplaintRemedy.REFUND, "", paper)
        )
    )
    letter = typist.types("choose_remedy.words", 20)
    shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.APOLOGY, letter))
    shop.run(lambda unit: write_letter(unit, key))
    promise, by = typist.types("promise_remedy.promise", 5), MANAGER.staff_id
    shop.run(lambda unit: promise_remedy(unit, key, promise, NOON + timedelta(1), by))
    taken = TakeDownAsked(
        case_id=case.id,
        said=typist.types("TakeDownAsked.said", 20),
        about=typist.types("TakeDownAsked.about", 3),
        sale_number=typist.types("TakeDownAsked.sale_number"),
        promise=typist.types("TakeDownAsked.promise", 5),
        promised_at=NOON + timedelta(2),
        promised_by=by,
        reach_at=typist.types("TakeDownAsked.reach_at", 3),
    )
    shop.run(lambda unit: take_down(unit, taken))


def with_a_return(typist: Typist) -> None:
    """Notes, what the terminal said, why it declined, why it is void."""
    shop = typist.shop
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(3)), tenders=(VISA,))
    for turn in ("settled", "declined", "settled"):
        asked = asking(shop, "1")
        notes = {what: typist.types("ComingBack.captured", 20) for what in Capture}
        line = replace(asked.lines[0], captured=notes, serial=typist.types("ComingBack.serial"))
        asked = replace(asked, lines=(line,))
        seen = shop.read(lambda unit, asked=asked: decide_return(unit, asked))  # type: ignore[misc]
        taken = shop.run(
            lambda unit, asked=asked, seen=seen: take_return(unit, str(uuid4()), asked, seen)  # type: ignore[misc]
        )
        (waiting,) = shop.read(list_awaiting)
        key = waiting.refund_id
        for _ in range(20):
            typist.is_refused(
                lambda key=key: shop.run(  # type: ignore[misc]
                    lambda unit: settle_refund(
                        unit, key, typist.types("settle_refund.reference")
                    )
                )
            )
        if turn == "declined":
            why = typist.types("decline_refund.why", 10)
            shop.run(
                lambda unit, key=key, why=why: decline_refund(
                    unit, "d-1", key, why, RefundBy.CASH
                )  # type: ignore[misc]
            )
        else:
            shop.run(lambda unit, key=key: settle_refund(unit, key, "T-1"))  # type: ignore[misc]
    number = taken.slip.head.number
    with shop.unit(writes=False) as unit:
        last = unit.connection.scalars(select(Refund.id).order_by(Refund.id.desc())).first()
    said = {last or 0: typist.types("void_return.references")}
    shop.run(lambda unit: void_return(unit, str(uuid4()), number, typist.approval(), said))


def with_an_exchange(typist: Typist) -> None:
    """Label and reference of what is paid, the serial number of what goes out."""
    shop = typist.shop
    coat = a_product(shop, "Coat", price=Money(5000))
    phone = a_product(shop, "Phone", price=Money(6000), serialised=True)
    a_sale(shop, a_line(coat, quantity=Quantity.of(9)), number="S-2")
    paid = PaidIn(kind=TenderKind.EWALLET, amount=Money(5889), reference="QR-1")
    other = exchanging(shop, a_product(shop, "Blender", price=Money(6000)), number="S-2")
    with_serial = replace(other, paid=(paid,))

    def take(body: ExchangeAsked) -> None:
        seen = shop.read(lambda unit: decide_exchange(unit, body))
        shop.run(lambda unit: take_exchange(unit, str(uuid4()), body, seen))

    for _ in range(10):
        out = GoingOut(product_id=phone, quantity=ONE, serial=typist.types("GoingOut.serial"))
        for body in (
            replace(other, paid=(replace(paid, reference=typist.types("PaidIn.reference")),)),
            replace(other, paid=(replace(paid, label=typist.types("PaidIn.label")),)),
            replace(with_serial, out=(out,)),
        ):
            with pytest.raises(Refused, match="card-number-refused"):
                take(body)
    take(with_serial)


def without_a_receipt(typist: Typist) -> None:
    """Who gave out the document, what its number is, and the serial number."""
    shop = typist.shop
    radio = a_product(shop, "Radio", serialised=True)
    for _ in range(10):
        typist.is_refused(
            lambda: shop.read(
                lambda unit: identify_document(
                    unit,
                    IdentityKind.OTHER,
                    typist.types("identify_document.issuer"),
                    "3273010101900001",
                )
            )
        )
    shown = shop.read(
        lambda unit: identify_document(
            unit, IdentityKind.OTHER, "ID", typist.types("identify_document.number")
        )
    )
    for captured, serial in (
        ({}, typist.types("ComingBack.serial")),
        ({Capture.SERIAL: typist.types("ComingBack.captured")}, ""),
    ):
        line = back(radio, captured=captured, serial=serial)
        body = WithoutSale(lines=(line,), identity=shown)

        def take(body: WithoutSale = body) -> None:
            seen = shop.read(lambda unit: decide_without_sale(unit, body))
            shop.run(lambda unit: take_without_sale(unit, str(uuid4()), body, seen))

        typist.is_refused(take)


def with_gift_cards(typist: Typist) -> None:
    """The till's receipts, a payment card shown as a gift card, why one is taken back."""
    shop, amount = typist.shop, Money(100)

    def sell() -> str:
        receipt = typist.types("sell_card.receipt", 3)
        return shop.run(
            lambda unit: sell_card(
                unit, str(uuid4()), amount, receipt, FOR_EVER, kind=TenderKind.GIFT_CARD
            )
        ).card.number

    for use in (top_up_card, pay_by_card):
        card = sell()
        receipt, wrong = (
            typist.types(f"{use.__name__}.{what}") for what in ("receipt", "typed")
        )
        shop.run(
            lambda unit, use=use, card=card, receipt=receipt: use(  # type: ignore[misc]
                unit, str(uuid4()), card, amount, receipt, FOR_EVER
            )
        )
        typist.is_refused(
            lambda use=use, wrong=wrong: shop.run(  # type: ignore[misc]
                lambda unit: use(unit, str(uuid4()), wrong, amount, "T-1", FOR_EVER)
            )
        )
    card = sell()
    shop.run(lambda unit: void_card(unit, str(uuid4()), card, typist.approval(), FOR_EVER))


def on_hold(typist: Typist) -> None:
    """Notes, and why money is shared out anew, of a visit that is put aside."""
    shop = typist.shop
    a_sale(shop, number="S-3")
    back = asking(shop, "1", number="S-3")
    back = replace(back, split_why=typist.types("ReturnAsked.split_why", 20))
    without = WithoutSale(
        lines=(back_of(shop),), split_why=typist.types("WithoutSale.split_why", 20)
    )
    for asked in (back, without):
        note = typist.types("suspend.note", 20)
        held = shop.run(lambda unit, asked=asked, note=note: suspend(unit, asked, note)).held  # type: ignore[misc]
        note = typist.types("note_suspended.note", 20)
        shop.run(lambda unit, held=held, note=note: note_suspended(unit, held.case_id, note))  # type: ignore[misc]
    with shop.unit(writes=False) as unit:
        cash = unit.connection.scalar(select(Tender.id).where(Tender.sale_id == back.sale_id))
    credit = SplitPart(tender_id=cash, kind=TenderKind.STORE_CREDIT, exact=Money(1000))
    shared = replace(back, split=(credit,))
    seen = shop.read(lambda unit: decide_return(unit, shared))
    approval = typist.approval() if seen.needs_approval else None
    shop.run(lambda unit: take_return(unit, str(uuid4()), shared, seen, approval))


def back_of(shop: Shop) -> ProductBack:
    return back(a_product(shop, "Fan"))


def with_goodwill(typist: Typist) -> None:
    """Why money is given without goods."""
    shop = typist.shop
    a_sale(shop, number="S-4")
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, "S-4")))
    corrected = CorrectionAsked(
        sale_id=sale.sale_id,
        line_id=sale.lines[0].line_id,
        amount=Money(100),
        reason=CorrectionReason.SHELF_PRICE,
        note=typist.types("CorrectionAsked.note", 20),
    )
    seen = shop.read(lambda unit: decide_correction(unit, corrected))
    yes = typist.approval()
    shop.run(lambda unit: correct_price(unit, str(uuid4()), corrected, seen, yes))
    given = GoodwillAsked(
        amount=Money(100),
        reason=GoodwillReason.LONG_WAIT,
        note=typist.types("GoodwillAsked.note", 20),
        by=RefundBy.CASH,
    )
    said = shop.read(lambda unit: decide_goodwill(unit, given))
    shop.run(lambda unit: give_goodwill(unit, str(uuid4()), given, said, yes))


def asking_a_manager(typist: Typist) -> None:
    """What is asked for, what is asked back, and what is said of it; a call for help."""
    shop = typist.shop
    a_sale(shop, number="S-5")
    taken = shop.run(
        lambda unit: take_return(
            unit,
            str(uuid4()),
            asking(shop, "1", number="S-5"),
            decide_return(unit, asking(shop, "1", number="S-5")),
        )
    )
    undo = VoidAsked(slip=taken.slip.head.number)
    clerk = shop.person
    manager = a_person(shop, "Made", "M", Role.MANAGER, "8264")

    def said(who: Person | None, what: Callable[[Unit], object]) -> None:
        shop.person = who
        shop.run(what)

    for end in (
        No(reason=NoReason.OTHER, words=typist.types("No.words", 20)),
        Yes(reason=YesReason.OTHER, words=typist.types("Yes.words", 20)),
    ):
        key, words = str(uuid4()), typist.types("ask_approval.words", 20)
        back = Question(words=typist.types("Question.words", 20))
        reply = typist.types("reply_approval.words", 20)
        said(clerk, lambda unit, k=key, w=words: ask_approval(unit, k, undo, None, w))  # type: ignore[misc]
        said(manager, lambda unit, k=key, b=back: answer_approval(unit, k, b))  # type: ignore[misc]
        said(clerk, lambda unit, k=key, r=reply: reply_approval(unit, k, r))  # type: ignore[misc]
        said(manager, lambda unit, k=key, e=end: answer_approval(unit, k, e))  # type: ignore[misc]
    words = typist.types("call_manager.words", 20)
    done = Done(words=typist.types("Done.words", 20))
    key = str(uuid4())
    said(clerk, lambda unit: call_manager(unit, key, undo, words))
    said(clerk, lambda unit: answer_approval(unit, key, done))


def of_people(typist: Typist) -> None:
    """Badges and names with a number in them are refused."""
    shop = typist.shop
    fine: dict[str, Any] = {
        **{"badge": "B-77", "name": "Dewi", "language": "en", "pin": "8264"},
        "role": Role.CLERK,
    }
    for part in ("badge", "name"):
        wrong = {**fine, part: typist.types(f"add_person.{part}")}
        typist.is_refused(lambda wrong=wrong: shop.run(lambda unit: add_person(unit, **wrong)))  # type: ignore[misc]
    added = shop.run(lambda unit: add_person(unit, **fine))
    name = typist.types("change_person.name")
    typist.is_refused(
        lambda: shop.run(
            lambda unit: change_person(
                unit, added.colleague.staff_id, name=name, role=Role.CLERK, language="en"
            )
        )
    )
    badge = typist.types("find_badge.badge")
    typist.is_refused(lambda: shop.read(lambda unit: find_badge(unit, badge)))


def in_the_journal(typist: Typist) -> None:
    """What was looked for is kept with an export of it; a paper of nothing is not made."""
    wanted = Filter(text=typist.types("Filter.text", 5))
    typist.shop.run(lambda unit: note_export(unit, wanted, 0))
    typist.is_refused(lambda: typist.shop.run(lambda unit: make_extract(unit, wanted)))
    case = typist.types("make_case_file.reference")
    typist.is_refused(lambda: typist.shop.run(lambda unit: make_case_file(unit, case)))


def in_the_policy(typist: Typist) -> None:
    """Remarks and reasons; what is printed for everybody is refused with a number in it."""
    shop = typist.shop
    draft = shop.run(lambda unit: start_draft(unit, 1))
    policy = a_policy('window = "31 days"')
    named = replace(policy, name=typist.types("Policy.name"))
    (clause,) = policy.clauses
    said = replace(clause, text={"en": typist.types("Clause.text")})
    for wrong in (named, replace(policy, clauses=(said,))):
        with pytest.raises(Refused, match="card-number-refused"):
            shop.run(lambda unit, wrong=wrong: save_draft(unit, draft.draft_id, wrong, 1))  # type: ignore[misc]
    draft = shop.run(lambda unit: save_draft(unit, draft.draft_id, policy, draft.edition))
    remark = typist.types("send_draft.remark", 20)
    draft = shop.run(lambda unit: send_draft(unit, draft.draft_id, remark))
    remark = typist.types("review_draft.remark", 20)
    second, shop.person = shop.person, a_person(shop, "Citra", "C", Role.MANAGER, "8264")
    shop.run(lambda unit: review_draft(unit, draft.draft_id, True, remark))
    shop.person = second
    reason = typist.types("draft_in_force.reason", 20)
    shop.run(lambda unit: draft_in_force(unit, draft.draft_id, unit.today, reason))


def looking_up(typist: Typist) -> None:
    """In the one box, and in every other that looks for something; nothing is kept of it."""
    for of in (look_up, find_customer, offer_goods, products_named, customers_named):
        parameter = list(inspect.signature(of).parameters)[1]
        words = typist.types(f"{of.__name__}.{parameter}")
        typist.is_refused(
            lambda of=of, typed=words: typist.shop.read(lambda unit: of(unit, typed))  # type: ignore[misc]
        )
    typed = typist.types("find_products.typed")
    assert typist.shop.read(lambda unit: find_products(unit, typed)) == ()
    for kind in (PRODUCT, SALE):
        typed = typist.types("find_about.typed")
        typist.is_refused(
            lambda kind=kind, typed=typed: typist.shop.read(  # type: ignore[misc]
                lambda unit: find_about(unit, kind, typed)
            )
        )
    typed = typist.types("show_card.typed")
    typist.is_refused(lambda: typist.shop.read(lambda unit: show_card(unit, typed, FOR_EVER)))
    for part in ("product", "customer", "last_four", "serial"):
        remembered = WhatIsKnown(**{part: typist.types(f"WhatIsKnown.{part}")})  # type: ignore[arg-type]
        typist.is_refused(
            lambda known=remembered: typist.shop.read(lambda unit: find_candidates(unit, known))  # type: ignore[misc]
        )


def about_a_person(typist: Typist) -> None:
    """Who is meant, and why they are forgotten."""
    shop = typist.shop
    a_customer(shop, number="C-1")
    for of in (export_person, forget_person, try_forgetting):
        who = typist.types(f"{of.__name__}.who")
        why = typist.types(f"{of.__name__}.reason", 20) if of is not export_person else ""
        words = (who, why) if why else (who,)
        typist.is_refused(
            lambda of=of, words=words: shop.run(lambda unit: of(unit, *words))  # type: ignore[misc]
        )
        if why:
            shop.run(lambda unit, of=of, why=why: of(unit, "C-1", why))  # type: ignore[misc]
            a_customer(shop, number="C-1") if of is forget_person else None


def at_set_up(typist: Typist) -> None:
    """The shop's own names are refused with a number in them."""
    answers = SetUp(
        name="Shop",
        country="GB",
        currency="GBP",
        time_zone="Europe/London",
        language="en",
        manager="Ann",
        pin="2468",
    )
    engine = connect("sqlite://")
    upgrade(engine)
    for part in ("name", "manager", "store", "address"):
        wrong = replace(answers, **{part: typist.types(f"SetUp.{part}")})  # type: ignore[arg-type]
        with (
            pytest.raises(Refused, match="card-number-refused"),
            transaction(engine, writes=True) as connection,
        ):
            set_up_shop(connection, NOON, wrong)
    engine.dispose()


def a_log(place: Path) -> logging.Logger:
    """A file as the program's own log is."""
    handler = logging.FileHandler(place, encoding="utf-8")
    handler.addFilter(CardNumbersMasked())
    log = logging.Logger("typed")
    log.addHandler(handler)
    return log


def exported(shop: Shop) -> Iterator[str]:
    """One person's data, and every paper as it is printed."""
    person = a_customer(shop, number="C-9")
    a_sale(shop, number="S-9", customer_id=person)
    yield json.dumps(shop.run(lambda unit: export_person(unit, "C-9")).to_json())
    with shop.unit(writes=False) as unit:
        for kind, code in papers(shop):
            snapshot, _ = open_snapshot(unit, kind, code)
            yield json.dumps(snapshot, ensure_ascii=False)


def at_the_end_of_the_shift(typist: Typist) -> None:
    """Why a drawer is short; the shop opens it again."""
    shop = typist.shop
    pieces = pieces_for(shop.facts.currency, 100)
    found = shop.run(lambda unit: count_drawer(unit, pieces))
    shop.run(lambda unit: close_drawer(unit, str(uuid4()), found.count_id, typist.approval()))
    begin(shop)


REQUEST_ID = rows_of(Request).c.id


DRAWN = re.compile(r"\b([0-9a-f]{32}|[0-9a-f]{64})\b")
"""Salts and hashes."""


def kept(shop: Shop, typist: Typist) -> list[tuple[str, str, str]]:
    """Every text of every table that holds a card's number: journal and papers as well.

    But for ids of requests, salts and hashes, which nobody types: drawn by lot, some look like
    one.
    """
    found = []
    with shop.unit(writes=False) as unit:
        for table in Base.metadata.sorted_tables:
            texts = [
                column
                for column in table.columns
                if isinstance(column.type, String) and column is not REQUEST_ID
            ]
            for row in unit.connection.execute(select(*texts)) if texts else ():
                found += [
                    (table.name, column.name, text)
                    for column, stored in zip(texts, row, strict=True)
                    if (text := DRAWN.sub("", stored or ""))
                    and (list(find_card_numbers(text)) or typist.typed_in(text))
                ]
    return found
