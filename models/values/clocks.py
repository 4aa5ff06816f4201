"""Time that nobody can set."""

from __future__ import annotations

import time


def steady() -> float:
    """Seconds since some moment; they go on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # on Linux the usual clock stands still then
    return time.monotonic() if boot is None else time.clock_gettime(boot)
