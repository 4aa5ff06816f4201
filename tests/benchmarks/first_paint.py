"""From the start of the program to its first painted window, beside an empty one.

``python -m tests.benchmarks.first_paint [--runs 9]``

Each run starts two new processes, one after the other: a window with nothing in it, and the
counter of a shop by the way that ``konter`` itself takes. Both are drawn off screen, and both
are compiled before, as a program that is installed is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import say

ROOT = Path(__file__).parents[2]
PAINTED = """
import os, sys, time
from PySide6.QtWidgets import QMainWindow
def painted(self, event):
    QMainWindow.paintEvent(self, event)
    print(time.time() - float(os.environ["STARTED"]), time.process_time(), flush=True)
    os._exit(0)
"""
EMPTY = f"""{PAINTED}
from PySide6.QtWidgets import QApplication
class Empty(QMainWindow):
    paintEvent = painted
app = QApplication([])
window = Empty()
window.resize(1280, 720)
window.show()
app.exec()
"""
COUNTER = f"""{PAINTED}
from desktop.__main__ import main
from desktop.window import open_window
from ui.shell import Shell
Shell.paintEvent = painted
open_window(None, None, demo=False)
"""


def first_paint(script: str, home: str) -> tuple[float, float]:
    """Seconds from the start of a new process to its first painted window, and how long of
    these it worked: where others work on the same machine, that says more."""
    folders = {f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "CACHE")}
    env = {
        **os.environ,
        **folders,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": f"{home}/compiled",
        "STARTED": str(time.time()),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    passed, worked = done.stdout.split()[:2]
    return float(passed), float(worked)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        for script in (EMPTY, COUNTER):
            first_paint(script, home)  # compiles, and warms the file cache
        pairs = [(first_paint(EMPTY, home), first_paint(COUNTER, home)) for _ in range(runs)]
    say(f"first paint, medians of {runs} runs in turn:")
    for place, what in enumerate(("on the clock", "worked")):
        empty = median(one[place] for one, _ in pairs)
        counter = median(other[place] for _, other in pairs)
        say(
            f"{what + ':':<14}an empty window {1000 * empty:.0f} ms, "
            f"the counter's {1000 * counter:.0f} ms, ratio {counter / empty:.2f}"
        )


if __name__ == "__main__":
    main()
