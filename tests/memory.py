"""Where files go that need not outlive the run."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 * 2**30
"""Bytes; a container's usual 64 MB would fill up."""


def roomiest() -> Path:
    """Memory, where nothing waits for a disk and a database is copied several times faster;
    the usual place where there is not room enough."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())
