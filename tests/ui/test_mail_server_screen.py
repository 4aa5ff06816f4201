"""The page of the mail server: whole in every language, led by keys, no password ever shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.services.mail_server import read_mail_server
from models.values import Topic, refuse
from models.values.mail import MailServer, Security
from tests.mails import a_mail_server
from tests.ui.at_once import AtOnce
from tests.ui.looks import wrong_with
from ui.screens.mail_server.presenter import MailServerPresenter
from ui.screens.mail_server.screen import MailServerScreen
from ui.screens.mail_server.state import Asked
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.db import Shop


@pytest.fixture
def system() -> str:
    return "sqlite"


@dataclass
class Machine:
    """Keeps what it is given; ``refuses`` is what the server says instead."""

    password: str = ""
    refuses: str = ""
    tried: list[tuple[MailServer, str, str]] = field(default_factory=list)

    @property
    def has_password(self) -> bool:
        return bool(self.password)

    def keep_password(self, password: str) -> None:
        self.password = password

    def try_server(self, server: MailServer, password: str, to: str) -> None:
        if self.refuses:
            raise refuse(self.refuses, paper="The test", host=server.host, code=550)
        self.tried.append((server, password, to))


class Page:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.machine = Machine()
        self.screen = MailServerScreen()
        self.presenter = MailServerPresenter(AtOnce(shop), self.machine, self.screen.show_state)
        self.screen.bind(self.presenter)

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            getattr(self.screen, name).setText(text)

    def press(self, key: Qt.Key) -> None:
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        QApplication.processEvents()

    @property
    def said(self) -> list[str]:
        said = self.presenter.state.said
        return [message.code for message in said.messages] if said else []

    @property
    def kept(self) -> MailServer | None:
        return self.shop.read(read_mail_server)


@pytest.fixture
def page(qtbot: QtBot, shop: Shop) -> tuple[Page, Shell]:
    made = Page(shop)
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_screen("mail", "people", mark("E-mail"), made.screen, "Ctrl+9")
    shell.shop_opened(Present("Ann Lee", say("manager"), "Corner Shop"), demo=True)
    shell.resize(1280, 720)
    shell.show()
    qtbot.waitExposed(shell)
    QApplication.processEvents()
    made.presenter.start()
    return made, shell


USUAL = {"host": "smtp.example.com", "user": "shop", "address": "shop@example.com"}


@pytest.mark.usefixtures("scale", "language")
def test_the_page_is_whole(page: tuple[Page, Shell]) -> None:
    made, shell = page
    QApplication.processEvents()
    assert wrong_with(shell) == []
    made.fill(host="x y", port="0")
    made.press(Qt.Key.Key_F9)
    assert wrong_with(shell) == []


def test_a_server_is_entered_and_its_password_stays_here(page: tuple[Page, Shell]) -> None:
    made, _ = page
    assert made.screen.port.text() == "587"
    made.fill(**USUAL, password="a secret")
    made.press(Qt.Key.Key_F9)
    assert made.said == ["mail-server-kept"]
    assert made.kept == MailServer(
        host="smtp.example.com",
        port=587,
        security=Security.STARTTLS,
        user="shop",
        sender_address="shop@example.com",
    )
    assert made.machine.password == "a secret"
    assert made.screen.password.text() == ""
    made.fill(sender_name="Toko Melati")
    made.press(Qt.Key.Key_F9)
    assert made.machine.password == "a secret"


def test_what_is_wrong_is_said_where_it_is_mended(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.fill(host="smtp example", port="99999", address="shop", password="a secret")
    made.press(Qt.Key.Key_F9)
    assert set(made.presenter.state.wrong) == {Asked.HOST, Asked.PORT, Asked.SENDER}
    assert QApplication.focusWidget() is made.screen.host
    assert (made.kept, made.machine.password) == (None, "")


def test_without_encryption_only_this_machine_will_do(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.fill(**USUAL)
    made.screen.security.show_code(Security.PLAIN)
    made.screen.security.chosen.emit(Security.PLAIN)
    assert made.screen.port.text() == "25"
    made.press(Qt.Key.Key_F9)
    assert list(made.presenter.state.wrong) == [Asked.SECURITY]
    made.fill(host="localhost")
    made.press(Qt.Key.Key_F9)
    assert made.said == ["mail-server-kept"]


def test_a_test_goes_out_before_anything_is_kept(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.fill(**USUAL, password="a secret")
    made.press(Qt.Key.Key_F6)
    assert made.said == ["mail-tried"]
    ((server, password, to),) = made.machine.tried
    assert (server.host, password, to) == ("smtp.example.com", "a secret", "shop@example.com")
    assert (made.kept, made.machine.password) == (None, "")
    assert made.screen.password.text() == "a secret"
    made.fill(to="ann@example.com, all@example.com")
    made.press(Qt.Key.Key_F6)
    assert list(made.presenter.state.wrong) == [Asked.TO]
    assert len(made.machine.tried) == 1


def test_what_the_server_says_to_a_test_is_told(page: tuple[Page, Shell]) -> None:
    made, _ = page
    made.fill(**USUAL)
    for code, where in (
        ("mail-password-wrong", Asked.PASSWORD),
        ("mail-certificate", Asked.HOST),
        ("mail-trial-refused", Asked.TO),
    ):
        made.machine.refuses = code
        made.press(Qt.Key.Key_F6)
        assert list(made.presenter.state.wrong) == [where]
    made.machine.refuses = "mail-trial-put-off"
    made.press(Qt.Key.Key_F6)
    assert made.said == ["mail-trial-put-off"]


def test_what_another_manager_keeps_is_shown(page: tuple[Page, Shell]) -> None:
    made, _ = page
    a_mail_server(made.shop, host="smtp.example.net")
    made.presenter.refresh(frozenset({Topic.MAIL}))
    assert made.screen.host.text() == "smtp.example.net"
