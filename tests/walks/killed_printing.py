"""A counter that prints until somebody kills it; run as a program by the walk beside it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.printing.printing import Printing
from models.db import open_shop
from tests.builders import NOON


def print_for_ever(url: str, folder: Path) -> None:
    app = QCoreApplication(["konter"])
    printing = Printing(open_shop(url, clock=lambda: NOON), folder)
    printing.start()
    app.exec()


if __name__ == "__main__":
    print_for_ever(sys.argv[1], Path(sys.argv[2]))
