"""The page of complaints in its window: whole in every language, and led by keys alone."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.paper_files import PaperFiles
from models.services.complaint_remedies import allow_remedy, choose_remedy
from models.services.complaints import (
    ComplaintAsked,
    begin_complaint,
    name_issue,
    wait_for_customer,
)
from models.values import Money
from models.values.complaints import About, ComplaintKind, ComplaintRemedy, Step
from models.values.shop import Role
from tests.builders import MANAGER, a_customer, a_product, a_shop
from tests.cases import a_case
from tests.drawers import a_person
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, press, settle, wrong_with
from ui.screens.complaints.presenter import ComplaintsPresenter
from ui.screens.complaints.screen import ComplaintsScreen
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop


@pytest.fixture
def complaining(tmp_path: Path) -> Iterator[tuple[Shop, int]]:
    """Budi's case, with a blender that smells; a clerk serves it."""
    made = a_shop(
        f"sqlite:///{tmp_path / 'shop.db'}",
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language="id",
    )
    with closing(made) as shop:
        blender = a_product(shop, "Blender Miyako BL-152", price=Money(450_000))
        customer = a_customer(shop, "Budi Santoso Wijaya Kusuma")
        shop.person = a_person(shop, "Dewi Lestari", "2", Role.CLERK, "8642")
        case = a_case(shop, customer_id=customer)
        asked = ComplaintAsked(
            case_id=case.id,
            kind=ComplaintKind.GOODS,
            severity=3,
            said="It smells of burnt rubber, and this is the second one. My kitchen stank!",
            about=About(product_id=blender),
        )
        complaint = shop.run(lambda unit: begin_complaint(unit, asked))
        shop.run(
            lambda unit: name_issue(unit, complaint.id, "The motor burns", "One that works")
        )
        shop.run(
            lambda unit: choose_remedy(
                unit, complaint.id, ComplaintRemedy.APOLOGY, "We are sorry for the smell"
            )
        )
        yield shop, case.id


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    return a_window(qtbot)


def a_window(qtbot: QtBot) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("cases", "cases", mark("Cases"), shortcut="Ctrl+3")
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def opened(window: Shell, shop: Shop, case_id: int, folder: Path) -> ComplaintsScreen:
    window.shop_opened(Present("Dewi Lestari", say("clerk"), "Melati Bandung"))
    screen = ComplaintsScreen()
    presenter = ComplaintsPresenter(
        AtOnce(shop), PaperFiles(folder), case_id, screen.show_state
    )
    screen.bind(presenter)
    window.put_screen("cases", screen)
    window.show_screen("cases")
    presenter.start()
    settle()
    return screen


def at(screen: ComplaintsScreen, step: Step) -> bool:
    return screen.state.step is step


def test_nothing_is_clipped_at_any_step(
    window: Shell, complaining: tuple[Shop, int], tmp_path: Path
) -> None:
    shop, case_id = complaining
    screen = opened(window, shop, case_id, tmp_path)
    wrong = wrong_with(window)
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6):
        press(window, key)
        wrong += wrong_with(window)
    shop.run(lambda unit: wait_for_customer(unit, case_id))
    press(window, Qt.Key.Key_F11)
    wrong += wrong_with(window)
    press(window, Qt.Key.Key_F10)
    screen.calm.of.setFocus()
    press(window, Qt.Key.Key_5)
    wrong += wrong_with(window)
    press(window, Qt.Key.Key_F9)
    assert screen.state.said is not None
    assert wrong + wrong_with(window) == []


def test_a_letter_and_where_it_goes_are_whole(
    window: Shell, complaining: tuple[Shop, int], tmp_path: Path
) -> None:
    shop, case_id = complaining
    clerk, shop.person = shop.person, MANAGER
    shop.run(lambda unit: allow_remedy(unit, 1))
    shop.person = clerk
    screen = opened(window, shop, case_id, tmp_path)
    assert at(screen, Step.REMEDY)
    assert screen.state.letter_picture
    wrong = wrong_with(window)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.state.addressing is not None
    assert screen.mailing.address.hasFocus()
    wrong += wrong_with(window)
    press(window, Qt.Key.Key_Escape)
    assert screen.state.addressing is None
    assert screen.isVisible()
    assert wrong + wrong_with(window) == []


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_complaint_is_led_by_keys_alone(
    window: Shell, complaining: tuple[Shop, int], tmp_path: Path
) -> None:
    shop, case_id = complaining
    screen = opened(window, shop, case_id, tmp_path)
    assert at(screen, Step.REMEDY)
    press(window, Qt.Key.Key_F10)
    assert screen.calm.said.editor.hasFocus()
    QTest.keyClicks(screen.calm.said.editor, "Nobody answered the phone")
    press(window, Qt.Key.Key_Tab, Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_F9)
    assert at(screen, Step.ISSUE)
    QTest.keyClicks(screen.issue.issue.editor, "We are hard to reach")
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_6, Qt.Key.Key_F9)
    assert at(screen, Step.PROMISE)
    QTest.keyClicks(screen.promise.what.editor, "We call back")
    press(window, Qt.Key.Key_F9)
    complaint = screen.state.complaint
    assert complaint is not None
    assert (complaint.kind, complaint.severity) == (ComplaintKind.SERVICE, 1)
    assert complaint.step is Step.PROMISE
    assert in_sight(window, screen.paper.give, whole=True)
    press(window, Qt.Key.Key_F12)
    assert screen.state.settled
