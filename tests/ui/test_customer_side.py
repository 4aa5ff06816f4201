"""What the customer sees of what the counter does, and what they never see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from models.rules.findings import Finding
from models.services.case_facts import rate
from models.services.cases import close_case, open_case
from models.services.customer_side import shop_sign
from models.services.papers import open_any
from models.services.signatures import set_when_to_sign, sign
from models.values import Message, Money, Quantity
from models.values.cases import CaseKind, Smile
from models.values.codes import Answer, Reason
from models.values.signatures import Signs
from receipts.customer_side import BECOMES, LEADS, kept_words, why_it_stays
from receipts.language import LANGUAGES, Language
from tests.builders import (
    NOON,
    a_customer,
    a_line,
    a_product,
    a_sale,
    in_force,
)
from tests.ui.looks import wrong_with
from tests.ui.test_returns_presenter import Desk
from ui import theme
from ui.customer import Becomes, ForCustomer, Lead, Less, SeenLine, SeenTender, Signing
from ui.screens.customer_side.presenter import CustomerPresenter
from ui.screens.customer_side.state import CustomerSees, Scene
from ui.screens.customer_side.window import CustomerWindow
from ui.screens.papers.paper_card import PaperCard
from ui.screens.papers.state import PapersState
from ui.screens.returns.for_customers import FOR_CUSTOMERS, for_customers, made_here
from ui.screens.returns.state import CounterState, Stage
from ui.theme import Scheme
from ui.widgets.scrolling import Scrolling
from ui.widgets.signature import SignaturePicture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.services.customer_side import ShopSign
    from ui.widgets.signature import SignaturePad

SECRETS = ("Ann Lee", "Budi Canary", "C-CANARY", "S-CANARY", "limit", "velocity", "cost")
"""Who serves, whose it is, the sale's number, and words of what is for the shop alone."""


@pytest.fixture
def system() -> str:
    return "sqlite"


class Side(Desk):
    """A counter, and the customer on the other side of it."""

    def __init__(self, shop: Shop) -> None:
        self.refused: list[Message] = []
        self.signings: list[Signing] = []
        self.seen: list[CustomerSees] = []
        self.signs: list[ShopSign] = []
        self.again = 0
        super().__init__(shop)
        self.customer = CustomerPresenter(
            self.work,
            show=self.seen.append,
            show_sign=self.signs.append,
            show_signing=self.signings.append,
            again=self._count_again,
            tell=self.refused.append,
        )
        self.customer.start()
        self.customer.attend(self.told())
        self._followed = len(self.shown)

    def _count_again(self) -> None:
        self.again += 1

    def told(self) -> ForCustomer:
        """Of all that the counter has shown, as its screen says it."""
        made, before = "", CounterState()
        for state in self.shown:
            made, before = made_here(before, state, made), state
        return for_customers(before, made)

    def catch_up(self) -> CustomerSees:
        made, before = "", CounterState()
        for place, state in enumerate(self.shown):
            made, before = made_here(before, state, made), state
            if place >= self._followed:
                self.customer.follow(for_customers(state, made))
        self._followed = len(self.shown)
        return self.seen[-1]

    @property
    def scene(self) -> Scene:
        return self.seen[-1].scene

    def case(self) -> int:
        opened = self.shop.run(lambda unit: open_case(unit, CaseKind.RETURN))
        self.customer.refresh(opened.changed)
        return opened.case.id


@pytest.fixture
def side(shop: Shop) -> Side:
    kettle = a_product(shop)
    three = {"quantity": Quantity.of(3), "paid": Money(3000), "tax": Money(0)}
    a_sale(shop, a_line(kettle, **three), number="S-1")
    visa = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
    budi = a_customer(shop, "Budi Canary", number="C-CANARY")
    a_sale(shop, a_line(kettle), number="S-CANARY", customer_id=budi, tenders=(visa,))
    old = NOON - timedelta(days=300)
    a_sale(shop, a_line(kettle), number="S-OLD", sold_at=old)
    a_product(shop, "Blender", price=Money(2550))
    return Side(shop)


