"""What nobody expected: logged, and said in words. Nothing half-done stays in the records.

Imported when it happens, so that the window's start does not wait for it.
"""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QMessageBox

from desktop.crash_story import story_of
from desktop.places import log_file, make_folder
from models.values import Message, Refused
from models.values.card_numbers import CardNumbersMasked
from ui.words import sentence


def tell(problem: BaseException) -> None:
    """Keep the whole story in the log, and tell the clerk what is safe and what to do."""
    story = story_of(problem)
    _log().error(story)
    told = QMessageBox()
    told.setWindowTitle("Konter")
    told.setText(sentence(Message("bug")))
    told.setInformativeText(str(log_file()))
    told.setDetailedText(story)
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
