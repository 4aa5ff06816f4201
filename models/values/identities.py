"""Documents by which people say who they are, as far as the shop may remember them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class IdentityKind(StrEnum):
    NATIONAL = "national"
    """An identity card: KTP, PhilSys, DNI."""
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving-licence"
    RESIDENCE = "residence"
    """A residence permit."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A document as it is remembered: the same one is known again, its number is not."""

    kind: IdentityKind
    issuer: str
    """Who gave it out: a country's two letters, or the authority's own name."""
    digest: str
    """64 hexadecimal digits."""
    last: str
    """The last three characters of the number."""
