"""Printers of the shop, one of them in full, and where papers of this register go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.values.signatures import Signs
from receipts.paper_names import PRINTER_WAYS, SHEETS
from receipts.signature_sentences import SIGNING
from ui import theme, words
from ui.screens.papers.printer_form import PrinterForm
from ui.screens.papers.printers_state import PrintersState
from ui.screens.papers.routes_card import RoutesCard
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.notice import Notice
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.printers import PrinterSeen
    from ui.screens.papers.printers_presenter import PrintersPresenter


class PrintersPage(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    Signals:
        mail_asked: the server that takes the shop's mail is to be changed.
    """

    mail_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PrintersState()
        self._keys: QWidget | None = None
        self._ids: list[int] = []
        self.notice = Notice()
        self.mail = SmallButton(say("E-mail…"), "F11")
        self.back = SmallButton(say("Back to the papers"), "F4")
        self.add = QuietButton(say("Add a printer"), "F8")
        self.rows = Rows(follow=self.back)
        self.form, self.routes = PrinterForm(), RoutesCard()
        self.signs = Choice(say("Customers sign their slips"))
        self.signs.offer(words.options(SIGNING))
        self._none = Text(
            say("No printer yet. Papers go to the usual printer of each machine."),
            role=Role.MUTED,
        )
        listed = Card(say("Printers"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        column.addStretch(1)
        listed.body.addWidget(ScrollingList(inside, 120), 1)
        listed.body.addWidget(self.add)
        listed.body.addWidget(Text(self.signs.accessibleName(), Type.SMALL, Role.MUTED))
        listed.body.addWidget(self.signs)
        columns = Columns(pad=0, least=240)
        for part, share in ((listed, 78), (self.form, 104), (self.routes, 116)):
            columns.add(part, share)
        head = QHBoxLayout()
        head.addWidget(Text(say("Printers and where papers go"), Type.TITLE), 1)
        head.addWidget(self.mail)
        head.addWidget(self.back)
        self.mail.clicked.connect(self.mail_asked)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, theme.SPACE_3)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(columns, 1)

    def bind(self, presenter: PrintersPresenter) -> None:
        """Send what is asked to the presenter, which the screen keeps alive."""
        self._pick_printer = presenter.pick
        self.add.clicked.connect(presenter.begin_adding)
        self.form.save_asked.connect(presenter.save)
        self.form.test_asked.connect(presenter.test)
        self.form.disable_asked.connect(presenter.disable)
        self.form.cancel_asked.connect(presenter.cancel)
        self.routes.routed.connect(presenter.route)
        self.routes.unrouted.connect(presenter.unroute)
        self.signs.chosen.connect(lambda code: presenter.ask_to_sign(Signs(code)))

    @property
    def state(self) -> PrintersState:
        return self._state

    def show_state(self, state: PrintersState) -> None:
        before, self._state = self._state, state
        if state.busy and not before.busy:
            self._keys = QApplication.focusWidget()
        self._tell(state)
        self.mail.setVisible(state.here.may_set_printers)
        self._none.setVisible(state.looked and not state.printers)
        self._ids = [each.id for each in state.printers]
        rows = self.rows.fit(len(state.printers))
        for at, (row, printer) in enumerate(zip(rows, state.printers, strict=True)):
            row.show_row(printer.name, "", _detail(printer), _tag(printer))
            row.setCheckable(True)
            row.setChecked(printer.id == state.picked and not state.adding)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, at))
        self.add.setVisible(not state.adding)
        self.form.show_state(state)
        self.routes.show_state(state)
        self.signs.show_code(state.signs)
        self.signs.setEnabled(not state.busy)
        self._lead(before, state)

    def _lead(self, before: PrintersState, state: PrintersState) -> None:
        """The keyboard goes to what is next."""
        if state.wrong and not before.wrong:
            self.form.focus_wrong(next(iter(state.wrong)))
        elif state.adding and not before.adding:
            self.form.focus_first()
        elif (state.looked and not before.looked) or (before.adding and not state.adding):
            self._focus_picked()
        elif before.busy and not state.busy:
            keys, self._keys = self._keys, None
            if keys is not None and isValid(keys) and self.isAncestorOf(keys):
                keys.setFocus()

    def _focus_picked(self) -> None:
        for row in self.rows.rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, at: int, _checked: bool = False) -> None:
        self._pick_printer(self._ids[at])

    def _tell(self, state: PrintersState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text)


def _detail(printer: PrinterSeen) -> str:
    whose = printer.register
    parts = (
        words.word(PRINTER_WAYS, printer.way),
        printer.address,
        words.word(SHEETS, printer.sheet),
        say("register {code}", code=whose) if whose else say("Every register"),
    )
    return " · ".join(part for part in parts if part)


def _tag(printer: PrinterSeen) -> tuple[str, Tone] | None:
    if printer.disabled:
        return say("disabled"), Tone.QUIET
    return (say("drawer"), Tone.ACCEPT) if printer.kicks else None
