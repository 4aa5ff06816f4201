"""Papers without goods or money, as the counter makes and shows them; with no widget."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.values.codes import Reason
from models.values.printing import PaperKind
from tests.builders import NOON, a_line, a_product, a_sale, in_force
from tests.ui.queued import queued
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop


@pytest.fixture
def system() -> str:
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    in_force(shop, 'window = "14 days"')
    a_sale(shop, a_line(a_product(shop)), number="S-1", sold_at=NOON - timedelta(days=20))
    return Desk(shop)


def refuse(desk: Desk) -> None:
    desk.counter.enter("S-1")
    desk.counter.enter("KETTLE")
    (line,) = desk.state.coming
    desk.counter.coming.set_reason(line.line_id, Reason.CHANGED_MIND)
    assert desk.state.decision
    assert desk.state.decision.answer == "refuse"


def test_an_answer_is_made_once_shown_and_printed_as_a_copy_the_next_time(desk: Desk) -> None:
    refuse(desk)
    desk.counter.telling.deny()
    desk.counter.telling.deny()
    assert desk.state.stage is Stage.TOLD
    assert desk.state.picture is not None
    assert b"D1-000001" in desk.state.picture
    desk.counter.telling.print()
    desk.counter.telling.save()
    assert queued(desk.shop) == [(PaperKind.DENIAL, "D1-000001", 0)]
    assert desk.paper.names == ["D1-000001-copy-1"]


def test_an_answer_that_was_never_shown_is_shown_at_the_next_start(desk: Desk) -> None:
    refuse(desk)
    desk.counter.telling.deny()
    again = Desk(desk.shop)
    with desk.shop.unit() as unit:
        unit.connection.exec_driver_sql(
            "UPDATE request SET shown_at = NULL WHERE document = 'D1-000001'"
        )
    again.counter.start()
    (waiting,) = again.state.unconfirmed
    again.counter.show_unconfirmed(waiting)
    assert again.state.told is not None
    assert again.state.told.slip.head.number == "D1-000001"
    again.counter.start()
    assert not again.state.unconfirmed


def test_nothing_is_told_of_a_yes_or_of_no_sale(desk: Desk) -> None:
    desk.counter.telling.deny()
    desk.counter.telling.give()
    desk.counter.telling.print()
    desk.counter.telling.open_sale()
    assert desk.state.stage is Stage.WAITING


def test_a_gift_receipt_is_of_what_is_chosen_else_of_all_that_is_left(desk: Desk) -> None:
    shop = desk.shop
    pot, pan = a_product(shop, "Pot"), a_product(shop, "Pan")
    lines = (a_line(pot, sku="POT", description="Pot"), a_line(pan, sku="PAN"))
    a_sale(shop, *lines, number="S-2")
    desk.counter.enter("S-2")
    desk.counter.telling.give()
    assert desk.state.told is not None
    assert len(desk.state.told.slip.lines) == 2
    desk.counter.telling.open_sale()
    desk.counter.enter("POT")
    desk.counter.telling.give()
    assert [line.description for line in desk.state.told.slip.lines] == ["Pot"]
    desk.counter.undo()
    assert desk.state.stage is Stage.RETURN
    assert len(desk.state.coming) == 1