def nothing_secret(sees: CustomerSees) -> None:
    said = repr(sees)
    assert not [secret for secret in SECRETS if secret in said], said


def test_a_line_is_shown_with_its_money_and_how_it_is_paid(side: Side) -> None:
    side.bring("S-CANARY")
    sees = side.catch_up()
    assert sees == CustomerSees(
        scene=Scene.LINES,
        language="en",
        told=ForCustomer(
            language="en",
            lines=(
                SeenLine(
                    name="Kettle",
                    quantity=Quantity.of(1),
                    becomes=Becomes.TAKEN,
                    amount=Money(1000),
                ),
            ),
            lead=Lead.GET,
            amount=Money(1000),
            tenders=(SeenTender("credit", "Visa •••• 4242", Money(1000)),),
        ),
    )
    nothing_secret(sees)


def test_a_sale_that_is_only_opened_is_not_shown(side: Side) -> None:
    side.counter.enter("S-CANARY")
    sees = side.catch_up()
    assert (sees.scene, sees.told.lines) == (Scene.IDLE, ())


def test_an_exchange_shows_what_goes_out_and_the_difference(side: Side) -> None:
    side.bring("S-1")
    side.counter.going.toggle()
    side.counter.enter("BLENDER")
    told = side.catch_up().told
    assert [(line.name, line.becomes, line.amount) for line in told.lines] == [
        ("Kettle", Becomes.SWAPPED, Money(1000)),
        ("Blender", Becomes.OUT, Money(2550)),
    ]
    assert (told.lead, told.amount) == (Lead.PAY, Money(1550))
    assert [(each.kind, each.amount) for each in told.tenders] == [("cash", Money(1550))]


def test_a_refused_line_is_told_with_its_paragraph_in_plain_words(shop: Shop) -> None:
    in_force(shop, 'final_sale = true\ntext.en = "Kettles are sold as they are."')
    a_sale(shop, a_line(a_product(shop)), number="S-1")
    side = Side(shop)
    side.bring("S-1", reason=Reason.CHANGED_MIND)
    told = side.catch_up().told
    (line,) = told.lines
    assert (line.becomes, line.amount, told.lead) == (Becomes.STAYS, None, Lead.NOT_YET)
    assert why_it_stays(Language.of("en"), line.reasons, line.clauses) == [
        "This was sold as a final sale.",
        "Our terms, paragraph 1: Kettles are sold as they are.",
    ]


def test_what_waits_for_a_manager_says_neither_why_nor_how_much(side: Side) -> None:
    side.bring("S-OLD", reason=Reason.CHANGED_MIND)
    decision = side.state.decision
    assert decision is not None
    sees = side.catch_up()
    nothing_secret(sees)
    assert (sees.told.lead, sees.told.amount, sees.told.tenders) == (
        Lead.NOT_YET,
        Money(),
        (),
    )


@pytest.mark.parametrize(
    "code",
    [
        *("customer-blocked", "limit-line", "limit-case", "limit-clerk-day"),
        *("limit-two-line", "limit-two-case", "returns-a-lot", "no-receipt-item"),
        *("no-receipt-period", "no-receipt-year", "sale-in-future", "decided-by-manager"),
        *("decided-by-two-managers", "serial-differs", "needs-id", "more-than-left"),
    ],
)
def test_what_is_for_the_shop_alone_is_no_reason_for_customers(side: Side, code: str) -> None:
    """A canary in place of a finding and its clause does not come out at the other side."""
    assert code not in FOR_CUSTOMERS
    side.bring("S-1")
    decision = side.state.decision
    assert decision is not None
    (line,) = decision.lines
    finding = Finding(Answer.REFUSE, Message(code, {"most": Money(123456)}), 1, 1)
    refused = line.decision._replace(answer=Answer.REFUSE, findings=(finding,))
    changed = replace(decision, answer=Answer.REFUSE, lines=(replace(line, decision=refused),))
    told = for_customers(replace(side.state, decision=changed), "")
    assert told.lines[0] == SeenLine(
        name="Kettle", quantity=Quantity.of(1), becomes=Becomes.STAYS
    )
    assert "123456" not in repr(told)
    (said,) = why_it_stays(Language.of("en"), (), ())
    assert said == BECOMES["stays"]


