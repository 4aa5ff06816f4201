"""Figures, amounts and days as they are typed; a switch; and a table that is walked through."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from models.values import Currency, Money
from receipts.language import Language
from ui import words
from ui.widgets.check import Check
from ui.widgets.sheet import Cell, Sheet, SheetRow
from ui.widgets.typed import DayField, Typed, amount_field, count_field, rate_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

RUPIAH, PESO = Currency("IDR", 0), Currency("PHP", 2)


@pytest.fixture(autouse=True)
def _quiet_words() -> Iterator[None]:
    yield
    words.use(None)


def typed(qtbot: QtBot, field: Typed[Any], text: str) -> list[Any]:
    """What a field tells when this is typed and left by Return."""
    told: list[Any] = []
    qtbot.addWidget(field)
    field.entered.connect(told.append)
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return told


@pytest.mark.parametrize(
    ("language", "currency", "text", "amount"),
    [
        ("id", RUPIAH, "2.000.000", Money(2_000_000)),
        ("id", RUPIAH, "2000000", Money(2_000_000)),
        ("en", PESO, "1,234.50", Money(123_450)),
        ("fil", PESO, "1234.5", Money(123_450)),
    ],
)
def test_an_amount_is_read_as_people_here_write_it(
    qtbot: QtBot, language: str, currency: Currency, text: str, amount: Money
) -> None:
    words.use(Language.of(language, currency))
    field = amount_field()
    assert typed(qtbot, field, text) == [amount]
    assert field.text() == words.amount(amount)


@pytest.mark.parametrize("text", ["abc", "-5", "2.00.0", "1,5"])
def test_what_is_no_amount_is_wrong_and_changes_nothing(qtbot: QtBot, text: str) -> None:
    words.use(Language.of("id", RUPIAH))
    field = amount_field()
    field.show_value(Money(7))
    assert typed(qtbot, field, text) == [Money(7)]
    assert field.wrong


@pytest.mark.parametrize(
    ("text", "rate"),
    [("15", Decimal(15)), ("7,5", Decimal("7.5")), ("100 %", Decimal(100)), ("0", Decimal(0))],
)
def test_a_rate_is_per_cent(qtbot: QtBot, text: str, rate: Decimal) -> None:
    words.use(Language.of("id", RUPIAH))
    assert typed(qtbot, rate_field(), text) == [rate]


@pytest.mark.parametrize("text", ["101", "-1", "x"])
def test_no_rate_is_beyond_the_whole(qtbot: QtBot, text: str) -> None:
    field = rate_field()
    typed(qtbot, field, text)
    assert field.wrong


def test_an_emptied_field_tells_nothing_is_there(qtbot: QtBot) -> None:
    field = count_field()
    field.show_value(3)
    assert typed(qtbot, field, "") == [None]
    assert typed(qtbot, field, "") == []


def test_a_day_is_typed_or_stepped_to(qtbot: QtBot) -> None:
    field = DayField()
    assert typed(qtbot, field, "2026-12-31") == [date(2026, 12, 31)]
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == date(2027, 1, 1)
    typed(qtbot, field, "31/12/2026")
    assert field.wrong


def test_a_switch_turns_by_space_and_return(qtbot: QtBot) -> None:
    check = Check("Serial & number")
    qtbot.addWidget(check)
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert check.isChecked()
    qtbot.keyClick(check, Qt.Key.Key_Return)
    assert not check.isChecked()
    assert check.accessibleName() == "Serial & number"


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    made = Sheet("Terms")
    qtbot.addWidget(made)
    made.resize(600, 300)
    rows = [
        SheetRow("Shop", (Cell("30 days", own=True), Cell("–"))),
        SheetRow("Toys", (Cell("30 days"), Cell("15%", own=True, mark="Too much"))),
    ]
    made.show_sheet(["Window", "Fee"], rows, (0, 0))
    return made


def test_a_table_tells_where_a_person_goes_and_never_what_it_is_shown(
    qtbot: QtBot, sheet: Sheet
) -> None:
    told: list[tuple[int, int]] = []
    sheet.cell_chosen.connect(lambda row, column: told.append((row, column)))
    sheet.show_sheet(["Window", "Fee"], sheet.rows, (1, 1))
    assert told == []
    qtbot.keyClick(sheet, Qt.Key.Key_Up)
    qtbot.keyClick(sheet, Qt.Key.Key_Left)
    assert told == [(0, 1), (0, 0)]


def test_return_asks_to_edit(qtbot: QtBot, sheet: Sheet) -> None:
    with qtbot.waitSignal(sheet.edit_asked) as asked:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert asked.args == [0, 0]


def test_each_cell_says_where_it_stands_and_what_is_wrong(sheet: Sheet) -> None:
    index = sheet.model().index(1, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Toys, Fee: 15%"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Too much"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "15%\nToo much"
