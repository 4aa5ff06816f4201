"""When a print is tried again, when a kick is too late, and how a printer is addressed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.values import Message
from models.values.printing import KICKING_WAYS, Sheet, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LEASE: Final = timedelta(seconds=30)
"""For how long whoever prints a job has it, until they say that they are still at it."""
LONGEST_WAIT: Final = timedelta(seconds=30)
KICK_WITHIN: Final = timedelta(seconds=30)
"""A drawer that opens later may open while nobody stands before it."""

_HOST: Final = r"(\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+)"
ADDRESSES: Final[Mapping[Way, re.Pattern[str]]] = {
    Way.SYSTEM: re.compile(r".*"),
    Way.NETWORK: re.compile(rf"{_HOST}(:([1-9][0-9]{{0,4}}))?"),
    Way.USB: re.compile(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}"),
    Way.SERIAL: re.compile(r"[^\s@]+(@[1-9][0-9]{2,6})?"),
    Way.FILE: re.compile(r"\S.*"),
    # Another folder for each place that the program is started from would lose papers.
    Way.FOLDER: re.compile(r"(([A-Za-z]:)?[/\\].*)?"),
}


def wait_before(attempts: int) -> timedelta:
    """How long a job rests after so many attempts, of which the first counts as one."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_WAIT)


def is_late(queued_at: datetime, now: datetime) -> bool:
    """Whether a kick may open the drawer no more; so it is where a clock was put back."""
    return abs(now - queued_at) > KICK_WITHIN


def objections_to(way: Way, address: str, sheet: Sheet, *, kicks: bool) -> tuple[Message, ...]:
    """Why a printer can't be so; nothing where it can."""
    said = []
    if not ADDRESSES[way].fullmatch(address):
        said.append(Message("printer-address-wrong", {"address": address}))
    if way in KICKING_WAYS and not sheet.is_roll:
        said.append(Message("printer-sheet-wrong"))
    if kicks and way not in KICKING_WAYS:
        said.append(Message("printer-kick-wrong"))
    return tuple(said)
