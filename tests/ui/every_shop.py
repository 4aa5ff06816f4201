"""A shop with everything that can be hard to show, and a person who is led through it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import Policy
from models.rules.terms import Allowance, Fee
from models.rules.terms import Stage as LateStage
from models.rules.windows import Window
from models.services.approval_requests import (
    Change,
    Coming,
    No,
    Question,
    Yes,
    answer_approval,
    change_request,
)
from models.services.decisions import ReturnAsked
from models.services.mail_queue import mail_failed
from models.services.people import sign_on
from models.services.print_queue import job_failed, job_sent
from models.services.printers import PrinterAsked, add_printer
from models.tables.base import add_numbered
from models.tables.sales import LinePromotion
from models.values import Message, Money, Quantity, Topic
from models.values.approvals import ApprovalState, NoReason, YesReason
from models.values.codes import Decider, RefundBy
from models.values.printing import Sheet, Way
from models.values.shop import Role
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, a_shop
from tests.drawers import BELA_PIN, a_person, bela
from tests.mails import a_mail_server, mail, take
from tests.prints import HOLDER, a_paper, at_register, claim, says, send
from tests.ui.approvals import ask, call, sell
from tests.ui.looks import settle
from tests.walks.driver import Clerk
from ui.words import say

if TYPE_CHECKING:
    from models.db import Shop

FOOD = "Makanan & Minuman"
CARD = {"kind": "debit", "label": "BCA •••• 4242"}
CLERK_BADGE, CLERK_PIN = "77", "2469"
POLICY = Policy(
    number=3,
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=30),
                "exchange.window": Window(days=60),
                "fee.opened": Fee(percent=Decimal(10)),
                "refund.choices": frozenset({RefundBy.CASH, RefundBy.STORE_CREDIT}),
                "quantity_breaks": "take-back",
            },
        ),
        Clause(
            number=2,
            when=(Among("department", frozenset({"elektronik"})),),
            terms={
                "window": Window(days=14),
                "late": (LateStage(late=30, decider=Decider.MANAGER),),
                "repair.window": Window(months=12),
                "appeal": {"en": "The head office answers within three days: 0800 123 456."},
            },
            text={
                "en": "Electronics come back within 14 days; until 30 days later a manager "
                "decides. What is faulty is repaired for a year.",
            },
        ),
        Clause(
            number=3,
            when=(Among("department", frozenset({FOOD.casefold()})),),
            terms={"final_sale": True},
        ),
        Clause(
            number=4,
            when=(Among("sku", frozenset({"elk-9"})),),
            terms={
                "capture.id": True,
                "capture.lock-off": True,
                "capture.service-report": True,
                "capture.approval-number": True,
            },
        ),
        Clause(
            number=5,
            terms={
                "correction.clerk": Money(100_000),
                "goodwill.clerk": Money(50_000),
                "goodwill.customer": Allowance(count=3, value=Money(250_000), days=90),
                "goodwill.ways": frozenset({RefundBy.STORE_CREDIT, RefundBy.CASH}),
            },
        ),
    ),
)

ANSWERS: dict[str, Yes | Change | No | Question] = {
    "yes": Yes(reason=YesReason.GOOD_CUSTOMER, words="Of course"),
    "change": Change(
        asked=ReturnAsked(sale_id=0, lines=()), reason=YesReason.OTHER, words="The box is torn"
    ),
    "no": No(reason=NoReason.NOT_SHOWN, words="Ask for the hospital's letter"),
    "asks": Question(words="Does it still have its seal, and the second remote?"),
}


def make_shop(url: str, language: str) -> None:
    """Long names, many terms, a card and cash; printers, a mail server, and what went wrong
    with both; requests that wait for a yes."""
    made = a_shop(
        url,
        policy=POLICY,
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language=language,
    )
    with closing(made) as shop:
        _stock(shop)
        bela(shop)
        _papers(shop)
        _requests(shop)


def _stock(shop: Shop) -> None:
    """A sale of everything, paid by card, and an older cash one."""
    blender = a_product(shop, "Blender Mirano BL-152", sku="ELK-1", department="Elektronik")
    towel = a_product(shop, "Handuk mandi 70×140", sku="RMH-5", department="Rumah Tangga")
    rice = a_product(shop, "Beras Dua Merpati 5 kg", sku="MKN-2", department=FOOD)
    phone = a_product(
        shop, "Ponsel Teknora X200 Pro 256 GB", sku="ELK-9", department="Elektronik"
    )
    budi = a_customer(shop, "Budi Santoso Wijaya Kusuma", email="budi.santoso@example.com")
    paid = Money(3_500_000)
    several = {"quantity": Quantity.of(3), "unit_price": Money(75_000)}
    of_blender = {"sku": "ELK-1", "description": "Blender Mirano BL-152"}
    of_towel = {"sku": "RMH-5", "description": "Handuk mandi 70×140"}
    of_phone = {"sku": "ELK-9", "description": "Ponsel Teknora X200 Pro 256 GB"}
    of_rice = {"sku": "MKN-2", "description": "Beras Dua Merpati 5 kg"}
    lines = (
        a_line(blender, **of_blender, paid=paid, tax=Money(0)),
        a_line(towel, **of_towel, **several, paid=Money(150_000)),
        a_line(rice, **of_rice, paid=Money(74_500)),
        a_line(phone, **of_phone, serial="SN-0099-4711-AX", paid=Money(12_499_000)),
    )
    due = Money.total(line["paid"] for line in lines)
    ids = a_sale(
        shop,
        *lines,
        number="B261117-0001",
        sold_at=NOON - timedelta(5),
        customer_id=budi,
        tenders=({**CARD, "amount": due},),
    )
    with shop.unit() as unit:
        add_numbered(
            unit.connection,
            LinePromotion,
            line_id=ids[1],
            kind="quantity-break",
            name="Beli 2 gratis 1",
            amount=Money(75_000),
            least=Quantity.of(3),
        )
    a_sale(
        shop,
        a_line(towel, **of_towel, paid=Money(50_000)),
        a_line(blender, **of_blender, paid=paid),
        number="B261001-0042",
        sold_at=NOON - timedelta(35),
        customer_id=budi,
    )


def _papers(shop: Shop) -> None:
    till = shop.run(
        lambda unit: add_printer(
            unit,
            PrinterAsked(
                name="Kasir 1, dekat pintu masuk",
                register="1",
                way=Way.NETWORK,
                address="127.0.0.1:9",
                kicks=True,
            ),
        )
    ).printer
    office = PrinterAsked(name="Kantor", way=Way.SYSTEM, sheet=Sheet.A4)
    shop.run(lambda unit: add_printer(unit, office))
    code = a_paper(shop)
    gone = [Message("printer-gone-midway", {"printer": till.name})]
    job_id = send(shop, code, till.id)
    claim(shop)
    says(shop, job_failed, job_id, gone)
    job_id = send(shop, code, till.id)
    claim(shop)
    says(shop, job_sent, job_id)
    a_mail_server(shop)
    mail(shop, code, "maria.clara.de.los.santos@surat.tokoserba-melati.example")
    refused = [Message("mail-recipient-refused", {"paper": code, "code": 550})]
    taken = take(shop)
    shop.run(lambda unit: mail_failed(unit, taken.mail_id, HOLDER, refused))


def _requests(shop: Shop) -> None:
    clerk = a_person(shop, "Sari Wulandari", CLERK_BADGE, Role.CLERK, CLERK_PIN)
    for number in ("B261016-0001", "B261016-0002", "B261016-0003"):
        sell(shop, number, f"Ponsel Teknora X200 Pro {number}", "Elektronik")
        ask(shop, clerk, number, "Kotaknya hilang, tetapi tidak pernah dipakai")
    call(at_register(shop), clerk, "pelanggan marah", "B261016-0003")


class Led(Clerk):
    """A person led by a line of steps with ``|`` between them: keys by their names, ``scan``
    and ``enter`` (into the box), ``to`` a control by its name (by Tab), ``type`` (there)."""

    def follow(self, steps: str) -> None:
        for step in filter(None, map(str.strip, steps.split("|"))):
            self._follow(step)
            self.rest()

    def _follow(self, step: str) -> None:
        word, _, rest = step.partition(" ")
        match word:
            case "scan":
                self.scan(rest)
            case "enter":
                self.enter(rest)
            case "manager":
                self._hear_from_bela(rest)
            case "type":
                self.write(rest)
            case "to":
                self.tab_to(lambda each: say(rest) in _called(each))
            case _:
                for name in step.split():
                    self.hit(name)

    def _hear_from_bela(self, said: str) -> None:
        """She answers what was asked, and a call for help, at her own screen."""
        asking, call = self.state.asking, self.state.call
        shop = self.records
        here, shop.person = shop.person, shop.run(lambda unit: sign_on(unit, "2", BELA_PIN))
        if asking is not None and asking.sent is not None:
            request = asking.sent.approval_id
            answer = ANSWERS[said]
            if isinstance(answer, Change):
                less, _ = shop.read(
                    lambda unit: change_request(unit, request, lowered_to=Money(1_500_000))
                )
                answer = replace(answer, asked=less)
            shop.run(lambda unit: answer_approval(unit, request, answer))
        if call is not None and call.state is not ApprovalState.GRANTED:
            shop.run(lambda unit: answer_approval(unit, call.approval_id, Coming()))
        shop.person = here
        self.program.work.changed.emit(frozenset({Topic.APPROVALS}))

    def hit(self, name: str) -> None:
        """A key by its name, where the keyboard is."""
        keys = QKeySequence(name)[0]  # type: ignore[index]
        focus = self.window.focusWidget() or self.window
        QTest.keyClick(focus, keys.key(), keys.keyboardModifiers())

    def rest(self) -> None:
        """Until the worker has answered all that was asked before, with what it led to."""
        answered: list[None] = []
        for turn in range(3):
            self.program.work.compute(lambda: None, answered.append, lambda _: None)
            while len(answered) <= turn:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        settle()


def _called(widget: QWidget) -> tuple[str, str]:
    """The words on it and its name, as one types them."""
    text = str(getattr(widget, "text", str)())
    name = widget.accessibleName().replace("\N{NO-BREAK SPACE}", " ")
    return text.replace("&&", "&"), name
