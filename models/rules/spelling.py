"""Words as people type them: without accents, half of them, and with a letter wrong.

A word is found with a letter too many, too few, another, or two in each other's place. Both
what is on record and what is typed leave letters out of their beginnings; where the same is
left, they may be meant for each other, and only those few are compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 40
"""Letters of a word that are looked at."""
BEGINNING: Final = 7
"""Letters of which some are left out: what comes after them is compared and not indexed."""
FORGIVING: Final = 3
"""Letters from which a word is known with one of them wrong."""
GENEROUS: Final = 7
"""Letters from which a word is known with two of them wrong."""
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """As it is compared: ``Crème BRÛLÉE`` is ``creme brulee``."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).casefold()


def words_of(*texts: str) -> tuple[str, ...]:
    """Each word once, folded, in the order of the texts."""
    found = (word[:LONGEST] for text in texts for word in _WORD.findall(fold(text)))
    return tuple(dict.fromkeys(found))


def forgiven(word: str) -> int:
    """How many letters of a word on record may be wrong. None of a number's: one with another
    digit names other goods."""
    if len(word) < FORGIVING or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < GENEROUS else 2


def remains(word: str) -> frozenset[str]:
    """What is left of a word on record where letters are missing; nothing of one that has to
    be typed as it is."""
    most = forgiven(word)
    return _remains(word, most) if most else frozenset()


def typed_remains(typed: str) -> frozenset[str]:
    """What is left of a word as it was typed: shares something with :func:`remains` of each
    word that :func:`slips` lets it stand for."""
    if len(typed) < FORGIVING - 1:
        return frozenset()
    return _remains(typed, 1 if len(typed) < GENEROUS - 2 else 2)


def _remains(word: str, most: int) -> frozenset[str]:
    start = word[:BEGINNING]
    return frozenset(
        "".join(kept)
        for missing in range(min(most, len(start) - 1) + 1)
        for kept in combinations(start, len(start) - missing)
    )


def slips(typed: str, word: str) -> int | None:
    """How many letters are wrong; ``None`` where it is more than the word is forgiven."""
    most = forgiven(word)
    if abs(len(typed) - len(word)) > most:
        return None
    wrong = _distance(typed, word)
    return wrong if wrong <= most else None


def _distance(one: str, other: str) -> int:
    """Letters put in, left out, changed or swapped with the next one (each only once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, against in enumerate(other, 1):
            least = min(last[j] + 1, now[-1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                least = min(least, before[j - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]


def nearest(typed: str, words: Iterable[str]) -> dict[str, int]:
    """Those that it may stand for and how many letters of each are wrong, the likeliest first:
    few are, the first is right, and they are about as long."""
    near = {word: wrong for word in words if (wrong := slips(typed, word)) is not None}
    return dict(
        sorted(
            near.items(),
            key=lambda pair: (
                pair[1],
                pair[0][:1] != typed[:1],
                abs(len(pair[0]) - len(typed)),
                pair[0],
            ),
        )
    )


def matches(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where in a name stands what was typed, as beginning and end of each place: the letters
    of a word's beginning, or the whole of a word that was meant with a slip."""
    sought = words_of(typed)
    found = (_match(place, sought) for place in _WORD.finditer(text))
    return tuple(each for each in found if each is not None)


def _match(place: re.Match[str], sought: tuple[str, ...]) -> tuple[int, int] | None:
    word = fold(place.group())
    begun = max((len(each) for each in sought if word.startswith(each)), default=0)
    if begun:
        alike = len(word) == len(place.group())
        return place.start(), place.start() + begun if alike else place.end()
    meant = any(slips(each, word) is not None for each in sought)
    return place.span() if meant else None
