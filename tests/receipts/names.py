"""Names as no shop would type them, the same in each run."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "WWWWMMMMiiii....",
    "0123456789.,-−",
    "<b>&amp;</i>'\"%s{0}\\()[]$`",
    "éñçğşıŁßøāỹ₱€£¥×•“”…",
    "שלוםעברית(12)",
    "السلامعليكم٠١٢",
    "宽体汉字カタカナ한국어ไทย",
    "😀👩‍🔧🇮🇩☕✂️",
    "áñ̈̄q̂◌̣ẻ",
    "\0\a\b\t\n\r\v\f\x1b\x7f\x85\xad",
    "\u200b\u200d\u200e\u202e\u2066\u2069\ufeff\ufff9",
    "\u00a0\u202f\u2003\u3000\u2028\u2029",
    "\ud800\udfff\ue000\uf8ff\ufffe\U0010ffff\U000e0041",
)
LONG = 10_000
"""Letters in the longest words."""


def names(count: int, seed: int = 6) -> Iterator[str]:
    """Mostly short, of one or two kinds of letters, with spaces or without; one in a thousand
    is a single word of ten thousand letters."""
    chance = Random(seed)
    for number in range(count):
        letters = "".join(chance.choices(LETTERS, k=chance.choice((1, 1, 2, 4))))
        if chance.random() < 0.7:
            letters += " " * (1 + len(letters) // 6)
        if number % 1000 == 999:
            yield "".join(chance.choices(letters.replace(" ", "") or "x", k=LONG))
        else:
            yield "".join(
                chance.choices(letters, k=chance.randrange(chance.choice((4, 40, 90))))
            )