def test_what_is_kept_has_its_name_and_a_promotion_its_own(shop: Shop) -> None:
    line = SeenLine(
        name="Kettle",
        quantity=Quantity.of(1),
        becomes=Becomes.LESS,
        amount=Money(900),
        less=(Less("restocking", Money(100)), Less("3 for 2", Money(50), promotion=True)),
    )
    english = Language.of("en", shop.facts.currency)
    said = [kept_words(english, x.name, x.amount, promotion=x.promotion) for x in line.less]
    assert said == ["Restocking fee: £1.00 less", "“3 for 2” ends: £0.50 less"]


def test_the_slip_that_was_made_here_is_shown_and_no_other(side: Side) -> None:
    side.bring("S-CANARY")
    side.counter.confirm()
    sees = side.catch_up()
    assert (sees.scene, sees.told.lead, sees.told.amount) == (
        Scene.PAID,
        Lead.GET,
        Money(1000),
    )
    nothing_secret(sees)
    number = side.state.taken.slip.head.number if side.state.taken else ""
    side.counter.start()
    assert side.catch_up().scene is Scene.IDLE
    side.counter.enter(number)
    assert side.state.stage is Stage.PAPER
    assert side.catch_up().scene is Scene.IDLE, "opened again, it may be anybody's"


def test_it_speaks_what_the_paper_speaks(side: Side) -> None:
    side.bring("S-1")
    side.counter.wishing.next_language()
    assert side.catch_up().language == "id"
    side.counter.confirm()
    assert side.catch_up().language == "id"
    side.counter.start()
    assert side.catch_up().language == "en"


def test_who_is_served_sees_their_welcome_and_says_how_it_was(side: Side, shop: Shop) -> None:
    case = side.case()
    assert str(side.scene) == "welcome"
    side.bring("S-1")
    side.counter.confirm()
    assert side.catch_up().asks_smile
    side.customer.rate(Smile.GOOD)
    sees = side.seen[-1]
    assert (sees.scene, sees.asks_smile, sees.thanks) == (Scene.PAID, False, True)
    side.counter.start()
    assert side.catch_up().scene is Scene.GOODBYE
    closed = shop.run(lambda unit: close_case(unit, case))
    assert closed.case.smile is Smile.GOOD
    side.customer.refresh(closed.changed)
    assert str(side.scene) == "goodbye"
    shop.clock = lambda: NOON + timedelta(seconds=61)
    side.customer.look_again()
    assert str(side.scene) == "idle"


def test_a_minute_after_goodbye_a_smile_still_lands_in_the_case(side: Side, shop: Shop) -> None:
    case = side.case()
    closed = shop.run(lambda unit: close_case(unit, case))
    side.customer.refresh(closed.changed)
    assert (side.seen[-1].scene, side.seen[-1].asks_smile) == (Scene.GOODBYE, True)
    shop.run(lambda unit: rate(unit, case, Smile.FAIR))  # quicker, at another counter
    side.customer.rate(Smile.BAD)
    assert [each.code for each in side.refused] == ["case-rated"]
    assert side.seen[-1].thanks


def test_without_a_case_nobody_is_asked_how_it_was(side: Side) -> None:
    side.bring("S-1")
    side.counter.confirm()
    assert not side.catch_up().asks_smile
    side.customer.rate(Smile.GOOD)
    assert not side.seen[-1].thanks


HAND = [[(10, 10), (40, 60), (80, 20)]]


@pytest.mark.parametrize("signs", Signs)
def test_it_is_signed_where_the_store_wants_it(side: Side, shop: Shop, signs: Signs) -> None:
    changed = shop.run(lambda unit: set_when_to_sign(unit, signs)).changed
    side.customer.refresh(changed)
    side.bring("S-1")
    side.counter.confirm()
    asked = signs is not Signs.NEVER
    assert side.catch_up().scene is (Scene.SIGN if asked else Scene.PAID)
    number = side.seen[-1].told.paper
    side.customer.sign([])
    assert side.again == asked
    side.customer.sign(HAND)
    assert side.seen[-1].scene is Scene.PAID
    assert side.signings[-1] is (Signing.SIGNED if asked else Signing.NOT_ASKED)
    assert (shop.read(lambda unit: open_any(unit, number)).signature is not None) == asked


