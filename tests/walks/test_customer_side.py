"""A return with the window for customers open: they see their lines, sign, and smile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from models.services.cases import case_of
from models.services.papers import open_any
from models.services.signatures import set_when_to_sign
from models.values import Money
from models.values.cases import CaseKind, Smile
from models.values.signatures import Signs
from tests.builders import a_customer, a_line, a_product, a_sale
from tests.queues import draw
from ui.screens.customer_side.state import Scene

if TYPE_CHECKING:
    from models.db import Shop
    from tests.walks.driver import Clerk
    from ui.screens.customer_side.window import CustomerWindow

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}


@pytest.fixture(autouse=True)
def _a_kettle_sold(shop: Shop) -> None:
    budi = a_customer(shop, "Budi Santoso", language="en")
    kettle = a_line(a_product(shop))
    a_sale(shop, kettle, number="S-0001", customer_id=budi, tenders=(VISA,))
    a_sale(shop, a_line(a_product(shop, "Toaster"), sku="TOASTER"), number="S-0002")


def window(clerk: Clerk) -> CustomerWindow:
    side = clerk.program.customer_side
    assert side is not None
    assert side.window is not None
    return side.window


def opened(clerk: Clerk) -> CustomerWindow:
    clerk.press("Ctrl+Shift+C")
    clerk.rest()
    return window(clerk)


def reading(clerk: Clerk) -> str:
    shown = [each for each in window(clerk).findChildren(QLabel) if each.isVisible()]
    return "\n".join(each.text() for each in shown).replace("\N{NO-BREAK SPACE}", " ")


def comes_to(clerk: Clerk, scene: Scene) -> None:
    clerk.until(lambda: window(clerk).state.scene is scene)
    QApplication.processEvents()


def test_a_return_is_followed_signed_and_smiled_at(clerk: Clerk, shop: Shop) -> None:
    shop.run(lambda unit: set_when_to_sign(unit, Signs.MONEY))
    draw(shop, CaseKind.RETURN)
    side = opened(clerk)
    assert clerk.has_the_box, "the keyboard stays with the clerk"
    comes_to(clerk, Scene.IDLE)
    clerk.press("Ctrl+N")
    clerk.sees("was called")
    clerk.rest()
    clerk.press("Ctrl+N")
    comes_to(clerk, Scene.WELCOME)
    assert "Your number" in reading(clerk)

    clerk.open_sale("S-0001")
    comes_to(clerk, Scene.WELCOME)
    clerk.bring("KETTLE", "3")
    comes_to(clerk, Scene.LINES)
    clerk.until(lambda: "You get" in reading(clerk))
    for said in ("1 × Kettle", "We take this back gladly.", "£10.00", "Visa •••• 4242"):
        assert said in reading(clerk)
    for secret in ("Budi", "Ann Lee", "S-0001"):
        assert secret not in reading(clerk)

    clerk.press("F8")
    number = clerk.has_slip()
    comes_to(clerk, Scene.SIGN)
    clerk.sees("The customer is asked to sign, on their side.")
    pad = side.signing.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for x in range(40, 120, 10):
        QTest.mouseMove(pad, QPoint(x, 60 - x % 20))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))
    QTest.mouseClick(side.signing.finish, Qt.MouseButton.LeftButton)
    comes_to(clerk, Scene.PAID)
    clerk.sees("The customer has signed.")
    signed = shop.read(lambda unit: open_any(unit, number)).signature
    assert signed is not None

    QTest.mouseClick(side.goodbye.faces[Smile.GOOD], Qt.MouseButton.LeftButton)
    clerk.until(lambda: window(clerk).state.thanks)
    assert shop.read(lambda unit: case_of(unit, 1)).smile is Smile.GOOD
    clerk.press("F9")
    comes_to(clerk, Scene.GOODBYE)
    assert "Thank you, and see you again soon." in reading(clerk)

    clerk.press("Ctrl+Shift+P")
    clerk.enter(number)
    clerk.rest()
    assert "Kettle" not in reading(clerk), "opened again, it may be anybody's"


def test_a_locked_counter_shows_the_shop_alone(clerk: Clerk) -> None:
    opened(clerk)
    clerk.open_sale("S-0001")
    clerk.bring("KETTLE", "3")
    comes_to(clerk, Scene.LINES)
    clerk.press("Ctrl+L")
    comes_to(clerk, Scene.IDLE)
    assert "Kettle" not in reading(clerk)
    clerk.press("Ctrl+Shift+C")
    assert window(clerk).isVisible(), "whoever passes a locked counter closes nothing"
    clerk.sign_on()
    comes_to(clerk, Scene.LINES)
    clerk.press("Ctrl+Shift+L")
    comes_to(clerk, Scene.IDLE)
    clerk.until(lambda: clerk.is_asked_to_sign_on)
    clerk.sign_on()
    clerk.waits_for_the_next()
    comes_to(clerk, Scene.IDLE)
    assert window(clerk).isVisible()


def test_the_customer_does_not_sign_and_nobody_waits(clerk: Clerk, shop: Shop) -> None:
    shop.run(lambda unit: set_when_to_sign(unit, Signs.ALWAYS))
    opened(clerk)
    clerk.open_sale("S-0001")
    clerk.bring("KETTLE", "3")
    clerk.press("F8")
    number = clerk.has_slip()
    comes_to(clerk, Scene.SIGN)
    clerk.press("Alt+G")
    comes_to(clerk, Scene.PAID)
    clerk.sees("The customer does not sign.")
    assert shop.read(lambda unit: open_any(unit, number)).signature is None
    clerk.press("F9")
    clerk.waits_for_the_next()
    comes_to(clerk, Scene.IDLE)


def test_it_speaks_the_customers_language_and_opens_again(clerk: Clerk) -> None:
    opened(clerk)
    assert clerk.program.customer_side is not None
    clerk.open_sale("S-0002")
    clerk.bring("TOASTER", "3")
    clerk.press("Alt+L")
    clerk.until(lambda: "Dengan senang hati kami terima kembali." in reading(clerk))
    side = window(clerk)
    side.activateWindow()
    clerk.until(side.isActiveWindow)
    QTest.keyClick(side, Qt.Key.Key_Escape)
    assert clerk.program.customer_side.window is None
    clerk.come_here()
    opened(clerk)
    clerk.until(lambda: "Dengan senang hati kami terima kembali." in reading(clerk))
    assert clerk.state.decision is not None
