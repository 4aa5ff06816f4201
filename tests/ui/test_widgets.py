"""The parts every screen is made of: by key alone, by name, and whole at twice the type."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from models.values import Quantity
from ui import theme
from ui.theme import Role, Scheme, Tone, Type
from ui.widgets.amount_label import AmountLabel
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.key_cap import KeyCap
from ui.widgets.link_button import LinkButton
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.notice import Notice
from ui.widgets.progress_line import ProgressLine
from ui.widgets.row import Rows
from ui.widgets.scrolling import Scrolling
from ui.widgets.stepper import Stepper
from ui.widgets.strokes import key_size
from ui.widgets.tag import Tag
from ui.widgets.text import Line, Text
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    """A window with room in it."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    made.activateWindow()
    return made


def put(desk: QWidget, widget: W) -> W:
    layout = desk.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()  # a layout shows what it was given a moment later
    return widget


def figure_of(stepper: Stepper) -> QLineEdit:
    """Where its quantity is typed."""
    figure = stepper.focusProxy()
    assert isinstance(figure, QLineEdit)
    return figure


def test_a_stepper_steps_by_key_and_stays_within_what_can_come_back(
    qtbot: QtBot, desk: QWidget
) -> None:
    stepper = put(desk, Stepper("Bath towel", most=Quantity.of(3)))
    asked: list[Quantity] = []
    stepper.changed.connect(asked.append)
    figure = figure_of(stepper)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        qtbot.keyClick(figure, key)
    assert asked == [Quantity.of(2), Quantity.of(3), Quantity.of(2)]
    assert stepper.value == Quantity.of(2)


@pytest.mark.parametrize(
    ("typed", "weighed", "kept"),
    [
        ("0.755", True, "0.755"),
        ("0,5", True, "0.5"),
        ("9", True, "5"),
        ("0.5", False, "1"),
        ("2", False, "2"),
        ("two", False, "1"),
        ("", False, "1"),
        ("0", False, "1"),
        ("0.0005", True, "1"),
    ],
)
def test_a_quantity_can_be_typed(
    qtbot: QtBot, desk: QWidget, typed: str, weighed: bool, kept: str
) -> None:
    least = Quantity(1) if weighed else Quantity.of(1)
    stepper = put(desk, Stepper("Rice", least=least, most=Quantity.of(5), weighed=weighed))
    figure = figure_of(stepper)
    figure.setFocus()
    qtbot.keyClick(figure, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(figure, Qt.Key.Key_Delete)
    qtbot.keyClicks(figure, typed)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    assert str(stepper.value) == kept


def test_what_is_only_shown_is_not_asked_for(qtbot: QtBot, desk: QWidget) -> None:
    stepper = put(desk, Stepper("Towel", most=Quantity.of(3)))
    choice = put(desk, Choice("Reason"))
    with qtbot.assertNotEmitted(stepper.changed), qtbot.assertNotEmitted(choice.chosen):
        stepper.show_quantity(Quantity.of(2), most=Quantity.of(9))
        choice.offer([("faulty", "Faulty"), ("mind", "Changed mind")], "mind")
    assert stepper.value == Quantity.of(2)
    assert choice.code == "mind"


def test_a_choice_is_made_by_key_and_told_by_its_code(qtbot: QtBot, desk: QWidget) -> None:
    choice = put(desk, Choice("Reason", "Why does it come back?"))
    choice.offer([("faulty", "Faulty"), ("mind", "Changed mind")])
    assert choice.code == ""
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert told.args == ["faulty"]


@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton])
def test_a_button_answers_to_the_key_shown_on_it(
    qtbot: QtBot, desk: QWidget, kind: type[QuietButton]
) -> None:
    button = put(desk, kind("Ask a manager", "F8"))
    qtbot.waitUntil(desk.isActiveWindow)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(desk, Qt.Key.Key_F8)
    button.say("Pay Rp 350.000")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(desk, Qt.Key.Key_F8)


def test_a_key_acts_at_once(qtbot: QtBot, desk: QWidget) -> None:
    button = put(desk, PrimaryButton("Pay", "F8"))
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("paid"))
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert pressed == ["paid"]


def test_undo_is_the_windows_while_nothing_was_typed(qtbot: QtBot, desk: QWidget) -> None:
    field, toast = put(desk, Field()), Toast(desk)
    field.setFocus()
    toast.tell("Blender taken off the return.", undoable=True)
    with qtbot.waitSignal(toast.undo_asked):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    toast.tell("Blender taken off the return.", undoable=True)
    qtbot.keyClicks(field, "sari")
    with qtbot.assertNotEmitted(toast.undo_asked):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""


