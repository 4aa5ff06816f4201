"""Which PINs are a secret, and how long whoever guesses has to wait."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

LEAST_PIN: Final = 4
MOST_PIN: Final = 12
MOST_TRIES: Final = 10
"""After so many wrong ones in a row a badge is locked, until somebody unlocks it."""
FREE_TRIES: Final = 2
MOST_WAIT: Final = timedelta(minutes=2)

OFTEN: Final = frozenset(
    {
        *("1234", "1111", "0000", "1212", "7777", "1004", "2000", "4444", "2222", "6969"),
        *("9999", "3333", "5555", "6666", "1122", "1313", "8888", "4321", "2001", "1010"),
        *("0007", "0070", "1100", "1221", "2112", "5683", "1984", "4200", "0420", "5150"),
        *("112233", "123123", "123321", "159753", "520520", "142536", "101010", "110110"),
        *("11223344", "12341234", "12344321", "147258369", "741852963", "963852741"),
    }
)
"""Those that people choose most: the first twenty are the published top of 3.4 million
four-digit PINs (DataGenetics, 2012), the others lead the published lists of leaked ones."""
KEYPAD: Final = (
    *("147", "258", "369", "0147", "0258", "0369", "2580", "1470", "3690"),
    *("1593", "3571", "159357", "357159", "159753", "1379", "1397", "7139", "7931"),
    *("147258369", "147852369", "741852963", "789456123", "321654987"),
)
"""What fingers draw on a number pad: its columns, diagonals and corners."""
YEARS: Final = range(1940, 2031)


def is_common(pin: str, badge: str = "") -> bool:
    """Whether somebody who guesses would try it among the first.

    One digit or one pair repeated, the same half twice, a row up or down, a line on the
    number pad, a year that somebody alive may be born in, what most people choose, and the
    digits of the badge itself, which everybody can read. Steps of two, as 2468, are on no
    published list of the most used, and so are allowed.
    """
    own = "".join(letter for letter in badge if letter.isdigit())
    half = len(pin) // 2
    return (
        pin in OFTEN
        or len(set(pin)) == 1
        or pin == pin[:2] * half
        or (len(pin) >= 6 and pin == pin[:half] * 2)
        or _is_row(pin, 1)
        or _is_row(pin, -1)
        or _is_drawn(pin)
        or (len(pin) == LEAST_PIN and int(pin) in YEARS)
        or pin in own
        or pin.lstrip("0") == own.lstrip("0")
    )


def wait_after(wrong: int) -> timedelta:
    """How long nobody may try a badge again after so many wrong PINs: 2 s from the third
    on, and each time twice as long, to two minutes."""
    if wrong <= FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** (wrong - FREE_TRIES)), MOST_WAIT)


def seconds_to_wait(wrong: int, last: datetime, now: datetime) -> int:
    """Whole seconds that are left of it, at least one; none once it is over.

    A clock that was put back by more than that does not shut anybody out: as far as it is
    off, nobody can say how long ago the last one was.
    """
    left = wait_after(wrong) - abs(now - last)
    return -(-left // timedelta(seconds=1)) if left > timedelta() else 0


def _is_row(pin: str, step: int) -> bool:
    return all((int(after) - int(before)) % 10 == step % 10 for before, after in pairwise(pin))


def _is_drawn(pin: str) -> bool:
    lines = (*KEYPAD, *(line[::-1] for line in KEYPAD))
    return any(
        pin in (line, line * 2) or (len(line) > len(pin) and pin in line) for line in lines
    )
