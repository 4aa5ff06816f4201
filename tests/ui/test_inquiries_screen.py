"""The page of questions in its window: whole in every language, and led by keys alone."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.services.pairings import pair_product
from models.values import Money, Quantity
from models.values.products import Pairing
from receipts.language import Language
from tests.builders import (
    NOON,
    a_line,
    a_product,
    a_sale,
    a_shop,
    in_force,
    promote,
    promotion,
)
from tests.ui.at_once import AtOnce
from tests.ui.kept_papers import KeptPapers
from tests.ui.looks import in_sight, press, settle, wrong_with
from ui import words
from ui.screens.inquiries.presenter import InquiriesPresenter
from ui.screens.inquiries.screen import InquiriesScreen
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop

CTRL = Qt.KeyboardModifier.ControlModifier
CLAUSES = (
    'window = "30 days"\nexchange.window = "60 days"\nrefund.choices = ["cash"]',
    'when = { reason = ["faulty"] }\nwindow = "12 months"\nrepair.window = "12 months"',
    'when = { reason = ["changed-mind"] }\ndecided_by = "manager"',
)


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shop]:
    """Trousers in two colours and four sizes, on offer, with all that a card can have; and a
    sale of them with a promotion, of which one came back."""
    made = a_shop(
        f"sqlite:///{tmp_path / 'shop.db'}",
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language="id",
    )
    with closing(made) as shop:
        in_force(shop, *CLAUSES)
        ids = {}
        for colour in ("krem", "hitam"):
            for size in ("30", "31", "32", "33"):
                attributes = (
                    f'{{"colour": "{colour}", "size": "{size}", "warranty": "1 tahun"}}'
                )
                name = f"Celana chino pria Sandya {colour} {size}"
                ids[colour, size] = a_product(
                    shop,
                    name,
                    sku=f"PKN-{colour}-{size}",
                    brand="Sandya",
                    price=Money(259_900),
                    attributes=attributes,
                )
        open_ = ids["krem", "31"]
        promotion(shop, name="Pekan celana hemat", product_id=open_, percent=2000)
        others = [
            a_product(shop, name, sku=name.upper(), price=Money(99_000))
            for name in ("Ikat pinggang kulit cokelat", "Kemeja batik pria", "Kaus kaki")
        ]
        shop.run(lambda unit: pair_product(unit, open_, Pairing.GOES_WITH, others))
        better = a_product(shop, "Celana chino premium", price=Money(399_000))
        shop.run(lambda unit: pair_product(unit, open_, Pairing.BETTER_MODEL, [better]))
        trousers = a_line(
            open_,
            description="Celana chino pria Sandya krem 31",
            sku="PKN-krem-31",
            unit_price=Money(259_900),
            quantity=Quantity.of(2),
            paid=Money(400_000),
            tax=Money(39_640),
        )
        socks = a_line(others[2], description="Kaus kaki", paid=Money(99_000), tax=Money(0))
        line, _ = a_sale(shop, trousers, socks, number="S-4711", sold_at=NOON - timedelta(5))
        promote(shop, line, name="Pekan celana hemat", amount=Money(100_000))
        promote(shop, line, kind="order", name="Member", amount=Money(19_800))
        yield shop


@pytest.fixture
def window(qtbot: QtBot, scale: int, language: str) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    for key, name, keys in (
        ("counter", mark("Counter"), "Ctrl+1"),
        ("inquiries", mark("Questions"), "Ctrl+I"),
        ("goods", mark("Goods"), "Ctrl+7"),
    ):
        made.add_screen(key, key, name, shortcut=keys)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def open_page(window: Shell, shop: Shop, language: str) -> InquiriesScreen:
    words.use(Language.of(language, shop.facts.currency))
    window.shop_opened(Present("Sari Wulandari", say("senior clerk"), "Melati Bandung"))
    screen = InquiriesScreen(NOON.date)
    presenter = InquiriesPresenter(
        AtOnce(shop), KeptPapers(), screen.show_state, _nothing, _nothing
    )
    screen.bind(presenter)
    window.put_screen("inquiries", screen)
    window.show_screen("inquiries")
    presenter.start()
    screen.focus_search()
    settle()
    return screen


def _nothing(_: object) -> None:
    """What leads elsewhere is the presenter's to prove."""


def write(window: Shell, screen: InquiriesScreen, text: str) -> None:
    press(window, Qt.Key.Key_F3)
    screen.search.field.clear()
    QTest.keyClicks(screen.search.field, text)
    settle()


def test_every_state_is_whole(window: Shell, shelves: Shop, language: str) -> None:
    screen = open_page(window, shelves, language)
    assert wrong_with(window) == []
    write(window, screen, "zzqq")
    assert wrong_with(window) == []
    write(window, screen, "krem 31")
    press(window, Qt.Key.Key_Return)
    assert screen.state.card
    assert len(screen.product.variants.cells) == 8
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Return, held=CTRL)
    assert screen.notice.isVisible()
    press(window, Qt.Key.Key_F7)
    assert screen.policy.isVisible()
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Escape, Qt.Key.Key_F9)
    assert screen.pairing.isVisible()
    assert wrong_with(window) == []
    press(window, Qt.Key.Key_Escape)
    write(window, screen, "S-4711")
    press(window, Qt.Key.Key_Return)
    assert screen.bill.isVisible()
    assert wrong_with(window) == []


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_whole_card_is_seen_at_once(window: Shell, shelves: Shop, language: str) -> None:
    window.resize(1280, 720)
    screen = open_page(window, shelves, language)
    write(window, screen, "krem 31")
    press(window, Qt.Key.Key_Return)
    page = screen.product
    for part in (page.variants, page.policy, page.better, page.goes_with, page.tell):
        assert in_sight(window, part, whole=True)
    area = page.goes_with.rows[-1]
    seen = area.visibleRegion().boundingRect()
    assert seen.size() == area.size()


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_by_keys_alone(window: Shell, shelves: Shop, language: str) -> None:
    screen = open_page(window, shelves, language)
    write(window, screen, "celna")
    assert [len(screen.state.found), screen.search.list.currentIndex().row()] == [9, -1]
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert screen.state.card
    assert screen.state.card.product_id == screen.state.found[1].product_id  # type: ignore[union-attr]
    assert window.focusWidget() is screen.search.field
    press(window, Qt.Key.Key_Escape)
    assert screen.nothing.isVisible()
    write(window, screen, "S-4711")
    press(window, Qt.Key.Key_Return)
    screen.bill.focus_first()
    press(window, Qt.Key.Key_Return)
    assert screen.policy.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert screen.bill.isVisible()


@pytest.mark.parametrize("scale", [100], indirect=True)
@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_bill_tells_each_figure(window: Shell, shelves: Shop, language: str) -> None:
    screen = open_page(window, shelves, language)
    write(window, screen, "S-4711")
    press(window, Qt.Key.Key_Return)
    told = screen.bill.rows[0].accessibleDescription()
    for part in ("Pekan celana hemat", "519.800", "−100.000", "−19.800", "Paid 400.000"):
        assert part in told
