"""One printer: how it is called and reached, and what is loaded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.services.printers import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    PrinterAsked,
)
from models.values.printing import KICKING_WAYS, Sheet, Way
from receipts.paper_names import PRINTER_WAYS, SHEETS
from ui import theme, words
from ui.screens.papers.printers_state import Asked
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.picker import Picker
from ui.widgets.scrolling import ScrollingList
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.printers import PrinterSeen
    from ui.screens.papers.printers_state import PrintersState, Profile

EVERY: Final = "every"
USUAL: Final = "usual"
"""The choice of the system's usual printer."""
ANY_MODEL: Final = "default"


class PrinterForm(Card):
    """Signals:
    save_asked: what was entered, a ``PrinterAsked``.
    test_asked, disable_asked, cancel_asked: the buttons.
    """

    save_asked = Signal(object)
    test_asked = Signal()
    disable_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._turn = -1
        self._systems: tuple[str, ...] = ()
        self._registers: tuple[str, ...] | None = None
        self._title = Text("", Type.TITLE)
        self._tag = Tag()
        self.name, self.address, self.profile = Field(), Field(), Picker()
        self.name.setMaxLength(LONGEST_NAME)
        self.address.setMaxLength(LONGEST_ADDRESS)
        self.register, self.way = Choice(say("Register")), Choice(say("How it is reached"))
        self.sheet, self.system = Choice(say("Paper in it")), Choice(say("Printer"))
        self.name_row, self.address_row = Labelled(self.name), Labelled(self.address)
        self.register_row, self.way_row = Labelled(self.register), Labelled(self.way)
        self.sheet_row, self.system_row = Labelled(self.sheet), Labelled(self.system)
        self.profile_row = Labelled(self.profile)
        self.kicks = Check(say("The cash drawer hangs on it"))
        self._kicks_wrong = Text("", Type.SMALL, Role.REFUSE)
        self.save = PrimaryButton("", "F9")
        self.test = QuietButton(say("Print a test"), "F6")
        self.disable = QuietButton(say("Disable"), "F7")
        self.cancel = QuietButton(say("Cancel"), "Esc")
        self._say()
        self._lay_out()
        self._listen()

    def offer(self, systems: Sequence[str], profiles: Sequence[Profile]) -> None:
        """The system's printers by their names, and the models of receipt printers."""
        self._systems = tuple(systems)
        self.profile.offer(profiles)

    def show_state(self, state: PrintersState) -> None:
        printer = state.printer
        self.setVisible(state.adding or printer is not None)
        self._offer_registers(state.here.registers)
        if state.turn != self._turn:
            self._turn = state.turn
            self._begin(printer)
        self._title.setText(say("A new printer") if printer is None else printer.name)
        off = printer is not None and printer.disabled
        self._tag.setVisible(off)
        self._tag.show_as(say("disabled"), Tone.QUIET)
        for asked, row in self._rows.items():
            row.complain(words.sentence(state.wrong[asked]) if asked in state.wrong else "")
        kicks = state.wrong.get(Asked.DRAWER)
        self._kicks_wrong.setText(words.sentence(kicks) if kicks else "")
        self._kicks_wrong.setVisible(kicks is not None)
        self.save.say(
            say("Add the printer")
            if state.adding
            else say("Use it again")
            if off
            else say("Save")
        )
        self.test.setVisible(printer in state.usable)
        self.disable.setVisible(printer is not None and not off)
        self.cancel.setVisible(state.adding and bool(state.printers))
        for button in (self.save, self.test, self.disable, self.cancel):
            button.setEnabled(not state.busy)

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_wrong(self, wrong: Asked) -> None:
        """To what is to be mended."""
        editor = self.kicks if wrong is Asked.DRAWER else self._rows[wrong].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, printer: PrinterSeen | None) -> None:
        way = printer.way if printer else Way.NETWORK
        address = printer.address if printer else ""
        self.name.show_from_the_start(printer.name if printer else "")
        self.register.show_code((printer.register if printer else "") or EVERY)
        self.way.show_code(way)
        self.address.show_from_the_start(address)
        self._offer_systems(address if way is Way.SYSTEM else "")
        self.sheet.show_code(printer.sheet if printer else Sheet.ROLL_80)
        self.profile.show_code(printer.profile if printer else ANY_MODEL)
        self.kicks.setChecked(printer is not None and printer.kicks)
        self._fit_way()

    def _offer_systems(self, chosen: str) -> None:
        """One that is not there now, such as one that is switched off, is offered as well."""
        names = list(dict.fromkeys((*self._systems, *([chosen] if chosen else []))))
        offered = [(USUAL, say("The usual one")), *((name, name) for name in names)]
        self.system.offer(offered, chosen or USUAL)

    def _offer_registers(self, registers: tuple[str, ...]) -> None:
        if registers == self._registers:
            return
        self._registers = registers
        named = [(code, say("register {code}", code=code)) for code in registers]
        every = (EVERY, say("Every register"))
        self.register.offer([every, *named], self.register.code or EVERY)

    def _choose_way(self, _: str) -> None:
        """An address of one way is none of another: a folder of that name would be made."""
        self.address.clear()
        self.address_row.complain("")
        self._fit_way()

    def _fit_way(self) -> None:
        """What is asked depends on how it is reached."""
        way = Way(self.way.code)
        receipts = way in KICKING_WAYS
        self.system_row.setVisible(way is Way.SYSTEM)
        self.address_row.setVisible(way is not Way.SYSTEM)
        self.profile_row.setVisible(receipts)
        self.kicks.setVisible(receipts)
        label, hint = self._addresses[way]
        self.address_row.say(label, hint)
        sheets = [s for s in Sheet if s.is_roll or not receipts]
        chosen = self.sheet.code if self.sheet.code in sheets else Sheet.ROLL_80
        self.sheet.offer([(str(s), words.word(SHEETS, s)) for s in sheets], chosen)

    def _ask(self) -> None:
        way = Way(self.way.code)
        receipts = way in KICKING_WAYS
        system = "" if self.system.code == USUAL else self.system.code
        self.save_asked.emit(
            PrinterAsked(
                name=self.name.text(),
                register="" if self.register.code == EVERY else self.register.code,
                way=way,
                address=system if way is Way.SYSTEM else self.address.text(),
                profile=(self.profile.code if receipts else "") or ANY_MODEL,
                sheet=Sheet(self.sheet.code),
                kicks=receipts and self.kicks.isChecked(),
            )
        )

    def _say(self) -> None:
        self.name_row.say(say("Name"), say("As it is called in the shop."))
        self.register_row.say(say("Who prints on it"))
        self.way_row.say(say("How it is reached"))
        self.system_row.say(say("Printer of this machine"))
        self.sheet_row.say(say("Paper in it"))
        self.profile_row.say(say("Model"), say("Type a part of its name; any will do mostly."))
        self.way.offer(words.options(PRINTER_WAYS), Way.NETWORK)
        self.sheet.offer(words.options(SHEETS), Sheet.ROLL_80)
        usual = say("Nothing for the folder of papers.")
        self._addresses = {
            Way.SYSTEM: ("", ""),
            Way.NETWORK: (say("Address"), "192.168.1.20  ·  192.168.1.20:9100"),
            Way.USB: (say("Vendor and product"), "04b8:0e15"),
            Way.SERIAL: (say("Serial line"), "COM3  ·  /dev/ttyUSB0@19200"),
            Way.FILE: (say("Device file"), "/dev/usb/lp0"),
            Way.FOLDER: (say("Folder"), usual),
        }

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.addWidget(self._tag)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        for part in (
            _beside(self.name_row, self.register_row),
            self.way_row,
            self.system_row,
            self.address_row,
            _beside(self.sheet_row, self.profile_row),
            self.kicks,
            self._kicks_wrong,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addLayout(title)
        self.body.addWidget(ScrollingList(inside, 240), 1)
        self.body.addWidget(_beside(self.test, self.disable, self.cancel))
        self.body.addWidget(self.save)

    def _listen(self) -> None:
        self._rows = {
            Asked.NAME: self.name_row,
            Asked.REGISTER: self.register_row,
            Asked.ADDRESS: self.address_row,
            Asked.SHEET: self.sheet_row,
        }
        self.way.chosen.connect(self._choose_way)
        self.save.clicked.connect(self._ask)
        self.test.clicked.connect(self.test_asked)
        self.disable.clicked.connect(self.disable_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        for field, row in ((self.name, self.name_row), (self.address, self.address_row)):
            field.textEdited.connect(lambda _, row=row: row.complain(""))
            field.returnPressed.connect(self.save.click)


def _beside(*parts: QWidget) -> Columns:
    columns = Columns(pad=0, gap=theme.SPACE_3)
    for part in parts:
        columns.add(part, 1)
    return columns
