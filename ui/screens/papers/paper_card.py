"""One paper: what it is, who printed it when, and the ways it can come out once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.mail import FOR_CUSTOMERS
from receipts.printing_sentences import PAPER_KINDS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.money_rows import MoneyRow, MoneyRows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.signature import SignaturePicture
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from models.services.papers import AnyPaper, Printed
    from models.services.printers import PrinterSeen
    from ui.screens.papers.state import PapersState

USUAL: Final = "usual"
"""The choice of the printer where such papers go."""


class PaperCard(Card):
    """Shows one paper; ``ways_out`` is where other ways than paper stand.

    Signals:
        print_asked, save_asked, mail_asked, case_asked: the buttons.
        printer_chosen: the key of a printer, or nothing for the usual one.
    """

    print_asked = Signal()
    save_asked = Signal()
    mail_asked = Signal()
    case_asked = Signal()
    printer_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._offered: tuple[PrinterSeen, ...] | None = None
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self._about = Text("", Type.SMALL, Role.MUTED)
        self._facts = MoneyRows()
        self._printed_title = Text(say("Printed"), strong=True)
        self._printed = Text("", Type.SMALL, Role.MUTED)
        self._signed = Text("", Type.SMALL, Role.MUTED)
        self._signature = SignaturePicture()
        self._next = Text("", Type.SMALL, Role.MUTED)
        self.printer = Choice(say("Printer"))
        self.print = PrimaryButton("", "Ctrl+P")
        self.save = SmallButton(say("Save as PDF"), "Ctrl+S")
        self.mail = SmallButton(say("E-mail…"), "Ctrl+E")
        self.case = SmallButton(say("Show its case"), "F8")
        self.ways_out = Columns(pad=0, gap=theme.SPACE_2)
        self._lay_out()
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.mail.clicked.connect(self.mail_asked)
        self.case.clicked.connect(self.case_asked)
        self.printer.chosen.connect(
            lambda code: self.printer_chosen.emit(None if code == USUAL else int(code))
        )

    def show_state(self, state: PapersState) -> None:
        self._offer(state.printers)
        self.printer.show_code(USUAL if state.printer is None else str(state.printer))
        if state.opened is not None:
            self._show_paper(state.opened)
        for part in (self.print, self.save, self.mail, self.printer):
            part.setEnabled(not state.busy)
        nowhere = state.opened is not None and not state.opened.case
        self.case.block(say("This paper belongs to no sale or slip.") if nowhere else "")

    def _show_paper(self, opened: AnyPaper) -> None:
        self.mail.setVisible(opened.kind in FOR_CUSTOMERS)
        self._title.setText(f"{words.word(PAPER_KINDS, opened.kind)}\n{opened.code}")
        copy = opened.copy
        self._tag.show_as(
            say("printed") if copy else say("not printed"), Tone.ACCEPT if copy else Tone.ASK
        )
        place = say("register {code}", code=opened.register)
        self._about.setText(f"{words.moment(opened.made_at)} · {place}")
        self._facts.show_rows(_facts(opened))
        self._show_signature(opened)
        self._printed_title.setVisible(bool(opened.prints))
        self._printed.setText("\n".join(map(_print, opened.prints)))
        self._printed.setVisible(bool(opened.prints))
        self.print.say(say("Print again") if copy else say("Print"))
        self._next.setText(
            say("Comes out marked COPY {number}.", number=copy)
            if copy
            else say("Comes out as the original.")
        )

    def _show_signature(self, opened: AnyPaper) -> None:
        """Beside the paper, which is as it was before anybody signed."""
        signed = opened.signature
        drawing = signed.drawing if signed else None
        if signed is not None:
            at = words.moment(signed.signed_at)
            self._signed.setText(say("Signed by the customer, {moment}", moment=at))
        self._signed.setVisible(signed is not None)
        self._signature.show_drawing(drawing, say("The customer's signature"))
        self._signature.setVisible(drawing is not None)

    def _offer(self, printers: tuple[PrinterSeen, ...]) -> None:
        if printers == self._offered:
            return
        self._offered = printers
        named = [(str(each.id), each.name) for each in printers]
        self.printer.offer([(USUAL, say("Where such papers go")), *named], USUAL)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for part in (
            self._about,
            self._facts,
            self._signed,
            self._signature,
            self._printed_title,
            self._printed,
        ):
            column.addWidget(part)
        column.addStretch(1)
        out = QVBoxLayout()
        out.setSpacing(theme.SPACE_2)
        self.printer.setMinimumHeight(theme.TARGET_SMALL)
        self.ways_out.add(self.save, 1)
        self.ways_out.add(self.mail, 1)
        for way in (self._next, self.printer, self.print, self.ways_out, self.case):
            out.addWidget(way)
        self.body.addLayout(title)
        self.body.addWidget(ScrollingList(inside, 48), 1)
        self.body.addLayout(out)


def _facts(opened: AnyPaper) -> list[MoneyRow]:
    rows = []
    if opened.customer:
        rows.append(MoneyRow(say("Customer"), opened.customer))
    if opened.amount is not None:
        rows.append(MoneyRow(say("Amount"), words.money(opened.amount), strong=True))
    return rows


def _print(each: Printed) -> str:
    name = say("COPY {number}", number=each.copy) if each.copy else say("Original")
    parts = (name, words.moment(each.at), each.person)
    return " · ".join(part for part in parts if part)
