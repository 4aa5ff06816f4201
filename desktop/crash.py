"""What nobody expected: logged, and said in words. Nothing half-done stays in the records."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

from desktop.places import log_file, make_folder
from models.values import Message, Refused

if TYPE_CHECKING:
    from types import TracebackType

log = logging.getLogger("konter")


def keep_log() -> None:
    """Write the log beside the records; on a machine that forbids it, to the console."""
    try:
        handler: logging.Handler = logging.FileHandler(
            make_folder(log_file().parent) / log_file().name, encoding="utf-8"
        )
    except (Refused, OSError):  # no log is no reason to keep the counter shut
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)


def show_crashes() -> None:
    """From now on a bug becomes a log entry and a sentence in a dialog."""
    sys.excepthook = _crashed


def _crashed(
    kind: type[BaseException], problem: BaseException, where: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, where)
        return
    log.error("".join(traceback.format_exception(kind, problem, where)))
    from PySide6.QtWidgets import QMessageBox

    from ui.words import sentence

    told = QMessageBox()
    told.setWindowTitle("Konter")
    told.setText(sentence(Message("bug")))
    told.setInformativeText(str(log_file()))
    told.setDetailedText("".join(traceback.format_exception(kind, problem, where)))
    told.exec()