def test_a_button_that_cannot_be_pressed_says_why(qtbot: QtBot, desk: QWidget) -> None:
    button = put(desk, PrimaryButton("Pay Rp 350.000", "F8"))
    button.block("The drawer holds only Rp 120.000.")
    assert not button.isEnabled()
    assert "drawer" in button.toolTip()
    assert "drawer" in button.accessibleDescription()
    button.block("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_the_way_on_of_a_notice_shows_its_key(desk: QWidget) -> None:
    notice = put(desk, Notice())
    notice.tell(Tone.ACCEPT, "It was put aside.", "Undo")
    button = notice.findChild(QuietButton)
    assert button
    without = button.sizeHint().width()
    notice.tell(Tone.ACCEPT, "It was put aside.", "Undo", "Ctrl+Z")
    cap = key_size(button.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
    assert button.sizeHint().width() == without + cap.width() + theme.SPACE_2


def test_tab_comes_to_rows_before_what_stands_under_them(desk: QWidget) -> None:
    above = put(desk, QuietButton("Back"))
    rows, below = put(desk, Rows(follow=above)), put(desk, QuietButton("Print again"))
    for count in (1, 3):
        for row in rows.fit(count):
            row.show_row("Return slip R1-000001", "", "Till 1")
            row.show()
    above.setFocus()
    passed = []
    for _ in range(4):
        desk.focusNextChild()
        passed.append(desk.focusWidget())
    assert passed == [*rows.rows, below]


def test_a_field_tells_what_it_has_no_room_for(desk: QWidget) -> None:
    field = put(desk, Field())
    field.show_from_the_start("Kasir 1, dekat pintu masuk " * 6)
    assert field.cursorPosition() == 0
    assert field.toolTip() == field.text()
    field.setText("Kasir 1")
    assert field.toolTip() == ""
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setText("1357" * 60)
    assert field.toolTip() == ""


def test_a_notice_says_it_with_a_way_on_and_goes(qtbot: QtBot, desk: QWidget) -> None:
    notice = put(desk, Notice())
    assert notice.isHidden()
    notice.tell(Tone.REFUSE, "No sale has number 0412-0099.", "Search by phone")
    button = notice.findChild(QuietButton)
    assert isinstance(button, QuietButton)
    with qtbot.waitSignal(notice.action_asked):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    notice.tell(Tone.ASK, "Ask for an ID.")
    assert button.isHidden()
    assert notice.accessibleName() == "Ask for an ID."
    notice.clear()
    assert notice.isHidden()


def test_money_rows_show_only_what_they_were_told_last(desk: QWidget) -> None:
    rows = put(desk, MoneyRows([MoneyRow("Blender", "350.000"), MoneyRow("Fee", "5.000")]))
    rows.show_rows([MoneyRow("Towel", "0"), MoneyRow("Refund", "0", strong=True)])
    QApplication.processEvents()
    shown = [label.text() for label in rows.findChildren(Text) if not label.isHidden()]
    assert shown == ["Towel", "0", "Refund", "0"]
    rights = {
        label.geometry().right()
        for label in rows.findChildren(Text)
        if not label.isHidden() and label.text() == "0"
    }
    assert len(rights) == 1


def test_progress_shows_itself_only_when_it_takes_a_while(qtbot: QtBot, desk: QWidget) -> None:
    line = put(desk, ProgressLine(after_ms=0))
    line.begin("Reading sales")
    line.finish()
    assert line.isHidden()
    line.begin("Reading sales")
    qtbot.waitUntil(line.isVisible)
    line.advance(420_000, 1_000_000)
    assert "42 %" in [label.text() for label in line.findChildren(Line)]
    cancel = line.findChild(QuietButton)
    assert isinstance(cancel, QuietButton)
    with qtbot.waitSignal(line.cancel_asked):
        cancel.click()


def test_a_toast_is_undone_by_key_and_goes_by_itself(qtbot: QtBot, desk: QWidget) -> None:
    toast = Toast(desk, stays_ms=1)
    toast.tell("Blender taken off the return.", undoable=True)
    with qtbot.waitSignal(toast.undo_asked):
        qtbot.keyClick(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert toast.isHidden()
    toast.tell("Slip printed.")
    assert desk.rect().contains(toast.geometry())
    qtbot.waitUntil(toast.isHidden)


def test_what_does_not_fit_on_a_line_is_in_its_tooltip(desk: QWidget) -> None:
    line = Line("Blender Miyako BL-152", parent=desk)
    line.show()
    line.resize(400, 20)
    line.grab()
    assert line.toolTip() == ""
    line.resize(60, 20)
    line.grab()
    assert line.toolTip() == "Blender Miyako BL-152"


def test_a_name_is_never_taken_for_markup(desk: QWidget) -> None:
    label = put(desk, Text("<b>Rice</b> & beans"))
    assert label.textFormat() is Qt.TextFormat.PlainText
    button = put(desk, QuietButton("Salt & pepper"))
    assert button.words == "Salt & pepper"
    assert button.shortcut().isEmpty()


def test_columns_stand_under_each_other_when_the_type_is_too_large(
    qapp: QApplication, qtbot: QtBot
) -> None:
    columns = Columns()
    for title in ("Sale 0412-0093", "Coming back", "Decision"):
        card = Card(title)
        card.body.addWidget(PrimaryButton("Ask a manager", "F8"))
        columns.add(card)
    room = Scrolling(columns)
    qtbot.addWidget(room)
    room.resize(720, 500)
    room.show()
    assert not columns.stacked
    theme.apply(qapp, Scheme.LIGHT, 200)
    qtbot.waitUntil(lambda: columns.stacked)
    assert columns.width() <= 720


WIDGETS: dict[str, Callable[[], QWidget]] = {
    "text": lambda: Text("Electronics · 1 bought, 1 can come back", Type.SMALL, Role.MUTED),
    "title": lambda: Text("Coming back", Type.TITLE),
    "tag": lambda: Tag("day 17 of 14", Tone.OVERRIDE),
    "finding": lambda: FindingCard(
        Tone.OVERRIDE,
        "Blender: 3 days late",
        [
            Told(
                "Electronics come back within 14 days.",
                "A manager can approve it.",
                "Policy 12, clause 3: electronics come back within 14 days",
            )
        ],
    ),
    "amount": lambda: AmountLabel("Rp 350.000", "Refund"),
    "rows": lambda: MoneyRows([MoneyRow("Towel, offer taken back", "350.000")]),
    "primary": lambda: PrimaryButton("Ask a manager to approve this", "F8"),
    "quiet": lambda: QuietButton("Offer repair"),
    "link": lambda: LinkButton("Parts are missing"),
    "key": lambda: KeyCap("F8"),
    "stepper": lambda: Stepper("Blender", most=Quantity.of(3)),
    "empty": lambda: EmptyState("scan", "Nothing yet", "Scan a receipt."),
}


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("name", WIDGETS)
def test_nothing_is_cut_in_a_narrow_column(
    qapp: QApplication, desk: QWidget, name: str, scale: int
) -> None:
    theme.apply(qapp, Scheme.LIGHT, scale)
    content = QWidget()
    column = QVBoxLayout(content)
    widget = WIDGETS[name]()
    column.addWidget(widget)
    put(desk, Scrolling(content))
    qapp.processEvents()
    assert content.height() >= content.minimumSizeHint().height()
    for part in (widget, *widget.findChildren(Text)):
        if part.hasHeightForWidth():
            assert part.height() >= part.heightForWidth(part.width()), name
        else:
            assert part.height() >= part.minimumSizeHint().height(), name
        assert part.width() >= part.minimumSizeHint().width(), name


def test_the_keyboards_place_can_be_seen(qtbot: QtBot, desk: QWidget) -> None:
    widgets = [
        put(desk, PrimaryButton("Pay", "F8")),
        put(desk, QuietButton("Refuse")),
        put(desk, Choice("Reason")),
        put(desk, Stepper("Towel", most=Quantity.of(3))),
    ]
    elsewhere = put(desk, QuietButton("Elsewhere"))
    qtbot.waitUntil(desk.isActiveWindow)
    for widget in widgets:
        elsewhere.setFocus()
        before = widget.grab().toImage()
        widget.setFocus()
        assert (widget.focusProxy() or widget).hasFocus()
        assert widget.grab().toImage() != before, type(widget).__name__


def test_every_control_has_a_name(desk: QWidget) -> None:
    controls = [
        PrimaryButton("Pay", "F8"),
        Choice("Reason"),
        figure_of(put(desk, Stepper("Towel"))),
        Tag("final sale", Tone.REFUSE),
        AmountLabel("Rp 350.000", "Refund"),
        FindingCard(Tone.ASK, "Ask for an ID"),
        EmptyState("scan", "Nothing yet"),
        KeyCap("F8"),
        Card("Coming back"),
    ]
    assert [type(each).__name__ for each in controls if not each.accessibleName()] == []


def test_a_targets_size_is_for_a_finger(desk: QWidget) -> None:
    assert PrimaryButton("Pay").sizeHint().height() >= 48
    assert QuietButton("Refuse").sizeHint().height() >= 44
    stepper = put(desk, Stepper("Towel"))
    for step in stepper.findChildren(QAbstractButton):
        assert min(step.width(), step.height()) >= 24
