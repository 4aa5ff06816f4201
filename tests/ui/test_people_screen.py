"""The page of people and roles: whole in every language, led by keys, and never more than a
screen: what may not be done says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.rules.pins import MOST_TRIES
from models.services.people import sign_on
from models.services.sign_on_trials import digest_of
from models.services.staff import list_people
from models.tables.base import add_row
from models.tables.people import RoleRight, SignOnTrial
from models.values import Money, Topic
from models.values.rights import Right
from models.values.shop import Role
from receipts.findings import FINDINGS
from receipts.people_sentences import OVERRIDES, RIGHTS
from tests.builders import MANAGER, NOON
from tests.drawers import a_person
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, settle, wrong_with
from ui.screens.people.presenter import PeoplePresenter
from ui.screens.people.screen import PeopleScreen
from ui.screens.people.state import Part
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from models.db import Shop

LONG = "Maria Simanjuntak Lestari Wulandari"


@pytest.fixture
def system() -> str:
    return "sqlite"


@pytest.fixture
def staffed(shop: Shop) -> Shop:
    """Ann the manager, a clerk, an administrator, and an auditor whose badge is locked."""
    a_person(shop, "Sari", "7", Role.CLERK, "2469")
    a_person(shop, "Teguh Prakoso", "A-1", Role.ADMINISTRATOR, "8642")
    a_person(shop, LONG, "K-100200300400", Role.AUDITOR, "8642")
    with shop.unit() as unit:
        digest = digest_of(unit, "K-100200300400")
        add_row(unit.connection, SignOnTrial, badge=digest, wrong=MOST_TRIES, last_at=NOON)
    return shop


class Page:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.screen = PeopleScreen()
        self.people = PeoplePresenter(AtOnce(shop), self.screen.show_state)
        self.screen.bind(self.people)
        self.people.start()

    def press(self, key: Qt.Key) -> None:
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def pick(self, name: str) -> None:
        found = next(each for each in self.people.state.people if each.name == name)
        self.people.pick(found.staff_id)

    @property
    def said(self) -> list[str]:
        said = self.people.state.said
        return [message.code for message in said.messages] if said else []


@pytest.fixture
def page(qtbot: QtBot, staffed: Shop) -> tuple[Page, Shell]:
    made = Page(staffed)
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_screen("people", "people", mark("People"), made.screen, "Ctrl+9")
    shell.shop_opened(Present("Ann Lee", say("manager"), "Corner Shop"), demo=True)
    shell.resize(1280, 720)
    shell.show()
    qtbot.waitExposed(shell)
    QApplication.processEvents()
    made.screen.list.focus_first()
    return made, shell


@pytest.mark.usefixtures("scale", "language")
def test_every_page_is_whole(page: tuple[Page, Shell]) -> None:
    made, shell = page
    shown: list[Callable[[], object]] = [
        lambda: made.pick("Sari"),
        lambda: made.pick(LONG),
        lambda: made.pick("Ann Lee"),
        made.people.begin_adding,
        lambda: made.people.show_part(Part.ROLES),
        lambda: made.people.pick_role(Role.MANAGER),
        lambda: made.people.pick_role(Role.AUDITOR),
    ]
    for show in shown:
        show()
        settle()
        assert wrong_with(shell) == []


def test_somebody_new_by_keys_and_scanner(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.press(Qt.Key.Key_F3)
    assert made.screen.scan("K-77")
    made.type("Citra Lestari")
    made.screen.person.pin.setFocus()
    made.type("8642")
    made.press(Qt.Key.Key_Return)
    made.type("8642")
    made.press(Qt.Key.Key_F9)
    assert made.said == ["person-added"]
    person = made.shop.run(lambda unit: sign_on(unit, "K-77", "8642"))
    assert (person.name, person.role) == ("Citra Lestari", Role.CLERK)


def test_what_is_missing_is_asked_for_and_what_is_weak_refused(
    page: tuple[Page, Shell],
) -> None:
    made, _ = page
    card = made.screen.person
    made.press(Qt.Key.Key_F3)
    made.press(Qt.Key.Key_F9)
    assert card.badge_row.problem
    card.badge.setText("K-77")
    card.name.setText("Citra")
    card.pin.setText("1111")
    card.pin_again.setText("1112")
    card.save.click()
    assert card.again_row.problem
    card.pin_again.setText("1111")
    card.save.click()
    assert made.said == ["pin-too-common"]
    assert card.name.text() == "Citra"
    made.press(Qt.Key.Key_Escape)
    assert not made.people.state.adding


def test_disabled_and_taken_back(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.pick("Sari")
    made.press(Qt.Key.Key_F7)
    assert made.said == ["person-now-disabled"]
    assert not next(each for each in made.people.state.people if each.name == "Sari").active
    made.people.undo()
    assert next(each for each in made.people.state.people if each.name == "Sari").active


def test_a_scanned_badge_shows_whose_it_is_and_is_unlocked(page: tuple[Page, Shell]) -> None:
    made, _ = page
    assert not made.screen.scan("8991234567890")
    assert made.screen.scan("K-100200300400")
    assert made.screen.person.unlock.isVisible()
    made.press(Qt.Key.Key_F8)
    assert made.said == ["person-unlocked"]
    assert not made.screen.person.unlock.isVisible()


def test_a_name_a_role_and_a_new_pin(page: tuple[Page, Shell]) -> None:
    made, _ = page
    card = made.screen.person
    made.pick("Sari")
    card.name.setText("Sari Dewi")
    card.role.show_code(Role.SENIOR_CLERK)
    card.save.click()
    assert made.said == ["person-changed"]
    assert made.people.state.person is not None
    assert made.people.state.person.role is Role.SENIOR_CLERK
    card.pin.setText("804613")
    card.pin_again.setText("804613")
    card.new_pin.click()
    assert made.said == ["person-new-pin"]
    assert card.pin.text() == ""


def test_nobody_bars_themselves_out(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.pick("Ann Lee")
    assert not made.screen.person.role.isEnabled()
    made.press(Qt.Key.Key_F7)
    with made.shop.unit(writes=False) as unit:
        assert all(each.active for each in list_people(unit))
    made.people.show_part(Part.ROLES)
    made.people.pick_role(Role.MANAGER)
    assert made.screen.roles.barred.isVisible()
    assert not made.screen.roles.rights[Right.PEOPLE].isEnabled()


def test_a_role_loses_a_right_and_gets_a_limit(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.press(Qt.Key.Key_F4)
    roles = made.screen.roles
    made.people.pick_role(Role.SENIOR_CLERK)
    roles.rights[Right.CARDS].click()
    roles.rights[Right.APPROVE].click()
    roles.every.click()
    assert roles.overrides["late-stage"].isVisible()
    roles.overrides["customer-blocked"].click()
    roles.limits["case"].setText("much")
    roles.save.click()
    assert roles.limit_rows["case"].problem
    roles.limits["case"].setText("5000")
    made.press(Qt.Key.Key_F9)
    assert made.said == ["role-changed"]
    seen = made.people.state.role_seen
    assert seen is not None
    assert Right.CARDS not in seen.authority.rights
    assert Right.APPROVE in seen.authority.rights
    assert seen.authority.case_most == Money(5_000)
    assert seen.authority.overrides == frozenset(OVERRIDES) - {"customer-blocked"}


def test_whoever_changes_roles_only_sees_no_names(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.shop.person = a_person(made.shop, "Ina", "I-1", Role.AUDITOR, "8642")
    with made.shop.unit() as unit:
        add_row(unit.connection, RoleRight, role=Role.AUDITOR, name=Right.ROLES)
    made.people.refresh(frozenset({Topic.PEOPLE}))
    assert made.people.state.parts == (Part.ROLES,)
    assert (made.people.state.part, made.people.state.people) == (Part.ROLES, ())
    made.shop.person = MANAGER


def test_every_right_and_override_has_words() -> None:
    assert set(RIGHTS) == set(Right)
    assert set(OVERRIDES) <= set(FINDINGS)


@pytest.mark.usefixtures("scale")
def test_what_is_worked_on_is_in_sight(page: tuple[Page, Shell]) -> None:
    made, shell = page
    made.press(Qt.Key.Key_F3)
    assert in_sight(shell, made.screen.person.badge)
