"""Which known answers fit what somebody is typing: by words, how rare these are, and use.

Databases cut, fold and weigh words each in their own way. Here it is done once, so that the
same question finds the same answers in the same order wherever a shop keeps its records.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_WORDS: Final = 12
"""Of a long question, the last words count: they are those being typed."""
LONGEST_WORD: Final = 40
COMMON: Final = 500
"""A word in more entries than that says little of what is asked."""
ENOUGH: Final = 500
"""Entries that are ranked, so that a large store of answers takes no longer."""
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is typed so far: whole words, and the one that may go on."""

    whole: tuple[str, ...]
    begun: str

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.whole, self.begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry with some of the words; the words of its question and of its answer."""

    id: int
    asked: frozenset[str]
    said: frozenset[str]
    used: int


def words_in(text: str) -> tuple[str, ...]:
    """Small letters without accents, in their order: ``Café-nya`` is ``cafe`` and ``nya``."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(bare))


def typed_words(text: str) -> Typed | None:
    """Each word once; nothing where there is none yet."""
    words = words_in(text)
    if not words:
        return None
    *before, begun = words
    whole = dict.fromkeys(word for word in before if word != begun)
    return Typed(whole=tuple(whole)[-(MOST_WORDS - 1) :], begun=begun)


def telling(found: Mapping[str, int]) -> tuple[str, ...]:
    """The rarest words first, as many as lead to about :data:`ENOUGH` entries.

    ``found`` says in how many entries each is, where more than :data:`COMMON` may be any
    larger number. Empty where only common words are left.
    """
    rare = sorted((count, word) for word, count in found.items() if 0 < count <= COMMON)
    chosen: list[str] = []
    reached = 0
    for count, word in rare:
        if chosen and reached + count > ENOUGH:
            break
        chosen.append(word)
        reached += count
    return tuple(chosen)


def rank(
    candidates: Iterable[Candidate], typed: Typed, found: Mapping[str, int], limit: int
) -> tuple[int, ...]:
    """Best first: by how many of the words it has and how rare they are, those of its
    question twice; what answered more often weighs up to about as much as a word in ten."""
    scored = (
        (-_weight(each, typed, found) * (20 + each.used.bit_length()), -each.used, each.id)
        for each in candidates
    )
    return tuple(number for *_, number in sorted(scored)[:limit])


def _weight(each: Candidate, typed: Typed, found: Mapping[str, int]) -> int:
    weight = 0
    for word in typed.words:
        begun = word == typed.begun
        if _has(each.asked, word, begun):
            weight += 2 * _rarity(found[word])
        elif _has(each.said, word, begun):
            weight += _rarity(found[word])
    return weight


def _has(words: frozenset[str], word: str, begun: bool) -> bool:
    return word in words or (begun and any(each.startswith(word) for each in words))


def _rarity(count: int) -> int:
    """1 for a common word, one more each time that it is half as common."""
    return 1 + (COMMON // max(count, 1)).bit_length()
