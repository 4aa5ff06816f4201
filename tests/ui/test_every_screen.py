"""Every page in every language, at the usual size of type and at twice it: nothing is cut."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.paper_files import PaperFiles
from desktop.rooms.papers import receipt_printers
from models.db import open_shop
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
from models.services.approvals import Approval
from models.services.candidates import WhatIsKnown
from models.services.decisions import ReturnAsked
from models.services.delegations import list_colleagues
from models.services.mail_queue import mail_failed
from models.services.people import sign_on
from models.services.print_jobs import queue_print
from models.services.print_queue import claim_job, job_failed, job_sent, job_waits
from models.services.printers import PrinterAsked, add_printer
from models.tables.base import add_numbered
from models.tables.sales import LinePromotion
from models.values import Message, Money, Quantity, TenderKind, Topic
from models.values.approvals import NoReason, YesReason
from models.values.codes import (
    Capture,
    Condition,
    Decider,
    Disposition,
    Proof,
    Reason,
    RefundBy,
)
from models.values.identities import IdentityKind
from models.values.printing import PaperKind, Sheet, Way
from models.values.shop import Role
from receipts.language import Language
from tests.builders import MANAGER, NOON, a_customer, a_line, a_product, a_sale, a_shop
from tests.drawers import BELA_PIN, a_person, bela
from tests.mails import a_mail_server, take
from tests.prints import HOLDER
from tests.ui.approvals import ask, call, sell
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, wrong_with
from ui import theme, words
from ui.screens.approvals.presenter import ApprovalsPresenter, Around
from ui.screens.approvals.screen import ApprovalsScreen
from ui.screens.approvals.state import Doing
from ui.screens.journal.presenter import JournalPresenter
from ui.screens.journal.screen import JournalScreen
from ui.screens.papers.presenter import PapersPresenter
from ui.screens.papers.printers_presenter import PrintersPresenter
from ui.screens.papers.screen import PapersScreen
from ui.screens.people.presenter import PeoplePresenter
from ui.screens.people.screen import PeopleScreen
from ui.screens.people.state import Part
from ui.screens.returns.presenter import CounterPresenter
from ui.screens.returns.screen import CounterScreen
from ui.screens.returns.state import Paying, Stage
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.screen import SetupScreen
from ui.screens.sign_on.presenter import SignOnPresenter
from ui.screens.sign_on.screen import SignOnScreen
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.services.approval_requests import Answered
    from models.unit import Unit
    from models.values.codes import Answer
    from ui.screens.returns.state import CounterState

T = TypeVar("T")

FOOD = "Makanan & Minuman"
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
CARD = {"kind": "debit", "label": "BCA •••• 4242"}


def stock(shop: Shop) -> None:
    """A sale of everything that can be hard to show, paid by card, and an older cash one."""
    blender = a_product(shop, "Blender Mirano BL-152", sku="ELK-1", department="Elektronik")
    towel = a_product(shop, "Handuk mandi 70×140", sku="RMH-5", department="Rumah Tangga")
    rice = a_product(
        shop, "Beras Dua Merpati 5 kg", sku="MKN-2", department="Makanan & Minuman"
    )
    phone = a_product(
        shop, "Ponsel Teknora X200 Pro 256 GB", sku="ELK-9", department="Elektronik"
    )
    budi = a_customer(shop, "Budi Santoso Wijaya Kusuma")
    paid = Money(3_500_000)
    lines = (
        a_line(
            blender, sku="ELK-1", description="Blender Mirano BL-152", paid=paid, tax=Money(0)
        ),
        a_line(
            towel,
            sku="RMH-5",
            description="Handuk mandi 70×140",
            quantity=Quantity.of(3),
            unit_price=Money(75_000),
            paid=Money(150_000),
        ),
        a_line(rice, sku="MKN-2", description="Beras Dua Merpati 5 kg", paid=Money(74_500)),
        a_line(
            phone,
            sku="ELK-9",
            description="Ponsel Teknora X200 Pro 256 GB",
            serial="SN-0099-4711-AX",
            paid=Money(12_499_000),
        ),
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
        a_line(towel, sku="RMH-5", description="Handuk mandi 70×140", paid=Money(50_000)),
        a_line(blender, sku="ELK-1", description="Blender Mirano BL-152", paid=paid),
        number="B261001-0042",
        sold_at=NOON - timedelta(35),
        customer_id=budi,
    )


class Counter:
    """The counter in its window, on a real shop, led as a person leads it."""

    def __init__(self, shell: Shell, papers: Path) -> None:
        self.shell = shell
        self.work = AtOnce()
        self.screen = CounterScreen("B261117-0001")
        self.presenter = CounterPresenter(
            self.work, PaperFiles(papers), self.screen.show_state, lambda _: None
        )
        self.screen.bind(self.presenter)
        shell.put_screen("counter", self.screen)

    def begin(self, shop: Shop) -> None:
        """Another customer, and another shop."""
        self.work.shop = shop
        self.presenter.abandon()
        self.presenter.start()

    @property
    def state(self) -> CounterState:
        return self.screen.state

    def answer(self) -> Answer | None:
        return self.state.decision.answer if self.state.decision else None

    def open_sale(self, number: str = "B261117-0001") -> None:
        self.presenter.enter(number)
        assert self.state.stage is Stage.RETURN

    def bring(self, sku: str, reason: Reason | None = Reason.CHANGED_MIND) -> None:
        self.presenter.enter(sku)
        line_id = self.state.current
        assert line_id is not None
        if reason:
            self.presenter.coming.set_reason(line_id, reason)
            self.presenter.coming.set_condition(line_id, Condition.OPENED)

    def take_back(self) -> None:
        self.open_sale()
        self.bring("ELK-1")
        self.bring("RMH-5")
        self.presenter.confirm()
        assert self.state.stage is Stage.PAPER


def waiting(counter: Counter) -> None:
    assert counter.state.stage is Stage.WAITING


def refunds_wait(counter: Counter) -> None:
    counter.take_back()
    counter.presenter.start()
    assert counter.state.awaiting


def not_found(counter: Counter) -> None:
    counter.presenter.enter("9999-0000")
    assert counter.state.said


def sales_found(counter: Counter) -> None:
    counter.presenter.enter("budi santoso")
    assert counter.state.stage is Stage.CHOOSING


def sale_open(counter: Counter) -> None:
    counter.open_sale()


def accepted(counter: Counter) -> None:
    counter.open_sale()
    counter.bring("ELK-1")
    counter.bring("RMH-5")
    assert counter.answer() == "accept"


def something_asked(counter: Counter) -> None:
    counter.open_sale()
    counter.bring("ELK-1", reason=None)
    counter.bring("ELK-9")
    assert counter.answer() == "ask"


def refused(counter: Counter) -> None:
    counter.open_sale()
    for sku in ("ELK-1", "RMH-5", "MKN-2"):
        counter.bring(sku)
    assert counter.answer() == "refuse"


def manager_decides(counter: Counter) -> None:
    counter.open_sale("B261001-0042")
    counter.bring("ELK-1")
    assert counter.answer() == "override"


def manager_here(counter: Counter) -> None:
    manager_decides(counter)
    counter.presenter.confirm()
    assert counter.state.asking
    assert counter.state.asking.here


BY_MISTAKE = Approval(badge="2", pin=BELA_PIN, reason="Wrong line scanned")


def an_exception(counter: Counter) -> None:
    """Its slip, and its form that waits to be printed."""
    manager_here(counter)
    counter.presenter.confirm(
        Approval(badge="2", pin=BELA_PIN, reason="", code=YesReason.GOOD_CUSTOMER)
    )
    assert counter.state.taken
    assert counter.state.taken.form


def asked_from_afar(counter: Counter) -> None:
    manager_decides(counter)
    counter.presenter.approving.send("She was in hospital, and has been a customer for years")
    counter.presenter.calling.call()
    assert counter.state.asking
    assert counter.state.asking.pending
    assert counter.state.call


def answered(counter: Counter, said: Answered) -> None:
    """By Bela, at her own screen."""
    asked_from_afar(counter)
    asking, shop = counter.state.asking, counter.work.shop
    assert shop
    assert asking
    assert asking.sent
    approval_id, call = asking.sent.approval_id, counter.state.call
    assert call
    here, shop.person = shop.person, shop.run(lambda unit: sign_on(unit, "2", BELA_PIN))
    if isinstance(said, Change):
        less, _ = shop.read(
            lambda unit: change_request(unit, approval_id, lowered_to=Money(1_500_000))
        )
        said = replace(said, asked=less)
    shop.run(lambda unit: answer_approval(unit, approval_id, said))
    shop.run(lambda unit: answer_approval(unit, call.approval_id, Coming()))
    shop.person = here
    counter.presenter.approving.refresh(frozenset({Topic.APPROVALS}))
    counter.presenter.calling.refresh(frozenset({Topic.APPROVALS}))


def allowed(counter: Counter) -> None:
    answered(counter, Yes(reason=YesReason.GOOD_CUSTOMER, words="Of course"))
    assert counter.state.allowed


def allowed_with_a_change(counter: Counter) -> None:
    asked = ReturnAsked(sale_id=0, lines=())
    answered(counter, Change(asked=asked, reason=YesReason.OTHER, words="The box is torn"))
    assert counter.state.asking
    assert counter.state.asking.changed


def not_allowed(counter: Counter) -> None:
    answered(counter, No(reason=NoReason.NOT_SHOWN, words="Ask for the hospital's letter"))


def asked_back(counter: Counter) -> None:
    answered(counter, Question(words="Does it still have its seal, and the second remote?"))


def something_to_see(counter: Counter) -> None:
    counter.open_sale()
    counter.bring("ELK-9")
    line_id = counter.state.current
    assert line_id is not None
    counter.presenter.coming.set_serial(line_id, "SN-0099-4711-AX")
    counter.presenter.coming.set_captured(line_id, Capture.IDENTITY, "seen")
    counter.presenter.coming.set_missing_parts(line_id, Money(75_000))
    assert counter.answer() == "ask"


def without_receipt(counter: Counter) -> None:
    counter.open_sale()
    counter.bring("RMH-5")
    counter.presenter.set_proof(Proof.NONE)
    assert counter.answer() == "refuse"


def no_receipt(counter: Counter) -> None:
    counter.presenter.find_sale()
    assert counter.state.stage is Stage.FINDING


def candidates(counter: Counter) -> None:
    no_receipt(counter)
    counter.presenter.unreceipted.find(
        WhatIsKnown(product="ELK-1", last_four="4242", customer="budi santoso")
    )
    assert len(counter.state.candidates) == 2


def goods_alone(counter: Counter) -> None:
    no_receipt(counter)
    counter.presenter.unreceipted.begin()
    counter.bring("ELK-9")
    counter.presenter.unreceipted.note_document(IdentityKind.PASSPORT, "ID", "A1234567")
    counter.presenter.unreceipted.name_customer("budi santoso")
    assert counter.answer() == "refuse"


def told_on_paper(counter: Counter) -> None:
    refused(counter)
    counter.presenter.telling.deny()
    assert counter.state.stage is Stage.TOLD
    assert counter.state.picture


def gift_receipt(counter: Counter) -> None:
    counter.open_sale()
    counter.presenter.telling.give()
    assert counter.state.stage is Stage.TOLD
    assert counter.state.picture


def gift_brought_back(counter: Counter) -> None:
    gift_receipt(counter)
    assert counter.state.told
    counter.presenter.enter(counter.state.told.slip.head.number)
    assert counter.state.proof is Proof.GIFT_RECEIPT
    counter.bring("ELK-1")


def put_aside(counter: Counter) -> None:
    accepted(counter)
    counter.presenter.close_sale()
    assert counter.state.said
    assert counter.state.said.undo


def on_hold(counter: Counter) -> None:
    """Two visits, of which one has a note; refunds wait for their terminal besides."""
    refunds_wait(counter)
    goods_alone(counter)
    counter.presenter.holding.suspend()
    exchanging(counter, "B261001-0042")
    counter.presenter.holding.suspend()
    _, first = counter.state.held
    counter.presenter.holding.note(first.case_id, "fetches the passport, back by six")
    assert counter.state.said
    assert counter.screen.waiting.on_hold.isVisible()


def resumed(counter: Counter) -> None:
    on_hold(counter)
    counter.screen.waiting.on_hold.boxes[counter.state.held[1].case_id].resume.click()
    assert counter.state.without
    assert counter.state.said


def slip_shown(counter: Counter) -> None:
    counter.take_back()
    assert counter.state.taken
    assert counter.state.taken.awaiting
    assert counter.state.picture


def slip_mailed(counter: Counter) -> None:
    counter.take_back()
    counter.presenter.mailing.begin("R1-000001")
    assert counter.screen.paper.mailing.isVisibleTo(counter.screen)
    counter.presenter.mailing.send("siti@")
    assert counter.state.addressing
    assert counter.state.addressing.wrong


def exchanging(counter: Counter, number: str = "B261117-0001") -> None:
    counter.open_sale(number)
    counter.bring("ELK-1")
    counter.presenter.going.toggle()
    counter.presenter.enter("ELK-9")
    counter.presenter.enter("MKN-2")
    product = counter.state.out[0].product
    counter.presenter.going.set_quantity(product.product_id, Quantity.of(90))
    half = Paying(kind=TenderKind.CHEQUE, amount=Money(10_000), reference="000123")
    counter.presenter.going.set_paid((half, Paying(kind=TenderKind.EWALLET)))


def exchanged(counter: Counter) -> None:
    exchanging(counter)
    half = Paying(kind=TenderKind.CHEQUE, amount=Money(10_000), reference="000123")
    wallet = Paying(kind=TenderKind.EWALLET, reference="QR-77120")
    counter.presenter.going.set_paid((half, wallet))
    counter.presenter.confirm()
    assert counter.state.taken
    assert counter.state.taken.slip.head.number.startswith("E")
    assert counter.state.picture


def shared_out(counter: Counter) -> None:
    accepted(counter)
    counter.presenter.splitting.begin()
    assert counter.state.splitting
    tender_id = counter.state.splitting.shares[0].tender_id
    counter.presenter.splitting.set_amount(0, Money(3_000_000))
    counter.presenter.splitting.add(tender_id, TenderKind.TRANSFER, Money(150_000))
    assert counter.state.decision
    assert counter.state.decision.needs_approval
    line_id = counter.state.coming[0].line_id
    counter.presenter.coming.set_disposition(line_id, Disposition.RETURN_TO_SUPPLIER)


def shared_out_wrongly(counter: Counter) -> None:
    accepted(counter)
    counter.presenter.splitting.begin()
    counter.presenter.splitting.set_amount(0, Money(3_150_001))
    assert counter.state.decision
    assert counter.state.decision.faults


def voiding(counter: Counter) -> None:
    """What a terminal has paid meanwhile is asked for, twice."""
    counter.open_sale()
    counter.bring("ELK-1")
    counter.bring("RMH-5")
    counter.presenter.confirm()
    assert counter.state.taken
    for waits in counter.state.taken.awaiting:
        counter.presenter.terminal.settle(waits.refund_id, "T-0042")
    counter.presenter.voiding.begin()
    assert counter.state.voiding
    card = counter.screen.paper.voiding
    assert card.references
    card.go.click()  # what is missing is complained about
    assert card.reason_row.problem


def voided(counter: Counter) -> None:
    counter.take_back()
    counter.presenter.voiding.begin()
    counter.presenter.voiding.void(BY_MISTAKE, {})
    assert counter.state.taken
    assert counter.state.taken.slip.head.number.startswith("X")
    assert counter.state.picture


def voided_slip_again(counter: Counter) -> None:
    voided(counter)
    counter.presenter.start()
    counter.presenter.enter("R1-000001")
    assert counter.screen.paper.voided.isVisibleTo(counter.screen)


def voided_exchange(counter: Counter) -> None:
    exchanged(counter)
    counter.presenter.voiding.begin()
    assert counter.state.standing
    said = dict.fromkeys(counter.state.standing.at_terminal, "QR-R-1")
    counter.presenter.voiding.void(BY_MISTAKE, said)
    assert counter.state.taken
    assert counter.state.taken.slip.head.number.startswith("X")


def correcting(counter: Counter) -> None:
    """As much as the form can show: a note, a manager, and a long reason why."""
    counter.open_sale()
    counter.presenter.giving.begin()
    counter.presenter.enter("ELK-9")
    counter.presenter.giving.set_reason("other")
    counter.presenter.giving.set_amount(Money(1_250_000))
    counter.presenter.giving.set_note("Kotaknya penyok")
    counter.screen.giving.form.begin(counter.state)
    counter.presenter.giving.set_amount(Money(1_250_500))
    assert counter.state.giving
    assert counter.state.giving.decided
    assert counter.state.giving.decided.answer == "override"


def line_to_choose(counter: Counter) -> None:
    counter.open_sale()
    counter.presenter.giving.begin()
    assert counter.state.giving
    assert counter.state.giving.line_id is None


def goodwill(counter: Counter) -> None:
    counter.presenter.giving.begin()
    counter.presenter.giving.set_amount(Money(45_000))
    counter.presenter.giving.set_reason("wrong-information")
    counter.presenter.giving.name_customer("budi santoso")
    counter.screen.giving.form.begin(counter.state)
    assert counter.state.giving
    assert counter.state.giving.customer


def price_corrected(counter: Counter) -> None:
    counter.open_sale()
    counter.presenter.giving.begin()
    counter.presenter.enter("ELK-1")
    counter.presenter.giving.set_amount(Money(75_000))
    counter.presenter.giving.set_reason("shelf-price")
    counter.presenter.giving.confirm()
    assert counter.state.stage is Stage.PAPER
    counter.presenter.start()
    counter.open_sale()
    assert counter.state.sale
    assert counter.state.sale.lines[0].corrected


PAGES = (
    waiting,
    refunds_wait,
    not_found,
    sales_found,
    sale_open,
    accepted,
    shared_out,
    shared_out_wrongly,
    something_asked,
    refused,
    manager_decides,
    manager_here,
    an_exception,
    asked_from_afar,
    allowed,
    allowed_with_a_change,
    not_allowed,
    asked_back,
    something_to_see,
    without_receipt,
    no_receipt,
    candidates,
    goods_alone,
    told_on_paper,
    gift_receipt,
    gift_brought_back,
    put_aside,
    on_hold,
    resumed,
    slip_shown,
    slip_mailed,
    exchanging,
    exchanged,
    voiding,
    voided,
    voided_slip_again,
    voided_exchange,
    correcting,
    line_to_choose,
    goodwill,
    price_corrected,
)


@pytest.fixture(scope="module", params=[100, 200], ids=["usual", "twice"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en", "id", "fil"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    words.use(Language.of(code))
    yield code
    words.use(None)


@pytest.fixture
def shell(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("counter", "counter", mark("Counter"), shortcut="Ctrl+1")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of which each page has a copy."""
    file = tmp_path_factory.mktemp("stocked") / "shop.db"
    made = a_shop(
        f"sqlite:///{file}",
        policy=POLICY,
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language="id",
    )
    with closing(made) as shop:
        stock(shop)
        bela(shop)
    return file


