"""Papers on their way by e-mail: how far each is, and through which server they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.values.printing import PaperKind

FOR_CUSTOMERS: Final = frozenset(
    {
        PaperKind.RETURN,
        PaperKind.EXCHANGE,
        PaperKind.VOID,
        PaperKind.CORRECTION,
        PaperKind.GOODWILL,
        PaperKind.VOUCHER,
        PaperKind.GIFT,
        PaperKind.DENIAL,
        PaperKind.TICKET,
        PaperKind.TAKEN_DOWN,
        PaperKind.APOLOGY,
    }
)
"""Papers that a customer gets; all others stay in the shop."""


class MailState(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    """Committed; no mail server has taken it."""
    SENDING = "sending"
    SENT = "sent"
    """A mail server took it, and sees to the rest."""
    FAILED = "failed"
    """It was refused, or nobody knows whether it was taken; somebody has to look."""
    CANCELLED = "cancelled"


OPEN_MAIL: Final = frozenset({MailState.WAITING, MailState.SENDING, MailState.FAILED})
"""Still to be sent, or to be looked after: only these have an address."""


class Security(StrEnum):
    """How what goes to the mail server is kept from others."""

    TLS = "tls"
    """From the first byte; usually port 465."""
    STARTTLS = "starttls"
    """Before anything is told; usually port 587."""
    PLAIN = "plain"
    """Not at all: only to a server on the machine itself."""


LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")
"""What never leaves the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes the shop's mail; its password is not among the records."""

    host: str
    port: int
    security: Security
    user: str = ""
    """Nothing where it takes mail from anybody who can reach it."""
    sender_name: str = ""
    """Nothing for the shop's own."""
    sender_address: str
