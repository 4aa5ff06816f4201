"""Run the window: the path of ``konter`` itself, with nothing imported that can wait."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from desktop import places, settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

UNSEEN = ("offscreen", "minimal")


def has_display() -> bool:
    """Whether somebody could see a window on this machine."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform not in UNSEEN
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(database: str | None, register: str | None, *, demo: bool) -> int:
    """Open the counter and stay until it is closed; the exit code.

    Raise :class:`models.values.Refused` for settings that can't be used.
    """
    from PySide6.QtWidgets import QApplication

    from desktop.program import Opening, Program

    kept = settings.load(places.settings_file())
    sys.excepthook = _crashed
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Konter")
    url = database or (places.demo_url() if demo else kept.database or places.shop_url())
    opening = Opening(url=url, register=register or kept.register or None, demo=demo)
    program = Program(app, opening, kept)
    program.start()
    try:
        return app.exec()
    finally:
        program.close()


def asked_for_window(arguments: Sequence[str]) -> tuple[str | None, str | None, bool] | None:
    """Database, register and demo where the words ask for the window and nothing else.

    Read by hand: the command line's own library takes longer to import than Qt to paint.
    """
    database = register = None
    demo = False
    words = list(arguments)
    while words:
        word = words.pop(0)
        if word == "--database" and words:
            database = words.pop(0)
        elif word == "--register" and words:
            register = words.pop(0)
        elif word == "--demo":
            demo = True
        elif word != "run":
            return None
    return database, register, demo


def _crashed(
    kind: type[BaseException], problem: BaseException, where: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, where)
        return
    from desktop.crash import tell

    tell(problem)
