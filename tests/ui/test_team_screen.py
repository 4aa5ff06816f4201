"""The page of the team in its window: whole in every language, and led by keys alone."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from receipts.language import Language
from tests.builders import MANAGER, a_shop
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, press, settle, wrong_with
from tests.ui.team_day import a_day
from ui import theme, words
from ui.screens.team.presenter import Around, TeamPresenter
from ui.screens.team.screen import TeamScreen
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.values.shop import Person


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return Scheme(request.param)


@pytest.fixture(params=[100, 200], ids=["usual", "twice"])
def scale(request: pytest.FixtureRequest, qapp: QApplication, scheme: Scheme) -> Iterator[int]:
    theme.apply(qapp, scheme, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en", "id"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    words.use(Language.of(code))
    yield code
    words.use(None)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, Person]]:
    """One shop for all that only look at it."""
    file = tmp_path_factory.mktemp("team") / "shop.db"
    with closing(a_shop(f"sqlite:///{file}")) as shop:
        yield shop, a_day(shop)


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    made.add_screen("team", "team", mark("Team"), shortcut="Ctrl+T")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


class Gone:
    """Where the page led to."""

    def __init__(self) -> None:
        self.cases: list[int] = []
        self.approvals: list[str] = []


def open_page(window: Shell, shop: Shop, gone: Gone | None = None) -> TeamScreen:
    window.shop_opened(Present("Ann Lee", say("manager"), "Melati Bandung"))
    gone = gone or Gone()
    screen = TeamScreen()
    around = Around(
        clock=lambda: shop.clock().astimezone(shop.facts.zone),
        open_case=gone.cases.append,
        open_approval=gone.approvals.append,
    )
    presenter = TeamPresenter(AtOnce(shop), around, screen.show_state)
    screen.bind(presenter)
    window.put_screen("team", screen)
    window.show_screen("team")
    presenter.start()
    settle()
    return screen


def test_the_board_is_whole(window: Shell, day: tuple[Shop, Person]) -> None:
    shop, _ = day
    screen = open_page(window, shop)
    assert screen.state.board
    assert len(screen.due.rows.rows) == 6
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F6)
    assert screen.briefing.isVisible()
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Escape, Qt.Key.Key_F7)
    assert screen.note.isVisible()
    assert wrong_with(window) == []


@pytest.mark.parametrize("scheme", [Scheme.LIGHT], indirect=True)
def test_a_clerks_page_is_whole(window: Shell, day: tuple[Shop, Person]) -> None:
    shop, clerk = day
    shop.person = clerk
    screen = open_page(window, shop)
    assert screen.state.board is None
    assert not screen.board.isVisible()
    assert len(screen.due.rows.rows) == 2
    assert [each.waits for each in screen.state.items] == [True, True, True, False]
    assert wrong_with(window) == []
    shop.person = MANAGER


@pytest.mark.parametrize("scheme", [Scheme.LIGHT], indirect=True)
@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_by_keys_alone(window: Shell, tmp_path: Path) -> None:
    with closing(a_shop(f"sqlite:///{tmp_path / 'shop.db'}")) as shop:
        shop.person = a_day(shop)
        gone = Gone()
        screen = open_page(window, shop, gone)
        assert window.focusWidget() is screen.reading.go
        press(window, Qt.Key.Key_Return, Qt.Key.Key_Return)
        assert [each.waits for each in screen.state.items] == [True, False]
        assert in_sight(window, screen.reading.go, whole=True)
        press(window, Qt.Key.Key_F9)
        assert not screen.reading.go.isVisible()
        screen.due.rows.rows[0].setFocus()
        press(window, Qt.Key.Key_Return)
        assert len(gone.cases) == 1
        press(window, Qt.Key.Key_F7)
        assert window.focusWidget() is screen.note.words.editor
        QTest.keyClicks(screen.note.words.editor, "The scanner is at register 2")
        press(window, Qt.Key.Key_F9)
        assert screen.notice.sentence == "Your note waits for whoever comes next."


@pytest.mark.parametrize("scheme", [Scheme.LIGHT], indirect=True)
@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_nothing_at_all_is_whole(window: Shell, tmp_path: Path) -> None:
    with closing(a_shop(f"sqlite:///{tmp_path / 'bare.db'}")) as shop:
        open_page(window, shop)
        assert wrong_with(window) == []
