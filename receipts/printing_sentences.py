"""Words for printers and the print queue: why not, and what each kind of paper is called."""

from __future__ import annotations

from receipts.language import Counted, mark

PRINTING_REFUSALS: dict[str, str | Counted] = {
    "printer-unknown": mark(
        "There is no such printer any more. Nothing was changed, and what was to be printed "
        "is safe. Choose another printer."
    ),
    "printer-not-here": mark(
        "The printer {printer} is not in use at this register. Nothing was changed, and what "
        "was to be printed is safe. Choose another printer."
    ),
    "printer-name-missing": mark(
        "The printer has no name. Nothing was changed. Give it a name that people know it by."
    ),
    "printer-name-taken": mark(
        "Another printer is called {printer} already. Nothing was changed. "
        "Give this one a name of its own."
    ),
    "printer-address-wrong": mark(
        "{address} is no address of a printer that is reached in this way. Nothing was "
        "changed. Enter it as the example beside the field shows it."
    ),
    "printer-sheet-wrong": mark(
        "A receipt printer prints on rolls of 80 or 58 mm only. Nothing was changed. "
        "Choose a roll, or another way to reach the printer."
    ),
    "printer-kick-wrong": mark(
        "A cash drawer can hang only on a receipt printer that Konter reaches itself. Nothing "
        "was changed. Choose another way to reach the printer, or leave the drawer out."
    ),
    "printer-drawer-whose": mark(
        "A cash drawer belongs to one register. Nothing was changed. "
        "Choose the register of this printer, or leave the drawer out."
    ),
    "printer-drawer-taken": mark(
        "Another printer opens the drawer of register {register} already. Nothing was changed. "
        "Leave the drawer out here, or there first."
    ),
    "printer-register-unknown": mark(
        "This shop has no register {register}. Nothing was changed. Choose one of its "
        "registers, or let all of them use the printer."
    ),
    "printer-in-use": mark(
        "Papers go to the printer {printer} or wait for it. Nothing was changed. "
        "Send them to another printer first."
    ),
    "print-unknown": mark(
        "The print queue has no such paper. Nothing was changed. Print it from its number."
    ),
    "print-finished": mark(
        "This is not waiting to be printed any more. Nothing was changed. "
        "If a paper is missing, print it again from its number."
    ),
    "print-under-way": mark(
        "This is being printed right now. Nothing was changed. "
        "Wait until it is out, or until the queue says what is wrong."
    ),
    "kick-not-again": mark(
        "A drawer is not opened again later, as nobody may be there. The money is on record "
        "and safe. Open the drawer by key, or as “no sale”."
    ),
    "print-interrupted": mark(
        "Konter or the power stopped while this was being printed. It is on record and safe. "
        "Look at the printer: if no whole paper is there, print it again."
    ),
    "kick-late": mark(
        "The drawer was not opened, as its printer did not get to it in time. The money is on "
        "record and safe. Open the drawer by key."
    ),
}

PAPER_KINDS = {
    "return": mark("Return slip"),
    "exchange": mark("Exchange slip"),
    "void": mark("Void slip"),
    "correction": mark("Price correction"),
    "goodwill": mark("Goodwill slip"),
    "voucher": mark("Voucher"),
    "gift-receipt": mark("Gift receipt"),
    "denial": mark("Answer slip"),
    "exception": mark("Exception form"),
    "tag": mark("Item tag"),
    "ticket": mark("Queue ticket"),
    "taken-down": mark("Slip of what was taken down"),
    "bill": mark("Bill explained"),
    "answer": mark("Answer about bringing back"),
    "reading": mark("X report"),
    "closing": mark("Z report"),
    "count-sheet": mark("Count sheet"),
    "journal": mark("Journal extract"),
    "case-file": mark("Case file"),
    "day": mark("Day summary"),
    "kick": mark("Drawer opening"),
}
"""Each kind of paper, and what else the print queue holds."""
