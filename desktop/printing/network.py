"""ESC/POS over TCP, as printers with a network plug speak it at port 9100."""

from __future__ import annotations

import socket
from typing import Final

from desktop.printing.channels import BEAT, OPENING, LineLost
from models.values import refuse

PORT: Final = 9100
IN_FLIGHT: Final = 4096
"""Bytes that this machine keeps for a printer that takes none: what it has not taken is known
to that degree."""
ALIVE: Final = {"TCP_KEEPIDLE": 15, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3}
"""Seconds, seconds and times: a line on which nothing is said and nobody is, ends."""


def host_and_port(address: str) -> tuple[str, int]:
    """``192.168.1.20``, ``till-printer:9100``, ``[fe80::1]:9100``.

    Raise :class:`models.values.Refused` for an address that names no place.
    """
    place, port = address.strip(), str(PORT)
    if place.count(":") == 1 or "]:" in place:  # else a name, or an IPv6 address by itself
        place, _, port = place.rpartition(":")
    host = place.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        raise refuse("printer-no-connection", address=address)
    return host, int(port)


class NetworkChannel:
    """A call that the printer took."""

    most = 1024
    answers = True
    there = True

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, piece: bytes) -> int:
        try:
            self._line.settimeout(BEAT)
            return self._line.send(piece)
        except TimeoutError as why:
            if why.errno is not None:  # the system gave up: nobody acknowledged anything
                raise LineLost from why
            return 0
        except OSError as why:
            raise LineLost from why

    def receive(self, within: float) -> bytes:
        try:
            self._line.settimeout(within)
            came = self._line.recv(256)
        except BlockingIOError:
            return b""
        except TimeoutError as why:
            if why.errno is not None:
                raise LineLost from why
            return b""
        except OSError as why:
            raise LineLost from why
        if not came:
            raise LineLost
        return came

    def close(self) -> None:
        self._line.close()


def open_network(address: str) -> NetworkChannel:
    """Raise :class:`models.values.Refused` where nothing takes the call in time."""
    host, port = host_and_port(address)
    try:
        line = socket.create_connection((host, port), timeout=OPENING)
    except OSError as why:
        raise refuse("printer-no-connection", address=address) from why
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, IN_FLIGHT)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in ALIVE.items():
        if hasattr(socket, name):  # not on every system
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    return NetworkChannel(line)
