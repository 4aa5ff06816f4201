"""What the page of goods says and does, asked without a window on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.values import Topic
from models.values.codes import Disposition
from tests.builders import NOON
from tests.drawers import bela
from tests.services.test_goods import a_kettle_came_back, move, stock
from tests.services.test_voids import void
from tests.ui.at_once import AtOnce
from tests.ui.drawer import Papers
from tests.ui.queued import queued
from ui.screens.goods.presenter import GoodsPresenter

if TYPE_CHECKING:
    from models.db import Shop
    from ui.screens.goods.state import GoodsState


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Page:
    """The presenter with what it was shown."""

    def __init__(self, shop: Shop) -> None:
        self.shown: list[GoodsState] = []
        self.paper = Papers()
        self.work = AtOnce(shop)
        self.goods = GoodsPresenter(self.work, self.paper, self.shown.append)
        self.goods.start()

    @property
    def state(self) -> GoodsState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []


def test_what_waits_is_picked_decided_and_taken_back(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    shop.clock = lambda: NOON + timedelta(days=3)
    page = Page(shop)
    assert [(goods.description, goods.days) for goods in page.state.waiting] == [("Kettle", 3)]
    page.goods.pick(line)
    assert page.state.story
    assert page.state.story.tag.code == "R1-000001-1"
    assert page.state.picture is not None
    assert "Not decided yet" in page.state.picture.decode()

    page.goods.move(Disposition.RETURN_TO_SUPPLIER)

    assert page.said == ["goods-moved"]
    assert page.state.said
    assert page.state.said.undo
    assert page.state.waiting == ()
    assert [goods.disposition for goods in page.state.recent] == ["return-to-supplier"]
    assert "Back to the supplier" in (page.state.picture or b"").decode()
    assert [each.disposition for each in page.state.story.decisions] == [
        "undecided",
        "return-to-supplier",
    ]
    page.goods.undo()
    assert page.said == ["goods-moved-back"]
    assert len(page.state.waiting) == 1
    assert list(stock(shop)) == ["inspection"]
    page.goods.undo()
    assert len(page.state.waiting) == 1


def test_pressed_twice_it_is_moved_once(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    page = Page(shop)
    page.goods.pick(line)
    page.work.held = True
    page.goods.move(Disposition.WASTE)
    page.goods.move(Disposition.REPAIR)
    page.work.answer()
    assert list(stock(shop)) == ["waste"]


def test_only_some_of_what_came_back(shop: Shop) -> None:
    line = a_kettle_came_back(shop)
    move(shop, line, Disposition.REPAIR)
    page = Page(shop)
    assert len(page.state.recent) == 1
    page.goods.filter_by(Disposition.WASTE)
    assert not page.state.recent
    page.goods.filter_by(Disposition.REPAIR)
    assert len(page.state.recent) == 1


def test_the_tag_is_printed_and_saved(shop: Shop) -> None:
    page = Page(shop)
    page.goods.print()
    page.goods.move(Disposition.WASTE)
    assert page.paper.out == []
    line = a_kettle_came_back(shop)
    page.goods.pick(line)
    page.goods.print()
    page.goods.save()
    assert [name for name, _ in page.paper.out] == ["R1-000001-1"]
    assert queued(shop) == [("tag", "R1-000001-1", 0)]


def test_goods_of_a_return_that_was_voided_are_gone(shop: Shop) -> None:
    bela(shop)
    page = Page(shop)
    page.goods.pick(a_kettle_came_back(shop))
    page.goods.refresh(frozenset({Topic.RETURNS}))
    assert page.state.waiting
    void(shop)
    page.goods.refresh(frozenset({Topic.DRAWER}))
    assert page.state.waiting
    page.goods.refresh(frozenset({Topic.RETURNS}))
    assert (page.state.waiting, page.state.story) == ((), None)
    assert page.said == ["goods-not-here"]
