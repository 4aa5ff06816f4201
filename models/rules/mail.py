"""What is an address that a paper can be sent to, and when a mail is tried again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.values import Message
from models.values.mail import LOCAL_HOSTS, Security

if TYPE_CHECKING:
    from datetime import datetime

    from models.values.mail import MailServer

LEASE: Final = timedelta(minutes=5)
"""For how long whoever sends a mail has it: longer than a slow server takes."""
LONGEST_WAIT: Final = timedelta(days=1)
LONGEST_OFFLINE: Final = timedelta(minutes=15)
"""Between two tries of a server that cannot be reached."""
GIVEN_UP_AFTER: Final = timedelta(days=5)
"""As long as mail servers themselves go on."""
LONGEST_LOCAL, LONGEST_LABEL, LONGEST_MAIL_ADDRESS = 64, 63, 254
LONGEST_HOST: Final = 253

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
_IP: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*")
_SEVERAL: Final = frozenset(",; \t")


def objection_to(address: str) -> Message | None:
    """Why nothing can be sent there; nothing where it is one address.

    The part before the @ is of ASCII, as most servers take no other; the one after it may be
    in any script.
    """
    if any(not letter.isprintable() for letter in address):
        return Message("mail-address-letters")
    if address.count("@") > 1 or not _SEVERAL.isdisjoint(address):
        return Message("mail-address-several")
    local, at, domain = address.partition("@")
    fits = len(local) <= LONGEST_LOCAL and len(wire_address(address)) <= LONGEST_MAIL_ADDRESS
    if not at or not _LOCAL.fullmatch(local) or not fits or not _is_domain(domain):
        return Message("mail-address-wrong")
    return None


def wire_address(address: str) -> str:
    """As mail servers are told it: the part after the @ in ASCII."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{_in_ascii(domain)}"


def masked(address: str) -> str:
    """What tells people which address it was, and nobody else what it is:
    ``s•••@example.com``."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1] if len(local) > 1 else ''}•••@{domain}"


def objections_to_server(server: MailServer) -> tuple[Message, ...]:
    """Why mail can't go through it; nothing where it can."""
    said = []
    if not is_host(server.host):
        said.append(Message("mail-host-wrong"))
    if not 0 < server.port < 65536:
        said.append(Message("mail-port-wrong"))
    if server.security is Security.PLAIN and server.host not in LOCAL_HOSTS:
        said.append(Message("mail-plain-refused"))
    if any(not letter.isprintable() for letter in server.user):
        said.append(Message("mail-user-wrong"))
    if objection_to(server.sender_address) is not None:
        said.append(Message("mail-sender-wrong"))
    return tuple(said)


def is_host(text: str) -> bool:
    """Whether it is the name or the number of a machine."""
    if text == "localhost" or _IP.fullmatch(text):
        return True
    return 0 < len(text) <= LONGEST_HOST and all(map(_LABEL.fullmatch, text.split(".")))


def wait_before(attempts: int, *, offline: bool) -> timedelta:
    """How long a mail rests after so many attempts, of which the first counts as one; a server
    that cannot be reached may be there again any moment."""
    longest = LONGEST_OFFLINE if offline else LONGEST_WAIT
    return min(timedelta(minutes=2 ** min(attempts - 1, 12)), longest)


def is_given_up(queued_at: datetime, now: datetime) -> bool:
    """Whether it was tried long enough."""
    return now - queued_at > GIVEN_UP_AFTER


def _is_domain(domain: str) -> bool:
    labels = _in_ascii(domain).split(".")
    return (
        len(labels) > 1
        and all(len(each) <= LONGEST_LABEL and _LABEL.fullmatch(each) for each in labels)
        and not labels[-1].isdigit()
    )


def _in_ascii(domain: str) -> str:
    """Nothing where no such name can be."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
