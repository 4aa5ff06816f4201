"""A document's number becomes a keyed hash before anything else sees it."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Final

from models.values.identities import Identity, IdentityKind

KEY_BYTES: Final = 32
LEAST_CHARACTERS: Final = 6
"""Of anything shorter, the last three characters are half of the number or more."""
SHOWN_CHARACTERS: Final = 3
MOST_ISSUER: Final = 40


def normalised(number: str) -> str:
    """Letters and digits only, in capitals, digits of any script as 0 to 9.

    The same document typed twice is the same: with gaps, dashes and small letters or without.
    """
    plain = unicodedata.normalize("NFKC", number)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter.upper()
        for letter in plain
        if letter.isalnum()
    )


def long_enough(number: str) -> bool:
    return len(normalised(number)) >= LEAST_CHARACTERS


def identity_of(key: bytes, kind: IdentityKind, issuer: str, number: str) -> Identity:
    """What may be kept: HMAC-SHA256 over kind, issuer and number, and the last characters.

    Raise ``ValueError`` for a key or a number that is too short.
    """
    if len(key) < KEY_BYTES or not long_enough(number):
        raise ValueError("the key or the number is too short")
    given_by = " ".join(unicodedata.normalize("NFKC", issuer).upper().split())[:MOST_ISSUER]
    plain = normalised(number)
    content = "\n".join((kind, given_by, plain))
    return Identity(
        kind=kind,
        issuer=given_by,
        digest=hmac.new(key, content.encode(), hashlib.sha256).hexdigest(),
        last=plain[-SHOWN_CHARACTERS:],
    )