@pytest.fixture
def rupiah_shop(stocked: Path, tmp_path: Path) -> Iterator[Shop]:
    file = shutil.copy(stocked, tmp_path / "shop.db")
    with closing(open_shop(f"sqlite:///{file}", clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        yield shop


@pytest.fixture(scope="module")
def counters(
    scale: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Counter]]:
    """One window for each language: to make its widgets takes longer than to look at them."""
    made: dict[str, Counter] = {}

    def counter(code: str) -> Counter:
        if code not in made:
            shell = Shell()
            shell.add_screen("counter", "counter", mark("Counter"), shortcut="Ctrl+1")
            shell.shop_opened(
                Present("Sari Wulandari", say("senior clerk"), "Melati Bandung"), demo=True
            )
            made[code] = Counter(shell, tmp_path_factory.mktemp("papers"))
        return made[code]

    yield counter
    for one in made.values():
        one.shell.close()
        one.shell.deleteLater()
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def counter(
    rupiah_shop: Shop, counters: Callable[[str], Counter], language: str, qtbot: QtBot
) -> Counter:
    words.use(Language.of(language, rupiah_shop.facts.currency))
    made = counters(language)
    made.begin(rupiah_shop)
    made.shell.show()
    made.shell.activateWindow()
    qtbot.waitUntil(made.shell.isActiveWindow)
    return made


def settle(window: Shell) -> None:
    """Let what was shown find its place: layouts are done when nothing is left to do."""
    for _ in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.mark.parametrize("lead", PAGES, ids=lambda lead: lead.__name__)
def test_the_counter_is_whole(counter: Counter, lead: Callable[[Counter], None]) -> None:
    lead(counter)
    settle(counter.shell)
    pay = counter.screen.decision.pay
    if theme.look.scale == 100 and pay.isVisible():
        assert in_sight(counter.shell, pay, whole=True)
    assert wrong_with(counter.shell) == []


@pytest.mark.parametrize("locked_by", ["", "Maria Clara de los Santos"])
def test_sign_on_is_whole(shell: Shell, rupiah_shop: Shop, locked_by: str) -> None:
    hint = say("Demo: badge {badge}, PIN {pin}.")
    if locked_by:
        left = say("Somebody else may sign on here. What {person} entered is put on hold.")
        hint = f"{left}\n{hint}"
    screen = SignOnScreen("Toko Serba Ada Melati", hint, locked_by=locked_by)
    screen.bind(SignOnPresenter(AtOnce(rupiah_shop), lambda _: None, screen.show_state))
    shell.show_page(screen)
    screen.sign_on_asked.emit("1", "1357")
    settle(shell)
    assert screen.notice.isVisible()
    assert wrong_with(shell) == []


def test_people_and_roles_are_whole(shell: Shell, rupiah_shop: Shop) -> None:
    """Everybody and every role, seen by somebody who may change some of them."""
    screen = PeopleScreen()
    presenter = PeoplePresenter(AtOnce(rupiah_shop), screen.show_state)
    screen.bind(presenter)
    shell.show_page(screen)
    presenter.start()
    for show in (
        lambda: presenter.pick_badge("2"),
        presenter.switch,
        presenter.begin_adding,
        presenter.cancel,
        lambda: presenter.show_part(Part.ROLES),
        lambda: presenter.pick_role(Role.MANAGER),
    ):
        show()
        settle(shell)
        assert wrong_with(shell) == []


def test_approvals_are_whole(shell: Shell, rupiah_shop: Shop, language: str) -> None:
    """From nothing at all to all that can be begun: three requests and a call for help."""
    words.use(Language.of(language, rupiah_shop.facts.currency))
    shell.shop_opened(Present("Ann Lee", say("manager"), "Melati Bandung"))
    shell.add_screen("approvals", "approvals", mark("Approvals"), shortcut="Ctrl+4")
    screen = ApprovalsScreen()
    around = Around(
        clock=lambda: NOON + timedelta(minutes=7),
        people=list_colleagues,
        tell=lambda message: shell.toast(words.sentence(message)),
        hear=lambda _: None,
    )
    presenter = ApprovalsPresenter(AtOnce(rupiah_shop), around, screen.show_state)
    screen.bind(presenter)
    shell.put_screen("approvals", screen)
    shell.show_screen("approvals")

    def whole() -> bool:
        settle(shell)
        return wrong_with(shell) == []

    presenter.start()
    assert whole()
    clerk = a_person(rupiah_shop, "Sari Wulandari", "77", Role.CLERK, "2469")
    for number in ("B261016-0001", "B261016-0002", "B261016-0003"):
        sell(rupiah_shop, number, f"Ponsel Teknora X200 Pro {number}", "Elektronik")
        ask(rupiah_shop, clerk, number, "Kotaknya hilang, tetapi tidak pernah dipakai")
    call(rupiah_shop, clerk, "pelanggan marah", "B261016-0003")
    presenter.refresh(frozenset({Topic.APPROVALS}))
    assert len(screen.state.waiting) == 3
    assert whole()
    presenter.pick("a-B261016-0001")
    assert whole()
    for doing in (Doing.ASKING, Doing.REFUSING, Doing.CHANGING):
        presenter.begin(doing)
        assert whole()
    presenter.lower_to(Money(900_000))
    assert whole()
    presenter.lower_to(Money(200_000))
    presenter.pay_by(RefundBy.STORE_CREDIT)
    assert screen.state.changing
    assert screen.state.changing.decided
    assert whole()
    presenter.change(YesReason.GOOD_CUSTOMER, "")
    assert whole()
    presenter.pick("call-1")
    presenter.come()
    assert whole()
    presenter.lend(clerk.staff_id, NOON.replace(tzinfo=None), NOON.replace(day=8, tzinfo=None))
    presenter.show_away(True)
    assert screen.state.delegations
    assert whole()


def test_papers_are_whole(
    counter: Counter, shell: Shell, rupiah_shop: Shop, tmp_path: Path
) -> None:
    """From nothing at all to papers that wait, failed and were sent, and to their printers."""
    shop, work = rupiah_shop, AtOnce(rupiah_shop)
    screen = PapersScreen()
    presenter = PapersPresenter(work, PaperFiles(tmp_path), screen.show_state, lambda _: None)
    printers = PrintersPresenter(work, screen.printers.show_state)
    screen.bind(presenter, lambda _: printers)
    screen.printers.form.offer(["HP LaserJet Pro 400 di kantor"], receipt_printers())
    shell.add_screen("papers", "papers", mark("Papers"), screen, "Ctrl+Shift+P")
    shell.shop_opened(Present("Ann Lee", say("manager"), "Melati Bandung"), demo=True)
    shell.show_screen("papers")

    def wrong() -> list[str]:
        settle(shell)
        return wrong_with(shell)

    presenter.start()
    assert screen.finding.empty.isVisible()
    assert wrong() == []
    counter.take_back()
    presenter.refresh(frozenset({Topic.DOCUMENTS}))
    assert screen.state.pictures
    assert wrong() == []
    receipts = PrinterAsked(
        name="Kasir 1, dekat pintu masuk", register="1", way=Way.NETWORK,
        address="192.168.1.20:9100", kicks=True,
    )  # fmt: skip
    till = shop.run(lambda unit: add_printer(unit, receipts)).printer
    office = PrinterAsked(name="Kantor", way=Way.SYSTEM, sheet=Sheet.A4)
    shop.run(lambda unit: add_printer(unit, office))
    for end in (job_failed, job_waits):
        shop.run(lambda unit: queue_print(unit, "R1-000001", till.id))
        job = shop.run(lambda unit: claim_job(unit, "this"))
        assert job is not None
        why = [Message("printer-gone-midway", {"printer": till.name})]
        shop.run(partial(_end, end, job.job_id, why))
    shop.run(lambda unit: queue_print(unit, "R1-000001", till.id))
    job = shop.run(lambda unit: claim_job(unit, "this"))
    assert job is not None
    shop.run(lambda unit: job_sent(unit, job.job_id, "this"))
    presenter.refresh(frozenset({Topic.PRINTING, Topic.DOCUMENTS}))
    assert len(screen.state.jobs) == 2
    assert wrong() == []
    presenter.jobs.show_sent(True)
    for listed in screen.state.listed_jobs:
        presenter.jobs.pick(listed.id)
        assert wrong() == []
    presenter.print()
    assert wrong() == []
    by_mail(shop, presenter, wrong)
    presenter.seek(text="nothing")
    assert wrong() == []
    screen.to_printers.click()
    assert len(screen.printers.state.printers) == 2
    assert wrong() == []
    printers.route(PaperKind.CLOSING, till.id, True)
    for way in Way:
        printers.begin_adding()
        screen.printers.form.way.show_code(way)
        screen.printers.form.way.chosen.emit(way)
        assert wrong() == []
    printers.save(PrinterAsked(name="", way=Way.NETWORK, address="?"))
    assert screen.printers.state.wrong
    assert wrong() == []


def by_mail(shop: Shop, presenter: PapersPresenter, wrong: Callable[[], list[str]]) -> None:
    """A paper is sent to a long address; the server wanted none of the first."""
    a_mail_server(shop)
    presenter.begin_mail()
    assert presenter.state.addressing
    assert wrong() == []
    presenter.mailing.send("maria.clara@")
    assert wrong() == []
    presenter.mailing.send("maria.clara.de.los.santos@surat.tokoserba-melati.example")
    refused = Message("mail-recipient-refused", {"paper": "R1-000001", "code": 550})
    taken = take(shop)
    shop.run(lambda unit: mail_failed(unit, taken.mail_id, HOLDER, [refused]))
    presenter.mailing.begin("R1-000001")
    presenter.mailing.send("siti@example.com")
    assert len(presenter.state.mails) == 2
    for listed in presenter.state.mails:
        presenter.jobs.pick_mail(listed.id)
        assert wrong() == []


def _end(end: Callable[..., object], job_id: int, why: list[Message], unit: Unit) -> None:
    end(unit, job_id, "this", why)


def test_set_up_is_whole(shell: Shell, language: str) -> None:
    screen = SetupScreen()
    presenter = SetupPresenter(
        AtOnce().compute, lambda _: None, lambda _: None, lambda: None, screen.show_state
    )
    screen.bind(presenter)
    presenter.start(language, "ID")
    shell.show_page(screen)
    settle(shell)
    assert wrong_with(shell) == []
    presenter.leave_all()
    settle(shell)
    assert wrong_with(shell) == []


def test_the_journal_is_whole(
    counter: Counter,
    shell: Shell,
    rupiah_shop: Shop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list, a case, an export that runs and one that is done, and nothing found."""
    monkeypatch.chdir(tmp_path)
    voided(counter)
    price_corrected(counter)
    refused(counter)
    counter.presenter.start()
    work = AtOnce(rupiah_shop)
    screen = JournalScreen()
    papers = PaperFiles(Path("papers"))
    presenter = JournalPresenter(work, lambda *_: 7, papers, screen.show_state)
    screen.bind(presenter)
    shell.add_screen("journal", "journal", mark("Journal"), screen, "Ctrl+0")
    shell.shop_opened(Present("Ann Lee", say("auditor"), "Melati Bandung"), demo=True)
    shell.show_screen("journal")
    presenter.start()
    assert len(screen.list.entries) > 5
    for entry in screen.list.entries:
        presenter.pick(entry.number)
        settle(shell)
        assert wrong_with(shell) == [], entry.event
    presenter.follow_reference("R1-000001")
    settle(shell)
    assert screen.state.case
    assert wrong_with(shell) == []
    presenter.ask_for_paper()
    settle(shell)
    assert screen.state.made
    assert wrong_with(shell) == []
    presenter.save()
    settle(shell)
    assert Path("papers", "F1-000001.pdf").exists()
    assert wrong_with(shell) == []
    presenter.back()
    presenter.back()
    presenter.ask_for_day()
    settle(shell)
    assert screen.day_page.isVisible()
    assert wrong_with(shell) == []
    presenter.back()
    work.held = True
    presenter.export(Path("journal.xlsx"))
    settle(shell)
    # A bar of progress is thinner than the words that it never shows.
    assert [each for each in wrong_with(shell) if "QProgressBar" not in each] == []
    work.answer()
    settle(shell)
    assert screen.notice.isVisible()
    assert wrong_with(shell) == []
    presenter.narrow(text="nothing")
    settle(shell)
    assert screen.empty.isVisible()
    assert wrong_with(shell) == []


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_tab_goes_from_the_sale_to_the_money(counter: Counter) -> None:
    something_asked(counter)
    screen = counter.screen
    settle(counter.shell)
    screen.sale.rows[0].setFocus()
    passed = []
    while counter.shell.focusWidget() is not screen.decision.close_sale:
        passed.append(counter.shell.focusWidget())
        counter.shell.focusNextChild()
    cards = (screen.sale, screen.coming, screen.decision)
    places = [[card.isAncestorOf(part) for card in cards].index(True) for part in passed]
    assert places == sorted(places)


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_tab_goes_from_the_price_to_the_key_that_gives_it(counter: Counter) -> None:
    correcting(counter)
    page = counter.screen.giving
    settle(counter.shell)
    page.prices.rows[0].setFocus()
    passed = []
    while counter.shell.focusWidget() is not page.decision.back:
        passed.append(counter.shell.focusWidget())
        counter.shell.focusNextChild()
    cards = (page.prices, page.form, page.decision)
    places = [[card.isAncestorOf(part) for card in cards].index(True) for part in passed]
    assert places == sorted(places)
    assert page.decision.asking.send in passed


@pytest.mark.parametrize("scale", [200], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_what_has_the_keyboard_is_in_sight(counter: Counter) -> None:
    counter.open_sale()
    settle(counter.shell)
    for sku in ("RMH-5", "ELK-1", "MKN-2"):
        counter.bring(sku)
        settle(counter.shell)
        focused = counter.shell.focusWidget()
        assert focused
        assert counter.screen.coming.isAncestorOf(focused)
        assert in_sight(counter.shell, focused)
