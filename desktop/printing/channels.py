"""How bytes get to an ESC/POS device, and what it says back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from models.values import Refused

if TYPE_CHECKING:
    from models.values import Message

BEAT: Final = 0.2
"""Seconds that a line is waited for at a time; in between whoever prints may be stopped."""
OPENING: Final = 4.0
"""Seconds in which a printer has to take a call."""


class LineLost(Exception):
    """The device is gone, and with it what it had not told yet."""


class PutOff(Exception):
    """Stopped before the device was given anything."""


class PartlyOut(Refused):
    """A refusal after something was given to the device: part of it may be on paper."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(*messages)


class Channel(Protocol):
    """An open line to one device, used by one thread.

    Each way has a function that opens it, which raises :class:`models.values.Refused` where
    there is none.
    """

    @property
    def most(self) -> int:
        """Bytes that are given at once; what a device that stops still swallows."""
        ...

    @property
    def answers(self) -> bool:
        """Whether a device can say anything on this line."""
        ...

    @property
    def there(self) -> bool:
        """Whether somebody may be at the other end who answers nothing."""
        ...

    def send(self, piece: bytes) -> int:
        """How many of these bytes were taken within a :data:`BEAT`, none where it is busy.

        Raise :class:`LineLost`.
        """
        ...

    def receive(self, within: float) -> bytes:
        """What came, waited for so many seconds at most; 0 for what is here already.

        Raise :class:`LineLost`.
        """
        ...

    def close(self) -> None: ...
