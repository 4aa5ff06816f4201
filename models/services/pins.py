"""PINs: which are taken, and what is kept of them."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from models.rules.pins import LEAST_PIN, MOST_PIN, is_common
from models.values import refuse

PASSES, MEMORY, LANES = 3, 65536, 4
"""What a hash costs; memory in KiB. RFC 9106's second choice, for where memory is short."""


def check_pin(pin: str, badge: str = "") -> None:
    """Raise :class:`models.values.Refused` for a PIN that is no secret.

    Digits only, as it is typed on a number pad with a customer waiting. At least four: that
    is no secret against somebody who has the hash and time, but it is against ten guesses in
    all. At most twelve, as nobody remembers more, and what is hashed has an end.
    """
    if not pin.isascii() or not pin.isdigit() or len(pin) < LEAST_PIN:
        raise refuse("pin-too-short", least=LEAST_PIN)
    if len(pin) > MOST_PIN:
        raise refuse("pin-too-long", most=MOST_PIN)
    if is_common(pin, badge):
        raise refuse("pin-too-common")


def hash_pin(pin: str) -> str:
    """All that is kept of a PIN: argon2id, with its salt and what it was made with."""
    return _hasher().hash(pin)


def fits(pin_hash: str, pin: str) -> bool:
    try:
        return _hasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(pin_hash: str) -> bool:
    """Whether it was made with other parameters than are used now."""
    return _hasher().check_needs_rehash(pin_hash)


@cache
def nobodys_hash() -> str:
    """Compared with where there is no such badge, so that it takes as long as a wrong PIN."""
    return hash_pin("no such badge")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=PASSES,
        memory_cost=MEMORY,
        parallelism=LANES,
        hash_len=32,
        salt_len=16,
        type=Type.ID,
    )
