"""What nobody expected: logged, and said in words. Nothing half-done stays in the records.

Imported when it happens, so that the window's start does not wait for it.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from desktop.places import log_file, make_folder
from models.values import Message, Refused
from models.values.card_numbers import CardNumbersMasked, mask_card_numbers
from ui.words import sentence

if TYPE_CHECKING:
    from types import TracebackType


def tell(
    kind: type[BaseException], problem: BaseException, where: TracebackType | None
) -> None:
    """Keep the whole story in the log, and tell the clerk what is safe and what to do."""
    story = "".join(traceback.format_exception(kind, problem, where))
    _log().error(story)
    told = QMessageBox()
    told.setWindowTitle("Konter")
    told.setText(sentence(Message("bug")))
    told.setInformativeText(str(log_file()))
    told.setDetailedText(mask_card_numbers(story))
    told.exec()


def _log() -> logging.Logger:
    """A file beside the records; on a machine that forbids it, the console."""
    log = logging.getLogger("konter")
    if not log.handlers:
        try:
            place = make_folder(log_file().parent) / log_file().name
            handler: logging.Handler = logging.FileHandler(place, encoding="utf-8")
        except (Refused, OSError):
            handler = logging.StreamHandler()
        handler.addFilter(CardNumbersMasked())
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    return log
