"""One visit with all that can happen in one: a ticket, a question, a complaint, a no, a
manager's yes, an exchange, its slip by e-mail, a promise, a smile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.services.approval_requests import Yes, answer_approval, ask_approval
from models.services.approvals import Granted
from models.services.case_facts import entitle, escalate, link_to, name_customer, rate, transfer
from models.services.case_promises import keep_promise, promise
from models.services.cases import add_note, close_case, open_case, put_aside, take_up
from models.services.complaint_remedies import choose_remedy, settle_complaint
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.denials import deny
from models.services.documents import count_print
from models.services.exchange_decisions import PaidIn, decide_exchange
from models.services.exchanges import take_exchange
from models.services.mail import mail_paper
from models.services.questions import answer_question, ask_question
from models.services.tickets import begin_serving, call_next, draw_ticket
from models.values import Money, TenderKind
from models.values.approvals import YesReason
from models.values.cases import AsideFor, CaseKind, Channel, Smile
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.questions import QuestionKind
from models.values.shop import Role
from tests.builders import a_customer, a_product, a_sale, in_force
from tests.drawers import SARI_PIN, a_person
from tests.mails import a_mail_server
from tests.prints import later
from tests.services.test_cases import at_another_register
from tests.services.test_exchanges import asking

if TYPE_CHECKING:
    from models.db import Shop

BY_MANAGER = 'decided_by = "manager"\nwindow = "14 days"'
BLENDER = 1200
NUMBER = "LOYAL-1"
"""Budi's, whose visit it is."""


def a_long_visit(shop: Shop) -> int:
    """The number of its case; who signs on at ``shop`` is Rina, at register 1."""
    in_force(shop, BY_MANAGER)
    a_mail_server(shop)
    customer = a_customer(shop, "Budi Santoso", number=NUMBER, email="budi@example.org")
    blender = a_product(shop, "Blender X2", price=Money(BLENDER))
    a_sale(shop, number="S-1", customer_id=customer)
    manager = at_another_register(shop)
    rina = a_person(shop, "Rina", "7", Role.CLERK, SARI_PIN)
    bela = shop.person
    dewi = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    shop.person = rina

    def go_on(minutes: int) -> None:
        later(shop, timedelta(minutes=minutes))
        manager.clock = shop.clock

    before = shop.run(lambda unit: open_case(unit, CaseKind.INQUIRY, Channel.PHONE)).case
    shop.run(lambda unit: close_case(unit, before.id))
    drawn = shop.run(lambda unit: draw_ticket(unit, CaseKind.COMPLAINT)).ticket
    go_on(7)
    shop.run(lambda unit: call_next(unit, ()))
    go_on(1)
    case = shop.run(lambda unit: begin_serving(unit, drawn.id)).case_id
    shop.run(lambda unit: name_customer(unit, case, customer))
    shop.run(lambda unit: entitle(unit, case, "A blender that leaks"))
    shop.run(lambda unit: link_to(unit, case, before.id))
    asked = "Is the X2 dishwasher-safe?"
    question = shop.run(lambda unit: ask_question(unit, case, QuestionKind.PRODUCT, asked))
    go_on(1)
    answer = "The jug is, the base is not."
    shop.run(lambda unit: answer_question(unit, question.id, answer))
    wrong = ComplaintAsked(
        case_id=case, kind=ComplaintKind.GOODS, severity=1, said="It leaked all over my shelf!"
    )
    complaint = shop.run(lambda unit: begin_complaint(unit, wrong)).id
    go_on(2)
    issue, wants = "The seal of the blender broke.", "Another blender"
    shop.run(lambda unit: name_issue(unit, complaint, issue, wants))
    exchange = asking(shop, blender)
    seen = shop.read(lambda unit: decide_exchange(unit, exchange))
    shop.run(lambda unit: deny(unit, "d-1", exchange.back, seen.decision))
    go_on(1)
    shop.run(lambda unit: add_note(unit, case, "He stays calm, and waits for a manager."))
    due = seen.difference.price - seen.difference.value
    paid = (PaidIn(kind=TenderKind.EWALLET, amount=due, reference="QR-1"),)
    exchange = asking(shop, blender, paid=paid)
    seen = shop.read(lambda unit: decide_exchange(unit, exchange))
    shop.run(lambda unit: ask_approval(unit, "a-1", exchange, seen))
    go_on(3)
    yes = Yes(reason=YesReason.GOOD_CUSTOMER, words="Ten years with us")
    manager.run(lambda unit: answer_approval(unit, "a-1", yes))
    go_on(1)
    taken = shop.run(lambda unit: take_exchange(unit, "e-1", exchange, seen, Granted("a-1")))
    slip = taken.slip.head.number
    shop.run(lambda unit: count_print(unit, slip))
    shop.run(lambda unit: mail_paper(unit, slip, "budi@example.org"))
    shop.run(
        lambda unit: choose_remedy(unit, complaint, ComplaintRemedy.EXCHANGE, "At once", slip)
    )
    shop.run(lambda unit: settle_complaint(unit, complaint))
    when = shop.clock() + timedelta(days=1)
    words = "Call him whether the new one is tight"
    shop.run(lambda unit: promise(unit, case, words, when, dewi.staff_id))
    shop.run(lambda unit: escalate(unit, case, "He wants to hear it from the maker."))
    note = "His shelf is of oak."
    shop.run(lambda unit: transfer(unit, case, staff_id=dewi.staff_id, words=note))
    go_on(60 * 22)
    shop.person = dewi
    shop.run(lambda unit: take_up(unit, case))
    shop.run(lambda unit: put_aside(unit, case, AsideFor.CUSTOMER))
    go_on(30)
    shop.run(lambda unit: take_up(unit, case))
    shop.run(lambda unit: keep_promise(unit, case, "It is tight."))
    shop.run(lambda unit: rate(unit, case, Smile.FAIR))
    shop.run(lambda unit: close_case(unit, case, Smile.GOOD))
    shop.person = bela
    return case
