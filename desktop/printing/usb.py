"""ESC/POS over USB, through libusb where the machine has it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

from desktop.printing.channels import BEAT, LineLost
from models.values import refuse

PRINTERS: Final = 7
"""The USB class of an interface that prints."""
_ADDRESS: Final = re.compile(r"\s*([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})\s*")
_BEAT: Final = int(BEAT * 1000)


def vendor_and_product(address: str) -> tuple[int, int]:
    """``04b8:0e15``, in hexadecimal; raise :class:`models.values.Refused` for another text."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise refuse("printer-no-connection", address=address)
    return int(found[1], 16), int(found[2], 16)


class UsbChannel:
    """The printing interface of one device, taken from the system's own driver."""

    most = 4096
    there = True

    def __init__(self, core: Any, device: Any, number: int, out: Any, back: Any | None) -> None:
        self._core = core
        self._device = device
        self._number = number
        self._out = out
        self._back = back

    @property
    def answers(self) -> bool:
        return self._back is not None

    def send(self, piece: bytes) -> int:
        try:
            return int(self._out.write(piece, _BEAT))
        except self._core.USBTimeoutError:
            return 0
        except self._core.USBError as why:
            raise LineLost from why

    def receive(self, within: float) -> bytes:
        if self._back is None:
            return b""
        try:
            return bytes(self._back.read(self._back.wMaxPacketSize, int(within * 1000) or 1))
        except self._core.USBTimeoutError:
            return b""
        except self._core.USBError as why:
            raise LineLost from why

    def close(self) -> None:
        """Give the interface back to the system."""
        from usb import util

        with suppress(self._core.USBError):  # it may be unplugged
            util.release_interface(self._device, self._number)
        util.dispose_resources(self._device)
        with suppress(self._core.USBError, NotImplementedError):
            self._device.attach_kernel_driver(self._number)


def open_usb(address: str, backend: Any = None) -> UsbChannel:
    """Raise :class:`models.values.Refused` where libusb is missing, no such device is plugged
    in, it prints nothing, or this user may not use it.

    ``backend`` is one of pyusb's; nothing for what the machine has.
    """
    vendor, product = vendor_and_product(address)
    try:
        from usb import core, util
    except ImportError as why:
        raise refuse("usb-missing") from why
    try:
        device = core.find(idVendor=vendor, idProduct=product, backend=backend)
    except core.NoBackendError as why:
        raise refuse("usb-missing") from why
    if device is None:
        raise refuse("printer-no-connection", address=address)
    try:
        interface = _printing(device)
        if interface is None:
            raise refuse("usb-no-printer", address=address)
        number = interface.bInterfaceNumber
        with suppress(NotImplementedError):
            if device.is_kernel_driver_active(number):
                device.detach_kernel_driver(number)
        util.claim_interface(device, number)
    except core.USBError as why:
        util.dispose_resources(device)
        raise refuse("usb-not-allowed", address=address) from why
    ways = {util.endpoint_direction(each.bEndpointAddress): each for each in interface}
    out = ways.get(util.ENDPOINT_OUT)
    if out is None:
        util.dispose_resources(device)
        raise refuse("usb-no-printer", address=address)
    return UsbChannel(core, device, number, out, ways.get(util.ENDPOINT_IN))


def _printing(device: Any) -> Any | None:
    """The interface that prints; the only one where none says what it is for."""
    from usb import core

    try:
        interfaces = list(device.get_active_configuration())
    except core.USBError:  # nobody has set it up yet
        device.set_configuration()
        interfaces = list(device.get_active_configuration())
    for each in interfaces:
        if each.bInterfaceClass == PRINTERS:
            return each
    return interfaces[0] if len(interfaces) == 1 else None
