"""Wrong PINs, counted for each badge that is typed, whether there is such a badge or not.

The count is on record before anybody hears that a PIN was wrong, and the next PIN for the
same badge is looked at only after that: whoever guesses in two windows at once gets no more
tries than in one.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from models.rules.pins import MOST_TRIES, seconds_to_wait
from models.services.identities import KEY
from models.services.journal import record
from models.tables.base import rows_of
from models.tables.people import SignOnTrial
from models.values import Refused, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from models.unit import Unit

_trials = rows_of(SignOnTrial)


def digest_of(unit: Unit, badge: str) -> str:
    """What is kept of a badge that was typed: a keyed hash, as it may be nobody's."""
    return digests_of(unit, badge)[0]


def digests_of(unit: Unit, *badges: str) -> list[str]:
    """The same of many, in their order."""
    key = unit.connection.scalars(KEY).one()
    return [
        hmac.new(key, f"badge\n{badge}".encode(), hashlib.sha256).hexdigest()
        for badge in badges
    ]


def begin_trial(unit: Unit, digest: str) -> None:
    """Let one PIN be tried, one at a time for each badge.

    Raise :class:`models.values.Refused` while a wait runs, and for a badge that is locked:
    then no PIN is looked at, not even the right one.
    """
    unit.take_turn(digest)
    trial = _trial(unit, digest)
    if trial is None:
        return
    if trial.wrong >= MOST_TRIES:
        raise refuse("sign-on-locked")
    if seconds := seconds_to_wait(trial.wrong, trial.last_at, unit.now):
        raise refuse("sign-on-wait", seconds=seconds)


def wrong_pin(digest: str, person: int | None) -> Refused:
    """What is said of a wrong PIN, alike for every badge, and what is on record of it
    although nothing else is kept."""
    return Refused(
        *refuse("sign-on-wrong").messages,
        aftermath=lambda unit: _count(unit, digest, person),
    )


def clear_trials(unit: Unit, digest: str) -> bool:
    """Begin to count from nothing; whether there was anything."""
    return bool(
        unit.connection.execute(delete(_trials).where(_trials.c.badge == digest)).rowcount
    )


def is_locked(unit: Unit, badge: str) -> bool:
    """Whether too many wrong PINs were typed for it."""
    return bool(locked_among(unit, digests_of(unit, badge)))


def locked_among(unit: Unit, digests: list[str]) -> frozenset[str]:
    return frozenset(
        unit.connection.scalars(
            select(_trials.c.badge).where(
                _trials.c.badge.in_(digests), _trials.c.wrong >= MOST_TRIES
            )
        )
    )


def _trial(unit: Unit, digest: str) -> Row[int, datetime] | None:
    return unit.connection.execute(
        select(_trials.c.wrong, _trials.c.last_at)
        .where(_trials.c.badge == digest)
        .with_for_update()
    ).one_or_none()


def _count(unit: Unit, digest: str, person: int | None) -> None:
    trial = _trial(unit, digest)
    wrong = 1 if trial is None else trial.wrong + 1
    counted = {"wrong": wrong, "last_at": unit.now}
    if trial is None:
        unit.connection.execute(insert(_trials).values(badge=digest, **counted))
    else:
        unit.connection.execute(
            update(_trials).where(_trials.c.badge == digest).values(**counted)
        )
    whose = {"person": person} if person is not None else {"badge": digest}
    record(unit, "SignOnFailed", wrong=wrong, **whose)
    if wrong == MOST_TRIES:
        record(unit, "OperatorLocked", **whose)
