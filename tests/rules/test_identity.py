"""A document is known again, and its number is nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.identity import identity_of, long_enough, normalised
from models.values.identities import IdentityKind

KEY = bytes(range(32))


@pytest.mark.parametrize(
    "typed",
    ["3273010101900001", "32.7301.0101.9000-01", " ３２７３０１ ０１０１９０ ０００１ "],
)
def test_the_same_document_is_the_same_however_it_is_typed(typed: str) -> None:
    known = identity_of(KEY, IdentityKind.NATIONAL, "ID", "3273010101900001")
    assert identity_of(KEY, IdentityKind.NATIONAL, " id ", typed) == known
    assert known.last == "001"


def test_small_letters_and_scripts_do_not_matter() -> None:
    assert normalised("p1234567a") == normalised("P 123-4567/A") == normalised("p١٢٣٤٥٦٧a")


def test_kind_issuer_number_and_key_all_count() -> None:
    shown = [
        identity_of(KEY, IdentityKind.NATIONAL, "ID", "P1234567").digest,
        identity_of(KEY, IdentityKind.PASSPORT, "ID", "P1234567").digest,
        identity_of(KEY, IdentityKind.PASSPORT, "PH", "P1234567").digest,
        identity_of(KEY, IdentityKind.PASSPORT, "PH", "P1234568").digest,
        identity_of(KEY[::-1], IdentityKind.PASSPORT, "PH", "P1234568").digest,
    ]
    assert len(set(shown)) == len(shown)


@given(st.text("0123456789ABCXYZ", min_size=6, max_size=20))
def test_nothing_but_the_last_three_characters_can_be_read(number: str) -> None:
    identity = identity_of(KEY, IdentityKind.OTHER, "", number)
    assert identity.last == number[-3:]
    assert len(identity.digest) == 64
    assert number not in repr(identity)


@pytest.mark.parametrize("number", ["", "12345", "1-2-3-4-5", "— — — — — —"])
def test_a_number_too_short_to_hide_is_none(number: str) -> None:
    assert not long_enough(number)
    with pytest.raises(ValueError, match="too short"):
        identity_of(KEY, IdentityKind.OTHER, "", number)


def test_a_key_too_short_is_none() -> None:
    with pytest.raises(ValueError, match="too short"):
        identity_of(b"secret", IdentityKind.OTHER, "", "P1234567")
