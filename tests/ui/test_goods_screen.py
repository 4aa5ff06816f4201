"""The page of goods in its window: whole in every language, and led by keys alone."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.paper_files import PaperFiles
from models.services.goods import list_waiting, move_goods
from models.values import Money, Quantity
from models.values.codes import Disposition
from receipts.language import Language
from tests.builders import NOON, a_customer, a_line, a_product, a_sale, a_shop, in_force
from tests.services.test_returns import asking, take
from tests.ui.at_once import AtOnce
from tests.ui.looks import in_sight, press, settle, wrong_with
from ui import words
from ui.screens.goods.presenter import GoodsPresenter
from ui.screens.goods.screen import GoodsScreen
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop

LONG = "Ponsel Teknora X200 Pro 256 GB biru laut dalam"


@pytest.fixture
def goods_shop(tmp_path: Path) -> Iterator[Shop]:
    """Goods that came back 20 days, 5 days and no day ago; one of them was decided about."""
    made = a_shop(
        f"sqlite:///{tmp_path / 'shop.db'}",
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language="id",
    )
    with closing(made) as shop:
        in_force(shop, 'window = "30 days"\ndisposition = "undecided"')
        phone = a_product(shop, LONG, sku="ELK-9")
        line = a_line(
            phone, sku="ELK-9", description=LONG, serial="SN-0099-4711-AX", paid=Money(900_000)
        )
        kettle = a_line(a_product(shop), quantity=Quantity.of(9))
        customer = a_customer(shop, "Budi Santoso Wijaya Kusuma")
        a_sale(shop, line, kettle, customer_id=customer, sold_at=NOON - timedelta(21))
        for days, wanted in ((20, ("1",)), (5, ("0", "3")), (0, ("0", "1"))):
            shop.clock = lambda days=days: NOON - timedelta(days)  # type: ignore[misc]
            asked = asking(shop, *wanted)
            lines = tuple(
                replace(each, serial="SN-0099-4711-AX" if place == 0 else "")
                for place, each in enumerate(asked.lines)
                if each.quantity
            )
            take(shop, replace(asked, lines=lines), f"r-{days}")
        last = shop.read(list_waiting)[-1].return_line_id
        shop.run(lambda unit: move_goods(unit, "g-1", last, Disposition.RETURN_TO_SUPPLIER))
        yield shop


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    for key, name, keys in (
        ("counter", mark("Counter"), "Ctrl+1"),
        ("drawer", mark("Drawer"), "Ctrl+5"),
        ("cards", mark("Cards"), "Ctrl+6"),
        ("goods", mark("Goods"), "Ctrl+7"),
    ):
        made.add_screen(key, key, name, shortcut=keys)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def open_page(window: Shell, shop: Shop, papers: Path, language: str) -> GoodsScreen:
    words.use(Language.of(language, shop.facts.currency))
    window.shop_opened(Present("Sari Wulandari", say("senior clerk"), "Melati Bandung"))
    screen = GoodsScreen()
    presenter = GoodsPresenter(AtOnce(shop), PaperFiles(papers), screen.show_state)
    screen.bind(presenter)
    window.put_screen("goods", screen)
    window.show_screen("goods")
    presenter.start()
    settle()
    return screen


def test_the_page_is_whole(
    window: Shell, goods_shop: Shop, tmp_path: Path, language: str
) -> None:
    screen = open_page(window, goods_shop, tmp_path, language)
    assert [len(screen.state.waiting), len(screen.state.recent)] == [2, 1]
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Return)
    assert screen.state.picture
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_F4)
    assert screen.notice.isVisible()
    assert wrong_with(window) == []


def test_nothing_at_all_is_whole(window: Shell, tmp_path: Path, language: str) -> None:
    with closing(a_shop(f"sqlite:///{tmp_path / 'bare.db'}")) as shop:
        screen = open_page(window, shop, tmp_path, language)
        assert screen.empty.isVisible()
        assert wrong_with(window) == []


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_by_keys_alone(window: Shell, goods_shop: Shop, tmp_path: Path, language: str) -> None:
    screen = open_page(window, goods_shop, tmp_path, language)
    rows = screen.lists.waiting.rows
    assert window.focusWidget() is rows[0]
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert screen.state.story
    assert screen.state.story.goods.description == "Kettle"
    assert rows[1].isChecked()
    assert not screen.story.decisions[Disposition.UNDECIDED].isVisible()
    press(window, Qt.Key.Key_F5)
    assert screen.notice.sentence == "“Kettle”: back to the supplier. Print its tag anew."
    assert len(screen.state.waiting) == 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(screen.state.waiting) == 2
    focused = window.focusWidget()
    assert focused
    assert in_sight(window, focused)


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_older_goods_wait_the_louder(
    window: Shell, goods_shop: Shop, tmp_path: Path, language: str
) -> None:
    screen = open_page(window, goods_shop, tmp_path, language)
    told = [row.accessibleDescription() for row in screen.lists.waiting.rows]
    assert [each.rsplit(" for ")[-1] for each in told] == ["20 days", "5 days"]
