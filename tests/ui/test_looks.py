"""The checks of every page find what they are for: one page for each fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.painted import contrast, pale, unringed, words_measured
from tests.ui.reached import keyboard
from tests.ui.whole import fits, names
from ui import theme
from ui.theme import Role, Scheme, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Scheme.LIGHT)
    yield
    theme.apply(qapp, Scheme.LIGHT)


class Form(QWidget):
    """A name, a note and a button: nothing is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text("Who brings the goods back?")
        self.name, self.note = Field(), Field()
        self.go = QuietButton("Go on", "F8")
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        for field, label in ((self.name, "Name"), (self.note, "Note")):
            row = Labelled(field)
            row.say(label)
            column.addWidget(row)
        column.addWidget(self.go)
        self.resize(400, 300)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def faults(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [*fits(page), *names(page), *keyboard(page), *pale(page), *unringed(page)]


def test_nothing_is_wrong_with_a_good_form(form: Form) -> None:
    assert faults(form) == []
    assert len(words_measured(form)) == 4, "the text, two labels and the button"


def label_too_narrow(form: Form) -> None:
    form.text.setFixedWidth(20)


def button_too_low(form: Form) -> None:
    form.go.setFixedHeight(12)


def line_without_its_tip(form: Form) -> None:
    line = QPushButton("Take it back without a sale", form)
    line.setAccessibleName("Take it back")
    line.setGeometry(0, 0, 40, 40)
    line.show()


def outside_the_form(form: Form) -> None:
    form.text.setParent(form.go)
    form.text.setGeometry(300, 0, 300, 20)
    form.text.show()


def one_on_the_other(form: Form) -> None:
    line = Line("Sold", parent=form)
    line.setGeometry(form.text.geometry())
    line.show()


def grey_on_grey(form: Form) -> None:
    inks = form.text.palette()
    inks.setColor(QPalette.ColorRole.WindowText, theme.color(Role.LINE_STRONG))
    form.text.setPalette(inks)


def grey_and_disabled(form: Form) -> None:
    grey_on_grey(form)
    inks = form.text.palette()
    inks.setColor(QPalette.ColorRole.WindowText, theme.color(Role.LINE))
    form.text.setPalette(inks)
    form.text.setEnabled(False)


def without_a_name(form: Form) -> None:
    form.note.setAccessibleName(" ")


def one_name_for_two(form: Form) -> None:
    form.note.setAccessibleName("Name")


def out_of_the_tab_chain(form: Form) -> None:
    form.go.set_key("")
    form.go.setShortcut("")
    form.go.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def keeps_the_tab(form: Form) -> None:
    keeping = QPlainTextEdit()
    keeping.setAccessibleName("Lines")
    layout = form.layout()
    assert layout
    layout.addWidget(keeping)


def one_key_for_two(form: Form) -> None:
    layout = form.layout()
    assert layout
    layout.addWidget(QuietButton("Go back", "F8"))


class Unseen(QuietButton):
    """Paints the same, whether it has the keyboard or not."""

    def hasFocus(self) -> bool:
        return False


def no_ring(form: Form) -> None:
    layout = form.layout()
    assert layout
    layout.addWidget(Unseen("Print"))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (label_too_narrow, "clipped: Text “Who brings"),
        (button_too_low, "clipped: QuietButton “Go on”"),
        (line_without_its_tip, "clipped: QPushButton"),
        (outside_the_form, "sticks out"),
        (one_on_the_other, "overlap: "),
        (button_too_low, "too small: QuietButton “Go on”"),
        (grey_on_grey, "pale: Text “Who brings"),
        (grey_and_disabled, "pale: Text “Who brings"),
        (without_a_name, "without a name: Field"),
        (one_name_for_two, "called the same: Field"),
        (out_of_the_tab_chain, "out of reach: QuietButton “Go on”"),
        (keeps_the_tab, "keeps the keyboard"),
        (one_key_for_two, "two claim F8: QuietButton “Go on”"),
        (no_ring, "no ring: Unseen “Print”"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_each_fault_is_found(form: Form, harm: Callable[[Form], None], said: str) -> None:
    harm(form)
    assert any(said in each for each in faults(form)), faults(form)


def test_contrast_is_as_wcag_measures_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_large_words_may_be_paler(form: Form) -> None:
    inks = form.text.palette()
    inks.setColor(QPalette.ColorRole.WindowText, theme.color(Role.LINE_STRONG).darker(115))
    form.text.setPalette(inks)
    assert pale(form)
    form.text.setFont(theme.font(Type.AMOUNT))
    QApplication.processEvents()
    assert pale(form) == []
