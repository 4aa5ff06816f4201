"""All that the page of the mail server shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values import Message
    from models.values.mail import MailServer


class Asked(StrEnum):
    """What the page asks, so that a refusal is said where it can be mended."""

    HOST = "host"
    PORT = "port"
    SECURITY = "security"
    USER = "user"
    PASSWORD = "password"
    SENDER = "sender"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServerState:
    busy: bool = False
    said: Said | None = None
    wrong: Mapping[Asked, Message] = field(default_factory=dict)
    """Why what was entered was refused, by where."""
    looked: bool = False
    server: MailServer | None = None
    """As it is kept; nothing where the shop has none yet."""
    has_password: bool = False
    """Whether this machine has one; what it is, is never shown."""
    turn: int = 0
    """Moves on whenever the form begins anew, so that what was typed goes."""
