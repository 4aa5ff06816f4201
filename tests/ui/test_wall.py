"""The window on the wall: numbers large enough, in turn in every language, new calls told."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest

from models.services.tickets import call_again
from models.values import Topic, refuse
from models.values.cases import CaseKind
from models.values.queue import TicketState
from receipts.language import Language
from tests.builders import another_shop
from tests.prints import at_register, later
from tests.queues import call, draw, serve
from tests.ui.at_once import AtOnce
from ui import theme
from ui.screens.wall import screen as wall_screen
from ui.screens.wall.presenter import Around, WallPresenter
from ui.screens.wall.screen import BLINKS, WallScreen, fitting
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop

CODES = ("id", "en", "fil")
QUEUE = frozenset({Topic.QUEUE})
MINUTE = timedelta(minutes=1)
HD = QSize(1280, 720)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Somebody was called and served; two wait."""
    with closing(another_shop(tmp_path / "shop.db", language="id")) as made:
        draw(made)
        serve(made, MINUTE)
        draw(made)
        draw(made, CaseKind.COMPLAINT)
        yield made


class Hung:
    """The wall with its presenter, read at once."""

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        self.shop = shop
        self.chimes: list[None] = []
        self.work = AtOnce(shop)
        self.screen = WallScreen()
        qtbot.addWidget(self.screen)
        around = Around(
            clock=lambda: shop.clock().astimezone(shop.facts.zone),
            languages=[Language.of(code, shop.facts.currency) for code in CODES],
            chime=lambda: self.chimes.append(None),
        )
        self.presenter = WallPresenter(self.work, around, self.screen.show_state)
        self.screen.bind(self.presenter)
        self.screen.resize(HD)
        self.screen.show()
        self.presenter.start()

    @property
    def calls(self) -> list[tuple[str, str]]:
        return [(each.called, each.register) for each in self.presenter.state.calls]

    def heard(self) -> None:
        self.presenter.refresh(QUEUE)

    def picture(self) -> QImage:
        return self.screen.grab().toImage()


@pytest.fixture
def hung(shop: Shop, qtbot: QtBot) -> Hung:
    return Hung(shop, qtbot)


def test_nobody_needs_to_be_signed_on(shop: Shop, qtbot: QtBot) -> None:
    shop.person = None
    hung = Hung(shop, qtbot)
    assert hung.calls == [("A 1", "1")]
    assert not hung.presenter.state.old


def test_a_new_call_is_first_and_flashes_and_chimes_once(hung: Hung) -> None:
    assert (hung.chimes, hung.screen.lit) == ([], False), "what was before is no news"
    call(hung.shop)
    hung.heard()
    assert hung.calls == [("A 2", "1"), ("A 1", "1")]
    assert len(hung.chimes) == 1
    assert hung.screen.lit
    hung.heard()
    assert len(hung.chimes) == 1
    for _ in range(BLINKS):
        hung.screen.blinking.timeout.emit()
    assert not hung.screen.lit
    assert not hung.screen.blinking.isActive()


def test_whoever_is_called_again_comes_first_again(hung: Hung) -> None:
    first = call(hung.shop)
    hung.heard()
    other = at_register(hung.shop, "2")
    other.clock = hung.shop.clock
    later(hung.shop, MINUTE)
    other.clock = hung.shop.clock
    call(other)
    hung.heard()
    assert hung.calls[:2] == [("C 1", "2"), ("A 2", "1")]
    hung.shop.run(lambda unit: call_again(unit, first.id))
    hung.heard()
    assert hung.calls[:2] == [("A 2", "1"), ("C 1", "2")]
    assert len(hung.chimes) == 3


def test_who_moves_nothing_flashes_nothing(hung: Hung, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall_screen, "motion_is_reduced", lambda: True)
    call(hung.shop)
    hung.heard()
    lit = []
    for _ in range(BLINKS):
        lit.append(hung.screen.lit)
        hung.screen.blinking.timeout.emit()
    assert lit == [True] * BLINKS, "it stands out, and stands still"
    assert not hung.screen.lit


def test_the_languages_of_the_shop_take_turns(hung: Hung) -> None:
    titles = []
    for _ in range(4):
        titles.append(hung.presenter.state.language.code)
        hung.screen.turning.timeout.emit()
    assert titles == ["id", "en", "fil", "id"]
    assert hung.screen.turning.interval() == 10_000


def test_it_tells_how_many_wait_and_how_long_and_nobody_s_name(hung: Hung) -> None:
    hung.screen.turning.timeout.emit()
    told = hung.screen.reading().splitlines()
    assert told[0] == "A 1: register 1"
    assert "Returns and exchanges: 1" in told
    assert "Complaints: 1" in told
    assert hung.screen.accessibleName() == hung.screen.reading()
    name = hung.shop.person.name if hung.shop.person else ""
    assert name
    assert name not in hung.screen.reading()


def test_what_is_old_says_so(hung: Hung, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach(_shop: Shop, _use_case: object) -> None:
        raise refuse("database-busy")

    before = hung.picture()
    monkeypatch.setattr(type(hung.shop), "run", out_of_reach)
    hung.screen.looking.timeout.emit()
    assert hung.presenter.state.old
    assert hung.calls == [("A 1", "1")], "the last that was known"
    assert hung.picture() != before


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("size", [HD, QSize(1920, 1080), QSize(480, 270)])
def test_it_is_painted_in_every_size_and_scheme(
    hung: Hung, qapp: QApplication, scheme: Scheme, size: QSize
) -> None:
    theme.apply(qapp, scheme)
    hung.screen.resize(size)
    call(hung.shop)
    hung.heard()
    lit = hung.picture()
    for _ in range(BLINKS):
        hung.screen.blinking.timeout.emit()
    assert hung.picture() != lit
    theme.apply(qapp, Scheme.LIGHT)


@pytest.mark.parametrize("text", ["A 1", "D 142", "Mga pagsasauli at pagpapalit"])
def test_what_does_not_fit_gets_smaller(qapp: QApplication, text: str) -> None:
    size = fitting(text, 200, 150)
    assert QFontMetrics(theme.from_afar(size)).horizontalAdvance(text) <= 200
    assert fitting(text, 100_000, 150) == 150


def test_it_is_read_from_six_metres(hung: Hung) -> None:
    """A letter is to be a two-hundredth of the distance high: 3 cm at 6 m, a tenth of a screen
    of 24 inches."""
    call(hung.shop)
    hung.heard()
    for _ in range(BLINKS):
        hung.screen.blinking.timeout.emit()
    picture = hung.picture()
    assert hung.presenter.state.first is not None
    assert hung.presenter.state.first.state is TicketState.CALLED
    assert highest_run(picture, theme.LIGHT[theme.Role.TEXT]) >= HD.height() // 5
    assert highest_run(picture, theme.LIGHT[theme.Role.ACCENT]) >= HD.height() // 10


def highest_run(picture: QImage, shade: str) -> int:
    """Rows one under another in which that colour is seen, within the large panel."""
    wide, high = picture.width() * 55 // 100, picture.height() * 78 // 100
    best = run = 0
    for y in range(picture.height() // 8, high):
        seen = any(picture.pixelColor(x, y).name() == shade for x in range(30, wide, 2))
        run = run + 1 if seen else 0
        best = max(best, run)
    return best


def test_esc_closes_it(hung: Hung, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hung.screen.closed):
        QTest.keyClick(hung.screen, Qt.Key.Key_Escape)
    assert not hung.screen.isVisible()
    assert not hung.screen.turning.isActive()
