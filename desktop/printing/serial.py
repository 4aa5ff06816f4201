"""ESC/POS over a serial line, held up by the printer's DTR, which is our DSR."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from desktop.printing.channels import BEAT, LineLost
from models.values import refuse

USUAL_SPEED: Final = 9600
"""Bits a second."""


def device_and_speed(address: str) -> tuple[str, int]:
    """``COM3``, ``/dev/ttyUSB0@19200``; raise :class:`models.values.Refused` for a speed that
    is none."""
    device, _, speed = address.strip().partition("@")
    if not device or (speed and not (speed.isascii() and speed.isdecimal() and int(speed))):
        raise refuse("printer-no-connection", address=address)
    return device, int(speed or USUAL_SPEED)


class SerialChannel:
    """A port that was opened.

    Systems differ in what they do about DSR by themselves, Linux nothing: so it is looked at
    before each piece, and no piece is given before the last one has left this machine. Where
    it is off at first, it is not wired: then only a printer that answers is believed in.
    """

    most = 64
    answers = True

    def __init__(self, port: Any, lost: type[Exception]) -> None:
        self._port = port
        self._lost = lost
        self._came = b""
        self.there = self._ready()

    def send(self, piece: bytes) -> int:
        try:
            if self.there and not self._ready():
                self._port.timeout = BEAT
                self._came += bytes(self._port.read(1))  # a beat is over, or something is said
                return 0
            taken = int(self._port.write(piece))
            self._port.flush()
        except (self._lost, OSError) as why:
            raise LineLost from why
        return taken

    def receive(self, within: float) -> bytes:
        came, self._came = self._came, b""
        try:
            self._port.timeout = 0 if came else within
            came += bytes(self._port.read(1))
            return came + bytes(self._port.read(self._port.in_waiting))
        except (self._lost, OSError) as why:
            raise LineLost from why

    def close(self) -> None:
        with suppress(self._lost, OSError):
            self._port.close()

    def _ready(self) -> bool:
        try:
            return bool(self._port.dsr)
        except OSError:  # a port without such wires
            return False


def open_serial(address: str) -> SerialChannel:
    """Raise :class:`models.values.Refused` where there is no such port, another program has
    it, or the library for it is missing."""
    device, speed = device_and_speed(address)
    try:
        import serial
    except ImportError as why:
        raise refuse("serial-line-missing") from why
    try:
        port = serial.Serial(
            device, speed, timeout=BEAT, write_timeout=10 * BEAT, dsrdtr=True, exclusive=True
        )
    except (serial.SerialException, OSError, ValueError) as why:
        raise refuse("printer-no-connection", address=address) from why
    return SerialChannel(port, serial.SerialException)
