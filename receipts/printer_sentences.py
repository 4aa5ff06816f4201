"""Words for paper that does not come out, and for what became of it."""

from __future__ import annotations

from receipts.language import Counted, mark

PRINTER_SAID: dict[str, str | Counted] = {
    "paper-sent": mark("Sent to {printer}."),
    "paper-sent-here": mark("Sent to this machine's printer."),
    "printer-paper-out": mark(
        "{printer} is out of paper. The money is booked; only the paper is missing. "
        "Load a roll, and it goes on by itself."
    ),
    "printer-cover-open": mark(
        "The cover of {printer} is open. The money is booked; only the paper is missing. "
        "Close it, and it goes on by itself."
    ),
    "printer-paper-low": mark(
        "The roll in {printer} is nearly at its end. What was asked for is printed. "
        "Have another roll at hand."
    ),
    "printer-error": mark(
        "{printer} reports an error. The money is booked; only the paper is missing. Look for "
        "a paper jam, then switch it off and on; it is tried again by itself."
    ),
    "printer-offline": mark(
        "{printer} is offline. The money is booked; only the paper is missing. "
        "Press its button or switch it off and on; it is tried again by itself."
    ),
    "printer-no-connection": mark(
        "{printer} cannot be reached. The money is booked; only the paper is missing. Look "
        "whether it is on and plugged in, or choose another printer; it is tried again by "
        "itself."
    ),
    "printer-not-allowed": mark(
        "This user may not write to {printer}. The money is booked; only the paper is missing. "
        "Ask whoever looks after this machine for the right, or choose another printer."
    ),
    "printer-gone-midway": mark(
        "{printer} went away while it was printing: part of the paper may be out. Nothing else "
        "is lost, and nothing is paid twice. Throw away what came out and print it again."
    ),
    "print-bug": mark(
        "Something went wrong that nobody expected while {printer} was printing. The money is "
        "booked; only the paper may be missing. Look at the paper, print it again where it is "
        "not whole, and report it."
    ),
    "printer-missing": mark(
        "This machine has no printer. The money is booked; only the paper is missing. Save it "
        "as PDF, choose another printer, or print it later from its number."
    ),
    "printer-silent": mark(
        "The printer {printer} takes no page. The money is booked; only the paper is missing. "
        "Look at the printer, or choose another one; it is tried again by itself."
    ),
    "usb-missing": mark(
        "{printer} is on USB, and this machine lacks libusb. The money is booked; only the "
        "paper is missing. Have libusb installed, or choose another printer."
    ),
    "usb-no-printer": mark(
        "The device {address} on USB is no printer. The money is booked; only the paper is "
        "missing. Correct the address of {printer}, or choose another printer."
    ),
    "usb-not-allowed": mark(
        "{printer} on USB is in use, or this user may not use it. The money is booked; only "
        "the paper is missing. Close what else prints on it, or ask whoever looks after this "
        "machine for the right."
    ),
    "serial-line-missing": mark(
        "{printer} is on a serial line, and the library for it is missing. The money is "
        "booked; only the paper is missing. Have pyserial installed, or choose another printer."
    ),
    "prints-left": Counted(
        "{count} paper was not printed, or not whole. The money is booked; nothing else is "
        "lost. Look under Papers.",
        "{count} papers were not printed, or not whole. The money is booked; nothing else is "
        "lost. Look under Papers.",
        "count",
    ),
    "kick-failed": mark(
        "The drawer did not open: {printer} did not take the order. The money is booked. Open "
        "the drawer with its key; it is not opened later by itself."
    ),
}