def test_the_clerk_goes_on_without_a_signature(side: Side, shop: Shop) -> None:
    shop.run(lambda unit: set_when_to_sign(unit, Signs.ALWAYS))
    side.customer.attend(side.told())
    side.bring("S-1")
    side.counter.confirm()
    assert side.catch_up().scene is Scene.SIGN
    side.customer.skip_signature()
    assert (side.seen[-1].scene, side.signings[-1]) == (Scene.PAID, Signing.SKIPPED)
    side.counter.start()
    side.bring("S-1")
    side.counter.confirm()
    assert side.catch_up().scene is Scene.SIGN
    side.counter.start()
    assert side.catch_up().scene is Scene.IDLE
    assert side.signings[-1] is Signing.NOT_ASKED
    side.customer.sign(HAND)
    assert side.refused == []


def test_a_locked_counter_shows_nothing_of_the_last_customer(side: Side) -> None:
    side.case()
    side.bring("S-1")
    assert side.catch_up().scene is Scene.LINES
    side.work.waiting = []
    side.customer.refresh(frozenset())
    side.customer.leave()
    idle = CustomerSees(scene=Scene.IDLE, language="en")
    assert side.seen[-1] == idle
    side.work.go_on()
    side.counter.coming.set_reason(side.state.coming[0].line_id, Reason.CHANGED_MIND)
    assert side.catch_up() == idle, "what the counter still says stays behind the cover"
    side.customer.rate(Smile.GOOD)
    side.customer.sign(HAND)
    assert side.seen[-1] == idle
    side.customer.attend(side.told())
    assert side.seen[-1].scene is Scene.LINES


def test_everything_has_words() -> None:
    assert set(BECOMES) == set(Becomes)
    assert set(LEADS) == set(Lead)


# The window.

TOLD = ForCustomer(
    language="en",
    lines=(
        SeenLine(
            name="Blender Miyako BL-152 with glass jar",
            quantity=Quantity.of(1),
            becomes=Becomes.LESS,
            amount=Money(31500),
            less=(Less("restocking", Money(3500)),),
        ),
        SeenLine(
            name="Bath towel 70×140",
            quantity=Quantity.of(2),
            becomes=Becomes.STAYS,
            reasons=(Message("late-refused", {"days": 3}),),
        ),
        SeenLine(
            name="Rice cooker", quantity=Quantity.of(1), becomes=Becomes.OUT, amount=Money(100)
        ),
    ),
    lead=Lead.GET,
    amount=Money(31400),
    tenders=(
        SeenTender("credit", "Visa •••• 4242", Money(30000)),
        SeenTender("cash", "", Money(1400)),
    ),
    rounding=Money(20),
)
SCENES = {
    "idle": CustomerSees(scene=Scene.IDLE, language="en"),
    "welcome": CustomerSees(scene=Scene.WELCOME, language="en", ticket="R042"),
    "lines": CustomerSees(scene=Scene.LINES, language="en", told=TOLD),
    "sign": CustomerSees(
        scene=Scene.SIGN, language="en", told=replace(TOLD, paper="R1-000001")
    ),
    "paid": CustomerSees(scene=Scene.PAID, language="en", told=TOLD, asks_smile=True),
    "goodbye": CustomerSees(scene=Scene.GOODBYE, language="en", asks_smile=True),
    "thanks": CustomerSees(scene=Scene.GOODBYE, language="en", thanks=True),
}


@pytest.fixture
def window(shop: Shop, qtbot: QtBot, qapp: QApplication) -> Iterator[CustomerWindow]:
    theme.apply(qapp, Scheme.LIGHT)
    window = CustomerWindow(lambda code: Language.of(code, shop.facts.currency))
    qtbot.addWidget(window)
    window.show_sign(shop.read(shop_sign))
    window.resize(1024, 600)
    window.show()
    yield window
    window.leave()
    theme.apply(qapp, Scheme.LIGHT)


