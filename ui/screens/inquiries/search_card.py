"""One field for whatever is asked about, and under it what may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from models.services.inquiries import BillNamed
from ui import theme, words
from ui.screens.inquiries.answer_words import here_words
from ui.theme import Role, Type
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.long_list import LongList, Told
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.screens.inquiries.state import Found, InquiriesState

LONGEST: Final = 120


class SearchField(Field):
    """Signals:
    stepped: up (-1) or down (1) in what was found; the keyboard stays here.
    """

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class SearchCard(Card):
    """Signals:
    typed: what stands in the field now.
    entered: Return was pressed on this row of what was found.
    """

    typed = Signal(str)
    entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(say("Search"))
        hint = say("Name, code or bill number")
        self.field = SearchField()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setProperty("look", "box")
        self.list: LongList[Found] = LongList(_key, _told, self, least=120)
        self.empty = EmptyState("search", "", parent=self)
        self._count = Text("", Type.SMALL, Role.MUTED)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._count)
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self._enter)
        self.field.stepped.connect(self._step)
        self.list.activated.connect(lambda index: self.entered.emit(index.row()))
        self.list.clicked.connect(lambda index: self.entered.emit(index.row()))
        theme.look.changed.connect(self._fit)
        self._fit()

    def show_state(self, state: InquiriesState) -> None:
        many = len(state.found)
        self.list.setVisible(bool(many))
        self.empty.setVisible(not many)
        self._count.setVisible(bool(many))
        self._count.setText(say_many("{count} found", "{count} found", many))
        if not many:
            self._say_nothing(state)
        self.list.show_rows(state.found, None, say("What was found"))

    def _say_nothing(self, state: InquiriesState) -> None:
        if state.typed.strip() and not state.looked:
            self.empty.show_as("search", say("Looking…"))
        elif state.typed.strip():
            self.empty.show_as(
                "search",
                say("Nothing is called like that"),
                say("Try another word, or scan the code on the goods."),
            )
        else:
            self.empty.show_as(
                "search",
                say("What does the customer ask about?"),
                say("A part of a name is enough. A receipt’s number explains the bill."),
            )

    def _enter(self) -> None:
        if not self.list.currentIndex().isValid():
            self._step(1)
        self.entered.emit(max(self.list.currentIndex().row(), 0))

    def _step(self, step: int) -> None:
        rows = len(self.list.rows)
        if rows:
            here = self.list.currentIndex().row()
            self.list.setCurrentIndex(
                self.list.model().index(min(max(here + step, 0), rows - 1), 0)
            )

    def _fit(self) -> None:
        self.field.setMinimumHeight(max(40, self.field.fontMetrics().height() + 16))


def _key(found: Found) -> Hashable:
    return found.number if isinstance(found, BillNamed) else found.product_id


def _told(found: Found) -> Told:
    if isinstance(found, BillNamed):
        return Told(say("Bill {number}", number=found.number), say("Explained line by line"))
    detail = " · ".join(part for part in (found.sku, found.department) if part)
    here = here_words(found.here)
    return Told(found.name, detail, words.money(found.price.price), here, found.matched)
