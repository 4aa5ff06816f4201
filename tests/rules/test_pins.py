"""Which PINs are a secret, and how long whoever guesses waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.rules.pins import MOST_TRIES, is_common, seconds_to_wait, wait_after
from tests.builders import NOON


@pytest.mark.parametrize(
    "pin",
    [
        "0000",
        "777777777777",
        "1212",
        "454545",
        "123123",
        "48154815",
        "1234",
        "7890",
        "4321",
        "3210",
        "234567890123",
        "2580",
        "0852",
        "159357",
        "1940",
        "1987",
        "2030",
        "6969",
        "1004",
    ],
)
def test_what_is_guessed_first_is_no_secret(pin: str) -> None:
    assert is_common(pin)


@pytest.mark.parametrize(
    "pin",
    ["2468", "1357", "8642", "4711", "2031", "1939", "9042", "804613", "123412", "251807"],
)
def test_what_takes_a_guess_is_one(pin: str) -> None:
    assert not is_common(pin)


@pytest.mark.parametrize(
    ("badge", "pin", "common"),
    [
        ("4711", "4711", True),
        ("K-4711", "4711", True),
        ("2800471193", "4711", True),
        ("7", "0007", True),
        ("4711", "1174", False),
        ("", "4711", False),
    ],
)
def test_what_stands_on_the_badge_is_no_secret(badge: str, pin: str, common: bool) -> None:
    assert is_common(pin, badge) is common


def test_the_wait_doubles_from_the_third_wrong_one() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(MOST_TRIES)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 120]


@pytest.mark.parametrize(
    ("ago", "left"), [(0.0, 8), (0.5, 8), (7.001, 1), (8.0, 0), (-3.0, 5), (-9.0, 0)]
)
def test_whoever_waits_is_told_how_long(ago: float, left: int) -> None:
    assert seconds_to_wait(5, NOON, NOON + timedelta(seconds=ago)) == left
