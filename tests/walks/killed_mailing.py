"""A counter that mails until somebody kills it; run as a program by the walk beside it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.mailing.mailing import Mailing
from desktop.mailing.password import MailPassword
from models.db import open_shop
from tests.builders import NOON


def mail_for_ever(url: str) -> None:
    app = QCoreApplication(["konter"])
    mailing = Mailing(open_shop(url, clock=lambda: NOON), MailPassword(Path("nowhere")))
    mailing.start()
    app.exec()


if __name__ == "__main__":
    mail_for_ever(sys.argv[1])
