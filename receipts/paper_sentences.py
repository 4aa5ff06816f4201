"""What is said of papers that were sent to be printed, and of printers."""

from __future__ import annotations

from receipts.language import Counted, mark

PAPERS_SAID: dict[str, str | Counted] = {
    "paper-original": mark("{number} comes out as the original."),
    "paper-marked": mark("{number} comes out marked COPY {copy}."),
    "job-retried": mark("It is printed as soon as its printer takes it."),
    "job-redirected": mark("It goes to the other printer now."),
    "job-confirmed": mark("Noted: it came out."),
    "job-cancelled": mark(
        "It is not printed any more. The paper is kept, and can be printed from its number."
    ),
    "printer-kept": mark("{printer} can be printed on."),
    "printer-put-away": mark("Nothing is printed on {printer} any more."),
    "printer-tried": mark(
        "A small paper goes to the printer. Look whether it comes out whole."
    ),
}
