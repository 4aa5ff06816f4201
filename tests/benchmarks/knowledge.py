"""How long it takes to offer known answers while a question is typed, among 20,000.

``python -m tests.benchmarks.knowledge URL [--entries 20000] [--questions 200]``

The shop is a new one, set up at that empty place. Words are as unevenly often as in a
language. Each question is offered answers after every letter that is typed, as at a counter.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from models.rules.knowledge import words_in
from models.services.knowledge import suggest
from models.tables.base import insertion
from models.tables.questions import KnowledgeEntry
from tests.benchmarks.figures import Times, say
from tests.builders import MANAGER, NOON, a_shop

if TYPE_CHECKING:
    from models.db import Shop

CONSONANTS: Final = "bklmnprstwy"
VOCABULARY: Final = 8000
LENGTH: Final = 9
"""Words of a question; its answer has three times as many."""


class Speaker:
    """Says words of a made-up language, each as often as its place from the commonest says."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed)
        make = Random(1)
        syllables = [f"{one}{vowel}" for one in CONSONANTS for vowel in "aeiu"]
        words = {"".join(make.choices(syllables, k=make.randint(1, 5))) for _ in range(50_000)}
        self._words = sorted(words)
        make.shuffle(self._words)
        del self._words[VOCABULARY:]
        self._weights = [1 / place for place in range(1, len(self._words) + 1)]

    def says(self, words: int) -> str:
        return " ".join(self._draw.choices(self._words, self._weights, k=words))


def fill(shop: Shop, entries: int) -> None:
    speaker, draw = Speaker(2), Random(3)
    rows = []
    for _ in range(entries):
        asked, said = speaker.says(LENGTH), speaker.says(3 * LENGTH)
        rows.append(
            {
                "kind": "other",
                "asked": asked[:300],
                "said": said,
                "asked_words": " ".join(dict.fromkeys(words_in(asked))),
                "said_words": " ".join(dict.fromkeys(words_in(said))),
                "used": int(draw.paretovariate(1)),
                "made_at": NOON,
                "changed_at": NOON,
                "staff_id": MANAGER.staff_id,
            }
        )
    with shop.unit() as unit:
        unit.connection.execute(insertion(KnowledgeEntry), rows)


def measure(shop: Shop, questions: int) -> None:
    speaker = Speaker(4)
    whole, letters = Times(), Times()
    for _ in range(questions):
        typed = speaker.says(LENGTH)
        for end in range(1, len(typed) + 1):
            letters.take(partial(shop.read, partial(suggest, typed=typed[:end])))
        whole.wall.append(letters.wall[-1])
        whole.worked.append(letters.worked[-1])
    say(f"after each letter:  {letters}")
    say(f"whole questions:    {whole}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--entries", type=int, default=20_000)
    words.add_argument("--questions", type=int, default=200)
    asked = words.parse_args()
    with closing(a_shop(asked.url, cash=None)) as shop:
        fill(shop, asked.entries)
        say(f"{asked.entries:,} known answers on {shop.engine.dialect.name}")
        measure(shop, asked.questions)


if __name__ == "__main__":
    main()