def reading(window: CustomerWindow) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [100, 200])
def test_every_scene_is_whole(
    window: CustomerWindow, qapp: QApplication, scale: int, language: str
) -> None:
    for size in ((1280, 720), (1024, 600)):
        window.resize(*size)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            theme.apply(qapp, scheme, scale)
            for name, sees in SCENES.items():
                window.show_state(replace(sees, language=language))
                qapp.processEvents()
                (area,) = window.findChildren(Scrolling)
                whole = area.verticalScrollBar().maximum() == 0
                assert whole or scale > 100, (name, size)
                assert wrong_with(window) == [], (name, size, scheme)


def test_nothing_stays_in_what_is_hidden(window: CustomerWindow, qapp: QApplication) -> None:
    window.show_state(SCENES["lines"])
    assert "Blender" in reading(window)
    window.show_state(SCENES["idle"])
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    left = "\n".join(each.text() for each in window.findChildren(QLabel))
    assert not [said for said in ("Blender", "towel", "Visa", "314") if said in left]


def test_strokes_of_a_mouse_are_drawn_and_taken(
    window: CustomerWindow, qapp: QApplication
) -> None:
    window.show_state(SCENES["sign"])
    qapp.processEvents()
    pad = window.signing.pad
    taken: list[object] = []
    window.signing.done.connect(taken.append)
    assert not window.signing.finish.isEnabled()
    draw(pad)
    assert window.signing.finish.isEnabled()
    window.signing.again.click()
    assert pad.strokes == ()
    draw(pad)
    window.signing.finish.click()
    assert taken == [(((20, 40), (60, 20), (90, 60)),)]
    assert not window.signing.finish.isEnabled(), "once"
    window.show_state(SCENES["idle"])
    assert pad.strokes == ()


def test_a_finger_draws_as_well_and_not_beyond_the_box(
    window: CustomerWindow, qapp: QApplication
) -> None:
    window.show_state(SCENES["sign"])
    qapp.processEvents()
    pad = window.signing.pad
    device = QTest.createTouchDevice()
    QTest.touchEvent(pad, device).press(0, QPoint(20, 40), pad)
    QTest.touchEvent(pad, device).move(0, QPoint(60, 20), pad)
    QTest.touchEvent(pad, device).move(0, QPoint(9000, 30), pad)
    QTest.touchEvent(pad, device).release(0, QPoint(9000, 30), pad)
    (stroke,) = pad.strokes
    assert stroke[:2] == ((20, 40), (60, 20))
    assert stroke[-1][0] < pad.width()


def test_the_window_closes_by_its_key(window: CustomerWindow) -> None:
    closed: list[None] = []
    window.closed.connect(lambda: closed.append(None))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert closed == [None]


def draw(pad: SignaturePad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    QTest.mouseMove(pad, QPoint(60, 20))
    QTest.mouseMove(pad, QPoint(90, 60))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))


def test_the_page_of_papers_shows_the_signature_beside_the_paper(
    side: Side, shop: Shop, qtbot: QtBot
) -> None:
    side.bring("S-1")
    side.counter.confirm()
    number = side.catch_up().told.paper
    card = PaperCard()
    qtbot.addWidget(card)
    for signed in (False, True):
        if signed:
            shop.run(lambda unit: sign(unit, "s-1", number, HAND))
        opened = shop.read(lambda unit: open_any(unit, number))
        card.show_state(PapersState(opened=opened))
        shown = [each.text() for each in card.findChildren(QLabel) if not each.isHidden()]
        told = any(text.startswith("Signed by the customer, ") for text in shown)
        (picture,) = card.findChildren(SignaturePicture)
        assert (told, not picture.isHidden()) == (signed, signed)
    card.resize(320, 560)
    card.show()
    assert wrong_with(card) == []
    ink = picture.grab().toImage()
    assert len({ink.pixel(x, ink.height() // 2) for x in range(ink.width())}) > 1
