"""A USB bus with one printer on it, as pyusb sees it through a backend."""

from __future__ import annotations

import errno
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from usb.core import USBError, USBTimeoutError

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

OUT, IN = 0x01, 0x82
BULK = 2


class Bus:
    """In place of libusb: what is written to the printer is kept in ``given``."""

    def __init__(self) -> None:
        self.given = b""
        self.says = b""
        self.claimed: set[int] = set()
        self.kernel_has_it = False
        self.full = self.unplugged = self.forbidden = False
        self.interface_class = 7
        self.interfaces = 1

    def enumerate_devices(self) -> Iterator[str]:
        yield "printer"

    def get_parent(self, _: str) -> None:
        """It hangs on the machine itself."""

    def get_device_descriptor(self, _: str) -> Any:
        return SimpleNamespace(
            bLength=18,
            bDescriptorType=1,
            bcdUSB=0x200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            idVendor=0x04B8,
            idProduct=0x0E15,
            bcdDevice=0,
            iManufacturer=0,
            iProduct=0,
            iSerialNumber=0,
            bNumConfigurations=1,
            address=1,
            bus=1,
            port_number=1,
            port_numbers=(1,),
            speed=3,
        )

    def get_configuration_descriptor(self, _: str, number: int) -> Any:
        if number:
            raise IndexError
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=2,
            wTotalLength=32,
            bNumInterfaces=self.interfaces,
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0x80,
            bMaxPower=50,
            extra_descriptors=[],
        )

    def get_interface_descriptor(self, _: str, number: int, other: int, __: int) -> Any:
        if number >= self.interfaces or other:
            raise IndexError
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=4,
            bInterfaceNumber=number,
            bAlternateSetting=0,
            bNumEndpoints=2,
            bInterfaceClass=self.interface_class,
            bInterfaceSubClass=1,
            bInterfaceProtocol=2,
            iInterface=0,
            extra_descriptors=[],
        )

    def get_endpoint_descriptor(self, _: str, number: int, *__: int) -> Any:
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=(OUT, IN)[number],
            bmAttributes=BULK,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=[],
        )

    def open_device(self, _: str) -> str:
        if self.forbidden:
            raise USBError("Access denied", -3, errno.EACCES)
        return "opened"

    def close_device(self, _: str) -> None:
        self.claimed.clear()

    def get_configuration(self, _: str) -> int:
        return 1

    def set_interface_altsetting(self, *_: object) -> None:
        """There is one."""

    def claim_interface(self, _: str, number: int) -> None:
        self.claimed.add(number)

    def release_interface(self, _: str, number: int) -> None:
        self.claimed.discard(number)

    def is_kernel_driver_active(self, *_: object) -> bool:
        return self.kernel_has_it

    def detach_kernel_driver(self, *_: object) -> None:
        self.kernel_has_it = False

    def attach_kernel_driver(self, *_: object) -> None:
        self.kernel_has_it = True

    def bulk_write(self, _: str, end: int, __: int, piece: array[int], ___: int) -> int:
        self._answer(free=not self.full)
        assert end == OUT
        self.given += piece.tobytes()
        return len(piece)

    def bulk_read(self, _: str, end: int, __: int, into: array[int], ___: int) -> int:
        self._answer(free=bool(self.says))
        assert end == IN
        said, self.says = self.says, b""
        for place, byte in enumerate(said):
            into[place] = byte
        return len(said)

    intr_write = iso_write = bulk_write
    intr_read = iso_read = bulk_read

    def _answer(self, *, free: bool) -> None:
        if self.unplugged:
            raise USBError("No such device", -4, errno.ENODEV)
        if not free:
            raise USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
