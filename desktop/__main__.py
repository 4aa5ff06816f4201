"""``konter``: the window by itself, or a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from models.values import Refused

if TYPE_CHECKING:
    from types import TracebackType


def main() -> int:
    """The exit code: 0 where all went well, 1 for a refusal, 2 for wrong use."""
    from desktop.window import asked_for_window, has_display, open_window

    try:
        wanted = asked_for_window(sys.argv[1:])
        if wanted is not None and has_display():
            database, register, demo = wanted
            return open_window(database, register, demo=demo)
    except Refused as why:
        from desktop.command_line import tell_refusal

        return tell_refusal(why)
    from desktop.command_line import run_command

    sys.excepthook = _crashed
    return run_command(sys.argv[1:])


def _crashed(_: type[BaseException], problem: BaseException, __: TracebackType | None) -> None:
    """On the error output, which may well end in a log: with nothing of what was worked on."""
    from desktop.crash_story import story_of

    sys.stderr.write(f"{story_of(problem)}\n")


if __name__ == "__main__":
    sys.exit(main())
