"""ESC/POS into a device file of the system, such as ``/dev/usb/lp0`` or ``LPT1``."""

from __future__ import annotations

import errno
import os
import select
import sys

from desktop.printing.channels import BEAT, LineLost
from models.values import refuse


class FileChannel:
    """Something that can be written to and says nothing."""

    most = 1024
    answers = False
    there = True

    def __init__(self, file: int) -> None:
        self._file = file

    def send(self, piece: bytes) -> int:
        try:
            if sys.platform != "win32":  # there a write waits by itself
                _, free, _ = select.select((), (self._file,), (), BEAT)
                if not free:
                    return 0
            return os.write(self._file, piece)
        except BlockingIOError:
            return 0
        except OSError as why:
            raise LineLost from why

    def receive(self, within: float) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._file)


def open_file(address: str) -> FileChannel:
    """Raise :class:`models.values.Refused` where there is no such device, or this user may not
    write to it. A file that is not there is not made."""
    unhurried = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        return FileChannel(os.open(address.strip(), os.O_WRONLY | os.O_APPEND | unhurried))
    except OSError as why:
        if why.errno in (errno.EACCES, errno.EPERM):
            raise refuse("printer-not-allowed", address=address) from why
        raise refuse("printer-no-connection", address=address) from why
